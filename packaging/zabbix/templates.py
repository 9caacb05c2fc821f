#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""templates.py >mail-checks.yaml: the templates for Zabbix, of what checks.py says. Needs python3-yaml."""
import sys

import yaml

from checks import CHECKS, COMMON
from items import WHOLE, Run, uuid_of

HEAD = """# SPDX-License-Identifier: GPL-3.0-or-later
# Zabbix 6.0 and newer: import under Data collection (Configuration), Templates. What to do with it: docs/zabbix.md.
# Made by templates.py of checks.py, in the folder packaging/zabbix of the source.
"""
GROUP = "Templates/Applications"
DOMAINS_GROUP = "Mail domains"
PASSED_ON = sorted(set(COMMON) | {name for check in ("check_mx", "check_dns_delegation", "check_mail_auth")
                                  for name in CHECKS[check]["macros"]} - {"MAIL.DOMAIN"})

# HOST:PORT/MODE, of which only PORT must be there.
PORTS = """var given = JSON.parse(value), rows = [], seen = {};
given.list.split(',').forEach(function (entry) {
    var part = /^\\s*(?:(.+):)?([0-9]+)(?:\\/([a-z]+))?\\s*$/.exec(entry);
    if (!part) { throw 'not PORT, HOST:PORT or PORT/MODE: ' + entry; }
    var mode = part[3] || (part[2] === '465' ? 'smtps' : given.mode);
    if (!/^(plain|starttls|smtps)$/.test(mode)) { throw 'not plain, starttls or smtps: ' + entry; }
    var where = (part[1] ? part[1] + ':' : '') + part[2];
    if (seen[where]) { throw 'twice: ' + where; }
    seen[where] = true;
    rows.push({'{#HOST}': part[1] || given.host, '{#PORT}': part[2], '{#MODE}': mode === 'plain' ? '' : '--' + mode,
        '{#WHERE}': where});
});
return JSON.stringify(rows);"""

# DOMAIN or DOMAIN=SELECTOR+SELECTOR; what the host's macros say goes on to the host of each domain.
# Zabbix takes no other letters in a host's name than those of ASCII.
DOMAINS = """var given = JSON.parse(value), rows = [], seen = {};
given.list.split(',').forEach(function (entry) {
    var part = /^\\s*([^=\\s]+)\\s*(?:=\\s*([^\\s]+))?\\s*$/.exec(entry);
    if (!part) { throw 'not DOMAIN or DOMAIN=SELECTOR+SELECTOR: ' + entry; }
    var domain = part[1].toLowerCase();
    if (!/^[a-z0-9._-]+$/.test(domain)) { throw 'not a domain in the letters of the DNS (xn--...): ' + domain; }
    if (seen[domain]) { throw 'twice: ' + domain; }
    seen[domain] = true;
    var row = {'{#DOMAIN}': domain};
    for (var name in given) { row['{#' + name + '}'] = given[name]; }
    if (part[2]) { row['{#AUTH.SELECTORS}'] = '--selector=' + part[2].split('+').join(','); }
    rows.push(row);
});
return JSON.stringify(rows);"""


def name_of(facts):
    return facts.get("template", f"Mail check {facts['title']}")


# In 0.1.0 its name was written otherwise; by its number an import finds it and renames it, with all hosts that it is linked to.
NUMBERS = {"Mail check SMTP send": "27124c7822ce4b6bba7af3ec8d9f82f2"}


def template(name, description, macros, **more):
    made = {"uuid": NUMBERS.get(name, uuid_of(name)), "template": name, "name": name, "description": description,
            "groups": [{"name": GROUP}], **more}
    made["macros"] = [{"macro": f"{{${macro}}}", **({"value": value} if value else {}), "description": text}
                      for macro, (value, text) in macros.items()]
    return made


def value_map(name):
    words = ["OK", "WARNING", "CRITICAL", "UNKNOWN"]
    return [{"uuid": uuid_of(name, "statuses"), "name": "Check status",
             "mappings": [{"value": str(number), "newvalue": word} for number, word in enumerate(words)]}]


def widget(kind, top, height, name, field, value, **more):
    fields = [{"type": field, "name": name, "value": value}]
    fields += [{"type": "INTEGER", "name": key, "value": number} for key, number in more.items()]
    return {"type": kind, "y": str(top), "width": "24", "height": str(height), "fields": fields}


def dashboard(name, widgets):
    return [{"uuid": uuid_of(name, "dashboard"), "name": "Mail", "pages": [{"widgets": widgets}]}]


def script(name, what, code, parameters, **made):
    """A discovery rule; what is taken out of the list is neither checked nor told any longer."""
    return {"uuid": uuid_of(name, what), "name": what, "type": "SCRIPT", "key": f"mail.list[{what}]", "delay": "10m",
            "lifetime": "0", "params": code,
            "parameters": [{"name": key, "value": value} for key, value in parameters.items()],
            "preprocessing": [{"type": "DISCARD_UNCHANGED_HEARTBEAT", "parameters": ["1h"]}], **made}


def understood(name, rule):
    """An item that says whether the rule's list can be read: a rule that fails makes no items, and so no problem."""
    what, key = rule["name"], f"mail.list.text[{rule['name']}]"
    code = f"function list(value) {{\n{rule['params']}\n}}\n" \
        "try { list(value); return 'OK'; } catch (error) { return 'UNKNOWN: ' + error; }"
    return {"uuid": uuid_of(name, "understood", what), "name": f"{what}, list", "type": "SCRIPT", "key": key, "delay": "10m",
            "trends": "0", "value_type": "TEXT", "params": code, "parameters": rule["parameters"],
            "tags": [{"tag": "component", "value": "mail"}],
            "triggers": [{"uuid": uuid_of(name, "understood", what, "trigger"),
                          "expression": f'find(/{name}/{key},,"regexp","^UNKNOWN: ")=1',
                          "name": f"{what} of {{HOST.HOST}}: the list can't be read",
                          "event_name": f"{what} of {{HOST.HOST}}: {WHOLE}", "opdata": WHOLE, "priority": "HIGH",
                          "tags": [{"tag": "scope", "value": "notice"}]}]}


def of_domain(check, facts):
    """A template for one domain, or another single target: items, and one time for each host or server that the result names."""
    name = name_of(facts)
    run = Run(name, check, facts, target=facts.get("target", "{$MAIL.DOMAIN}"))
    graphs = [run.graph()]
    widgets = [widget("PLAIN_TEXT", 0, 3, "itemids", "ITEM", {"host": name, "key": run.key("text")}),
               widget("GRAPH_CLASSIC", 3, 6, "graphid", "GRAPH", {"host": name, "name": graphs[0]["name"]})]
    rules = []
    if "parts" in facts:
        title, array, member = facts["parts"]
        part = Run(name, check, facts, "{#NAME}")
        item = part.metric("part", f"{facts['title']}, time", "s")
        item["preprocessing"][0]["parameters"] = ["$.metrics[?(@.name=='{#NAME}')].value.first()"]
        drawn = part.drawn(f"{facts['title']}, time", [item["key"]])
        rules.append({
            "uuid": uuid_of(name, title), "name": f"{facts['title']}, each {title}", "type": "DEPENDENT",
            "key": f"{facts['prefix']}.list", "delay": "0",
            "item_prototypes": [item], "graph_prototypes": [drawn],
            "master_item": {"key": run.master}, "lld_macro_paths": [{"lld_macro": "{#NAME}", "path": f"$.{member}"}],
            "preprocessing": [{"type": "JSONPATH", "parameters": [f"$.observations.{array}"],
                               "error_handler": "CUSTOM_VALUE", "error_handler_params": "[]"}]})
        widgets.append(widget("GRAPH_PROTOTYPE", 9, 6, "graphid", "GRAPH_PROTOTYPE", {"host": name, "name": drawn["name"]},
                              columns="3", rows="1"))
    made = template(name, facts["question"], facts["macros"] | COMMON, items=[*run.items()], dashboards=dashboard(name, widgets),
                    valuemaps=value_map(name), tags=[{"tag": "class", "value": "mail"}])
    if rules:
        made["discovery_rules"] = rules
    return made, graphs


def of_list(check, facts):
    """A template whose items are made for each entry of a macro."""
    name = name_of(facts)
    macro, value, mode, host, text = facts["list"]
    run = Run(name, check, facts, "{#WHERE}", "{HOST.HOST}")
    run.name = f"{facts['title']} of {{HOST.HOST}} at {{#WHERE}}"
    graph = run.graph()
    rule = script(name, f"{facts['title']} ports", PORTS, {"list": f"{{${macro}}}", "mode": mode, "host": host},
                  item_prototypes=list(map(prototype, run.items())), graph_prototypes=[graph])
    widgets = [widget("GRAPH_PROTOTYPE", 0, 12, "graphid", "GRAPH_PROTOTYPE", {"host": name, "name": graph["name"]},
                      columns="2", rows="2")]
    return template(name, facts["question"], {macro: (value, text)} | facts["macros"] | COMMON,
                    items=[understood(name, rule)], discovery_rules=[rule],
                    dashboards=dashboard(name, widgets), valuemaps=value_map(name), tags=[{"tag": "class", "value": "mail"}])


def prototype(item):
    if "triggers" in item:
        item["trigger_prototypes"] = item.pop("triggers")
    return item


def of_domains():
    """A host for each domain of a list, with the templates for domains."""
    name = "Mail domains"
    passed = {macro: f"{{${macro}}}" for macro in PASSED_ON}
    known = {key: value for check in CHECKS.values() for key, value in check["macros"].items()} | COMMON
    host = {"uuid": uuid_of(name, "host"), "host": "mail-{#DOMAIN}", "name": "Mail of {#DOMAIN}",
            "group_links": [{"group": {"name": DOMAINS_GROUP}}],
            "templates": [{"name": name_of(check)} for check in CHECKS.values()
                          if "list" not in check and "target" not in check],
            "macros": [{"macro": "{$MAIL.DOMAIN}", "value": "{#DOMAIN}"},
                       *({"macro": f"{{${macro}}}", "value": f"{{#{macro}}}"} for macro in PASSED_ON)],
            "tags": [{"tag": "domain", "value": "{#DOMAIN}"}]}
    rule = script(name, "Domains", DOMAINS, {"list": "{$MAIL.DOMAINS}"} | passed, host_prototypes=[host])
    macros = {"MAIL.DOMAINS": ("", "A comma list of DOMAIN or DOMAIN=SELECTOR+SELECTOR; a host is made for each")}
    return template(name, "Makes a host for each domain of a list, with the checks of domains.",
                    macros | {macro: known[macro] for macro in PASSED_ON}, items=[understood(name, rule)],
                    discovery_rules=[rule])


class Dumper(yaml.SafeDumper):
    """Scripts as they are, line by line; nothing by reference."""

    def ignore_aliases(self, data):
        return True


Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar(
    "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None))


def main():
    graphs, templates = [], []
    for check, facts in CHECKS.items():
        if "list" in facts:
            templates.append(of_list(check, facts))
        else:
            made, drawn = of_domain(check, facts)
            templates.append(made)
            graphs += drawn
    templates.append(of_domains())
    export = {"zabbix_export": {
        "version": "6.0", "date": "2026-11-28T00:00:00Z", "groups": [
            {"uuid": "a571c0d144b14fd4a87a9d9b2aa9fcd6", "name": GROUP},
            {"uuid": uuid_of("group", DOMAINS_GROUP), "name": DOMAINS_GROUP}],
        "templates": templates, "graphs": graphs}}
    sys.stdout.write(HEAD + yaml.dump(export, Dumper=Dumper, sort_keys=False, width=200, allow_unicode=True))


main()
