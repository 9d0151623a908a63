"""Saved views: whose they are, who sees and changes them, and what is refused."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from cashbeat.contracts.view import MAX_QUERY
from cashbeat.view import service

pytestmark = pytest.mark.asyncio(loop_scope="module")

VIEW = {"name": "Card failures", "page": "dashboard", "query": "range=7d&method=card"}


class Member:
    """Somebody with a role, and what they do with views."""

    def __init__(self, api: Any, headers: dict[str, str]) -> None:
        self._http = api.http
        self.headers = headers

    async def save(self, *, key: str | None = None, **fields: Any) -> Any:
        keyed = {} if key is None else {"Idempotency-Key": key}
        return await self._http.post("/api/views", json=VIEW | fields, headers=self.headers | keyed)

    async def saved(self, **fields: Any) -> Any:
        answer = await self.save(**fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def change(self, view: Any, **fields: Any) -> Any:
        return await self._http.patch(f"/api/views/{view['id']}", json=fields, headers=self.headers)

    async def delete(self, view: Any) -> Any:
        return await self._http.delete(f"/api/views/{view['id']}", headers=self.headers)

    async def seen(self, **params: str) -> list[Any]:
        answer = await self._http.get("/api/views", params=params, headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: list[Any] = answer.json()
        return found


@pytest_asyncio.fixture(loop_scope="module")
async def member(api: Any) -> Any:
    """Makes a member of a role, in an organisation without views."""
    await api.database["views"].delete_many({})

    async def of(role: str = "agent", name: str = "Ana") -> Member:
        return Member(api, await api.sign_in(role, "demo", name))

    return of


async def test_a_view_is_its_owners(member: Any) -> None:
    ana, ben = await member("viewer"), await member("owner")
    view = await ana.saved()
    assert view | VIEW == view
    assert (view["shared"], view["mine"], view["canChange"]) == (False, True, True)
    assert view["ownerName"] == "Ana"
    assert await ana.seen(page="dashboard") == [view]
    assert await ana.seen(page="payments") == []
    assert await ben.seen() == []
    for answer in (await ben.change(view, name="Mine"), await ben.delete(view)):
        assert (answer.status_code, answer.json()["code"]) == (404, "view_not_found")


async def test_a_shared_one_is_seen_by_all_and_changed_by_its_owner_and_admins(member: Any) -> None:
    ana, ben, eve, admin = [await member(r) for r in ("agent", "agent", "viewer", "admin")]
    view = await ana.saved(shared=True)
    for who, may in ((ana, True), (ben, False), (eve, False), (admin, True)):
        (seen,) = await who.seen()
        assert (seen["id"], seen["mine"], seen["canChange"]) == (view["id"], who is ana, may)
    for who in (ben, eve):
        for answer in (await who.change(view, name="Mine"), await who.delete(view)):
            assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    changed = (await admin.change(view, name="All failures")).json()
    assert (changed["name"], changed["ownerName"], changed["mine"]) == (
        "All failures",
        "Ana",
        False,
    )
    hidden = await ana.change(view, shared=False)
    assert hidden.json()["shared"] is False
    assert await ben.seen() == []
    assert (await ana.change(view, shared=True)).status_code == 200
    assert (await admin.delete(view)).status_code == 204
    assert await ana.seen() == []


async def test_who_only_looks_shares_nothing(member: Any, api: Any) -> None:
    eve = await member("viewer")
    assert (await eve.save(shared=True)).status_code == 403
    view = await eve.saved()
    assert (await eve.change(view, shared=True)).status_code == 403
    await api.database["views"].update_one({"_id": view["id"]}, {"$set": {"shared": True}})
    (seen,) = await eve.seen()
    assert seen["canChange"] is False
    assert (await eve.change(view, name="Another")).status_code == 403


async def test_api_keys_have_no_views(member: Any, api: Any) -> None:
    await member()
    made = await api.http.post(
        "/api/api-keys", json={"name": "till", "scopes": ["payments:read", "analytics:read"]}
    )
    program = Member(api, {"Authorization": f"Bearer {made.json()['secret']}"})
    answer = await program.save()
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


async def test_names_are_one_for_each_person_and_page(member: Any) -> None:
    ana, ben = await member(), await member()
    await ana.saved()
    answer = await ana.save(name="  CARD failures ")
    assert (answer.status_code, answer.json()["code"]) == (409, "view_name_taken")
    await ana.saved(page="payments")
    await ben.saved()
    other = await ana.saved(name="Other")
    assert (await ana.change(other, name="card failures")).json()["code"] == "view_name_taken"
    assert (await ana.change(other, name="OTHER")).json()["name"] == "OTHER"
    assert [view["name"] for view in await ana.seen(page="dashboard")] == ["Card failures", "OTHER"]


async def test_a_repeated_request_saves_one(member: Any) -> None:
    ana, ben = await member(), await member()
    answers = await asyncio.gather(*(ana.save(key="once") for _ in range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    other = await ana.save(key="once", name="Another")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    theirs = await ben.save(key="once")
    assert theirs.status_code == 201
    assert "idempotent-replayed" not in theirs.headers


async def test_a_person_has_so_many(member: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_VIEWS", 2)
    ana, ben = await member(), await member()
    for name in ("One", "Two"):
        await ana.saved(name=name)
    answer = await ana.save(name="Three")
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_views")
    await ben.saved()


async def test_every_change_is_told_once_with_what_changed(member: Any, api: Any) -> None:
    ana = await member("agent", "Ana of views")
    view = await ana.saved()
    assert (await ana.change(view, query="range=30d")).status_code == 200
    assert (await ana.change(view, query="range=30d")).status_code == 200
    assert (await ana.delete(view)).status_code == 204
    entries = await api.database["audit_entries"].find({"target.id": view["id"]}).to_list()
    assert [entry["action"] for entry in sorted(entries, key=lambda each: each["_id"])] == [
        "view.created",
        "view.changed",
        "view.deleted",
    ]
    told = next(entry for entry in entries if entry["action"] == "view.changed")
    assert (told["before"], told["after"]) == ({"query": VIEW["query"]}, {"query": "range=30d"})


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"name": ""}, "name", "too_short"),
        ({"name": "   "}, "name", "too_short"),
        ({"name": "x" * 61}, "name", "too_long"),
        ({"name": "two\nlines"}, "name", "control_character"),
        ({"page": "settings"}, "page", "not_one_of"),
        ({"query": "a=" + "x" * MAX_QUERY}, "query", "too_long"),
        ({"query": "?range=7d"}, "query", "invalid_format"),
        ({"query": "range=7d#top"}, "query", "invalid_format"),
        ({"query": "range"}, "query", "invalid_format"),
        ({"query": "q=%ff"}, "query", "invalid_format"),
        ({"query": "q=\u0000"}, "query", "control_character"),
        ({"shared": "yes"}, "shared", "wrong_type"),
        ({"ownerId": "somebody"}, "ownerId", "unknown_field"),
    ],
)
async def test_what_is_no_view_is_refused(
    member: Any, fields: dict[str, Any], field: str, code: str
) -> None:
    answer = await (await member()).save(**fields)
    assert answer.status_code in {400, 422}, answer.text
    if answer.status_code == 422:
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]


async def test_a_query_may_be_empty_and_hold_any_letters(member: Any) -> None:
    ana = await member()
    for name, query in (("All", ""), ("Café", "q=caf%C3%A9+%2B1&method=card&method=upi&from=")):
        assert (await ana.saved(name=name, query=query))["query"] == query


async def test_a_change_of_nothing_is_refused(member: Any) -> None:
    ana = await member()
    assert (await ana.change(await ana.saved())).status_code == 422
