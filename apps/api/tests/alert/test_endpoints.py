"""Rules and alerts over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

SPIKE: dict[str, Any] = {
    "name": "Card failures",
    "measure": "failure_rate",
    "condition": "above",
    "threshold": 0.2,
    "clearThreshold": 0.1,
    "minimumCount": 20,
    "windowMinutes": 10,
    "forMinutes": 2,
    "method": "card",
}


async def test_a_rule_is_made_changed_and_deleted(api: Any) -> None:
    made = await api.http.post("/api/alert-rules", json=SPIKE)
    assert made.status_code == 201, made.text
    rule = made.json()
    assert rule | SPIKE == rule
    assert rule["summary"] == (
        "Failure rate of card in 10 minutes above 20% for 2 minutes, from 20 attempts."
    )
    path = f"/api/alert-rules/{rule['id']}"
    assert (await api.http.get(path)).json()["version"] == 1
    changed = await api.http.patch(path, json={"threshold": 0.3, "method": None, "version": 1})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["threshold"], changed.json()["method"]) == (0.3, None)
    assert changed.json()["clearThreshold"] == 0.1
    stale = await api.http.patch(path, json={"name": "Other", "version": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "alert_rule_changed")
    assert (await api.http.delete(path)).status_code == 204
    assert (await api.http.get(path)).status_code == 404
    assert (await api.http.delete(path)).json()["code"] == "alert_rule_not_found"


async def test_a_key_makes_a_rule_once(api: Any) -> None:
    key = {"Idempotency-Key": "rule-1"}
    first = await api.http.post("/api/alert-rules", json=SPIKE, headers=key)
    again = await api.http.post("/api/alert-rules", json=SPIKE, headers=key)
    assert again.json()["id"] == first.json()["id"]
    assert again.headers["idempotent-replayed"] == "true"
    other = await api.http.post("/api/alert-rules", json=SPIKE | {"name": "B"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_every_fault_is_named_at_once(api: Any) -> None:
    wrong = {
        "name": "",
        "measure": "volume",
        "condition": "falls_by",
        "threshold": 1.5,
        "clearThreshold": 2,
        "minimumChange": 0.1234567,
        "windowMinutes": 1441,
        "method": "barter",
        "channels": {"email": ["usr_nobody"], "webhooks": ["whk_none"]},
    }
    answer = await api.http.post("/api/alert-rules", json=wrong)
    assert answer.status_code == 422
    assert {(each["field"], each["code"]) for each in answer.json()["errors"]} == {
        ("name", "too_short"),
        ("windowMinutes", "too_large"),
        ("minimumChange", "too_precise"),
        ("baseline", "required"),
        ("threshold", "too_large"),
        ("clearThreshold", "wrong_side"),
        ("currency", "required"),
        ("method", "unknown_method"),
        ("channels.email.0", "unknown_member"),
        ("channels.webhooks.0", "unknown_webhook"),
    }
    preview = await api.http.post("/api/alert-rules/preview", json={"rule": wrong, "to": "soon"})
    named = {each["field"] for each in preview.json()["errors"]}
    assert {"rule.name", "rule.baseline", "to"} <= named


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"condition": "below", "clearThreshold": 0.1}, "clearThreshold"),
        ({"baseline": "day"}, "baseline"),
        ({"minimumChange": 1}, "minimumChange"),
        ({"threshold": 1, "clearThreshold": None}, "threshold"),
        ({"condition": "below", "threshold": 0, "clearThreshold": None}, "threshold"),
        ({"currency": "XXX"}, "currency"),
    ],
)
async def test_what_makes_no_sense_is_refused(api: Any, change: dict[str, Any], field: str) -> None:
    answer = await api.http.post("/api/alert-rules", json=SPIKE | change)
    assert answer.status_code == 422
    assert field in {each["field"] for each in answer.json()["errors"]}


async def test_a_rule_whose_member_left_can_still_be_changed(api: Any) -> None:
    headers = await api.sign_in("agent", name="Ben")
    ben = (await api.http.get("/api/auth/session", headers=headers)).json()["user"]["id"]
    rule = SPIKE | {"channels": {"email": [ben]}}
    made = (await api.http.post("/api/alert-rules", json=rule)).json()
    await api.http.delete(f"/api/members/{ben}")
    path = f"/api/alert-rules/{made['id']}"
    changed = await api.http.patch(path, json={"enabled": False})
    assert changed.status_code == 200, changed.text
    assert changed.json()["channels"]["email"] == []


async def alert_in(api: Any, tenant_id: str = "demo", **fields: Any) -> str:
    """An alert as the evaluator stores it."""
    at = datetime.now(UTC).replace(microsecond=0)
    alert_id = fields.pop("alert_id", f"alr_{at.timestamp()}_{tenant_id}_{len(str(fields))}")
    rule = {
        "name": "Card failures",
        "version": 1,
        "measure": "failure_rate",
        "condition": "above",
        "threshold": "0.2",
        "minimumCount": 20,
        "minimumChange": "0",
        "windowMinutes": 10,
        "forMinutes": 2,
        "cooldownMinutes": 30,
        "channels": {"email": [], "webhooks": []},
    }
    stored = {
        "_id": alert_id,
        "tenantId": tenant_id,
        "ruleId": f"rule_of_{alert_id}",
        "version": 1,
        "rule": rule,
        "severity": "critical",
        "state": "firing",
        "open": True,
        "standing": True,
        "title": "Failure rate 40% in 10 minutes, above 20%.",
        "value": "0.4000",
        "worstValue": "0.5000",
        "startedAt": at,
        "raisedAt": at,
        "windowFrom": at - timedelta(minutes=10),
        "windowTo": at,
        "history": [{"at": at, "action": "raised"}],
    }
    await api.database["alerts"].insert_one(stored | fields)
    return str(alert_id)


async def test_an_alert_is_handled(api: Any) -> None:
    alert_id = await alert_in(api, alert_id="alr_handled")
    path = f"/api/alerts/{alert_id}"
    me = (await api.http.get("/api/auth/session")).json()["user"]

    async def does(verb: str, **body: Any) -> Any:
        answer = await api.http.post(f"{path}/{verb}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    taken = await does("acknowledge", version=1, note="Looking.")
    assert (taken["state"], taken["acknowledgedBy"]["name"]) == ("acknowledged", me["name"])
    given = await does("assign", version=2, assignee=me["id"])
    assert given["assignee"] == {"userId": me["id"], "name": me["name"]}
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
    put_off = await does("snooze", version=3, until=until)
    assert put_off["state"] == "snoozed"
    stale = await api.http.post(f"{path}/resolve", json={"version": 3})
    assert (stale.status_code, stale.json()["alert"]["state"]) == (409, "snoozed")
    closed = await does("resolve", version=4, note="Gateway is back.")
    assert (closed["state"], closed["snoozedUntil"]) == ("resolved", None)
    assert [each["action"] for each in closed["history"]] == [
        "raised",
        "acknowledged",
        "assigned",
        "snoozed",
        "resolved",
    ]
    again = await api.http.post(f"{path}/acknowledge", json={"version": 5})
    assert (again.status_code, again.json()["code"]) == (409, "alert_changed")
    assert "resolved" in again.json()["detail"]


async def test_a_snooze_and_an_assignee_must_make_sense(api: Any) -> None:
    alert_id = await alert_in(api, alert_id="alr_sense")
    path = f"/api/alerts/{alert_id}"
    for until in ("2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"):
        answer = await api.http.post(f"{path}/snooze", json={"version": 1, "until": until})
        assert answer.status_code == 422
    stranger = {"version": 1, "assignee": "usr_nobody"}
    answer = await api.http.post(f"{path}/assign", json=stranger)
    assert answer.json()["errors"][0]["code"] == "unknown_member"


async def test_alerts_are_listed_in_pages_with_counts(api: Any) -> None:
    await api.found("pages")
    headers = await api.sign_in("viewer", "pages")
    base = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(5):
        state: dict[str, Any] = {} if number else {"state": "resolved", "open": None}
        at = base + timedelta(minutes=number // 2)
        fields = {"raisedAt": at, "severity": "info" if number % 2 else "critical"} | state
        await alert_in(api, "pages", alert_id=f"alr_page_{number}", **fields)
    seen, cursor = [], None
    while True:
        parameters: dict[str, Any] = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await api.http.get("/api/alerts", params=parameters, headers=headers)).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["nextCursor"]
        if cursor is None:
            break
    assert seen == [f"alr_page_{number}" for number in (4, 3, 2, 1, 0)]
    assert page["counts"] == {
        "open": 4,
        "firing": 4,
        "acknowledged": 0,
        "snoozed": 0,
        "critical": 2,
        "warning": 0,
        "info": 2,
    }
    only = {"state": "firing", "severity": "info"}
    page = (await api.http.get("/api/alerts", params=only, headers=headers)).json()
    assert [each["id"] for each in page["items"]] == ["alr_page_3", "alr_page_1"]
    answer = await api.http.get("/api/alerts?state=open&limit=0", headers=headers)
    assert {each["field"] for each in answer.json()["errors"]} == {"query.state", "query.limit"}


async def test_a_new_organisation_has_its_first_rules_once(api: Any) -> None:
    from cashbeat.alert.defaults import AlertDefaults

    headers = await api.found("first")
    defaults = AlertDefaults(api.database, lambda: datetime.now(UTC))
    assert await defaults.ensure("first")
    rules = (await api.http.get("/api/alert-rules", headers=headers)).json()
    assert [rule["name"] for rule in rules] == [
        "Failure spike",
        "Failures over an hour",
        "Payments drop",
    ]
    for rule in rules:
        path = f"/api/alert-rules/{rule['id']}"
        assert (await api.http.delete(path, headers=headers)).status_code == 204
    assert not await defaults.ensure("first")
    assert (await api.http.get("/api/alert-rules", headers=headers)).json() == []


async def test_an_empty_organisation_has_nothing_to_try_a_rule_on(api: Any) -> None:
    headers = await api.found("nothing")
    answer = await api.http.post("/api/alert-rules/preview", json={"rule": SPIKE}, headers=headers)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["points"], told["firings"], told["firingCount"]) == ([], [], 0)
    assert told["summary"] == "There is no history yet to try the rule on."
