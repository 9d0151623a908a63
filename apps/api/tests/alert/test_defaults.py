"""The first rules of an organisation on the demo's history and on the simulator's scenarios."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cashbeat.alert.criteria import Criteria, criteria_of
from cashbeat.alert.defaults import DEFAULT_RULES
from cashbeat.alert.evaluation import IDLE, evaluate
from cashbeat.alert.rules import fields_of
from cashbeat.alert.series import sight_of
from cashbeat.contracts.alert import NewAlertRule
from cashbeat.kit.time_buckets import MINUTE, floor_to
from cashbeat.seed.effect import EFFECTS, NORMAL, Effect, ScenarioName
from cashbeat.seed.history import History, Incident
from cashbeat.seed.method import METHODS
from cashbeat.seed.traffic import Traffic

BERLIN = ZoneInfo("Europe/Berlin")
END = datetime(2026, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)
BECOMES = {"complete": "completed", "fail": "failed", "retry": "pending", "refund": "completed"}

Minutes = dict[datetime, dict[str, Any]]


class QuietHistory(History):
    """Nothing is out of the ordinary."""

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return ()


def rules() -> dict[str, Criteria]:
    bodies = [NewAlertRule.model_validate(body) for body in DEFAULT_RULES]
    return {body.name: criteria_of(fields_of(dict(body))) for body in bodies}


def add(minutes: Minutes, at: datetime, status: str, steps: Iterable[Any]) -> None:
    """Count a payment in its minute, as it stands in the end."""
    for step in steps:
        status = BECOMES[step.kind]
    start = floor_to(at, MINUTE)
    minute = minutes.setdefault(start, {"start": start, "m": {"all": {}}})
    cell = minute["m"]["all"].setdefault(status, {"n": 0})
    cell["n"] += 1


def of_history(history: History) -> Minutes:
    minutes: Minutes = {}
    for day in history.all_days():
        for payment in history.payments_of(day):
            add(minutes, payment.created_at, payment.status, payment.steps)
    return minutes


def fired(rule: Criteria, minutes: Minutes, start: datetime, end: datetime) -> list[datetime]:
    """When a rule would have fired."""
    sight = sight_of(rule, start, end, list(minutes.values()))
    found = evaluate(rule, sight, IDLE, end).firings
    return [each.standing.raised for each in found if each.standing.raised is not None]


@pytest.mark.parametrize("seed", [42, 7])
def test_a_quiet_fortnight_raises_nothing(seed: int) -> None:
    quiet = QuietHistory(tz=BERLIN, until=END, days=22, per_day=700, seed=seed)
    minutes = of_history(quiet)
    for name, rule in rules().items():
        assert fired(rule, minutes, END - 14 * DAY, END) == [], name


def test_the_incidents_of_the_demo_are_found() -> None:
    history = History(tz=BERLIN, until=END, days=22, per_day=700)
    minutes = of_history(history)
    found = fired(rules()["Failures over an hour"], minutes, END - 20 * DAY, END)
    incidents = [each for each in history.incidents if each.name is not ScenarioName.REFUND_WAVE]
    assert len(incidents) == 2
    for incident in incidents:
        assert any(incident.start <= at <= incident.end + MINUTE for at in found), incident


@pytest.mark.parametrize("name", [ScenarioName.DECLINE_SPIKE, ScenarioName.GATEWAY_OUTAGE])
def test_a_live_scenario_raises_the_spike_in_minutes(name: ScenarioName) -> None:
    """At a payment a second: an hour as ever, then the scenario."""
    traffic = Traffic(1, BERLIN, "EUR", frozenset(method.code for method in METHODS))
    minutes: Minutes = {}
    begun = END + 12 * timedelta(hours=1)

    def play(start: datetime, seconds: int, effect: Effect) -> None:
        for second in range(seconds):
            at = start + timedelta(seconds=second)
            payment = traffic.next_payment(at, effect)
            add(minutes, at, payment.status, payment.steps)

    play(begun - 60 * MINUTE, 3_600, NORMAL)
    play(begun, 1_200, EFFECTS[name])
    spike = rules()["Failure spike"]
    (raised,) = fired(spike, minutes, begun - 45 * MINUTE, begun + 20 * MINUTE)
    assert timedelta(0) < raised - begun <= 15 * MINUTE


def test_payments_that_stop_are_found() -> None:
    history = QuietHistory(tz=BERLIN, until=END, days=22, per_day=1_000)
    stop = datetime(2026, 11, 28, 17, tzinfo=BERLIN).astimezone(UTC)
    minutes = {at: each for at, each in of_history(history).items() if at < stop}
    found = fired(rules()["Payments drop"], minutes, END - 14 * DAY, stop + 2 * 60 * MINUTE)
    assert len(found) == 1
    assert stop < found[0] <= stop + 75 * MINUTE
