# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is far away: python3 distance.py tcp|udp PORT SERVER_PORT SECONDS

Hands on what it hears on 127.0.0.1 to a server there, each way after half of SECONDS, the round trip. A connection
costs one round trip before anything is carried, as it does on a network: the greeting comes after two.
"""
import asyncio
import sys


async def carry(reader, writer, not_before, away):
    """Octets in order, each lot after half of the distance; any number on the way at a time."""
    loop = asyncio.get_running_loop()
    last = 0
    try:
        while data := await reader.read(65536):
            last = max(last + 1e-6, not_before, loop.time())  # in order
            loop.call_at(last + away / 2, write, writer, data)
        loop.call_at(max(not_before, loop.time()) + away / 2, close, writer)
    except ConnectionError:
        loop.call_at(max(not_before, loop.time()) + away / 2, close, writer)


def write(writer, data):
    if not writer.is_closing():
        writer.write(data)


def close(writer):
    if not writer.is_closing():
        writer.close()


async def tcp(port, server, away):
    async def serve(reader, writer):
        loop = asyncio.get_running_loop()
        connected = loop.time() + away
        await asyncio.sleep(1.5 * away)  # the server hears of the connection when its third packet comes
        there_reader, there_writer = await asyncio.open_connection('127.0.0.1', server)
        await asyncio.gather(carry(reader, there_writer, connected, away), carry(there_reader, writer, 0, away))

    async with await asyncio.start_server(serve, '127.0.0.1', port) as listener:
        await listener.serve_forever()


class Udp(asyncio.DatagramProtocol):
    def __init__(self, server, away):
        self.server, self.away = server, away

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, query, client):
        asyncio.ensure_future(self.ask(query, client))

    async def ask(self, query, client):
        loop = asyncio.get_running_loop()
        await asyncio.sleep(self.away / 2)
        answered = loop.create_future()

        class Answer(asyncio.DatagramProtocol):
            def datagram_received(self, data, _):
                if not answered.done():
                    answered.set_result(bytearray(data))

        there, _ = await loop.create_datagram_endpoint(Answer, remote_addr=('127.0.0.1', self.server))
        there.sendto(query)
        answer = await answered
        there.close()
        answer[3] |= 0x80  # a resolver would offer recursion
        await asyncio.sleep(self.away / 2)
        self.transport.sendto(bytes(answer), client)


async def udp(port, server, away):
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: Udp(server, away), local_addr=('127.0.0.1', port))
    await asyncio.Event().wait()


if __name__ == '__main__':
    asyncio.run({'tcp': tcp, 'udp': udp}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
