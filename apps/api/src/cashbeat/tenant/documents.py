"""Organisations as stored."""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel


class TenantDocument(Document):
    """One organisation.

    `dayZone` and `dayCut` are the projector's, see `Tenant`; `recut` asks it to cut the days anew.
    Documents of older versions lack everything behind `createdAt`.
    """

    id: str  # type: ignore[assignment]
    name: str
    timeZone: str
    defaultCurrency: str
    createdAt: datetime
    slug: str
    locale: str
    dayZone: str
    dayCut: int | None = None
    recut: bool | None = None

    class Settings:
        """Collection and indexes."""

        name = "tenants"
        indexes: ClassVar = [
            IndexModel(
                [("slug", ASCENDING)],
                name="slug",
                unique=True,
                partialFilterExpression={"slug": {"$type": "string"}},
            ),
            IndexModel([("recut", ASCENDING)], name="recut", sparse=True),
        ]
