"""What a person sees while a seed or a simulation runs, and what a log keeps of it."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from cashbeat.core.logging import get_logger
from cashbeat.seed.client import ApiClient
from cashbeat.seed.effect import Schedule
from cashbeat.seed.seeder import Tally
from cashbeat.seed.simulator import Simulator

SCREEN_SECONDS = 0.5
LOG_SECONDS = 30.0

log = get_logger(__name__)


@contextmanager
def seed_progress(console: Console, days: int) -> Iterator[Callable[[Tally], None]]:
    """A progress bar on a terminal, a line for each fifth of the way elsewhere."""
    if not console.is_terminal:
        yield _lines(console, days)
        return
    columns = (
        TextColumn("Seeding"),
        BarColumn(),
        TextColumn("day {task.completed:.0f} of {task.total:.0f}"),
        TextColumn("{task.fields[payments]:,} payments"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("seed", total=days, payments=0)

        def report(tally: Tally) -> None:
            done = tally.created + tally.replayed
            progress.update(task, completed=tally.days, payments=done)

        yield report


@asynccontextmanager
async def live_status(
    console: Console, simulator: Simulator, client: ApiClient, schedule: Schedule
) -> AsyncIterator[None]:
    """One living line on a terminal, a log line every half minute elsewhere."""
    if console.is_terminal:
        line = _status(simulator, client, schedule)
        with Live(line, console=console, auto_refresh=False) as live:
            watcher = asyncio.create_task(_refresh(live, simulator, client, schedule))
            try:
                yield
            finally:
                watcher.cancel()
                live.update(_status(simulator, client, schedule), refresh=True)
        return
    log.info("seed.simulator.start", scenario=schedule.name.value, api=client.base_url)
    watcher = asyncio.create_task(_log(simulator, client))
    try:
        yield
    finally:
        watcher.cancel()
        log.info("seed.simulator.stop", played=simulator.played.sentence())


@contextmanager
def stopped_by_signals(stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` on SIGINT and SIGTERM inside the block."""
    loop = asyncio.get_running_loop()
    chosen = (signal.SIGINT, signal.SIGTERM)
    for each in chosen:
        loop.add_signal_handler(each, stop)
    try:
        yield
    finally:
        for each in chosen:
            loop.remove_signal_handler(each)


def _lines(console: Console, days: int) -> Callable[[Tally], None]:
    step = max(1, days // 5)

    def report(tally: Tally) -> None:
        if tally.days % step == 0 and tally.days < days:
            done = tally.created + tally.replayed
            console.print(
                f"Seeding: day {tally.days} of {days}, {done:,} payments", highlight=False
            )

    return report


async def _refresh(live: Live, simulator: Simulator, client: ApiClient, schedule: Schedule) -> None:
    while True:
        live.update(_status(simulator, client, schedule), refresh=True)
        await asyncio.sleep(SCREEN_SECONDS)


async def _log(simulator: Simulator, client: ApiClient) -> None:
    while True:
        await asyncio.sleep(LOG_SECONDS)
        log.info(
            "seed.simulator.play",
            played=simulator.played.sentence(),
            open=simulator.open,
            answered=client.healthy,
            repeats=client.repeats,
        )


def _status(simulator: Simulator, client: ApiClient, schedule: Schedule) -> Text:
    text = Text(no_wrap=True, overflow="ellipsis")
    if client.healthy:
        text.append("● ", style="green")
    else:
        text.append("● no answer, trying again  ", style="yellow")
    if simulator.acting:
        text.append(f"{schedule.name.value}  ", style="bold magenta")
    return text.append(simulator.played.sentence())
