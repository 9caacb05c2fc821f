# SPDX-License-Identifier: GPL-3.0-or-later
"""The items, triggers and graphs of one run of a check, for a template or as prototypes; templates.py makes mail-checks.yaml."""
import hashlib
import json

from checks import CAUSES

# An {ITEM.LASTVALUE} is cut at 20 characters where no function is applied to it.
WHOLE = '{{ITEM.LASTVALUE1}.regsub("^(.*)$","\\1")}'
COLOURS = ["1A7C11", "F63100", "2774A4", "A54F10", "FC6EA3", "6C59DC", "AC8C14", "611F27", "F230E0", "5CCD18", "BB2A02", "5A2B57"]

# Groups the findings by cause; of each the worst, as a sentence with its status and its remedy. Triggers look at the sentence
# alone: of two items that come of the same result, one may still have the value of the run before.
GROUPING = """var run = JSON.parse(value), causes = %s, rank = [0, 1, 3, 2];
var words = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'];
var out = {ran: run.version ? 1 : 0, status: run.status, summary: run.summary, rest: {status: 0, text: 'OK'}};
for (var name in causes) { out[name] = {status: 0, text: 'OK'}; }
run.findings.forEach(function (finding) {
    var place = 'rest';
    for (var name in causes) { if (new RegExp(causes[name]).test(finding.id)) { place = name; break; } }
    if (rank[finding.status] > rank[out[place].status]) {
        out[place] = {status: finding.status, text: words[finding.status] + ': ' + (finding.subject ? finding.subject + ': ' : '') + finding.message +
            (finding.remedy ? ' - what to do: ' + finding.remedy : '')};
    }
});
if (!run.findings.length && run.status) { out.rest = {status: run.status, text: words[run.status] + ': ' + run.summary}; }
return JSON.stringify(out);"""


def uuid_of(*names):
    """The same for the same names always, in the form of a random UUID, which Zabbix wants."""
    digits = hashlib.sha256("/".join(("monitoring-plugins-mail", *names)).encode()).hexdigest()[:32]
    return digits[:12] + "4" + digits[13:16] + "a" + digits[17:]


def not_run(check, why):
    return json.dumps({"status": 3, "summary": f"{check} did not run: {why}", "findings": [], "metrics": [],
                       "observations": {}}, separators=(",", ":"))


class Run:
    """One run of a check: `where` is empty, or the macro that tells the entries of a list apart."""

    def __init__(self, template, check, facts, where="", target="{$MAIL.DOMAIN}"):
        self.template, self.check, self.facts, self.where, self.target = template, check, facts, where, target
        arguments = facts["arguments"] + ["{$MAIL.RESOLVER}", "{$MAIL.SEVERITY}", "{$MAIL.OPTION}", "--timeout",
                                          "{$MAIL.DEADLINE}", "--format", "json"]
        self.master = check + "[" + ",".join(f'"{argument}"' for argument in arguments) + "]"
        self.name = f"{facts['title']} of {target}"

    def key(self, name):
        return f"{self.facts['prefix']}.{name}" + (f"[{self.where}]" if self.where else "")

    def uuid(self, *names):
        return uuid_of(self.template, *names)

    def title(self, text):
        return f"{text} at {self.where}" if self.where else text

    def dependent(self, name, title, steps, **more):
        """An item out of the result, or of another one."""
        master = more.pop("master", self.master)
        return {"uuid": self.uuid("item", name), "name": self.title(title), "type": "DEPENDENT", "key": self.key(name),
                "delay": "0", **more, "preprocessing": steps, "master_item": {"key": master},
                "tags": [{"tag": "component", "value": "mail"}, {"tag": "check", "value": self.check},
                         {"tag": "target", "value": self.where or self.target}]}

    def items(self):
        problem = "it is missing, or was stopped at the time limit, which {$MAIL.DEADLINE} must stay below"
        yield {"uuid": self.uuid("item", "result"), "name": self.title(f"{self.facts['title']} result"), "type": "EXTERNAL",
               "key": self.master, "delay": "{$MAIL.INTERVAL}", "history": "1d", "trends": "0", "value_type": "TEXT",
               "description": self.facts["question"],
               "preprocessing": [
                   {"type": "CHECK_NOT_SUPPORTED", "parameters": [""], "error_handler": "CUSTOM_VALUE",
                    "error_handler_params": not_run(self.check, problem)},
                   {"type": "MATCHES_REGEX", "parameters": [r'^\{".*\}\s*$'], "error_handler": "CUSTOM_VALUE",
                    "error_handler_params": not_run(self.check, "what it printed is no JSON")}],
               "tags": [{"tag": "component", "value": "raw"}]}
        causes = {name: CAUSES[name][1] for name in self.facts["causes"]}
        yield self.dependent("causes", f"{self.facts['title']} causes", [
            {"type": "JAVASCRIPT", "parameters": [GROUPING % json.dumps(causes)]}],
            history="0", trends="0", value_type="TEXT")
        for cause in ["", "rest", *self.facts["causes"]]:
            yield from self.status_items(cause)
        for name in self.facts["times"]:
            yield self.metric(name, f"{self.facts['title']}, {'time' if name == 'time' else name + ' time'}", "s")
        for name, (title, units) in self.facts["numbers"].items():
            yield self.metric(name, f"{self.facts['title']}, {title}", units)

    def status_items(self, cause):
        """The status and the sentence: of the whole, of what has no cause of its own, or of one cause."""
        named = ", " + CAUSES[cause][0] if cause in CAUSES else ", other" if cause else ""
        dot = f".{cause}" if cause else ""
        steps = [{"type": "JSONPATH", "parameters": [f"${dot}.status"]}]
        yield self.dependent(f"status{dot}", f"{self.facts['title']}{named} status", steps, master=self.key("causes"),
                             valuemap={"name": "Check status"}, triggers=[*self.triggers(cause)])
        text = "summary" if not cause else f"{cause}.text"
        yield self.dependent(f"text{dot}", f"{self.facts['title']}{named}",
                             [{"type": "JSONPATH", "parameters": [f"$.{text}"]}], master=self.key("causes"), trends="0",
                             value_type="TEXT")
        if not cause:
            yield self.dependent("ran", f"{self.facts['title']} ran", [{"type": "JSONPATH", "parameters": ["$.ran"]}],
                                 master=self.key("causes"), triggers=[self.absent(), self.broken()])

    def metric(self, name, title, units):
        return self.dependent(name, title, [
            {"type": "JSONPATH", "parameters": [f"$.metrics[?(@.name=='{name}')].value.first()"],
             "error_handler": "DISCARD_VALUE"}], value_type="FLOAT", **({"units": units} if units else {}))

    def begins(self, name, text):
        """Whether the last value of an item does."""
        return f'find(/{self.template}/{self.key(name)},,"regexp","^{text}")=1'

    def trigger(self, name, expression, priority, scope, event_name=None, behind=()):
        made = {"uuid": self.uuid("trigger", name), "expression": expression, "name": f"{self.name}: {name}",
                "priority": priority}
        if event_name:
            made |= {"event_name": f"{self.name}: {event_name}", "opdata": WHOLE}
        if behind:
            made["dependencies"] = [{key: each[key] for key in ("name", "expression")} for each in behind]
        return made | {"tags": [{"tag": "scope", "value": scope}, {"tag": "check", "value": self.check}]}

    def absent(self):
        return self.trigger("no result for {$MAIL.NODATA}", f"nodata(/{self.template}/{self.key('ran')},{{$MAIL.NODATA}})=1",
                            "HIGH", "notice")

    def broken(self):
        expression = self.begins("text", f"{self.check} did not run: ")
        return self.trigger("does not run", expression, "HIGH", "notice", f"does not run: {WHOLE}", [self.absent()])

    def of_status(self, cause, status, behind=()):
        word, priority = {1: ("WARNING", "WARNING"), 2: ("CRITICAL", "HIGH"), 3: ("UNKNOWN", "AVERAGE")}[status]
        called = word if cause == "rest" else f"{CAUSES[cause][0]} {word}"
        expression = self.begins("text." + cause, word + ": ")
        scope = {"slow": "performance", "rest": "availability"}.get(cause, "notice")
        return self.trigger(called, expression, priority, scope, WHOLE if cause == "rest" else f"{CAUSES[cause][0]}: {WHOLE}", behind)

    def triggers(self, cause):
        """A busy or slow server is not told beside one that is down, nor an unknown state beside a check that does not run."""
        if not cause:
            return
        if cause == "rest":
            yield self.of_status("rest", 3, [self.broken()])
        down = [self.of_status("rest", 2)] if cause in ("busy", "slow") else []
        for status in (2, 1):
            yield self.of_status(cause, status, down)

    def graph(self):
        """How long each step took."""
        return self.drawn(f"{self.facts['title']} times", [self.key(name) for name in self.facts["times"]])

    def drawn(self, name, keys):
        return {"uuid": self.uuid("graph", name), "name": self.title(name), "graph_items": [
            {"sortorder": str(number), "color": COLOURS[number % len(COLOURS)], "item": {"host": self.template, "key": key}}
            for number, key in enumerate(keys)]}
