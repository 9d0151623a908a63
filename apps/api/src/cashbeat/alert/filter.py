"""Which alerts are asked for, as a query of MongoDB."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ORDER = [("raisedAt", -1), ("_id", -1)]
"""Newest first."""

Place = tuple[datetime, str]
"""When an alert was raised, and its id: where a page ended."""


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """Filters that all apply; an empty one means all."""

    states: Sequence[str] = ()
    severities: Sequence[str] = ()
    rule_id: str | None = None
    assignee: str | None = None

    def query(self, tenant_id: str, behind: Place | None = None) -> dict[str, Any]:
        """Alerts of the tenant that match, older than the place."""
        query: dict[str, Any] = {"tenantId": tenant_id}
        if self.states:
            query["state"] = {"$in": list(self.states)}
        if self.severities:
            query["severity"] = {"$in": list(self.severities)}
        if self.rule_id is not None:
            query["ruleId"] = self.rule_id
        if self.assignee is not None:
            query["assignee.id"] = self.assignee
        if behind is not None:
            at, alert_id = behind
            query["raisedAt"] = {"$lte": at}
            query["$or"] = [{"raisedAt": {"$lt": at}}, {"_id": {"$lt": alert_id}}]
        return query
