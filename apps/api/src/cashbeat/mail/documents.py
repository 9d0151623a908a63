"""Messages as stored."""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

KEPT_DAYS = 30
"""How long a message is known of."""


class MailDocument(Document):
    """A message. Its text may hold a token, so it goes as soon as it is sent or given up."""

    id: str  # type: ignore[assignment]
    to: str
    subject: str
    text: str | None = None
    state: str
    attempts: int = 0
    dueAt: datetime
    createdAt: datetime
    sentAt: datetime | None = None
    error: str | None = None
    about: dict[str, str] | None = None

    class Settings:
        """Collection and indexes."""

        name = "mails"
        indexes: ClassVar = [
            IndexModel([("state", ASCENDING), ("dueAt", ASCENDING)], name="due"),
            IndexModel(
                [("about.alertId", ASCENDING)],
                name="about",
                partialFilterExpression={"about.alertId": {"$exists": True}},
            ),
            IndexModel(
                [("createdAt", ASCENDING)], name="end", expireAfterSeconds=KEPT_DAYS * 86_400
            ),
        ]
