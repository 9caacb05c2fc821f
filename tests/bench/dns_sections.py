# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks that ask name servers, beside tools that do."""
import re
import shlex
import subprocess

import servers
from mail_sections import PLUGINS
from pairs import MEASURE, Command, compare, show

ROOT = '. 3600 IN NS a.root.\n. 3600 IN NS b.root.\na.root. 3600 IN A 20.0.0.1\nb.root. 3600 IN A 20.0.1.1\n'
ZONE = '''example.org. TXT "v=spf1 mx a:out.example.org include:_spf.one.test include:_spf.two.test -all"
example.org. MX 10 mx1.example.org.
example.org. MX 20 mx2.example.org.
mx1.example.org. A 192.0.2.1
mx1.example.org. AAAA 2001:db8::1
mx2.example.org. A 192.0.2.2
out.example.org. A 192.0.2.3
_spf.one.test. TXT "v=spf1 include:_a.one.test include:_b.one.test ~all"
_a.one.test. TXT "v=spf1 ip4:198.51.100.0/25 -all"
_b.one.test. TXT "v=spf1 ip4:198.51.100.128/25 -all"
_spf.two.test. TXT "v=spf1 ip4:203.0.113.0/24 -all"
_dmarc.example.org. TXT "v=DMARC1; p=reject; rua=mailto:d@reports.test"
example.org._report._dmarc.reports.test. TXT "v=DMARC1"
one._domainkey.example.org. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
two._domainkey.example.org. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
_smtp._tls.example.org. TXT "v=TLSRPTv1; rua=mailto:t@example.org"
'''


class World:
    """A network of its own with name servers of shop.example, so many, so many of them dead, so far away; the machine's
    resolver there is an unbound that begins at the same root."""

    def __init__(self, binary, count, dead=0, away=0):
        self.argv = ['unshare', '-m', binary, str(count), str(dead), str(away), 'bash', '-c']
        self.hints = f'{servers.FOLDER}/hints'
        folder, conf = servers.FOLDER, f'{servers.FOLDER}/unbound.conf'
        _write(self.hints, ROOT)
        _write(f'{folder}/resolv.conf', 'nameserver 127.0.0.1\n')
        _write(conf, f'server:\n  interface: 127.0.0.1\n  username: ""\n  chroot: ""\n  directory: "{folder}"\n'
                     '  pidfile: ""\n  use-syslog: no\n  do-ip6: no\n  module-config: "iterator"\n'
                     f'  root-hints: "{self.hints}"\nremote-control:\n  control-enable: no\n')
        self.before = (f'mount --bind {folder}/resolv.conf /etc/resolv.conf\n'
                       f'unbound -d -c {conf} >/dev/null 2>&1 & resolver=$!; sleep 0.5\n')

    def run(self, script):
        """What a script of bash prints there."""
        done = subprocess.run([*self.argv, self.before + script + '\nkill $resolver'], check=True, text=True,
                              stdout=subprocess.PIPE)
        return done.stdout

    def ours(self, checks):
        return Command('check_dns_delegation', [f'{checks}/check_dns_delegation', '-d', 'shop.example', '--root-hints',
                                                self.hints, '-t', '60'], 'DELEGATION')

    def zonemaster(self):
        tests = ('basic', 'address', 'consistency', 'delegation', 'dnssec', 'nameserver', 'zone',
                 'connectivity/connectivity01')
        chosen = [word for test in tests for word in ('--test', test)]
        return Command('zonemaster-cli', ['zonemaster-cli', '--no-ipv6', '--hints', self.hints, *chosen,
                                          'shop.example'], 'Looks OK|WARNING|NOTICE')


ZONE_AUTH = Command('check_zone_auth', [f'{PLUGINS}/check_zone_auth', '-Z', 'shop.example'], 'ZONE ')


def _write(path, text):
    with open(path, 'w') as file:
        file.write(text)


def compare_in(world, title, ours, theirs, pairs):
    """As compare(), by a script, since all of it happens inside."""
    mine, other = shlex.join(ours.argv), shlex.join(theirs.argv)
    said = world.run(f'for i in $(seq {pairs}); do {MEASURE} 1 {mine}; {MEASURE} 1 {other}; done\n'
                     f'{mine}; {other}; true').splitlines()
    rows = [[float(word) for word in line.split()[:4]] for line in said[:2 * pairs]]
    rest = '\n'.join(said[2 * pairs:])
    for command in (ours, theirs):
        if not re.search(command.says, rest):
            raise SystemExit(f'{command.name} does not get to the zone:\n{rest}')
    show(title, ours, theirs, list(zip(rows[::2], rows[1::2])), 1)
    print(flush=True)


def grow_in(worlds, checks, runs):
    print('check_dns_delegation, relative to the first row')
    first = None
    for text, world in worlds:
        ours = shlex.join(world.ours(checks).argv)
        said = world.run(f'{MEASURE} {runs} {ours}\n'
                         f'valgrind --tool=callgrind --callgrind-out-file=/dev/null {ours} 2>&1')
        counted = re.search(r'Collected\s*:\s*(\d+)', said)
        row = [float(word) for word in said.split()[1:3]] + [float(counted.group(1))]
        first = first or row
        cpu, memory, executed = (mine / one for mine, one in zip(row, first))
        print(f'  {text:<28} CPU {cpu:>6.3g}x  memory {memory:>6.3g}x  instructions {executed:>6.3g}x  '
              f'means of {runs} runs', flush=True)
    print(flush=True)


def delegation(checks, size, binary):
    if not binary:
        print('delegation: left out, for its world is not built: '
              'cmake --preset dev && cmake --build --preset dev --target delegation_world\n')
        return
    few = 1 if size.quick else 5
    settings = [('2 servers, no distance', 2, 0, 0), ('13 servers, no distance', 13, 0, 0),
                ('2 servers, one of them dead', 2, 1, 0), ('13 servers, 50 ms away', 13, 0, 0.05)]
    for title, count, dead, away in settings[:1] if size.quick else settings:
        world = World(binary, count, dead, away)
        for theirs in (world.zonemaster(), ZONE_AUTH):
            compare_in(world, f'delegation, {title}', world.ours(checks), theirs, few)
    grow_in([(f'{count} servers', World(binary, count)) for count in (2, 13, 40)], checks, few)


def mail_auth(checks, size):
    port = servers.distance('udp', servers.nsd(ZONE), 0.02)
    argv = [f'{checks}/check_mail_auth', '-d', 'example.org', '--selector', 'one', '--selector', 'two', '--sender',
            '203.0.113.7', '--resolver', f'127.0.0.1:{port}']
    said = subprocess.run([*argv, '-vv'], text=True, stdout=subprocess.PIPE).stdout
    questions = sorted(set(re.findall(r'^\* (\S+) ([A-Z]+): ', said, re.M)))
    batch = f'{servers.FOLDER}/batch'
    _write(batch, ''.join(f'@127.0.0.1 -p {port} +tries=1 {name} {kind}\n' for name, kind in questions))
    few = size if size.quick else type(size)(size.pairs, 3)
    compare(f'mail_auth, {len(questions)} questions, 20 ms away', Command('check_mail_auth', argv, 'MAIL AUTH OK'),
            Command('one dig for all of them', ['dig', '-f', batch], 'v=spf1'), few, count=False)
