"""The one evaluation of rules: what runs live, minute by minute, and what a preview replays.

Pure. A rule goes through the minutes as

    idle -> pending (it holds, not long enough) -> firing -> recovering (it is clear, not long
    enough) -> cooling (no other alert yet) -> idle

and each step needs nothing but the state before it and the windows that end with the minute. So a
range evaluated at once gives what its minutes give one after the other, wherever it is cut.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from cashbeat.alert.criteria import RELATIVE, Criteria
from cashbeat.alert.series import Seen, Sight
from cashbeat.kit.time_buckets import MINUTE

Phase = Literal["idle", "pending", "firing", "recovering", "cooling"]


class Ratio(NamedTuple):
    """A measure, exactly: failed and attempts, or an amount and 1."""

    top: int
    bottom: int = 1


class Reading(NamedTuple):
    """What the window that ends with a minute says. A value is None without evidence."""

    value: Ratio | None
    base: Ratio | None
    holds: bool
    clear: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert from its first sign: the condition holds since `started`, a minute's start.

    `raised` is the end of the minute in which it was raised, None while it is pending.
    """

    started: datetime
    value: Ratio
    base: Ratio | None
    worst: Ratio
    worst_at: datetime
    raised: datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where a rule stands after a minute.

    `streak`: minutes that the condition held (pending) or was clear (recovering) on end.
    `ended`: when the alert before ended (cooling).
    """

    phase: Phase = "idle"
    streak: int = 0
    standing: Standing | None = None
    ended: datetime | None = None


IDLE = State()


@dataclass(frozen=True, slots=True)
class Firing:
    """An alert of a range: as it stood last, and the end of the minute in which it cleared.

    `new` says whether it was raised in the range, rather than before.
    """

    standing: Standing
    ended: datetime | None
    new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a range of minutes did to a rule. `last` is the reading of its last minute."""

    state: State
    firings: tuple[Firing, ...] = ()
    last: Reading | None = None


@dataclass(slots=True)
class _Run:
    state: State
    firings: list[Firing] = field(default_factory=list)


Watch = Callable[[datetime, Reading, State], None]
"""Takes the end of each minute, what was read there, and the state after it."""


def evaluate(
    rule: Criteria, sight: Sight, state: State, end: datetime, watch: Watch | None = None
) -> Outcome:
    """Go on from a state through the minutes of `[sight.start, end)`."""
    run, last = _Run(state), None
    standing_before = state.standing if state.phase in {"firing", "recovering"} else None
    place, at = rule.window, sight.start
    while at < end:
        place += 1
        last = read(rule, sight, place)
        following = _step(rule, run.state, last, at)
        _note(run, following, standing_before)
        run.state = following
        at += MINUTE
        if watch is not None:
            watch(at, last, following)
    open_one = run.state.standing
    if open_one is not None and open_one.raised is not None:
        run.firings.append(Firing(open_one, None, _is_new(open_one, standing_before)))
    return Outcome(run.state, tuple(run.firings), last)


def _note(run: _Run, following: State, before: Standing | None) -> None:
    """Keep the alert that this step ended."""
    ended = run.state.standing
    if ended is None or ended.raised is None or following.standing is not None:
        return
    run.firings.append(Firing(ended, following.ended, _is_new(ended, before)))


def _is_new(standing: Standing, before: Standing | None) -> bool:
    return before is None or standing.raised != before.raised


def _step(rule: Criteria, state: State, reading: Reading, at: datetime) -> State:
    """The state after the minute that starts at `at`."""
    end = at + MINUTE
    if state.phase == "cooling":
        if state.ended is not None and at < state.ended + timedelta(minutes=rule.cooldown):
            return state
        state = IDLE
    if state.phase in {"firing", "recovering"}:
        return _standing_step(rule, state, reading, end)
    if not reading.holds or reading.value is None:
        return IDLE
    standing = _worse(rule, state.standing, reading, at, end)
    streak = state.streak + 1
    if streak < rule.hold:
        return State("pending", streak, standing)
    raised = replace(standing, value=reading.value, base=reading.base, raised=end)
    return State("firing", 0, raised)


def _standing_step(rule: Criteria, state: State, reading: Reading, end: datetime) -> State:
    standing = _worse(rule, state.standing, reading, end - MINUTE, end)
    if not reading.clear:
        return State("firing", 0, standing)
    streak = state.streak + 1
    if streak < rule.hold:
        return State("recovering", streak, standing)
    return State("cooling", 0, None, end)


def _worse(
    rule: Criteria, standing: Standing | None, reading: Reading, at: datetime, end: datetime
) -> Standing:
    """The alert with the furthest that its measure went; a new one without any."""
    value = reading.value
    if standing is None:
        if value is None:
            raise ValueError("an alert begins with evidence")
        return Standing(at, value, reading.base, value, end)
    if value is None or not is_worse(rule, value, standing.worst):
        return standing
    return replace(standing, worst=value, worst_at=end)


def is_worse(rule: Criteria, value: Ratio, than: Ratio) -> bool:
    """Whether a value is further on the side that the rule watches."""
    left, right = value.top * than.bottom, than.top * value.bottom
    return left < right if rule.condition in {"below", "falls_by"} else left > right


def window_start(rule: Criteria, started: datetime) -> datetime:
    """Start of the first window in which the condition held."""
    return started + MINUTE - rule.window * MINUTE


def read(rule: Criteria, sight: Sight, place: int) -> Reading:
    """What the window says that ends before the minute of that place."""
    seen = sight.now.over(place - rule.window, place)
    value = _value(rule, seen)
    if rule.condition not in RELATIVE or sight.base is None:
        if value is None or seen.evidence < rule.minimum_count:
            return Reading(None, None, holds=False, clear=True)
        return Reading(value, None, *_absolute(rule, value))
    before = sight.base.over(place - rule.window, place)
    base = _value(rule, before)
    weighed = seen.evidence if rule.condition == "rises_by" else before.evidence
    if value is None or base is None or not before.evidence or weighed < rule.minimum_count:
        return Reading(value, base, holds=False, clear=True)
    return Reading(value, base, *_relative(rule, value, base))


def _value(rule: Criteria, seen: Seen) -> Ratio | None:
    if rule.measure != "failure_rate":
        return Ratio(seen.amount)
    return Ratio(seen.amount, seen.evidence) if seen.evidence else None


def _absolute(rule: Criteria, value: Ratio) -> tuple[bool, bool]:
    """Whether the condition holds, and whether it is clear."""

    def against(threshold_top: int, threshold_bottom: int) -> int:
        return value.top * threshold_bottom - threshold_top * value.bottom

    over = against(rule.threshold.numerator, rule.threshold.denominator)
    back = against(rule.clear.numerator, rule.clear.denominator)
    return (over > 0, back <= 0) if rule.condition == "above" else (over < 0, back >= 0)


def _relative(rule: Criteria, value: Ratio, base: Ratio) -> tuple[bool, bool]:
    """The same of a change. All of it is brought to whole numbers, so nothing is rounded."""
    sign = 1 if rule.condition == "rises_by" else -1
    now, then = value.top * base.bottom, base.top * value.bottom
    change, unit = sign * (now - then), value.bottom * base.bottom
    least = rule.minimum_change
    small = change <= 0 or change * least.denominator < least.numerator * unit
    holds = change * rule.threshold.denominator >= rule.threshold.numerator * then
    clear = change * rule.clear.denominator < rule.clear.numerator * then
    return (holds and not small, clear or small)
