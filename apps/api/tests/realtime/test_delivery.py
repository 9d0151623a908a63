"""Every client of every process gets every event of its tenant once, in order, and no other's."""

import asyncio
import json
import os
import signal
from typing import Any

import pytest
from redis.asyncio import Redis

from cashbeat.contracts.base import encode_json
from cashbeat.core.feed import events_message
from cashbeat.core.settings import Settings
from cashbeat.embedded import DataDir
from cashbeat.embedded.redis_server import EmbeddedRedis
from cashbeat.realtime import feed as feed_module
from cashbeat.realtime import frame
from cashbeat.realtime.relay import CHECK_SECONDS


async def test_two_processes_two_tenants_two_clients_each(cluster: Any) -> None:
    north = [await cluster.connect(process, tenant="north") for process in (0, 1, 0)]
    south = [await cluster.connect(process, tenant="south") for process in (0, 1, 1)]
    for _ in range(20):
        await cluster.commit("north", 2)
        await cluster.commit("south", 1)
    for client in (*north, *south):
        expected = 40 if client in north else 20
        await client.until(lambda c=client, n=expected: len(c.seqs) >= n)
    await asyncio.sleep(0.2)
    for client in north:
        assert client.seqs == list(range(1, 41))
        assert {event["payment"]["description"] for event in client.events} == {"north"}
    for client in south:
        assert client.seqs == list(range(1, 21))
        assert {event["payment"]["description"] for event in client.events} == {"south"}


async def test_alerts_reach_their_tenant_in_both_dialects_and_every_process(cluster: Any) -> None:
    """Those that take batches, too; the other tenant hears nothing."""
    north = [
        await cluster.connect(0),
        await cluster.connect(1, batch=True),
        await cluster.connect_plain(1),
    ]
    south = [
        await cluster.connect(0, tenant="south"),
        await cluster.connect_plain(1, tenant="south"),
    ]
    for name in ("alert_raised", "alert_changed"):
        cluster.publisher.publish_alert("north", name, b'{"alert":{"id":"alr_1"}}')
    cluster.publisher.publish_alert("north", "payment_event", b"{}")
    for client in north:
        await client.until_named("alert_changed")
        (raised,) = client.named("alert_raised")
        assert raised["alert"] == {"id": "alr_1"}
    for client in south:
        await cluster.commit("south", 1)
        await client.until(lambda c=client: c.seqs)
        assert not client.named("alert_raised") + client.named("alert_changed")
    assert not north[0].named("payment_event"), "the channel names alerts only"


async def test_types_of_the_brief_are_payment_event_and_others_payment_updated(
    cluster: Any,
) -> None:
    client = await cluster.connect()
    await cluster.commit("north", 4)
    await client.until(lambda: len(client.seqs) == 4)
    assert {e["type"] for e in client.named("payment_event")} == {
        "payment_received",
        "payment_failed",
        "payment_refunded",
    }
    assert {e["type"] for e in client.named("payment_updated")} == {"payment_created"}


async def test_plain_socket_and_resume_tell_the_same_bytes_as_socket_io(cluster: Any) -> None:
    client, plain = await cluster.connect(), await cluster.connect_plain(1)
    late = await cluster.connect_plain(0, tenant="south")
    await cluster.commit("north", 3)
    await client.until(lambda: len(client.seqs) == 3)
    await plain.until(lambda: len(plain.seqs) == 3)
    stored = [encode_json(event).decode() for event in cluster.history.events["north"]]
    assert plain.raw[1:] == stored
    assert [raw.split(",", 1)[1][:-1] for raw in client.raw[1:]] == stored
    assert '"amount":1.50' in stored[0]
    await plain.socket.send('{"type":"resume","afterSeq":0}')
    resumed = await plain.until_named("resumed")
    assert resumed == {"type": "resumed", "latestSeq": 3, "more": False}
    assert plain.raw[4:7] == stored
    assert (await client.resume(1))["events"] == [json.loads(text) for text in stored[1:]]
    assert late.seqs == []


async def test_batch_client_gets_all_and_message_order_is_kept(cluster: Any) -> None:
    batch, single = await cluster.connect(batch=True), await cluster.connect()
    for _ in range(30):
        await cluster.commit("north", 3)
    cluster.publisher.publish_analytics_changed("north", 7)
    await batch.until_named("analytics_changed")
    await single.until_named("analytics_changed")
    assert batch.seqs == single.seqs == list(range(1, 91))
    assert batch.named("payment_event") == []
    assert len(batch.named("payment_events")) <= 3
    assert batch.messages[-1] == ("analytics_changed", {"version": 7})


async def test_batch_client_that_joins_in_a_window_gets_nothing_from_before(cluster: Any) -> None:
    first = await cluster.connect(batch=True)
    await cluster.commit("north", 2)
    await asyncio.sleep(0.03)
    second = await cluster.connect(batch=True)
    await cluster.commit("north", 2)
    await first.until(lambda: len(first.seqs) == 4)
    hello = second.named("hello")[0]["latestSeq"]
    await second.until(lambda: second.seqs[-1:] == [4])
    assert second.seqs == list(range(hello + 1, 5))


async def test_resume_brings_what_was_missed_once_and_in_order(cluster: Any) -> None:
    client = await cluster.connect(0)
    await cluster.commit("north", 5)
    await client.until(lambda: len(client.seqs) == 5)
    await client.close()
    await cluster.commit("north", 1_200)
    again = await cluster.connect(1)
    await cluster.commit("north", 3)
    await again.until(lambda: again.seqs[-1:] == [1_208])
    greeted_at = again.named("hello")[0]["latestSeq"]
    after, missed = 5, []
    while after < greeted_at:
        answer = await again.resume(after)
        missed += [event["seq"] for event in answer["events"]]
        after = missed[-1]
        assert answer["more"] is (after < answer["latestSeq"])
    live = [seq for seq in again.seqs if seq > after]
    assert missed + live == list(range(6, 1_209))


async def test_resume_says_when_it_cannot(cluster: Any) -> None:
    await cluster.commit("north", 9)
    client = await cluster.connect()
    assert await client.resume(9) == {"events": [], "latestSeq": 9, "more": False}
    assert client.named("resync") == []
    assert await client.resume(10) == {"events": [], "latestSeq": 9, "more": False}
    assert client.named("resync") == [{"reason": "history_gone", "latestSeq": 9}]
    cluster.history.first = 5
    assert await client.resume(2) == {"events": [], "latestSeq": 9, "more": False}
    assert client.named("resync")[1:] == [{"reason": "history_gone", "latestSeq": 9}]
    for wrong in (-1, "3", True, None, 1.5, [1]):
        assert (await client.resume(wrong))["error"]["code"] == "invalid_request"
    assert (await client.emit("resume"))["error"]["code"] == "invalid_request"
    assert (await client.emit("resume", 5))["error"]["code"] == "invalid_request"
    cluster.history.broken = True
    assert (await client.resume(1))["error"]["code"] == "unavailable"
    for _ in range(20):
        last = await client.resume(1)
    assert last["error"]["code"] == "too_many_requests"


async def test_lost_repeated_and_reordered_messages_change_nothing(cluster: Any) -> None:
    client = await cluster.connect()
    take = cluster.processes[0].realtime.relay.take
    await cluster.commit("north", 12, told=False)
    events = cluster.history.events["north"]

    def message(first: int, last: int) -> bytes:
        return events_message("north", first, last, encode_json(events[first - 1 : last]))

    for first, last in ((1, 2), (1, 2), (2, 4), (7, 8), (5, 6), (9, 12), (3, 3)):
        take(message(first, last))
        await asyncio.sleep(0.01)
    for nonsense in (b"", b"{", b"[]", b'{"kind":"else"}', b'{"kind":"payment_events"}', b"\xff"):
        take(nonsense)
    await client.until(lambda: client.seqs[-1:] == [12])
    assert client.seqs == list(range(1, 13))


async def test_a_lost_last_message_is_noticed_without_another(cluster: Any) -> None:
    client = await cluster.connect()
    await cluster.commit("north", 3, told=False)
    await client.until(lambda: client.seqs == [1, 2, 3], seconds=CHECK_SECONDS + 5)
    assert cluster.processes[0].realtime.healthy


async def test_burst_is_announced_not_sent(cluster: Any) -> None:
    client = await cluster.connect()
    await cluster.commit("north", 600, told=False)
    cluster.publisher.publish_events("north", 1, 600, None)
    assert await client.until_named("resync") == {"reason": "burst", "latestSeq": 600}
    await cluster.commit("north", 1)
    await client.until(lambda: client.seqs == [601])
    await cluster.commit("north", feed_module.LARGEST_GAP + 1, told=False)
    await cluster.commit("north", 1)
    await client.until(lambda: len(client.named("resync")) == 2)
    newest = 601 + feed_module.LARGEST_GAP + 2
    assert client.named("resync")[1] == {"reason": "burst", "latestSeq": newest}


async def test_an_event_is_framed_once_for_all(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = [await cluster.connect(0) for _ in range(8)]
    framed: list[bytes] = []
    build = frame.text_frame

    def counted(payload: bytes) -> bytes:
        framed.append(payload)
        return build(payload)

    monkeypatch.setattr(frame, "text_frame", counted)
    await cluster.commit("north", 3)
    for client in clients:
        await client.until(lambda c=client: len(c.seqs) == 3)
    assert sum(b'"payment_' in payload for payload in framed) == 3


async def test_feed_goes_on_while_redis_is_dead_and_after_it_returns(
    make_cluster: Any, tmp_path: Any
) -> None:
    data_dir = DataDir(tmp_path)
    data_dir.prepare()
    server = EmbeddedRedis(Settings(_env_file=None, data_dir=tmp_path), data_dir)
    server.start()
    try:
        cluster = await make_cluster(redis=server.url)
        clients = [await cluster.connect(0), await cluster.connect(1, batch=True)]
        await cluster.commit("north", 2)
        for client in clients:
            await client.until(lambda c=client: c.seqs == [1, 2])
        await asyncio.to_thread(server.stop)
        await cluster.commit("north", 3)
        for client in clients:
            await client.until(lambda c=client: c.seqs == [1, 2, 3, 4, 5])
        assert not any(process.realtime.healthy for process in cluster.processes)
        assert clients[0].named("analytics_changed")
        await asyncio.to_thread(server.start)
        await _until_healthy(cluster)
        await cluster.commit("north", 2)
        for client in clients:
            await client.until(lambda c=client: c.seqs[-1:] == [7])
        await asyncio.sleep(1.5)
        for client in clients:
            assert client.seqs == [1, 2, 3, 4, 5, 6, 7]
    finally:
        await asyncio.to_thread(server.stop)


async def _until_healthy(cluster: Any) -> None:
    async with asyncio.timeout(10):
        while not all(p.realtime.healthy for p in cluster.processes):
            await asyncio.sleep(0.05)


async def test_feed_goes_on_while_redis_hangs(make_cluster: Any, tmp_path: Any) -> None:
    data_dir = DataDir(tmp_path)
    data_dir.prepare()
    server = EmbeddedRedis(Settings(_env_file=None, data_dir=tmp_path), data_dir)
    server.start()
    try:
        async with Redis.from_url(server.url) as redis:
            pid = (await redis.info("server"))["process_id"]
        cluster = await make_cluster(1, redis=server.url)
        client = await cluster.connect()
        await _until_healthy(cluster)
        os.kill(pid, signal.SIGSTOP)
        try:
            await cluster.commit("north", 2)
            await client.until(lambda: client.seqs == [1, 2])
            await cluster.connect()
        finally:
            os.kill(pid, signal.SIGCONT)
        await _until_healthy(cluster)
        await cluster.commit("north", 1)
        await client.until(lambda: client.seqs == [1, 2, 3])
    finally:
        await asyncio.to_thread(server.stop)
