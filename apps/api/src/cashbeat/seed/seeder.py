"""Sends a history to the API, day by day, oldest first, so that its events are in order too."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cashbeat.contracts.base import format_instant
from cashbeat.kit.time_buckets import DAY, day_start, local_day
from cashbeat.seed.client import ApiClient, ApiRefused, KeyRefused
from cashbeat.seed.history import REFUND_DAYS, History
from cashbeat.seed.plan import PlannedPayment, Step

BATCH = 3_000
"""Payments a request: about 800 KB, a fifth of what the API takes."""

STEPS_AT_ONCE = 8
KEY_REUSED = "idempotency_key_reused"


class HistoryRefused(Exception):
    """The API takes no part of the history; the message says which part and why."""


@dataclass(slots=True)
class Tally:
    """What a run did so far. `replayed` was recorded by an earlier run."""

    days: int = 0
    created: int = 0
    replayed: int = 0
    steps: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class _Due:
    payment_id: str
    number: int
    step: Step
    currency: str


class Seeder:
    """Records one history. Run again with the same history, it records only what is missing.

    Every batch and step has an idempotency key made of the history's name, so a repetition is
    answered by what the first run recorded. Only a chunk of the last day that has grown since is
    refused as "key used for another batch"; it counts as replayed.
    """

    def __init__(
        self, client: ApiClient, history: History, report: Callable[[Tally], None]
    ) -> None:
        self._client = client
        self._history = history
        self._report = report
        self._due: defaultdict[str, list[_Due]] = defaultdict(list)
        self.tally = Tally()

    async def run(self, first_day: date | None = None) -> Tally:
        """Record every day from `first_day` (the first one) on.

        Raises: ApiUnreachable, KeyRefused, HistoryRefused.
        """
        days = [day for day in self._history.all_days() if first_day is None or day >= first_day]
        self.tally.days = self._history.days - len(days)
        steps = _done()
        coming = self._prepare(days[0])
        try:
            for day, following in zip(days, [*days[1:], None], strict=True):
                payments = await coming
                if following is not None:
                    coming = self._prepare(following)
                for slot, own in self._slots(day, payments).items():
                    for number, part in enumerate(_parts(own)):
                        await self._record(part, f"{self._history.name}-{slot}-{number}")
                    await steps
                    steps = asyncio.create_task(self._take_steps(self._due.pop(slot, [])))
                self.tally.days += 1
                self._report(self.tally)
            await steps
        finally:
            steps.cancel()
        return self.tally

    def _prepare(self, day: date) -> asyncio.Future[list[PlannedPayment]]:
        """Make up a day in a thread, while the API is busy with the one before."""
        return asyncio.ensure_future(asyncio.to_thread(self._history.payments_of, day))

    def _slots(
        self, day: date, payments: Sequence[PlannedPayment]
    ) -> dict[str, list[PlannedPayment]]:
        """The payments of a day by slot, those without payments included."""
        hours = range(24) if day == self._history.last_day else (None,)
        slots: dict[str, list[PlannedPayment]] = {_slot(day, hour): [] for hour in hours}
        for payment in payments:
            slots[self._slot_of(payment.created_at)].append(payment)
        return slots

    def _slot_of(self, moment: datetime) -> str:
        """A past day as a whole, the last day by local hour: its past hours never change again."""
        local = moment.astimezone(self._history.tz)
        day = local.date()
        return _slot(day, local.hour if day == self._history.last_day else None)

    async def _record(self, payments: Sequence[PlannedPayment], key: str) -> None:
        if not payments:
            return
        body = {"items": [payment.to_request() for payment in payments]}
        try:
            outcome = await self._client.post("/api/payments/batch", body, key)
        except KeyRefused:
            raise
        except ApiRefused as refusal:
            if refusal.code != KEY_REUSED:
                raise HistoryRefused(f"The API refuses the batch {key}: {refusal}.") from refusal
            self.tally.replayed += len(payments)
            return
        if outcome["refused"]:
            raise HistoryRefused(f"The API refuses payments of {key}: {_first_fault(outcome)}.")
        self.tally.created += outcome["created"]
        self.tally.replayed += outcome["replayed"]
        for payment, item in zip(payments, outcome["items"], strict=True):
            for number, step in enumerate(payment.steps):
                due = _Due(item["payment"]["id"], number, step, payment.currency)
                self._due[self._slot_of(step.at)].append(due)

    async def _take_steps(self, due: Sequence[_Due]) -> None:
        """Steps of different payments at once, those of one payment one after the other."""
        chains: defaultdict[str, list[_Due]] = defaultdict(list)
        for each in sorted(due, key=lambda each: each.step.at):
            chains[each.payment_id].append(each)
        slots = asyncio.Semaphore(STEPS_AT_ONCE)

        async def follow(chain: Sequence[_Due]) -> None:
            async with slots:
                for each in chain:
                    await self._take(each)

        await asyncio.gather(*map(follow, chains.values()))

    async def _take(self, due: _Due) -> None:
        path = f"/api/payments/{due.payment_id}/{due.step.kind}"
        key = f"{self._history.name}-{due.payment_id}-{due.number}"
        try:
            await self._client.post(path, due.step.to_request(due.currency), key)
        except KeyRefused:
            raise
        except ApiRefused as refusal:
            if refusal.status != 409:
                raise HistoryRefused(f"The API refuses {path}: {refusal}.") from refusal
            self.tally.skipped += 1
        else:
            self.tally.steps += 1


async def begun_history(client: ApiClient, history: History) -> History | None:
    """The history that an organisation's payments begin with: as of the day it was begun.

    `history` itself where there are no payments; None where they are somebody's own.
    """
    oldest = await _one(client, "createdAt")
    if oldest is None:
        return history
    first = _local_day(oldest, history)
    last = first + (history.days - 1) * DAY
    if last > history.last_day:
        return None
    if last < history.last_day:
        history = replace(history, until=day_start(last + DAY, history.tz))
    opening = next(iter(history.payments_of(first)), None)
    if opening is None or format_instant(opening.created_at) != oldest["createdAt"]:
        return None
    return history


async def missing_part(client: ApiClient, history: History) -> tuple[History, date] | None:
    """What an organisation still lacks of a history, and the day to go on from; None for nothing.

    Where an earlier run broke off, some days more are gone over: their refunds may be missing.
    """
    begun = await begun_history(client, history)
    if begun is None:
        return None
    newest = await _one(client, "-createdAt")
    if newest is None:
        return begun, begun.first_day
    reached = _local_day(newest, begun)
    if reached >= begun.last_day:
        return None
    return begun, max(begun.first_day, reached - REFUND_DAYS * DAY)


async def _one(client: ApiClient, sort: str) -> dict[str, Any] | None:
    page = await client.get("/api/payments", limit=1, sort=sort)
    return page["items"][0] if page["items"] else None


def _local_day(payment: dict[str, Any], history: History) -> date:
    return local_day(datetime.fromisoformat(payment["createdAt"]), history.tz)


def _slot(day: date, hour: int | None) -> str:
    return f"{day:%Y%m%d}" if hour is None else f"{day:%Y%m%d}T{hour:02d}"


def _done() -> asyncio.Future[None]:
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    done.set_result(None)
    return done


def _parts(payments: Sequence[PlannedPayment]) -> Iterator[Sequence[PlannedPayment]]:
    for start in range(0, len(payments), BATCH):
        yield payments[start : start + BATCH]


def _first_fault(outcome: dict[str, Any]) -> str:
    for item in outcome["items"]:
        for error in item["errors"]:
            return f"item {item['index']}, {error['field']}: {error['message']}"
    return "no reason given"
