"""Lists: what the filters name, in order, in pages that stay stable while payments arrive."""

import base64
import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from cashbeat.payment import listing

pytestmark = pytest.mark.asyncio(loop_scope="module")

START = datetime(2026, 3, 1, tzinfo=UTC)
SORTS = {
    "-createdAt": ("createdAt", True),
    "createdAt": ("createdAt", False),
    "-amount": ("amount", True),
    "amount": ("amount", False),
}
TEXTS = ["rent (march)", "50% off.*", "Ärzte", "", "a+b", "order #7"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ledger(api: Any) -> list[dict[str, Any]]:
    """240 payments; many share an instant or an amount, so that ids decide.

    Of every fifth that succeeded a part was given back, of every seventh the whole.
    """
    dice = random.Random(5)
    items = []
    for index in range(240):
        status = dice.choice(["pending", "completed", "failed"])
        made = START + timedelta(minutes=dice.randrange(0, 600, 10))
        item = {
            "amount": dice.choice([5, 10, 12.5, 99.99, 1000]),
            "currency": dice.choice(["EUR", "EUR", "USD", "GBP"]),
            "method": dice.choice(["card", "cash", "upi"]),
            "status": status,
            "createdAt": made.isoformat(),
            "customerId": f"c-{dice.randrange(6)}",
            "externalId": f"inv-{index:03d}",
            "description": dice.choice(TEXTS),
        }
        code = dice.choice(["card_declined", "expired_card", "do_not_honor"])
        items.append(item | ({"failureCode": code} if status == "failed" else {}))
    outcome = (await api.http.post("/api/payments/batch", json={"items": items})).json()
    assert outcome["created"] == 240
    payments = [item["payment"] for item in outcome["items"]]
    for index, payment in enumerate(payments):
        if payment["status"] == "completed" and (index % 5 == 0 or index % 7 == 0):
            given_back = {"amount": 5} if index % 5 == 0 else {}
            path = f"/api/payments/{payment['id']}/refund"
            payments[index] = (await api.http.post(path, json=given_back)).json()
    return payments


def chosen(payments: list[dict[str, Any]], filters: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """The payments that the filters name, told by brute force."""
    given: dict[str, list[Any]] = {}
    for name, value in filters:
        given.setdefault(name, []).append(value)
    bounded = "minAmount" in given or "maxAmount" in given
    currency = given.get("currency", ["EUR"] if bounded else [None])[0]

    def fits(payment: dict[str, Any]) -> bool:
        names = ("externalId", "customerId", "description")
        beginnings = [b for name in names for b in words_in(payment[name] or "")]
        return (
            payment["createdAt"] >= given.get("from", [""])[0]
            and payment["createdAt"] < given.get("to", ["9"])[0]
            and payment["method"] in given.get("method", [payment["method"]])
            and payment["status"] in given.get("status", [payment["status"]])
            and payment["failureCode"] in given.get("failureCode", [payment["failureCode"]])
            and (payment["refundedAmount"] > 0) in given.get("refunded", [True, False])
            and payment["currency"] == (currency or payment["currency"])
            and given.get("minAmount", [0])[0] <= payment["amount"]
            and payment["amount"] <= given.get("maxAmount", [10**9])[0]
            and payment["customerId"] == given.get("customerId", [payment["customerId"]])[0]
            and any(text.startswith(given.get("q", [""])[0].lower()) for text in beginnings)
        )

    return [payment for payment in payments if fits(payment)]


def words_in(text: str) -> list[str]:
    """The text from the beginning of each word on, and of each part of a word."""
    found, before = [], " "
    for place, sign in enumerate(text.lower()):
        if before == " " or (sign.isalnum() and not before.isalnum()):
            found.append(text.lower()[place:])
        before = sign
    return found


def ordered(payments: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    field, descending = SORTS[sort]
    if field == "createdAt":
        return sorted(payments, key=lambda p: (p["createdAt"], p["id"]), reverse=descending)
    largest = sorted(payments, key=lambda p: (p["amount"], p["id"]), reverse=True)
    largest.sort(key=lambda p: str(p["currency"]))
    return largest if descending else largest[::-1]


FILTERS: list[list[tuple[str, Any]]] = [
    [],
    [("from", "2026-03-01T03:00:00.000Z")],
    [("to", "2026-03-01T03:00:00.000Z")],
    [("from", "2026-03-01T02:00:00.000Z"), ("to", "2026-03-01T07:10:00.000Z")],
    [("method", "cash")],
    [("method", "cash"), ("method", "upi")],
    [("status", "failed")],
    [("status", "failed"), ("status", "pending")],
    [("failureCode", "expired_card")],
    [("failureCode", "expired_card"), ("failureCode", "do_not_honor"), ("method", "card")],
    [("failureCode", "expired_card"), ("status", "failed")],
    [("failureCode", "expired_card"), ("status", "completed")],
    [("failureCode", "none_of_ours")],
    [("refunded", True)],
    [("refunded", False)],
    [("refunded", True), ("status", "completed")],
    [("refunded", True), ("status", "refunded"), ("method", "card")],
    [("refunded", True), ("status", "failed")],
    [("refunded", False), ("status", "completed"), ("status", "refunded")],
    [("refunded", True), ("from", "2026-03-01T03:00:00.000Z"), ("currency", "EUR")],
    [("currency", "USD")],
    [("minAmount", 12.5)],
    [("maxAmount", 10), ("currency", "GBP")],
    [("minAmount", 10), ("maxAmount", 99.99)],
    [("minAmount", 0), ("maxAmount", 0)],
    [("customerId", "c-3")],
    [("customerId", "c-3"), ("status", "completed"), ("method", "card")],
    [("q", "rent (m")],
    [("q", ".*")],
    [("q", "OFF.*")],
    [("q", "A+B")],
    [("q", "order #7")],
    [("q", "7 order")],
    [("q", "inv-01")],
    [("q", "ärzte"), ("currency", "EUR")],
    [
        ("from", "2026-03-01T01:00:00.000Z"),
        ("to", "2026-03-01T09:00:00.000Z"),
        ("method", "card"),
        ("method", "cash"),
        ("status", "completed"),
        ("currency", "EUR"),
        ("minAmount", 5),
        ("maxAmount", 100),
        ("q", "of"),
    ],
]


@pytest.mark.parametrize("filters", FILTERS, ids=lambda filters: str(filters)[:60])
async def test_a_list_holds_what_its_filters_name_in_order(
    api: Any, ledger: list[dict[str, Any]], filters: list[tuple[str, Any]]
) -> None:
    expected = chosen(ledger, filters)
    nothing = any(
        pair in filters
        for pair in [
            ("maxAmount", 0),
            ("q", ".*"),
            ("q", "7 order"),
            ("failureCode", "none_of_ours"),
        ]
    ) or any(
        clash <= set(filters)
        for clash in (
            {("failureCode", "expired_card"), ("status", "completed")},
            {("refunded", True), ("status", "failed")},
        )
    )
    assert bool(expected) is not nothing
    for sort in SORTS:
        page = await api.http.get(
            "/api/payments", params=[*filters, ("sort", sort), ("limit", 200)]
        )
        assert page.status_code == 200, page.text
        body = page.json()
        assert (body["total"], body["totalIsExact"]) == (len(expected), True)
        items = body["items"]
        if body["nextCursor"]:
            rest = [*filters, ("sort", sort), ("limit", 200), ("cursor", body["nextCursor"])]
            more = (await api.http.get("/api/payments", params=rest)).json()
            items += more["items"]
        assert items == ordered(expected, sort)


@pytest.mark.parametrize("sort", SORTS)
async def test_a_payment_is_found_by_its_id_alone_and_in_a_text(
    api: Any, ledger: list[dict[str, Any]], sort: str
) -> None:
    sought = ledger[7]["id"]
    telling = (await api.pay(description=f"again: {sought}", status="completed")).json()["id"]
    for text, filters, found in [
        (sought, {}, {sought, telling}),
        (
            sought.upper()[:20],
            {},
            {telling} | {p["id"] for p in ledger if p["id"][:20] == sought[:20]},
        ),
        (sought, {"method": "card", "status": "completed", "customerId": "nobody"}, set()),
        (sought[:9], {}, {telling}),
    ]:
        params = filters | {"q": text, "sort": sort, "limit": 1}
        seen: list[str] = []
        cursor: dict[str, str] | None = {}
        while cursor is not None:
            page = (await api.http.get("/api/payments", params=params | cursor)).json()
            seen += [payment["id"] for payment in page["items"]]
            cursor = {"cursor": page["nextCursor"]} if page["nextCursor"] else None
        assert (len(seen), set(seen)) == (len(found), found), text
        listed = await api.http.get("/api/payments.csv", params=filters | {"q": text, "sort": sort})
        assert listed.headers["X-Total-Count"] == str(len(found))
    await api.database["payments"].delete_one({"_id": telling})


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("filters", [[], [("status", "completed"), ("status", "failed")]], ids=str)
async def test_pages_stay_stable_while_payments_arrive(
    api: Any, ledger: list[dict[str, Any]], sort: str, filters: list[tuple[str, Any]]
) -> None:
    seen: list[str] = []
    cursor: str | None = None
    totals = set()
    while True:
        params: list[tuple[str, Any]] = [*filters, ("sort", sort), ("limit", 17), ("q", "inv-")]
        params += [("cursor", cursor)] if cursor else []
        page = (await api.http.get("/api/payments", params=params)).json()
        seen += [payment["id"] for payment in page["items"]]
        totals.add(page["total"])
        cursor = page["nextCursor"]
        if cursor is None:
            break
        for made, amount in ((START, 5), (START + timedelta(hours=5), 12.5)):
            arrived = await api.pay(
                createdAt=made.isoformat(), amount=amount, status="completed", externalId="inv-new"
            )
            assert arrived.status_code == 201
    before = [payment["id"] for payment in ordered(chosen(ledger, filters), sort)]
    known = set(before)
    assert [payment_id for payment_id in seen if payment_id in known] == before
    assert len(seen) == len(set(seen))
    assert len(totals) == 1
    await api.database["payments"].delete_many({"externalId": "inv-new"})


@pytest.mark.usefixtures("ledger")
async def test_amounts_of_two_currencies_are_never_compared(api: Any) -> None:
    """5,000 JPY are more minor units than 12.50 EUR, and no more money."""
    made = [("EUR", 12.5), ("JPY", 5_000), ("KWD", 1.25), ("EUR", 99), ("JPY", 9), ("KWD", 7)]
    for currency, amount in made:
        await api.pay(currency=currency, amount=amount, customerId="mixed")
    largest = [("EUR", 99), ("EUR", 12.5), ("JPY", 5_000), ("JPY", 9), ("KWD", 7), ("KWD", 1.25)]
    for sort, expected in (("-amount", largest), ("amount", largest[::-1])):
        listed: list[tuple[str, float]] = []
        cursor: dict[str, str] = {}
        while len(listed) < len(made):
            params = {"customerId": "mixed", "sort": sort, "limit": "2"} | cursor
            page = (await api.http.get("/api/payments", params=params)).json()
            listed += [(item["currency"], item["amount"]) for item in page["items"]]
            cursor = {"cursor": page["nextCursor"]}
        assert listed == expected
        assert cursor == {"cursor": None}
        params = {"customerId": "mixed", "sort": sort}
        text = (await api.http.get("/api/payments.csv", params=params)).text
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert [(row["currency"], float(row["amount"])) for row in rows] == expected
    await api.database["payments"].delete_many({"customerId": "mixed"})


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(("counted", "seconds", "total"), [(20, 5, 20), (10_000, 1e-9, 3)])
async def test_a_total_that_is_not_counted_to_the_end_says_so(
    api: Any, monkeypatch: pytest.MonkeyPatch, counted: int, seconds: float, total: int
) -> None:
    """No rollup knows texts; and none knows anything here, where no projector runs."""
    monkeypatch.setattr(listing, "COUNTED", counted)
    monkeypatch.setattr(listing, "_SECONDS_TO_COUNT", seconds)
    for filters in ({"q": "inv-"}, {}):
        params: dict[str, Any] = filters | {"limit": 2}
        first = (await api.http.get("/api/payments", params=params)).json()
        params |= {"cursor": first["nextCursor"]}
        second = (await api.http.get("/api/payments", params=params)).json()
        for page in (first, second):
            assert (page["total"], page["totalIsExact"]) == (total, False)


@pytest.mark.usefixtures("ledger")
async def test_a_short_page_says_its_total_and_no_next(api: Any) -> None:
    params = {"customerId": "c-1", "limit": 200}
    page = (await api.http.get("/api/payments", params=params)).json()
    assert page["nextCursor"] is None
    assert page["total"] == len(page["items"]) > 0


async def next_cursor(api: Any, **params: Any) -> str:
    page = (await api.http.get("/api/payments", params={"limit": 2} | params)).json()
    return str(page["nextCursor"])


def forged(cursor: str, *changes: tuple[int, Any]) -> str:
    values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place, value in changes:
        values[place] = value
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "changes",
    [
        [(1, "yesterday")],
        [(1, "0001-01-01T00:00:00+14:00")],
        [(1, 5)],
        [(1, None)],
        [(2, 5)],
        [(2, "\ud800")],
        [(2, {"$gt": ""})],
        [(3, "many")],
        [(3, 10**40)],
        [(3, True)],
        [(4, 1)],
        [(4, None)],
        [(0, "0" * 16)],
    ],
    ids=repr,
)
@pytest.mark.usefixtures("ledger")
async def test_forged_cursors_are_refused(api: Any, changes: Any) -> None:
    cursor = forged(await next_cursor(api), *changes)
    refused = await api.http.get("/api/payments", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.usefixtures("ledger")
async def test_a_forged_amount_is_refused(api: Any) -> None:
    for place, value in [
        *((2, value) for value in (10**30, 1.5, True, "5", {"$gt": 0})),
        *((1, value) for value in (5, None, {"$gt": ""})),
    ]:
        cursor = forged(await next_cursor(api, sort="amount"), (place, value))
        refused = await api.http.get("/api/payments", params={"cursor": cursor, "sort": "amount"})
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize("cursor", ["", "!", "x", "eyJ9", "é", "W10", "MTIz", "%00"])
async def test_what_is_no_cursor_is_refused(api: Any, cursor: str) -> None:
    refused = await api.http.get("/api/payments", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")
    assert [fault["field"] for fault in refused.json()["errors"]] == ["query.cursor"]


@pytest.mark.parametrize(
    "other",
    [{"status": "failed"}, {"sort": "createdAt"}, {"q": "x"}, {"refunded": "false"}],
)
@pytest.mark.usefixtures("ledger")
async def test_the_cursor_of_other_filters_is_refused(api: Any, other: Any) -> None:
    cursor = await next_cursor(api)
    refused = await api.http.get("/api/payments", params={"cursor": cursor} | other)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")
    assert "other filters" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("params", "fields"),
    [
        ({"limit": 0}, ["query.limit"]),
        ({"limit": 201}, ["query.limit"]),
        ({"limit": "many"}, ["query.limit"]),
        ({"sort": "status"}, ["query.sort"]),
        ({"status": "done", "method": "CARD"}, ["query.status", "query.method"]),
        (
            {"failureCode": "Declined!", "currency": "XBT"},
            ["query.failureCode", "query.currency"],
        ),
        ({"currency": "XBT"}, ["query.currency"]),
        *(({"refunded": text}, ["query.refunded"]) for text in ("", "yes", "1", "True")),
        (
            {
                "currency": "XBT",
                "minAmount": 0.5,
                "from": "2026-03-02T00:00:00Z",
                "to": "2026-03-01T00:00:00Z",
            },
            ["query.currency", "query.from"],
        ),
        ({"from": "2026-03-02T00:00:00Z", "to": "2026-03-01T00:00:00Z"}, ["query.from"]),
        ({"from": "1700000000"}, ["query.from"]),
        ({"from": "0001-01-01T00:00:00+14:00"}, ["query.from"]),
        ({"to": "9999-12-31T23:59:59-14:00"}, ["query.to"]),
        ({"to": "2026-03-01"}, ["query.to"]),
        ({"minAmount": 2, "maxAmount": 1}, ["query.minAmount"]),
        ({"minAmount": 0.001}, ["query.minAmount"]),
        ({"minAmount": "1e-9999999"}, ["query.minAmount"]),
        ({"minAmount": -1, "maxAmount": "NaN"}, ["query.minAmount", "query.maxAmount"]),
        ({"maxAmount": "1e400"}, ["query.maxAmount"]),
        ({"q": "x" * 101}, ["query.q"]),
        ({"q": "a\x00b"}, ["query.q"]),
        ({"customerId": ""}, ["query.customerId"]),
    ],
    ids=str,
)
async def test_filters_that_make_no_sense_are_refused(
    api: Any, params: dict[str, Any], fields: list[str]
) -> None:
    for path in ("/api/payments", "/api/payments.csv"):
        if path.endswith("csv") and "limit" in params:
            continue
        refused = await api.http.get(path, params=params)
        assert refused.status_code == 422, refused.text
        assert sorted(fault["field"] for fault in refused.json()["errors"]) == sorted(fields)
