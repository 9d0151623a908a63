"""The live feed of two organisations: every message there is, and nothing of the other's in it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
import pytest
import pytest_asyncio
import uvicorn
import websockets

from cashbeat.contracts.access import ROLES
from cashbeat.contracts.realtime import CLIENT_MESSAGES, SERVER_MESSAGES

pytestmark = pytest.mark.asyncio(loop_scope="module")

IN_TIME = 15


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(world: Any) -> AsyncIterator[str]:
    """Where the whole application is served."""
    config = uvicorn.Config(world.api.asgi, port=0, lifespan="off", log_level="warning")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"ws://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/ws/payments"
    server.should_exit = True
    await serving


@dataclass(slots=True)
class Listener:
    """A client, and all that it was told."""

    socket: Any
    heard: list[str] = field(default_factory=list)

    async def listen(self) -> None:
        async for text in self.socket:
            self.heard.append(text)

    def named(self, name: str) -> list[dict[str, Any]]:
        events = {"payment_event": ("payment_received", "payment_failed", "payment_refunded")}
        wanted = events.get(name, (name,))
        if name == "payment_updated":
            wanted = ("payment_updated", "payment_created", "payment_retried")
        return [each for each in map(json.loads, self.heard) if each["type"] in wanted]

    async def until(self, name: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait for messages of that name."""
        async with asyncio.timeout(IN_TIME):
            while len(self.named(name)) < count:
                await asyncio.sleep(0.02)
        return self.named(name)


@asynccontextmanager
async def listening(address: str, token: str, tenant_id: str | None) -> AsyncIterator[Listener]:
    headers = {"Authorization": f"Bearer {token}"}
    if tenant_id is not None:
        headers["X-Tenant-Id"] = tenant_id
    async with websockets.connect(address, additional_headers=headers) as socket:
        listener = Listener(socket)
        task = asyncio.create_task(listener.listen())
        try:
            yield listener
        finally:
            await socket.close()
            await asyncio.gather(task, return_exceptions=True)


def token_of(who: Any) -> str:
    return str(who.headers["Authorization"].split()[1])


def short(world: Any, token: str, seconds: int) -> str:
    """The same token with an end that is near."""
    tokens = world.api.identity.tokens
    claims = jwt.decode(token, options={"verify_signature": False})
    header = jwt.get_unverified_header(token)
    end = {"exp": claims["iat"] + seconds}
    return jwt.encode(claims | end, tokens._keys[tokens._active], "HS256", header)


async def lived(world: Any, of: Any, address: str) -> list[str]:
    """All that a client of an organisation is told, in a life with every message there is."""
    who = await of.person("viewer")
    near = short(world, token_of(who), 62)
    async with listening(address, near, of.id) as client:
        await client.until("hello")
        payment = await of.paid(status="pending")
        await client.until("payment_updated")
        await of.post(f"/api/payments/{payment}/complete", json={})
        await client.until("payment_event")
        await client.until("analytics_changed")
        await world.raise_alert(of)
        await client.until("alert_raised")
        await world.handle_alert(of)
        await client.until("alert_changed")
        await of.post("/api/customers", json={"name": of.name("customer")})
        await client.until("notifications_changed")
        await client.socket.send(json.dumps({"type": "resume", "afterSeq": 0}))
        await client.until("resumed")
        await client.socket.send(json.dumps({"type": "resume", "afterSeq": 1_000_000}))
        await client.until("resync")
        await client.until("session_expiring")
        renewed = {"type": "authenticate", "token": token_of(who)}
        await client.socket.send(json.dumps(renewed))
        await client.until("authenticated")
        promoted = {"role": "agent"}
        path = f"/api/members/{who.user_id}"
        await world.api.http.patch(path, json=promoted, headers=of.owner)
        assert await client.until("session_changed") == [
            {"type": "session_changed", "tenantId": of.id}
        ]
        await world.api.http.post("/api/auth/logout-everywhere", headers=who.headers)
        await client.until("session_ended")
        assert all(client.named(name) for name in SERVER_MESSAGES)
        return client.heard


async def test_no_message_holds_the_others_marker(world: Any, address: str) -> None:
    """Both live at once; one client more of each hears what it can of the other."""
    both = (world.north, world.south)
    told = await asyncio.gather(*(lived(world, of, address) for of in both))
    for of, other, heard in zip(both, reversed(both), told, strict=True):
        text = " ".join(heard).lower()
        assert of.marker in text
        assert other.marker not in text
        assert other.id not in text


async def test_the_life_of_a_client_knows_every_message() -> None:
    """Whoever adds a message adds it to `lived`, or that fails; and to what clients may send."""
    assert CLIENT_MESSAGES.keys() == {"resume", "authenticate"}
    assert SERVER_MESSAGES.keys() == {
        "hello",
        "payment_event",
        "payment_updated",
        "analytics_changed",
        "notifications_changed",
        "alert_raised",
        "alert_changed",
        "resync",
        "session_expiring",
        "session_changed",
        "session_ended",
    }


async def test_a_key_without_the_scope_hears_of_no_alert(world: Any, address: str) -> None:
    async def key(*scopes: str) -> str:
        given = {"name": world.north.name("key"), "scopes": ["payments:read", *scopes]}
        return str((await world.north.post("/api/api-keys", json=given))["secret"])

    with_scope, without = await key("alerts:read"), await key()
    async with (
        listening(address, with_scope, None) as may,
        listening(address, without, None) as may_not,
    ):
        for client in (may, may_not):
            await client.until("hello")
        await world.raise_alert(world.north)
        await may.until("alert_raised")
        await world.north.paid(status="completed")
        await may_not.until("payment_event")
        assert not may_not.named("alert_raised")


@pytest.mark.parametrize("role", [*ROLES, None])
async def test_no_role_of_another_organisation_is_let_in(
    world: Any, address: str, role: Any
) -> None:
    north, south = world.north, world.south
    stranger = token_of(await south.person(role))
    for chosen in (north.id, "org-of-nobody"):
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with listening(address, stranger, chosen):
                pass
        assert refused.value.response.status_code == 404
        assert json.loads(refused.value.response.body)["code"] == "tenant_not_found"
    if role is not None:
        async with listening(address, stranger, None) as client:
            (hello,) = await client.until("hello")
            assert hello["tenantId"] == south.id


async def test_a_proof_of_the_neighbour_renews_nothing(world: Any, address: str) -> None:
    north, south = world.north, world.south
    async with listening(address, token_of(await north.person("viewer")), None) as client:
        await client.until("hello")
        theirs = {"type": "authenticate", "token": token_of(await south.person("owner"))}
        await client.socket.send(json.dumps(theirs))
        (error,) = await client.until("error")
        assert south.marker not in str(error)
        await south.paid(status="completed")
        await north.paid(status="completed")
        await client.until("payment_event")
        assert south.marker not in " ".join(client.heard)


async def test_a_room_is_not_chosen_by_its_name(world: Any, address: str) -> None:
    north, south = world.north, world.south
    async with listening(address, token_of(await south.person("owner")), None) as client:
        await client.until("hello")
        for sent in (
            {"type": "join", "room": f"tenant:{north.id}"},
            {"type": "resume", "afterSeq": 0, "tenantId": north.id},
            {"type": "subscribe", "tenantId": north.id},
        ):
            await client.socket.send(json.dumps(sent))
        await client.until("error", 3)
        await north.paid(status="completed")
        await south.paid(status="completed")
        await client.until("payment_event")
        assert north.marker not in " ".join(client.heard)
