"""People, memberships and sessions as stored."""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel


class UserDocument(Document):
    """A person. `emailKey` is the address in lower case; it is unique."""

    id: str  # type: ignore[assignment]
    name: str
    email: str
    emailKey: str
    passwordHash: str
    defaultTenantId: str | None = None
    twoFactor: dict[str, Any] | None = None
    recoveryCodes: list[str]
    createdAt: datetime
    passwordChangedAt: datetime
    disabledAt: datetime | None = None

    class Settings:
        """Collection and indexes."""

        name = "users"
        indexes: ClassVar = [IndexModel([("emailKey", ASCENDING)], name="email", unique=True)]


class MembershipDocument(Document):
    """A person in an organisation; `id` is `<tenantId>|<userId>`.

    `key` and `hash` are of the request by which the person founded it, where it had a key.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    userId: str
    role: str
    createdAt: datetime
    key: str | None = None
    hash: str | None = None

    class Settings:
        """Collection and indexes."""

        name = "memberships"
        indexes: ClassVar = [
            IndexModel([("userId", ASCENDING)], name="of_user"),
            IndexModel([("tenantId", ASCENDING), ("createdAt", ASCENDING)], name="of_tenant"),
            IndexModel(
                [("userId", ASCENDING), ("key", ASCENDING)],
                name="founding_key",
                unique=True,
                partialFilterExpression={"key": {"$exists": True}},
            ),
        ]


class SessionDocument(Document):
    """One place where a person is signed in: a family of refresh tokens, of which one is good."""

    id: str  # type: ignore[assignment]
    userId: str
    refreshHash: str
    previousHash: str | None = None
    salt: str | None = None
    rotatedAt: datetime
    createdAt: datetime
    lastUsedAt: datetime
    expiresAt: datetime
    address: str
    userAgent: str
    revokedAt: datetime | None = None

    class Settings:
        """Collection and indexes."""

        name = "sessions"
        indexes: ClassVar = [
            IndexModel([("userId", ASCENDING), ("lastUsedAt", ASCENDING)], name="of_user"),
            IndexModel([("expiresAt", ASCENDING)], name="end", expireAfterSeconds=0),
        ]


class ApiKeyDocument(Document):
    """A program's key; only its hash is kept."""

    id: str  # type: ignore[assignment]
    tenantId: str
    name: str
    prefix: str
    hash: str
    scopes: list[str]
    createdBy: dict[str, str]
    createdAt: datetime
    expiresAt: datetime | None = None
    lastUsedAt: datetime | None = None
    revokedAt: datetime | None = None

    class Settings:
        """Collection and indexes."""

        name = "api_keys"
        indexes: ClassVar = [
            IndexModel([("hash", ASCENDING)], name="hash", unique=True),
            IndexModel([("tenantId", ASCENDING), ("createdAt", ASCENDING)], name="of_tenant"),
        ]
