"""Where a rule stands, as it is kept between two minutes."""

from collections.abc import Mapping
from typing import Any

from cashbeat.alert.evaluation import IDLE, Ratio, Standing, State


def to_stored(state: State) -> dict[str, Any]:
    """A state as part of a document."""
    standing = state.standing
    return {
        "phase": state.phase,
        "streak": state.streak,
        "ended": state.ended,
        "standing": None if standing is None else _standing_to_stored(standing),
    }


def from_stored(stored: Mapping[str, Any] | None) -> State:
    """The inverse of `to_stored`; a rule without a state is idle."""
    if stored is None:
        return IDLE
    standing = stored["standing"]
    return State(
        stored["phase"],
        stored["streak"],
        None if standing is None else _standing_from_stored(standing),
        stored["ended"],
    )


def _standing_to_stored(standing: Standing) -> dict[str, Any]:
    return {
        "started": standing.started,
        "raised": standing.raised,
        "value": list(standing.value),
        "base": None if standing.base is None else list(standing.base),
        "worst": list(standing.worst),
        "worstAt": standing.worst_at,
    }


def _standing_from_stored(stored: Mapping[str, Any]) -> Standing:
    base = stored["base"]
    return Standing(
        stored["started"],
        Ratio(*stored["value"]),
        None if base is None else Ratio(*base),
        Ratio(*stored["worst"]),
        stored["worstAt"],
        stored["raised"],
    )
