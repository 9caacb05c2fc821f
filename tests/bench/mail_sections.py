# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks that speak SMTP, beside tools that do."""
import os

import servers
from pairs import Command, compare, growth

PLUGINS = '/usr/lib/nagios/plugins'
MESSAGE = ['-f', 'a@example.org', '--to', 'b@example.com']
NAME = ['-F', 'client.bench.test']


def at(port):
    return ['-H', '127.0.0.1', '-p', str(port)]


def banner(checks, size):
    port = servers.sink()
    compare('banner', Command('check_smtp_banner', [f'{checks}/check_smtp_banner', *at(port), *NAME], 'BANNER OK'),
            Command('check_smtp', [f'{PLUGINS}/check_smtp', *at(port), *NAME], 'SMTP OK'), size)


def tls_pair(checks, port, env):
    ours = Command('check_smtp_tls', [f'{checks}/check_smtp_tls', *at(port), *NAME, '--verify-name', 'mail.bench.test'],
                   'TLS OK', env)
    theirs = Command('check_smtp -S -D', [f'{PLUGINS}/check_smtp', *at(port), *NAME, '-S', '-D', '21,7'], 'OK', env)
    return ours, theirs


def tls(checks, size):
    certificates = servers.Certificates()
    port = servers.mail_server(certificates.chain)
    ours, theirs = tls_pair(checks, port, certificates.by_folder())
    compare('tls, chain and name verified by a hashed folder', ours, theirs, size)
    slow = size if size.quick else type(size)(size.pairs, 3)
    openssl = Command('check_ssl_cert', [f'{PLUGINS}/check_ssl_cert', *at(port), '-P', 'smtp', '-n', 'mail.bench.test',
                                         '-r', certificates.root, '--ignore-sct', '--ignore-ocsp'],
                      'SSL_CERT OK', certificates.by_folder())
    compare('tls, the same', ours, openssl, slow, count=False)
    ours, theirs = tls_pair(checks, port, certificates.by_bundle())
    compare(f'tls, the issuer only in the bundle beside {certificates.count} others', ours, theirs, size)
    far = servers.distance('tcp', port, 0.02)
    ours, theirs = tls_pair(checks, far, certificates.by_folder())
    compare('tls, 20 ms away', ours, theirs, slow, count=False, quantities=('wall',))


def records(hosts, addresses):
    text = ''
    for host in range(1, hosts + 1):
        text += f'example.org. 300 MX {host} mx{host}.example.org.\n'
        text += ''.join(f'mx{host}.example.org. 300 A 127.0.{host}.{each}\n' for each in range(1, addresses + 1))
    return text


def mx(checks, size):
    dns = servers.nsd(records(2, 2))
    resolver = ['--resolver', f'127.0.0.1:{dns}']
    ours = [f'{checks}/check_mx', '-d', 'example.org', '--dns-only', *resolver]
    theirs = [f'{PLUGINS}/check_dig', *at(dns), '-l', 'example.org', '-T', 'MX']
    compare('mx', Command('check_mx --dns-only', ours, '^MX '), Command('check_dig -T MX', theirs, 'DNS OK'), size)
    port = servers.sink(address='0.0.0.0')
    counts = [(1, 1), (30, 8)] if size.quick else [(1, 1), (4, 2), (10, 4), (30, 8)]
    for text, more in (('check_mx', ['-p', str(port), *NAME]), ('check_mx --dns-only', ['--dns-only'])):
        steps = []
        for hosts, addresses in counts:
            dns = servers.nsd(records(hosts, addresses))
            argv = [f'{checks}/check_mx', '-d', 'example.org', '--resolver', f'127.0.0.1:{dns}', '-t', '60', '--severity', 'address-not-global=ok', *more]
            steps.append((f'{hosts} hosts, {addresses} addresses each', Command('check_mx', argv, '^MX (OK|WARNING)')))
        growth(text, steps, size)


def roundtrip(checks, size):
    maildir = f'{servers.FOLDER}/echo'
    imap = servers.mailbox(maildir)
    smtp = servers.mail_server(servers.Certificates().chain, maildir)
    secret = f'{servers.FOLDER}/secret'
    with open(secret, 'w') as file:
        file.write('secret\n')
    os.chmod(secret, 0o400)
    ours = Command('check_mail_roundtrip', [
        f'{checks}/check_mail_roundtrip', *at(smtp), *MESSAGE, *NAME, '--mailbox', f'imap://echo@127.0.0.1:{imap}/',
        '--mailbox-password-file', secret, '--auth-allow-clear'], 'ROUNDTRIP OK - message arrived')
    theirs = Command('check_email_delivery', [
        f'{PLUGINS}/check_email_delivery', '-H', '127.0.0.1', '--smtp-port', str(smtp), '--imap-port', str(imap),
        '--mailto', 'b@example.com', '--mailfrom', 'a@example.org', '--username', 'echo', '--password', 'secret',
        '--wait', '0', '--libexec', PLUGINS, '--header', 'Subject: bench %TOKEN1%'], 'EMAIL DELIVERY OK')
    compare('round trip', ours, theirs, size if size.quick else type(size)(size.pairs, 3), count=False)


def send(checks, size):
    port = servers.sink()
    ours = Command('check_smtp_send', [f'{checks}/check_smtp_send', *at(port), *MESSAGE, *NAME], 'SEND OK')
    swaks = Command('swaks', ['swaks', '--server', '127.0.0.1', '--port', str(port), '--from', 'a@example.org', '--to',
                              'b@example.com', '--helo', 'client.bench.test'], '250 2.0.0 Ok')
    contrib = Command("contrib's check_smtp_send", [f'{PLUGINS}/check_smtp_send', *at(port), '--mailfrom',
                                                    'a@example.org', '--mailto', 'b@example.com'], 'OK')
    slow = size if size.quick else type(size)(size.pairs, 5)
    compare('send', ours, swaks, slow, count=False)
    compare('send', ours, contrib, slow, count=False)
