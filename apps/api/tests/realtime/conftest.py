"""API processes with a live feed, and clients that speak the protocols by hand."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Self

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_websocket
from websockets.exceptions import ConnectionClosed

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.payment import Payment, PaymentEvent, PaymentStatus, PaymentUpdated
from cashbeat.core.errors import CashbeatError
from cashbeat.core.feed import FeedPublisher
from cashbeat.core.settings import Settings
from cashbeat.realtime.admission import Admission, Changed, Handshake
from cashbeat.realtime.errors import Unauthenticated
from cashbeat.realtime.history import EventHistory
from cashbeat.realtime.realtime import Realtime

NOW = datetime(2026, 3, 1, 8, 15, tzinfo=UTC)
NORA = "nora"
TYPES = ("payment_created", "payment_received", "payment_failed", "payment_refunded")


class Refused(CashbeatError):
    """What identity refuses with."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"refused: {code}")
        self.status = status
        self.code = code


@dataclass
class Grant:
    """What a token of the tests is good for."""

    holder: str
    session: str
    tenants: tuple[str, ...]
    expires_at: datetime | None = None


class Identities:
    """Identity as the feed sees it: one truth, and a view of it in each process.

    The token of somebody is their name; more are granted by tests.
    """

    def __init__(self) -> None:
        self.grants = {
            "nora": Grant("usr_nora", "ses_nora", ("north", "south")),
            "sam": Grant("usr_sam", "ses_sam", ("south",)),
        }
        self.refusals: dict[str, Refused] = {}
        self.broken = False
        self.rechecks = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self._views: list[View] = []

    def view(self) -> "View":
        self._views.append(View(self))
        return self._views[-1]

    def grant(
        self,
        token: str,
        holder: str = "usr_nora",
        session: str = "ses_nora",
        tenants: tuple[str, ...] = ("north",),
        seconds: float | None = None,
    ) -> str:
        end = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
        self.grants[token] = Grant(holder, session, tenants, end)
        return token

    def refuse(self, subject: str, status: int, code: str) -> None:
        """From now on whoever stands on that document is refused, and every process hears of it."""
        self.refusals[subject] = Refused(status, code)
        self.tell([subject])

    def forget(self, subject: str) -> None:
        """The same, and nobody is told."""
        self.refusals[subject] = Refused(401, "session_ended")

    def tell(self, subjects: list[str] | None) -> None:
        for view in self._views:
            view.tell(subjects)

    def check(self, subjects: frozenset[str]) -> None:
        if self.broken:
            raise OSError("the database is away")
        for subject in subjects:
            if subject in self.refusals:
                raise self.refusals[subject]


class View:
    """The authenticator of one process."""

    def __init__(self, truth: Identities) -> None:
        self._truth = truth
        self._changed: list[Changed] = []

    async def admit(self, handshake: Handshake) -> Admission:
        grant = self._truth.grants.get(handshake.token or "")
        if grant is None:
            raise Unauthenticated("Send an access token or an API key.")
        if grant.expires_at is not None and grant.expires_at <= datetime.now(UTC):
            raise Refused(401, "token_expired")
        tenant = handshake.chosen_tenant or grant.tenants[0]
        if tenant not in grant.tenants:
            raise Refused(404, "tenant_not_found")
        subjects = frozenset({grant.holder, grant.session, tenant, f"{tenant}|{grant.holder}"})
        self._truth.check(subjects)
        await self._truth.gate.wait()

        async def recheck() -> None:
            self._truth.rechecks += 1
            await self._truth.gate.wait()
            self._truth.check(subjects)

        return Admission(tenant, grant.holder, subjects, grant.expires_at, recheck, alerts=True)

    def subscribe(self, changed: Changed) -> None:
        self._changed.append(changed)

    def tell(self, subjects: list[str] | None) -> None:
        for changed in self._changed:
            changed(subjects)


def make_event(tenant_id: str, seq: int, text: str = "") -> PaymentEvent | PaymentUpdated:
    kind: Any = TYPES[seq % len(TYPES)]
    payment = Payment(
        id=f"pay_{tenant_id}_{seq}",
        amount=Decimal(f"{seq}.50"),
        currency="EUR",
        method="card",
        status=PaymentStatus.COMPLETED,
        refunded_amount=Decimal("0.00"),
        failure_code=None,
        customer_id=None,
        charge_id=None,
        external_id=None,
        description=text or tenant_id,
        created_at=NOW,
        updated_at=NOW,
        version=1,
    )
    model = PaymentUpdated if kind == "payment_created" else PaymentEvent
    return model(id=f"evt_{seq}", seq=seq, type=kind, payment=payment, timestamp=NOW)


class MemoryHistory:
    """What MongoDB holds, in memory, with the last events possibly forgotten from the start."""

    def __init__(self) -> None:
        self.events: dict[str, list[PaymentEvent | PaymentUpdated]] = {}
        self.first = 1
        self.broken = False

    def append(self, tenant_id: str, text: str = "") -> PaymentEvent | PaymentUpdated:
        events = self.events.setdefault(tenant_id, [])
        events.append(make_event(tenant_id, len(events) + 1, text))
        return events[-1]

    async def latest_seq(self, tenant_id: str) -> int:
        if self.broken:
            raise OSError("the database is away")
        return len(self.events.get(tenant_id, []))

    async def list_after(
        self, tenant_id: str, after_seq: int, limit: int
    ) -> list[PaymentEvent | PaymentUpdated]:
        if self.broken:
            raise OSError("the database is away")
        events = self.events.get(tenant_id, [])
        return events[max(after_seq, self.first - 1) :][:limit]


@dataclass
class Process:
    """What one API process runs."""

    realtime: Realtime
    server: uvicorn.Server
    port: int


@dataclass
class Client:
    """A client that keeps everything it is sent, in order."""

    socket: ClientConnection
    plain: bool
    messages: list[tuple[str, Any]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    closed: tuple[int, str] | None = None
    _acks: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _reader: asyncio.Task[None] | None = None

    async def read(self) -> None:
        try:
            async for text in self.socket:
                assert isinstance(text, str)
                await self._take(text)
        except ConnectionClosed:
            pass
        self.closed = (self.socket.close_code or 0, self.socket.close_reason or "")
        self._changed.set()

    async def _take(self, text: str) -> None:
        if self.plain:
            value = json.loads(text)
            self.messages.append((value["type"], value))
            self.raw.append(text)
        elif text == "2":
            await self.socket.send("3")
        elif text.startswith("42/ws/payments,"):
            body = text.removeprefix("42/ws/payments,")
            name, value = json.loads(body)
            self.messages.append((name, value))
            self.raw.append(body)
        elif text.startswith("43/ws/payments,"):
            number, _, body = text.removeprefix("43/ws/payments,").partition("[")
            self.messages.append((f"ack {number}", json.loads("[" + body)[0]))
        else:
            self.messages.append((text[:2], text[2:]))
        self._changed.set()

    def start(self) -> Self:
        self._reader = asyncio.create_task(self.read())
        return self

    @property
    def events(self) -> list[dict[str, Any]]:
        """Every payment event, whatever message carried it."""
        found: list[dict[str, Any]] = []
        for name, value in self.messages:
            if name == "payment_events":
                found += value
            elif name.startswith("payment_"):
                found.append(value)
        return found

    @property
    def seqs(self) -> list[int]:
        return [event["seq"] for event in self.events]

    def named(self, name: str) -> list[Any]:
        return [value for kind, value in self.messages if kind == name]

    async def until(self, condition: Callable[[], object], seconds: float = 10) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def until_named(self, name: str) -> Any:
        await self.until(lambda: self.named(name))
        return self.named(name)[-1]

    async def emit(self, *arguments: Any) -> Any:
        """Emit a Socket.IO event and wait for its acknowledgement."""
        self._acks += 1
        number = self._acks
        await self.socket.send(f"42/ws/payments,{number}{json.dumps(list(arguments))}")
        return await self.until_named(f"ack {number}")

    async def resume(self, after_seq: Any) -> Any:
        return await self.emit("resume", {"afterSeq": after_seq})

    async def close(self) -> None:
        await self.socket.close()
        if self._reader is not None:
            await self._reader


class Cluster:
    """Two API processes' worth of feed over one Redis and one history."""

    def __init__(self, settings: Settings, redis_url: str) -> None:
        self.settings = settings
        self.redis_url = redis_url
        self.history = MemoryHistory()
        self.identities = Identities()
        self.publisher = FeedPublisher(redis_url)
        self.processes: list[Process] = []
        self._clients: list[Client] = []

    async def start(self, history: EventHistory | None = None) -> Process:
        """One more process."""
        realtime = Realtime(
            self.settings, history or self.history, self.identities.view(), self.redis_url
        )
        await realtime.start()
        return await self.serve(realtime, realtime.asgi(not_found))

    async def serve(self, realtime: Realtime, app: Any) -> Process:
        """Answer on a port of its own."""
        config = uvicorn.Config(app, port=0, lifespan="off", log_level="warning", loop="none")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server._serve())
        while not server.started:
            await asyncio.sleep(0.01)
            assert not serving.done()
        port = server.servers[0].sockets[0].getsockname()[1]
        self.processes.append(Process(realtime, server, port))
        return self.processes[-1]

    async def commit(self, tenant_id: str, count: int = 1, *, told: bool = True) -> None:
        """Events as the projector commits them: stored first, then told by Redis or not."""
        events = [self.history.append(tenant_id) for _ in range(count)]
        if told:
            self.publisher.publish_events(
                tenant_id, events[0].seq, events[-1].seq, encode_json(events)
            )

    async def connect(
        self,
        process: int = 0,
        *,
        tenant: str = "north",
        batch: bool = False,
        origin: str | None = None,
        token: str = NORA,
    ) -> Client:
        """A Socket.IO client that has been greeted."""
        client = await self.dial(process, origin=origin)
        auth = {"token": token, "tenantId": tenant, "batch": batch}
        await client.socket.send("40/ws/payments," + json.dumps(auth))
        await client.until_named("hello")
        return client

    async def dial(self, process: int = 0, *, origin: str | None = None) -> Client:
        """An Engine.IO connection that joined nothing yet."""
        port = self.processes[process].port
        url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        return await self._client(url, plain=False, origin=origin)

    async def connect_plain(
        self,
        process: int = 0,
        *,
        tenant: str = "north",
        origin: str | None = None,
        token: str = NORA,
    ) -> Client:
        """A plain client that has been greeted."""
        headers = {"authorization": f"Bearer {token}", "x-tenant-id": tenant}
        client = await self.dial_plain(process, origin=origin, headers=headers)
        await client.until_named("hello")
        return client

    async def dial_plain(
        self,
        process: int = 0,
        *,
        origin: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Client:
        """A plain client that has not proved anything unless by those headers."""
        url = f"ws://127.0.0.1:{self.processes[process].port}/ws/payments"
        return await self._client(url, plain=True, origin=origin, headers=headers)

    async def _client(
        self, url: str, *, plain: bool, origin: str | None, headers: dict[str, str] | None = None
    ) -> Client:
        socket = await open_websocket(
            url,
            origin=origin,  # type: ignore[arg-type]
            additional_headers=headers or {},
            proxy=None,
            max_size=None,
        )
        self._clients.append(Client(socket, plain).start())
        return self._clients[-1]

    async def stop(self) -> None:
        for client in self._clients:
            await client.close()
        await self.publisher.stop()
        for process in self.processes:
            await process.realtime.stop()
            process.server.force_exit = True
            process.server.should_exit = True
        await asyncio.sleep(0.2)


async def not_found(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body"})


MakeCluster = Callable[..., Awaitable[Cluster]]


@pytest.fixture
async def make_cluster(redis_url: str) -> AsyncIterator[MakeCluster]:
    """Make a cluster of some processes; other settings and another Redis at will."""
    clusters: list[Cluster] = []

    async def make(processes: int = 2, redis: str = redis_url, **changes: Any) -> Cluster:
        cluster = Cluster(Settings(_env_file=None, **changes), redis)
        clusters.append(cluster)
        await cluster.publisher.start()
        for _ in range(processes):
            await cluster.start()
        return cluster

    yield make
    for cluster in clusters:
        await cluster.stop()


@pytest.fixture
async def cluster(make_cluster: MakeCluster) -> Cluster:
    return await make_cluster()


@pytest.fixture
def now() -> datetime:
    return NOW
