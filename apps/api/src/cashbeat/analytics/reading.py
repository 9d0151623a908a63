"""Counters of spans, read as planned: at most three kinds of rollup documents, all at once."""

import asyncio
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.analytics.question import Selection
from cashbeat.analytics.range_plan import Segment, Source, of_source
from cashbeat.kit.time_buckets import Bucket
from cashbeat.payment.counting import PaymentCounts
from cashbeat.rollup.counters import Counters, add_stored
from cashbeat.rollup.repository import RollupRepository

Row = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """What one span holds: counters, and payments by local hour where hours were asked for."""

    counters: Counters = field(default_factory=Counters)
    hours: dict[int, int] = field(default_factory=dict)


class SpanReader:
    """Sums stored counts into spans."""

    def __init__(self, rollups: RollupRepository, payments: PaymentCounts) -> None:
        self._rollups = rollups
        self._payments = payments

    async def read(
        self,
        tenant_id: str,
        selection: Selection,
        spans: Sequence[Bucket],
        segments: Sequence[Segment],
        clock: ZoneInfo | None,
    ) -> list[Tally]:
        """One tally a span. `segments` are the plan of these spans for that clock."""
        sums = _Sums(spans, selection, clock)
        days = of_source(segments, Source.DAYS)
        _, *found = await asyncio.gather(
            self._read_days(tenant_id, selection, days, sums),
            *(
                self._read_buckets(tenant_id, selection.currency, segments, source)
                for source in (Source.QUARTERS, Source.MINUTES, Source.PAYMENTS)
            ),
        )
        for rows in found:
            for row in rows:
                sums.add_bucket(row["start"], row.get("m", {}))
        return sums.tallies()

    async def _read_days(
        self, tenant_id: str, selection: Selection, segments: Sequence[Segment], sums: "_Sums"
    ) -> None:
        if not segments:
            return
        rows = await self._rollups.list_days(
            tenant_id, selection.currency, _ranges(segments), hours=sums.hours_field
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
