"""Whoever runs the server lets people in again, and the audit log tells of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cashbeat.identity.operator import NoSecondFactor, NoSuchPerson, PeopleOperator

pytestmark = pytest.mark.asyncio(loop_scope="module")


def operator(api: Any) -> PeopleOperator:
    return PeopleOperator(api.database, 30, lambda: datetime.now(UTC))


async def actions(api: Any, user_id: str) -> list[str]:
    entries = api.database["audit_entries"].find({"target.id": user_id, "actor.kind": "system"})
    return [entry["action"] async for entry in entries]


async def test_a_link_sets_a_password_once(api: Any, people: Any) -> None:
    who = await people.person()
    token = await operator(api).begin_reset(who.email.upper())
    body = {"token": token, "newPassword": "quite-another-sentence"}
    answers = [await people.browser().post("/api/auth/password/reset", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 404]
    signed_in = await people.log_in(who.email, "quite-another-sentence")
    assert signed_in.status_code == 200
    assert await actions(api, who.id) == ["password.reset_asked"]
    with pytest.raises(NoSuchPerson):
        await operator(api).begin_reset("nobody@example.com")


async def test_who_lost_the_second_factor_signs_in_without(api: Any, people: Any) -> None:
    who = await people.person()
    with pytest.raises(NoSecondFactor):
        await operator(api).end_second_factor(who.email)
    await people.enable_two_factor(who)
    asked = await people.log_in(who.email, who.password)
    assert asked.json()["code"] == "second_factor_required"
    known = {each.email: each for each in await operator(api).list_all()}
    assert known[who.email].two_factor
    assert known[who.email].roles == {"demo": "owner"}
    await operator(api).end_second_factor(who.email)
    assert (await people.log_in(who.email, who.password)).status_code == 200
    ended = await api.http.get("/api/auth/session", headers=who.headers)
    assert ended.status_code == 401
    assert await actions(api, who.id) == ["two_factor.disabled"]
