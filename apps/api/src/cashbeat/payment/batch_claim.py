"""Whose an `Idempotency-Key` is while a batch is written under it: one small document a key.

A payment carries its own key, so one write decides everything about it. A batch is many writes: of
two different ones under the same key, each would write the items that the other has not reached
yet. So a batch claims its key before its first write, and whoever finds another's claim writes
nothing. The claim is needed only while payments are written; from then on they carry the key and
the hash themselves, for ever.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

KEPT = timedelta(days=1)


class BatchClaimDocument(Document):
    """The claim of one batch: `_id` is `<tenant>|<key>`, `hash` that of its items."""

    id: str  # type: ignore[assignment]
    tenantId: str  # noqa: N815 (stored fields are camelCase)
    hash: str
    claimedAt: datetime  # noqa: N815

    class Settings:
        """Collection and indexes; `_id` is the unique one that decides."""

        name = "payment_batches"
        indexes: ClassVar = [
            IndexModel(
                [("claimedAt", ASCENDING)],
                name="expiry",
                expireAfterSeconds=int(KEPT.total_seconds()),
            )
        ]
