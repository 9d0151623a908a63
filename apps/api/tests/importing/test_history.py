"""A vending machine's year: the money is right by local day and hour, and twice is once."""

import csv
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cashbeat.kit.money import to_major
from cashbeat.tenant.tenant import Tenant

Totals = defaultdict[Any, Decimal]

pytestmark = pytest.mark.integration

KYIV = ZoneInfo("Europe/Kyiv")
OPTIONS: dict[str, Any] = {"constants": {"currency": "UAH"}, "time_zone": "Europe/Kyiv"}
REAL = Path(__file__).parents[5] / "shared" / "data" / "vending-payments.csv"


def totals_of_file(path: Path) -> tuple[Totals, Totals]:
    """Sums by local day and by local hour, straight from the text.

    One row of the real file has its time as `2024-12-14 13:19:07.033`, so days are read elsewhere.
    """
    days: Totals = defaultdict(Decimal)
    hours: Totals = defaultdict(Decimal)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            clock = row["datetime"].split(" ")[1]
            month, number, year = map(int, row["date"].split("/"))
            amount = Decimal(row["money"].replace(",", ""))
            for table, key in ((days, (year, month, number)), (hours, int(clock.split(":")[0]))):
                table[key] += amount
                table[key, "count"] += 1
    return days, hours


def totals_of_payments(payments: list[dict[str, Any]]) -> tuple[Totals, Totals]:
    days: Totals = defaultdict(Decimal)
    hours: Totals = defaultdict(Decimal)
    for payment in payments:
        local = payment["createdAt"].astimezone(KYIV)
        amount = to_major(payment["amount"], "UAH")
        for table, key in ((days, (local.year, local.month, local.day)), (hours, local.hour)):
            table[key] += amount
            table[key, "count"] += 1
    return days, hours


@pytest.fixture(params=["like it", "real"])
def vending(request: pytest.FixtureRequest, sales: Any, tmp_path: Path) -> Path:
    """A file like the real one, and where it lies beside the repository the real one itself."""
    if request.param == "real" and REAL.exists():
        return REAL
    path = tmp_path / "vending.csv"
    path.write_bytes(sales.csv(sales.rows(seed=7 if request.param == "like it" else 8)))
    return path


async def test_money_by_local_day_and_hour_is_that_of_the_file(
    importer: Any, vending: Path
) -> None:
    report, outcome = await importer.run(vending, **OPTIONS)
    payments = await importer.payments()
    assert report.bad_rows == 0
    assert outcome.created == len(payments) == report.rows
    days, hours = totals_of_file(vending)
    assert (days, hours) == totals_of_payments(payments)
    assert {payment["currency"] for payment in payments} == {"UAH"}


async def test_a_wrong_zone_would_be_noticed(importer: Any, vending: Path) -> None:
    await importer.run(vending, constants={"currency": "UAH"}, time_zone="UTC")
    assert totals_of_file(vending) != totals_of_payments(await importer.payments())


async def test_twice_is_once(importer: Any, vending: Path) -> None:
    _, first = await importer.run(vending, **OPTIONS)
    before = await importer.payments()
    report, second = await importer.run(vending, **OPTIONS)
    assert (second.created, second.already_there, second.changed) == (0, first.created, 0)
    assert await importer.payments() == before
    assert report.repeated_rows > 0


async def test_a_longer_file_adds_only_what_is_new(
    importer: Any, sales: Any, tmp_path: Path
) -> None:
    rows = sales.rows(days=60)
    path = tmp_path / "sales.csv"
    path.write_bytes(sales.csv(rows[:150]))
    await importer.run(path, **OPTIONS)
    path.write_bytes(sales.csv(rows))
    _, outcome = await importer.run(path, **OPTIONS)
    assert (outcome.created, outcome.already_there) == (len(rows) - 150, 150)
    assert totals_of_payments(await importer.payments()) == totals_of_file(path)


async def test_another_source_or_tenant_is_another_payment(
    importer: Any, sales: Any, tmp_path: Path
) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(sales.csv(sales.rows(days=20)))
    _, first = await importer.run(path, **OPTIONS)
    _, machine = await importer.run(path, source="machine 2", **OPTIONS)
    _, other = await importer.run(path, Tenant("other", "Other", "UTC", "EUR"), **OPTIONS)
    assert machine.created == other.created == first.created
    assert len(await importer.payments("other")) == first.created


async def test_a_workbook_and_its_csv_are_the_same_payments(
    importer: Any, sales: Any, tmp_path: Path
) -> None:
    import openpyxl

    rows = sales.rows(days=40)[:-1]
    text = tmp_path / "sales.csv"
    text.write_bytes(sales.csv(rows))
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        at = datetime.strptime(row["datetime"], "%m/%d/%Y %H:%M")  # noqa: DTZ007 (a wall clock)
        money = float(row["money"].replace(",", ""))
        sheet.append([at.date(), at, row["cash_type"], row["card"], money, row["coffee_name"]])
    workbook.save(tmp_path / "sales.xlsx")
    _, first = await importer.run(text, **OPTIONS)
    _, second = await importer.run(tmp_path / "sales.xlsx", **OPTIONS)
    assert (second.created, second.already_there, second.changed) == (0, first.created, 0)


async def test_a_bad_row_refuses_the_whole_file(importer: Any, sales: Any, tmp_path: Path) -> None:
    from cashbeat.importing.errors import ImportRefused

    rows = sales.rows(days=20)
    rows[3] = rows[3] | {"money": "free"}
    path = tmp_path / "sales.csv"
    path.write_bytes(sales.csv(rows))
    with pytest.raises(ImportRefused, match="1 of"):
        await importer.run(path, **OPTIONS)
    assert await importer.payments() == []
    _, outcome = await importer.run(path, skip_bad=True, **OPTIONS)
    assert outcome.created == len(rows) - 1


async def test_a_crash_in_the_middle_is_repaired_by_running_again(
    importer: Any, sales: Any, tmp_path: Path
) -> None:
    path = tmp_path / "sales.csv"
    rows = sales.rows(days=900)
    path.write_bytes(sales.csv(rows))
    insert: Any = importer.service._repository.insert_batch
    calls = 0

    async def breaks(tenant_id: str, documents: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise ConnectionError("killed")
        return await insert(tenant_id, documents)

    importer.service._repository.insert_batch = breaks
    with pytest.raises(ConnectionError):
        await importer.run(path, **OPTIONS)
    importer.service._repository.insert_batch = insert
    assert len(await importer.payments()) < len(rows)
    await importer.run(path, **OPTIONS)
    assert totals_of_payments(await importer.payments()) == totals_of_file(path)


async def test_a_row_that_says_something_else_now_is_named_and_left_alone(
    importer: Any, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    head = "id,paid at,amount,method,status\n"
    path.write_text(head + "A1,2024-05-01 10:00,10.00,card,pending\nA2,2024-05-02,5,cash,paid\n")
    await importer.run(path)
    before = await importer.payments()
    path.write_text(head + "A1,2024-05-01 10:00,10.00,card,paid\nA2,2024-05-02,5,cash,paid\n")
    _, outcome = await importer.run(path)
    assert (outcome.created, outcome.already_there, outcome.changed) == (0, 2, 1)
    assert [(row.row, row.payment_id) for row in outcome.changed_rows] == [(2, before[0]["_id"])]
    assert await importer.payments() == before


async def test_new_methods_are_created_when_asked(importer: Any, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("paid at,amount,method\n2024-05-01 10:00,10.00,Gift card\n")
    await importer.run(path, create_methods=True)
    assert [payment["method"] for payment in await importer.payments()] == ["gift_card"]
    stored = await importer.database["payment_methods"].find_one({"_id": "demo|gift_card"})
    assert stored is not None
    assert stored["name"] == "Gift card"
