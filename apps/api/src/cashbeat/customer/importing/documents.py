"""Imports of customers as stored: the import, its file, its rows, and what it changed."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

KEPT = timedelta(days=30)
PARTS_KEPT = KEPT + timedelta(days=31)
"""Parts outlive their import: one that is looked at anew within its month is kept for another."""


def _of_import() -> IndexModel:
    return IndexModel([("tenantId", ASCENDING), ("importId", ASCENDING)], name="of_import")


def _expiry() -> IndexModel:
    return IndexModel(
        [("storedAt", ASCENDING)],
        name="expiry",
        expireAfterSeconds=int(PARTS_KEPT.total_seconds()),
    )


class CustomerImportDocument(Document):
    """One import of customers, kept for a month after it last told how it stands.

    `todo` is there while the worker has something to do; `attempts` counts how often it began that
    without getting on. `run` names the check whose rows count: each has rows of its own, so that
    two checks are never mixed. `fixes` are [row, field, text], `leftOut` rows; `by` says who
    uploaded it, `key` and `hash` are those of the upload.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    state: str
    revision: int
    run: str | None = None
    todo: bool | None = None
    attempts: int | None = None
    fileName: str
    digest: str
    filePieces: int
    dryRun: bool
    skipBad: bool
    options: dict[str, Any]
    fixes: list[Any]
    leftOut: list[int]
    counts: dict[str, Any] | None = None
    outcome: dict[str, int] | None = None
    undo: dict[str, int] | None = None
    by: dict[str, Any]
    startedAt: datetime
    updatedAt: datetime
    committedAt: datetime | None = None
    undoneAt: datetime | None = None
    key: str | None = None
    hash: str | None = None

    class Settings:
        """Collection and indexes."""

        name = "customer_imports"
        indexes: ClassVar = [
            IndexModel([("tenantId", ASCENDING), ("startedAt", DESCENDING)], name="newest"),
            IndexModel(
                [("todo", ASCENDING), ("startedAt", ASCENDING)],
                name="waiting",
                partialFilterExpression={"todo": True},
            ),
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


class CustomerImportFileDocument(Document):
    """A packed piece of an uploaded file; `_id` is `<import>|<number, from 0>`."""

    id: str  # type: ignore[assignment]
    tenantId: str
    importId: str
    packed: bytes
    storedAt: datetime

    class Settings:
        """Collection and indexes."""

        name = "customer_import_files"
        indexes: ClassVar = [_of_import(), _expiry()]


class CustomerImportPieceDocument(Document):
    """Packed rows of a check; `_id` is `<run>|<kind>|<number, from 0>`.

    Kinds: `good` rows, `bad` ones, and those that `failed` when they were to be recorded. Of a good
    piece that is recorded `done` says when, `figures` what became of its rows, `made` (packed)
    which customers and charges it added; `taken` what became of it when it was undone.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    importId: str
    packed: bytes
    done: datetime | None = None
    figures: dict[str, int] | None = None
    made: bytes | None = None
    taken: dict[str, int] | None = None
    storedAt: datetime

    class Settings:
        """Collection and indexes; `_id` finds a piece."""

        name = "customer_import_pieces"
        indexes: ClassVar = [_of_import(), _expiry()]


class CustomerImportRowDocument(Document):
    """A row to look at; `_id` is `<run>|<outcome>|<row>`. Not all rows are: see `listing`."""

    id: str  # type: ignore[assignment]
    tenantId: str
    importId: str
    shown: dict[str, Any]
    storedAt: datetime

    class Settings:
        """Collection and indexes; a range of `_id` is a page."""

        name = "customer_import_rows"
        indexes: ClassVar = [_of_import(), _expiry()]


class CustomerImportChangeDocument(Document):
    """What an import changed of a customer on record; `_id` is `<run>|<piece>|<customer>`.

    `before` are the stored fields that it changed, as they were (None: not there), `version` is
    what it left; 0 when a person would see no change. `charge` is {id, version, before} of the one
    that it changed, {id, version} of one that it made. `fields` names what changed on the wire.
    Kept for good: the customer's timeline tells of it.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    importId: str
    customerId: str
    at: datetime
    version: int
    fields: list[str]
    before: dict[str, Any]
    charge: dict[str, Any] | None = None
    undoneAt: datetime | None = None

    class Settings:
        """Collection and indexes."""

        name = "customer_import_changes"
        indexes: ClassVar = [
            IndexModel(
                [("tenantId", ASCENDING), ("customerId", ASCENDING), ("at", DESCENDING)],
                name="of_customer",
            ),
        ]
