"""New passwords: by the old one or by a link; nobody learns who has an account here."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEW = "another-sentence-to-remember"


async def change(api: Any, who: Any, current: str, new: str = NEW) -> Any:
    body = {"currentPassword": current, "newPassword": new}
    return await api.http.post("/api/auth/password", json=body, headers=who.headers)


async def forget(people: Any, email: str, browser: Any = None) -> Any:
    client = browser or people.browser()
    return await client.post("/api/auth/password/forgot", json={"email": email})


async def reset(people: Any, token: str, new: str = NEW) -> Any:
    body = {"token": token, "newPassword": new}
    return await people.browser().post("/api/auth/password/reset", json=body)


async def test_a_change_ends_every_other_session_and_is_told(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    elsewhere = await people.log_in(ben.email, ben.password)
    there = {"Authorization": f"Bearer {elsewhere.json()['accessToken']}"}
    async with people.recorded("password.changed") as entry:
        assert (await change(api, ben, ben.password)).status_code == 204
    assert (entry["target"]["id"], entry["after"]) == (ben.id, {"sessionsEnded": 1})
    ended = await api.http.get("/api/auth/session", headers=there)
    assert (ended.status_code, ended.json()["code"]) == (401, "session_ended")
    assert (await api.http.get("/api/auth/session", headers=ben.headers)).status_code == 200
    assert (await people.log_in(ben.email, ben.password)).status_code == 401
    assert (await people.log_in(ben.email, NEW)).status_code == 200
    [mail] = await people.mails_to(ben.email)
    assert mail["subject"] == "Your Cashbeat password was changed"
    assert NEW not in str(await people.entries())


async def test_a_wrong_old_password_is_named(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    async with people.unrecorded():
        refused = await change(api, ben, "not-my-password")
    assert refused.status_code == 422
    [fault] = refused.json()["errors"]
    assert (fault["field"], fault["code"]) == ("currentPassword", "password_wrong")


async def test_who_guesses_the_old_password_is_slowed(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    answers = [await change(api, ben, f"guess-number-{n}") for n in range(7)]
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "too_short"),
        ("x" * 129, "too_long"),
        ("Password123", "password_common"),
        ("okafor-okafor!", "password_personal"),
        ("a-sentence-to-remember", "password_same"),
    ],
)
async def test_a_bad_new_password_is_refused(api: Any, people: Any, new: str, code: str) -> None:
    ben = await people.person("agent")
    refused = await change(api, ben, ben.password, new)
    assert refused.status_code == 422
    [fault] = refused.json()["errors"]
    assert (fault["field"], fault["code"]) == ("newPassword", code)


async def test_a_change_is_no_matter_of_api_keys_and_strangers(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    made = await api.http.post(
        "/api/api-keys", json={"name": "Job", "scopes": ["payments:write"]}, headers=owner.headers
    )
    body = {"currentPassword": owner.password, "newPassword": NEW}
    for headers in ({"Authorization": f"Bearer {made.json()['secret']}"}, {}):
        answer = await people.browser().post("/api/auth/password", json=body, headers=headers)
        assert answer.status_code == 401


async def test_a_forgotten_password_is_set_by_the_link(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    async with people.recorded("password.reset_asked") as asked:
        assert (await forget(people, ben.email.upper())).status_code == 202
    assert asked["actor"]["kind"] == "system"  # whoever asked did not prove to be Ben
    token = await people.token_to(ben.email)
    async with people.recorded("password.reset") as entry:
        assert (await reset(people, token)).status_code == 204
    assert (entry["actor"]["id"], entry["after"]) == (ben.id, {"sessionsEnded": 1})
    assert (await api.http.get("/api/auth/session", headers=ben.headers)).status_code == 401
    assert (await people.log_in(ben.email, NEW)).status_code == 200
    assert (await people.log_in(ben.email, ben.password)).status_code == 401
    subjects = [mail["subject"] for mail in await people.mails_to(ben.email)]
    assert subjects[0] == "Your Cashbeat password was changed"
    stored = [each async for each in api.database["password_resets"].find({})]
    for kept in (stored, await people.entries()):
        assert token not in str(kept)


async def test_known_and_unknown_addresses_are_answered_alike(people: Any) -> None:
    ben = await people.person("agent")
    known = await forget(people, ben.email)
    unknown = await forget(people, "nobody@example.com")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    ignored = {"x-request-id", "date"}
    told = [
        {name: value for name, value in answer.headers.items() if name not in ignored}
        for answer in (known, unknown)
    ]
    assert told[0] == told[1]
    assert await people.mails_to("nobody@example.com") == []


async def test_asking_too_often_is_slowed_for_every_address(people: Any) -> None:
    ben = await people.person("agent")
    for email in (ben.email, "stranger@example.com"):
        browser = people.browser()
        answers = [await forget(people, email, browser) for _ in range(7)]
        assert answers[0].status_code == 202
        assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "too_many_attempts")
    assert len(await people.mails_to(ben.email)) == 1  # the pause between two messages


async def test_a_link_is_good_once_even_for_many_at_once(people: Any) -> None:
    ben = await people.person("agent")
    await forget(people, ben.email)
    token = await people.token_to(ben.email)
    answers = await asyncio.gather(*(reset(people, token, f"{NEW} {n}") for n in range(4)))
    assert sorted(answer.status_code for answer in answers) == [204, 404, 404, 404]
    used, unknown = await reset(people, token), await reset(people, "x" * 43)
    assert used.json()["code"] == unknown.json()["code"] == "reset_not_found"
    assert used.json()["detail"] == unknown.json()["detail"]


async def test_a_link_ends_after_an_hour_and_with_a_newer_one(api: Any, people: Any) -> None:
    ben, resets = await people.person("agent"), api.database["password_resets"]
    await forget(people, ben.email)
    old = await people.token_to(ben.email)
    earlier = datetime.now(UTC) - timedelta(minutes=2)
    await resets.update_one({"userId": ben.id}, {"$set": {"createdAt": earlier}})
    await forget(people, ben.email)
    new = await people.token_to(ben.email)
    assert old != new
    assert (await reset(people, old)).status_code == 404
    stored = await resets.find_one({"userId": ben.id})
    assert stored["expiresAt"] - stored["createdAt"] == timedelta(hours=1)
    past = datetime.now(UTC) - timedelta(seconds=1)
    await resets.update_one({"userId": ben.id}, {"$set": {"expiresAt": past}})
    assert (await reset(people, new)).status_code == 404


async def test_a_changed_password_ends_the_link(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    await forget(people, ben.email)
    token = await people.token_to(ben.email)
    assert (await change(api, ben, ben.password)).status_code == 204
    assert (await reset(people, token, "a-third-sentence")).status_code == 404


async def test_a_bad_password_does_not_use_up_the_link(people: Any) -> None:
    ben = await people.person("agent")
    await forget(people, ben.email)
    token = await people.token_to(ben.email)
    refused = await reset(people, token, "Password123")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "newPassword")
    assert (await reset(people, token)).status_code == 204


async def test_a_disabled_account_gets_no_link(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    await api.database["users"].update_one(
        {"_id": ben.id}, {"$set": {"disabledAt": datetime.now(UTC)}}
    )
    assert (await forget(people, ben.email)).status_code == 202
    assert await people.mails_to(ben.email) == []
