#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# findings.sh FOLDER: writes docs/findings.md, made from what every check in the folder says to --list-findings.
# Fails when two checks give one ID different statuses.
set -eu
export LC_ALL=C

cat <<'HEAD'
# Findings

Every ID with its default status, what it means and what to do about it. `--severity ID=STATUS` makes it count as
another status. An ID never changes its meaning once released.

This page is made from `--list-findings` of every check by `ninja findings_page`.
HEAD

for check in "$1"/check_*; do
    "$check" --list-findings | awk -v check="$(basename "$check")" '
        function flush() { if (id != "") print id "\t" status "\t" text "\t" remedy "\t" reference "\t" check }
        /^[^ ]/ { flush(); id = $1; status = substr($2, 2, length($2) - 2); text = remedy = reference = ""; part = 1; next }
        { sub(/^ +/, "") }
        /^what to do: / { part = 2; sub(/^what to do: /, "") }
        /^reference: / { reference = substr($0, 12); next }
        part == 1 { text = text (text == "" ? "" : " ") $0 }
        part == 2 { remedy = remedy (remedy == "" ? "" : " ") $0 }
        END { flush() }'
done | sort | awk -F '\t' '
    { fact = $2 FS $3 FS $4 FS $5 }
    $1 != id || fact != last {
        if (id != "") print "- Made by: " checks
        if ($1 != id) print "\n## " $1
        if ($1 == id && $2 != status) { print $1 " has two statuses" > "/dev/stderr"; exit 1 }
        id = $1; status = $2; last = fact; checks = "`" $6 "`"
        print "\n**" $2 "** by default. " $3 "\n"
        print "- What to do: " $4
        if ($5 != "") print "- Reference: " $5
        next
    }
    { checks = checks ", `" $6 "`" }
    END { print "- Made by: " checks }'
