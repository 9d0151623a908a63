"""The same doors with the real identity behind them: two processes, one database, real tokens."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest
from websockets.exceptions import InvalidStatus

from cashbeat.bootstrap import Application
from cashbeat.core.settings import Settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.identity.gate.authority import key_hash
from cashbeat.realtime import presence as presence_module
from cashbeat.realtime.wire import TransportWire

SECRET = "cbk_abcdefgh_" + "s" * 43


@dataclass
class Two:
    """Two processes of the API over one database, with the organisations north and south."""

    cluster: Any
    applications: list[Application]
    database: Any
    person: Callable[..., Awaitable[tuple[str, dict[str, str]]]]

    async def sign_in(self, role: str | None = "owner", tenant: str = "north") -> tuple[str, str]:
        """A new person: their id and their token."""
        identity = self.applications[0].identity
        user_id, headers = await self.person(identity, self.database, role, tenant)
        return user_id, headers["Authorization"].removeprefix("Bearer ")

    async def session_of(self, user_id: str) -> str:
        return str((await self.database["sessions"].find_one({"userId": user_id}))["_id"])

    async def add_key(self, *scopes: str, **fields: Any) -> str:
        """An API key of north."""
        key = {
            "_id": "key_1",
            "tenantId": "north",
            "name": "simulator",
            "prefix": "abcdefgh",
            "hash": key_hash(SECRET),
            "scopes": list(scopes),
            "createdAt": datetime.now(UTC),
            "revokedAt": None,
        }
        await self.database["api_keys"].insert_one(key | fields)
        return SECRET


@pytest.fixture
async def two(
    make_cluster: Any,
    settings: Settings,
    mongo_uri: str,
    redis_url: str,
    make_person: Any,
    make_tenant: Any,
) -> AsyncIterator[Two]:
    cluster = await make_cluster(0)
    async with AsyncExitStack() as stack:
        applications = []
        for _ in range(2):
            application = Application(settings, DatabaseAddresses(mongo_uri, redis_url))
            app = application.app
            await stack.enter_async_context(app.router.lifespan_context(app))
            await cluster.serve(application._realtime, application.asgi)
            applications.append(application)
        database = applications[0]._database
        for tenant in ("north", "south"):
            await make_tenant(database, tenant)
        async with asyncio.timeout(10):
            while not all(each.identity.authority.trusted for each in applications):
                await asyncio.sleep(0.02)
        yield Two(cluster, applications, database, make_person)
        for client in cluster._clients:
            await client.close()


async def _ended(client: Any, code: str) -> None:
    await client.until(lambda: client.closed is not None)
    assert client.closed[0] == 4401
    assert [each["code"] for each in client.named("session_ended")] == [code]


async def test_two_organisations_hear_of_themselves_only(two: Two) -> None:
    _, ana = await two.sign_in()
    _, ben = await two.sign_in("viewer", "south")
    cluster = two.cluster
    north = [await cluster.connect(n, token=ana) for n in (0, 1)]
    south = [await cluster.connect_plain(n, token=ben, tenant="south") for n in (0, 1)]
    for tenant in ("north", "north", "south"):
        await cluster.commit(tenant)
    for client, tenant, count in (
        (north[0], "north", 2),
        (north[1], "north", 2),
        (south[0], "south", 1),
        (south[1], "south", 1),
    ):
        await client.until(lambda c=client, n=count: len(c.seqs) == n)
        assert {event["payment"]["description"] for event in client.events} == {tenant}


async def test_clients_are_written_to_directly_behind_all_that_goes_around(two: Two) -> None:
    _, ana = await two.sign_in()
    await two.cluster.connect_plain(0, token=ana)
    client = await two.cluster.connect(0, token=ana)
    await two.cluster.commit("north")
    await client.until(lambda: client.seqs == [1])
    listeners = [connection.listener for connection in _connections(two, 0)]
    wires = [getattr(each, "wire", None) or each._wire for each in listeners]
    assert [type(wire) for wire in wires] == [TransportWire, TransportWire]


async def test_a_member_of_the_one_cannot_tell_the_other_from_none(two: Two) -> None:
    _, ana = await two.sign_in()
    answers = []
    for tenant in ("south", "nowhere"):
        client = await two.cluster.dial()
        auth = {"token": ana, "tenantId": tenant}
        await client.socket.send("40/ws/payments," + json.dumps(auth))
        answer = json.loads((await client.until_named("44")).partition(",")[2])
        answer["data"].pop("requestId")
        answers.append(answer)
    assert answers[0] == answers[1]
    assert answers[0]["data"]["code"] == "tenant_not_found"
    _, nobody = await two.sign_in(None)
    with pytest.raises(InvalidStatus) as refused:
        await two.cluster.dial_plain(headers={"authorization": f"Bearer {nobody}"})
    assert refused.value.response.status_code == 404


def _forged(two: Two, kind: str, token: str) -> str:
    tokens = two.applications[0].identity.tokens
    kid, key = tokens._active, tokens._keys[tokens._active]
    claims = jwt.decode(token, options={"verify_signature": False})
    headers = {"kid": kid, "typ": "at+jwt"}
    if kind == "none":
        return jwt.encode(claims, "", algorithm="none", headers=headers)
    if kind == "none, signed before":
        head = base64.urlsafe_b64encode(json.dumps(headers | {"alg": "none"}).encode()).decode()
        return head.rstrip("=") + token[token.index(".") : token.rindex(".") + 1]
    if kind == "other algorithm":
        return jwt.encode(claims, key + key, algorithm="HS512", headers=headers)
    if kind == "other key":
        key = b"0" * 32
    elif kind == "other type":
        headers["typ"] = "JWT"
    elif kind == "no end":
        del claims["exp"]
    claims |= {
        "other audience": {"aud": "cashbeat-web"},
        "other issuer": {"iss": "somebody"},
        "other session": {"sid": "ses_none"},
        "expired": {"iat": claims["iat"] - 1_000, "exp": claims["iat"] - 400},
    }.get(kind, {})
    return jwt.encode(claims, key, algorithm="HS256", headers=headers)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("none", "unauthenticated"),
        ("none, signed before", "unauthenticated"),
        ("other audience", "unauthenticated"),
        ("other issuer", "unauthenticated"),
        ("expired", "token_expired"),
        ("no end", "unauthenticated"),
        ("other key", "unauthenticated"),
        ("other type", "unauthenticated"),
        ("other algorithm", "unauthenticated"),
        ("other session", "session_ended"),
    ],
)
async def test_false_tokens_are_refused_everywhere(two: Two, kind: str, code: str) -> None:
    user_id, ana = await two.sign_in()
    token = _forged(two, kind, ana)
    opened = await two.cluster.connect(token=ana)
    answer = await opened.emit("authenticate", {"token": token})
    assert answer["error"]["code"] == code
    client = await two.cluster.dial()
    await client.socket.send("40/ws/payments," + json.dumps({"token": token}))
    told = json.loads((await client.until_named("44")).partition(",")[2])
    assert told["data"]["code"] == code
    assert token not in json.dumps(told)
    for headers in ({"authorization": f"Bearer {token}"}, {"authorization": f"bearer  {token} "}):
        with pytest.raises(InvalidStatus) as refused:
            await two.cluster.dial_plain(headers=headers)
        assert refused.value.response.status_code == 401
        assert json.loads(refused.value.response.body or b"")["code"] == code
    plain = await two.cluster.dial_plain()
    await plain.socket.send(json.dumps({"type": "authenticate", "token": token}))
    await plain.until(lambda: plain.closed is not None)
    assert plain.closed[0] == 4401
    assert plain.named("error")[0]["error"]["code"] == code
    assert opened.closed is None
    assert user_id in {c.admission.holder for c in _connections(two, 0)}


async def test_what_ends_a_session_ends_its_sockets_in_every_process(two: Two) -> None:
    user_id, ana = await two.sign_in()
    _, ben = await two.sign_in()
    session = await two.session_of(user_id)
    mine = [await two.cluster.connect(0, token=ana), await two.cluster.connect_plain(1, token=ana)]
    other = await two.cluster.connect(1, token=ben)
    await two.database["sessions"].update_one(
        {"_id": session}, {"$set": {"revokedAt": datetime.now(UTC)}}
    )
    for client in mine:
        await _ended(client, "session_ended")
    await two.cluster.commit("north")
    await other.until(lambda: other.seqs == [1])
    assert all(client.seqs == [] for client in mine)


async def test_signing_out_by_rest_ends_the_socket(two: Two) -> None:
    _, ana = await two.sign_in()
    client = await two.cluster.connect(1, token=ana)
    base = f"http://127.0.0.1:{two.cluster.processes[0].port}"
    async with httpx.AsyncClient(headers={"authorization": f"Bearer {ana}"}) as http:
        assert (await http.post(f"{base}/api/auth/logout-everywhere")).status_code == 204
    await _ended(client, "session_ended")


async def test_role_change_keeps_removal_ends(two: Two) -> None:
    user_id, ana = await two.sign_in("admin")
    memberships = two.database["memberships"]
    clients = [
        await two.cluster.connect(0, token=ana),
        await two.cluster.connect_plain(1, token=ana),
    ]
    for role in ("agent", "viewer", "owner"):
        await memberships.update_one({"_id": f"north|{user_id}"}, {"$set": {"role": role}})
    await asyncio.sleep(0.3)
    await two.cluster.commit("north")
    for client in clients:
        await client.until(lambda c=client: c.seqs == [1])
    await memberships.delete_one({"_id": f"north|{user_id}"})
    for client in clients:
        await _ended(client, "tenant_not_found")


async def test_a_person_who_is_disabled_is_out(two: Two) -> None:
    user_id, ana = await two.sign_in()
    client = await two.cluster.connect(1, token=ana)
    await two.database["users"].update_one(
        {"_id": user_id}, {"$set": {"disabledAt": datetime.now(UTC)}}
    )
    await _ended(client, "session_ended")


async def test_api_keys_by_scope_until_revoked(two: Two) -> None:
    key = await two.add_key("payments:read", "payments:write")
    clients = [
        await two.cluster.connect(0, token=key),
        await two.cluster.connect_plain(1, token=key),
    ]
    answer = await clients[0].emit("authenticate", {"token": key})
    assert answer == {"expiresAt": None}
    headers = {"authorization": f"Bearer {key}", "x-tenant-id": "south"}
    with pytest.raises(InvalidStatus) as refused:
        await two.cluster.dial_plain(headers=headers)
    assert refused.value.response.status_code == 404
    await two.cluster.commit("north")
    for client in clients:
        await client.until(lambda c=client: c.seqs == [1])
    await two.database["api_keys"].update_one(
        {"_id": "key_1"}, {"$set": {"revokedAt": datetime.now(UTC)}}
    )
    for client in clients:
        await _ended(client, "unauthenticated")


async def test_a_key_that_may_not_read_payments_hears_nothing(two: Two) -> None:
    key = await two.add_key("payments:write", "analytics:read")
    with pytest.raises(InvalidStatus) as refused:
        await two.cluster.dial_plain(headers={"authorization": f"Bearer {key}"})
    assert refused.value.response.status_code == 403
    assert json.loads(refused.value.response.body or b"")["code"] == "permission_denied"


async def test_a_key_with_an_end_ends(two: Two) -> None:
    key = await two.add_key("payments:read", expiresAt=datetime.now(UTC) + timedelta(seconds=4))
    client = await two.cluster.connect(token=key)
    assert client.messages[-1][0] in {"hello", "session_expiring"}
    await _ended(client, "token_expired")


async def test_an_open_connection_is_renewed_with_the_next_token(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_module, "EXPIRING_SECONDS", 3.0)
    tokens = two.applications[0].identity.tokens
    tokens.seconds = 7
    user_id, short = await two.sign_in()
    client, left = await two.cluster.connect(token=short), await two.cluster.connect(token=short)
    assert client.named("session_expiring") == []
    await client.until_named("session_expiring")
    tokens.seconds = 600
    ack = await client.emit(
        "authenticate", {"token": tokens.issue(user_id, await two.session_of(user_id))}
    )
    remaining = datetime.fromisoformat(ack["expiresAt"]) - datetime.now(UTC)
    assert timedelta(seconds=590) < remaining <= timedelta(seconds=600)
    other_id, _ = await two.sign_in()
    foreign = tokens.issue(other_id, await two.session_of(other_id))
    answer = await client.emit("authenticate", {"token": foreign})
    assert answer["error"]["code"] == "unauthenticated"
    await _ended(left, "token_expired")
    await two.cluster.commit("north")
    await client.until(lambda: client.seqs == [1])


async def test_a_foreign_origin_is_refused_with_a_good_token_too(two: Two) -> None:
    _, ana = await two.sign_in()
    headers = {"authorization": f"Bearer {ana}"}
    for connect in (two.cluster.dial, two.cluster.dial_plain):
        with pytest.raises(InvalidStatus) as refused:
            await connect(origin="http://evil.example")
        assert refused.value.response.status_code == 403
    polling = f"http://127.0.0.1:{two.cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient(headers=headers) as http:
        answer = await http.get(polling, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403


def _connections(two: Two, process: int) -> list[Any]:
    standings = two.cluster.processes[process].realtime.presence._standings.values()
    return [connection for standing in standings for connection in standing.members]
