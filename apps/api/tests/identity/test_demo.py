"""The demo: made once by however many processes, mended at a start, in development alone."""

import asyncio
import stat
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pymongo import AsyncMongoClient

from cashbeat.bootstrap import Application
from cashbeat.core.settings import Settings, SettingsInvalid, load_settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.identity.demo.demo import ACCOUNTS
from cashbeat.identity.demo.key import SCOPES
from cashbeat.identity.password.hasher import check_password

Found = AsyncMongoClient[dict[str, Any]]


@pytest.fixture
def demo(settings: Settings) -> Settings:
    """Settings of a development copy with its demo."""
    return settings.model_copy(update={"environment": "development", "demo": True})


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A process of the API, and a client that nobody is signed in with."""
    assert settings.mongodb_uri is not None
    assert settings.redis_url is not None
    addresses = DatabaseAddresses(
        settings.mongodb_uri.get_secret_value(), settings.redis_url.get_secret_value()
    )
    app = Application(settings, addresses).app
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http,
    ):
        yield http


async def log_in(http: httpx.AsyncClient, email: str, password: str) -> dict[str, str]:
    answer = await http.post("/api/auth/login", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['accessToken']}"}


async def actions(client: Found, database: str) -> list[str]:
    """What the audit log tells of the product itself, in order."""
    found = client[database]["audit_entries"].find({"tenantId": "demo", "actor.kind": "system"})
    return sorted([entry["action"] async for entry in found])


async def by_key(http: httpx.AsyncClient, settings: Settings) -> httpx.Response:
    secret = settings.demo_key_file.read_text()
    return await http.get("/api/organisation", headers={"Authorization": f"Bearer {secret}"})


async def test_several_processes_make_one_demo(
    demo: Settings, mongo_client: Found, database: str
) -> None:
    async with AsyncExitStack() as stack:
        clients = await asyncio.gather(
            *(stack.enter_async_context(started(demo)) for _ in range(3))
        )
        listed = (await clients[0].get("/api/site")).json()["demo"]
        assert [each["email"] for each in listed] == [account.email for account in ACCOUNTS]
        for http, account in zip(clients, listed, strict=True):
            headers = await log_in(http, account["email"], account["password"])
            session = (await http.get("/api/auth/session", headers=headers)).json()
            assert session["tenant"]["id"] == "demo"
            assert session["tenant"]["role"] == account["role"]
            assert (await by_key(http, demo)).status_code == 200

    stored = mongo_client[database]
    assert await stored["tenants"].count_documents({}) == 1
    assert await stored["users"].count_documents({}) == len(ACCOUNTS)
    assert await stored["payment_methods"].count_documents({"tenantId": "demo"}) > 3
    keys = await stored["api_keys"].find({}).to_list()
    assert [(key["name"], key["scopes"]) for key in keys] == [("Simulator", list(SCOPES))]
    assert stat.S_IMODE(demo.demo_key_file.stat().st_mode) == 0o600
    told = ["api_key.created", *["member.joined"] * 3, "organisation.created"]
    assert await actions(mongo_client, database) == told
    secret = demo.demo_key_file.read_text()
    everything = [entry async for entry in stored["audit_entries"].find({})]
    assert secret not in str(everything)


async def test_a_start_changes_nothing_that_is_there(
    demo: Settings, mongo_client: Found, database: str
) -> None:
    async with started(demo):
        pass
    stored = mongo_client[database]
    before = [await stored[name].find({}).to_list() for name in ("users", "api_keys", "tenants")]
    secret = demo.demo_key_file.read_text()
    told = await actions(mongo_client, database)
    async with started(demo):
        pass
    after = [await stored[name].find({}).to_list() for name in ("users", "api_keys", "tenants")]
    assert after == before
    assert demo.demo_key_file.read_text() == secret
    assert await actions(mongo_client, database) == told


@pytest.mark.parametrize("lost", ["file", "key", "revoked"])
async def test_a_key_that_is_gone_is_made_anew(
    demo: Settings, mongo_client: Found, database: str, lost: str
) -> None:
    async with started(demo):
        pass
    before = demo.demo_key_file.read_text()
    keys = mongo_client[database]["api_keys"]
    if lost == "file":
        demo.demo_key_file.unlink()
    elif lost == "key":
        await keys.delete_many({})
    else:
        await keys.update_many({}, {"$set": {"revokedAt": datetime.now(UTC)}})
    async with started(demo) as http:
        assert demo.demo_key_file.read_text() != before
        assert (await by_key(http, demo)).status_code == 200


async def test_payments_of_a_version_without_people_are_the_demo_owners(
    demo: Settings, mongo_client: Found, database: str
) -> None:
    async with started(demo) as http:
        headers = await log_in(http, ACCOUNTS[0].email, ACCOUNTS[0].password)
        body = {"amount": 12.5, "currency": "EUR", "method": "card"}
        made = await http.post("/api/payments", json=body, headers=headers)
        assert made.status_code == 201
    stored = mongo_client[database]
    for name in await stored.list_collection_names():
        if name in {"users", "memberships", "sessions", "api_keys", "audit_entries"}:
            await stored[name].drop()
    await stored["tenants"].update_one(
        {"_id": "demo"}, {"$unset": {"slug": "", "locale": "", "dayZone": ""}}
    )

    async with started(demo) as http:
        headers = await log_in(http, ACCOUNTS[0].email, ACCOUNTS[0].password)
        found = (await http.get("/api/payments", headers=headers)).json()
        assert [each["id"] for each in found["items"]] == [made.json()["id"]]
        assert (await by_key(http, demo)).status_code == 200
    told = ["api_key.created", *["member.joined"] * 3]
    assert await actions(mongo_client, database) == told


async def test_somebody_else_may_be_called_demo(
    demo: Settings, mongo_client: Found, database: str
) -> None:
    alone = demo.model_copy(update={"demo": False})
    registration = {
        "name": "Ana",
        "email": "ana@example.com",
        "password": "a-long-sentence-of-hers",
        "organisation": "Demo",
    }
    async with started(alone) as http:
        assert (await http.post("/api/auth/register", json=registration)).status_code == 201
    async with started(demo) as http:
        await log_in(http, ACCOUNTS[0].email, ACCOUNTS[0].password)
    slugs = {each["_id"]: each["slug"] async for each in mongo_client[database]["tenants"].find({})}
    assert len(slugs) == len(set(slugs.values())) == 2
    assert slugs["demo"].startswith("demo-")


async def test_there_is_no_demo_unless_it_is_asked_for(
    settings: Settings, mongo_client: Found, database: str
) -> None:
    async with started(settings) as http:
        assert (await http.get("/api/site")).json()["demo"] == []
    assert await mongo_client[database]["users"].count_documents({}) == 0
    assert not settings.demo_key_file.exists()


@pytest.mark.parametrize("environment", ["production", "test"])
def test_it_is_refused_outside_development(environment: str) -> None:
    with pytest.raises(SettingsInvalid, match="CASHBEAT_DEMO"):
        load_settings(_env_file=None, environment=environment, demo=True)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_its_passwords_are_ones_that_people_may_choose(account: Any) -> None:
    assert check_password(account.password, name=account.name, email=account.email) == []
