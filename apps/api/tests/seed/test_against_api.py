"""The seed and the simulator through the real API on a real MongoDB."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pymongo import AsyncMongoClient

from cashbeat.bootstrap import Application
from cashbeat.core.settings import Settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.seed.client import ApiClient
from cashbeat.seed.effect import ScenarioName, Schedule
from cashbeat.seed.history import History
from cashbeat.seed.merchant import get_merchant
from cashbeat.seed.method import BY_CODE
from cashbeat.seed.seeder import Seeder, Tally, missing_part
from cashbeat.seed.simulator import Simulator
from cashbeat.seed.traffic import Traffic

pytestmark = pytest.mark.integration


@pytest.fixture
async def client(settings: Settings, owner_of: Any) -> AsyncIterator[ApiClient]:
    assert settings.mongodb_uri is not None
    assert settings.redis_url is not None
    addresses = DatabaseAddresses(
        settings.mongodb_uri.get_secret_value(), settings.redis_url.get_secret_value()
    )
    application = Application(settings, addresses)
    app = application.app
    async with (
        app.router.lifespan_context(app),
        ApiClient(
            "http://api.test",
            headers=await owner_of(application),
            transport=httpx.ASGITransport(app),
            patience=10,
        ) as made,
    ):
        yield made


async def history_for(client: ApiClient) -> History:
    merchant = await get_merchant(client)
    assert merchant.methods == BY_CODE.keys()
    return History(
        until=datetime.now(UTC),
        tz=merchant.tz,
        days=8,
        per_day=80,
        seed=7,
        currency=merchant.currency,
        methods=merchant.methods,
    )


async def record(client: ApiClient, history: History) -> Tally:
    return await Seeder(client, history, lambda _: None).run()


async def test_the_api_takes_a_whole_history_once(
    client: ApiClient, mongo_client: AsyncMongoClient[dict[str, Any]], database: str
) -> None:
    history = await history_for(client)
    planned = [payment for day in history.all_days() for payment in history.payments_of(day)]

    first = await record(client, history)
    stored = await mongo_client[database]["payments"].find({}).to_list()

    assert first.created == len(stored) == len(planned) > 400
    assert first.steps == sum(len(payment.steps) for payment in planned) > 0
    assert first.skipped == first.replayed == 0
    assert sum(payment["version"] for payment in stored) == first.created + first.steps
    wanted = {(each.created_at, each.minor, each.method): each for each in planned}
    for payment in stored:
        plan = wanted.pop((payment["createdAt"], payment["amount"], payment["method"]))
        kinds = [event["type"] for event in payment["events"][1:]]
        names = {"complete": "received", "fail": "failed", "retry": "retried", "refund": "refunded"}
        assert kinds == [f"payment_{names[step.kind]}" for step in plan.steps]
    assert wanted == {}

    again = await record(client, history)
    assert (again.created, again.replayed) == (0, len(stored))
    assert again.steps == first.steps
    assert await mongo_client[database]["payments"].find({}).to_list() == stored


async def test_a_broken_off_history_is_completed(
    client: ApiClient, mongo_client: AsyncMongoClient[dict[str, Any]], database: str
) -> None:
    history = await history_for(client)
    whole = len([payment for day in history.all_days() for payment in history.payments_of(day)])

    def stop(so_far: Tally) -> None:
        if so_far.days == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await Seeder(client, history, stop).run()

    missing = await missing_part(client, replace(history, until=datetime.now(UTC)))
    assert missing is not None
    rest, first_day = missing
    tally = await Seeder(client, rest, lambda _: None).run(first_day)
    assert 0 < tally.created < whole
    assert await mongo_client[database]["payments"].count_documents({}) >= whole


async def test_live_payments_reach_every_status(
    client: ApiClient, mongo_client: AsyncMongoClient[dict[str, Any]], database: str
) -> None:
    merchant = await get_merchant(client)

    class Quick(Traffic):
        def next_payment(self, *arguments: Any) -> Any:
            payment = super().next_payment(*arguments)
            steps = (replace(step, delay=step.delay / 500) for step in payment.steps)
            return replace(payment, steps=tuple(steps))

    traffic = Quick(3, merchant.tz, merchant.currency, merchant.methods)
    schedule = Schedule(ScenarioName.REFUND_WAVE)
    simulator = Simulator(client, traffic, rate=80, schedule=schedule, tz=merchant.tz, flat=True)
    played = await simulator.run(2.5)

    stored = await mongo_client[database]["payments"].find({}).to_list()
    assert played.refused == 0
    assert played.created == len(stored) > 40
    statuses = Counter(payment["status"] for payment in stored)
    assert statuses.keys() >= {"completed", "failed", "refunded"}
    assert datetime.now(UTC) - stored[-1]["createdAt"] < timedelta(minutes=1)
