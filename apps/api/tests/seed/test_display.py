"""What a person at a terminal sees, and that nothing of it stays behind."""

import asyncio
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from cashbeat.seed.client import ApiClient
from cashbeat.seed.display import live_status, seed_progress
from cashbeat.seed.effect import ScenarioName, Schedule
from cashbeat.seed.method import BY_CODE
from cashbeat.seed.seeder import Tally
from cashbeat.seed.simulator import Simulator
from cashbeat.seed.traffic import Traffic

BERLIN = ZoneInfo("Europe/Berlin")
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


def terminal() -> tuple[Console, StringIO]:
    screen = StringIO()
    return Console(file=screen, force_terminal=True, width=100), screen


def test_a_seed_shows_days_and_payments() -> None:
    console, screen = terminal()
    with seed_progress(console, 90) as report:
        report(Tally(days=30, created=1_000, replayed=234))
    shown = screen.getvalue()
    assert "day 30 of 90" in shown
    assert "1,234 payments" in shown
    assert shown.count(HIDE_CURSOR) == shown.count(SHOW_CURSOR) == 1


async def test_a_simulation_shows_counts_scenario_and_outage(api: Any, client: ApiClient) -> None:
    console, screen = terminal()
    schedule = Schedule(ScenarioName.DECLINE_SPIKE)
    traffic = Traffic(1, BERLIN, "EUR", frozenset(BY_CODE))
    simulator = Simulator(client, traffic, rate=100, schedule=schedule, tz=BERLIN, flat=True)

    async with live_status(console, simulator, client, schedule):
        run = asyncio.create_task(simulator.run())
        async with asyncio.timeout(20):
            while not simulator.played.created:
                await asyncio.sleep(0.01)
            api.down = True
            while "no answer, trying again" not in screen.getvalue():
                await asyncio.sleep(0.05)
        api.down = False
        simulator.stop()
        await run

    shown = screen.getvalue()
    assert "0 created" in shown
    assert "decline-spike" in shown
    assert simulator.played.sentence() in shown.splitlines()[-2]
    assert shown.count(HIDE_CURSOR) == shown.count(SHOW_CURSOR) == 1
