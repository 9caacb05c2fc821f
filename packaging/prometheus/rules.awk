# SPDX-License-Identifier: GPL-3.0-or-later
# awk -f rules.awk health.yml causes ../../docs/findings.md >rules.yml
# An alert for each cause, as CRITICAL and as WARNING. What a finding means and what to do about it, Prometheus does not
# know from the metrics, so it stands in the rules, chosen by the finding's ID. Fails on a finding without a remedy.
function trimmed(text) {
    gsub(/^ +| +$/, "", text)
    return text
}

FILENAME ~ /health[.]yml$/ { print; next }

FILENAME ~ /causes$/ {
    if (/^#/) next
    if (split($0, field, ";") != 4) wrong("not four fields: " $0)
    alert[++causes] = trimmed(field[1])
    what[causes] = trimmed(field[2])
    days[causes] = trimmed(field[3])
    pattern[causes] = trimmed(field[4])
    gsub(/ +/, "|", pattern[causes])
    next
}

/^## / { id = $2; next }
/^[*][*]/ { meaning = $0; sub(/^[*][*][A-Z]+[*][*] by default[.] /, "", meaning) }
/^- What to do: / { remedy = substr($0, 15) }
/^- Made by: / {
    for (cause = 1; cause <= causes && id !~ "^(" pattern[cause] ")$"; ++cause);
    if (cause > causes || meaning == "" || remedy == "" || (meaning remedy) ~ /\{\{/) wrong(id)
    makers = substr($0, 12)
    gsub(/`/, "\"", makers)
    gsub(/,/, "", makers)
    if (id != last) ids[cause] = ids[cause] (ids[cause] == "" ? "" : "|") id
    last = id
    n = ++members[cause]
    of[cause, n] = id
    by[cause, n] = makers
    ++variants[id]
    means[cause, n] = meaning
    remedies[cause, n] = remedy
    meaning = remedy = ""
}

function wrong(message) {
    print "rules.awk: " message > "/dev/stderr"
    failed = 1
    exit 1
}

# choice(NAME, TEXTS, CAUSE, BEFORE, OTHERWISE): an annotation that depends on the finding's ID
function choice(name, texts, cause, before, otherwise,    n, condition) {
    print "          " name ": >-"
    if (before != "") print "            " before
    for (n = 1; n <= members[cause]; ++n) {
        condition = "eq $labels.id \"" of[cause, n] "\""
        # Where checks say different things of one ID, it is the check's own.
        if (variants[of[cause, n]] > 1) condition = "and (" condition ") (eq $labels.plugin " by[cause, n] ")"
        print "            {{" (n == 1 ? "- if " : "- else if ") condition " -}} " texts[cause, n]
    }
    print "            {{- else -}} " otherwise " {{- end }}"
}

# folded(EXPRESSION): within double quotes of YAML, in lines that end where a "|" or a blank does; a backslash at the end of
# a line joins it with the next as they are
function folded(expression,    text, line, at) {
    gsub(/"/, "\047", expression) # as good in PromQL
    while (length(expression) > 110) {
        line = substr(expression, 1, 110)
        at = match(line, /[| ][^| ]*$/)
        if (at == 0) at = 110
        text = text substr(expression, 1, at) "\\\n          "
        expression = substr(expression, at + 1)
    }
    return text expression
}

# rule(NAME, SEVERITY, FOR, CONDITION): its name, and all but the annotations
function rule(name, severity, wait, condition) {
    print "      - alert: " name
    print "        expr: \"" folded(condition) "\""
    print "        for: " wait
    print "        labels: {severity: " severity "}"
}

function worst(selector, status) {
    return "max without (subject) (mail_check_finding" selector ") == " status
}

END {
    if (failed) exit 1
    same = "{instance=%q,check=%q,plugin=%q,target=%q,port=%q,mode=%q"
    these = "$labels.instance $labels.check $labels.plugin $labels.target $labels.port $labels.mode"
    print "  - name: mail-causes"
    print "    rules:"
    for (cause = 1; cause <= causes; ++cause) {
        name = alert[cause]
        if (members[cause] == 0) wrong("no finding: " name)
        # The last one also has the findings that are not known here: of a newer check, of another version.
        mine = "{id=~\"" ids[cause] "\"}"
        if (cause == causes) mine = "{id!~\"" others "\"}"
        others = others (others == "" ? "" : "|") ids[cause]
        rule(name (cause == causes ? "Critical" : ""), "critical", "2m", worst(mine, 2))
        print "        annotations: &" name
        print "          summary: >-"
        print "            {{ $labels.plugin }} {{ $labels.target }}{{ with $labels.port }}:{{ . }}{{ end }}: " what[cause] \
            " ({{ $labels.id }})"
        if (days[cause] != "") {
            print "            {{- range printf `mail_check_value" same ",name=\"" days[cause] "\"}` " these " | query -}}"
            print "            , {{ .Value | printf \"%.0f\" }} days left {{- end }}"
        }
        subjects = "{{ range printf `mail_check_finding" same ",id=%q} > 0` " these " $labels.id | query }}" \
            "{{ with .Labels.subject }}{{ . }}: {{ end }}{{ end }}"
        choice("description", means, cause, subjects, "See --list-findings of {{ $labels.plugin }}.")
        choice("remedy", remedies, cause, "", "See --list-findings of {{ $labels.plugin }}.")
        # A check that can't say how things are says UNKNOWN, whatever it is that it can't say.
        rule(name (cause == causes ? "Warning" : ""), "warning", name == "MailBusy" ? "15m" : name == "MailCheckBroken" ? "5m" : "10m",
            worst(mine, 1) (name == "MailCheckBroken" ? " or " worst("", 3) : ""))
        print "        annotations: *" name
    }
}
