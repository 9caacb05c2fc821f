# SPDX-License-Identifier: GPL-3.0-or-later
"""Round trips, counted by servers that answer late: how much longer a run takes for each that they are away."""
import servers
from dns_sections import ZONE
from mail_sections import MESSAGE, NAME, PLUGINS, at, records
from pairs import Command, block

AWAY = 0.2


def commands(checks, port, dns, certificates):
    """With servers at these ports."""
    tls = certificates.by_folder()
    verified = ['--verify-name', 'mail.bench.test']
    send = [f'{checks}/check_smtp_send', *at(port), *MESSAGE, *NAME]
    resolver = ['--resolver', f'127.0.0.1:{dns}']
    return [
        Command('check_smtp_banner', [f'{checks}/check_smtp_banner', *at(port), *NAME], 'BANNER OK'),
        Command('check_smtp', [f'{PLUGINS}/check_smtp', *at(port), *NAME], 'SMTP OK'),
        Command('check_smtp_tls', [f'{checks}/check_smtp_tls', *at(port), *NAME, *verified], 'TLS OK', tls),
        Command('check_smtp -S -D', [f'{PLUGINS}/check_smtp', *at(port), *NAME, '-S', '-D', '21,7'], 'OK'),
        Command('check_smtp_send', send, 'SEND OK'),
        Command('check_smtp_send, 5 recipients', [*send, *(w for i in '2345' for w in ('--to', f'b{i}@example.com'))],
                'SEND OK'),
        Command('check_smtp_send --bdat', [*send, '--bdat'], 'SEND OK'),
        Command('swaks', ['swaks', '--server', '127.0.0.1', '--port', str(port), '--from', 'a@example.org', '--to',
                          'b@example.com', '--helo', 'client.bench.test'], 'queued as'),
        Command('check_mx --dns-only', [f'{checks}/check_mx', '-d', 'mx.test', '--dns-only', *resolver], 'MX '),
        Command('check_mx', [f'{checks}/check_mx', '-d', 'mx.test', '-p', str(port), *NAME, *resolver], 'MX '),
        Command('check_mail_auth', [f'{checks}/check_mail_auth', '-d', 'example.org', '--selector', 'one', '--selector',
                                    'two', '--sender', '203.0.113.7', *resolver], 'MAIL AUTH OK'),
    ]


def far(checks, size):
    certificates = servers.Certificates()
    mail = servers.mail_server(certificates.chain)
    # Every host has the address of the one server.
    dns = servers.nsd(ZONE + records(2, 1).replace('example.org', 'mx.test').replace('127.0.2.1', '127.0.0.1')
                      .replace('127.0.1.1', '127.0.0.1'))

    def all_at(away):
        return commands(checks, servers.distance('tcp', mail, away), servers.distance('udp', dns, away), certificates)

    near, away = all_at(0), all_at(AWAY)
    count = 2 if size.quick else 5
    print(f'far: round trips, connecting among them, of the quickest of {count} runs here and there, which take turns')
    for here, there in zip(near, away):
        here.check()
        pairs = [(block(there, 1)[0], block(here, 1)[0]) for _ in range(count)]
        trips = (min(far_ for far_, _ in pairs) - min(near_ for _, near_ in pairs)) / AWAY  # a busy machine only adds
        print(f'  {here.name:<30} {trips:>5.1f}', flush=True)
    print()
