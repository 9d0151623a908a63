"""How much each part contributed to a change, exactly: the parts of a dimension sum to the change.

volume, count, failed_count   value − base value: they add up by themselves
success_rate                  of parts that attempts fall into (a method, a customer):
                                  (r − r0)·(w + w0)/2  +  (w − w0)·((r + r0)/2 − (R + R0)/2)
                              the change of the part's own rate at its mean weight, and that of its
                              weight by how much better or worse than all it does
                              of failure codes: −(f/A − f0/A0), what fewer failures gave back

r, w, f: a part's rate, its share of the attempts, its failures; R, A: rate and attempts of all;
0: in the base. Both sums are R − R0, as the weights of each side sum to 1. A part that is new, or
gone, has no rate on one side; it falls out of the formula: what is left is w·(r − (R + R0)/2).
Source: docs/adr/0019-explanations.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from cashbeat.contracts.explanation import ExplainedMeasure
from cashbeat.payment.sizing import Sums

MOST_PARTS = 12
OTHERS = "*"

Split = Mapping[str, Sums]
"""Sums by the key of a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a part is on both sides, and what it contributed. `weight` is its size in the base."""

    key: str
    value: float
    base_value: float
    contribution: float
    weight: float


@dataclass(frozen=True, slots=True)
class Change:
    """A measure on both sides; sums and counts of the base are multiplied with `scale`.

    Units: volume in minor units, rates as fractions.
    """

    measure: ExplainedMeasure
    now: Sums
    base: Sums
    scale: float

    @property
    def value(self) -> float:
        """The measure in the range."""
        return measured(self.measure, self.now)

    @property
    def base_value(self) -> float:
        """The measure in the base, scaled unless it is a rate."""
        return measured(self.measure, self.base) * self._factor

    @property
    def difference(self) -> float:
        """What is to be explained."""
        return self.value - self.base_value

    @property
    def _factor(self) -> float:
        return 1.0 if self.measure == "success_rate" else self.scale

    def parts(self, now: Split, base: Split, *, failures: bool = False) -> list[Part]:
        """The parts of a dimension, in no order. `failures`: it is that of failure codes."""
        nothing = Sums()
        if self.measure != "success_rate":
            part_of: _PartOf = self._sum
        else:
            part_of = self._failure_rate if failures else self._rate
        return [
            part_of(key, now.get(key, nothing), base.get(key, nothing))
            for key in now.keys() | base.keys()
        ]

    def _sum(self, key: str, now: Sums, base: Sums) -> Part:
        value, before = measured(self.measure, now), measured(self.measure, base)
        scaled = before * self.scale
        whole = measured(self.measure, self.base)
        return Part(key, value, scaled, value - scaled, before / whole if whole else 0.0)

    def _rate(self, key: str, now: Sums, base: Sums) -> Part:
        rate, before = measured(self.measure, now), measured(self.measure, base)
        weight = now.attempts / self.now.attempts
        weight_before = base.attempts / self.base.attempts
        middle = (self.value + self.base_value) / 2
        if not now.attempts or not base.attempts:
            given = weight * (rate - middle) - weight_before * (before - middle)
        else:
            own = (rate - before) * (weight + weight_before) / 2
            given = own + (weight - weight_before) * ((rate + before) / 2 - middle)
        return Part(key, rate, before, given, weight_before)

    def _failure_rate(self, key: str, now: Sums, base: Sums) -> Part:
        """Of a failure code: the share of all attempts that failed with it."""
        share, before = now.failed / self.now.attempts, base.failed / self.base.attempts
        failed = self.base.failed
        return Part(key, share, before, before - share, base.failed / failed if failed else 0.0)


_PartOf = Callable[[str, Sums, Sums], Part]


def measured(measure: ExplainedMeasure, sums: Sums) -> float:
    """The measure of sums; a rate without an attempt is 0."""
    match measure:
        case "volume":
            return sums.volume
        case "count":
            return sums.count
        case "failed_count":
            return sums.failed
        case "success_rate":
            return sums.succeeded / sums.attempts if sums.attempts else 0.0


def ordered(change: Change, parts: list[Part]) -> list[Part]:
    """Greatest in the direction of the change first, those that went the other way last."""
    sign = _direction(change)
    return sorted(parts, key=lambda part: (-sign * part.contribution, part.key))


def shortened(
    change: Change, parts: list[Part], now: Split, base: Split, *, failures: bool = False
) -> list[Part]:
    """At most MOST_PARTS of ordered ones, all others together as the last.

    The first stays, and those that moved most, in whichever direction.
    """
    if len(parts) <= MOST_PARTS:
        return parts
    first, *others = parts
    others.sort(key=lambda part: (part.key == OTHERS, -abs(part.contribution), part.key))
    kept, rest = [first, *others[: MOST_PARTS - 2]], others[MOST_PARTS - 2 :]
    sums, before = Sums(), Sums()
    for part in rest:
        sums.add(now.get(part.key, Sums()))
        before.add(base.get(part.key, Sums()))
    (one,) = change.parts({OTHERS: sums}, {OTHERS: before}, failures=failures)
    given = sum(part.contribution for part in rest)
    return [*ordered(change, kept), replace(one, contribution=given)]


def concentration(change: Change, parts: list[Part]) -> float:
    """How far the first of all ordered parts stands out, 0..1.

    (its share of the change, at most 1, − its size in the base) × (1 − the next greatest movement
    in either direction ÷ its own). Big parts have much of any change, and customers come and go
    whatever happens: neither explains it. Where the base has nothing, all parts are equally large.
    """
    if not parts or not change.difference:
        return 0.0
    first, *others = parts
    share = min(1.0, first.contribution / change.difference)
    size = first.weight if any(part.weight for part in parts) else 1 / len(parts)
    next_one = max((abs(part.contribution) for part in others), default=0.0)
    ahead = 1 - next_one / abs(first.contribution) if first.contribution else 0.0
    return max(0.0, share - size) * max(0.0, ahead)


def _direction(change: Change) -> int:
    return -1 if change.difference < 0 else 1
