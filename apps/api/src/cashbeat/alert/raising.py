"""Writes what evaluation found: where the rule stands, its alert, the messages about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cashbeat.alert.alert_repository import AlertRepository, StoredAlert
from cashbeat.alert.criteria import Criteria
from cashbeat.alert.ending import ended_fields
from cashbeat.alert.evaluation import IDLE, Firing, Outcome, Ratio, Standing, window_start
from cashbeat.alert.figure import figure_of, title_of
from cashbeat.alert.messages import AlertMessenger
from cashbeat.alert.rule_repository import AlertRuleRepository, StoredRule
from cashbeat.alert.state import to_stored
from cashbeat.alert.wire import snapshot_of
from cashbeat.contracts.alert import AlertAction
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import BATCH_TRANSACTION_SECONDS, Database, Session, in_transaction
from cashbeat.kit.ids import new_id

log = get_logger(__name__)

MAX_AT_ONCE = 50
"""Alerts of one rule that are written at once, the newest: more come of a long catch-up only."""

Told = list[tuple[StoredAlert, AlertAction]]


class Outrun(Exception):
    """Another evaluator moved the rule, or a person changed it."""


class Raiser:
    """Raises and ends alerts."""

    def __init__(self, database: Database, messenger: AlertMessenger) -> None:
        self._database = database
        self._rules = AlertRuleRepository(database)
        self._alerts = AlertRepository(database)
        self._messenger = messenger

    async def keep(
        self, rule: StoredRule, criteria: Criteria, outcome: Outcome, end: datetime, now: datetime
    ) -> Told:
        """Write the outcome of a range that ends with `end`; what is to be told of it.

        Nothing is written, and told, when the rule is not what it was when it was read.
        """

        async def work(session: Session) -> Told:
            told: Told = []
            fields: dict[str, Any] = {
                "state": None if outcome.state == IDLE else to_stored(outcome.state),
                "evaluatedUntil": end,
            }
            for firing in outcome.firings[-MAX_AT_ONCE:]:
                if firing.new:
                    alert = await self._raise(rule, criteria, firing, outcome, end, now, session)
                    told.append((alert, "raised" if firing.ended is None else "cleared"))
                    fields["lastRaisedAt"] = alert["raisedAt"]
                    fields["alertId"] = alert["_id"] if firing.ended is None else None
                    continue
                after = await self._go_on(rule, criteria, firing, outcome, end, now, session)
                if firing.ended is not None:
                    fields["alertId"] = None
                    if after is not None:
                        told.append((after, "cleared"))
            step = rule["step"]
            if not await self._rules.advance(rule["tenantId"], rule["_id"], step, fields, session):
                raise Outrun
            return told

        try:
            told = await in_transaction(self._database, work, BATCH_TRANSACTION_SECONDS)
        except Outrun:
            log.info("alert.rule.outrun", tenant=rule["tenantId"], rule=rule["_id"])
            return []
        for alert, action in told:
            log.info("alert.told", action=action, tenant=rule["tenantId"], alert=alert["_id"])
        return told

    async def wake(self, alert: StoredAlert, now: datetime) -> StoredAlert | None:
        """Let a snoozed alert speak up again; None when somebody was faster."""
        changes = {"state": "firing", "snoozedUntil": None}
        entry = {"at": now, "action": "woke"}

        async def work(session: Session) -> StoredAlert | None:
            return await self._alerts.change(
                alert["tenantId"], alert["_id"], alert["version"], changes, [entry], session
            )

        return await in_transaction(self._database, work)

    async def _raise(
        self,
        rule: StoredRule,
        criteria: Criteria,
        firing: Firing,
        outcome: Outcome,
        end: datetime,
        now: datetime,
        session: Session,
    ) -> StoredAlert:
        """A new alert. One that began and ended while nobody looked is history, told to nobody."""
        stored = _new_alert(rule, criteria, firing.standing)
        if firing.ended is None:
            stored |= _progress(criteria, firing.standing, outcome, end)
        else:
            ended = ended_fields(stored, firing.ended, firing.ended)
            stored |= ended
            stored["history"].append({"at": firing.ended, "action": "cleared"})
            stored = {name: value for name, value in stored.items() if value is not None}
        await self._alerts.insert(rule["tenantId"], stored, session)
        if firing.ended is None:
            await self._messenger.add(stored, "raised", now, session)
        return stored

    async def _go_on(
        self,
        rule: StoredRule,
        criteria: Criteria,
        firing: Firing,
        outcome: Outcome,
        end: datetime,
        now: datetime,
        session: Session,
    ) -> StoredAlert | None:
        """The alert that stood before the range: how it went on, or that it ended."""
        alert_id, tenant_id = rule.get("alertId"), rule["tenantId"]
        before = None if alert_id is None else await self._alerts.get(tenant_id, alert_id, session)
        if before is None:
            return None
        worst = {"worstValue": str(figure_of(criteria, firing.standing.worst))}
        if firing.ended is None:
            progress = _progress(criteria, firing.standing, outcome, end)
            return await self._alerts.change(tenant_id, before["_id"], None, progress, [], session)
        entry = {"at": firing.ended, "action": "cleared"}
        changes = worst | ended_fields(before, firing.ended, now)
        after = await self._alerts.change(tenant_id, before["_id"], None, changes, [entry], session)
        if after is not None and before["state"] != "resolved":
            await self._messenger.add(after, "resolved", now, session)
        return after


def _new_alert(rule: StoredRule, criteria: Criteria, standing: Standing) -> dict[str, Any]:
    raised = standing.raised or standing.started
    alert = {
        "_id": new_id("alr"),
        "tenantId": rule["tenantId"],
        "ruleId": rule["_id"],
        "version": 1,
        "rule": snapshot_of(rule),
        "severity": rule["severity"],
        "state": "firing",
        "open": True,
        "standing": True,
        "title": title_of(criteria, standing.value, standing.base),
        "value": _text(criteria, standing.value),
        "baselineValue": _text(criteria, standing.base),
        "worstValue": _text(criteria, standing.worst),
        "lastValue": _text(criteria, standing.value),
        "startedAt": standing.started,
        "raisedAt": raised,
        "windowFrom": window_start(criteria, standing.started),
        "windowTo": raised,
        "history": [{"at": raised, "action": "raised"}],
    }
    return {name: value for name, value in alert.items() if value is not None}


def _progress(
    criteria: Criteria, standing: Standing, outcome: Outcome, end: datetime
) -> Mapping[str, Any]:
    """What changes of an alert while it stands."""
    last = None if outcome.last is None else _text(criteria, outcome.last.value)
    return {
        "worstValue": _text(criteria, standing.worst),
        "lastValue": last,
        "windowTo": end,
    }


def _text(criteria: Criteria, ratio: Ratio | None) -> str | None:
    return None if ratio is None else str(figure_of(criteria, ratio))
