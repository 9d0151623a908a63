"""The sequence of events read back: what was said live, word for word."""

import json
from datetime import UTC, datetime
from itertools import accumulate, pairwise, product
from typing import Any

import pytest
import pytest_asyncio

from cashbeat.contracts.base import encode_json
from cashbeat.kit import json_strict
from cashbeat.payment.changes import DamagedRecord, steps_of_change, steps_of_document
from cashbeat.payment.history import PAGE_EVENTS, EventHistory, event_pages, page_id, places_of
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.wire import event_of, payment_after, payment_as_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def number(api: Any, seq: int, payment_id: str, n: int, tenant: str = "demo") -> None:
    """Give a step its place in the sequence, as the projector does."""
    await api.database["payment_events"].insert_many(event_pages(tenant, seq, [(payment_id, n)]))
    await api.database["tenant_sequences"].update_one(
        {"_id": tenant}, {"$set": {"seq": seq}}, upsert=True
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(api: Any) -> list[bytes]:
    """Two payments that lived, interleaved in the sequence; each event as it was sent live."""
    collection = api.database["payments"]
    live: list[bytes] = []
    async with await collection.watch() as stream:
        made = [await api.pay(amount=10, description="«вода»") for _ in range(2)]
        ids = [answer.json()["id"] for answer in made]
        for payment_id in ids:
            await api.step(payment_id, "fail", failureCode="card_declined")
        for payment_id in ids:
            await api.step(payment_id, "retry", key=f"again-{payment_id}")
        for payment_id in ids:
            await api.step(payment_id, "complete")
        for payment_id in ids:
            await api.step(payment_id, "refund", amount=4)
            await api.step(payment_id, "refund")
        seq = 0
        async for change in stream:
            for step in steps_of_change(change):
                seq += 1
                refunded = step.refunded_before + step.event["refund"]
                payment = payment_after(step.payment_id, step.facts, step.event, refunded)
                live.append(encode_json(event_of(seq, step.event, payment)))
                await number(api, seq, step.payment_id, step.n)
            if seq == 12:
                break
    return live


async def read(api: Any, **params: Any) -> dict[str, Any]:
    answer = await api.http.get("/api/payments/events", params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_an_event_read_later_is_the_one_sent_live(api: Any, lived: list[bytes]) -> None:
    answer = await api.http.get("/api/payments/events", params={"afterSeq": 0})
    assert b'"items":[' + b",".join(lived) + b"]" in answer.content
    types = [item["type"] for item in answer.json()["items"]]
    assert types == [
        *["payment_created"] * 2,
        *["payment_failed"] * 2,
        *["payment_retried"] * 2,
        *["payment_received"] * 2,
        *["payment_refunded"] * 4,
    ]


async def test_an_event_shows_the_payment_as_it_stood_then(api: Any, lived: list[bytes]) -> None:
    for place, text in enumerate(lived):
        told = json_strict.loads(text)
        stored = await api.database["payments"].find_one({"_id": told["payment"]["id"]})
        assert encode_json(payment_as_of(stored, told["payment"]["version"])) in text
        assert told["seq"] == place + 1
    refunds = [json.loads(text, parse_float=str)["payment"] for text in lived[-4:]]
    assert [payment["refundedAmount"] for payment in refunds] == ["4.00", "10.00"] * 2
    assert [payment["status"] for payment in refunds] == ["completed", "refunded"] * 2


async def test_steps_told_by_changes_are_those_of_the_document(
    api: Any, lived: list[bytes]
) -> None:
    payment_id = json_strict.loads(lived[0])["payment"]["id"]
    stored = await api.database["payments"].find_one({"_id": payment_id})
    steps = steps_of_document(stored)
    told = [json_strict.loads(text) for text in lived]
    mine = [event for event in told if event["payment"]["id"] == payment_id]
    assert [step.event["id"] for step in steps] == [event["id"] for event in mine]
    assert [step.n for step in steps] == [event["payment"]["version"] for event in mine]
    retried = steps[2]
    assert retried.event["failureCodeBefore"] == retried.failure_code_before == "card_declined"
    assert [step.failure_code_before for step in steps if step.n != 3] == [None] * 5


async def test_a_retry_of_an_older_version_leaves_the_failure_before_it(
    api: Any, lived: list[bytes]
) -> None:
    """Its event does not say which: the payment's own chain does."""
    payment_id = json_strict.loads(lived[0])["payment"]["id"]
    stored = await api.database["payments"].find_one({"_id": payment_id})
    del stored["events"][2]["failureCodeBefore"]
    assert steps_of_document(stored)[2].failure_code_before == "card_declined"


@pytest.mark.parametrize("code", ["Not a code", "a.b", "$where", 7, ["card_declined"]])
async def test_what_is_no_failure_code_is_never_counted(
    api: Any, lived: list[bytes], code: Any
) -> None:
    payment_id = json_strict.loads(lived[0])["payment"]["id"]
    stored = await api.database["payments"].find_one({"_id": payment_id})
    stored["events"][1]["failureCode"] = code
    with pytest.raises(DamagedRecord, match="failure code"):
        steps_of_document(stored)


async def test_pages_go_forward_without_gap(api: Any, lived: list[bytes]) -> None:
    seen: list[int] = []
    more = True
    while more:
        page = await read(api, afterSeq=seen[-1] if seen else 0, limit=5)
        seen += [item["seq"] for item in page["items"]]
        more = page["more"]
        assert (page["latestSeq"], page["oldestSeq"]) == (12, 1)
    assert seen == list(range(1, len(lived) + 1))


@pytest.mark.usefixtures("lived")
async def test_pages_go_back_from_the_newest(api: Any) -> None:
    newest = await read(api, limit=5)
    assert [item["seq"] for item in newest["items"]] == [8, 9, 10, 11, 12]
    assert not newest["more"]
    older = await read(api, limit=5, beforeSeq=8)
    assert [item["seq"] for item in older["items"]] == [3, 4, 5, 6, 7]
    assert older["more"]
    assert (await read(api, beforeSeq=1))["items"] == []


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("lengths", [[12], [1] * 12, [5, 1, 6], [3, 7, 2]], ids=str)
async def test_however_the_sequence_is_paged_it_reads_the_same(
    api: Any, lengths: list[int]
) -> None:
    """A page is what one batch of the projector held, so any cut may happen."""
    pages = api.database["payment_events"]
    told = [place async for page in pages.find().sort("_id", 1) for place in places_of(page)]
    await pages.delete_many({})
    for start, end in pairwise([0, *accumulate(lengths)]):
        steps = [(place.payment_id, place.n) for place in told[start:end]]
        await pages.insert_many(event_pages("demo", start + 1, steps))
    history = EventHistory(api.database, PaymentRepository(api.database))
    for limit, place in product((1, 4, 12, 50), range(14)):
        after = await history.list_after("demo", place, limit)
        before = await history.list_before("demo", place, limit)
        everything = list(range(1, 13))
        assert [event.seq for event in after] == everything[place:][:limit]
        assert [event.seq for event in before] == everything[: max(place - 1, 0)][-limit:]


async def test_a_long_batch_is_cut_into_pages() -> None:
    steps = [(f"pay_{place}", 1) for place in range(2 * PAGE_EVENTS + 1)]
    pages = event_pages("demo", 41, steps)
    assert [len(page["ns"]) for page in pages] == [PAGE_EVENTS, PAGE_EVENTS, 1]
    assert [place for page in pages for place in places_of(page)] == [
        (seq, *step) for seq, step in enumerate(steps, 41)
    ]
    assert [page["_id"] for page in pages] == [page_id("demo", seq) for seq in (140, 240, 241)]


@pytest.mark.usefixtures("lived")
async def test_there_is_nothing_after_the_last(api: Any) -> None:
    for after in (12, 13, 10**12):
        page = await read(api, afterSeq=after)
        assert (page["items"], page["more"]) == ([], False)


@pytest.mark.usefixtures("lived")
async def test_another_organisations_sequence_stays_its_own(api: Any) -> None:
    foreign = {
        "_id": "pay_foreign",
        "tenantId": "demo2",
        "amount": 1,
        "currency": "EUR",
        "method": "card",
        "createdAt": datetime.now(UTC),
    }
    await api.database["payments"].insert_one(foreign)
    await number(api, 13, "pay_foreign", 1, tenant="demo2")
    await number(api, 1, "pay_foreign", 1, tenant="dem")
    page = await read(api, afterSeq=0, limit=1000)
    assert (len(page["items"]), page["latestSeq"]) == (12, 12)


@pytest.mark.parametrize(
    "params",
    [
        {"afterSeq": -1},
        {"afterSeq": "x"},
        {"afterSeq": 10**12 + 1},
        {"beforeSeq": 0},
        {"limit": 0},
        {"limit": 1001},
        {"afterSeq": 1, "beforeSeq": 5},
    ],
    ids=str,
)
async def test_places_that_make_no_sense_are_refused(api: Any, params: dict[str, Any]) -> None:
    refused = await api.http.get("/api/payments/events", params=params)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")
