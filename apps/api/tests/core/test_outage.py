"""Databases that do not answer: MongoDB is said to be away in time, Redis is not missed."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from cashbeat.bootstrap import Application
from cashbeat.core.settings import load_settings
from cashbeat.embedded import DatabaseAddresses, DataDir
from cashbeat.embedded.mongod import EmbeddedMongo

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

PAYMENT = {"amount": 12.5, "currency": "EUR", "method": "card"}
NOWHERE = "redis://127.0.0.1:1/0"
IN_TIME = 8.0
WELL_BEFORE = 3.0
"""A client that waits for Redis waits ten seconds; a busy machine takes one for anything."""


@asynccontextmanager
async def running(
    folder: Path, mongo_uri: str, redis_url: str, name: str, owner_of: Any
) -> AsyncIterator[Any]:
    settings = load_settings(
        _env_file=None, environment="test", data_dir=folder, mongo_database=name, demo=False
    )
    application = Application(settings, DatabaseAddresses(mongo_uri, redis_url))
    app = application.app
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as http,
    ):
        http.headers.update(await owner_of(application))
        yield http


@pytest.fixture(scope="module")
def own_mongod(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedMongo]:
    """A MongoDB that nobody else uses, so that it may be stopped."""
    folder = tmp_path_factory.mktemp("own")
    data_dir = DataDir(folder)
    data_dir.prepare()
    server = EmbeddedMongo(load_settings(_env_file=None, data_dir=folder), data_dir)
    server.start()
    yield server
    server.stop()


async def test_a_stopped_mongodb_is_told_in_time_and_forgiven(
    own_mongod: EmbeddedMongo, redis_url: str, tmp_path: Path, owner_of: Any
) -> None:
    pid = own_mongod.child.pid
    assert pid is not None
    async with running(tmp_path, own_mongod.uri, redis_url, "outage", owner_of) as http:
        made = (await http.post("/api/payments", json=PAYMENT)).json()
        os.kill(pid, signal.SIGSTOP)
        try:
            began = time.monotonic()
            answers = await asyncio.gather(
                http.post("/api/payments", json=PAYMENT),
                http.post("/api/payments/batch", json={"items": [PAYMENT]}),
                http.get("/api/payments"),
                http.get("/api/payments.csv"),
                http.get(f"/api/payments/{made['id']}"),
                http.post(f"/api/payments/{made['id']}/complete"),
                http.get("/api/payments/events"),
                http.get("/api/payment-methods"),
                http.get("/api/organisation"),
                http.get("/api/analytics/metrics"),
            )
            took = time.monotonic() - began
            live = await http.get("/health/live")
            ready = await http.get("/health/ready")
        finally:
            os.kill(pid, signal.SIGCONT)
        assert took < IN_TIME
        for answer in answers:
            assert answer.status_code == 503, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["code"] == "unavailable"
            assert int(answer.headers["retry-after"]) >= 1
        assert live.status_code == 200
        assert (ready.status_code, ready.json()["mongo"]) == (503, "down")
        again = await http.post(f"/api/payments/{made['id']}/complete")
        assert again.status_code in {200, 409}
        assert (await http.get(f"/api/payments/{made['id']}")).json()["status"] == "completed"


@asynccontextmanager
async def silent_redis() -> AsyncIterator[str]:
    """Something that accepts connections and never says a word, like a stopped Redis."""

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    try:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    finally:
        server.close()


@pytest_asyncio.fixture(loop_scope="module", params=["absent", "silent"])
async def redis_away(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A Redis that refuses connections, or takes them and is silent."""
    if request.param == "absent":
        yield NOWHERE
        return
    async with silent_redis() as url:
        yield url


async def test_without_redis_everything_works_and_at_once(
    mongo_uri: str, redis_away: str, database: str, tmp_path: Path, owner_of: Any
) -> None:
    async with running(tmp_path, mongo_uri, redis_away, database, owner_of) as http:
        made = await http.post("/api/payments", json=PAYMENT | {"status": "completed"})
        assert made.status_code == 201
        for path in ("metrics", "trends", "metrics"):
            began = time.monotonic()
            answer = await http.get(f"/api/analytics/{path}")
            assert answer.status_code == 200
            assert time.monotonic() - began < WELL_BEFORE
        status = (await http.get("/api/status")).json()
        assert (status["status"], status["mongo"], status["redis"]) == ("degraded", "ok", "down")
        ready = await http.get("/health/ready")
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
