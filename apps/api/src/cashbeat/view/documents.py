"""Saved views as stored."""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel


class ViewDocument(Document):
    """A view of one person. `nameKey` is its name as it is compared: upper and lower case are one.

    `ownerName` is what the person was called when they last changed it.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    ownerId: str
    ownerName: str
    page: str
    name: str
    nameKey: str
    query: str
    shared: bool
    createdAt: datetime
    updatedAt: datetime
    request: dict[str, str] | None = None

    class Settings:
        """Collection and indexes."""

        name = "views"
        indexes: ClassVar = [
            IndexModel(
                [(field, ASCENDING) for field in ("tenantId", "ownerId", "page", "nameKey")],
                name="name",
                unique=True,
            ),
            IndexModel(
                [(field, ASCENDING) for field in ("tenantId", "shared", "page", "nameKey")],
                name="shared",
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("ownerId", ASCENDING), ("request.key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"request.key": {"$exists": True}},
            ),
        ]
