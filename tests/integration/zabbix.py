# SPDX-License-Identifier: GPL-3.0-or-later
"""zabbix.py COMMAND ARGUMENT...: what tests/integration/zabbix asks the server's API; ends with 0 for yes.

values PATTERN=PATTERN...   whether items whose keys match have values that do
problem PATTERN             whether there is a problem of such a name, unresolved
no-problem PATTERN          whether there is none
only-problems-of TEXT       whether every problem's name has the text in it
supported                   whether every item of our hosts is supported
macro NAME VALUE            sets a macro of mail.example.org
discover PATTERN            runs items and discovery rules of mail.example.org whose keys match
disable PATTERN             ends the checks whose keys match
id HOST                     prints the host's number
open                        lets everybody in without a name, for pictures"""
import json
import re
import sys
import urllib.request


def call(method, parameters, token=None):
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters} | ({"auth": token} if token else {})
    answer = urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:8080/api_jsonrpc.php", json.dumps(request).encode(),
                                                           {"Content-Type": "application/json-rpc"}), timeout=60)
    answer = json.load(answer)
    if "error" in answer:
        raise SystemExit(f"{method}: {answer['error']}")
    return answer["result"]


TOKEN = call("user.login", {"username": "Admin", "password": "zabbix"})


def ask(method, **parameters):
    return call(method, parameters, TOKEN)


def hosts():
    """Ours: what Zabbix thinks of its own machine is another matter, which is busy at times."""
    return [host["hostid"] for host in ask("host.get", output=["hostid"], search={"host": "mail"})]


def items(pattern="."):
    found = ask("item.get", hostids=hosts(), output=["key_", "lastvalue", "lastclock", "state", "error"])
    return [item for item in found if re.match(pattern, item["key_"])]


def problems():
    return [problem["name"] for problem in ask("problem.get", output=["name"], hostids=hosts())]


def main(command, *arguments):
    if command == "values":
        missing = []
        for argument in arguments:
            key, value = argument.split("=", 1)
            if not any(item["lastclock"] != "0" and re.match(value, item["lastvalue"]) for item in items(key + "$")):
                missing.append(argument)
        print("missing:", *missing, sep="\n")
        return not missing
    if command in ("problem", "no-problem"):
        there = problems()
        so = any(re.match(arguments[0], name) for name in there) == (command == "problem")
        if not so:
            print("problems:", *there, sep="\n")
        return so
    if command == "only-problems-of":
        others = [name for name in problems() if arguments[0] not in name]
        print(*others, sep="\n")
        return not others
    if command == "supported":
        others = [item for item in items() if item["state"] != "0"]
        print(*others, sep="\n")
        return not others
    if command == "macro":
        # Of the host: the template has one of its own, which counts for more than a global one.
        host = ask("host.get", output=["hostid"], filter={"host": "mail.example.org"})[0]["hostid"]
        name = f"{{${arguments[0]}}}"
        for old in ask("usermacro.get", hostids=host, filter={"macro": name}):
            return ask("usermacro.update", hostmacroid=old["hostmacroid"], value=arguments[1])
        return ask("usermacro.create", hostid=host, macro=name, value=arguments[1])
    if command == "discover":
        host = ask("host.get", output=["hostid"], filter={"host": "mail.example.org"})[0]["hostid"]
        found = [*ask("item.get", hostids=host, output=["key_"]), *ask("discoveryrule.get", hostids=host, output=["key_"])]
        return call("task.create", [{"type": 6, "request": {"itemid": item["itemid"]}} for item in found
                                    if re.match(arguments[0], item["key_"])], TOKEN)
    if command == "disable":
        return [ask("item.update", itemid=item["itemid"], status=1) for item in items(arguments[0])]
    if command == "id":
        print(ask("host.get", output=["hostid"], filter={"host": arguments[0]})[0]["hostid"])
        return True
    if command == "open":
        guest = ask("user.get", output=["userid"], filter={"username": "guest"})[0]["userid"]
        return ask("user.update", userid=guest, roleid=3, usrgrps=[{"usrgrpid": 7}])
    raise SystemExit(__doc__)


sys.exit(0 if main(*sys.argv[1:]) else 1)
