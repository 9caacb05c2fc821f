# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server that takes everything and keeps nothing, or what it is given by DATA, in a Maildir:
python3 mail_server.py PORT CHAIN_AND_KEY [MAILDIR]

STARTTLS, PIPELINING and CHUNKING; each reply at once, by itself. It is there to be measured against, not to be fast.
"""
import itertools
import os
import socketserver
import ssl
import sys

OFFER = ['mail.bench.test', 'PIPELINING', 'SIZE 10240000', 'STARTTLS', 'ENHANCEDSTATUSCODES', '8BITMIME', 'CHUNKING']


class Session(socketserver.BaseRequestHandler):
    def say(self, *lines):
        self.request.sendall(''.join(line + '\r\n' for line in lines).encode())

    def fill(self):
        octets = self.request.recv(65536)
        self.unread += octets
        return bool(octets)

    def line(self):
        while b'\n' not in self.unread:
            if not self.fill():
                return None
        line, self.unread = self.unread.split(b'\n', 1)
        return line.rstrip(b'\r').decode(errors='replace')

    def message(self):
        lines = []
        while (line := self.line()) is not None and line != '.':
            lines.append(line[1:] if line.startswith('.') else line)
        if self.server.maildir:
            name = f'{next(self.server.numbers)}.{os.getpid()}.bench'
            with open(f'{self.server.maildir}/tmp/{name}', 'w', newline='') as file:
                file.writelines(line + '\r\n' for line in lines)
            os.chmod(file.name, 0o666)
            os.rename(file.name, f'{self.server.maildir}/new/{name}')

    def handle(self):
        self.unread = b''
        self.say('220 mail.bench.test ESMTP')
        inside = False
        while (line := self.line()) is not None:
            verb = line.split(' ')[0].upper()
            if verb == 'EHLO':
                offer = [word for word in OFFER if not (inside and word == 'STARTTLS')]
                self.say(*[f'250-{word}' for word in offer[:-1]], f'250 {offer[-1]}')
            elif verb == 'STARTTLS':
                self.say('220 2.0.0 go on')
                self.request = self.server.tls.wrap_socket(self.request, server_side=True)
                inside = True
            elif verb == 'DATA':
                self.say('354 go on')
                self.message()
                self.say('250 2.0.0 Ok: queued as 4Xyz12AB')
            elif verb == 'BDAT':
                size = int(line.split(' ')[1])
                while len(self.unread) < size and self.fill():
                    pass
                self.unread = self.unread[size:]
                self.say('250 2.0.0 Ok: queued as 4Xyz12AB')
            elif verb == 'QUIT':
                self.say('221 2.0.0 bye')
                return
            else:
                self.say('250 2.0.0 ok')


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 100

    def handle_error(self, request, client_address):
        pass  # clients that leave without a word are none


if __name__ == '__main__':
    with Server(('127.0.0.1', int(sys.argv[1])), Session) as server:
        server.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.tls.load_cert_chain(sys.argv[2])
        server.maildir = sys.argv[3] if len(sys.argv) > 3 else None
        server.numbers = itertools.count()
        server.serve_forever()
