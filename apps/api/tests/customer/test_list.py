"""Lists of customers: what the filters name, in order, through an index, in pages and as files."""

import csv
import io
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
import pytest_asyncio

from cashbeat.customer import listing
from cashbeat.customer.filter import CustomerSort
from cashbeat.kit.search_terms import plain

pytestmark = pytest.mark.asyncio(loop_scope="module")

CUSTOMERS = 90
FIRST = ["Ärzte", "arzte", "Bäckerei", "Stadtwerke", "=SUM(A1)", "Öko", "zoo"]
SECOND = ["Nord", "Süd", "Musterstadt", "GmbH"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ledger(api: Any, make_desk: Any, day: Any) -> list[Any]:
    """90 customers as they stand; many share a name, a day or an amount, so that ids decide."""
    desk, dice = make_desk(api), random.Random(7)
    members = [
        each["userId"] async for each in api.database["memberships"].find({"tenantId": "demo"})
    ]
    await api.sign_in("agent", name="Ben")
    members += [
        each["userId"]
        async for each in api.database["memberships"].find({"tenantId": "demo", "role": "agent"})
    ]
    made = []
    for index in range(CUSTOMERS):
        fields: dict[str, Any] = {
            "name": f"{dice.choice(FIRST)} {dice.choice(SECOND)}",
            "currency": dice.choice(["EUR", "EUR", "EUR", "USD", "JPY"]),
            "openedAt": "2020-01-01T00:00:00Z",
        }
        optional = {
            "externalId": f"K-{index:03}",
            "email": f"{dice.choice(['ap', 'AR'])}@firma{index % 7}.example",
            "phone": f"+49 30 90{index:03}",
            "tags": dice.sample(["North", "south", "Key"], dice.randrange(1, 3)),
            "agentId": dice.choice(members),
        }
        fields |= {name: value for name, value in optional.items() if dice.random() < 0.7}
        if dice.random() < 0.8:
            fields |= {
                "outstandingAmount": dice.choice([10, 20, 1250]),
                "dueDate": day(dice.choice([-40, -1, 0, 1, 40])),
            }
        made.append(await desk.made(**fields))
    payments = [
        {
            "amount": dice.choice([5, 10, 20]),
            "currency": each["currency"],
            "method": "card",
            "status": "completed",
            "createdAt": (datetime.now(UTC) - timedelta(days=dice.randrange(3))).isoformat(),
            "customerId": each["id"],
        }
        for each in dice.sample(made, 50)
    ]
    sent = await api.http.post("/api/payments/batch", json={"items": payments})
    assert sent.json()["created"] == 50
    await api.database["customers"].update_many({}, {"$inc": {"stale": 1}})
    await desk.settle()
    for each in made[:6]:
        await desk.delete(each)
    source, target = [each for each in made[6:] if each["currency"] == "EUR"][:2]
    assert (await desk.merge(target, source)).status_code == 200
    await desk.settle()
    found = [await desk.get(each) for each in made if each is not source]
    assert {each["status"] for each in found} == {"overdue", "partial", "pending", "paid"}
    return found


def there(customers: list[Any]) -> list[Any]:
    return [each for each in customers if each["deletedAt"] is None]


def value_of(customer: Any, field: str) -> Any:
    """What decides the order, what is missing before everything else."""
    value = {
        "name": lambda: plain(customer["name"]),
        "email": (customer["email"] or "").casefold,
        "outstandingAmount": lambda: (customer["currency"], customer["outstandingAmount"]),
        "status": lambda: (
            ["overdue", "partial", "pending", "paid"].index(customer["status"]),
            customer["dueDate"] or "9999",
        ),
        "agent": lambda: (customer["agent"] or {"name": ""})["name"],
        "tags": (customer["tags"] or [""])[0].casefold,
        "openCharges": lambda: customer["openCharges"],
    }.get(field, lambda: customer[field] or "")
    return value()


def ordered(customers: list[Any], sort: str) -> list[str]:
    """Ids in the order that is asked for, told by brute force."""
    field, descending = sort.removeprefix("-"), sort.startswith("-")

    def key(each: Any) -> Any:
        if field == "dueDate" and each["dueDate"] is None:
            return ("" if descending else "9999", each["id"])
        return (value_of(each, field), each["id"])

    return [each["id"] for each in sorted(customers, key=key, reverse=descending)]


async def walk(api: Any, params: list[tuple[str, Any]]) -> tuple[list[str], set[Any]]:
    """Ids of all pages, and the totals that they told."""
    found: list[str] = []
    totals = set()
    cursor: list[tuple[str, Any]] = []
    while True:
        answer = await api.http.get("/api/customers", params=[*params, *cursor])
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [each["id"] for each in page["items"]]
        totals.add((page["total"], page["totalIsExact"]))
        if page["nextCursor"] is None:
            return found, totals
        cursor = [("cursor", page["nextCursor"])]


@pytest.mark.parametrize("sort", [sort.value for sort in CustomerSort])
async def test_pages_are_the_list_in_its_order(api: Any, ledger: list[Any], sort: str) -> None:
    expected = ordered(there(ledger), sort)
    for limit in (7, 200):
        found, totals = await walk(api, [("sort", sort), ("limit", limit)])
        assert found == expected
        assert totals == {(len(expected), True)}


FILTERS: list[list[tuple[str, Any]]] = [
    [("status", "overdue")],
    [("status", "partial")],
    [("status", "pending"), ("status", "paid")],
    [("status", "overdue"), ("status", "partial"), ("status", "pending")],
    [("dueFrom", 0)],
    [("dueTo", 0)],
    [("dueFrom", -1), ("dueTo", 1)],
    [("dueFrom", 0), ("status", "overdue")],
    [("minAmount", 10)],
    [("minAmount", 10), ("maxAmount", 20), ("currency", "USD")],
    [("maxAmount", 0)],
    [("currency", "JPY")],
    [("tag", "NORTH")],
    [("tag", "south"), ("tag", "key")],
    [("agentId", "none")],
    [("agentId", "Ben"), ("agentId", "none")],
    [("agentId", "Ben"), ("tag", "north"), ("status", "overdue")],
    [("deleted", "true")],
    [("q", "arzt")],
    [("q", "rei no")],
    [("q", "TADTW")],
    [("q", "firma3.ex")],
    [("q", "K-04")],
    [("q", "+49309001")],
    [("q", "4930 90")],
    [("q", "+49 30 9003")],
    [("q", "ÖK")],
    [("q", "nobody")],
    [("q", ".*")],
    [("q", "nord"), ("status", "paid"), ("currency", "EUR")],
]


def matches(customer: Any, given: dict[str, list[Any]], day: Any) -> bool:
    """Whether the filters name a customer, told by brute force."""
    bounded = "minAmount" in given or "maxAmount" in given
    currency = given.get("currency", ["EUR"] if bounded else [None])[0]
    agent = (customer["agent"] or {"name": "none"})["name"]
    due = customer["dueDate"]
    tags = {tag.casefold() for tag in customer["tags"]}
    return (
        (customer["deletedAt"] is not None) == ("deleted" in given)
        and customer["status"] in given.get("status", [customer["status"]])
        and ("dueFrom" not in given or (due is not None and due >= day(given["dueFrom"][0])))
        and ("dueTo" not in given or (due is not None and due <= day(given["dueTo"][0])))
        and currency in (None, customer["currency"])
        and given.get("minAmount", [0])[0] <= customer["outstandingAmount"]
        and customer["outstandingAmount"] <= given.get("maxAmount", [10**9])[0]
        and agent in given.get("agentId", [agent])
        and ("tag" not in given or bool(tags & {tag.casefold() for tag in given["tag"]}))
        and is_found(customer, given.get("q", [""])[0])
    )


def is_found(customer: Any, text: str) -> bool:
    phone = customer["phone"] or ""
    texts = [customer["name"], customer["email"], customer["externalId"], phone]
    digits = "".join(filter(str.isdecimal, phone))
    sought = "".join(filter(str.isdecimal, text))
    by_number = not text.strip("+0123456789 ") and sought and sought in digits
    return bool(by_number) or any(plain(text) in plain(each) for each in [*texts, digits] if each)


@pytest.mark.parametrize("sort", ["name", "-lastPaymentAt"])
async def test_filters_name_what_they_say(api: Any, ledger: list[Any], day: Any, sort: str) -> None:
    ben = await api.database["users"].find_one({"name": "Ben"})
    empty = []
    for filters in FILTERS:
        given: dict[str, list[Any]] = {}
        for name, value in filters:
            given.setdefault(name, []).append(value)
        expected = ordered([each for each in ledger if matches(each, given, day)], sort)
        sent = [
            (name, day(value) if name in {"dueFrom", "dueTo"} else value) for name, value in filters
        ]
        sent = [(name, ben["_id"] if value == "Ben" else value) for name, value in sent]
        found, totals = await walk(api, [*sent, ("sort", sort), ("limit", 8)])
        assert found == expected, filters
        assert totals == {(len(expected), True)}, filters
        empty += [] if expected else [filters]
    assert len(empty) <= 3, empty


async def test_a_total_counts_no_further_than_it_must(
    api: Any, ledger: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 20)
    _, totals = await walk(api, [("limit", 50)])
    assert totals == {(20, False)}
    _, totals = await walk(api, [("limit", 5), ("tag", "key"), ("currency", "JPY")])
    assert {exact for _, exact in totals} == {True}
    assert len(there(ledger)) > 20


@pytest.mark.parametrize(
    ("params", "fields"),
    [
        ({"status": "late"}, ["status"]),
        ({"dueFrom": "2026-02-30", "dueTo": "soon"}, ["dueFrom", "dueTo"]),
        ({"dueFrom": "2026-03-02", "dueTo": "2026-03-01"}, ["dueFrom"]),
        ({"minAmount": "2", "maxAmount": "1"}, ["minAmount"]),
        ({"minAmount": "1.005"}, ["minAmount"]),
        ({"minAmount": "1.5", "currency": "JPY"}, ["minAmount"]),
        ({"currency": "XXX"}, ["currency"]),
        ({"deleted": "yes"}, ["deleted"]),
        ({"sort": "phone", "limit": "0"}, ["limit", "sort"]),
        ({"limit": "201"}, ["limit"]),
        ({"q": "x" * 101}, ["q"]),
        ({"tag": " "}, ["tag"]),
        ({"agent": "x"}, ["agent"]),
    ],
)
async def test_questions_that_are_wrong(api: Any, params: Any, fields: list[str]) -> None:
    answer = await api.http.get("/api/customers", params=params)
    assert answer.status_code == 422
    assert sorted(each["field"] for each in answer.json()["errors"]) == [
        f"query.{field}" for field in fields
    ]


async def test_a_cursor_is_of_its_filters_and_order(api: Any, ledger: list[Any]) -> None:
    assert ledger
    for sort in ("name", "-lastPaymentAt", "-outstandingAmount"):
        params = {"sort": sort, "limit": "3"}
        page = (await api.http.get("/api/customers", params=params)).json()
        cursor = page["nextCursor"]
        for other in ({"sort": "-name"}, {"tag": "north"}, {"q": "x"}, {"cursor": cursor + "x"}):
            sent = params | {"cursor": cursor} | other
            answer = await api.http.get("/api/customers", params=sent)
            assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


# --- Indexes ------------------------------------------------------------------------------------


@asynccontextmanager
async def watching(database: Any) -> AsyncIterator[list[Any]]:
    """What is asked of the customers meanwhile, with its plan."""
    watched: list[Any] = []
    await database.command("profile", 2)
    try:
        yield watched
    finally:
        await database.command("profile", 0)
        asked = {"ns": f"{database.name}.customers", "planSummary": {"$exists": True}}
        watched += [seen async for seen in database["system.profile"].find(asked)]
        await database["system.profile"].drop()


@pytest.mark.parametrize("sort", [sort.value for sort in CustomerSort])
async def test_every_order_walks_an_index(api: Any, ledger: list[Any], sort: str) -> None:
    """From wherever the page before ended: what is behind is found, not counted off."""
    async with watching(api.database) as watched:
        await walk(api, [("sort", sort), ("limit", 20)])
        await walk(api, [("sort", sort), ("limit", 5), ("deleted", "true")])
        await api.http.get("/api/customers.csv", params={"sort": sort})
    finds = [seen for seen in watched if "find" in seen["command"]]
    assert len(finds) >= len(there(ledger)) // 20 + 2
    for seen in watched:
        assert "COLLSCAN" not in seen["planSummary"]
        assert not seen.get("hasSortStage"), seen["planSummary"]
        limit = seen["command"].get("limit")
        if limit and "find" in seen["command"]:
            # Those without a value are looked at twice: an index is not sure of null.
            assert seen["docsExamined"] <= 2 * limit + 4, seen["planSummary"]


async def test_filters_and_searches_use_an_index(api: Any, ledger: list[Any], day: Any) -> None:
    ben = await api.database["users"].find_one({"name": "Ben"})
    asked: dict[str, list[tuple[str, Any]]] = {
        "by_tag": [("tag", "key"), ("sort", "createdAt")],
        "by_agent": [("agentId", ben["_id"]), ("sort", "email")],
        "by_due": [("status", "overdue"), ("dueFrom", day(-2))],
        "by_term": [("q", "k-042"), ("sort", "-lastPaymentAt")],
    }
    names = {
        index["name"]: index["key"]
        async for index in await api.database["customers"].list_indexes()
    }
    for index, params in asked.items():
        async with watching(api.database) as watched:
            found, _ = await walk(api, params)
        assert found or index == "by_due"
        (seen,) = [seen for seen in watched if "find" in seen["command"]]
        fields = ", ".join(f"{name}: {way}" for name, way in names[index].items())
        if index == "by_term":
            assert fields in seen["planSummary"], seen["planSummary"]
            assert seen["docsExamined"] <= 1
        assert "COLLSCAN" not in seen["planSummary"]
    assert ledger


# --- Files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "params", [{"sort": "-outstandingAmount"}, {"sort": "name", "status": "overdue"}], ids=str
)
async def test_files_have_the_rows_of_the_list(
    api: Any, ledger: list[Any], params: dict[str, str]
) -> None:
    listed = (await api.http.get("/api/customers", params=params | {"limit": 200})).json()["items"]
    answer = await api.http.get("/api/customers.csv", params=params | {"tz": "Asia/Kolkata"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [each["id"] for each in listed]
    assert int(answer.headers["x-total-count"]) == len(listed) < len(ledger)
    for row, each in zip(rows, listed, strict=True):
        assert float(row["outstandingAmount"]) == each["outstandingAmount"]
        assert ("." in row["outstandingAmount"]) == (each["currency"] != "JPY")
        assert row["name"] == ("'" if each["name"].startswith("=") else "") + each["name"]
        assert row["phone"] == ("'" + each["phone"] if each["phone"] else "")
        assert row["dueDate"] == (each["dueDate"] or "")
        assert row["tags"] == ", ".join(each["tags"])
        assert row["createdAt"].endswith("+05:30")
        assert datetime.fromisoformat(row["createdAt"]) == datetime.fromisoformat(each["createdAt"])


async def test_a_workbook_has_numbers_and_days(api: Any, ledger: list[Any]) -> None:
    params = {"sort": "dueDate", "tz": "Asia/Kolkata"}
    answer = await api.http.get("/api/customers.xlsx", params=params)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="customers.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Customers"]
    header, *rows = list(sheet.iter_rows())
    names = [cell.value for cell in header]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    assert int(answer.headers["x-total-count"]) == len(found) == len(there(ledger))
    by_id = {each["id"]: each for each in ledger}
    assert [cells["id"].value for cells in found] == ordered(there(ledger), "dueDate")
    formulas = 0
    for cells in found:
        customer = by_id[cells["id"].value]
        amount = cells["outstandingAmount"]
        assert (amount.data_type, amount.value) == ("n", customer["outstandingAmount"])
        plain_number = customer["currency"] == "JPY"
        assert amount.number_format == ("#,##0" if plain_number else "#,##0.00")
        due = cells["dueDate"].value
        assert (due and str(due)) == (customer["dueDate"] and f"{customer['dueDate']} 00:00:00")
        made = datetime.fromisoformat(customer["createdAt"]) + timedelta(hours=5, minutes=30)
        assert cells["createdAt"].value == made.replace(tzinfo=None, microsecond=0)
        if customer["name"].startswith("="):
            formulas += 1
            assert (cells["name"].data_type, cells["name"].value) == ("s", "'" + customer["name"])
    assert formulas
