"""Every operation that changes something writes exactly one entry into the audit log."""

import asyncio
import re
from typing import Any

import httpx
import pytest

from cashbeat.contracts.access import ROLE_PERMISSIONS

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a-sentence-to-remember"
SECRET = re.compile(r"a-sentence|another-sentence|argon2|cbk_\w{8}_|Bearer|eyJ")


async def newest(world: Any, before: int) -> dict[str, Any]:
    """The one entry that came since; a second one would be there by now."""
    for _ in range(100):
        if await world.settled() > before:
            break
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    assert await world.settled() == before + 1
    entries = world.api.database["audit_entries"].find({}).sort([("at", -1), ("_id", -1)])
    entry: dict[str, Any] = (await entries.limit(1).to_list())[0]
    return entry


async def test_a_change_writes_one_entry(world: Any, changing: Any) -> None:
    of = world.north
    who = await of.person("owner")
    parameters, sent = await changing.sample(world, of, who)
    before = await world.settled()
    why = {} if changing.permission is None else {"X-Change-Reason": f"because {of.marker}"}
    headers = who.headers | why | {"X-Request-Id": "request-of-this-test"}
    answer = await changing.send(world, parameters, sent, headers)
    assert answer.is_success, answer.text
    entry = await newest(world, before)
    expected = of.id
    if changing.label == "POST /api/organisations":
        expected = answer.json()["id"]
    assert entry["tenantId"] == expected
    assert entry["actor"] == {"kind": "user", "id": who.user_id, "name": entry["actor"]["name"]}
    assert entry["requestId"] == "request-of-this-test"
    assert entry["address"] == "127.0.0.1"
    assert entry.get("why") == why.get("X-Change-Reason")
    stored = str(entry)
    assert not SECRET.search(stored), entry


async def test_a_refused_change_writes_none(world: Any, changing: Any) -> None:
    if changing.permission is None or changing.permission in ROLE_PERMISSIONS["viewer"]:
        pytest.skip("a matter of the person")
    of = world.north
    parameters, sent = await changing.sample(world, of, await of.person("owner"))
    viewer = await of.person("viewer")
    before = await world.settled()
    answer = await changing.send(world, parameters, sent, viewer.headers)
    assert answer.status_code == 403
    assert await world.settled() == before


def browser(world: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(world.api.app)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


async def test_the_door_writes_one_entry_each_time(world: Any) -> None:
    http, email = browser(world), "door@example.com"
    password = {"email": email, "password": PASSWORD}

    async def does(action: str, path: str, **body: Any) -> httpx.Response:
        before = await world.settled()
        answer = await http.post(f"/api/auth/{path}", json=body or None)
        assert answer.is_success, answer.text
        entry = await newest(world, before)
        assert entry["action"] == action
        assert PASSWORD not in str(entry)
        return answer

    await does("organisation.created", "register", **password, name="Dora", organisation="Door")
    await does("session.refreshed", "refresh")
    await does("session.ended", "logout")
    await does("session.started", "login", **password)
    await does("password.reset_asked", "password/forgot", email=email)
    token = await world.mailed(email)
    await does("password.reset", "password/reset", token=token, newPassword="another-long-sentence")


@pytest.mark.parametrize("known", [False, True])
async def test_who_accepts_an_invitation_joins_by_one_entry(world: Any, known: bool) -> None:
    of, email = world.north, f"joins-{known}@example.com"
    http = browser(world)
    if known:
        body = {"name": "Jo", "email": email, "password": PASSWORD, "organisation": "Jo's"}
        await http.post("/api/auth/register", json=body)
    await of.post("/api/invitations", json={"email": email, "role": "agent"})
    token = await world.mailed(email)
    before = await world.settled()
    accepted = {"token": token, "password": PASSWORD, "name": "Jo"}
    answer = await http.post("/api/auth/invitation/accept", json=accepted)
    assert answer.is_success, answer.text
    entry = await newest(world, before)
    assert (entry["action"], entry["tenantId"]) == ("member.joined", of.id)


async def test_what_opens_no_door_writes_nothing(world: Any) -> None:
    before = await world.settled()
    http = browser(world)
    nobody = {"email": "nobody@example.com", "password": PASSWORD}
    assert (await http.post("/api/auth/login", json=nobody)).status_code == 401
    assert (await http.post("/api/auth/refresh")).status_code == 401
    assert (await http.post("/api/auth/logout")).status_code == 204
    forgot = await http.post("/api/auth/password/forgot", json={"email": "nobody@example.com"})
    assert forgot.status_code == 202
    assert await world.settled() == before
