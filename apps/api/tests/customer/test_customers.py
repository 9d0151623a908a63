"""Customers one by one: recorded, changed, deleted and restored, and what is refused."""

import asyncio
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

FULL = {
    "name": " Stadtwerke Musterstadt ",
    "email": "AP@musterstadt.example",
    "phone": "+49 30 901820",
    "address": "Hauptstr. 1\n10115 Berlin",
    "contacts": [{"name": "Grace Hopper", "role": "Accounts payable"}],
    "externalId": "K-10042",
    "notes": "Calls back.",
    "tags": ["North", "key account", "north"],
    "currency": "USD",
    "openedAt": "2026-01-01T00:00:00Z",
}


async def member_of(api: Any, tenant_id: str = "demo") -> dict[str, Any]:
    found: dict[str, Any] = await api.database["memberships"].find_one({"tenantId": tenant_id})
    return found


async def test_a_customer_is_what_was_sent(desk: Any, day: Any) -> None:
    agent = (await member_of(desk.api))["userId"]
    answer = await desk.create(
        **FULL, agentId=agent, outstandingAmount=1250.5, dueDate=day(3), key="k-1"
    )
    made = answer.json()
    assert answer.headers["location"] == f"/api/customers/{made['id']}"
    expected = FULL | {
        "name": "Stadtwerke Musterstadt",
        "contacts": [
            {"name": "Grace Hopper", "role": "Accounts payable", "email": None, "phone": None}
        ],
        "tags": ["North", "key account"],
        "openedAt": "2026-01-01T00:00:00.000Z",
        "agent": {"id": agent, "name": "Ana"},
        "outstandingAmount": 1250.5,
        "creditAmount": 0,
        "dueDate": day(3),
        "status": "pending",
        "daysOverdue": 0,
        "openCharges": 1,
        "version": 1,
        "deletedAt": None,
        "lastPaymentAt": None,
    }
    assert {name: made[name] for name in expected} == expected
    assert "1250.50" in answer.text
    (charge,) = (await desk.get(made))["charges"]
    assert (charge["amount"], charge["openAmount"], charge["issuedOn"]) == (1250.5, 1250.5, day(0))
    await desk.settle()
    again = await desk.get(made)
    assert {name: again[name] for name in made} == made
    assert (again["chargeCount"], again["payments"], again["formerIds"]) == (1, [], [])
    stored = await desk.stored(made)
    assert stored["refs"] == [made["id"], "K-10042"]


async def test_little_is_enough(desk: Any, day: Any) -> None:
    made = await desk.made(name="X")
    assert (made["status"], made["currency"], made["outstandingAmount"]) == ("paid", "EUR", 0)
    assert made["dueDate"] is None
    assert made["openedAt"] == made["createdAt"]
    late = await desk.made(name="Y", outstandingAmount=5, dueDate=day(-3))
    assert (late["status"], late["daysOverdue"], late["dueDate"]) == ("overdue", 3, day(-3))
    (charge,) = (await desk.get(late))["charges"]
    assert charge["issuedOn"] == charge["dueDate"] == day(-3)
    assert (await desk.made(name="Z", outstandingAmount=5))["dueDate"] == day(30)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"dueDate": "2026-12-31"}, ("dueDate", "needs_amount")),
        ({"outstandingAmount": 0}, ("outstandingAmount", "amount_not_positive")),
        ({"outstandingAmount": 1.005}, ("outstandingAmount", "amount_too_precise")),
        ({"outstandingAmount": 1, "dueDate": "2026-02-30"}, ("dueDate", "invalid_day")),
        ({"outstandingAmount": 1, "dueDate": "1999-01-01"}, ("dueDate", "invalid_day")),
        ({"currency": "XXX"}, ("currency", "unknown_currency")),
        ({"currency": "DEM"}, ("currency", "currency_ended")),
        ({"agentId": "usr_nobody"}, ("agentId", "unknown_member")),
        ({"openedAt": "2999-01-01T00:00:00Z"}, ("openedAt", "in_the_future")),
        ({"openedAt": "1999-01-01T00:00:00Z"}, ("openedAt", "too_early")),
        ({"email": "no address"}, ("email", "invalid_format")),
        ({"phone": "call me"}, ("phone", "invalid_format")),
        ({"name": " "}, ("name", "too_short")),
        ({"tags": [" "]}, ("tags.0", "too_short")),
        ({"contacts": [{"role": "x"}]}, ("contacts.0.name", "required")),
        ({"outstanding": 1}, ("outstanding", "unknown_field")),
    ],
)
async def test_what_is_wrong_is_named(desk: Any, faults: Any, fields: Any, fault: Any) -> None:
    assert faults(await desk.create(**fields)) == [fault]
    assert await desk.database["customers"].count_documents({}) == 0


async def test_every_fault_is_named_at_once(desk: Any, faults: Any) -> None:
    wrong = {"email": "x", "currency": "XXX", "dueDate": "2026-12-31", "agentId": "nobody"}
    found = faults(await desk.create(**wrong))
    assert {field for field, _ in found} == wrong.keys()


async def test_a_key_makes_one_customer(desk: Any, code: Any) -> None:
    first = await desk.create(key="same", outstandingAmount=10)
    again = await asyncio.gather(*(desk.create(key="same", outstandingAmount=10) for _ in range(4)))
    assert {each.json()["id"] for each in again} == {first.json()["id"]}
    assert {each.headers.get("idempotent-replayed") for each in again} == {"true"}
    assert code(await desk.create(key="same", outstandingAmount=11)) == (
        422,
        "idempotency_key_reused",
    )
    assert await desk.database["customers"].count_documents({}) == 1
    assert await desk.database["charges"].count_documents({}) == 1
    at_once = await asyncio.gather(*(desk.create(key="other") for _ in range(5)))
    assert len({each.json()["id"] for each in at_once}) == 1


async def test_an_external_id_is_of_one_customer(desk: Any, code: Any) -> None:
    first = await desk.made(externalId="K-1")
    second = await desk.made()
    for answer in (
        await desk.create(externalId="K-1"),
        await desk.create(externalId=first["id"]),
        await desk.change(second, externalId="K-1"),
        await desk.change(second, externalId=first["id"]),
    ):
        assert code(answer) == (409, "external_id_taken")
        assert first["id"] in answer.json()["detail"]
    elsewhere = await desk.api.found("elsewhere")
    other = await desk.ask(
        "POST", "/customers", json={"name": "X", "externalId": "K-1"}, headers=elsewhere
    )
    assert other.status_code == 201
    freed = await desk.changed(first, externalId=None)
    assert (await desk.stored(freed))["refs"] == [first["id"]]
    assert (await desk.changed(second, externalId="K-1"))["externalId"] == "K-1"


async def test_a_change_changes_what_is_given(desk: Any) -> None:
    made = await desk.made(**FULL)
    agent = (await member_of(desk.api))["userId"]
    fields: dict[str, Any] = {
        "name": "Werke",
        "email": None,
        "phone": "030 1",
        "contacts": [],
        "tags": ["south"],
        "agentId": agent,
    }
    changed = await desk.changed(made, **fields)
    same = {"updatedAt", "version", "agent", *fields}
    assert {name: made[name] for name in made.keys() - same} == {
        name: changed[name] for name in made.keys() - same
    }
    assert {name: changed[name] for name in fields if name != "agentId"} == {
        name: value for name, value in fields.items() if name != "agentId"
    }
    assert (changed["version"], changed["agent"]["id"]) == (2, agent)
    assert await desk.names(q="erke") == ["Werke"]
    assert await desk.names(q="muster") == []
    entry = (await desk.entries(made))[-1]
    assert (entry["action"], entry["before"]["phone"], entry["after"]["phone"]) == (
        "customer.changed",
        "+49 30 901820",
        "030 1",
    )
    assert "address" not in entry["after"]
    gone = await desk.changed(changed, agentId=None, phone=None, notes=None, address=None)
    assert [gone[name] for name in ("agent", "phone", "notes", "address")] == [None] * 4


async def test_what_stands_so_already_changes_nothing(desk: Any) -> None:
    made = await desk.made(**FULL)
    for fields in (
        {"name": made["name"], "tags": made["tags"], "contacts": made["contacts"]},
        {"externalId": made["externalId"]},
        {"agentId": None},
    ):
        changed = await desk.changed(made, **fields)
        assert changed == made
    assert len(await desk.entries(made)) == 1


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({}, ("body", "invalid")),
        ({"name": None}, ("body", "invalid")),
        ({"tags": None}, ("body", "invalid")),
        ({"version": 0, "name": "x"}, ("version", "too_small")),
        ({"version": True, "name": "x"}, ("version", "wrong_type")),
        ({"currency": "USD"}, ("currency", "unknown_field")),
        ({"agentId": "usr_nobody"}, ("agentId", "unknown_member")),
        ({"outstandingAmount": -1}, ("outstandingAmount", "amount_not_positive")),
        ({"outstandingAmount": 0.001}, ("outstandingAmount", "amount_too_precise")),
    ],
)
async def test_a_change_that_is_wrong(desk: Any, faults: Any, fields: Any, fault: Any) -> None:
    made = await desk.made()
    assert faults(await desk.change(made, **fields)) == [fault]
    assert (await desk.stored(made))["version"] == 1


async def test_a_change_of_an_earlier_version_is_refused(desk: Any, day: Any) -> None:
    made = await desk.made(phone="030 1")
    await desk.changed(made, phone="030 2", notes="New.")
    late = await desk.change(
        made, phone="030 3", notes="New.", name=made["name"], outstandingAmount=5, dueDate=day(1)
    )
    problem = late.json()
    assert (late.status_code, problem["code"]) == (409, "customer_changed_meanwhile")
    assert problem["fields"] == ["phone", "outstandingAmount", "dueDate"]
    assert problem["current"]["phone"] == "030 2"
    assert problem["current"]["version"] == 2


async def test_of_changes_at_once_one_wins(desk: Any) -> None:
    made = await desk.made()
    answers = await asyncio.gather(
        *(desk.change(made, notes=f"note {number}") for number in range(8))
    )
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 7]
    (winner,) = [answer.json() for answer in answers if answer.status_code == 200]
    stored = await desk.stored(made)
    assert (stored["notes"], stored["version"]) == (winner["notes"], 2)
    assert len(await desk.entries(made)) == 2


async def test_charges_at_once_are_all_recorded(desk: Any) -> None:
    made = await desk.made()
    answers = await asyncio.gather(*(desk.charge(made, amount=n + 1) for n in range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    await desk.settle()
    after = await desk.get(made)
    assert (after["version"], after["outstandingAmount"], after["openCharges"]) == (5, 10, 4)


async def test_a_deleted_customer_can_come_back(desk: Any, code: Any) -> None:
    made = await desk.made(externalId="K-1", outstandingAmount=10)
    (charge,) = (await desk.get(made))["charges"]
    assert [(await desk.delete(made)).status_code for _ in range(2)] == [204, 204]
    gone = await desk.get(made)
    assert gone["deletedAt"] is not None
    assert (gone["version"], gone["externalId"]) == (2, "K-1")
    assert await desk.names() == []
    assert await desk.names(deleted="true") == [made["name"]]
    for refused in (
        await desk.change(gone, name="X"),
        await desk.charge(gone),
        await desk.change_charge(charge, amount=1),
        await desk.cancel(charge),
    ):
        assert code(refused) == (409, "customer_deleted")
    back = (await desk.restore(made)).json()
    assert (back["deletedAt"], back["version"], back["externalId"]) == (None, 3, "K-1")
    assert (await desk.restore(made)).json() == back
    assert (await desk.stored(made))["refs"] == [made["id"], "K-1"]
    actions = [entry["action"] for entry in await desk.entries(made)]
    assert actions == ["customer.created", "customer.deleted", "customer.restored"]


async def test_an_external_id_is_free_after_the_deletion(desk: Any, code: Any) -> None:
    made = await desk.made(externalId="K-1")
    await desk.delete(made)
    other = await desk.made(externalId="K-1")
    refused = await desk.restore(made)
    assert code(refused) == (409, "external_id_taken")
    assert other["id"] in refused.json()["detail"]
    assert (await desk.get(made))["deletedAt"] is not None
    await desk.changed(other, externalId=None)
    assert (await desk.restore(made)).status_code == 200


async def test_what_is_not_there_is_not_found(desk: Any, code: Any) -> None:
    nobody = {"id": "cus_nobody", "version": 1}
    for answer in (
        await desk.ask("GET", "/customers/cus_nobody"),
        await desk.ask("GET", "/customers/cus_nobody/timeline"),
        await desk.change(nobody, name="X"),
        await desk.delete(nobody),
        await desk.restore(nobody),
        await desk.charge(nobody),
        await desk.change_charge({"customerId": "cus_nobody", "id": "x", "version": 1}, amount=1),
    ):
        assert code(answer) == (404, "customer_not_found")


async def test_who_only_looks_changes_nothing(desk: Any, make_desk: Any, code: Any) -> None:
    made = await desk.made()
    eve = make_desk(desk.api, await desk.api.sign_in("viewer"))
    assert (await eve.get(made))["id"] == made["id"]
    for answer in (
        await eve.create(),
        await eve.change(made, name="X"),
        await eve.delete(made),
        await eve.restore(made),
        await eve.charge(made),
        await eve.bulk(made, delete=True),
    ):
        assert code(answer) == (403, "permission_denied")


async def test_a_day_is_one_of_the_organisations_zone(desk: Any, make_desk: Any) -> None:
    """Where a day begins first it is a day later at any time than where it begins last."""
    last = datetime.now(ZoneInfo("Pacific/Pago_Pago")).date().isoformat()
    found = []
    for zone in ("Pacific/Pago_Pago", "Pacific/Kiritimati"):
        slug = zone.partition("/")[2].lower().replace("_", "-")
        there = make_desk(desk.api, await desk.api.found(slug, time_zone=zone))
        made = await there.made(outstandingAmount=5, dueDate=last)
        found.append((made["status"], made["daysOverdue"] > 0))
        assert await there.names(status="overdue") == [made["name"]] * (zone[8] == "K")
    assert found == [("pending", False), ("overdue", True)]


async def test_every_write_raises_the_mark(desk: Any) -> None:
    made = await desk.made()
    assert (await desk.stored(made))["stale"] == 1
    await desk.changed(made, name="X")
    assert (await desk.stored(made))["stale"] == 2
    await desk.settle()
    assert "stale" not in await desk.stored(made)
    await desk.delete(made)
    await desk.restore(made)
    assert (await desk.stored(made))["stale"] == 2
