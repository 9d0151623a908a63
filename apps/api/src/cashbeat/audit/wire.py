"""Stored entries as the world sees them, pure."""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.contracts.audit import AuditActor, AuditEntry, AuditTarget
from cashbeat.kit.csv_rows import time_cell

CSV_COLUMNS = (
    "n",
    "at",
    "actorKind",
    "actorId",
    "actorName",
    "action",
    "targetKind",
    "targetId",
    "targetName",
    "before",
    "after",
    "why",
    "requestId",
    "address",
    "id",
    "hash",
)


def entry_to_wire(stored: Mapping[str, Any]) -> AuditEntry:
    """An entry."""
    actor, target = stored["actor"], stored["target"]
    return AuditEntry(
        id=stored["_id"],
        n=stored.get("n"),
        at=stored["at"],
        actor=AuditActor(kind=actor["kind"], id=actor["id"], name=actor["name"]),
        action=stored["action"],
        target=AuditTarget(kind=target["kind"], id=target["id"], name=target.get("name")),
        before=stored["before"],
        after=stored["after"],
        why=stored.get("why"),
        request_id=stored["requestId"],
        address=stored["address"],
        hash=stored.get("hash"),
    )


def entry_to_cells(tz: ZoneInfo, stored: Mapping[str, Any]) -> tuple[Any, ...]:
    """An entry as the cells of `CSV_COLUMNS`, its time in the zone; before and after as JSON."""
    actor, target = stored["actor"], stored["target"]
    return (
        stored.get("n"),
        time_cell(stored["at"], tz),
        actor["kind"],
        actor["id"],
        actor["name"],
        stored["action"],
        target["kind"],
        target["id"],
        target.get("name"),
        _json(stored["before"]),
        _json(stored["after"]),
        stored.get("why"),
        stored["requestId"],
        stored["address"],
        stored["_id"],
        stored.get("hash"),
    )


def _json(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) if fields else ""
