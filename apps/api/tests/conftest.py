"""Real servers for every test: one mongod for the whole run, one Redis for each test process."""

import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import pytest_asyncio
import structlog
from pymongo import AsyncMongoClient, MongoClient
from pymongo.asynchronous.database import AsyncDatabase
from redis import Redis
from starlette.requests import Request

from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import DatabaseAddresses, DataDir
from cashbeat.embedded.mongod import EmbeddedMongo
from cashbeat.embedded.redis_server import EmbeddedRedis
from cashbeat.kit.ids import new_id

SHARED_MONGO = "CASHBEAT_TEST_MONGO_URI"
_run = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """With pytest-xdist, the controlling process starts the one mongod that all workers share."""
    os.environ.pop("FORCE_COLOR", None)  # Nx sets it, and Rich then animates into captured output
    parallel = getattr(config.option, "numprocesses", None)
    if parallel and SHARED_MONGO not in os.environ:
        stack = ExitStack()
        os.environ[SHARED_MONGO] = stack.enter_context(_mongod())
        config.stash[_run] = stack


def pytest_unconfigure(config: pytest.Config) -> None:
    stack = config.stash.get(_run, None)
    if stack is not None:
        stack.close()
        os.environ.pop(SHARED_MONGO, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What touches a real server is an integration test, without having to say so."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "mongo_uri" in fixtures or "redis_url" in fixtures or "embedded" in item.path.parts:
            item.add_marker(pytest.mark.integration)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command that sets up logging in the test's process sets it up for that test alone."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session")
def mongo_uri() -> Iterator[str]:
    """The address of a real single-node replica set."""
    shared = os.environ.get(SHARED_MONGO)
    if shared:
        yield shared
        return
    with _mongod() as uri:
        yield uri


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a real Redis that no other test process uses (pub/sub knows no databases)."""
    with scratch_dir() as folder:
        data_dir = DataDir(folder)
        data_dir.prepare()
        server = EmbeddedRedis(load_settings(_env_file=None, data_dir=folder), data_dir)
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


@pytest.fixture
def database(mongo_uri: str) -> Iterator[str]:
    """The name of a database that nobody used before; dropped after the test."""
    name = f"test_{secrets.token_hex(6)}"
    yield name
    with MongoClient[dict[str, Any]](mongo_uri) as client:
        client.drop_database(name)


@pytest.fixture
async def mongo_client(mongo_uri: str) -> AsyncIterator[AsyncMongoClient[dict[str, Any]]]:
    """A client of the test's own event loop."""
    async with AsyncMongoClient[dict[str, Any]](mongo_uri, tz_aware=True) as client:
        yield client


@pytest.fixture
def settings(mongo_uri: str, redis_url: str, database: str, tmp_path: Path) -> Settings:
    """Settings that point at the real servers, at a fresh database and at an empty Redis."""
    with Redis.from_url(redis_url) as client:
        client.flushall()
    return load_settings(
        _env_file=None,
        environment="test",
        data_dir=tmp_path / "data",
        mongodb_uri=mongo_uri,
        redis_url=redis_url,
        mongo_database=database,
        demo=False,
        **UNHURRIED,
    )


UNHURRIED: dict[str, Any] = {
    "rate_limit_user": 10_000_000,
    "rate_limit_key": 10_000_000,
    "rate_limit_address": 10_000_000,
    "mongo_timeout_ms": 30_000,
    "mongo_wait_queue_timeout_ms": 30_000,
}
"""Tests ask more often than people do, of a server that makes and drops databases all the time and
may stand still for seconds; those of the limits set their own."""


@pytest.fixture(scope="session")
def public_operations() -> frozenset[str]:
    """Operations that ask nobody who they are: they say nothing of any organisation.

    Whoever adds one says so here.
    """
    return frozenset(
        {
            "GET /health/live",
            "GET /health/ready",
            "GET /api/status",
            "GET /api/site",
            "POST /api/auth/register",
            "POST /api/auth/login",
            "POST /api/auth/refresh",
            "POST /api/auth/logout",
            "POST /api/auth/password/forgot",
            "POST /api/auth/password/reset",
            "GET /api/auth/invitation",
            "POST /api/auth/invitation/accept",
            "GET /api/dev/outbox",
        }
    )


OwnerOf = Callable[[Any], Awaitable[dict[str, str]]]


@pytest.fixture(scope="session")
def owner_of() -> OwnerOf:
    """Makes the organisation "demo" in a started `Application`: the headers of its owner."""

    async def owner(application: Any) -> dict[str, str]:
        database = application._database
        await tenant_in(database, "demo")
        return (await person_of(application.identity, database, "owner", "demo"))[1]

    return owner


class OneTenant:
    """An `Access` for routers tested by themselves: everybody may everything, in one tenant."""

    permission = None

    def __init__(self, tenant_of: Callable[[Request], Any]) -> None:
        self._tenant_of = tenant_of

    def reading(self, _permission: str) -> Any:
        return self

    def asking(self, _permission: str) -> Any:
        raise NotImplementedError

    def changing(self, _permission: str) -> Any:
        raise NotImplementedError

    async def admit(self, request: Request) -> None:
        request.state.tenant = self._tenant_of(request)

    async def __call__(self, request: Request) -> Any:
        return request.state.tenant


@pytest.fixture(scope="session")
def one_tenant() -> type[OneTenant]:
    return OneTenant


@dataclass(frozen=True, slots=True)
class Api:
    """The whole application in this process, and the database behind it.

    `http` is the owner of the organisation "demo", unless a request says who else it is.
    """

    app: Any
    database: AsyncDatabase[dict[str, Any]]
    http: httpx.AsyncClient
    identity: Any
    asgi: Any
    """What is served: `app` with the live feed beside it."""

    async def sign_in(
        self, role: str | None = "owner", tenant_id: str = "demo", name: str = "Ana"
    ) -> dict[str, str]:
        """The headers of a new person with that role there; None makes no member of them."""
        return (await person_of(self.identity, self.database, role, tenant_id, name))[1]

    async def found(self, tenant_id: str, **fields: Any) -> dict[str, str]:
        """Another organisation, and the headers of its owner."""
        await tenant_in(self.database, tenant_id, **fields)
        return await self.sign_in("owner", tenant_id)

    async def pay(self, *, key: str | None = None, **fields: Any) -> httpx.Response:
        """Record a payment of 12.50 EUR by card, or as the fields say."""
        body = {"amount": 12.5, "currency": "EUR", "method": "card"} | fields
        return await self.http.post("/api/payments", json=body, headers=_with_key(key))

    async def step(
        self, payment_id: str, verb: str, *, key: str | None = None, **fields: Any
    ) -> httpx.Response:
        """Complete, fail, refund or retry a payment."""
        path = f"/api/payments/{payment_id}/{verb}"
        return await self.http.post(path, json=fields, headers=_with_key(key))


async def tenant_in(database: Any, tenant_id: str, **fields: Any) -> None:
    """An organisation with the methods that each begins with."""
    from cashbeat.payment.methods import PaymentMethods
    from cashbeat.tenant.repository import TenantRepository
    from cashbeat.tenant.tenant import Tenant

    given = {"name": tenant_id.title(), "time_zone": "Europe/Berlin", "default_currency": "EUR"}
    tenant = Tenant(id=tenant_id, **(given | {"slug": tenant_id} | fields))
    await TenantRepository(database).create_if_absent(tenant, datetime.now(UTC))
    await PaymentMethods(database).create_defaults(tenant_id, datetime.now(UTC))


async def person_of(
    identity: Any, database: Any, role: str | None, tenant_id: str, name: str = "Ana"
) -> tuple[str, dict[str, str]]:
    """A new person without a password, signed in: their id, and the headers of their requests."""
    now, user_id, session_id = datetime.now(UTC), new_id("usr"), new_id("ses")
    email = f"{user_id}@example.com"
    await database["users"].insert_one(
        {
            "_id": user_id,
            "name": name,
            "email": email,
            "emailKey": email,
            "passwordHash": "",
            "recoveryCodes": [],
            "defaultTenantId": tenant_id,
            "createdAt": now,
            "passwordChangedAt": now,
        }
    )
    if role is not None:
        await database["memberships"].insert_one(
            {
                "_id": f"{tenant_id}|{user_id}",
                "tenantId": tenant_id,
                "userId": user_id,
                "role": role,
                "createdAt": now,
            }
        )
    await database["sessions"].insert_one(
        {
            "_id": session_id,
            "userId": user_id,
            "refreshHash": session_id,
            "rotatedAt": now,
            "createdAt": now,
            "lastUsedAt": now,
            "expiresAt": now + timedelta(days=1),
            "address": "127.0.0.1",
            "userAgent": "tests",
        }
    )
    token = identity.tokens.issue(user_id, session_id)
    return user_id, {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="session")
def make_person() -> Callable[..., Awaitable[tuple[str, dict[str, str]]]]:
    return person_of


@pytest.fixture(scope="session")
def make_tenant() -> Callable[..., Awaitable[None]]:
    return tenant_in


def _with_key(key: str | None) -> dict[str, str]:
    return {} if key is None else {"Idempotency-Key": key}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(
    mongo_uri: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Api]:
    """The application over an empty database, one for all tests of a module.

    Such a module says `pytestmark = pytest.mark.asyncio(loop_scope="module")`. Its database shows
    what the application sees, not what no majority has yet.
    """
    from cashbeat.bootstrap import Application

    settings = load_settings(
        _env_file=None,
        environment="test",
        data_dir=tmp_path_factory.mktemp("data"),
        mongo_database=f"test_{secrets.token_hex(6)}",
        demo=False,
        **UNHURRIED,
    )
    application = Application(settings, DatabaseAddresses(mongo_uri, redis_url))
    app = application.app
    async with (
        AsyncMongoClient[dict[str, Any]](
            mongo_uri, tz_aware=True, readConcernLevel="majority"
        ) as client,
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as http,
    ):
        api = Api(
            app,
            client[settings.mongo_database],
            http,
            application.identity,
            application.asgi,
        )
        http.headers.update(await api.found("demo", name="Demo Organisation"))
        yield api
        await client.drop_database(settings.mongo_database)


@contextmanager
def scratch_dir() -> Iterator[Path]:
    """A directory in memory where the system has one: the servers' journals then cost nothing."""
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    _sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=f"cashbeat-{os.getpid()}-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Remove what test runs that were killed left in memory."""
    for left in parent.glob("cashbeat-*-*"):
        owner = left.name.split("-")[1]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _mongod() -> Iterator[str]:
    with scratch_dir() as folder:
        data_dir = DataDir(folder)
        data_dir.prepare()
        server = EmbeddedMongo(load_settings(_env_file=None, data_dir=folder), data_dir)
        server.start()
        try:
            yield server.uri
        finally:
            server.stop()
