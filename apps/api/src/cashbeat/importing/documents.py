"""Imports as stored."""

from datetime import datetime, timedelta
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

KEPT = timedelta(days=30)


class PaymentImportDocument(Document):
    """One import over HTTP: its state and outcome, kept for a month."""

    id: str  # type: ignore[assignment]
    tenantId: str
    state: str
    startedAt: datetime
    updatedAt: datetime

    class Settings:
        """Collection and indexes."""

        name = "payment_imports"
        indexes: ClassVar = [
            IndexModel([("tenantId", ASCENDING), ("startedAt", ASCENDING)], name="newest"),
            IndexModel(
                [("updatedAt", ASCENDING)],
                name="expiry",
                expireAfterSeconds=int(KEPT.total_seconds()),
            ),
        ]
