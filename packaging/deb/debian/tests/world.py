# SPDX-License-Identifier: GPL-3.0-or-later
"""world.py FOLDER: a mail server that knows STARTTLS (FOLDER/cert.pem, key.pem) on 127.0.0.1 and 127.0.0.2, and name
servers on 127.0.0.1 (the root, which also answers as a resolver would), 127.0.0.2 and 127.0.0.3 (example.org), each kind
on a port of its own. Writes both ports to FOLDER/ports when all listen, messages to FOLDER/mail, and serves until it is
killed. Messages go to FOLDER/Maildir, too.

world.py FOLDER internet: the same for a machine that is alone on a network of its own, on the ports that the world uses
and on addresses that look like the world's, which must be the machine's: mail servers on 20.0.25.1 and 20.0.25.2, name
servers on 20.0.53.1 and 20.0.54.2, the root on 198.41.0.4 and for the machine itself on 127.0.0.1. Stops taking mail while
there is FOLDER/silent, and refuses it while there is FOLDER/refusing."""
import itertools
import os
import socket
import socketserver
import ssl
import struct
import sys
import threading

folder = sys.argv[1]
internet = sys.argv[2:] == ["internet"]
numbers = itertools.count()
MAILDIR = os.path.join(folder, "Maildir")
MAIL = ["20.0.25.1", "20.0.25.2"] if internet else ["127.0.0.1", "127.0.0.2"]
NAMES = ["20.0.53.1", "20.0.54.2"] if internet else ["127.0.0.2", "127.0.0.3"]
TYPES = {"A": 1, "NS": 2, "SOA": 6, "MX": 15, "TXT": 16}
ROOTS = ["127.0.0.1", "198.41.0.4"] if internet else ["127.0.0.1"]
SOA = "ns1.example.org. hostmaster.example.org. 2026010101 7200 900 1209600 300"
ZONE = {
    ("example.org.", "SOA"): [SOA],
    ("example.org.", "NS"): ["ns1.example.org.", "ns2.example.org."],
    ("example.org.", "MX"): ["10 mx1.example.org.", "20 mx2.example.org."],
    ("ns1.example.org.", "A"): [NAMES[0]],
    ("ns2.example.org.", "A"): [NAMES[1]],
    ("mx1.example.org.", "A"): [MAIL[0]],
    ("mx2.example.org.", "A"): [MAIL[1]],
    ("mail.example.org.", "A"): [MAIL[0]],
    ("example.org.", "TXT"): ["v=spf1 mx -all"],
    ("_dmarc.example.org.", "TXT"): ["v=DMARC1; p=reject"],
}


def name_octets(name):
    labels = [label.encode() for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def data_octets(kind, text):
    if kind == "A":
        return socket.inet_aton(text)
    if kind == "TXT":
        return bytes([len(text)]) + text.encode()
    words = text.split()
    if kind == "MX":
        return struct.pack("!H", int(words[0])) + name_octets(words[1])
    if kind == "SOA":
        return name_octets(words[0]) + name_octets(words[1]) + struct.pack("!5I", *map(int, words[2:]))
    return name_octets(text)


def records(name, kind):
    found = [data_octets(kind, text) for text in ZONE.get((name, kind), [])]
    return [name_octets(name) + struct.pack("!HHIH", TYPES[kind], 1, 300, len(data)) + data for data in found]


def answer(query, server):
    """The answer of the name server at that address; the root refers to example.org unless recursion is wanted."""
    number, flags, _, _, _, additional_count = struct.unpack("!6H", query[:12])
    end, labels = 12, []
    while query[end]:
        labels.append(query[end + 1:end + 1 + query[end]].decode().lower())
        end += 1 + query[end]
    question = query[12:end + 5]
    name = ".".join(labels) + "."
    kind = {value: key for key, value in TYPES.items()}.get(struct.unpack("!H", query[end + 1:end + 3])[0])
    answers, authority, additional, code, bits = [], [], [], 0, 0x0400
    inside = name == "example.org." or name.endswith(".example.org.")
    if server in ROOTS and inside and not flags & 0x0100:
        bits = 0
        authority = records("example.org.", "NS")
        additional = records("ns1.example.org.", "A") + records("ns2.example.org.", "A")
    else:
        answers = records(name, kind) if kind else []
        if not answers:
            zone = name_octets("example.org." if inside else ".")
            soa = data_octets("SOA", SOA)
            authority = [zone + struct.pack("!HHIH", TYPES["SOA"], 1, 300, len(soa)) + soa]
            exists = name == "." or any(name == owner for owner, _ in ZONE)
            code = 0 if exists else 3
    if additional_count:
        additional.append(b"\0" + struct.pack("!HHIH", 41, 1232, 0, 0))
    bits |= 0x8000 | flags & 0x0100 | (0x0080 if server in ROOTS else 0) | code
    return (struct.pack("!6H", number, bits, 1, len(answers), len(authority), len(additional)) + question
            + b"".join(answers + authority + additional))


class Udp(socketserver.BaseRequestHandler):
    def handle(self):
        octets, sock = self.request
        sock.sendto(answer(octets, self.server.server_address[0]), self.client_address)


class Tcp(socketserver.StreamRequestHandler):
    def handle(self):
        while len(head := self.rfile.read(2)) == 2:
            reply = answer(self.rfile.read(struct.unpack("!H", head)[0]), self.server.server_address[0])
            self.wfile.write(struct.pack("!H", len(reply)) + reply)
            self.wfile.flush()


class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        inside = False
        if os.path.exists(os.path.join(folder, "silent")):
            return threading.Event().wait()
        if os.path.exists(os.path.join(folder, "refusing")):
            return self.say("554 5.3.2 mail.example.org takes no mail today")
        self.say("220 mail.example.org ESMTP")
        while line := self.rfile.readline().decode("latin-1").strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                self.say("250-mail.example.org", *(() if inside else ("250-STARTTLS",)), "250 PIPELINING")
            elif verb == "STARTTLS":
                self.say("220 go on")
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
                self.request = context.wrap_socket(self.request, server_side=True)
                self.setup()
                inside = True
            elif verb == "QUIT":
                return self.say("221 bye")
            elif verb == "DATA":
                self.say("354 go on")
                message = b""
                while (octets := self.rfile.readline()) not in (b".\r\n", b""):
                    message += octets[1:] if octets.startswith(b".") else octets
                with open(os.path.join(folder, "mail"), "ab") as mail_file:
                    mail_file.write(message)
                with open(os.path.join(MAILDIR, "new", f"{next(numbers)}.world"), "xb") as mail_file:
                    mail_file.write(message)
                self.say("250 2.0.0 taken")
            elif verb == "RCPT" and "nobody@" in line:
                self.say("550 5.1.1 no such user")
            else:
                self.say("250 2.0.0 ok")

    def say(self, *lines):
        self.wfile.write("".join(line + "\r\n" for line in lines).encode())
        self.wfile.flush()


class Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is none


class Datagrams(socketserver.ThreadingUDPServer):
    daemon_threads = True


def on_one_port(kinds, port=0):
    """A server for each (class, handler, address), all on the same port, a free one unless it is given."""
    for _ in range(100):
        servers = []
        try:
            for server, handler, address in kinds:
                servers.append(server((address, port or (servers[0].server_address[1] if servers else 0)), handler))
            return servers
        except OSError:
            for server in servers:
                server.server_close()
    raise SystemExit("no port is free")


for part in ("new", "cur", "tmp"):
    os.makedirs(os.path.join(MAILDIR, part), exist_ok=True)
smtp = [(Threads, Smtp, address) for address in MAIL]
dns = [(kind, handler, address) for address in [*ROOTS, *NAMES] for kind, handler in ((Threads, Tcp), (Datagrams, Udp))]
mail = on_one_port(smtp, 25) + on_one_port(smtp, 587) if internet else on_one_port(smtp)
names = on_one_port(dns, 53) if internet else on_one_port(dns)
for server in mail + names:
    threading.Thread(target=server.serve_forever, daemon=True).start()
with open(os.path.join(folder, "ports.part"), "w", encoding="ascii") as ports:
    print(mail[0].server_address[1], names[0].server_address[1], file=ports)
os.rename(os.path.join(folder, "ports.part"), os.path.join(folder, "ports"))
threading.Event().wait()
