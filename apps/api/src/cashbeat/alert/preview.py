"""What a rule would have fired: the live evaluation over the past, and a chart of it. Pure, but for
`AlertPreviews`, which reads the minutes."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from cashbeat.alert.checking import Surroundings, check_new_rule
from cashbeat.alert.criteria import Criteria, criteria_of
from cashbeat.alert.evaluation import (
    IDLE,
    Firing,
    Ratio,
    Reading,
    State,
    evaluate,
    is_worse,
    window_start,
)
from cashbeat.alert.figure import figure_of, threshold_figure
from cashbeat.alert.minutes import Minutes, minutes_for, settled_until
from cashbeat.alert.rules import fields_of
from cashbeat.alert.series import Sight, sight_of
from cashbeat.contracts.alert import (
    AlertRulePreview,
    AlertRulePreviewRequest,
    NewAlertRule,
    PreviewFiring,
    PreviewPoint,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, read_body, values_of
from cashbeat.core.errors import InvalidRequest
from cashbeat.kit.time_buckets import MINUTE, floor_to

MAX_POINTS = 600
MAX_FIRINGS = 200

AT_ONCE = 2
"""Previews of one process at the same time: each reads and counts weeks of minutes."""


class AlertPreviews:
    """Tries rules on the past."""

    def __init__(self, minutes: Minutes, clock: Callable[[], datetime]) -> None:
        self._minutes = minutes
        self._clock = clock
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def preview(
        self,
        tenant_id: str,
        body: AlertRulePreviewRequest | Faulty[AlertRulePreviewRequest],
        around: Surroundings,
    ) -> AlertRulePreview:
        """What the rule would have fired. Raises: InvalidRequest naming every fault."""
        given = values_of(body)
        rule, problems = _rule_of(given.get("rule"), around)
        start, end = given.get("from_"), given.get("to")
        if start is not None and end is not None and start >= end:
            message = "`from` must be before `to`"
            problems.append(FieldProblem(field="from", code="empty_range", message=message))
        problems = problems_of(body) + problems
        if problems or rule is None:
            raise InvalidRequest.of(problems)
        async with self._slots:
            return await self._try(tenant_id, rule, start, end)

    async def _try(
        self, tenant_id: str, rule: Criteria, start: datetime | None, end: datetime | None
    ) -> AlertRulePreview:
        now = self._clock()
        currencies = await self._minutes.list_currencies(tenant_id)
        if rule.currency is not None:
            currencies = [rule.currency]
        earliest = await self._minutes.get_earliest(tenant_id, rule, currencies, now)
        until = min(floor_to(end or now, MINUTE), settled_until(now))
        since = min(max(floor_to(start or earliest, MINUTE), earliest), until)
        read = await self._minutes.read(tenant_id, [rule], currencies, since, until)
        minutes = minutes_for(rule, read)
        return await asyncio.to_thread(_tried, rule, minutes, since, until, earliest)


def _rule_of(raw: object, around: Surroundings) -> tuple[Criteria | None, list[FieldProblem]]:
    """The criteria of a rule as it was sent, or what is wrong with it."""
    if raw is None:
        return None, []
    body = read_body(NewAlertRule, raw)
    values, problems = check_new_rule(body, around)
    if problems or isinstance(body, Faulty):
        named = [each.model_copy(update={"field": f"rule.{each.field}"}) for each in problems]
        return None, named
    return criteria_of(fields_of(values)), []


def _tried(
    rule: Criteria,
    minutes: Sequence[dict[str, object]],
    since: datetime,
    until: datetime,
    earliest: datetime,
) -> AlertRulePreview:
    return preview_of(rule, sight_of(rule, since, until, minutes), until, earliest)


@dataclass(slots=True)
class _Bucket:
    """Minutes that one point of the chart stands for."""

    start: datetime
    worst: Reading | None = None
    firing: bool = False

    def take(self, rule: Criteria, reading: Reading, state: State) -> None:
        """Another minute: the most telling one is kept."""
        self.firing = self.firing or state.phase in {"firing", "recovering"}
        known = None if self.worst is None else self.worst.value
        if known is None or (reading.value is not None and is_worse(rule, reading.value, known)):
            self.worst = reading


@dataclass(slots=True)
class _Chart:
    rule: Criteria
    step: int
    buckets: list[_Bucket] = field(default_factory=list)
    firing_minutes: int = 0
    _seen: int = 0

    def watch(self, end: datetime, reading: Reading, state: State) -> None:
        if self._seen % self.step == 0:
            self.buckets.append(_Bucket(end - MINUTE))
        self._seen += 1
        self.firing_minutes += state.phase in {"firing", "recovering"}
        self.buckets[-1].take(self.rule, reading, state)

    def points(self) -> list[PreviewPoint]:
        return [_point_of(self.rule, bucket) for bucket in self.buckets]


def preview_of(
    rule: Criteria, sight: Sight, until: datetime, earliest: datetime
) -> AlertRulePreview:
    """What the rule would have fired from the start of what it sees."""
    since = sight.start
    step = max(1, ceil((until - since) / MINUTE / MAX_POINTS))
    chart = _Chart(rule, step)
    found = evaluate(rule, sight, IDLE, until, chart.watch).firings
    return AlertRulePreview(
        from_=since,
        to=until,
        earliest=earliest,
        step_minutes=step,
        points=chart.points(),
        firings=[_firing_of(rule, firing) for firing in found[-MAX_FIRINGS:]],
        firing_count=len(found),
        firing_minutes=chart.firing_minutes,
        currency=rule.currency if rule.unit == "money" else None,
        summary=_summary(len(found), until - since),
    )


def _point_of(rule: Criteria, bucket: _Bucket) -> PreviewPoint:
    value, base = (None, None) if bucket.worst is None else bucket.worst[:2]
    return PreviewPoint(
        timestamp=bucket.start,
        value=None if value is None else figure_of(rule, value),
        baseline=None if base is None else figure_of(rule, base),
        threshold=threshold_figure(rule, rule.threshold, base),
        clear_threshold=threshold_figure(rule, rule.clear, base),
        firing=bucket.firing,
    )


def _firing_of(rule: Criteria, firing: Firing) -> PreviewFiring:
    standing = firing.standing
    raised = standing.raised or standing.started
    base: Ratio | None = standing.base
    return PreviewFiring(
        started_at=standing.started,
        raised_at=raised,
        ended_at=firing.ended,
        value=figure_of(rule, standing.value),
        baseline=None if base is None else figure_of(rule, base),
        worst_value=figure_of(rule, standing.worst),
        worst_at=standing.worst_at,
        window_from=window_start(rule, standing.started),
        window_to=firing.ended or raised,
    )


def _summary(count: int, length: timedelta) -> str:
    minutes = length // MINUTE
    if not minutes:
        return "There is no history yet to try the rule on."
    days, hours = minutes / 1_440, minutes / 60
    told = f"{days:.0f} days" if days >= 1.5 else f"{max(1, round(hours))} hours"
    told = {"1 hours": "hour", "24 hours": "day"}.get(told, told)
    if not count:
        return f"Would not have fired in the last {told}."
    return f"Would have fired {count:,} time{'s' if count > 1 else ''} in the last {told}."
