"""Answers what contributed to a change, from rollups and, for what they lack, from payments."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from cashbeat.analytics.breakdown.holding import HoldingSums
from cashbeat.analytics.cache import Answer, AnswerCache, Outcome
from cashbeat.analytics.explain.attribution import Change, Split
from cashbeat.analytics.explain.explanation import Given, explanation
from cashbeat.analytics.explain.parameters import ExplainParameters
from cashbeat.analytics.explain.question import ExplainQuestion, explain_question
from cashbeat.analytics.explain.splits import BANDS, Side, band_name
from cashbeat.analytics.naming import answer_of, instants, question_name
from cashbeat.analytics.question import Selection
from cashbeat.analytics.range_plan import MINUTES_TRUSTED
from cashbeat.analytics.reading import SpanReader
from cashbeat.contracts.explanation import ChangeExplanation, Dimension
from cashbeat.kit.time_buckets import Bucket
from cashbeat.payment.filter import PaymentFilter
from cashbeat.payment.sizing import PaymentSums, Sums
from cashbeat.rollup.counters import Counters
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.tenant import Tenant

MOST_PAYMENTS = 200_000
"""Payments of both sides that are read one by one: some 0.5 s."""

TOO_MANY = f"More than {MOST_PAYMENTS:,} payments: ask for a shorter range."
TOO_SLOW = "It took too long to read the payments: ask for a shorter range, or again later."
NO_COMMON_BANDS = "Amounts of several currencies have no common bands: ask for one currency."


class ExplainService:
    """Explains changes of a tenant's figures."""

    def __init__(
        self,
        reader: SpanReader,
        rollups: RollupRepository,
        payments: PaymentSums,
        cache: AnswerCache,
        now: Callable[[], datetime],
    ) -> None:
        self._reader = reader
        self._rollups = rollups
        self._payments = payments
        self._cache = cache
        self._now = now

    async def explain(self, tenant: Tenant, given: ExplainParameters) -> tuple[Answer, Outcome]:
        """The encoded `ChangeExplanation`. Raises: InvalidRequest."""
        now = self._now()
        question = explain_question(given, tenant, now)

        async def compute() -> Answer:
            found = await self.compute(tenant, question)
            return answer_of(found, found.model_copy(update={"as_of": question.span.start}))

        name = question_name(tenant, question.span, question.zone, question.selection) | {
            "measure": question.measure,
            "base": instants(question.base),
            "scale": question.scale,
            "everything": question.all_currencies,
        }
        live = max(question.span.end, question.base.end) > now
        return await self._cache.get(tenant.id, "explain", name, compute, live=live)

    async def compute(self, tenant: Tenant, question: ExplainQuestion) -> ChangeExplanation:
        """The explanation, straight from the stored counts and payments."""
        as_of, currencies = self._now(), [question.selection.currency]
        if question.all_currencies:
            currencies = await self._rollups.list_currencies(tenant.id) or currencies
        now, base = await asyncio.gather(
            self._side(tenant, question, question.span, currencies, as_of),
            self._side(tenant, question, question.base, currencies, as_of),
        )
        change = Change(question.measure, now.total, base.total, question.scale)
        given = [Given("method", now.methods, base.methods)]
        if question.measure != "volume":
            measure = question.measure
            given.append(Given("failure_code", now.by_failure(measure), base.by_failure(measure)))
        if len(currencies) > 1:
            given.append(Given("currency", now.currencies, base.currencies))
        given += await self._of_payments(tenant, question, change, currencies)
        return explanation(question, change, given, as_of)

    async def _side(
        self,
        tenant: Tenant,
        question: ExplainQuestion,
        span: Bucket,
        currencies: list[str],
        as_of: datetime,
    ) -> Side:
        side = Side()
        for currency in currencies:
            side.add(currency, await self._counters(tenant, question, span, currency, as_of))
        return side

    async def _counters(
        self,
        tenant: Tenant,
        question: ExplainQuestion,
        span: Bucket,
        currency: str,
        as_of: datetime,
    ) -> Counters:
        chosen = question.selection
        selection = Selection(currency, chosen.methods, chosen.statuses)
        sums = await self._reader.collect(
            tenant,
            currency,
            [span],
            None,
            as_of - MINUTES_TRUSTED,
            lambda: HoldingSums([span], selection),
        )
        (held,) = sums.sums()
        return held.counters

    async def _of_payments(
        self, tenant: Tenant, question: ExplainQuestion, change: Change, currencies: list[str]
    ) -> list[Given]:
        """The dimensions that are in no rollup, unless too many payments would have to be read."""
        if change.now.count + change.base.count > MOST_PAYMENTS:
            return [
                Given("amount_band", {}, {}, TOO_MANY),
                Given("customer", {}, {}, TOO_MANY),
            ]
        single = currencies[0] if len(currencies) == 1 else None
        wanted = [
            PaymentFilter(
                created_from=span.start,
                created_to=span.end,
                methods=question.selection.methods,
                statuses=question.selection.statuses,
                currency=single,
            )
            for span in (question.span, question.base)
        ]
        by_customer = [self._payments.by_customer(tenant.id, each) for each in wanted]
        if single is None:
            customers = await asyncio.gather(*by_customer)
            return [
                Given("amount_band", {}, {}, NO_COMMON_BANDS),
                _given("customer", customers),
            ]
        by_band = [self._payments.by_band(tenant.id, each, BANDS) for each in wanted]
        customers, bands = await asyncio.gather(
            asyncio.gather(*by_customer), asyncio.gather(*by_band)
        )
        named = [None if each is None else _named(each, single) for each in bands]
        return [_given("amount_band", named), _given("customer", customers)]


def _given(dimension: Dimension, sides: Sequence[Split | None]) -> Given:
    now, base = sides
    if now is None or base is None:
        return Given(dimension, {}, {}, TOO_SLOW)
    return Given(dimension, now, base)


def _named(bands: dict[int, Sums], currency: str) -> dict[str, Sums]:
    return {band_name(start, currency): sums for start, sums in bands.items()}
