"""Counters of spans, read as planned: at most three kinds of rollup documents, all at once."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from cashbeat.analytics.pieces import cut_at_edges, pieces_of
from cashbeat.analytics.question import Selection
from cashbeat.analytics.range_plan import Segment, Source, of_source, plan
from cashbeat.kit.time_buckets import Bucket
from cashbeat.payment.counting import PaymentCounts
from cashbeat.rollup.counters import Counters, add_stored
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import DayCut, Tenant

_ATTEMPTS = 3
"""Times that days are tried before the quarters are read, which are right in every zone."""

Row = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """What one span holds: counters, and payments by local hour where hours were asked for."""

    counters: Counters = field(default_factory=Counters)
    hours: dict[int, int] = field(default_factory=dict)

    def merge(self, other: "Tally") -> None:
        """Add what another span of the same currency holds."""
        self.counters.merge(other.counters)
        for hour, count in other.hours.items():
            self.hours[hour] = self.hours.get(hour, 0) + count


class Sums(Protocol):
    """What stored buckets are added to, in any order."""

    @property
    def hours_field(self) -> str | None:
        """Which hours of a day document are needed, see `RollupRepository.list_days`."""

    def add_day(self, row: Row, shift: int) -> None:
        """Add a day whose hours read `shift` later on the asked clock."""

    def add_bucket(self, start: datetime, stored: Row) -> None:
        """Add a bucket that lies in one local hour."""


S = TypeVar("S", bound=Sums)


class SpanReader:
    """Plans how to read spans and sums stored counts into them."""

    def __init__(
        self, rollups: RollupRepository, payments: PaymentCounts, tenants: TenantRepository
    ) -> None:
        self._rollups = rollups
        self._payments = payments
        self._tenants = tenants

    async def read(
        self,
        tenant: Tenant,
        selection: Selection,
        spans: Sequence[Bucket],
        clock: ZoneInfo | None,
        minutes_from: datetime,
    ) -> list[Tally]:
        """One tally for each of the ascending, disjoint spans."""
        sums = await self.collect(
            tenant,
            selection.currency,
            spans,
            clock,
            minutes_from,
            lambda: _Sums(spans, selection, clock),
        )
        return sums.tallies()

    async def collect(
        self,
        tenant: Tenant,
        currency: str,
        spans: Sequence[Bucket],
        clock: ZoneInfo | None,
        minutes_from: datetime,
        empty: Callable[[], S],
    ) -> S:
        """What the ascending, disjoint spans hold, added to `empty` sums.

        `clock` and `minutes_from` as in `plan`. Day documents are taken only when they still count
        after they were read: else the days were cut anew meanwhile, perhaps cleared away already,
        and are read again as they are cut now.
        """
        cut: DayCut | None = tenant.days
        for _ in range(_ATTEMPTS):
            if cut is None:
                break
            segments = plan(spans, cut.zone, clock, minutes_from)
            sums = await self._read(tenant.id, currency, segments, empty(), cut.number)
            if not of_source(segments, Source.DAYS):
                return sums
            used, cut = cut, await self._tenants.get_days(tenant.id)
            if cut == used:
                return sums
        segments = plan(spans, None, clock, minutes_from)
        return await self._read(tenant.id, currency, segments, empty(), 0)

    async def read_overlapping(
        self,
        tenant: Tenant,
        selection: Selection,
        spans: Sequence[Bucket],
        clock: ZoneInfo | None,
        minutes_from: datetime,
    ) -> list[Tally]:
        """One tally for each of the spans, in any order; what several have in common is read once.

        Tallies are to be looked at only: spans that are equal share theirs.
        """
        pieces = cut_at_edges(spans)
        read = await self.read(tenant, selection, pieces, clock, minutes_from)
        return [_joined([read[place] for place in pieces_of(span, pieces)]) for span in spans]

    async def _read(
        self, tenant_id: str, currency: str, segments: Sequence[Segment], sums: S, cut: int
    ) -> S:
        days = of_source(segments, Source.DAYS)
        _, *found = await asyncio.gather(
            self._read_days(tenant_id, currency, days, sums, cut),
            *(
                self._read_buckets(tenant_id, currency, segments, source)
                for source in (Source.QUARTERS, Source.MINUTES, Source.PAYMENTS)
            ),
        )
        for rows in found:
            for row in rows:
                sums.add_bucket(row["start"], row.get("m", {}))
        return sums

    async def _read_days(
        self, tenant_id: str, currency: str, segments: Sequence[Segment], sums: Sums, cut: int
    ) -> None:
        if not segments:
            return
        rows = await self._rollups.list_days(
            tenant_id, currency, _ranges(segments), cut=cut, hours=sums.hours_field
        )
        starts = [segment.start for segment in segments]
        for row in rows:
            sums.add_day(row, segments[bisect_right(starts, row["start"]) - 1].shift)

    async def _read_buckets(
        self, tenant_id: str, currency: str, segments: Sequence[Segment], source: Source
    ) -> list[Any]:
        wanted = _ranges(of_source(segments, source))
        if not wanted:
            return []
        if source is Source.QUARTERS:
            return await self._rollups.list_quarters(tenant_id, currency, wanted)
        if source is Source.MINUTES:
            return await self._rollups.list_minutes(tenant_id, currency, wanted)
        counted = await asyncio.gather(
            *(self._payments.sum_between(tenant_id, currency, *edge) for edge in wanted)
        )
        return [{"start": edge[0], "m": sums} for edge, sums in zip(wanted, counted, strict=True)]


def _joined(tallies: Sequence[Tally]) -> Tally:
    if len(tallies) == 1:
        return tallies[0]
    joined = Tally()
    for tally in tallies:
        joined.merge(tally)
    return joined


def _ranges(segments: Sequence[Segment]) -> list[tuple[datetime, datetime]]:
    return [(segment.start, segment.end) for segment in segments]


class _Sums:
    """Adds stored buckets to the span that holds their start."""

    def __init__(
        self, spans: Sequence[Bucket], selection: Selection, clock: ZoneInfo | None
    ) -> None:
        self._starts = [span.start for span in spans]
        self._tallies = [Tally() for _ in spans]
        self._selection = selection
        self._clock = clock
        self._filtered = bool(selection.methods or selection.statuses)

    @property
    def hours_field(self) -> str | None:
        """Which hours of a day document are needed."""
        if self._clock is None:
            return None
        return "h" if self._filtered else "hn"

    def add_day(self, row: Row, shift: int) -> None:
        """Add a day whose hours read `shift` later on the asked clock."""
        tally = self._of(row["start"])
        add_stored(tally.counters, row.get("m", {}))
        if self._clock is None:
            return
        hours = tally.hours
        if self._filtered:
            counts = {hour: self._selected(held) for hour, held in row.get("h", {}).items()}
        else:
            counts = row.get("hn", {})
        for hour, count in counts.items():
            place = (int(hour) + shift) % 24
            hours[place] = hours.get(place, 0) + count

    def add_bucket(self, start: datetime, stored: Row) -> None:
        """Add a bucket that lies in one local hour."""
        tally = self._of(start)
        add_stored(tally.counters, stored)
        if self._clock is not None:
            hour = start.astimezone(self._clock).hour
            counts = {
                method: {status: cell.get("n", 0) for status, cell in by_status.items()}
                for method, by_status in stored.items()
            }
            tally.hours[hour] = tally.hours.get(hour, 0) + self._selected(counts)

    def tallies(self) -> list[Tally]:
        """The sums, restricted to the selected methods and statuses."""
        if self._filtered:
            for tally in self._tallies:
                tally.counters = tally.counters.only(
                    self._selection.methods, self._selection.statuses
                )
        return self._tallies

    def _of(self, start: datetime) -> Tally:
        return self._tallies[bisect_right(self._starts, start) - 1]

    def _selected(self, counts: Mapping[str, Mapping[str, int]]) -> int:
        methods, statuses = self._selection.methods, self._selection.statuses
        return sum(
            count
            for method, by_status in counts.items()
            if not methods or method in methods
            for status, count in by_status.items()
            if not statuses or status in statuses
        )
