"""What a rule sees of each minute, added up so that any window is a subtraction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any, NamedTuple

from cashbeat.alert.criteria import Criteria
from cashbeat.kit.time_buckets import MINUTE

_SUCCEEDED = ("completed", "refunded")


class Seen(NamedTuple):
    """One minute: the measure's amount, and the payments (or attempts) that stand behind it."""

    amount: int
    evidence: int


class Series:
    """Consecutive minutes, added up from the first one on."""

    def __init__(self, minutes: Sequence[Seen]) -> None:
        self._amounts = list(accumulate((seen.amount for seen in minutes), initial=0))
        self._evidence = list(accumulate((seen.evidence for seen in minutes), initial=0))

    def over(self, first: int, last: int) -> Seen:
        """The minutes from one place up to another together."""
        return Seen(
            self._amounts[last] - self._amounts[first], self._evidence[last] - self._evidence[first]
        )


class Sight(NamedTuple):
    """What a rule sees of the minutes `[start, end)`, and of the window before them.

    `base` are the same minutes a day or week before, of rules that compare.
    """

    start: datetime
    now: Series
    base: Series | None = None


def sight_of(
    rule: Criteria, start: datetime, end: datetime, minutes: Sequence[Mapping[str, Any]]
) -> Sight:
    """What a rule sees of stored minutes, of whichever currencies they are.

    Minutes that are missing are empty; those that no window covers are left out.
    """
    first, length = start - rule.window * MINUTE, rule.window + (end - start) // MINUTE
    now = _series_of(rule, first, length, minutes)
    if rule.back is None:
        return Sight(start, now)
    return Sight(start, now, _series_of(rule, first - rule.back * MINUTE, length, minutes))


def ranges_of(rule: Criteria, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The minutes that `sight_of` needs."""
    first = start - rule.window * MINUTE
    if rule.back is None:
        return [(first, end)]
    back = rule.back * MINUTE
    if first < end - back:
        return [(first - back, end)]
    return [(first - back, end - back), (first, end)]


def _series_of(
    rule: Criteria, first: datetime, length: int, minutes: Iterable[Mapping[str, Any]]
) -> Series:
    found = [Seen(0, 0)] * length
    for stored in minutes:
        place = (stored["start"] - first) // MINUTE
        if 0 <= place < length:
            seen, before = seen_of(rule, stored["m"]), found[place]
            found[place] = Seen(before.amount + seen.amount, before.evidence + seen.evidence)
    return Series(found)


def seen_of(rule: Criteria, counters: Mapping[str, Any]) -> Seen:
    """What a rule sees of the counters of one minute, `{method: {status: {n, a, r}}}`."""
    methods = counters.values() if rule.method is None else [counters.get(rule.method, {})]
    amount = count = 0
    for by_status in methods:
        payments = {status: cell.get("n", 0) for status, cell in by_status.items()}
        failed = payments.get("failed", 0)
        if rule.measure == "failure_rate":
            amount += failed
            count += failed + sum(payments.get(status, 0) for status in _SUCCEEDED)
            continue
        count += sum(payments.values())
        if rule.measure == "failed_count":
            amount += failed
        elif rule.measure == "payment_count":
            amount += sum(payments.values())
        elif rule.measure == "volume":
            amount += sum(by_status.get(status, {}).get("a", 0) for status in _SUCCEEDED)
        else:
            amount += sum(cell.get("r", 0) for cell in by_status.values())
    return Seen(amount, count)
