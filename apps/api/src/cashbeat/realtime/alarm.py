"""One timer for any number of connections that have something due."""

import asyncio
import heapq
import time
from collections.abc import Callable
from itertools import count
from typing import Generic, Protocol, TypeVar

LONGEST_SECONDS = 60.0
"""Whatever is due later is looked at after this time and set again: so nothing is kept long after
its connection is gone, and a clock that is put right is noticed.
"""

_AT_ONCE = 500
"""Connections looked at in one go, before others have the event loop."""


class Sleeper(Protocol):
    """Something with a time to wake, in seconds since 1970; None while it has none."""

    wakes_at: float | None


SleeperT = TypeVar("SleeperT", bound=Sleeper)


class Alarm(Generic[SleeperT]):
    """Wakes each when it is due, the earliest first."""

    def __init__(
        self, due: Callable[[SleeperT, float], None], clock: Callable[[], float] = time.time
    ) -> None:
        self._due = due
        self._clock = clock
        self._heap: list[tuple[float, int, SleeperT]] = []
        self._number = count()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0

    def __len__(self) -> int:
        return len(self._heap)

    def set(self, sleeper: SleeperT, at: float) -> None:
        """Wake at `at` or before: whoever is woken too early sets the alarm again."""
        at = min(at, self._clock() + LONGEST_SECONDS)
        if sleeper.wakes_at is not None and sleeper.wakes_at <= at:
            return
        sleeper.wakes_at = at
        heapq.heappush(self._heap, (at, next(self._number), sleeper))
        self._arm()

    def stop(self) -> None:
        """Wake nobody any more."""
        self._heap.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        if not self._heap:
            return
        at = self._heap[0][0]
        if self._timer is not None:
            if self._timer_at <= at:
                return
            self._timer.cancel()
        self._timer_at = at
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(max(0.0, at - self._clock()), self._ring)

    def _ring(self) -> None:
        self._timer = None
        now = self._clock()
        for _ in range(_AT_ONCE):
            if not self._heap or self._heap[0][0] > now:
                break
            at, _number, sleeper = heapq.heappop(self._heap)
            if sleeper.wakes_at == at:
                sleeper.wakes_at = None
                self._due(sleeper, now)
        self._arm()
