"""The worker's part: what is raised live, once, whatever happens to the worker."""

import asyncio
import json
import random
from datetime import datetime
from typing import Any

import pytest

from cashbeat.alert.checking import Surroundings
from cashbeat.alert.messages import AlertMessenger
from cashbeat.alert.raising import Raiser
from cashbeat.alert.rule_repository import AlertRuleRepository
from cashbeat.contracts.alert import AlertRulePreviewRequest

from .conftest import MINUTE, NOON, SPIKE, Shop, Told

ANYWHERE = Surroundings({"card"}, set(), set())


def minute(at: datetime | None) -> int | None:
    return None if at is None else (at - NOON) // MINUTE


def spans(found: list[dict[str, Any]]) -> list[tuple[int | None, int | None]]:
    return [(minute(each["raisedAt"]), minute(each.get("endedAt"))) for each in found]


async def begin(shop: Shop) -> None:
    """The evaluator was there before the first minute."""
    await shop.at(0)
    await shop.evaluator().evaluate()


async def test_an_alert_is_raised_and_resolves_itself(shop: Shop) -> None:
    rule_id = await shop.rule()
    await shop.minutes([0, 6, 7, 9, 1, 0, 0, 0])
    await begin(shop)
    evaluator = shop.evaluator()
    for ready in range(1, 4):
        await shop.at(ready)
        assert await evaluator.evaluate() == 1
    (alert,) = await shop.alerts()
    assert (alert["ruleId"], alert["state"], alert["severity"]) == (rule_id, "firing", "critical")
    assert (alert["value"], alert["title"]) == (
        "13",
        "Failed payments 13 in 2 minutes, above 5.",
    )
    assert spans([alert]) == [(3, None)]
    assert minute(alert["windowFrom"]) == 0
    await shop.at(4)
    await evaluator.evaluate()
    (alert,) = await shop.alerts()
    assert (alert["worstValue"], alert["version"]) == ("16", 1)
    for ready in range(5, 9):
        await shop.at(ready)
        await evaluator.evaluate()
    (alert,) = await shop.alerts()
    assert spans([alert]) == [(3, 7)]
    assert (alert["state"], alert.get("open"), alert.get("standing")) == ("resolved", None, None)
    assert [each["action"] for each in alert["history"]] == ["raised", "cleared"]
    assert shop.told.names == ["alert_raised", "alert_changed"]
    rule = await shop.database["alert_rules"].find_one({"_id": rule_id})
    assert rule is not None
    assert (rule["alertId"], rule["lastRaisedAt"]) == (None, alert["raisedAt"])


@pytest.mark.parametrize("seed", range(4))
async def test_live_is_what_the_preview_said(shop: Shop, seed: int) -> None:
    """Live: in pieces, by one worker after another, each knowing what is stored only."""
    dice = random.Random(seed)
    failed = [dice.choice([0, 0, 1, 2, 3, 6, 9]) for _ in range(150)]
    await shop.minutes([1], NOON - 10 * MINUTE)
    await shop.minutes(failed)
    fields = {"forMinutes": dice.randint(1, 3), "cooldownMinutes": dice.randint(0, 9)}
    await shop.rule(**fields)
    await begin(shop)
    ready = 0
    while ready < len(failed):
        ready = min(len(failed), ready + dice.choice([1, 1, 1, 2, 5, 30]))
        await shop.at(ready)
        await shop.evaluator(Told()).evaluate()
    asked = {"rule": SPIKE | fields, "from": NOON.isoformat()}
    request = AlertRulePreviewRequest.model_validate(asked)
    told = await shop.previews().preview("demo", request, ANYWHERE)
    assert told.firing_count >= 3
    live = await shop.alerts()
    assert [
        (
            each["startedAt"],
            each["raisedAt"],
            each.get("endedAt"),
            each["value"],
            each["worstValue"],
        )
        for each in live
    ] == [
        (each.started_at, each.raised_at, each.ended_at, str(each.value), str(each.worst_value))
        for each in told.firings
    ]
    assert len(told.points) == len(failed)


async def test_two_workers_raise_one_alert(shop: Shop) -> None:
    await shop.rule()
    await shop.minutes([9] * 5 + [0] * 10)
    await begin(shop)
    for ready in range(1, 16):
        await shop.at(ready)
        await asyncio.gather(*(shop.evaluator().evaluate() for _ in range(3)))
    assert spans(await shop.alerts()) == [(2, 8)]
    assert sorted(shop.told.names) == ["alert_changed", "alert_raised"]


async def test_the_rules_of_every_organisation_are_evaluated_while_the_lease_is_held(
    shop: Shop,
) -> None:
    for tenant_id in ("alpha", "beta", "gamma"):
        rule_id = await shop.rule(condition="below", measure="payment_count", threshold=5)
        mine = {"$set": {"tenantId": tenant_id, "clearThreshold": "5"}}
        await shop.database["alert_rules"].update_one({"_id": rule_id}, mine)
    await begin(shop)
    await shop.at(5)
    stranger, holder = shop.evaluator(), shop.evaluator()
    assert await stranger.evaluate() == 0, "it does not hold the lease"
    assert await holder._lease.acquire()
    assert await holder.evaluate() == 5
    assert {each["tenantId"] for each in await shop.alerts()} == {"alpha", "beta", "gamma"}
    assert len(await shop.alerts()) == 3


class Breaks(AlertMessenger):
    """Dies in the transaction, after the alert was written."""

    async def add(self, *_: Any) -> None:
        raise ConnectionError("the worker died")


async def test_who_dies_in_between_leaves_nothing(shop: Shop) -> None:
    await shop.rule()
    await shop.minutes([9] * 5)
    await begin(shop)
    await shop.at(3)
    dying = shop.evaluator(raiser=Raiser(shop.database, Breaks(shop.database, "")))
    with pytest.raises(ConnectionError):
        await dying.evaluate()
    assert await shop.alerts() == []
    await shop.at(4)
    await shop.evaluator().evaluate()
    assert spans(await shop.alerts()) == [(2, None)]
    assert shop.told.names == ["alert_raised"]


async def test_missed_minutes_are_made_up_for_without_a_burst(shop: Shop) -> None:
    """Three days of downtime: what came and went is history, what stands is told, once."""
    await shop.rule()
    day = 24 * 60
    await begin(shop)
    waves = ([9] * 5 + [0] * 25) * (3 * day // 30)
    await shop.minutes(waves[:-25])
    await shop.at(len(waves) - 25)
    await shop.evaluator().evaluate()
    found = await shop.alerts()
    first = minute(found[0]["raisedAt"])
    assert first is not None
    assert first > 2 * day - 30
    assert [each["state"] for each in found[-2:]] == ["resolved", "firing"]
    assert shop.told.names.count("alert_raised") == 1
    assert len(found) <= 50


async def test_members_and_webhooks_are_told_in_the_same_transaction(shop: Shop) -> None:
    database = shop.database
    for name in ("ana", "ben"):
        user = {"_id": f"usr_{name}", "emailKey": name, "email": f"{name}@example.com"}
        await database["users"].insert_one(user | {"name": name})
    member = {"_id": "demo|usr_ana", "tenantId": "demo", "userId": "usr_ana", "role": "agent"}
    await database["memberships"].insert_one(member | {"createdAt": NOON})
    for name, enabled in (("on", True), ("off", False)):
        hook = {"_id": f"whk_{name}", "tenantId": "demo", "name": name, "enabled": enabled}
        await database["webhooks"].insert_one(hook | {"events": ["alert.raised"]})
    to = {"email": ["usr_ana", "usr_ben"], "webhooks": ["whk_on", "whk_off", "whk_gone"]}
    await shop.rule(channels=to)
    await shop.minutes([9] * 3 + [0] * 9)
    await begin(shop)
    await shop.at(2)
    await shop.evaluator().evaluate()
    (alert,) = await shop.alerts()
    (mail,) = await database["mails"].find({}).to_list()
    assert (mail["to"], mail["subject"]) == ("ana@example.com", "[critical] Spike: Demo")
    assert f"https://pay.example.com/alerts/{alert['_id']}" in mail["text"]
    (call,) = await database["webhook_deliveries"].find({}).to_list()
    body = json.loads(call["body"])
    assert (body["type"], body["alert"]["id"]) == ("alert.raised", alert["_id"])
    assert body["organisation"] == {"id": "demo", "name": "Demo"}
    await shop.at(12)
    await shop.evaluator().evaluate()
    subjects = [each["subject"] async for each in database["mails"].find({}).sort("createdAt", 1)]
    assert subjects == ["[critical] Spike: Demo", "[resolved] Spike: Demo"]
    assert await database["webhook_deliveries"].count_documents({}) == 1, "it asked for one event"


async def test_what_a_person_resolved_stays_quiet_until_it_has_cleared(shop: Shop) -> None:
    await shop.rule()
    await shop.minutes([9] * 10 + [0] * 6)
    await begin(shop)
    await shop.at(3)
    await shop.evaluator().evaluate()
    closed = {"$set": {"state": "resolved", "resolvedAt": shop.now}, "$unset": {"open": ""}}
    await shop.database["alerts"].update_one({}, closed)
    for ready in (6, 9, 16):
        await shop.at(ready)
        await shop.evaluator().evaluate()
    (alert,) = await shop.alerts()
    assert spans([alert]) == [(2, 13)]
    assert alert["resolvedAt"] < alert["endedAt"]


@pytest.mark.parametrize(("change", "raised"), [({"name": "New"}, 1), ({"threshold": 7}, 0)])
async def test_a_change_while_it_is_evaluated(
    shop: Shop, change: dict[str, Any], raised: int
) -> None:
    """A new name costs no minute; other criteria fence what was evaluated by the old ones."""
    rule_id = await shop.rule()
    await shop.minutes([9] * 3)
    await begin(shop)

    class Slow(Raiser):
        async def keep(self, *arguments: Any) -> Any:
            async with shop.database.client.start_session() as session:
                repository = AlertRuleRepository(shop.database)
                anew = "threshold" in change
                await repository.update("demo", rule_id, 1, change, session, anew=anew)
            return await super().keep(*arguments)

    slow = Slow(shop.database, AlertMessenger(shop.database, ""))
    await shop.at(2)
    await shop.evaluator(raiser=slow).evaluate()
    assert len(await shop.alerts()) == raised


async def test_a_snoozed_alert_speaks_up_again(shop: Shop) -> None:
    await shop.rule()
    await shop.minutes([9] * 60)
    await begin(shop)
    await shop.at(3)
    evaluator = shop.evaluator()
    await evaluator.evaluate()
    until = NOON + 20 * MINUTE
    put_off = {"$set": {"state": "snoozed", "snoozedUntil": until}}
    await shop.database["alerts"].update_one({}, put_off)
    await shop.at(10)
    assert await evaluator.wake() == 0
    await shop.at(20)
    assert await evaluator.wake() == 1
    assert await evaluator.wake() == 0
    (alert,) = await shop.alerts()
    assert (alert["state"], alert.get("snoozedUntil"), alert["version"]) == ("firing", None, 2)
    assert shop.told.names == ["alert_raised", "alert_raised"]


async def test_nothing_is_evaluated_that_the_projector_has_not_counted(shop: Shop) -> None:
    await shop.rule(condition="below", measure="payment_count", threshold=5, clearThreshold=5)
    await shop.minutes([9])
    await begin(shop)
    await shop.at(10)
    for told in ({"state": "rebuilding"}, {"lag_ms": 11 * 60_000}):
        await shop.projected(**told)
        assert await shop.evaluator().evaluate() == 0
    shop.now += 2 * MINUTE
    assert await shop.evaluator().evaluate() == 0, "a projector that is silent"
    assert await shop.alerts() == []
    await shop.projected()
    assert await shop.evaluator().evaluate() == 12
    assert len(await shop.alerts()) == 1


async def test_organisations_without_first_rules_get_them(shop: Shop) -> None:
    await shop.database["alert_defaults"].delete_many({})
    await begin(shop)
    await shop.at(1)
    await shop.evaluator().evaluate()
    await shop.at(2)
    await shop.evaluator().evaluate()
    names = [rule["name"] async for rule in shop.database["alert_rules"].find({})]
    assert sorted(names) == ["Failure spike", "Failures over an hour", "Payments drop"]
