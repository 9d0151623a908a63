"""Robust bands of a measure, on scales on which chance spreads it evenly, pure.

A sum of n payments has a chance spread of some K ÷ √n of itself, a success rate of n attempts one
that depends on the rate. Square roots of sums, and angles (arcsine of the root) of rates, have a
spread that depends on n alone, and hardly any skew. So distances are measured there, in robust
standard deviations: 1.4826 × the median absolute deviation of the history, but never less than what
chance alone explains, nor than a floor, for eight equal weeks do not make a ninth one certain.

Source: ADR-0018, which has the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin, sqrt
from statistics import median

from cashbeat.analytics.anomaly.sample import Sample

LIMIT = 4.0
"""Robust standard deviations that are still usual."""

LONE_LIMIT = 6.0
"""The same upwards of volume that is not due to more payments: a few large ones are no surge."""

MORE_PAYMENTS = 2.0
"""Chance deviations of their number from which there are more payments than usual."""

MIN_SAMPLES = 4
MIN_PAYMENTS = 12
"""Typical number of payments (of attempts) below which a bucket is no evidence."""

AMOUNT_SPREAD = 1.5
"""K: √(1 + c²) for amounts that spread by c times their mean; 1.41 for exponential ones."""

ROOT_FLOOR = 0.05
"""Least spread of volume, as a fraction of the root: the band reaches from 64% to 144%."""

MONTH_TURN = 1.6
"""How much further up volume may go at the turn of a month."""

RATE_FLOOR = 0.03
"""Distance of a success rate from its median that is always usual."""

_TO_SIGMA = 1.4826


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a measure is expected, and how many robust standard deviations off it is."""

    low: float
    middle: float
    high: float
    score: float


def volume_bounds(now: Sample, history: Sequence[Sample], month_turn: bool) -> Bounds | None:
    """Of the volume, in minor units; None where there are too few payments to tell."""
    typical = median(each.likely for each in history)
    if typical < MIN_PAYMENTS:
        return None
    middle = median(each.volume for each in history)
    centre = sqrt(middle)
    deviation = _mad([each.root for each in history], centre)
    chance = centre * AMOUNT_SPREAD / (2 * sqrt(typical))
    spread = max(deviation, chance, centre * ROOT_FLOOR)
    low = max(0.0, centre - LIMIT * spread) ** 2
    upwards = LIMIT if _are_more(now, history) else LONE_LIMIT
    high = (centre + upwards * spread) ** 2 * (MONTH_TURN if month_turn else 1.0)
    return Bounds(low, middle, high, abs(now.root - centre) / spread)


def rate_bounds(now: Sample, history: Sequence[Sample]) -> Bounds | None:
    """Of the success rate; None where too few attempts stand behind it, now or before."""
    known = [each for each in history if each.attempts >= MIN_PAYMENTS]
    if len(known) < MIN_SAMPLES or now.attempts < MIN_PAYMENTS:
        return None
    angles = [each.angle for each in known]
    centre = median(angles)
    spread = max(_mad(angles, centre), 1 / sqrt(now.attempts))
    middle = median(each.rate for each in known)
    low = min(_rate(centre - LIMIT * spread, now.attempts), middle - RATE_FLOOR)
    high = max(_rate(centre + LIMIT * spread, now.attempts), middle + RATE_FLOOR)
    score = abs(now.angle - centre) / spread
    return Bounds(max(0.0, low), middle, min(1.0, high), score)


def _are_more(now: Sample, history: Sequence[Sample]) -> bool:
    usual = median(each.count for each in history)
    return 2 * (sqrt(now.count) - sqrt(usual)) >= MORE_PAYMENTS


def _mad(values: Sequence[float], centre: float) -> float:
    """The median absolute deviation, as a standard deviation of even chance."""
    return _TO_SIGMA * median(abs(value - centre) for value in values)


def _rate(angle: float, attempts: int) -> float:
    """The rate of so many attempts that has this angle."""
    share = sin(min(max(angle, 0.0), pi) / 2) ** 2
    return (share * (attempts + 0.75) - 0.375) / attempts
