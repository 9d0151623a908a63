"""People, memberships, sessions, keys and invitations as stored."""

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
    `locked` is written to every owner as one of them goes, see `MemberRepository.lock_owners`.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    userId: str
    role: str
    createdAt: datetime
    key: str | None = None
    hash: str | None = None
    locked: int | None = None

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
    request: dict[str, str] | None = None

    class Settings:
        """Collection and indexes."""

        name = "api_keys"
        indexes: ClassVar = [
            IndexModel([("hash", ASCENDING)], name="hash", unique=True),
            IndexModel([("tenantId", ASCENDING), ("createdAt", ASCENDING)], name="of_tenant"),
            IndexModel(
                [("tenantId", ASCENDING), ("request.key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"request.key": {"$exists": True}},
            ),
        ]


class InvitationDocument(Document):
    """An invitation. While `pending` is there it can be accepted; one such an address and tenant.

    `requests` are the idempotency keys and request hashes that made and renewed it.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    email: str
    emailKey: str
    role: str
    tokenHash: str
    invitedBy: dict[str, str]
    createdAt: datetime
    expiresAt: datetime
    pending: bool | None = None
    acceptedAt: datetime | None = None
    revokedAt: datetime | None = None
    requests: list[dict[str, str]] | None = None

    class Settings:
        """Collection and indexes."""

        name = "invitations"
        indexes: ClassVar = [
            IndexModel([("tokenHash", ASCENDING)], name="token", unique=True),
            IndexModel(
                [("tenantId", ASCENDING), ("emailKey", ASCENDING)],
                name="pending",
                unique=True,
                partialFilterExpression={"pending": True},
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("requests.key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"requests.key": {"$exists": True}},
            ),
        ]


class PasswordResetDocument(Document):
    """A link that sets a new password, once; the last one that was asked for is the good one."""

    id: str  # type: ignore[assignment]
    userId: str
    tokenHash: str
    createdAt: datetime
    expiresAt: datetime

    class Settings:
        """Collection and indexes."""

        name = "password_resets"
        indexes: ClassVar = [
            IndexModel([("tokenHash", ASCENDING)], name="token", unique=True),
            IndexModel([("userId", ASCENDING)], name="of_user", unique=True),
            IndexModel([("expiresAt", ASCENDING)], name="end", expireAfterSeconds=0),
        ]
