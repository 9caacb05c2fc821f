# SPDX-License-Identifier: GPL-3.0-or-later
# awk -v os=OS -v steps="STEP..." -f docs/steps.awk docs/installing.md
# Prints a shell script of the blocks that are marked "sh OS STEP", or "sh any STEP", in the order of the page. Fails
# when there is a step without a block, and on a block that never ends.
BEGIN {
    count = split(steps, names, " ")
    for (i = 1; i <= count; ++i) {
        wanted[names[i]] = 1
    }
    if (count == 0) {
        print "steps.awk: no step is wanted" > "/dev/stderr"
        failed = 1
        exit 1
    }
}

/^```sh / && !inside {
    inside = 1
    shown = ($2 == os || $2 == "any") && ($3 in wanted)
    if (shown) {
        found[$3] = 1
        print "# " $3
    }
    next
}

/^```/ && inside {
    inside = shown = 0
    next
}

shown { print }

END {
    if (failed) {
        exit 1
    }
    for (i = 1; i <= count; ++i) {
        if (!(names[i] in found)) {
            print "steps.awk: no step " names[i] " for " os > "/dev/stderr"
            failed = 1
        }
    }
    if (inside) {
        print "steps.awk: the last block has no end" > "/dev/stderr"
        failed = 1
    }
    exit failed
}
