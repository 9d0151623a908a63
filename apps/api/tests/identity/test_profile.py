"""A person's own matters: name, default organisation, and where they are signed in."""

from typing import Any

import pytest

from cashbeat.bootstrap import Application
from cashbeat.core.secrets import new_secret_key
from cashbeat.core.settings import load_settings
from cashbeat.embedded import DatabaseAddresses

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def change(api: Any, who: Any, **fields: Any) -> Any:
    return await api.http.patch("/api/auth/profile", json=fields, headers=who.headers)


async def test_a_new_name_is_told_everywhere_and_recorded(api: Any, people: Any) -> None:
    ben = await people.person("viewer", name="Ben")
    async with people.recorded("profile.changed") as entry:
        answer = await change(api, ben, name="  Benjamin ")
    assert (answer.status_code, answer.json()["name"]) == (200, "Benjamin")
    assert (entry["before"], entry["after"]) == ({"name": "Ben"}, {"name": "Benjamin"})
    session = (await api.http.get("/api/auth/session", headers=ben.headers)).json()
    assert session["user"]["name"] == "Benjamin"


async def test_nothing_new_is_not_recorded(api: Any, people: Any) -> None:
    ben = await people.person("viewer", name="Ben")
    async with people.unrecorded():
        for fields in ({}, {"name": "Ben"}, {"name": None}):
            assert (await change(api, ben, **fields)).status_code == 200


async def test_the_default_organisation_is_one_of_ones_own(api: Any, people: Any) -> None:
    ben = await people.person("viewer")
    await people.organisation("second")
    refused = await change(api, ben, defaultTenantId="second")
    absent = await change(api, ben, defaultTenantId="nowhere")
    assert refused.status_code == absent.status_code == 422
    assert refused.json()["errors"] == absent.json()["errors"]
    assert refused.json()["errors"][0]["code"] == "unknown_organisation"
    await api.database["memberships"].insert_one(
        {
            "_id": f"second|{ben.id}",
            "tenantId": "second",
            "userId": ben.id,
            "role": "agent",
            "createdAt": (await people.entries() or [{"at": None}])[0]["at"],
        }
    )
    await api.identity.authority.session("none")
    api.identity.authority.forget("memberships", f"second|{ben.id}")
    assert (await change(api, ben, defaultTenantId="second")).status_code == 200
    session = (await api.http.get("/api/auth/session", headers=ben.headers)).json()
    assert session["tenant"]["id"] == "second"


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "a\nb"}, {"email": "x@example.com"}])
async def test_bad_profiles_are_refused(api: Any, people: Any, fields: dict[str, str]) -> None:
    ben = await people.person("viewer")
    assert (await change(api, ben, **fields)).status_code == 422


async def test_own_sessions_are_told_and_ended(api: Any, people: Any) -> None:
    ben, other = await people.person("viewer"), await people.person("viewer")
    elsewhere = await people.log_in(ben.email, ben.password)
    there = {"Authorization": f"Bearer {elsewhere.json()['accessToken']}"}
    told = (await api.http.get("/api/auth/sessions", headers=ben.headers)).json()
    assert [each["current"] for each in told].count(True) == 1
    [session] = [each for each in told if not each["current"]]
    assert session["address"].startswith("10.")
    assert session["userAgent"].startswith("python-httpx")
    assert "Hash" not in str(told)
    path = f"/api/auth/sessions/{session['id']}"
    foreign = await api.http.delete(path, headers=other.headers)
    absent = await api.http.delete("/api/auth/sessions/ses_nothing", headers=other.headers)
    assert foreign.status_code == absent.status_code == 404
    assert foreign.json()["detail"] == absent.json()["detail"]
    assert (await api.http.get("/api/auth/session", headers=there)).status_code == 200
    async with people.recorded("session.revoked") as entry:
        assert (await api.http.delete(path, headers=ben.headers)).status_code == 204
    assert entry["target"] == {"kind": "session", "id": session["id"]}
    ended = await api.http.get("/api/auth/session", headers=there)
    assert (ended.status_code, ended.json()["code"]) == (401, "session_ended")
    assert (await api.http.get("/api/auth/session", headers=ben.headers)).status_code == 200
    assert (await api.http.delete(path, headers=ben.headers)).status_code == 404


async def test_the_outbox_is_for_development_only(people: Any) -> None:
    assert (await people.browser().get("/api/dev/outbox")).status_code == 200
    assert (await people.browser().get("/api/site")).json()["outbox"] is True
    assert outbox_of("test") is outbox_of("development") is True
    assert outbox_of("production") is False


def outbox_of(environment: str) -> bool:
    settings = load_settings(
        _env_file=None,
        environment=environment,
        secret_keys=new_secret_key(),
        public_url="https://pay.example.com",
        demo=False,
    )
    app = Application(
        settings, DatabaseAddresses("mongodb://localhost:1", "redis://localhost:1")
    ).app
    return "/api/dev/outbox" in app.openapi()["paths"]
