# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers that are measured against, each on a loopback port of its own; all end with the run."""
import atexit
import glob
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
POSTFIX = 'build/servers/postfix'
FOLDER = tempfile.mkdtemp(prefix='bench.')
os.chmod(FOLDER, 0o755)
_running = []


@atexit.register
def _end():
    for process in _running:
        process.kill()
        process.wait()
    shutil.rmtree(FOLDER, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def start(argv, port=None, env=None):
    """Runs it in the background; waits until it listens on the port, where one is given."""
    log = open(f'{FOLDER}/log.{len(_running)}', 'w+')
    _running.append(subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                     env={**os.environ, **(env or {})}))
    for _ in range(200 if port else 0):
        try:
            socket.create_connection(('127.0.0.1', port)).close()
            return
        except OSError:
            time.sleep(0.05)
    if port:
        log.seek(0)
        raise SystemExit(f'{argv[0]} does not listen: {log.read()}')


def sink(port=None, address='127.0.0.1'):
    """Postfix's smtp-sink, which takes every message."""
    port = port or free_port()
    user = ['-u', 'nobody'] if os.geteuid() == 0 else []
    start([f'{POSTFIX}/usr/sbin/smtp-sink', *user, f'{address}:{port}', '1000'], port,
          {'LD_LIBRARY_PATH': f'{POSTFIX}/usr/lib/postfix'})
    return port


def mail_server(chain, *maildir):
    port = free_port()
    start([sys.executable, f'{HERE}/mail_server.py', str(port), chain, *maildir], port)
    return port


def mailbox(maildir):
    """Dovecot, which shows that Maildir to echo, whose password is secret, by IMAP in the clear."""
    port, folder, packages = free_port(), f'{FOLDER}/dovecot', 'build/servers/dovecot-'
    os.makedirs(f'{folder}/state')
    for part in ('', 'new', 'cur', 'tmp'):
        os.makedirs(f'{maildir}/{part}', exist_ok=True)
        os.chmod(f'{maildir}/{part}', 0o777)
    with open(f'{folder}/users', 'w') as file:
        file.write('echo:{PLAIN}secret\n')
    new = os.path.exists(f'{packages}core/usr/share/dovecot/dovecot.conf') and re.search(
        '^dovecot_config_version', open(f'{packages}core/usr/share/dovecot/dovecot.conf').read(), re.M)
    own = (f'dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\nauth_allow_cleartext = yes\n'
           f'mail_driver = maildir\nmail_path = {maildir}\n'
           f'passdb passwd-file {{\n passwd_file_path = {folder}/users\n}}\n'
           f'userdb static {{\n fields {{\n uid = dovecot\n gid = dovecot\n home = {maildir}\n }}\n}}\n' if new else
           f'disable_plaintext_auth = no\nmail_location = maildir:{maildir}\n'
           f'passdb {{\n driver = passwd-file\n args = {folder}/users\n}}\n'
           f'userdb {{\n driver = static\n args = uid=dovecot gid=dovecot home={maildir}\n}}\n')
    with open(f'{folder}/dovecot.conf', 'w') as file:
        file.write(f'{own}base_dir = {folder}/run\nstate_dir = {folder}/state\nlog_path = {folder}/log\n'
                   'protocols = imap\nlisten = 127.0.0.1\nssl = no\nfirst_valid_uid = 1\n'
                   f'service imap-login {{\n inet_listener imap {{\n port = {port}\n }}\n'
                   ' inet_listener imaps {\n port = 0\n }\n}\n')
    layers = ':'.join(os.path.abspath(f'{packages}{name}/usr') for name in ('imapd', 'core')) + ':/usr'
    start(['unshare', '--mount', '--propagation', 'private', 'sh', '-c',
           'mount -t overlay overlay -o "lowerdir=$1" /usr && exec dovecot -F -c "$2"', 'sh', layers,
           f'{folder}/dovecot.conf'], port)
    return port


def distance(kind, server, away):
    """The port on which that server seems to be so many seconds away, there and back."""
    port = free_port()
    start([sys.executable, f'{HERE}/distance.py', kind, str(port), str(server), str(away)])
    time.sleep(0.5)
    return port


def nsd(records):
    """A name server for these records, as in a master file of the root."""
    port = free_port()
    folder = f'{FOLDER}/nsd.{port}'
    os.mkdir(folder)
    with open(f'{folder}/records', 'w') as file:
        file.write('. 300 SOA ns.example.org. hostmaster.example.org. 1 7200 900 1209600 300\n'
                   '. 300 NS ns.example.org.\nns.example.org. 300 A 127.0.0.1\n' + records)
    with open(f'{folder}/nsd.conf', 'w') as file:
        file.write(f'server:\n  ip-address: 127.0.0.1@{port}\n  username: ""\n  zonesdir: "{folder}"\n  database: ""\n'
                   f'  pidfile: "{folder}/pid"\n  xfrdfile: "{folder}/xfrd"\n  zonelistfile: "{folder}/zones"\n'
                   f'  xfrdir: "{folder}"\n  server-count: 1\n  rrl-ratelimit: 0\nremote-control:\n'
                   '  control-enable: no\nzone:\n  name: .\n  zonefile: "records"\n')
    shutil.copy('/usr/sbin/nsd', folder)  # Debian's AppArmor profile goes by the path
    start([f'{folder}/nsd', '-d', '-c', f'{folder}/nsd.conf'], port)
    return port


def _openssl(*arguments):
    subprocess.run(['openssl', *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Certificates:
    """An authority of the bench's own and a certificate of mail.bench.test by it; the machine's authorities with it and
    without it, as a hashed folder and as a bundle."""

    def __init__(self):
        curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
        root, leaf = f'{FOLDER}/root', f'{FOLDER}/leaf'
        _openssl('req', '-x509', *curve, '-days', '3650', '-subj', '/CN=Bench authority', '-keyout', f'{root}.key',
                 '-out', f'{root}.pem')
        _openssl('req', *curve, '-subj', '/CN=mail.bench.test', '-keyout', f'{leaf}.key', '-out', f'{leaf}.csr')
        with open(f'{leaf}.ext', 'w') as file:
            file.write('subjectAltName=DNS:mail.bench.test,IP:127.0.0.1\n')
        _openssl('x509', '-req', '-in', f'{leaf}.csr', '-CA', f'{root}.pem', '-CAkey', f'{root}.key', '-CAcreateserial',
                 '-days', '365', '-extfile', f'{leaf}.ext', '-out', f'{leaf}.crt')
        self.root = f'{root}.pem'
        self.chain = _joined(f'{leaf}.pem', f'{leaf}.crt', f'{leaf}.key')
        system = '/etc/ssl/certs'
        self.bundle = _joined(f'{FOLDER}/bundle.pem', f'{system}/ca-certificates.crt', self.root)
        own = tempfile.mkdtemp(dir=FOLDER)
        os.chmod(own, 0o755)
        self.without, self.folder = f'{own}/without', f'{own}/with'
        for folder in (self.without, self.folder):
            shutil.copytree(system, folder, symlinks=True)
        hashed = subprocess.run(['openssl', 'x509', '-in', self.root, '-noout', '-hash'], check=True, text=True,
                                stdout=subprocess.PIPE).stdout.strip()
        shutil.copy(self.root, f'{self.folder}/{hashed}.0')
        self.count = len(glob.glob(f'{self.without}/*.0'))

    def by_folder(self):
        return {'SSL_CERT_DIR': self.folder, 'SSL_CERT_FILE': '/etc/ssl/certs/ca-certificates.crt'}

    def by_bundle(self):
        return {'SSL_CERT_DIR': self.without, 'SSL_CERT_FILE': self.bundle}


def _joined(target, *sources):
    with open(target, 'w') as file:
        for source in sources:
            with open(source) as part:
                file.write(part.read())
    return target
