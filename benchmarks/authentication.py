"""What it costs to know who calls: a request with a token or an API key, and signing in.

    .venv/bin/python benchmarks/authentication.py [--quick]

Runs the whole application in this process on scratch databases of its own, and calls it as an ASGI
server does. Beside an operation behind the real gate stands the same one behind a gate that lets
everybody through; both are asked in turn, round by round, and what counts is the processor's time,
which other programs do not lengthen. No command may reach MongoDB for the sake of a caller who is
known. Then the demo's owner signs in, alone and four at a time. Exit code 1 when a target is
missed.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pymongo import monitoring
from rich.console import Console
from rich.table import Table
from starlette.requests import Request

from cashbeat.bootstrap import Application
from cashbeat.contracts.base import WireModel
from cashbeat.core.route import StrictRoute
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import DatabaseAddresses, DataDir
from cashbeat.embedded.stack import addresses_of, embedded_servers
from cashbeat.identity.demo.demo import ACCOUNTS
from cashbeat.identity.gate.gatekeeper import ReadingGate
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

MOST_MICROSECONDS = 300.0
"""What a known caller may add to a request."""

MOST_LOGIN_MS = 150.0
PERMISSION = "payments:read"
Headers = list[tuple[bytes, bytes]]


class Answer(WireModel):
    """Nothing worth computing."""

    ok: bool = True


class OpenGate(ReadingGate):
    """Like the real one, but for finding out who calls."""

    async def admit(self, request: Request) -> None:
        """Everybody may."""
        tenant = Tenant("demo", "Demo", "Europe/Berlin", "EUR")
        request.state.caller = Caller(tenant, frozenset({PERMISSION}))


_of_request: ContextVar[bool] = ContextVar("of_request", default=False)
"""True in what a request does, and in what it leaves to be done behind its answer."""

_NOTED = frozenset({"api_keys", "memberships"})
"""Where it is noted, once a minute and behind an answer, when somebody was last active."""


class Commands(monitoring.CommandListener):
    """Collects what requests ask of MongoDB; what the application does by itself is not meant."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """A command leaves."""
        place = str(event.command.get(event.command_name))
        if _of_request.get() and not (event.command_name == "update" and place in _NOTED):
            self.sent.append(f"{event.command_name} {place}")

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Of no interest."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Of no interest."""


@contextmanager
def scratch_servers() -> Iterator[tuple[Settings, DatabaseAddresses]]:
    """MongoDB and Redis of this run alone, and settings without limits of rate."""
    with tempfile.TemporaryDirectory(prefix="cashbeat-auth-") as folder:
        data_dir = DataDir(Path(folder))
        data_dir.prepare()
        settings = load_settings(
            _env_file=None,
            environment="development",
            demo=True,
            data_dir=Path(folder),
            mongodb_uri=None,
            redis_url=None,
            rate_limit_user=10_000_000,
            rate_limit_key=10_000_000,
            rate_limit_address=10_000_000,
        )
        mongo, redis = embedded_servers(settings, data_dir)
        assert mongo is not None
        assert redis is not None
        try:
            redis.start()
            mongo.start()
            yield settings, addresses_of(settings, mongo, redis)
        finally:
            mongo.stop()
            redis.stop()


class InProcess:
    """Calls the application as a server does, without a client's own work between."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def get(self, path: str, headers: Headers) -> None:
        """One request that must succeed."""
        mark = _of_request.set(True)
        await self._call("GET", path, headers, b"")
        _of_request.reset(mark)
        await asyncio.sleep(0)  # a server waits for the next one; others have their turn

    async def post(self, path: str, body: Any) -> Any:
        """One request with a JSON body; its answer."""
        headers = [(b"content-type", b"application/json")]
        return json.loads(await self._call("POST", path, headers, json.dumps(body).encode()))

    async def _call(self, method: str, path: str, headers: Headers, body: bytes) -> bytes:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [
                (b"host", b"localhost"),
                (b"content-length", str(len(body)).encode()),
                *headers,
            ],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8_000),
            "state": {},
        }
        told: list[Any] = []
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        await self._app(scope, receive, send)
        content = b"".join(message.get("body", b"") for message in told[1:])
        assert told[0]["status"] == 200, (told[0]["status"], content)
        return content


def add_operations(application: Application) -> None:
    """Two operations that differ by their gates alone."""
    router = APIRouter(prefix="/api/bench", route_class=StrictRoute)
    for name, gate in (
        ("open", OpenGate(application.identity.keeper, PERMISSION)),
        ("gated", application.identity.access.reading(PERMISSION)),
    ):
        router.add_api_route(f"/{name}", _operation(gate), methods=["GET"], response_model=Answer)
    application.app.include_router(router)


def _operation(gate: ReadingGate) -> Callable[..., Awaitable[Answer]]:
    async def answer(_tenant: Annotated[Tenant, Depends(gate)]) -> Answer:
        """Nothing but an answer."""
        return Answer()

    return answer


async def measure_requests(
    caller: InProcess, proofs: dict[str, Headers], commands: Commands, rounds: int, count: int
) -> dict[str, float]:
    """Microseconds of processor a request, the median of the rounds, by who calls."""
    kinds = {"nobody is asked": ("/api/bench/open", [])} | {
        name: ("/api/bench/gated", headers) for name, headers in proofs.items()
    }
    for path, headers in kinds.values():
        for _ in range(200):
            await caller.get(path, headers)
    await asyncio.sleep(1.5)  # when a key was used is noted behind the first requests
    commands.sent.clear()
    took: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, (path, headers) in kinds.items():
            begun = time.thread_time()
            for _ in range(count):
                await caller.get(path, headers)
            took[name].append((time.thread_time() - begun) / count * 1_000_000)
            await asyncio.sleep(0.02)
    assert not commands.sent, f"MongoDB was asked for known callers: {set(commands.sent)}"
    return {name: statistics.median(times) for name, times in took.items()}


async def measure_logins(caller: InProcess, at_once: int, count: int) -> list[float]:
    """Milliseconds of each sign-in."""
    body = {"email": ACCOUNTS[0].email, "password": ACCOUNTS[0].password}
    took = []

    async def some() -> None:
        for _ in range(count // at_once):
            begun = time.perf_counter()
            await caller.post("/api/auth/login", body)
            took.append((time.perf_counter() - begun) * 1_000)

    await asyncio.gather(*(some() for _ in range(at_once)))
    return took


async def measure(
    settings: Settings, addresses: DatabaseAddresses, rounds: int, logins: int
) -> tuple[dict[str, float], dict[int, list[float]]]:
    """Both measurements on one application."""
    commands = Commands()
    monitoring.register(commands)
    application = Application(settings, addresses)
    add_operations(application)
    caller = InProcess(application.asgi)
    async with application.app.router.lifespan_context(application.app):
        account = ACCOUNTS[0]
        signed_in = await caller.post(
            "/api/auth/login", {"email": account.email, "password": account.password}
        )
        proofs = {
            "access token": bearer(signed_in["accessToken"]),
            "API key": bearer(settings.demo_key_file.read_text()),
        }
        requests = await measure_requests(caller, proofs, commands, rounds, 500)
        await measure_logins(caller, 1, 3)
        return requests, {many: await measure_logins(caller, many, logins) for many in (1, 4)}


def bearer(token: str) -> Headers:
    """The header that proves it."""
    return [(b"authorization", f"Bearer {token}".encode())]


def report(console: Console, requests: dict[str, float], logins: dict[int, list[float]]) -> bool:
    """The tables; True when every target is met."""
    base = requests["nobody is asked"]
    table = Table(title="A request, microseconds of processor: median of the rounds")
    for column in ("who calls", "a request", "added", "ratio"):
        table.add_column(column, justify="right")
    for name, took in requests.items():
        table.add_row(name, f"{took:,.0f}", f"{took - base:,.0f}", f"{took / base:.2f}")
    console.print(table)
    console.print("MongoDB was sent no command for any of them")
    table = Table(title="POST /api/auth/login, milliseconds")
    for column in ("at once", "median", "95th percentile"):
        table.add_column(column, justify="right")
    for many, took in logins.items():
        late = statistics.quantiles(took, n=20)[-1]
        table.add_row(str(many), f"{statistics.median(took):,.0f}", f"{late:,.0f}")
    console.print(table)
    added = max(took - base for took in requests.values())
    alone = statistics.median(logins[1])
    good = added <= MOST_MICROSECONDS and alone < MOST_LOGIN_MS
    console.print(
        f"added at most {added:,.0f} µs (target {MOST_MICROSECONDS:,.0f}); "
        f"signing in alone {alone:,.0f} ms (target {MOST_LOGIN_MS:,.0f}): "
        + ("met" if good else "MISSED")
    )
    return good


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a few rounds")
    given = parser.parse_args()
    rounds, logins = (5, 12) if given.quick else (30, 60)
    with scratch_servers() as (settings, addresses):
        requests, took = asyncio.run(measure(settings, addresses, rounds, logins))
    sys.exit(0 if report(Console(width=100), requests, took) else 1)


if __name__ == "__main__":
    main()
