"""Several customers at once: merged and changed in bulk; and what happened to each in its time."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cashbeat.customer import merging

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_two_become_one(desk: Any) -> None:
    target = await desk.owing(100, name="Target", externalId="T", tags=["a", "b"])
    source = await desk.owing(50, 25, name="Source", externalId="S", tags=["B", "c"])
    await desk.paid({"id": "S"}, amount=60)
    await desk.paid(source, amount=5)
    merged = (await desk.merge(target, source)).json()
    assert (merged["id"], merged["name"], merged["version"]) == (target["id"], "Target", 3)
    assert merged["tags"] == ["a", "b", "c"]
    await desk.settle()
    after = await desk.get(source)
    assert after == await desk.get(target)
    assert (after["outstandingAmount"], after["formerIds"]) == (110, [source["id"]])
    assert after["chargeCount"] == 3
    assert len(after["payments"]) == 2
    assert {charge["customerId"] for charge in after["charges"]} == {target["id"]}
    assert (await desk.stored(target))["refs"] == [target["id"], "T", source["id"], "S"]
    assert await desk.names() == ["Target"]
    assert await desk.names(deleted="true") == []
    (entry,) = [e for e in await desk.entries(target) if e["action"] == "customer.merged"]
    assert entry["after"] == {"sourceId": source["id"], "sourceName": "Source", "charges": 2}
    assert await desk.database["accounts"].count_documents({}) == 1


async def test_what_was_merged_earlier_comes_along(desk: Any, code: Any) -> None:
    first, second, third = [await desk.made(externalId=name) for name in "ABC"]
    second = (await desk.merge(second, first)).json()
    third = (await desk.merge(third, second)).json()
    for each in (first, second, third):
        assert (await desk.get(each))["id"] == third["id"]
    assert (await desk.get(third))["formerIds"] == sorted([first["id"], second["id"]])
    assert set((await desk.stored(third))["refs"]) == {
        "A",
        "B",
        "C",
        *(each["id"] for each in (first, second, third)),
    }
    for answer in (await desk.restore(first), await desk.restore(second)):
        assert code(answer) == (409, "customer_merged")
    assert (await desk.delete(first)).status_code == 204
    assert code(await desk.change(first, name="X")) == (409, "customer_deleted")
    assert code(await desk.merge(third, first)) == (409, "customer_deleted")
    refused = await desk.create(externalId="A")
    assert code(refused) == (409, "external_id_taken")
    await desk.delete(third)
    assert (await desk.get(first))["deletedAt"] is not None
    back = (await desk.restore(third)).json()
    assert len((await desk.stored(back))["refs"]) == 6


async def test_the_earlier_opening_holds(desk: Any) -> None:
    early = await desk.made(openedAt="2026-01-01T00:00:00Z")
    late = await desk.made(openedAt="2026-02-01T00:00:00Z")
    assert (await desk.merge(late, early)).json()["openedAt"] == early["openedAt"]


async def test_what_cannot_be_merged(
    desk: Any, faults: Any, code: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, source = await desk.made(), await desk.made()
    dollars, gone = await desk.made(currency="USD"), await desk.made()
    await desk.delete(gone)
    assert faults(await desk.merge(target, target)) == [("sourceId", "same_customer")]
    assert code(await desk.merge(target, {"id": "cus_nobody"})) == (404, "customer_not_found")
    assert code(await desk.merge(target, gone)) == (409, "customer_deleted")
    assert code(await desk.merge(gone, target)) == (409, "customer_deleted")
    assert code(await desk.merge(target, dollars)) == (409, "other_currency")
    late = await desk.merge(target, source, version=2)
    assert code(late) == (409, "customer_changed_meanwhile")
    assert (late.json()["current"]["id"], late.json()["fields"]) == (target["id"], [])
    monkeypatch.setattr(merging, "MOST_CHARGES", 1)
    await desk.charged(source)
    await desk.charged(source)
    assert code(await desk.merge(target, source)) == (409, "too_many_charges")
    assert (await desk.get(source))["id"] == source["id"]


async def test_merged_into_each_other_at_once_one_is_left(desk: Any) -> None:
    one, other = await desk.made(), await desk.made()
    answers = await asyncio.gather(desk.merge(one, other), desk.merge(other, one))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert len(await desk.names()) == 1


async def test_many_are_changed_at_once(desk: Any) -> None:
    tagged = await desk.made(tags=["North", "old"])
    plain, gone = await desk.made(), await desk.made()
    await desk.delete(gone)
    agent = (await desk.database["memberships"].find_one({"tenantId": "demo"}))["userId"]
    answer = await desk.bulk(
        tagged, plain, gone, "cus_nobody", plain, addTags=["north", "New"], removeTags=["OLD"]
    )
    assert answer.json() == {
        "changed": [tagged["id"], plain["id"]],
        "unchanged": [],
        "missing": [gone["id"], "cus_nobody"],
    }
    assert (await desk.get(tagged))["tags"] == ["North", "New"]
    assert (await desk.get(plain))["tags"] == ["north", "New"]
    again = await desk.bulk(tagged, plain, addTags=["NORTH"])
    assert again.json()["unchanged"] == [tagged["id"], plain["id"]]
    await desk.bulk(tagged, agentId=agent)
    assert (await desk.get(tagged))["agent"] == {"id": agent, "name": "Ana"}
    outcome = (await desk.bulk(tagged, plain, agentId=None)).json()
    assert (outcome["changed"], outcome["unchanged"]) == ([tagged["id"]], [plain["id"]])
    assert (await desk.get(tagged))["version"] == 4
    assert len(await desk.entries(tagged)) == 4
    deleted = (await desk.bulk(tagged, gone, delete=True)).json()
    assert (deleted["changed"], deleted["unchanged"]) == ([tagged["id"]], [gone["id"]])
    assert [e["action"] for e in await desk.entries(tagged)][-1] == "customer.deleted"
    assert (await desk.stored(tagged))["stale"] == 5


async def test_a_bulk_of_hundreds_is_all_or_nothing(desk: Any, faults: Any) -> None:
    stored = await desk.stored(await desk.made())
    many = [
        stored | {"_id": f"cus_{n}", "refs": [f"cus_{n}"], "name": f"C {n:03}"} for n in range(500)
    ]
    await desk.database["customers"].insert_many(many)
    ids = [each["_id"] for each in many]
    assert (await desk.bulk(*ids, addTags=["x"])).json()["changed"] == ids
    assert await desk.database["audit_entries"].count_documents({}) == 501
    full = {"tags": [str(n) for n in range(20)], "tagKeys": [str(n) for n in range(20)]}
    await desk.database["customers"].update_one({"_id": "cus_7"}, {"$set": full})
    assert faults(await desk.bulk(*ids, addTags=["y"])) == [("addTags", "too_many")]
    assert await desk.database["customers"].count_documents({"tagKeys": "y"}) == 0
    assert faults(await desk.bulk(*ids, "one more", addTags=["y"])) == [("customerIds", "too_many")]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({}, ("body", "invalid")),
        ({"delete": True, "addTags": ["x"]}, ("body", "invalid")),
        ({"delete": 1}, ("delete", "wrong_type")),
        ({"agentId": "usr_nobody"}, ("agentId", "unknown_member")),
    ],
)
async def test_a_bulk_that_is_wrong(desk: Any, faults: Any, fields: Any, fault: Any) -> None:
    assert faults(await desk.bulk("cus_x", **fields)) == [fault]


async def test_what_is_anothers_is_missing(desk: Any, make_desk: Any, code: Any) -> None:
    made = await desk.made()
    south = make_desk(desk.api, await desk.api.found("south"))
    theirs = await south.made()
    for fields in ({"addTags": ["x"]}, {"delete": True}):
        outcome = (await desk.bulk(theirs, **fields)).json()
        assert outcome["missing"] == [theirs["id"]]
    assert code(await desk.merge(made, theirs)) == (404, "customer_not_found")
    assert code(await desk.merge(theirs, made)) == (404, "customer_not_found")
    assert await south.get(theirs) == await south.get(theirs) | theirs


# --- Timeline -----------------------------------------------------------------------------------


async def test_the_timeline_tells_it_all_newest_first(desk: Any, day: Any) -> None:
    made = await desk.made(outstandingAmount=100, dueDate=day(1))
    charge = (await desk.get(made))["charges"][0]
    why = {"X-Change-Reason": "asked by phone"}
    body = {"version": 1, "phone": "030 1", "outstandingAmount": 90}
    await desk.ok("PATCH", f"/customers/{made['id']}", json=body, headers=why)
    extra = await desk.charged(made, amount=5)
    extra = (await desk.change_charge(extra, amount=6)).json()
    await desk.cancel(extra, reason="Twice")
    paid = (await desk.api.pay(customerId=made["id"], amount=40, chargeId=charge["id"])).json()
    await desk.api.step(paid["id"], "complete")
    await desk.api.step(paid["id"], "refund", amount=10)
    await desk.delete(made)
    await desk.restore(made)
    items = (await desk.timeline(made))["items"]
    assert [item["kind"] for item in items] == [
        "customer_restored",
        "customer_deleted",
        "payment_refunded",
        "payment_received",
        "payment_created",
        "charge_cancelled",
        "charge_changed",
        "charge_added",
        "customer_changed",
        "customer_created",
    ]
    by_kind = {item["kind"]: item for item in items}
    told = {
        kind: (item["amount"], item["chargeId"], item["actor"], item["fields"], item["reason"])
        for kind, item in by_kind.items()
    }
    assert told["customer_created"] == (100, charge["id"], "Ana", [], None)
    assert told["customer_changed"] == (
        90,
        charge["id"],
        "Ana",
        ["phone", "outstandingAmount"],
        "asked by phone",
    )
    assert told["charge_changed"] == (6, extra["id"], "Ana", ["amount"], None)
    assert told["charge_cancelled"][::4] == (6, "Twice")
    assert told["payment_refunded"] == (10, charge["id"], None, [], None)
    assert by_kind["payment_received"]["paymentId"] == paid["id"]
    assert by_kind["payment_received"]["currency"] == "EUR"
    assert by_kind["customer_deleted"]["amount"] is None


async def test_pages_of_the_timeline_are_the_whole_of_it(desk: Any) -> None:
    """Many moments are shared, by steps and by what people did, so that ids decide."""
    made = await desk.made(externalId="K-1")
    start = datetime(2026, 3, 1, tzinfo=UTC)
    items = [
        {
            "amount": 1 + n,
            "currency": "EUR",
            "method": "card",
            "status": "completed",
            "createdAt": (start + timedelta(minutes=n // 5)).isoformat(),
            "customerId": made["id"] if n % 2 else "K-1",
        }
        for n in range(40)
    ]
    sent = await desk.api.http.post("/api/payments/batch", json={"items": items})
    for outcome in sent.json()["items"][::4]:
        when = (start + timedelta(minutes=20)).isoformat()
        await desk.api.step(outcome["payment"]["id"], "refund", amount=1, occurredAt=when)
    for n in range(10):
        await desk.changed(made | {"version": n + 1}, notes=f"note {n}")
    entries = desk.database["audit_entries"]
    same = {"at": start + timedelta(minutes=3)}
    await entries.update_many({"after.notes": {"$regex": "[3-7]"}}, {"$set": same})
    whole = (await desk.timeline(made, limit=100))["items"]
    assert len(whole) == 40 + 10 + 11
    assert whole == sorted(whole, key=lambda item: (item["at"], item["id"]), reverse=True)
    for limit in (1, 7, 60):
        pages: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = await desk.timeline(made, limit=limit, **cursor)
            pages += page["items"]
            if page["nextCursor"] is None:
                break
            cursor = {"cursor": page["nextCursor"]}
        assert pages == whole


async def test_every_question_about_one_customer_has_an_index(desk: Any) -> None:
    made = await desk.owing(5, 6, externalId="K-1")
    source = await desk.owing(7, externalId="K-2")
    await desk.paid(made, amount=3)
    await desk.database.command("profile", 2)
    try:
        merged = (await desk.merge(await desk.get(made), source)).json()
        for limit in (1, 30):
            page = await desk.timeline(merged, limit=limit)
        page = await desk.timeline(merged, limit=2)
        await desk.timeline(merged, limit=2, cursor=page["nextCursor"])
        await desk.change_charge((await desk.get(merged))["charges"][0], externalId="INV-1")
        await desk.create(externalId="K-2", key="k")
        await desk.charge(merged, externalId="INV-1", key="k")
        await desk.bulk(merged, source, addTags=["x"])
        await desk.delete(merged)
        await desk.restore(merged)
    finally:
        await desk.database.command("profile", 0)
    names = ("customers", "charges", "accounts", "payments", "audit_entries")
    planned = {"planSummary": {"$exists": True}, "ns": {"$regex": f"\\.({'|'.join(names)})$"}}
    seen = [each async for each in desk.database["system.profile"].find(planned)]
    await desk.database["system.profile"].drop()
    assert {each["ns"].rpartition(".")[2] for each in seen} == set(names)
    for each in seen:
        assert "COLLSCAN" not in each["planSummary"], each["command"]
        sorted_in_memory = each.get("hasSortStage") and "aggregate" not in each["command"]
        assert not sorted_in_memory, each["command"]


async def test_the_timeline_goes_on_where_another_was_merged(desk: Any, code: Any) -> None:
    target, source = await desk.made(), await desk.made()
    await desk.charged(source)
    await desk.merge(target, source)
    items = (await desk.timeline(source))["items"]
    assert [item["kind"] for item in items] == [
        "customer_merged",
        "charge_added",
        "customer_created",
        "customer_created",
    ]
    page = await desk.timeline(target, limit=2)
    wrong = await desk.ask("GET", f"/customers/{target['id']}/timeline?cursor=x")
    assert code(wrong) == (400, "invalid_cursor")
    other = await desk.made()
    path = f"/customers/{other['id']}/timeline?cursor={page['nextCursor']}"
    assert code(await desk.ask("GET", path)) == (400, "invalid_cursor")
    for limit in (0, 101):
        answer = await desk.ask("GET", f"/customers/{target['id']}/timeline?limit={limit}")
        assert answer.status_code == 422
