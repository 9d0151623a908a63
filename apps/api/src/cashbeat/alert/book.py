"""What people do with alerts: see them, acknowledge, assign, snooze and resolve them."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from cashbeat.alert.alert_repository import AlertRepository, StoredAlert
from cashbeat.alert.announcing import Publisher, tell
from cashbeat.alert.deliveries import AlertDeliveries
from cashbeat.alert.errors import AlertChangedMeanwhile, AlertNotFound
from cashbeat.alert.filter import AlertFilter
from cashbeat.alert.messages import WEBHOOKS_ONLY, AlertMessenger
from cashbeat.alert.wire import alert_of, counts_of, details_of
from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.alert import (
    MAX_SNOOZE_DAYS,
    AcknowledgeAlert,
    AlertDetails,
    AlertPage,
    AssignAlert,
    ResolveAlert,
    SnoozeAlert,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.core.cursor import decode_place, encode_place
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.kit.cursor import fingerprint
from cashbeat.tenant.caller import Caller

_STATED = ("state", "acknowledgedBy", "assignee", "snoozedUntil")
"""What the audit log tells of an alert."""


class AlertBook:
    """The alerts of organisations."""

    def __init__(
        self,
        database: Database,
        messenger: AlertMessenger,
        publisher: Publisher,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._alerts = AlertRepository(database)
        self._deliveries = AlertDeliveries(database)
        self._members = MembershipRepository(database)
        self._users = UserRepository(database)
        self._audit = AuditLog(database)
        self._messenger = messenger
        self._publisher = publisher
        self._clock = clock

    async def page_of(
        self, tenant_id: str, wanted: AlertFilter, limit: int, cursor: str | None
    ) -> AlertPage:
        """One page, newest first, with the counts of what is open. Raises: InvalidCursor."""
        filters = fingerprint([tenant_id, asdict(wanted)])
        behind = None if cursor is None else decode_place(cursor, filters)
        found = await self._alerts.list_page(tenant_id, wanted, limit + 1, behind)
        shown, following = found[:limit], None
        if len(found) > limit:
            last = shown[-1]
            following = encode_place(last["raisedAt"], last["_id"], filters)
        counts = counts_of(await self._alerts.count_open(tenant_id))
        return AlertPage(
            items=[alert_of(stored) for stored in shown], counts=counts, next_cursor=following
        )

    async def get(self, tenant_id: str, alert_id: str) -> AlertDetails:
        """One alert with all that happened. Raises: AlertNotFound."""
        return await self._details(await self._get(tenant_id, alert_id))

    async def acknowledge(self, alert_id: str, body: AcknowledgeAlert, by: Caller) -> AlertDetails:
        """Take notice; a snoozed alert is put off no more.

        Raises: AlertNotFound, AlertChangedMeanwhile.
        """
        changes = {"state": "acknowledged", "acknowledgedBy": _doer(by), "snoozedUntil": None}
        return await self._change(alert_id, body.version, "acknowledged", changes, body.note, by)

    async def assign(self, alert_id: str, body: AssignAlert, by: Caller) -> AlertDetails:
        """Give it to a member, or to nobody.

        Raises: InvalidRequest for somebody who is no member, AlertNotFound, AlertChangedMeanwhile.
        """
        assignee = None
        if body.assignee is not None:
            assignee = await self._member(by.tenant.id, body.assignee)
        return await self._change(
            alert_id,
            body.version,
            "assigned",
            {"assignee": assignee},
            body.note,
            by,
            {"assignee": assignee},
        )

    async def snooze(
        self, alert_id: str, body: SnoozeAlert | Faulty[SnoozeAlert], by: Caller
    ) -> AlertDetails:
        """Put it off. Raises: InvalidRequest, AlertNotFound, AlertChangedMeanwhile."""
        problems = problems_of(body) + _snooze_faults(values_of(body).get("until"), self._clock())
        if problems or isinstance(body, Faulty):
            raise InvalidRequest.of(problems)
        changes = {"state": "snoozed", "snoozedUntil": body.until}
        return await self._change(
            alert_id, body.version, "snoozed", changes, body.note, by, {"until": body.until}
        )

    async def resolve(self, alert_id: str, body: ResolveAlert, by: Caller) -> AlertDetails:
        """Close it. Raises: AlertNotFound, AlertChangedMeanwhile."""
        changes = {
            "state": "resolved",
            "resolvedAt": self._clock(),
            "resolvedBy": _doer(by),
            "snoozedUntil": None,
            "open": None,
        }
        return await self._change(alert_id, body.version, "resolved", changes, body.note, by)

    async def _change(
        self,
        alert_id: str,
        version: int,
        action: str,
        changes: Mapping[str, Any],
        note: str | None,
        by: Caller,
        told: Mapping[str, Any] | None = None,
    ) -> AlertDetails:
        tenant_id, now = by.tenant.id, self._clock()
        entry = {"at": now, "action": action, "by": by.by.actor.name, "note": note, **(told or {})}

        async def work(session: Session) -> StoredAlert:
            before = await self._alerts.get(tenant_id, alert_id, session)
            if before is None:
                raise AlertNotFound("The organisation has no such alert.")
            after = await self._alerts.change(
                tenant_id, alert_id, version, changes, [entry], session
            )
            if after is None:
                raise _changed(before)
            target = Target("alert", alert_id, before["rule"]["name"])
            was, now_is = ({name: each.get(name) for name in _STATED} for each in (before, after))
            audited = entry_of(tenant_id, by.by, f"alert.{action}", target, was, now_is, now)
            await self._audit.record(tenant_id, audited, session)
            if action == "resolved":
                await self._messenger.add(after, "resolved", now, session, WEBHOOKS_ONLY)
            return after

        after = await in_transaction(self._database, work)
        self._messenger.wake()
        tell(self._publisher, tenant_id, after, action)
        return await self._details(after)

    async def _get(self, tenant_id: str, alert_id: str) -> StoredAlert:
        stored = await self._alerts.get(tenant_id, alert_id)
        if stored is None:
            raise AlertNotFound("The organisation has no such alert.")
        return stored

    async def _details(self, stored: StoredAlert) -> AlertDetails:
        sent = await self._deliveries.list_of_alert(stored["tenantId"], stored["_id"])
        return details_of(stored, sent)

    async def _member(self, tenant_id: str, user_id: str) -> dict[str, str]:
        """A member as they are kept. Raises: InvalidRequest."""
        role = await self._members.get_role(tenant_id, user_id)
        user = None if role is None else await self._users.get(user_id)
        if user is None:
            message = "is no member of the organisation"
            raise InvalidRequest.of(
                [FieldProblem(field="assignee", code="unknown_member", message=message)]
            )
        return {"id": user_id, "name": user["name"]}


def _changed(stored: StoredAlert) -> AlertChangedMeanwhile:
    alert = alert_of(stored)
    if alert.state == "resolved":
        return AlertChangedMeanwhile("The alert is resolved already.", members={"alert": alert})
    return AlertChangedMeanwhile(
        f"The alert was changed since you saw it; it is {alert.state}.", members={"alert": alert}
    )


def _snooze_faults(until: datetime | None, now: datetime) -> list[FieldProblem]:
    def fault(code: str, message: str) -> list[FieldProblem]:
        return [FieldProblem(field="until", code=code, message=message)]

    if until is not None and until <= now:
        return fault("in_the_past", "must lie in the future")
    if until is not None and until > now + timedelta(days=MAX_SNOOZE_DAYS):
        return fault("too_late", f"must be within {MAX_SNOOZE_DAYS} days")
    return []


def _doer(by: Caller) -> dict[str, str]:
    return {"id": by.by.actor.id, "name": by.by.actor.name}
