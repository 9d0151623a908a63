"""Answers what the payments of a range are made of."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from cashbeat.analytics.breakdown.holding import Holding, HoldingSums
from cashbeat.analytics.breakdown.parts import breakdown
from cashbeat.analytics.breakdown.table import table_of
from cashbeat.analytics.cache import Answer, AnswerCache, Outcome
from cashbeat.analytics.naming import answer_of, instants, question_name
from cashbeat.analytics.parameters import MetricsParameters
from cashbeat.analytics.question import MetricsQuestion, metrics_question
from cashbeat.analytics.range_plan import MINUTES_TRUSTED
from cashbeat.analytics.reading import SpanReader
from cashbeat.contracts.breakdown import PaymentBreakdown
from cashbeat.kit.csv_rows import CsvExport
from cashbeat.kit.time_buckets import Bucket
from cashbeat.tenant.tenant import Tenant


class BreakdownService:
    """Breakdowns of a tenant's payments."""

    def __init__(self, reader: SpanReader, cache: AnswerCache, now: Callable[[], datetime]) -> None:
        self._reader = reader
        self._cache = cache
        self._now = now

    async def breakdown(self, tenant: Tenant, given: MetricsParameters) -> tuple[Answer, Outcome]:
        """The encoded `PaymentBreakdown`. Raises: InvalidRequest."""
        now = self._now()
        question = metrics_question(given, tenant, now)

        async def compute() -> Answer:
            found = await self.compute(tenant, question)
            return answer_of(found, found.model_copy(update={"as_of": question.span.start}))

        span = question.span
        name = question_name(tenant, span, question.zone, question.selection)
        name["previous"] = instants(question.previous)
        live = span.end > now
        return await self._cache.get(tenant.id, "breakdown", name, compute, live=live)

    async def table(self, tenant: Tenant, given: MetricsParameters) -> CsvExport:
        """The same as one CSV table. Raises: InvalidRequest."""
        return table_of(await self.compute(tenant, metrics_question(given, tenant, self._now())))

    async def compute(self, tenant: Tenant, question: MetricsQuestion) -> PaymentBreakdown:
        """The breakdown, straight from the stored counts."""
        as_of = self._now()
        before = await self._held(tenant, question, question.previous, None, as_of)
        held = await self._held(tenant, question, question.span, question.zone, as_of)
        return breakdown(question, held, before.counters, as_of)

    async def _held(
        self,
        tenant: Tenant,
        question: MetricsQuestion,
        span: Bucket,
        clock: ZoneInfo | None,
        as_of: datetime,
    ) -> Holding:
        selection, minutes_from = question.selection, as_of - MINUTES_TRUSTED
        sums = await self._reader.collect(
            tenant,
            selection.currency,
            [span],
            clock,
            minutes_from,
            lambda: HoldingSums([span], selection, clock),
        )
        return sums.sums()[0]
