"""`cashbeat seed` and `cashbeat simulate`."""

import asyncio
import re
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from cashbeat.core.logging import configure_logging
from cashbeat.core.settings import load_settings
from cashbeat.seed.bookkeeper import Bookkeeper
from cashbeat.seed.client import ApiClient, ApiRefused, ApiUnreachable, KeyRefused
from cashbeat.seed.credentials import NoApiKey, key_source
from cashbeat.seed.display import live_status, seed_progress, stopped_by_signals
from cashbeat.seed.effect import ScenarioName, Schedule
from cashbeat.seed.history import History
from cashbeat.seed.merchant import Merchant, NoKnownMethod, get_merchant
from cashbeat.seed.seeder import HistoryRefused, Seeder, Tally, begun_history, missing_part
from cashbeat.seed.simulator import Played, Simulator
from cashbeat.seed.threads import UnwaitedThreads
from cashbeat.seed.traffic import Traffic

T = TypeVar("T")
_SENTENCES = (ApiUnreachable, ApiRefused, HistoryRefused, NoApiKey, NoKnownMethod)
FIRST_ANSWER_SECONDS = 1.0
"""How long the first answer of the API is waited for at least, however short the duration."""
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


class NothingTaken(Exception):
    """A simulation came to its end and the API had taken none of its payments."""

    def __init__(self, url: str, played: Played) -> None:
        super().__init__(f"The API at {url} took no payment at all: {played.sentence()}.")


def duration(text: str | float) -> float:
    """Seconds of `90`, `90s`, `5m` or `2h`; Typer sends the defaults through here too."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", str(text).strip())
    if match is None:
        raise typer.BadParameter(f"{text!r} is no duration; write 90, 90s, 5m or 2h")
    return float(match[1]) * _UNITS[match[2]]


ApiUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="Address of the API; the one of CASHBEAT_API_PORT when left out."
    ),
]
ApiKey = Annotated[
    str | None,
    typer.Option(
        metavar="KEY",
        help="API key of the organisation; that of CASHBEAT_API_KEY when left out, else the one "
        "of the demo that runs here.",
    ),
]
ApiKeyFile = Annotated[
    Path | None, typer.Option(dir_okay=False, help="File that holds the API key.")
]


def seed(
    days: Annotated[
        int, typer.Option(min=1, max=1100, help="Local days of history, today included.")
    ] = 90,
    per_day: Annotated[
        int, typer.Option(min=1, max=100_000, help="Payments a day, on average.")
    ] = 600,
    number: Annotated[int, typer.Option("--seed", help="Another number, another merchant.")] = 42,
    if_empty: Annotated[
        bool,
        typer.Option(
            "--if-empty", help="Do nothing when there are payments that this seed did not begin."
        ),
    ] = False,
    api_url: ApiUrl = None,
    api_key: ApiKey = None,
    api_key_file: ApiKeyFile = None,
) -> None:
    """Fill the organisation with a realistic past, through the public API.

    Weekdays, evenings and month ends, six methods with their own amounts, declines and codes,
    refunds days later, retries, and three incidents to find: a decline spike 4 days ago, a gateway
    outage 17 days ago, a wave of refunds a month ago. The 160 who pay most often have accounts,
    with charges that their payments pay: some owe nothing, some are months behind. The same
    arguments make the same payments, and running it again on the same day adds nothing twice.

    \b
    Examples:
      cashbeat seed                          90 days, about 57,000 payments
      cashbeat seed --days 365 --per-day 50  a small shop, a year long
      cashbeat seed --seed 7 --if-empty      another merchant, only into an empty organisation
      CASHBEAT_API_KEY=cbk_... cashbeat seed into the organisation of that key
    """
    settings = load_settings()
    url = api_url or settings.api_origin

    def history_of(merchant: Merchant) -> History:
        return History(
            until=datetime.now(UTC),
            tz=merchant.tz,
            days=days,
            per_day=per_day,
            seed=number,
            currency=merchant.currency,
            methods=merchant.methods,
        )

    async def work() -> None:
        keys = key_source(settings, url, api_key, api_key_file)
        async with ApiClient(url, auth=keys) as client:
            merchant = await get_merchant(client)
            await _seed(client, merchant.name, history_of(merchant), if_empty)

    _run(_until_signal(work()), if_interrupted=130)


def simulate(
    rate: Annotated[
        float, typer.Option(min=0.001, max=1000, help="New payments a second, on average.")
    ] = 1.5,
    opening: Annotated[
        float,
        typer.Option(
            min=0, max=1000, help="So many a second more at first, half of it after 5 minutes."
        ),
    ] = 0.0,
    length: Annotated[
        float | None,
        typer.Option(
            "--duration",
            parser=duration,
            metavar="DURATION",
            help="How long, waiting for the API included: 90, 90s, 5m, 2h; else until Ctrl-C.",
        ),
    ] = None,
    number: Annotated[int, typer.Option("--seed", help="Another number, other payments.")] = 1,
    scenario: Annotated[
        ScenarioName, typer.Option(help="What happens, beside ordinary business.")
    ] = ScenarioName.STEADY,
    scenario_start: Annotated[
        float,
        typer.Option(
            parser=duration,
            metavar="DURATION",
            show_default="now",
            help="When it begins, from now.",
        ),
    ] = 0.0,
    scenario_length: Annotated[
        float | None,
        typer.Option(
            parser=duration, metavar="DURATION", help="How long it lasts; to the end if left out."
        ),
    ] = None,
    flat: Annotated[
        bool, typer.Option("--flat", help="The same rate all day; mild day and night otherwise.")
    ] = False,
    api_url: ApiUrl = None,
    api_key: ApiKey = None,
    api_key_file: ApiKeyFile = None,
) -> None:
    """Let customers pay, live, through the public API, until Ctrl-C.

    A payment is created pending and completes or fails seconds later; some failed ones are tried
    again, some completed ones are refunded. It outlives restarts of the API: requests are repeated
    with their Idempotency-Key, so nothing is lost or paid twice.

    \b
    Scenarios:
      steady          ordinary business
      decline-spike   banks decline eight times as many cards
      gateway-outage  nine of ten card, wallet and UPI payments time out
      refund-wave     ten times as many refunds, within seconds
      month-end       double volume, direct debits and transfers above all

    \b
    Examples:
      cashbeat simulate                                 1.5 payments a second
      cashbeat simulate --rate 20 --duration 5m --flat
      cashbeat simulate --rate 0.01 --opening 1         busy while somebody looks, then calm
      cashbeat simulate --scenario gateway-outage --scenario-start 30s --scenario-length 3m
    """
    schedule = Schedule(scenario, scenario_start, scenario_length)
    settings = load_settings()
    url = api_url or settings.api_origin

    async def work() -> None:
        end = None if length is None else time.monotonic() + length
        patience = None if length is None else max(length, FIRST_ANSWER_SECONDS)
        keys = key_source(settings, url, api_key, api_key_file)
        async with ApiClient(url, auth=keys, patience=patience) as client:
            merchant = await _until_signal(get_merchant(client))
        traffic = Traffic(number, merchant.tz, merchant.currency, merchant.methods)
        async with ApiClient(url, auth=keys, patience=None) as client:
            simulator = Simulator(
                client,
                traffic,
                rate=rate,
                schedule=schedule,
                tz=merchant.tz,
                opening=opening,
                flat=flat,
            )
            left = None if end is None else max(end - time.monotonic(), 0.0)
            await _simulate(simulator, client, schedule, left)

    configure_logging(level=settings.log_level, log_format=settings.log_format, process="simulator")
    _run(work(), if_interrupted=0)


async def _seed(client: ApiClient, name: str, history: History, if_empty: bool) -> None:
    console = Console()
    begun = time.monotonic()
    first_day = history.first_day
    if if_empty:
        missing = await missing_part(client, history)
        if missing is None:
            console.print(f"{name} has payments already; nothing to seed.", soft_wrap=True)
            begun_before = await begun_history(client, history)
            if begun_before is not None:
                await _book(client, console, begun_before, if_empty)
            return
        history, first_day = missing
    with seed_progress(console, history.days) as report:
        tally = await Seeder(client, history, report).run(first_day)
    console.print(
        _summary(name, history.days, tally, time.monotonic() - begun),
        highlight=False,
        soft_wrap=True,
    )
    await _book(client, console, history, if_empty)


async def _book(client: ApiClient, console: Console, history: History, if_empty: bool) -> None:
    """Record customers on account, where the key may do that."""
    try:
        booked = await Bookkeeper(client, history).run(if_empty=if_empty)
    except KeyRefused as refusal:
        console.print(f"No customers were recorded: {refusal}", soft_wrap=True)
        return
    if booked.customers:
        console.print(
            f"{booked.customers:,} customers with {booked.charges:,} charges.", highlight=False
        )


def _summary(name: str, days: int, tally: Tally, seconds: float) -> str:
    there = f" ({tally.replayed:,} were there already)" if tally.replayed else ""
    return (
        f"{name}: {tally.created:,} payments{there} and {tally.steps:,} later steps "
        f"over {days} days in {seconds:.1f} s."
    )


async def _simulate(
    simulator: Simulator, client: ApiClient, schedule: Schedule, length: float | None
) -> None:
    with stopped_by_signals(simulator.stop):
        async with live_status(Console(), simulator, client, schedule):
            played = await simulator.run(length)
    if length is not None and not played.created and (played.refused or played.unanswered):
        raise NothingTaken(client.base_url, played)


async def _until_signal(work: Coroutine[None, None, T]) -> T:
    """The work's result; SIGINT and SIGTERM cancel it, so that the terminal is left tidy."""
    task = asyncio.ensure_future(work)
    with stopped_by_signals(task.cancel):
        return await task


async def _unheld(work: Coroutine[None, None, None]) -> None:
    """The work, with no thread left behind that its end would have to wait for."""
    asyncio.get_running_loop().set_default_executor(UnwaitedThreads())
    await work


def _run(work: Coroutine[None, None, None], *, if_interrupted: int) -> None:
    """Run to the end; what can go wrong is one sentence and exit code 1."""
    try:
        asyncio.run(_unheld(work))
    except (*_SENTENCES, NothingTaken) as error:
        typer.echo(f"cashbeat: {error}", err=True)
        raise typer.Exit(1) from None
    except (asyncio.CancelledError, KeyboardInterrupt):
        raise typer.Exit(if_interrupted) from None
