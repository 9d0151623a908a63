"""Invitations: by those who may, to roles they may give, good once, for one address."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a-sentence-to-remember"


async def invite(api: Any, by: Any, email: str, role: str = "agent", **headers: str) -> Any:
    body = {"email": email, "role": role}
    return await api.http.post("/api/invitations", json=body, headers=by.headers | headers)


async def preview(people: Any, token: str) -> Any:
    return await people.browser().get("/api/auth/invitation", headers={"X-Invitation-Token": token})


async def accept(people: Any, token: str, **fields: Any) -> Any:
    body = {"token": token, "password": PASSWORD} | fields
    return await people.browser().post("/api/auth/invitation/accept", json=body)


async def test_an_invitation_is_written_and_opens_an_account(api: Any, people: Any) -> None:
    admin = await people.person("admin", name="Ana")
    async with people.recorded("invitation.sent") as entry:
        answer = await invite(api, admin, "New@Example.com")
    assert (answer.status_code, answer.json()["role"]) == (201, "agent")
    assert entry["after"] == {"email": "New@example.com", "role": "agent"}
    [mail] = await people.mails_to("New@example.com")
    assert "Demo Organisation" in mail["subject"]
    token = await people.token_to("New@example.com")
    assert len(token) == 43
    shown = await preview(people, token)
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.json() | {"expiresAt": ""} == {
        "organisation": "Demo Organisation",
        "email": "New@example.com",
        "role": "agent",
        "invitedBy": "Ana",
        "hasAccount": False,
        "expiresAt": "",
    }
    async with people.recorded("member.joined") as joined:
        accepted = await accept(people, token, name="Nia")
    assert accepted.status_code == 200
    assert "HttpOnly" in accepted.headers["Set-Cookie"]
    assert accepted.json()["tenant"]["id"] == "demo"
    assert accepted.json()["tenant"]["role"] == "agent"
    assert joined["actor"]["name"] == "Nia"
    headers = {"Authorization": f"Bearer {accepted.json()['accessToken']}"}
    body = {"amount": 1, "currency": "EUR", "method": "card"}
    assert (await api.http.post("/api/payments", json=body, headers=headers)).status_code == 201
    assert (await people.log_in("new@example.com", PASSWORD)).status_code == 200
    stored = [each async for each in api.database["invitations"].find({})]
    for kept in (stored, await people.entries()):
        assert token not in str(kept)


async def test_an_accepted_invitation_is_used_up(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    await invite(api, owner, "once@example.com")
    token = await people.token_to("once@example.com")
    answers = await asyncio.gather(*(accept(people, token, name=f"N{n}") for n in range(4)))
    assert sorted(answer.status_code for answer in answers)[:2] in ([200, 401], [200, 404])
    assert sum(answer.status_code == 200 for answer in answers) == 1
    assert await api.database["users"].count_documents({"emailKey": "once@example.com"}) == 1
    used, unknown = await preview(people, token), await preview(people, "x" * 43)
    assert used.status_code == unknown.status_code == 404
    assert used.json()["detail"] == unknown.json()["detail"]
    assert used.json()["code"] == "invitation_not_found"
    again = await accept(people, token, name="Again")
    assert again.json()["code"] == "invitation_not_found"


async def test_an_existing_account_accepts_with_its_password(api: Any, people: Any) -> None:
    owner = await people.organisation("joined")
    ben = await people.person("owner", "demo")
    await invite(api, owner, ben.email, "viewer")
    token = await people.token_to(ben.email)
    assert (await preview(people, token)).json()["hasAccount"] is True
    wrong = await accept(people, token, password="another-sentence")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "invalid_credentials")
    async with people.recorded("member.joined", "joined"):
        accepted = await accept(people, token)
    assert accepted.status_code == 200
    assert accepted.json()["user"]["id"] == ben.id
    assert accepted.json()["tenant"]["id"] == "joined"
    session = (await api.http.get("/api/auth/session", headers=ben.headers)).json()
    assert {each["id"]: each["role"] for each in session["memberships"]} == {
        "demo": "owner",
        "joined": "viewer",
    }


async def test_a_letter_is_worth_what_its_writer_is(api: Any, people: Any) -> None:
    """Whoever was removed, or may invite no more, invites nobody by a link that is on its way."""
    owner = await people.organisation("letters")
    for number, taken in enumerate(({"role": "agent"}, None)):
        admin = await people.person("admin", "letters")
        email = f"guest-{number}@letters.example.com"
        await invite(api, admin, email, "admin")
        token = await people.token_to(email)
        assert (await preview(people, token)).status_code == 200
        path = f"/api/members/{admin.id}"
        if taken is None:
            done = await api.http.delete(path, headers=owner.headers)
        else:
            done = await api.http.patch(path, json=taken, headers=owner.headers)
        assert done.is_success
        for answer in (await preview(people, token), await accept(people, token, name="Guest")):
            assert (answer.status_code, answer.json()["code"]) == (404, "invitation_not_found")


async def test_only_owners_touch_the_invitation_of_an_owner(api: Any, people: Any) -> None:
    owner = await people.organisation("crown")
    admin = await people.person("admin", "crown")
    email = "heir@crown.example.com"
    made = (await invite(api, owner, email, "owner")).json()
    again = await invite(api, admin, email, "viewer")
    path = f"/api/invitations/{made['id']}"
    gone = await api.http.delete(path, headers=admin.headers)
    assert [answer.status_code for answer in (again, gone)] == [403, 403]
    listed = (await api.http.get("/api/invitations", headers=owner.headers)).json()
    assert [(each["email"], each["role"]) for each in listed] == [(email, "owner")]
    assert (await api.http.delete(path, headers=owner.headers)).status_code == 204


async def test_a_second_factor_is_asked_for_too(api: Any, people: Any) -> None:
    owner, ben = await people.organisation("guarded"), await people.person("agent")
    _, codes = await people.enable_two_factor(ben)
    await invite(api, owner, ben.email)
    token = await people.token_to(ben.email)
    asked = await accept(people, token)
    assert (asked.status_code, asked.json()["code"]) == (401, "second_factor_required")
    assert (await accept(people, token, code=codes[0])).status_code == 200


async def test_inviting_again_renews_the_one_invitation(api: Any, people: Any) -> None:
    owner = await people.organisation("renewing")
    first = await invite(api, owner, "again@example.com", "viewer")
    old = await people.token_to("again@example.com")
    async with people.recorded("invitation.sent", "renewing") as entry:
        second = await invite(api, owner, "AGAIN@example.com", "admin")
    assert (entry["before"]["role"], entry["after"]["role"]) == ("viewer", "admin")
    assert second.json()["id"] == first.json()["id"]
    new = await people.token_to("AGAIN@example.com")
    listed = (await api.http.get("/api/invitations", headers=owner.headers)).json()
    assert [each["role"] for each in listed] == ["admin"]
    assert (await preview(people, old)).status_code == 404
    assert (await preview(people, new)).status_code == 200


async def test_many_at_once_make_one_invitation(api: Any, people: Any) -> None:
    owner = await people.organisation("hasty")
    answers = await asyncio.gather(*(invite(api, owner, "hasty@example.com") for _ in range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await api.database["invitations"].count_documents({"tenantId": "hasty"}) == 1


async def test_a_repeated_request_writes_once(api: Any, people: Any) -> None:
    owner, once = await people.organisation("repeating"), {"Idempotency-Key": "invite-once"}
    async with people.recorded("invitation.sent", "repeating"):
        answers = await asyncio.gather(
            *(invite(api, owner, "r@example.com", **once) for _ in range(5))
        )
    assert {answer.status_code for answer in answers} == {201}
    replayed = [answer.headers.get("Idempotent-Replayed") for answer in answers]
    assert replayed.count("true") == 4
    assert len(await people.mails_to("r@example.com")) == 1
    other = await invite(api, owner, "s@example.com", **once)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_revoked_invitation_is_good_no_more(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    made = await invite(api, owner, "revoked@example.com")
    token = await people.token_to("revoked@example.com")
    path = f"/api/invitations/{made.json()['id']}"
    async with people.recorded("invitation.revoked"):
        assert (await api.http.delete(path, headers=owner.headers)).status_code == 204
    assert (await accept(people, token, name="Late")).status_code == 404
    assert (await api.http.delete(path, headers=owner.headers)).status_code == 404
    listed = (await api.http.get("/api/invitations", headers=owner.headers)).text
    assert "revoked@example.com" not in listed


async def test_an_invitation_ends_after_seven_days(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    made = (await invite(api, owner, "slow@example.com")).json()
    token = await people.token_to("slow@example.com")
    created, end = (datetime.fromisoformat(made[name]) for name in ("createdAt", "expiresAt"))
    assert end - created == timedelta(days=7)
    past = datetime.now(UTC) - timedelta(seconds=1)
    await api.database["invitations"].update_one({"_id": made["id"]}, {"$set": {"expiresAt": past}})
    assert (await preview(people, token)).status_code == 404
    assert (await accept(people, token, name="Slow")).status_code == 404
    assert "slow@" not in (await api.http.get("/api/invitations", headers=owner.headers)).text
    assert (await invite(api, owner, "slow@example.com")).status_code == 201


async def test_nobody_invites_above_themselves(api: Any, people: Any) -> None:
    admin, owner = await people.person("admin"), await people.person("owner")
    refused = await invite(api, admin, "boss@example.com", "owner")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert (await invite(api, admin, "peer@example.com", "admin")).status_code == 201
    assert (await invite(api, owner, "boss@example.com", "owner")).status_code == 201
    for role in ("agent", "viewer"):
        by = await people.person(role)
        assert (await invite(api, by, "low@example.com", "viewer")).status_code == 403
        assert (await api.http.get("/api/invitations", headers=by.headers)).status_code == 403


async def test_members_are_not_invited(api: Any, people: Any) -> None:
    owner, ben = await people.person("owner"), await people.person("viewer")
    refused = await invite(api, owner, ben.email.upper(), "admin")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_member")


async def test_who_joined_meanwhile_keeps_their_role(api: Any, people: Any) -> None:
    owner, ben = await people.organisation("meanwhile"), await people.person("agent")
    await invite(api, owner, ben.email, "admin")
    token = await people.token_to(ben.email)
    await api.database["memberships"].insert_one(
        {
            "_id": f"meanwhile|{ben.id}",
            "tenantId": "meanwhile",
            "userId": ben.id,
            "role": "viewer",
            "createdAt": datetime.now(UTC),
        }
    )
    async with people.unrecorded("meanwhile"):
        refused = await accept(people, token)
    assert (refused.status_code, refused.json()["code"]) == (409, "already_member")
    assert (await preview(people, token)).status_code == 200  # nothing was used up


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, [("name", "required")]),
        ({"name": "Zed", "password": "short"}, [("password", "too_short")]),
        ({"name": "Zed", "password": "password123"}, [("password", "password_common")]),
        ({"name": "Zed", "password": "i-am-zoe.zed-yes"}, [("password", "password_personal")]),
    ],
)
async def test_a_new_account_is_asked_for_what_it_needs(
    api: Any, people: Any, fields: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    owner = await people.person("owner")
    await invite(api, owner, "zoe.zed@example.com")
    refused = await accept(people, await people.token_to("zoe.zed@example.com"), **fields)
    assert refused.status_code == 422
    assert [(each["field"], each["code"]) for each in refused.json()["errors"]] == faults


async def test_foreign_invitations_are_like_none(api: Any, people: Any) -> None:
    theirs = await invite(api, await people.organisation("inviting"), "t@example.com")
    owner = await people.person("owner")
    path = "/api/invitations/"
    foreign = await api.http.delete(path + theirs.json()["id"], headers=owner.headers)
    absent = await api.http.delete(f"{path}inv_nothing", headers=owner.headers)
    assert foreign.status_code == absent.status_code == 404
    assert foreign.json()["detail"] == absent.json()["detail"]
    assert (await preview(people, await people.token_to("t@example.com"))).status_code == 200


async def test_an_organisation_waits_for_so_many(api: Any, people: Any) -> None:
    owner = await people.organisation("crowded")
    end = datetime.now(UTC) + timedelta(days=1)
    await api.database["invitations"].insert_many(
        [
            {
                "_id": f"inv_{n}",
                "tenantId": "crowded",
                "emailKey": f"{n}@e.com",
                "tokenHash": f"crowd {n}",
                "pending": True,
                "expiresAt": end,
            }
            for n in range(200)
        ]
    )
    refused = await invite(api, owner, "one-more@example.com")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_invitations")
