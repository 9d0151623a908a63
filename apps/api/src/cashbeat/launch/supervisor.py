"""Keeps child processes alive, and ends them in order."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cashbeat.embedded.child import ChildProcess

FIRST_DELAY = 0.5
LONGEST_DELAY = 15.0
STABLE_SECONDS = 30.0


def restart_delay(failures: int) -> float:
    """Seconds to wait before the restart that follows the n-th failure in a row (from 1)."""
    return min(FIRST_DELAY * 2.0 ** (failures - 1), LONGEST_DELAY)


@dataclass
class Watched:
    """One child under supervision."""

    child: ChildProcess
    stage: int
    stop_seconds: float
    started: float
    failures: int = 0
    restart_at: float | None = None


class Supervisor:
    """Restarts what dies, with a growing delay; stops stage by stage, lowest first."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._clock = clock
        self._watched: list[Watched] = []

    @property
    def children(self) -> Sequence[ChildProcess]:
        return [watched.child for watched in self._watched]

    def watch(self, child: ChildProcess, *, stage: int, stop_seconds: float) -> None:
        """Take over a child that runs or is about to."""
        self._watched.append(Watched(child, stage, stop_seconds, self._clock()))

    def tick(self) -> None:
        """Look at every child once; never blocks for long."""
        for watched in self._watched:
            self._look_at(watched)

    def stop(self) -> None:
        """End all: a stage is asked together, and is gone before the next one is asked."""
        for stage in sorted({watched.stage for watched in self._watched}):
            members = [watched for watched in self._watched if watched.stage == stage]
            asked = self._clock()
            for watched in members:
                watched.child.ask_to_stop()
            for watched in members:
                left = max(0.1, watched.stop_seconds - (self._clock() - asked))
                if not watched.child.stop(left):
                    self._say(f"{watched.child.name} did not stop by itself and was ended.")
        self._watched.clear()

    def _look_at(self, watched: Watched) -> None:
        now = self._clock()
        code = watched.child.exit_code()
        if code is None:
            if watched.failures and now - watched.started > STABLE_SECONDS:
                watched.failures = 0
            return
        if watched.restart_at is None:
            watched.failures += 1
            delay = restart_delay(watched.failures)
            watched.restart_at = now + delay
            self._say(
                f"{watched.child.name} stopped unexpectedly ({describe_exit(code)}); "
                f"it starts again in {delay:.1f} s."
            )
        elif now >= watched.restart_at:
            watched.restart_at = None
            watched.started = now
            watched.child.start()
            self._say(f"{watched.child.name} started again.")


def describe_exit(code: int) -> str:
    """`exit code 1`, or `signal 9` for what the system or a person killed."""
    return f"signal {-code}" if code < 0 else f"exit code {code}"
