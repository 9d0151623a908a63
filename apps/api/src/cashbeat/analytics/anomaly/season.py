"""Which earlier buckets a bucket is compared with, pure."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cashbeat.analytics.comparison import Shift, counterpart
from cashbeat.kit.time_buckets import Bucket, Grain, local_day

SEASONS = 8
"""Earlier buckets that are looked at."""


@lru_cache(maxsize=4096)
def earlier(bucket: Bucket, grain: Grain, tz: ZoneInfo) -> Sequence[Bucket]:
    """The last comparable buckets, newest first.

    Of an hour the same hour of the weeks before, of a day the same weekday, of a week or month the
    ones before it. What a change of clocks or calendar left out is missing.
    """
    found = (counterpart(bucket, grain, _back(grain, count), tz) for count in range(1, SEASONS + 1))
    return tuple(part for part in found if part is not None)


def is_month_turn(bucket: Bucket, grain: Grain, tz: ZoneInfo) -> bool:
    """Whether an hour or day lies in the last two days of a month or on the first of the next.

    Rents, invoices and subscriptions are due then, which the weekdays before cannot know of.
    """
    if grain not in (Grain.HOUR, Grain.DAY):
        return False
    day = local_day(bucket.start, tz)
    return day.day == 1 or (day + timedelta(days=2)).month != day.month


def _back(grain: Grain, count: int) -> Shift:
    return Shift(months=count) if grain is Grain.MONTH else Shift(days=7 * count)
