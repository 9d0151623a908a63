"""`/api/audit` and `/api/audit.csv`: who may read, pages that stay stable, filters, safe cells."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.filter import ORDER, AuditFilter
from cashbeat.audit.sealer import Sealer
from cashbeat.tenant.caller import Actor, Provenance

pytestmark = pytest.mark.asyncio(loop_scope="module")

START = datetime(2026, 3, 1, tzinfo=UTC)
ROWS = 1_100
ACTORS = ("usr_ana", "usr_bo", "key_till")
ACTIONS = ("payment.completed", "payment.refunded", "member.joined")


def entry(tenant_id: str, place: int) -> dict[str, Any]:
    """Two at every moment, so that the order needs the id too."""
    actor = ACTORS[place % 3]
    by = Provenance(
        Actor("api_key" if actor.startswith("key") else "user", actor, f"=A {actor}"),
        f"req_{place}",
        "192.0.2.7",
        "-because" if place % 4 == 0 else None,
    )
    target = Target("payment", f"pay_{place % 10}", "+7")
    at = START + timedelta(minutes=place // 2)
    after = {"amount": f"{place}.00", "currency": "EUR"}
    return entry_of(
        tenant_id, by, ACTIONS[place % 2], target, {}, after, at, f"{tenant_id}_{place:04d}"
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def entries(api: Any) -> list[dict[str, Any]]:
    await api.found("theirs")
    made = [entry("demo", place) for place in range(ROWS)]
    theirs = [entry("theirs", place) for place in range(5)]
    await api.database["audit_entries"].insert_many([*made, *theirs])
    sealer = Sealer(api.database, 2)
    while await sealer.seal():
        pass
    await api.database["audit_entries"].insert_one(entry("demo", ROWS))
    return [*made, entry("demo", ROWS)]


async def all_of(api: Any, **params: Any) -> list[str]:
    """Ids of all entries that match, page by page."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        given = params | ({} if cursor is None else {"cursor": cursor})
        answer = await api.http.get("/api/audit", params=given)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [item["id"] for item in page["items"]]
        cursor = page["nextCursor"]
        if cursor is None:
            return found


def newest(entries: list[dict[str, Any]]) -> list[str]:
    return [e["_id"] for e in sorted(entries, key=lambda e: (e["at"], e["_id"]), reverse=True)]


async def test_an_entry_tells_all(api: Any) -> None:
    page = (await api.http.get("/api/audit", params={"limit": "2"})).json()
    waiting, sealed = page["items"]
    assert (waiting["id"], waiting["n"], waiting["hash"]) == (f"demo_{ROWS:04d}", None, None)
    assert sealed.pop("n") == ROWS
    assert len(sealed.pop("hash")) == 64
    place = ROWS - 1
    assert sealed == {
        "id": f"demo_{place:04d}",
        "at": (START + timedelta(minutes=place // 2)).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "actor": {"kind": "user", "id": "usr_bo", "name": "=A usr_bo"},
        "action": "payment.refunded",
        "target": {"kind": "payment", "id": "pay_9", "name": "+7"},
        "before": {},
        "after": {"amount": f"{place}.00", "currency": "EUR"},
        "why": None,
        "requestId": f"req_{place}",
        "address": "192.0.2.7",
    }


@pytest.mark.parametrize("limit", [7, 200])
async def test_pages_hold_every_entry_once(api: Any, entries: Any, limit: int) -> None:
    assert await all_of(api, limit=limit, target="pay_3") == newest(
        [e for e in entries if e["target"]["id"] == "pay_3"]
    )


@pytest.mark.parametrize(
    ("params", "matches"),
    [
        ({}, lambda _: True),
        ({"actor": "usr_bo"}, lambda e: e["actor"]["id"] == "usr_bo"),
        ({"action": ["member.joined", ACTIONS[1]]}, lambda e: e["action"] == ACTIONS[1]),
        ({"without": ["session.refreshed", ACTIONS[1]]}, lambda e: e["action"] == ACTIONS[0]),
        ({"without": ACTIONS[0], "action": [ACTIONS[0]]}, lambda _: False),
        ({"action": "member.joined"}, lambda _: False),
        (
            {"actor": "usr_ana", "target": "pay_3", "action": ACTIONS[1]},
            lambda e: (e["actor"]["id"], e["target"]["id"]) == ("usr_ana", "pay_3"),
        ),
        (
            {"from": "2026-03-01T01:00:00Z", "to": "2026-03-01T02:00:00+00:00"},
            lambda e: 1 <= (e["at"] - START).total_seconds() / 3600 < 2,
        ),
    ],
)
async def test_filters_apply_to_pages_and_to_the_file(
    api: Any, entries: Any, params: dict[str, Any], matches: Any
) -> None:
    wanted = newest([e for e in entries if matches(e)])
    assert await all_of(api, limit=200, **params) == wanted
    answer = await api.http.get("/api/audit.csv", params=params)
    assert answer.headers["x-total-count"] == str(len(wanted))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == wanted


async def test_cells_are_safe_to_open(api: Any) -> None:
    answer = await api.http.get("/api/audit.csv", params={"target": "pay_0"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="audit.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert all(row["actorName"].startswith("'=A") for row in rows)
    assert all(row["targetName"] == "'+7" for row in rows)
    assert {row["why"] for row in rows} == {"'-because", ""}
    assert not any(cell[:1] in set("=+-@") for row in rows for cell in row.values())
    assert all(json.loads(row["after"])["currency"] == "EUR" for row in rows)


async def test_times_of_the_file_are_those_of_the_zone(api: Any) -> None:
    """Of the organisation's own, if none is asked for: as in the file of payments."""
    for params, at in [
        ({}, "2026-03-01T01:00:00.000+01:00"),
        ({"tz": "Asia/Kolkata"}, "2026-03-01T05:30:00.000+05:30"),
        ({"tz": "UTC"}, "2026-03-01T00:00:00.000+00:00"),
    ]:
        answer = await api.http.get("/api/audit.csv", params=params)
        *_, first = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert first["at"] == at
    for params in ({"tz": "Mars/Olympus"}, {"tz": "", "actor": ""}):
        refused = await api.http.get("/api/audit.csv", params=params)
        assert refused.status_code == 422
        assert [fault["field"] for fault in refused.json()["errors"]] == [
            f"query.{name}" for name in params
        ]


async def test_what_is_written_meanwhile_moves_no_page(api: Any) -> None:
    first = (await api.http.get("/api/audit", params={"limit": "5"})).json()
    late = entry("demo", ROWS + 10)
    await api.database["audit_entries"].insert_one(late)
    given = {"limit": "5", "cursor": first["nextCursor"]}
    second = (await api.http.get("/api/audit", params=given)).json()
    assert second["items"][0]["id"] == f"demo_{ROWS - 5:04d}"
    await api.database["audit_entries"].delete_one({"_id": late["_id"]})


async def test_every_fault_is_named_at_once(api: Any) -> None:
    params = {
        "limit": "0",
        "actor": "",
        "action": "Everything",
        "target": "x" * 200,
        "from": "2026-03-02T00:00:00Z",
        "to": "2026-03-01T00:00:00Z",
        "aktor": "a",
        "cursor": "!",
    }
    answer = await api.http.get("/api/audit", params=params)
    assert answer.status_code == 422
    named = {fault["field"] for fault in answer.json()["errors"]}
    assert named == {f"query.{name}" for name in params} - {"query.to"}


@pytest.mark.parametrize("cursor", ["!", "e30", "bm90"])
async def test_a_cursor_that_is_not_ours(api: Any, cursor: str) -> None:
    answer = await api.http.get("/api/audit", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


async def test_a_cursor_belongs_to_its_filters_and_organisation(api: Any) -> None:
    page = (await api.http.get("/api/audit", params={"limit": "5"})).json()
    theirs = await api.sign_in("owner", "theirs")
    for params, headers in (({"actor": "usr_bo"}, {}), ({}, theirs)):
        given = params | {"cursor": page["nextCursor"]}
        answer = await api.http.get("/api/audit", params=given, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize("path", ["/api/audit", "/api/audit.csv"])
@pytest.mark.parametrize(
    ("role", "status"), [("owner", 200), ("admin", 200), ("agent", 403), ("viewer", 403)]
)
async def test_who_may_read(api: Any, path: str, role: str, status: int) -> None:
    headers = await api.sign_in(role)
    assert (await api.http.get(path, headers=headers)).status_code == status


@pytest.mark.parametrize("path", ["/api/audit", "/api/audit.csv"])
async def test_each_organisation_reads_its_own(api: Any, path: str) -> None:
    theirs = await api.sign_in("admin", "theirs")
    answer = await api.http.get(path, headers=theirs)
    assert "theirs_0001" in answer.text
    assert "demo_" not in answer.text
    chosen = await api.http.get(path, headers=theirs | {"X-Tenant-Id": "demo"})
    assert chosen.status_code == 404


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (AuditFilter(), "newest"),
        (AuditFilter(start=START, end=START + timedelta(days=1)), "newest"),
        (AuditFilter(actor="usr_ana"), "by_actor"),
        (AuditFilter(actions=("payment.refunded",)), "by_action"),
        (AuditFilter(without=("payment.refunded",)), "newest"),
        (AuditFilter(actions=("payment.refunded", "member.joined")), ""),  # whichever is shorter
        (AuditFilter(target="pay_3"), "by_target"),
    ],
)
async def test_each_question_has_its_index(api: Any, wanted: AuditFilter, index: str) -> None:
    behind = (START + timedelta(hours=3), "demo_0300")
    for query in (wanted.query("demo"), wanted.query("demo", behind)):
        found = api.database["audit_entries"].find(query).sort(ORDER).limit(50)
        plan = await found.explain()
        text = json.dumps(plan["queryPlanner"]["winningPlan"], default=str)
        assert "COLLSCAN" not in text
        assert '"stage": "SORT"' not in text
        assert f'"indexName": "{index}' in text
        assert plan["executionStats"]["totalDocsExamined"] <= 120


async def test_payments_say_who_made_them(api: Any) -> None:
    """Through HTTP: the event carries the caller, the request, the address and the reason."""
    headers = await api.sign_in("agent", name="Bo") | {"X-Change-Reason": "asked by phone"}
    body = {"amount": 12.5, "currency": "EUR", "method": "card"}
    answer = await api.http.post("/api/payments", json=body, headers=headers)
    assert "phone" not in answer.text
    assert "by" not in answer.json()
    stored = await api.database["payments"].find_one({"_id": answer.json()["id"]})
    by = stored["events"][0]["by"]
    assert by["actor"]["kind"] == "user"
    assert by["actor"]["name"] == "Bo"
    assert by["requestId"] == answer.headers["x-request-id"]
    assert (by["address"], by["why"]) == ("127.0.0.1", "asked by phone")
