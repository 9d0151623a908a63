"""Imports as stored."""

from datetime import datetime, timedelta
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

KEPT = timedelta(days=30)
BAD_ROWS_KEPT = KEPT + timedelta(days=1)
"""They outlive their import, however long it took to write: what it names is there."""


class PaymentImportDocument(Document):
    """One import over HTTP: its state and outcome, kept for a month.

    `key` and `hash` are the idempotency key and request hash of the upload that began it.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    state: str
    startedAt: datetime
    updatedAt: datetime
    key: str | None = None
    hash: str | None = None

    class Settings:
        """Collection and indexes."""

        name = "payment_imports"
        indexes: ClassVar = [
            IndexModel([("tenantId", ASCENDING), ("startedAt", ASCENDING)], name="newest"),
            IndexModel(
                [("tenantId", ASCENDING), ("key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"key": {"$exists": True}},
            ),
            IndexModel(
                [("updatedAt", ASCENDING)],
                name="expiry",
                expireAfterSeconds=int(KEPT.total_seconds()),
            ),
        ]


class ImportBadRowsDocument(Document):
    """A packed piece of the list of an import's bad rows; `_id` is `<import>|<number, from 0>`."""

    id: str  # type: ignore[assignment]
    tenantId: str
    packed: bytes
    storedAt: datetime

    class Settings:
        """Collection and indexes; `_id` answers every question."""

        name = "payment_import_bad_rows"
        indexes: ClassVar = [
            IndexModel(
                [("storedAt", ASCENDING)],
                name="expiry",
                expireAfterSeconds=int(BAD_ROWS_KEPT.total_seconds()),
            ),
        ]
