"""Members: who may change whom, that an owner always stays, and that it counts at once."""

import asyncio
from typing import Any

import pytest

REASON = "Größere Aufgabe – ja"

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def change(api: Any, who: Any, by: Any, role: str, **headers: str) -> Any:
    return await api.http.patch(
        f"/api/members/{who.id}", json={"role": role}, headers=by.headers | headers
    )


async def remove(api: Any, who: Any, by: Any) -> Any:
    return await api.http.delete(f"/api/members/{who.id}", headers=by.headers)


async def roles(api: Any, by: Any) -> dict[str, str]:
    answer = await api.http.get("/api/members", headers=by.headers)
    assert answer.status_code == 200, answer.text
    return {member["userId"]: member["role"] for member in answer.json()}


async def test_members_are_told_of_one_organisation_only(api: Any, people: Any) -> None:
    owner = await people.organisation("listed")
    viewer = await people.person("viewer", "listed", "Vera")
    await people.organisation("elsewhere")
    answer = (await api.http.get("/api/members", headers=viewer.headers)).json()
    assert {member["userId"] for member in answer} >= {owner.id, viewer.id}
    [told] = [member for member in answer if member["userId"] == viewer.id]
    assert (told["name"], told["email"], told["role"]) == ("Vera", viewer.email, "viewer")
    assert told["twoFactor"] is False
    assert told["lastSeenAt"] is not None
    assert "passwordHash" not in str(answer)
    assert all(member["role"] in {"owner", "viewer"} for member in answer)


async def test_a_role_counts_with_the_next_request_and_is_recorded(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    ben = await people.person("viewer")
    body = {"amount": 1, "currency": "EUR", "method": "card"}
    refused = await api.http.post("/api/payments", json=body, headers=ben.headers)
    assert refused.status_code == 403
    async with people.recorded("member.role_changed") as entry:
        why: Any = {"X-Change-Reason": REASON.encode()}
        answer = await change(api, ben, owner, "agent", **why)
    assert (answer.status_code, answer.json()["role"]) == (200, "agent")
    assert (entry["before"], entry["after"]) == ({"role": "viewer"}, {"role": "agent"})
    assert (entry["target"]["id"], entry["actor"]["id"]) == (ben.id, owner.id)
    assert (entry["why"], entry["requestId"]) == (
        "Größere Aufgabe – ja",
        answer.headers["X-Request-Id"],
    )
    taken = await api.http.post("/api/payments", json=body, headers=ben.headers)
    assert taken.status_code == 201


async def test_the_same_role_again_changes_and_records_nothing(api: Any, people: Any) -> None:
    owner, ben = await people.person("owner"), await people.person("agent")
    async with people.unrecorded():
        answer = await change(api, ben, owner, "agent")
    assert (answer.status_code, answer.json()["role"]) == (200, "agent")


@pytest.mark.parametrize("role", ["agent", "viewer"])
async def test_agents_and_viewers_change_nobody(api: Any, people: Any, role: str) -> None:
    by, ben = await people.person(role), await people.person("viewer")
    async with people.unrecorded():
        for answer in (await change(api, ben, by, "agent"), await remove(api, ben, by)):
            assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        absent = await api.http.delete("/api/members/usr_nobody", headers=by.headers)
        assert absent.status_code == 403


async def test_admins_neither_make_nor_touch_owners(api: Any, people: Any) -> None:
    admin, owner = await people.person("admin"), await people.person("owner")
    ben = await people.person("viewer")
    async with people.unrecorded():
        for answer in (
            await change(api, ben, admin, "owner"),
            await change(api, admin, admin, "owner"),
            await change(api, owner, admin, "viewer"),
            await remove(api, owner, admin),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert (await change(api, ben, admin, "admin")).status_code == 200
    assert (await remove(api, ben, admin)).status_code == 204


async def test_the_last_owner_stays_one(api: Any, people: Any) -> None:
    await people.api.found("lonely")
    members = api.database["memberships"]
    await members.delete_many({"tenantId": "lonely"})
    owner = await people.person("owner", "lonely")
    async with people.unrecorded("lonely"):
        for answer in (await change(api, owner, owner, "admin"), await remove(api, owner, owner)):
            assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    second = await people.person("owner", "lonely")
    assert (await change(api, owner, owner, "admin")).status_code == 200
    assert (await remove(api, second, second)).status_code == 409


@pytest.mark.parametrize("verb", ["change", "remove"])
async def test_of_two_owners_at_each_other_one_stays(api: Any, people: Any, verb: str) -> None:
    members = api.database["memberships"]
    for number in range(5):
        tenant_id = f"duel-{verb}-{number}"
        await people.api.found(tenant_id)
        await members.delete_many({"tenantId": tenant_id})
        one, two = await people.person("owner", tenant_id), await people.person("owner", tenant_id)
        if verb == "change":
            acts = change(api, one, two, "viewer"), change(api, two, one, "viewer")
        else:
            acts = remove(api, one, two), remove(api, two, one)
        answers = await asyncio.gather(*acts)
        owners = await members.count_documents({"tenantId": tenant_id, "role": "owner"})
        assert owners == 1, [answer.text for answer in answers]
        assert sorted(answer.status_code for answer in answers)[1] in {403, 404, 409}
        assert len(await people.entries(tenant_id)) == 1


async def test_who_lost_the_role_meanwhile_may_not_use_it(api: Any, people: Any) -> None:
    """With a third owner the rule of the last one does not help: the role itself is looked at."""
    members = api.database["memberships"]
    for number in range(5):
        tenant_id = f"trio-{number}"
        await people.api.found(tenant_id)
        one, two = await people.person("owner", tenant_id), await people.person("owner", tenant_id)
        acts = change(api, one, two, "viewer"), change(api, two, one, "viewer")
        answers = await asyncio.gather(*acts)
        assert sorted(answer.status_code for answer in answers) == [200, 403]
        assert await members.count_documents({"tenantId": tenant_id, "role": "owner"}) == 2


async def test_a_removed_member_is_a_stranger_at_once(api: Any, people: Any) -> None:
    owner = await people.organisation("leaving")
    ben = await people.person("agent", "leaving")
    headers = ben.headers | {"X-Tenant-Id": "leaving"}
    assert (await api.http.get("/api/members", headers=headers)).status_code == 200
    async with people.recorded("member.removed", "leaving") as entry:
        assert (await remove(api, ben, owner)).status_code == 204
    assert entry["before"] == {"role": "agent"}
    answer = await api.http.get("/api/members", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "tenant_not_found")
    session = await api.http.get("/api/auth/session", headers=ben.headers)
    assert (session.status_code, session.json()["tenant"]) == (200, None)
    assert (await remove(api, ben, owner)).json()["code"] == "member_not_found"


async def test_anybody_may_leave(api: Any, people: Any) -> None:
    viewer = await people.person("viewer")
    async with people.recorded("member.left"):
        assert (await remove(api, viewer, viewer)).status_code == 204


async def test_a_member_of_another_organisation_is_no_member(api: Any, people: Any) -> None:
    await people.organisation("others")
    foreign = await people.person("agent", "others")
    owner = await people.person("owner")
    absent = await api.http.patch(
        "/api/members/usr_nobody", json={"role": "viewer"}, headers=owner.headers
    )
    for answer in (await change(api, foreign, owner, "viewer"), await remove(api, foreign, owner)):
        assert (answer.status_code, answer.json()["code"]) == (404, "member_not_found")
        assert answer.json()["detail"] == absent.json()["detail"]


async def test_api_keys_and_strangers_know_no_members(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    made = await api.http.post(
        "/api/api-keys", json={"name": "Job", "scopes": ["payments:write"]}, headers=owner.headers
    )
    key = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert (await api.http.get("/api/members", headers=key)).status_code == 403
    assert (await people.browser().get("/api/members")).status_code == 401


async def test_the_table_of_roles_is_told(api: Any, people: Any) -> None:
    viewer = await people.person("viewer")
    told = (await api.http.get("/api/roles", headers=viewer.headers)).json()
    assert [each["role"] for each in told] == ["owner", "admin", "agent", "viewer"]
    names = [{each["name"] for each in role["permissions"]} for role in told]
    assert names[0] > names[1] > names[2] > names[3]
    assert all(each["summary"] for role in told for each in role["permissions"])
