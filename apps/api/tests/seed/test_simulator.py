"""The simulator through a fake API: whole lives, bounded, once, and gone when asked to go."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from starlette.responses import JSONResponse, Response

from cashbeat.seed import client as client_module
from cashbeat.seed import simulator as simulator_module
from cashbeat.seed.client import ApiClient, KeyRefused
from cashbeat.seed.effect import NORMAL, Effect, ScenarioName, Schedule
from cashbeat.seed.method import BY_CODE
from cashbeat.seed.simulator import Simulator
from cashbeat.seed.traffic import LivePayment, Traffic

BERLIN = ZoneInfo("Europe/Berlin")


class QuickTraffic(Traffic):
    """Lives that last milliseconds."""

    def __init__(self, scale: float = 0.001) -> None:
        super().__init__(3, BERLIN, "EUR", frozenset(BY_CODE))
        self._scale = scale

    def next_payment(self, now: datetime, effect: Effect = NORMAL) -> LivePayment:
        payment = super().next_payment(now, effect)
        steps = (replace(step, delay=step.delay * self._scale) for step in payment.steps)
        return replace(payment, steps=tuple(steps))


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "BASE_DELAY", 0.001)
    monkeypatch.setattr(simulator_module, "OUTAGE_PAUSE", 0.01)


def made(client: ApiClient, *, scale: float = 0.001, rate: float = 300, **more: Any) -> Simulator:
    schedule = more.pop("schedule", Schedule())
    traffic = QuickTraffic(scale)
    return Simulator(client, traffic, rate=rate, schedule=schedule, tz=BERLIN, flat=True, **more)


async def until(fact: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not fact():
            await asyncio.sleep(0.01)


async def test_payments_live_their_lives(api: Any, client: ApiClient) -> None:
    played = await made(client, schedule=Schedule(ScenarioName.REFUND_WAVE)).run(1.2)

    assert played.created == len(api.payments) > 100
    assert played.refused == 0
    assert played.completed > played.failed > 0
    assert played.refunded == api.requests["refund"] > 5
    assert played.retried == api.requests["retry"]
    assert {each["status"] for each in api.payments} >= {"completed", "failed", "refunded"}
    assert len(api.keys) == len(set(api.keys))


async def test_an_opening_is_lively_whatever_the_rate(api: Any, client: ApiClient) -> None:
    played = await made(client, rate=0.001, opening=300).run(0.5)
    assert played.created == len(api.payments) > 50


async def test_two_runs_of_the_same_seed_are_different_payments(
    api: Any, client: ApiClient
) -> None:
    first = await made(client).run(0.3)
    second = await made(client).run(0.3)
    assert len(api.payments) == first.created + second.created > first.created > 0


async def test_an_outage_loses_and_doubles_nothing(api: Any, client: ApiClient) -> None:
    for number in range(30):
        api.break_next(httpx.ReadError("reset"), after=number % 2 == 0)
        api.break_next(None)
    simulator = made(client)
    run = asyncio.create_task(simulator.run())
    await until(lambda: client.repeats == 30 and simulator.played.created > 20)
    simulator.stop()
    played = await run
    assert played.created == len(api.payments)
    created = [key for key in api.keys if key.count("-") == 2]
    assert len(created) == len(api.payments)


async def test_nobody_arrives_while_the_api_is_away(
    api: Any, client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "BASE_DELAY", 0.05)
    simulator = made(client)
    run = asyncio.create_task(simulator.run())
    await until(lambda: simulator.played.created > 20)
    api.down = True
    await until(lambda: not client.healthy)
    waiting = simulator.open
    await asyncio.sleep(0.5)
    later = simulator.open
    there = simulator.played.created
    api.down = False
    await until(lambda: simulator.played.created > there + 20)
    simulator.stop()
    played = await run
    assert later < waiting + 30, "150 arrive in half a second otherwise"
    assert played.created == len(api.payments)


async def test_stop_is_heard_at_once(client: ApiClient) -> None:
    simulator = made(client, scale=1.0)
    run = asyncio.create_task(simulator.run())
    await until(lambda: simulator.open > 10)
    simulator.stop()
    await asyncio.wait_for(run, 1.0)
    assert simulator.open == 0


async def test_stop_does_not_wait_for_a_dead_api(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulator_module, "FAREWELL_SECONDS", 0.2)
    for _ in range(500):
        api.break_next(Response(status_code=503))
    async with ApiClient(
        "http://api.test", transport=httpx.ASGITransport(api.app), patience=None
    ) as client:
        simulator = made(client)
        run = asyncio.create_task(simulator.run())
        await until(lambda: not client.healthy)
        simulator.stop()
        await asyncio.wait_for(run, 1.0)
    assert simulator.open == 0
    api.outages.clear()


async def test_open_lives_are_bounded(client: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulator_module, "MAX_OPEN", 20)
    simulator = made(client, scale=1.0, rate=600)
    run = asyncio.create_task(simulator.run())
    seen = []
    for _ in range(20):
        await asyncio.sleep(0.05)
        seen.append(simulator.open)
    simulator.stop()
    played = await run
    assert played.created > 150
    assert 15 <= max(seen) <= 20 + simulator_module.MAX_WAITING


async def test_a_refused_payment_is_counted_and_forgotten(api: Any, client: ApiClient) -> None:
    api.break_next(Response(status_code=422))
    played = await made(client).run(0.3)
    assert played.refused == 1
    assert played.created == len(api.payments) > 10


async def test_a_scenario_changes_the_rate(client: ApiClient) -> None:
    steady = await made(client, rate=150).run(1.0)
    busy = await made(client, rate=150, schedule=Schedule(ScenarioName.MONTH_END)).run(1.0)
    assert busy.created > 1.6 * steady.created


@pytest.mark.parametrize(
    ("status", "said"), [(401, "does not take this API key"), (403, "does not allow this")]
)
async def test_a_key_that_is_refused_ends_the_simulation(
    api: Any, client: ApiClient, status: int, said: str
) -> None:
    for _ in range(5):
        api.break_next(None)
    problem = {"code": "permission_denied", "detail": "This needs payments:refund."}
    api.break_next(JSONResponse(problem, status))
    with pytest.raises(KeyRefused, match=said) as refusal:
        await asyncio.wait_for(made(client).run(), 10)
    assert "payments:refund" in str(refusal.value)
