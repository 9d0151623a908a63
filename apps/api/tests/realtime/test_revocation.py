"""What changes about a person, a key or an organisation acts on open connections at once."""

import asyncio
import json
import time
from typing import Any

import httpx
import pytest
from starlette.datastructures import Headers

from cashbeat.realtime import emitter
from cashbeat.realtime import presence as presence_module
from cashbeat.realtime.admission import Handshake

CASES = pytest.mark.parametrize(
    ("subject", "status", "code"),
    [
        ("ses_nora", 401, "session_ended"),
        ("usr_nora", 401, "unauthenticated"),
        ("north|usr_nora", 403, "permission_denied"),
        ("north|usr_nora", 404, "tenant_not_found"),
        ("north", 404, "tenant_not_found"),
        ("usr_nora", 401, "something_new"),
    ],
)


@CASES
async def test_everything_of_the_session_ends_in_every_process(
    cluster: Any, subject: str, status: int, code: str
) -> None:
    cluster.identities.grant("other", holder="usr_other", session="ses_other", tenants=("south",))
    concerned = [
        await cluster.connect(0),
        await cluster.connect(1, batch=True),
        await cluster.connect_plain(1),
    ]
    others = [await cluster.connect(1, token="other", tenant="south")]
    cluster.identities.refuse(subject, status, code)
    await cluster.commit("north", 1)
    await cluster.commit("south", 1)
    expected = "session_ended" if code == "something_new" else code
    for client in concerned:
        await client.until(lambda c=client: c.closed is not None)
        assert client.closed[0] == 4401
        assert client.named("session_ended")[0]["code"] == expected
        assert client.seqs == []
    for client in others:
        await client.until(lambda c=client: c.seqs == [1])
    assert len(cluster.processes[1].realtime.presence) == 1


async def test_a_role_change_that_keeps_the_permission_keeps_the_socket(cluster: Any) -> None:
    clients = [await cluster.connect(0), await cluster.connect_plain(1)]
    for number in range(1, 6):
        cluster.identities.tell(["north|usr_nora"])
        await cluster.commit("north", 1)
        for client in clients:
            await client.until(lambda c=client, n=number: c.seqs == list(range(1, n + 1)))
    assert all(client.closed is None for client in clients)
    assert cluster.identities.rechecks <= 10


async def test_nothing_of_the_room_is_told_while_nobody_knows(cluster: Any) -> None:
    clients = [await cluster.connect(0), await cluster.connect(0, batch=True)]
    clients.append(await cluster.connect_plain(0))
    cluster.identities.gate.clear()
    cluster.identities.tell(["usr_nora"])
    await cluster.commit("north", 3)
    cluster.publisher.publish_analytics_changed("north", 7)
    await clients[2].socket.send('{"type":"resume","afterSeq":0}')
    await clients[0].socket.send('42/ws/payments,9["resume",{"afterSeq":0}]')
    await asyncio.sleep(0.4)
    for client in clients:
        assert client.seqs == []
        assert client.named("analytics_changed") == []
    cluster.identities.gate.set()
    for client in clients:
        await client.until_named("analytics_changed")
    await cluster.commit("north", 1)
    await clients[2].until_named("resumed")
    await clients[0].until_named("ack 9")
    for client in clients[:2]:
        await client.until(lambda c=client: c.seqs == [1, 2, 3, 4])
    await clients[2].until(lambda: sorted(clients[2].seqs) == [1, 1, 2, 2, 3, 3, 4])


async def test_a_resume_asked_before_is_not_answered_after(cluster: Any) -> None:
    await cluster.commit("north", 3)
    client, plain = await cluster.connect(), await cluster.connect_plain()
    cluster.identities.gate.clear()
    cluster.identities.tell(["usr_nora"])
    await client.socket.send('42/ws/payments,9["resume",{"afterSeq":0}]')
    await plain.socket.send('{"type":"resume","afterSeq":0}')
    await asyncio.sleep(0.1)
    cluster.identities.refuse("usr_nora", 401, "session_ended")
    cluster.identities.gate.set()
    for each in (client, plain):
        await each.until(lambda c=each: c.closed is not None)
        assert each.seqs == []
    assert client.named("ack 9") == []


async def test_what_changes_during_the_handshake_counts(cluster: Any) -> None:
    cluster.identities.gate.clear()
    client = await cluster.dial()
    await client.socket.send('40/ws/payments,{"token":"nora"}')
    await asyncio.sleep(0.1)
    cluster.identities.refuse("ses_nora", 401, "session_ended")
    await cluster.commit("north", 1)
    cluster.identities.gate.set()
    await client.until(lambda: client.closed is not None)
    assert client.named("hello") == []
    assert client.named("session_ended") == [{"code": "session_ended"}]


async def test_a_revoked_client_that_polls_gets_nothing_that_waited(cluster: Any) -> None:
    base = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient() as http:
        opened = json.loads((await http.get(base)).text[1:])
        session = f"{base}&sid={opened['sid']}"
        await http.post(session, content='40/ws/payments,{"token":"nora"}')
        assert "hello" in (await http.get(session)).text
        await cluster.commit("north", 2)
        await asyncio.sleep(0.3)
        cluster.identities.refuse("ses_nora", 401, "session_ended")
        await asyncio.sleep(0.2)
        heard = (await http.get(session)).text
    assert "payment_" not in heard
    assert heard.startswith('42/ws/payments,["session_ended",{"code":"session_ended"}]')
    assert heard.endswith("41/ws/payments,")


async def test_a_revoked_key_ends_its_clients(cluster: Any) -> None:
    cluster.identities.grant("cbk_key", holder="key_1", session="key_1", tenants=("north",))
    key, person = await cluster.connect(token="cbk_key"), await cluster.connect()
    cluster.identities.refuse("key_1", 401, "unauthenticated")
    assert (await key.until_named("session_ended"))["code"] == "unauthenticated"
    await cluster.commit("north", 1)
    await person.until(lambda: person.seqs == [1])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(cluster.connect(token="cbk_key"), 0.3)


async def test_many_connections_of_one_session_are_one_question(cluster: Any) -> None:
    clients = [await cluster.connect() for _ in range(30)]
    cluster.identities.rechecks = 0
    cluster.identities.tell(["ses_nora"])
    cluster.identities.tell(None)
    await cluster.commit("north", 1)
    for client in clients:
        await client.until(lambda c=client: c.seqs == [1])
    assert cluster.identities.rechecks <= 4  # at most two in each of two processes


async def test_while_the_database_is_away_clients_are_held_then_sent_off(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_module, "HOLD_SECONDS", 0.6)
    patient = await cluster.connect()
    cluster.identities.broken = True
    cluster.identities.tell(None)
    await cluster.commit("north", 1)
    await asyncio.sleep(0.3)
    assert patient.seqs == []
    cluster.identities.broken = False
    await patient.until(lambda: patient.seqs == [1])
    cluster.identities.broken = True
    cluster.identities.tell(None)
    await patient.until(lambda: patient.closed is not None)
    assert patient.closed[0] == 1013
    assert patient.named("session_ended") == []


async def test_a_change_that_nobody_told_is_found_by_the_patrol(
    make_cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_module, "PATROL_SECONDS", 0.2)
    cluster = await make_cluster(1)
    client = await cluster.connect()
    await asyncio.sleep(0.5)
    assert client.closed is None
    cluster.identities.forget("ses_nora")
    assert (await client.until_named("session_ended"))["code"] == "session_ended"


async def test_a_client_held_too_long_is_cut_not_kept_without_end(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emitter, "HELD_CHUNKS", 3)
    client = await cluster.connect()
    cluster.identities.gate.clear()
    cluster.identities.tell(["usr_nora"])
    for version in range(6):
        cluster.publisher.publish_analytics_changed("north", version)
    await client.until(lambda: client.closed is not None)
    assert client.closed[0] == 1013
    cluster.identities.gate.set()


async def test_revoking_a_thousand_takes_a_moment_and_lets_others_run(cluster: Any) -> None:
    """One key with many clients, ended in slices."""
    presence = cluster.processes[0].realtime.presence
    feed = await cluster.processes[0].realtime.relay.open("north")
    listeners = [Recorder() for _ in range(1_000)]
    cluster.identities.grant("cbk_key", holder="key_1", session="key_1")
    view = cluster.identities._views[0]
    admission = await view.admit(Handshake(Headers(), {"token": "cbk_key"}))
    for listener in listeners:
        presence.enter(admission, feed, listener, batch=False, since=presence.changes)
    started = time.monotonic()
    cluster.identities.refuse("key_1", 401, "session_ended")
    assert all(listener.got == ["hello"] for listener in listeners)
    while len(feed.room):
        await asyncio.sleep(0)
    assert time.monotonic() - started < 5
    assert all(listener.got == ["hello", "session_ended"] for listener in listeners)
    assert not presence._standings
    assert not presence._by_subject


class Recorder:
    """A client without a connection."""

    def __init__(self) -> None:
        self.got: list[str] = []

    def deliver(self, chunk: Any) -> bool:
        self.got.append(json.loads(chunk.texts[0].partition(",")[2])[0])
        return True

    def cut(self, _last_words: Any) -> None:
        self.got.append("cut")

    def expel(self, last_words: Any) -> None:
        self.deliver(last_words)
