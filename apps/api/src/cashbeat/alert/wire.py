"""Rules and alerts as the world sees them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from cashbeat.alert.criteria import criteria_of
from cashbeat.alert.figure import summary_of
from cashbeat.contracts.alert import (
    Alert,
    AlertChannels,
    AlertCounts,
    AlertDelivery,
    AlertDetails,
    AlertHistoryEntry,
    AlertPerson,
    AlertRule,
    AlertRuleSnapshot,
)

CRITERIA = {
    "measure": "measure",
    "condition": "condition",
    "threshold": "threshold",
    "clear_threshold": "clearThreshold",
    "baseline": "baseline",
    "minimum_count": "minimumCount",
    "minimum_change": "minimumChange",
    "window_minutes": "windowMinutes",
    "for_minutes": "forMinutes",
    "cooldown_minutes": "cooldownMinutes",
    "currency": "currency",
    "method": "method",
}
"""Fields that say when a rule fires: their names here, and stored and on the wire."""

SETTINGS = {"name": "name", "enabled": "enabled", "severity": "severity"} | CRITERIA
"""The same with all other fields that a person sets, but for the channels."""

_FIGURES = frozenset({"threshold", "clear_threshold", "minimum_change"})


def rule_of(stored: Mapping[str, Any], done_until: datetime | None) -> AlertRule:
    """A rule; `done_until` is how far the evaluator has come altogether."""
    until = stored["evaluatedUntil"] if stored["enabled"] else None
    if until is not None and done_until is not None:
        until = max(until, done_until)
    return AlertRule(
        id=stored["_id"],
        version=stored["version"],
        name=stored["name"],
        enabled=stored["enabled"],
        severity=stored["severity"],
        channels=AlertChannels(**stored["channels"]),
        is_default=stored["isDefault"],
        firing_alert_id=stored.get("alertId"),
        last_raised_at=stored.get("lastRaisedAt"),
        evaluated_until=until,
        created_by=stored["createdBy"]["name"],
        created_at=stored["createdAt"],
        updated_at=stored["updatedAt"],
        **_criteria(stored),
    )


def alert_of(stored: Mapping[str, Any]) -> Alert:
    """An alert without what happened to it."""
    return Alert(**_alert(stored))


def details_of(stored: Mapping[str, Any], deliveries: Sequence[AlertDelivery]) -> AlertDetails:
    """An alert with all that happened to it."""
    history = [_entry_of(each) for each in stored["history"]]
    return AlertDetails(**_alert(stored), history=history, deliveries=list(deliveries))


def counts_of(found: Mapping[tuple[str, str], int]) -> AlertCounts:
    """Open alerts, given by state and severity."""

    def total(place: int, name: str) -> int:
        return sum(count for key, count in found.items() if key[place] == name)

    return AlertCounts(
        open=sum(found.values()),
        firing=total(0, "firing"),
        acknowledged=total(0, "acknowledged"),
        snoozed=total(0, "snoozed"),
        critical=total(1, "critical"),
        warning=total(1, "warning"),
        info=total(1, "info"),
    )


def snapshot_of(rule: Mapping[str, Any]) -> dict[str, Any]:
    """What an alert keeps of its rule."""
    kept = {name: rule.get(name) for name in CRITERIA.values()}
    return kept | {"name": rule["name"], "version": rule["version"], "channels": rule["channels"]}


def _alert(stored: Mapping[str, Any]) -> dict[str, Any]:
    rule = stored["rule"]
    return {
        "id": stored["_id"],
        "version": stored["version"],
        "rule_id": stored["ruleId"],
        "rule": AlertRuleSnapshot(name=rule["name"], version=rule["version"], **_criteria(rule)),
        "severity": stored["severity"],
        "state": stored["state"],
        "title": stored["title"],
        "value": Decimal(stored["value"]),
        "baseline_value": _number(stored.get("baselineValue")),
        "worst_value": Decimal(stored["worstValue"]),
        "last_value": _number(stored.get("lastValue")),
        "currency": rule.get("currency"),
        "method": rule.get("method"),
        "started_at": stored["startedAt"],
        "raised_at": stored["raisedAt"],
        "ended_at": stored.get("endedAt"),
        "resolved_at": stored.get("resolvedAt"),
        "resolved_by": _person(stored.get("resolvedBy")),
        "from_": stored["windowFrom"],
        "to": stored["windowTo"],
        "acknowledged_by": _person(stored.get("acknowledgedBy")),
        "assignee": _person(stored.get("assignee")),
        "snoozed_until": stored.get("snoozedUntil"),
    }


def _criteria(stored: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        name: _number(stored.get(wire)) if name in _FIGURES else stored.get(wire)
        for name, wire in CRITERIA.items()
    }
    return told | {"summary": summary_of(criteria_of(stored))}


def _entry_of(stored: Mapping[str, Any]) -> AlertHistoryEntry:
    return AlertHistoryEntry(
        at=stored["at"],
        action=stored["action"],
        by=stored.get("by"),
        note=stored.get("note"),
        assignee=_person(stored.get("assignee")),
        until=stored.get("until"),
    )


def _person(stored: Mapping[str, Any] | None) -> AlertPerson | None:
    return None if stored is None else AlertPerson(user_id=stored["id"], name=stored["name"])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
