"""Telling those who look: best effort, after the commit, to whoever may see alerts."""

from typing import Any, Protocol

from cashbeat.alert.alert_repository import StoredAlert
from cashbeat.alert.wire import alert_of
from cashbeat.contracts.alert import AlertAction
from cashbeat.contracts.base import encode_json
from cashbeat.contracts.realtime import AlertChanged, AlertRaised


class Publisher(Protocol):
    """Hands messages to the API processes without ever waiting."""

    def publish_alert(self, tenant_id: str, name: str, encoded: bytes) -> None:
        """A message about an alert, as JSON."""


def tell(
    publisher: Publisher, tenant_id: str, stored: StoredAlert, action: AlertAction | Any
) -> None:
    """Tell the organisation that something happened to an alert."""
    alert = alert_of(stored)
    if action in {"raised", "woke"}:
        publisher.publish_alert(tenant_id, "alert_raised", encode_json(AlertRaised(alert=alert)))
        return
    changed = AlertChanged(alert=alert, action=action)
    publisher.publish_alert(tenant_id, "alert_changed", encode_json(changed))
