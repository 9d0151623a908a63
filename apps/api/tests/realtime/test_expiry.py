"""A connection lives as long as its token, and longer with a new one of the same person."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from cashbeat.realtime import presence as presence_module
from cashbeat.realtime.alarm import Alarm

DIALECTS = pytest.mark.parametrize("plain", [False, True], ids=["socketio", "plain"])


async def _connect(cluster: Any, plain: bool, token: str) -> Any:
    connect = cluster.connect_plain if plain else cluster.connect
    return await connect(token=token)


async def _authenticate(client: Any, **request: Any) -> Any:
    if not client.plain:
        return await client.emit("authenticate", request)
    seen = len(client.named("authenticated")) + len(client.named("error"))
    await client.socket.send(json.dumps({"type": "authenticate", **request}))
    await client.until(
        lambda: len(client.named("authenticated")) + len(client.named("error")) > seen
    )
    return client.messages[-1][1]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


@DIALECTS
async def test_a_token_that_ends_is_announced_and_ends_the_connection(
    cluster: Any, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_module, "EXPIRING_SECONDS", 2.0)
    cluster.identities.grant("short", seconds=4.0)
    end = cluster.identities.grants["short"].expires_at
    client = await _connect(cluster, plain, "short")
    assert client.named("session_expiring") == []
    warned = await client.until_named("session_expiring")
    assert 0 < (end - datetime.now(UTC)).total_seconds() < 2.1
    assert abs((_instant(warned["expiresAt"]) - end).total_seconds()) < 0.001
    await cluster.commit("north", 1)
    await client.until(lambda: client.closed is not None)
    assert 0 <= (datetime.now(UTC) - end).total_seconds() < 5
    assert client.seqs == [1]
    assert client.closed[0] == 4401
    assert client.named("session_ended")[0]["code"] == "token_expired"
    if not plain:
        assert client.messages[-1][0] == "41"
    assert len(cluster.processes[0].realtime.presence) == 0


@DIALECTS
async def test_a_renewed_connection_goes_on_without_a_gap(
    cluster: Any, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_module, "EXPIRING_SECONDS", 1.5)
    cluster.identities.grant("first", seconds=3.0)
    end = cluster.identities.grants["first"].expires_at
    client = await _connect(cluster, plain, "first")
    await client.until_named("session_expiring")
    cluster.identities.grant("second", seconds=5.0)
    answer = await _authenticate(client, token="second")
    renewed = cluster.identities.grants["second"].expires_at
    assert abs((_instant(answer["expiresAt"]) - renewed).total_seconds()) < 0.001
    await asyncio.sleep((end - datetime.now(UTC)).total_seconds() + 0.2)
    await cluster.commit("north", 2)
    await client.until(lambda: client.seqs == [1, 2])
    await client.until(lambda: client.closed is not None)
    assert len(client.named("session_expiring")) == 2
    assert (datetime.now(UTC) - renewed).total_seconds() >= 0


@DIALECTS
async def test_an_api_key_without_an_end_has_none(cluster: Any, plain: bool) -> None:
    cluster.identities.grant("cbk_key", holder="key_1", session="key_1")
    client = await _connect(cluster, plain, "cbk_key")
    answer = await _authenticate(client, token="cbk_key")
    assert answer.get("expiresAt", "missing") is None
    assert len(cluster.processes[0].realtime.presence._alarm) == 0


@DIALECTS
async def test_only_a_token_of_the_same_person_for_the_same_organisation_renews(
    cluster: Any, plain: bool
) -> None:
    cluster.identities.grant("first", seconds=100)
    cluster.identities.grant("other", holder="usr_other", session="ses_other", seconds=900)
    cluster.identities.grant("elsewhere", tenants=("south",), seconds=900)
    client = await _connect(cluster, plain, "first")
    for request, code in (
        ({"token": "other"}, "unauthenticated"),
        ({"token": "elsewhere"}, "tenant_not_found"),
        ({"token": "nobody"}, "unauthenticated"),
        ({"token": "first", "tenantId": "south"}, "invalid_request"),
        ({}, "invalid_request"),
    ):
        assert (await _authenticate(client, **request))["error"]["code"] == code
    limited = await _authenticate(client, token="first")
    assert limited["error"]["code"] == "too_many_requests"
    (connection,) = _connections(cluster)
    assert connection.admission.holder == "usr_nora"
    assert connection.admission.tenant_id == "north"
    assert connection.admission.expires_at == cluster.identities.grants["first"].expires_at
    await cluster.commit("south", 1)
    await cluster.commit("north", 1)
    await client.until(lambda: client.seqs == [1])
    assert client.events[0]["payment"]["description"] == "north"


async def test_a_person_who_logged_in_anew_goes_on_under_the_new_session(cluster: Any) -> None:
    client = await cluster.connect()
    cluster.identities.grant("later", session="ses_later", seconds=900)
    assert "expiresAt" in await client.emit("authenticate", {"token": "later"})
    cluster.identities.refuse("ses_nora", 401, "session_ended")
    await cluster.commit("north", 1)
    await client.until(lambda: client.seqs == [1])
    cluster.identities.refuse("ses_later", 401, "session_ended")
    assert (await client.until_named("session_ended"))["code"] == "session_ended"


async def test_polling_is_told_and_ended_too(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence_module, "EXPIRING_SECONDS", 1.0)
    cluster.identities.grant("short", seconds=3.0)
    base = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient() as http:
        opened = json.loads((await http.get(base)).text[1:])
        session = f"{base}&sid={opened['sid']}"
        await http.post(session, content='40/ws/payments,{"token":"short"}')
        heard = ""
        while "41/ws/payments," not in heard:
            heard += (await http.get(session)).text + "\x1e"
        assert heard.index("hello") < heard.index("session_expiring")
        assert heard.index("session_expiring") < heard.index('"session_ended"')
        assert '{"code":"token_expired"}' in heard
        await http.post(session, content='42/ws/payments,1["resume",{"afterSeq":0}]')
        with pytest.raises(httpx.ReadTimeout):
            await http.get(session, timeout=0.3)


def _connections(cluster: Any) -> list[Any]:
    standings = cluster.processes[0].realtime.presence._standings.values()
    return [connection for standing in standings for connection in standing.members]


class Sleeper:
    wakes_at: float | None = None


async def test_one_timer_wakes_each_in_its_time_and_keeps_nothing_long() -> None:
    woken: list[Sleeper] = []
    clock = [1_000.0]
    alarm: Alarm[Sleeper] = Alarm(lambda sleeper, _: woken.append(sleeper), lambda: clock[0])
    sleepers = [Sleeper() for _ in range(2_000)]
    for number, sleeper in enumerate(sleepers):
        alarm.set(sleeper, 1_000.0 + 10_000 - number)
        alarm.set(sleeper, 1_000.0 + 20_000)
    assert len(alarm) == 2_000
    first = sleepers[7]
    alarm.set(first, 1_000.02)
    clock[0] = 1_000.03
    await asyncio.sleep(0.05)
    assert woken == [first]
    clock[0] = 1_061.0
    alarm.set(Sleeper(), 1_000.5)
    async with asyncio.timeout(5):
        while len(alarm):
            await asyncio.sleep(0.01)
    assert len(woken) == 2_001
    alarm.stop()
