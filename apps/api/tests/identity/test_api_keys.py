"""API keys: told once, good for what they were made for, gone the moment they are revoked."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAYMENT = {"amount": 1, "currency": "EUR", "method": "card"}


async def make(api: Any, by: Any, *scopes: str, **options: Any) -> Any:
    headers = by.headers | options.pop("headers", {})
    body = {"name": "Nightly import", "scopes": list(scopes)} | options
    return await api.http.post("/api/api-keys", json=body, headers=headers)


def bearer(answer: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json()['secret']}"}


async def test_a_key_is_told_once_and_stored_as_a_hash(api: Any, people: Any) -> None:
    admin = await people.person("admin")
    async with people.recorded("api_key.created") as entry:
        answer = await make(api, admin, "payments:write", "analytics:read", "payments:write")
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    secret, told = answer.json()["secret"], answer.json()["apiKey"]
    assert re.fullmatch(r"cbk_[0-9A-Za-z]{8}_[A-Za-z0-9_-]{43}", secret)
    assert told["prefix"] == secret[:12]
    assert told["scopes"] == ["analytics:read", "payments:write"]
    assert told["createdBy"] == "Ben Okafor"
    stored = await api.database["api_keys"].find_one({"_id": told["id"]})
    listed = await api.http.get("/api/api-keys", headers=admin.headers)
    assert told in listed.json()
    for kept in (stored, listed.text, await people.entries()):
        assert secret not in str(kept)
        assert secret[13:] not in str(kept)
    assert entry["after"] == {"prefix": told["prefix"], "scopes": told["scopes"]}


async def test_a_key_may_do_what_its_scopes_say(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    key = bearer(await make(api, owner, "payments:write"))
    taken = await api.http.post("/api/payments", json=PAYMENT, headers=key)
    assert taken.status_code == 201
    refused = await api.http.get("/api/payments", headers=key)
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    session = (await api.http.get("/api/auth/session", headers=key)).json()
    assert session["permissions"] == ["payments:write"]
    assert session["apiKey"]["name"] == "Nightly import"


async def test_a_key_is_of_one_organisation(api: Any, people: Any) -> None:
    owner = await people.organisation("keyed")
    key = bearer(await make(api, owner, "payments:write"))
    answer = await api.http.post(
        "/api/payments", json=PAYMENT, headers=key | {"X-Tenant-Id": "demo"}
    )
    assert answer.status_code == 404


async def test_a_revoked_key_is_refused_from_the_next_request_on(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    made = await make(api, owner, "payments:write")
    path = f"/api/api-keys/{made.json()['apiKey']['id']}"
    key = bearer(made)
    assert (await api.http.post("/api/payments", json=PAYMENT, headers=key)).status_code == 201
    async with people.recorded("api_key.revoked"):
        assert (await api.http.delete(path, headers=owner.headers)).status_code == 204
    refused = await api.http.post("/api/payments", json=PAYMENT, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
    async with people.unrecorded():
        assert (await api.http.delete(path, headers=owner.headers)).status_code == 204
    listed = (await api.http.get("/api/api-keys", headers=owner.headers)).json()
    [told] = [each for each in listed if each["id"] == made.json()["apiKey"]["id"]]
    assert told["revokedAt"] is not None


async def test_a_foreign_key_is_like_none(api: Any, people: Any) -> None:
    theirs = await make(api, await people.organisation("keys-of-others"), "payments:write")
    owner = await people.person("owner")
    foreign = await api.http.delete(
        f"/api/api-keys/{theirs.json()['apiKey']['id']}", headers=owner.headers
    )
    absent = await api.http.delete("/api/api-keys/key_nothing", headers=owner.headers)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "api_key_not_found")
    assert foreign.json()["detail"] == absent.json()["detail"]
    used = await api.http.post("/api/payments", json=PAYMENT, headers=bearer(theirs))
    assert used.status_code == 201
    listed = (await api.http.get("/api/api-keys", headers=owner.headers)).text
    assert theirs.json()["apiKey"]["id"] not in listed


async def test_only_admins_and_owners_have_to_do_with_keys(api: Any, people: Any) -> None:
    for role in ("agent", "viewer"):
        by = await people.person(role)
        assert (await make(api, by, "analytics:read")).status_code == 403
        assert (await api.http.get("/api/api-keys", headers=by.headers)).status_code == 403
    owner = await people.person("owner")
    key = bearer(await make(api, owner, "payments:write"))
    body = {"name": "Child", "scopes": ["payments:write"]}
    assert (await api.http.post("/api/api-keys", json=body, headers=key)).status_code == 403


async def test_keys_for_people_or_keys_cannot_be_made(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    for scope in ("members:write", "api_keys:write", "owners:write", "*"):
        assert (await make(api, owner, scope)).status_code == 422
    assert (await make(api, owner)).status_code == 422


async def test_a_key_ends_when_it_was_said_to(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    past = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    refused = await make(api, owner, "payments:write", expiresAt=past)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "expiresAt"
    soon = (datetime.now(UTC) + timedelta(seconds=3)).isoformat()
    key = bearer(await make(api, owner, "payments:write", expiresAt=soon))
    assert (await api.http.post("/api/payments", json=PAYMENT, headers=key)).status_code == 201
    await asyncio.sleep(3.1)
    assert (await api.http.post("/api/payments", json=PAYMENT, headers=key)).status_code == 401


async def test_a_repeated_request_makes_one_key(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    once = {"Idempotency-Key": "make-the-key"}
    async with people.recorded("api_key.created"):
        answers = await asyncio.gather(
            *(make(api, owner, "payments:write", headers=once) for _ in range(5))
        )
    assert [answer.status_code for answer in answers] == [201] * 5
    assert len({answer.json()["apiKey"]["id"] for answer in answers}) == 1
    assert sum(answer.json()["secret"] is not None for answer in answers) == 1
    replayed = [answer.headers.get("Idempotent-Replayed") for answer in answers]
    assert replayed.count("true") == 4
    other = await make(api, owner, "analytics:read", headers=once)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    elsewhere = await make(
        api, await people.organisation("key-again"), "payments:write", headers=once
    )
    assert elsewhere.json()["secret"] is not None


async def test_the_last_use_is_noted_once_a_minute(api: Any, people: Any) -> None:
    owner = await people.person("owner")
    made = await make(api, owner, "payments:write")
    key_id = made.json()["apiKey"]["id"]

    async def last_used() -> Any:
        await api.http.post("/api/payments", json=PAYMENT, headers=bearer(made))
        await api.identity.errands.done()
        return (await api.database["api_keys"].find_one({"_id": key_id})).get("lastUsedAt")

    first = await last_used()
    assert first is not None
    assert await last_used() == first
    listed = (await api.http.get("/api/api-keys", headers=owner.headers)).json()
    assert [each["lastUsedAt"] for each in listed if each["id"] == key_id] != [None]


async def test_keys_are_not_without_number(api: Any, people: Any) -> None:
    owner = await people.organisation("many-keys")
    now = datetime.now(UTC)
    await api.database["api_keys"].insert_many(
        [
            {
                "_id": f"key_{n}",
                "tenantId": "many-keys",
                "hash": str(n),
                "createdAt": now,
                "name": "n",
                "prefix": "p",
                "scopes": [],
                "createdBy": {"id": "u", "name": "n"},
            }
            for n in range(100)
        ]
    )
    refused = await make(api, owner, "payments:write")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_api_keys")
