"""The organisation's settings: changed with one entry in the audit log, every fault told."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cashbeat.core.redis import RedisHint
from cashbeat.core.tasks import end_tasks
from cashbeat.projector.announcer import Announcer
from cashbeat.projector.projector import Projector
from cashbeat.tenant.repository import TenantRepository

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/organisation"


async def entries(api: Any, tenant_id: str) -> list[dict[str, Any]]:
    found = api.database["audit_entries"].find(
        {"tenantId": tenant_id, "action": "organisation.changed"}
    )
    rows: list[dict[str, Any]] = await found.sort("_id", 1).to_list()
    return rows


async def test_every_setting_is_changed_with_one_entry_in_the_audit_log(api: Any) -> None:
    owner = await api.found("whole")
    before = (await api.http.get(PATH, headers=owner)).json()
    change = {
        "name": "Whole & Sons",
        "slug": "whole-sons",
        "defaultCurrency": "JPY",
        "timeZone": "Asia/Tokyo",
        "locale": "ja-JP",
    }
    reason = {"X-Change-Reason": "We moved"}
    changed = await api.http.patch(PATH, json=change, headers=owner | reason)
    assert changed.status_code == 200
    assert changed.json() == before | change | {
        "currencies": ["JPY"],
        "rebuild": {"state": "running", "progress": 0.0},
    }
    assert (await api.http.get(PATH, headers=owner)).json() == changed.json()
    session = (await api.http.get("/api/auth/session", headers=owner)).json()
    assert session["tenant"].items() >= {
        ("name", "Whole & Sons"), ("slug", "whole-sons"), ("locale", "ja-JP")
    }  # fmt: skip
    (entry,) = await entries(api, "whole")
    assert entry["after"] == change
    assert entry["before"] == {name: before[name] for name in change}
    assert entry["target"] == {"kind": "organisation", "id": "whole", "name": "Whole & Sons"}
    assert (entry["why"], entry["actor"]["kind"]) == ("We moved", "user")


async def test_a_change_to_the_same_is_recorded_and_changes_nothing(api: Any) -> None:
    owner = await api.found("same")
    before = (await api.http.get(PATH, headers=owner)).json()
    body = {"name": before["name"], "timeZone": before["timeZone"], "slug": None}
    answer = await api.http.patch(PATH, json=body, headers=owner)
    assert (answer.status_code, answer.json()) == (200, before)
    assert before["rebuild"] == {"state": "idle", "progress": 1.0}
    (entry,) = await entries(api, "same")
    assert (entry["before"], entry["after"]) == ({}, {})


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        (
            {
                "name": "",
                "slug": "www",
                "defaultCurrency": "DEM",
                "timeZone": "Mars/Base",
                "locale": "english",
                "colour": 1,
            },
            {
                "name": "too_short",
                "slug": "slug_reserved",
                "defaultCurrency": "currency_ended",
                "timeZone": "unknown_time_zone",
                "locale": "invalid_format",
                "colour": "unknown_field",
            },
        ),
        (
            {
                "slug": "-A",
                "defaultCurrency": "ZZZ",
                "timeZone": 1,
                "locale": "de_DE",
            },
            {
                "slug": "invalid_format",
                "defaultCurrency": "unknown_currency",
                "timeZone": "wrong_type",
                "locale": "invalid_format",
            },
        ),
        ({"defaultCurrency": "eur"}, {"defaultCurrency": "invalid_format"}),
        ({"timeZone": "../etc/passwd"}, {"timeZone": "unknown_time_zone"}),
        ({"timeZone": "localtime"}, {"timeZone": "unknown_time_zone"}),
        ({"timeZone": "europe/kyiv"}, {"timeZone": "unknown_time_zone"}),
        *(({"slug": slug}, {"slug": "slug_reserved"}) for slug in ("api", "admin", "xn--a")),
        *(
            ({"slug": slug}, {"slug": "invalid_format"})
            for slug in ("", "a.b", "a" * 41, "ä", "a\n")
        ),
    ],
)
async def test_every_fault_is_told_and_nothing_is_changed(
    api: Any, body: dict[str, Any], faults: dict[str, str]
) -> None:
    stored = await api.database["tenants"].find_one({"_id": "demo"})
    answer = await api.http.patch(PATH, json=body)
    assert answer.status_code == 422
    assert {each["field"]: each["code"] for each in answer.json()["errors"]} == faults
    assert await api.database["tenants"].find_one({"_id": "demo"}) == stored
    assert await entries(api, "demo") == []


@pytest.mark.parametrize("body", [{}, {"name": None, "locale": None}])
async def test_an_empty_change_is_refused(api: Any, body: dict[str, Any]) -> None:
    answer = await api.http.patch(PATH, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_of_ten_that_ask_for_a_slug_at_once_one_gets_it(api: Any) -> None:
    owners = [await api.found(f"race-{n}") for n in range(10)]
    answers = await asyncio.gather(
        *(api.http.patch(PATH, json={"slug": "race"}, headers=owner) for owner in owners)
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"slug_taken"}
    written = [await entries(api, f"race-{n}") for n in range(10)]
    assert sorted(map(len, written)) == [0] * 9 + [1]


async def test_changes_at_the_same_time_all_count_and_are_all_recorded(api: Any) -> None:
    owner = await api.found("busy")
    bodies = [{"name": f"Busy {n}"} for n in range(5)] + [{"locale": "uk-UA"}, {"slug": "busier"}]
    answers = await asyncio.gather(
        *(api.http.patch(PATH, json=body, headers=owner) for body in bodies)
    )
    assert {answer.status_code for answer in answers} == {200}
    told = (await api.http.get(PATH, headers=owner)).json()
    assert (told["locale"], told["slug"]) == ("uk-UA", "busier")
    written = await entries(api, "busy")
    assert len(written) == 7
    names = {entry["before"].get("name"): entry["after"].get("name") for entry in written}
    name: str | None = "Busy"
    for _ in range(5):  # each began where another ended
        name = names[name]
    assert name == told["name"]


async def test_who_may_not_change_settings_changes_none(api: Any) -> None:
    await api.found("guarded")
    for role in ("agent", "viewer"):
        headers = await api.sign_in(role, "guarded", name=role)
        answer = await api.http.patch(PATH, json={"name": "Mine"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        assert (await api.http.get(PATH, headers=headers)).status_code == 200
    admin = await api.sign_in("admin", "guarded", name="admin")
    answer = await api.http.patch(PATH, json={"name": "Ours"}, headers=admin)
    assert (answer.status_code, answer.json()["name"]) == (200, "Ours")
    assert len(await entries(api, "guarded")) == 1


async def test_a_new_zone_counts_for_the_next_question(api: Any) -> None:
    owner = await api.found("moved")
    question = "/api/analytics/metrics"
    assert (await api.http.get(question, headers=owner)).json()["timeZone"] != "Asia/Kolkata"
    await api.http.patch(PATH, json={"timeZone": "Asia/Kolkata"}, headers=owner)
    assert (await api.http.get(question, headers=owner)).json()["timeZone"] == "Asia/Kolkata"


class Silent:
    """A feed that nobody listens to."""

    def publish_events(self, *_: object) -> None:
        pass

    def publish_analytics_changed(self, *_: object) -> None:
        pass


async def test_a_worker_cuts_the_days_and_the_organisation_tells_how_far_it_is(
    api: Any, redis_url: str
) -> None:
    owner = await api.found("recut")
    paid = {"amount": 1, "currency": "EUR", "method": "card", "createdAt": "2026-01-31T20:00:00Z"}
    assert (await api.http.post("/api/payments", json=paid, headers=owner)).status_code == 201
    question = "/api/analytics/trends?period=day&from=2026-01-31T00:00:00Z&to=2026-02-02T00:00:00Z"

    async def days() -> list[str]:
        points = (await api.http.get(question, headers=owner)).json()
        return [point["timestamp"] for point in points if point["count"]]

    projector = Projector(
        api.database,
        TenantRepository(api.database),
        Announcer(RedisHint(redis_url), Silent()),
        lambda: datetime.now(UTC),
        batch_size=100,
        lease_seconds=2,
        minute_retention=timedelta(hours=48),
    )
    working = asyncio.create_task(projector.run())
    try:
        async with asyncio.timeout(60):
            while not await days():
                await asyncio.sleep(0.1)
            assert await days() == ["2026-01-30T23:00:00.000Z"]
            changed = await api.http.patch(PATH, json={"timeZone": "Asia/Tokyo"}, headers=owner)
            assert changed.json()["rebuild"]["state"] == "running"
            while (await api.http.get(PATH, headers=owner)).json()["rebuild"]["state"] != "idle":
                assert await days() == ["2026-01-31T15:00:00.000Z"]
            assert await days() == ["2026-01-31T15:00:00.000Z"]
    finally:
        await end_tasks([working])
    told = (await api.http.get(PATH, headers=owner)).json()
    assert told["rebuild"] == {"state": "idle", "progress": 1.0}
    stored = await api.database["rollup_days"].find_one({"tenantId": "recut", "cut": 1})
    assert (stored["timeZone"], stored["day"]) == ("Asia/Tokyo", "2026-02-01")
