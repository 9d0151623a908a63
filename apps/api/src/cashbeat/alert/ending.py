"""How an alert ends by itself."""

from datetime import datetime
from typing import Any

from cashbeat.alert.alert_repository import AlertRepository, StoredAlert
from cashbeat.alert.rule_repository import StoredRule
from cashbeat.core.mongo import Session


async def end_with_rule(
    alerts: AlertRepository, rule: StoredRule, note: str, now: datetime, session: Session
) -> StoredAlert | None:
    """End the alert of a rule that is gone or another; None without one."""
    alert_id, tenant_id = rule.get("alertId"), rule["tenantId"]
    alert = None if alert_id is None else await alerts.get(tenant_id, alert_id, session)
    if alert is None:
        return None
    entry = {"at": now, "action": "cleared", "note": note}
    changes = ended_fields(alert, now, now)
    return await alerts.change(tenant_id, alert["_id"], None, changes, [entry], session)


def ended_fields(alert: StoredAlert, ended: datetime, now: datetime) -> dict[str, Any]:
    """What becomes of an alert whose condition cleared; a person may have closed it before."""
    fields: dict[str, Any] = {"endedAt": ended, "windowTo": ended, "standing": None}
    if alert["state"] == "resolved":
        return fields
    closed = {"state": "resolved", "resolvedAt": now, "open": None, "snoozedUntil": None}
    return fields | closed
