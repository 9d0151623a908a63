"""Which entries of the audit log are asked for, as a query of MongoDB."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ORDER = [("at", -1), ("_id", -1)]
"""Newest first. By the time of the change, not of its seal: an entry has the one from the start."""

Place = tuple[datetime, str]
"""Time and id of an entry: where a page ended."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Filters that all apply. `start` is inclusive, `end` is not; actor and target are ids.

    `actions` are those wanted, all when empty; `without` those left out.
    """

    start: datetime | None = None
    end: datetime | None = None
    actor: str | None = None
    actions: Sequence[str] = ()
    target: str | None = None
    without: Sequence[str] = ()

    def query(self, tenant_id: str, behind: Place | None = None) -> dict[str, Any]:
        """Entries of the tenant that match, older than the place."""
        query: dict[str, Any] = {"tenantId": tenant_id}
        if self.actor is not None:
            query["actor.id"] = self.actor
        if self.target is not None:
            query["target.id"] = self.target
        if self.actions:
            one = len(self.actions) == 1
            query["action"] = {"$eq": self.actions[0]} if one else {"$in": list(self.actions)}
        if self.without:
            query.setdefault("action", {})["$nin"] = list(self.without)
        bounds: list[dict[str, Any]] = []
        if self.start is not None:
            bounds.append({"at": {"$gte": self.start}})
        if self.end is not None:
            bounds.append({"at": {"$lt": self.end}})
        if behind is not None:
            at, entry_id = behind
            bounds.append({"at": {"$lte": at}})
            bounds.append({"$or": [{"at": {"$lt": at}}, {"_id": {"$lt": entry_id}}]})
        return query | ({"$and": bounds} if bounds else {})
