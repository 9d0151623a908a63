"""Where the projector stands, and who may move it.

The checkpoint's `version` is the fence: every derived write commits in one transaction with a
compare-and-set of it, so a second projector, a paused one that wakes up, or a batch that is
delivered twice commits nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pymongo.asynchronous.client_session import AsyncClientSession

from cashbeat.core.mongo import Database
from cashbeat.rollup.failure_codes import FailureCodes

CHECKPOINT = "payments"
DERIVED_FORMAT = 4
"""Raised when derived state is stored in another shape: what an older version wrote is rebuilt."""


class Fenced(Exception):
    """Another projector moved the checkpoint; what this one knows is out of date."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`token` is the change stream's resume token; `state` rebuilding forbids tailing from it."""

    token: dict[str, Any]
    version: int
    state: Literal["tailing", "rebuilding"] = "tailing"


class CheckpointRepository:
    """The one checkpoint, and the sequences that move with it."""

    def __init__(self, database: Database) -> None:
        self._checkpoints = database["checkpoints"]
        self._sequences = database["tenant_sequences"]

    async def get(self) -> Checkpoint | None:
        """The checkpoint; None before the first start."""
        found = await self._checkpoints.find_one({"_id": CHECKPOINT})
        if found is None:
            return None
        present = found.get("format") == DERIVED_FORMAT
        return Checkpoint(
            found["token"], found["version"], found["state"] if present else "rebuilding"
        )

    async def create(self, checkpoint: Checkpoint) -> None:
        """Store the first checkpoint; a second one is ignored."""
        await self._checkpoints.update_one(
            {"_id": CHECKPOINT},
            {
                "$setOnInsert": {
                    "token": checkpoint.token,
                    "version": checkpoint.version,
                    "state": checkpoint.state,
                    "format": DERIVED_FORMAT,
                }
            },
            upsert=True,
        )

    async def move(
        self, before: Checkpoint, after: Checkpoint, session: AsyncClientSession | None = None
    ) -> None:
        """Replace the checkpoint if it is still the one known. Raises: Fenced."""
        result = await self._checkpoints.update_one(
            {"_id": CHECKPOINT, "version": before.version},
            {
                "$set": {
                    "token": after.token,
                    "version": after.version,
                    "state": after.state,
                    "format": DERIVED_FORMAT,
                }
            },
            session=session,
        )
        if result.matched_count != 1:
            raise Fenced("the checkpoint was moved by another projector")

    async def get_sequences(self) -> dict[str, int]:
        """The newest seq of every tenant that has one."""
        return {found["_id"]: found["seq"] async for found in self._sequences.find({})}

    async def get_failure_codes(self) -> FailureCodes:
        """The failure codes that are counted by name so far."""
        return FailureCodes(
            {
                found["_id"]: found.get("failureCodes", ())
                async for found in self._sequences.find({})
            }
        )

    async def set_failure_codes(self, tenant_id: str, codes: Sequence[str]) -> None:
        """Store those of an organisation, as a rebuild found them."""
        await self._sequences.update_one(
            {"_id": tenant_id},
            {"$set": {"failureCodes": list(codes)}, "$setOnInsert": {"seq": 0}},
            upsert=True,
        )
