"""CPU of one delivered message: our feed, stock python-socketio, and Node's Socket.IO.

    make setup && npm --prefix benchmarks/fanout-node install
    .venv/bin/python benchmarks/fanout.py [--sockets 1000] [--rate 20] [--seconds 8]

One load generator speaks Socket.IO by hand on raw TCP and counts frames; the servers run one after
the other on the same machine, so what else the machine does hits all of them alike. The time is
the server process's own user and system CPU. Exit 1 when ours costs more than 0.65 of Node's.
"""

import argparse
import asyncio
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast

import psutil
import uvloop
from redis.asyncio import Redis

from cashbeat.core.feed import CHANNEL, events_message
from cashbeat.core.settings import load_settings
from cashbeat.embedded import DataDir
from cashbeat.embedded.redis_server import EmbeddedRedis

HERE = Path(__file__).parent
TARGET = 0.65
SESSIONS = 20
"""Of how many sessions the sockets of our feed are; Node and stock ask for no token."""

EVENT = {
    "id": "evt_01jd8x0t5m9q3v7w2k4n6p8r0s",
    "seq": 1,
    "type": "payment_received",
    "payment": {
        "id": "pay_01jd8x0t5m9q3v7w2k4n6p8r0s",
        "amount": 38.75,
        "currency": "EUR",
        "method": "card",
        "status": "completed",
        "refundedAmount": 0,
        "failureCode": None,
        "customerId": "cus_01jd8x0t5m9q3v7w2k4n6p8r0s",
        "externalId": "order-2026-118231",
        "description": "Coffee beans, 2 kg",
        "createdAt": "2026-03-01T08:15:00.000Z",
        "updatedAt": "2026-03-01T08:15:02.000Z",
        "version": 2,
    },
    "timestamp": "2026-03-01T08:15:02.000Z",
}


Tell = Callable[[subprocess.Popen[bytes]], Awaitable[None]]


def masked(text: bytes) -> bytes:
    """A client's text frame; the mask is zero, which the protocol allows."""
    return b"\x81" + bytes([0x80 | len(text)]) + b"\0\0\0\0" + text


class Client(asyncio.Protocol):
    """One Socket.IO connection that counts what it is sent."""

    def __init__(self, port: int, auth: bytes) -> None:
        self.port = port
        self.auth = auth
        self.joined = asyncio.get_running_loop().create_future()
        self.events = 0
        self.batched = 0
        self.buffer = b""
        self.upgraded = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport = cast("asyncio.Transport", transport)  # uvloop has its own
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        buffer = self.buffer + data
        if not self.upgraded:
            head, separator, buffer = buffer.partition(b"\r\n\r\n")
            if not separator:
                self.buffer = head
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self.upgraded = True
        position = 0
        while len(buffer) - position >= 2:
            length, start = buffer[position + 1], position + 2
            wide = {126: 2, 127: 8}.get(length, 0)
            if len(buffer) < start + wide:
                break
            if wide:
                length = int.from_bytes(buffer[start : start + wide])
                start += wide
            if len(buffer) < start + length:
                break
            self.frame(buffer, start, length)
            position = start + length
        self.buffer = buffer[position:]

    def frame(self, buffer: bytes, start: int, length: int) -> None:
        if buffer.startswith(b'42/ws/payments,["payment_event"', start):
            self.events += 1
        elif buffer.startswith(b'42/ws/payments,["payment_events"', start):
            self.events += buffer.count(b'"seq":', start, start + length)
            self.batched += 1
        elif buffer.startswith(b"0{", start):
            self.transport.write(masked(b"40/ws/payments," + self.auth))
        elif buffer.startswith(b"40/ws/payments", start):
            self.joined.set_result(None)
        elif length == 1 and buffer.startswith(b"2", start):
            self.transport.write(masked(b"3"))


@contextmanager
def started(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def redis() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="cashbeat-fanout-"))
    data_dir = DataDir(folder)
    data_dir.prepare()
    server = EmbeddedRedis(load_settings(_env_file=None, data_dir=folder), data_dir)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


async def by_pipe(process: subprocess.Popen[bytes]) -> None:
    """Tell Node and stock of an event by their standard input."""
    assert process.stdin is not None
    os.write(process.stdin.fileno(), json.dumps(EVENT).encode() + b"\n")


class ByRedis:
    """Tell our server of an event as the projector does."""

    def __init__(self, url: str) -> None:
        self.redis = Redis.from_url(url)
        self.seq = 0

    async def __call__(self, _: subprocess.Popen[bytes]) -> None:
        self.seq += 1
        event = json.dumps({**EVENT, "seq": self.seq}, separators=(",", ":")).encode()
        await self.redis.publish(
            CHANNEL, events_message("demo", self.seq, self.seq, b"[" + event + b"]")
        )


async def measure(
    command: list[str], auth: bytes, tell: Tell, options: argparse.Namespace
) -> float:
    """Microseconds of the server's CPU for each event that a client received."""
    with started(command) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        clients = await connect(port, auth, options.sockets)
        server = psutil.Process(process.pid)
        expected = 0

        def total() -> int:
            return sum(client.events for client in clients)

        async def emit(seconds: float) -> None:
            begin = time.monotonic()
            for number in range(int(options.rate * seconds)):
                await asyncio.sleep(max(0.0, begin + number / options.rate - time.monotonic()))
                await tell(process)
            nonlocal expected
            expected += int(options.rate * seconds) * options.sockets
            async with asyncio.timeout(60):
                while total() < expected:  # noqa: ASYNC110
                    await asyncio.sleep(0.1)

        await emit(1)
        before, received = server.cpu_times(), total()
        await emit(options.seconds)
        after, events = server.cpu_times(), total() - received
        for client in clients:
            client.transport.abort()
    if options.verbose:
        user, system = after.user - before.user, after.system - before.system
        print(f"  user {user / events * 1e6:.2f} us, system {system / events * 1e6:.2f} us")
    cpu = after.user + after.system - before.user - before.system
    return cpu / events * 1e6


async def connect(port: int, auth: bytes, sockets: int) -> list[Client]:
    loop = asyncio.get_running_loop()
    clients: list[Client] = []
    while len(clients) < sockets:
        some = []
        for _ in range(min(50, sockets - len(clients))):
            mine = auth.replace(b"%", b"%d" % ((len(clients) + len(some)) % SESSIONS))
            made = partial(Client, port, mine)
            _, client = await loop.create_connection(made, "127.0.0.1", port)
            some.append(client)
        async with asyncio.timeout(20):
            await asyncio.gather(*(client.joined for client in some))
        clients += some
    return clients


async def main(options: argparse.Namespace) -> int:
    script = str(HERE / "fanout_server.py")
    node = ["node", str(HERE / "fanout-node" / "server.mjs")]
    with redis() as url:
        ours = [sys.executable, script, "ours", url]
        runs = {
            "ours": (ours, b'{"token":"ses_%"}', ByRedis(url)),
            "node": (node, b"{}", by_pipe),
            "stock": ([sys.executable, script, "stock"], b"{}", by_pipe),
            "ours, batches": (ours, b'{"token":"ses_%","batch":true}', ByRedis(url)),
        }
        costs: dict[str, float] = {}
        for name, (command, auth, tell) in runs.items():
            if options.only not in {None, name}:
                continue
            costs[name] = await measure(command, auth, tell, options)
            print(f"{name:14} {costs[name]:7.2f} us of CPU for each delivered event", flush=True)
    if options.only:
        return 0
    ratio = costs["ours"] / costs["node"]
    print(f"ours / node    {ratio:7.2f} (at most {TARGET})")
    print(f"ours / stock   {costs['ours'] / costs['stock']:7.2f}")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sockets", type=int, default=1_000)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--verbose", action="store_true", help="user and system time apart")
    parser.add_argument("--only", choices=["ours", "node", "stock", "ours, batches"])
    sys.exit(uvloop.run(main(parser.parse_args())))
