"""The one-minute rollups as rules see them: which are settled, how far they go back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cashbeat.alert.criteria import Criteria
from cashbeat.alert.series import ranges_of
from cashbeat.kit.time_buckets import MINUTE, floor_to
from cashbeat.rollup.repository import Ranges, RollupRepository

SETTLE = timedelta(seconds=15)
"""How long after its end a minute is evaluated: by then most of its payments have their outcome,
and the projector has counted them."""


def settled_until(now: datetime) -> datetime:
    """End of the last minute that is settled."""
    return floor_to(now - SETTLE, MINUTE)


class Minutes:
    """Reads the minutes that rules look at."""

    def __init__(self, rollups: RollupRepository, retention: timedelta) -> None:
        self._rollups = rollups
        self._retention = retention

    async def list_currencies(self, tenant_id: str) -> list[str]:
        """Currencies that the organisation has payments in."""
        return await self._rollups.list_currencies(tenant_id)

    async def get_earliest(
        self, tenant_id: str, rule: Criteria, currencies: Sequence[str], now: datetime
    ) -> datetime:
        """The first minute for which all that the rule looks back at is known."""
        settled = settled_until(now)
        first = await self._rollups.get_first_minute(tenant_id, currencies)
        if first is None:
            return settled
        kept = max(first, floor_to(now - self._retention, MINUTE) + MINUTE)
        return min(settled, kept + rule.reach * MINUTE)

    async def read(
        self,
        tenant_id: str,
        rules: Sequence[Criteria],
        currencies: Sequence[str],
        start: datetime,
        end: datetime,
    ) -> dict[str, list[dict[str, Any]]]:
        """By currency, the minutes that any of the rules needs for `[start, end)`."""
        found = {}
        for currency in currencies:
            wanted = [rule for rule in rules if rule.currency in {None, currency}]
            ranges = _joined([each for rule in wanted for each in ranges_of(rule, start, end)])
            if ranges:
                found[currency] = await self._rollups.list_minutes(tenant_id, currency, ranges)
        return found


def minutes_for(rule: Criteria, read: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Those of the read minutes that a rule counts."""
    if rule.currency is not None:
        return read.get(rule.currency, [])
    return [minute for minutes in read.values() for minute in minutes]


def _joined(ranges: Sequence[tuple[datetime, datetime]]) -> Ranges:
    """The same minutes in ranges that do not touch."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
