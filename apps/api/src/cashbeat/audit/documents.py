"""Entries of the audit log as stored, and the end of each organisation's chain."""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel


def _newest(*fields: str) -> list[tuple[str, int]]:
    order = [("at", DESCENDING), ("_id", DESCENDING)]
    return [(field, ASCENDING) for field in ("tenantId", *fields)] + order


class AuditEntryDocument(Document):
    """One change. Written once; sealing adds `n`, `prev` and `hash` in place of `waiting`.

    `n` counts an organisation's entries from 1, `hash` is of `prev` (the hash of the one before)
    and of all other fields, see `audit.entry.chain_hash`.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    at: datetime
    actor: dict[str, str]
    action: str
    target: dict[str, str]
    before: dict[str, Any]
    after: dict[str, Any]
    why: str | None = None
    requestId: str
    address: str
    waiting: bool | None = None
    n: int | None = None
    prev: str | None = None
    hash: str | None = None

    class Settings:
        """Collection and indexes: one for each question."""

        name = "audit_entries"
        indexes: ClassVar = [
            IndexModel(_newest(), name="newest"),
            IndexModel(_newest("actor.id"), name="by_actor"),
            IndexModel(_newest("action"), name="by_action"),
            IndexModel(_newest("target.id"), name="by_target"),
            IndexModel(
                [("tenantId", ASCENDING), ("n", ASCENDING)],
                name="chain",
                unique=True,
                partialFilterExpression={"n": {"$exists": True}},
            ),
            IndexModel(
                [("at", ASCENDING), ("_id", ASCENDING)],
                name="waiting",
                partialFilterExpression={"waiting": True},
            ),
        ]


class AuditHeadDocument(Document):
    """Where an organisation's chain ends: the number and hash of its last entry.

    `_id` is the organisation's; 0 and `GENESIS` before the first entry.
    """

    id: str  # type: ignore[assignment]
    n: int
    hash: str

    class Settings:
        """Collection; `_id` answers every question."""

        name = "audit_heads"
