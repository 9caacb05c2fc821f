# SPDX-License-Identifier: GPL-3.0-or-later
"""linking.py FOLDER close|reset|silence: an SMTP server on loopback that ends so once TLS is on (FOLDER/cert.pem, key.pem).
Writes its port to FOLDER/port, and serves until it is killed."""
import os
import socket
import ssl
import struct
import sys
import time

folder, ending = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
listener = socket.create_server(("127.0.0.1", 0))
with open(os.path.join(folder, "port.part"), "w", encoding="ascii") as port:
    port.write(str(listener.getsockname()[1]))
os.rename(os.path.join(folder, "port.part"), os.path.join(folder, "port"))
while True:
    client, _ = listener.accept()
    client.sendall(b"220 mail.example.org ESMTP\r\n")
    client.recv(1000)
    client.sendall(b"250-mail.example.org\r\n250 STARTTLS\r\n")
    client.recv(1000)
    client.sendall(b"220 go on\r\n")
    session = context.wrap_socket(client, server_side=True)
    if ending == "silence":
        time.sleep(3600)
    elif ending == "reset":
        session.recv(1000)
        session.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    session.close()
