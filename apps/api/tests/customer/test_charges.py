"""What customers owe: charges by themselves, and as people speak of them when there is but one."""

import asyncio
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_charge_is_what_was_sent(desk: Any, day: Any) -> None:
    made = await desk.made()
    fields = {
        "amount": 500,
        "dueDate": day(30),
        "issuedOn": day(-2),
        "description": "Invoice 42",
        "externalId": "INV-42",
    }
    charge = await desk.charged(made, **fields)
    expected = fields | {
        "customerId": made["id"],
        "currency": "EUR",
        "openAmount": 500,
        "status": "pending",
        "cancelledOn": None,
        "cancelReason": None,
        "version": 1,
    }
    assert {name: charge[name] for name in expected} == expected
    before_it_is_settled = await desk.get(made)
    assert before_it_is_settled["charges"] == [charge]
    await desk.settle()
    after = await desk.get(made)
    assert (after["charges"], after["version"], after["outstandingAmount"]) == ([charge], 2, 500)
    assert (await desk.charged(made, dueDate=day(-5)))["issuedOn"] == day(-5)
    assert (await desk.charged(made, dueDate=day(5)))["issuedOn"] == day(0)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"issuedOn": 1}, ("issuedOn", "in_the_future")),
        ({"issuedOn": -1, "dueDate": -2}, ("issuedOn", "after_due_date")),
        ({"amount": 0}, ("amount", "amount_not_positive")),
        ({"amount": 0.001}, ("amount", "amount_too_precise")),
        ({"amount": 10**11}, ("amount", "amount_too_large")),
        ({"amount": "5"}, ("amount", "wrong_type")),
        ({"dueDate": None}, ("dueDate", "invalid_day")),
        ({"externalId": ""}, ("externalId", "too_short")),
    ],
)
async def test_a_charge_that_is_wrong(
    desk: Any, day: Any, faults: Any, fields: Any, fault: Any
) -> None:
    made = await desk.made()
    days = {"issuedOn", "dueDate"}
    given = {
        name: day(value) if name in days and isinstance(value, int) else value
        for name, value in fields.items()
    }
    assert faults(await desk.charge(made, **given)) == [fault]
    assert await desk.database["charges"].count_documents({}) == 0


async def test_faults_of_a_charge_come_before_its_customer(desk: Any, faults: Any) -> None:
    nobody = {"id": "cus_nobody"}
    assert faults(await desk.charge(nobody, amount=-1)) == [("amount", "amount_not_positive")]


async def test_a_key_makes_one_charge(desk: Any, code: Any) -> None:
    made, other = await desk.made(), await desk.made()
    answers = await asyncio.gather(*(desk.charge(made, key="one") for _ in range(4)))
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sorted(str(a.headers.get("idempotent-replayed")) for a in answers) == [
        "None",
        *["true"] * 3,
    ]
    assert code(await desk.charge(other, key="one")) == (422, "idempotency_key_reused")
    assert (await desk.get(made))["version"] == 2


async def test_an_external_id_is_of_one_charge(desk: Any, code: Any) -> None:
    made, other = await desk.made(), await desk.made()
    first = await desk.charged(made, externalId="INV-1")
    second = await desk.charged(other)
    for answer in (
        await desk.charge(other, externalId="INV-1"),
        await desk.change_charge(second, externalId="INV-1"),
    ):
        assert code(answer) == (409, "external_id_taken")
        assert first["id"] in answer.json()["detail"]
    freed = (await desk.change_charge(first, externalId=None)).json()
    assert freed["externalId"] is None
    assert (await desk.change_charge(second, externalId="INV-1")).status_code == 200


async def test_a_change_of_a_charge(desk: Any, day: Any, faults: Any) -> None:
    made = await desk.made()
    charge = await desk.charged(made, issuedOn=day(-3), description="Old")
    changed = (await desk.change_charge(charge, amount=80, dueDate=day(2))).json()
    assert (changed["amount"], changed["openAmount"], changed["dueDate"]) == (80, 80, day(2))
    assert (changed["version"], changed["description"]) == (2, "Old")
    same = await desk.change_charge(changed, amount=80.0, description="Old")
    assert same.json() == changed
    assert (await desk.get(made))["version"] == 3
    assert faults(await desk.change_charge(changed, dueDate=day(-4))) == [
        ("dueDate", "before_issue")
    ]
    assert faults(await desk.change_charge(changed, amount=0)) == [
        ("amount", "amount_not_positive")
    ]
    assert faults(await desk.change_charge(changed, amount=None)) == [("body", "invalid")]
    late = await desk.change_charge(charge, amount=70, dueDate=day(2))
    assert (late.status_code, late.json()["code"]) == (409, "charge_changed_meanwhile")
    assert late.json()["fields"] == ["amount"]
    assert late.json()["current"]["version"] == 2
    entry = (await desk.entries(made))[-1]
    assert entry["action"] == "charge.changed"
    known = {"chargeId": charge["id"], "currency": "EUR"}
    assert entry["before"] == known | {"amount": "100.00", "dueDate": charge["dueDate"]}
    assert entry["after"] == known | {"amount": "80.00", "dueDate": day(2)}


async def test_of_changes_of_a_charge_at_once_one_wins(desk: Any) -> None:
    charge = await desk.charged(await desk.made())
    answers = await asyncio.gather(
        *(desk.change_charge(charge, amount=number) for number in range(1, 7))
    )
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]


async def test_a_cancelled_charge_is_owed_no_more(desk: Any, day: Any, code: Any) -> None:
    made = await desk.made()
    charge = await desk.charged(made)
    await desk.paid(made, amount=30)
    assert (await desk.get(made))["charges"][0]["openAmount"] == 70
    cancelled = (await desk.cancel(charge, reason="Twice")).json()
    assert (cancelled["status"], cancelled["openAmount"]) == ("cancelled", 0)
    assert (cancelled["cancelledOn"], cancelled["cancelReason"]) == (day(0), "Twice")
    for answer in (
        await desk.cancel(cancelled),
        await desk.cancel(charge),
        await desk.change_charge(cancelled, amount=1),
    ):
        assert code(answer) == (409, "charge_cancelled")
    await desk.settle()
    after = await desk.get(made)
    assert (after["outstandingAmount"], after["creditAmount"], after["status"]) == (0, 30, "paid")


async def test_a_charge_is_one_of_its_customer(desk: Any, code: Any) -> None:
    charge = await desk.charged(await desk.made())
    other = charge | {"customerId": (await desk.made())["id"]}
    for answer in (await desk.change_charge(other, amount=1), await desk.cancel(other)):
        assert code(answer) == (404, "charge_not_found")


async def test_payments_are_shown_with_what_they_pay(desk: Any, day: Any) -> None:
    made = await desk.owing(100, 50, externalId="K-1")
    first, second = made["charges"]
    paid = await desk.paid(made, amount=120)
    other = await desk.paid({"id": "K-1"}, amount=10, currency="USD")
    pending = (await desk.api.pay(customerId="K-1", amount=3)).json()
    after = await desk.get(made)
    assert [each["openAmount"] for each in after["charges"]] == [30, 0]
    assert [each["status"] for each in after["charges"]] == ["partial", "paid"]
    assert (after["outstandingAmount"], after["status"], after["dueDate"]) == (
        30,
        "partial",
        day(2),
    )
    shown = {each["id"]: each for each in after["payments"]}
    assert list(shown) == [pending["id"], other["id"], paid["id"]]
    assert shown[paid["id"]]["allocations"] == [
        {"chargeId": first["id"], "amount": 100},
        {"chargeId": second["id"], "amount": 20},
    ]
    assert [shown[each["id"]]["counts"] for each in (paid, other, pending)] == [True, False, False]


async def test_open_charges_come_first_by_due_date(desk: Any, day: Any) -> None:
    made = await desk.made()
    for due in (3, 1, 2):
        await desk.charged(made, dueDate=day(due))
    for issued in (-3, -9, -6):
        charge = await desk.charged(made, issuedOn=day(issued))
        await desk.cancel(charge)
    charges = (await desk.get(made))["charges"]
    assert [each["dueDate"] for each in charges[:3]] == [day(1), day(2), day(3)]
    assert [each["issuedOn"] for each in charges[3:]] == [day(-3), day(-6), day(-9)]


# --- outstandingAmount and dueDate of a customer ------------------------------------------------


async def test_so_much_is_open_of_the_one_charge(desk: Any, day: Any) -> None:
    made = await desk.owing(100)
    await desk.paid(made, amount=30)
    made = await desk.get(made)
    await desk.changed(made, outstandingAmount=50)
    await desk.settle()
    after = await desk.get(made)
    assert (after["outstandingAmount"], after["charges"][0]["amount"]) == (50, 80)
    later = await desk.changed(after, dueDate=day(-1), phone="030 1")
    await desk.settle()
    late = await desk.get(later)
    assert (late["status"], late["dueDate"], late["version"]) == ("overdue", day(-1), 4)
    assert late["charges"][0]["issuedOn"] == day(-1)
    entries = await desk.entries(made)
    known = {"chargeId": late["charges"][0]["id"], "currency": "EUR"}
    assert entries[-2]["before"] == known | {"outstandingAmount": "70.00", "dueDate": day(1)}
    assert entries[-2]["after"] == known | {"outstandingAmount": "50.00", "dueDate": day(1)}
    assert entries[-1]["after"]["phone"] == "030 1"
    same = await desk.changed(late, dueDate=day(-1), outstandingAmount=50)
    assert same["version"] == 4
    assert len(await desk.entries(made)) == len(entries)


async def test_what_is_open_of_none_is_charged(desk: Any, day: Any, faults: Any) -> None:
    made = await desk.made()
    assert faults(await desk.change(made, dueDate=day(1))) == [("dueDate", "needs_amount")]
    await desk.changed(made, outstandingAmount=20)
    await desk.settle()
    after = await desk.get(made)
    assert (after["outstandingAmount"], after["dueDate"]) == (20, day(30))
    await desk.paid(made, amount=25)
    after = await desk.get(made)
    assert (after["outstandingAmount"], after["creditAmount"]) == (0, 5)
    await desk.changed(after, outstandingAmount=7, dueDate=day(40))
    await desk.settle()
    after = await desk.get(made)
    assert (after["outstandingAmount"], after["creditAmount"], after["dueDate"]) == (7, 0, day(40))


async def test_of_several_charges_no_sum_can_be_set(desk: Any, day: Any, code: Any) -> None:
    made = await desk.owing(1, 2)
    for fields in ({"outstandingAmount": 5}, {"dueDate": day(9)}):
        answer = await desk.change(made, name="X", **fields)
        assert code(answer) == (409, "several_open_charges")
    assert (await desk.stored(made))["name"] == made["name"]


async def test_what_is_open_has_a_limit(desk: Any, faults: Any) -> None:
    made = await desk.owing(100)
    await desk.paid(made, amount=30)
    answer = await desk.change(await desk.get(made), outstandingAmount=10**10)
    assert faults(answer) == [("outstandingAmount", "amount_too_large")]
