"""CSV: the rows of the list, safe to open, complete however many."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pymongo import _csot
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import ExecutionTimeout, OperationFailure

from cashbeat.contracts.payment import PaymentStatus
from cashbeat.core.mongo import Database, connect, open_database
from cashbeat.core.settings import load_settings
from cashbeat.embedded import DataDir
from cashbeat.embedded.mongod import EmbeddedMongo
from cashbeat.payment.documents import PaymentDocument
from cashbeat.payment.filter import PaymentFilter, PaymentSort
from cashbeat.payment.recording import Draft, new_payment
from cashbeat.payment.repository import PaymentRepository
from cashbeat.projector.snapshot import Snapshot

pytestmark = pytest.mark.asyncio(loop_scope="module")

START = datetime(2026, 3, 29, tzinfo=UTC)
ROWS = 1_300


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def many(api: Any) -> None:
    """More payments than one part of the stream holds, an hour apart."""
    items = [
        {
            "amount": 1 + index % 7,
            "currency": "EUR" if index % 3 else "JPY",
            "method": "card",
            "status": "completed" if index % 2 else "pending",
            "createdAt": (START + timedelta(minutes=index)).isoformat(),
            "externalId": f"-{index}",
        }
        for index in range(ROWS)
    ]
    outcome = await api.http.post("/api/payments/batch", json={"items": items})
    assert outcome.json()["created"] == ROWS


async def rows(api: Any, **params: Any) -> tuple[Any, list[dict[str, str]]]:
    answer = await api.http.get("/api/payments.csv", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    return answer, list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("sort", ["-createdAt", "createdAt", "-amount", "amount"])
@pytest.mark.parametrize("filters", [{}, {"status": "completed", "currency": "JPY"}], ids=str)
async def test_the_file_has_the_rows_of_the_list(
    api: Any, sort: str, filters: dict[str, str]
) -> None:
    answer, exported = await rows(api, sort=sort, tz="UTC", **filters)
    listed: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        params = filters | {"sort": sort, "limit": "200"} | cursor
        page = (await api.http.get("/api/payments", params=params)).json()
        listed += page["items"]
        if page["nextCursor"] is None:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert int(answer.headers["x-total-count"]) == page["total"] == len(exported) == len(listed)
    assert [row["id"] for row in exported] == [payment["id"] for payment in listed]
    for row, payment in zip(exported, listed, strict=True):
        assert float(row["amount"]) == payment["amount"]
        assert ("." in row["amount"]) == (payment["currency"] == "EUR")
        assert row["status"] == payment["status"]
        assert datetime.fromisoformat(row["createdAt"]) == datetime.fromisoformat(
            payment["createdAt"]
        )


async def test_the_file_comes_in_parts(api: Any) -> None:
    async with api.http.stream("GET", "/api/payments.csv") as answer:
        parts = [part async for part in answer.aiter_raw()]
    assert sum(part.count(b"\r\n") for part in parts) == ROWS + 1
    assert b"".join(parts).startswith("\ufeffid,createdAt,amount,".encode())


async def test_times_are_those_of_the_zone_across_the_clock_change(api: Any) -> None:
    _, exported = await rows(api, sort="createdAt", tz="Europe/Kyiv")
    assert exported[0]["createdAt"] == "2026-03-29T02:00:00.000+02:00"
    assert exported[60]["createdAt"] == "2026-03-29T04:00:00.000+03:00"
    _, local = await rows(api, sort="createdAt")
    assert local[60]["createdAt"] == "2026-03-29T03:00:00.000+02:00"  # Berlin, the organisation's
    for name in ("Mars/Olympus", "../etc/passwd", "", "europe/kyiv"):
        refused = await api.http.get("/api/payments.csv", params={"tz": name})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "query.tz"


async def test_text_is_no_formula_and_numbers_are_numbers(api: Any) -> None:
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", 'say "hi", then\r\ngo']
    names = [text if text.isprintable() else "e-1" for text in texts]
    fields: dict[str, Any] = {"customerId": "formulas", "amount": 0.05}
    made = [
        (await api.pay(**fields, externalId=name, description=text)).json()["id"]
        for name, text in zip(names, texts, strict=True)
    ]
    answer, exported = await rows(api, customerId="formulas", sort="createdAt")
    assert [row["id"] for row in exported] == made
    for row, name, text in zip(exported, names, texts, strict=True):
        assert row["description"] == (text if text.startswith("say") else "'" + text)
        assert row["externalId"] == (name if name == "e-1" else "'" + name)
        assert row["amount"] == "0.05"
    assert b",0.05,EUR,card,pending,0.00,," in answer.content


async def test_an_empty_file_has_its_header(api: Any) -> None:
    answer, exported = await rows(api, customerId="nobody")
    assert (exported, answer.headers["x-total-count"]) == ([], "0")
    assert answer.content.count(b"\r\n") == 1


def recorded(tenant: str, numbers: range) -> list[dict[str, Any]]:
    return [
        new_payment(tenant, Draft(1 + n % 7, "EUR", "card", PaymentStatus.PENDING, START), START)
        for n in numbers
    ]


async def grow(payments: Any, tenant: str, more: range) -> None:
    """Payments arrive, and some of those there move on."""
    await payments.insert_many(recorded(tenant, more))
    moved = {"tenantId": tenant, "amount": 3, "status": "pending"}
    await payments.update_many(moved, {"$set": {"status": "completed"}})


@pytest.mark.parametrize("sort", list(PaymentSort))
async def test_the_count_and_the_rows_are_of_one_moment(api: Any, sort: PaymentSort) -> None:
    tenant, payments = f"busy{sort.value}", api.database["payments"]
    await payments.insert_many(recorded(tenant, range(3_000)))
    repository = PaymentRepository(api.database)
    count, rows = await repository.read(tenant, PaymentFilter(statuses=("pending",)), sort)
    await grow(payments, tenant, range(500))
    seen = [await anext(rows) for _ in range(1_500)]
    await grow(payments, tenant, range(500))
    seen += [row async for row in rows]
    assert count == len(seen) == 3_000
    assert {row["status"] for row in seen} == {"pending"}
    control = await repository.count_up_to(tenant, PaymentFilter(statuses=("pending",)), 10_000, 30)
    assert control != count, "nothing arrived meanwhile: this test is blind"


async def test_many_rows_may_take_longer_to_count_than_any_question(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the server says of a count of some million payments; a dead one says nothing."""
    count, given = AsyncCollection.count_documents, list[float | None]()

    async def slow_at_first(self: Any, *args: Any, **more: Any) -> int:
        given.append(_csot.get_timeout())
        if len(given) == 1:
            raise ExecutionTimeout("operation exceeded time limit", 50)
        return await count(self, *args, **more)

    await api.database["payments"].insert_many(recorded("slow", range(7)))
    monkeypatch.setattr(AsyncCollection, "count_documents", slow_at_first)
    rows, _ = await PaymentRepository(api.database).read(
        "slow", PaymentFilter(), PaymentSort.NEWEST
    )
    assert (rows, given) == (7, [None, 60])


@pytest_asyncio.fixture(loop_scope="module")
async def forgetful(tmp_path: Path) -> AsyncIterator[Database]:
    """A database of its own that remembers no past moment for longer than it has to."""
    settings = load_settings(_env_file=None, environment="test", data_dir=tmp_path)
    data_dir = DataDir(tmp_path)
    data_dir.prepare()
    server = EmbeddedMongo(settings, data_dir)
    server.start()
    try:
        async with connect(server.uri, settings) as client:
            await client.admin.command("setParameter", 1, minSnapshotHistoryWindowInSeconds=0)
            database = open_database(client, settings)
            await database["payments"].create_indexes(PaymentDocument.Settings.indexes)
            yield database
    finally:
        server.stop()


async def pass_time(moment: Snapshot, payments: Any) -> None:
    """Let payments arrive until the database has forgotten the moment."""
    async with asyncio.timeout(30):
        while await moment.find_one("payments", {"tenantId": "slow"}):
            await payments.insert_many(recorded("slow", range(7)))
            await asyncio.sleep(0.05)


async def test_a_reader_slower_than_the_databases_memory_goes_on_with_the_present(
    forgetful: Database,
) -> None:
    payments = forgetful["payments"]
    await payments.insert_many(recorded("slow", range(3_000)))
    before = {stored["_id"] async for stored in payments.find({}, {"_id": 1})}
    repository = PaymentRepository(forgetful)
    count, rows = await repository.read("slow", PaymentFilter(), PaymentSort.LARGEST)
    moment = await Snapshot.now(forgetful)
    seen = [await anext(rows)]
    with pytest.raises(OperationFailure, match="older than the oldest available"):
        await pass_time(moment, payments)
    seen += [row async for row in rows]
    ids = [row["_id"] for row in seen]
    assert count == len(before) == 3_000
    assert len(ids) == len(set(ids)) > count, "the present has more: it was never reached"
    assert before <= set(ids)
    places = [(row["amount"], row["_id"]) for row in seen]
    assert places == sorted(places, reverse=True)
