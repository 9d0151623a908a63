"""The feed over the real stored sequence: what is read later equals what was sent live."""

from datetime import timedelta
from typing import Any

from pymongo import AsyncMongoClient

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.payment.changes import steps_of_document
from cashbeat.payment.history import EventHistory, event_pages
from cashbeat.payment.machine import Standing, refund
from cashbeat.payment.recording import Draft, new_payment, step_update
from cashbeat.payment.repository import PaymentRepository
from cashbeat.projector.announcer import event_of_step


async def test_live_and_resumed_events_are_the_same_bytes(
    make_cluster: Any, mongo_client: AsyncMongoClient[dict[str, Any]], database: str, now: Any
) -> None:
    stored = mongo_client.get_database(database)
    cluster = await make_cluster(0)
    await cluster.start(EventHistory(stored, PaymentRepository(stored)))
    client, plain = await cluster.connect(), await cluster.connect_plain()
    payment = new_payment("north", Draft(1_250, "EUR", "card", PaymentStatus.COMPLETED, now), now)
    standing = Standing(payment["_id"], PaymentStatus.COMPLETED, 1_250, 0, "EUR", 1)
    later = now + timedelta(hours=1)
    update = step_update(payment, refund(standing, 250), later, later)
    payment |= update["$set"]
    payment["events"].append(update["$push"]["events"])
    await stored["payments"].insert_one(payment)
    steps = steps_of_document(payment)
    pages = event_pages("north", 1, [(payment["_id"], n) for n in (1, 2)])
    await stored["payment_events"].insert_many(pages)
    await stored["tenant_sequences"].insert_one({"_id": "north", "seq": 2})
    live = [event_of_step(seq, step) for seq, step in enumerate(steps, 1)]
    cluster.publisher.publish_events("north", 1, 2, encode_json(live))
    await client.until(lambda: client.seqs == [1, 2])
    await plain.until(lambda: plain.seqs == [1, 2])
    await plain.socket.send('{"type":"resume","afterSeq":0}')
    await plain.until_named("resumed")
    assert plain.raw[3:5] == plain.raw[1:3]
    assert [raw.split(",", 1)[1][:-1] for raw in client.raw[1:]] == plain.raw[1:3]
    assert '"refundedAmount":2.50' in plain.raw[2]
