"""Answers analytics questions: resolve, look in the cache, else plan, read and derive."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cashbeat.analytics.cache import Answer, AnswerCache, Outcome
from cashbeat.analytics.metrics import figures
from cashbeat.analytics.naming import answer_of, etag_of, instants, question_name
from cashbeat.analytics.parameters import MetricsParameters, TrendParameters
from cashbeat.analytics.question import (
    MetricsQuestion,
    TrendsQuestion,
    metrics_question,
    trends_question,
)
from cashbeat.analytics.range_plan import MINUTES_TRUSTED
from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.trend_table import table_of
from cashbeat.analytics.trends import spans_of, trend_points
from cashbeat.contracts.analytics import ComparedFigures, PaymentMetrics, TrendData
from cashbeat.contracts.base import encode_json
from cashbeat.kit.csv_rows import CsvExport
from cashbeat.tenant.tenant import Tenant


def utc_now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


class AnalyticsService:
    """Metrics and trends of a tenant."""

    def __init__(
        self, reader: SpanReader, cache: AnswerCache, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._reader = reader
        self._cache = cache
        self._now = now

    async def metrics(self, tenant: Tenant, given: MetricsParameters) -> tuple[Answer, Outcome]:
        """The encoded `PaymentMetrics`. Raises: InvalidRequest."""
        now = self._now()
        question = metrics_question(given, tenant, now)

        async def compute() -> Answer:
            found = await self.compute_metrics(tenant, question)
            timeless = found.model_copy(update={"as_of": question.span.start})
            return answer_of(found, timeless)

        name = _name(tenant, question) | {"previous": instants(question.previous)}
        live = question.span.end > now
        return await self._cache.get(tenant.id, "metrics", name, compute, live=live)

    async def trends(self, tenant: Tenant, given: TrendParameters) -> tuple[Answer, Outcome]:
        """The encoded list of `TrendData`. Raises: InvalidRequest."""
        now = self._now()
        question = trends_question(given, tenant, now)

        async def compute() -> Answer:
            body = encode_json(await self.compute_trends(tenant, question))
            return Answer(etag_of(body), body)

        name = _name(tenant, question) | {
            "period": question.grain.value,
            "finished": question.finished,
            "compare": question.comparison,
        }
        live = question.span.end > now
        return await self._cache.get(tenant.id, "trends", name, compute, live=live)

    async def trends_table(self, tenant: Tenant, given: TrendParameters) -> CsvExport:
        """The same as a CSV table. Raises: InvalidRequest."""
        question = trends_question(given, tenant, self._now())
        points = await self.compute_trends(tenant, question)
        return table_of(points, question.selection.currency, question.zone)

    async def compute_metrics(self, tenant: Tenant, question: MetricsQuestion) -> PaymentMetrics:
        """The figures, straight from the stored counts."""
        as_of, tz, selection = self._now(), question.zone, question.selection
        spans = (question.previous, question.span)
        before, held = await self._reader.read_overlapping(
            tenant, selection, spans, tz, as_of - MINUTES_TRUSTED
        )
        currency = selection.currency
        previous = figures(before.counters, before.hours, currency)
        return PaymentMetrics(
            **dict(figures(held.counters, held.hours, currency)),
            currency=currency,
            time_zone=tz.key,
            from_=question.span.start,
            to=question.span.end,
            previous=ComparedFigures(
                **dict(previous), from_=question.previous.start, to=question.previous.end
            ),
            as_of=as_of,
        )

    async def compute_trends(self, tenant: Tenant, question: TrendsQuestion) -> list[TrendData]:
        """The points, straight from the stored counts."""
        points = spans_of(question)
        wanted = sorted({span for point in points for span in point.all()})
        minutes_from = self._now() - MINUTES_TRUSTED
        read = self._reader.read_overlapping
        tallies = await read(tenant, question.selection, wanted, None, minutes_from)
        counted = {span: tally.counters for span, tally in zip(wanted, tallies, strict=True)}
        return trend_points(question, points, counted)


def _name(tenant: Tenant, question: MetricsQuestion | TrendsQuestion) -> dict[str, Any]:
    return question_name(tenant, question.span, question.zone, question.selection)
