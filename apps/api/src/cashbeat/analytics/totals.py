"""How many payments a list has, from the rollups: at the same cost however many they are."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from cashbeat.analytics.breakdown.holding import HoldingSums
from cashbeat.analytics.breakdown.parts import failures_of
from cashbeat.analytics.question import EARLIEST, LATEST, Selection
from cashbeat.analytics.range_plan import MINUTES_TRUSTED
from cashbeat.analytics.reading import SpanReader
from cashbeat.kit.time_buckets import Bucket
from cashbeat.payment.filter import PaymentFilter
from cashbeat.rollup.failure_codes import OTHER
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.tenant import Tenant


class StoredTotals:
    """Payments counted as the dashboard's tiles count them, all currencies together or one."""

    def __init__(
        self, reader: SpanReader, rollups: RollupRepository, now: Callable[[], datetime]
    ) -> None:
        self._reader = reader
        self._rollups = rollups
        self._now = now

    async def count(self, tenant: Tenant, wanted: PaymentFilter) -> int | None:
        """Payments that match, as of the last batch projected; None where no rollup can tell.

        Rollups know times, currencies, methods, statuses and the first failure codes; not amounts,
        customers, texts and how many have a refund.
        """
        if not wanted.is_additive:
            return None
        span = Bucket(
            max(wanted.created_from or EARLIEST, EARLIEST),
            min(wanted.created_to or LATEST, LATEST),
        )
        if span.start >= span.end:
            return 0
        minutes_from = self._now() - MINUTES_TRUSTED
        currencies = (
            [wanted.currency]
            if wanted.currency is not None
            else await self._rollups.list_currencies(tenant.id)
        )
        counts = await asyncio.gather(
            *(self._count(tenant, wanted, span, currency, minutes_from) for currency in currencies)
        )
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else None

    async def _count(
        self,
        tenant: Tenant,
        wanted: PaymentFilter,
        span: Bucket,
        currency: str,
        minutes_from: datetime,
    ) -> int | None:
        selection = Selection(currency, wanted.methods, wanted.statuses)
        if not wanted.failure_codes:
            (tally,) = await self._reader.read(tenant, selection, [span], None, minutes_from)
            return tally.counters.count()
        sums = await self._reader.collect(
            tenant, currency, [span], None, minutes_from, lambda: HoldingSums([span], selection)
        )
        (held,) = sums.sums()
        failures = failures_of(held.counters)
        if OTHER in failures:
            return None
        return sum(cell.count for code, cell in failures.items() if code in wanted.failure_codes)
