"""Days that are being cut anew, because the organisation's time zone was changed.

    day_recuts   _id "<tenant>"   the newest change of zone, as long as anything is left to do

The new days are made from the quarters, from the oldest on, beside those that count. Up to
`builtTo` they are complete and counted on like these; then the organisation's `dayZone` and
`dayCut` are set and what other cuts left is cleared away. Only the projector writes here.
Source: docs/adr/0015-time-zone-change.md.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from pymongo.errors import CollectionInvalid

from cashbeat.core.mongo import Database, Session
from cashbeat.kit.time_buckets import zone
from cashbeat.rollup.fold import Cutting
from cashbeat.tenant.tenant import DayCut, Tenant

RECUTS = "day_recuts"

NOTHING = datetime(1, 1, 2, tzinfo=UTC)
EVERYTHING = datetime(9999, 12, 30, tzinfo=UTC)
"""How far days are made that have not been begun, and that are all made."""


@dataclass(frozen=True, slots=True)
class Recut:
    """A change of zone in work. The payments' quarters begin at `first`, the last one at `last`."""

    tenant_id: str
    days: DayCut
    state: Literal["building", "clearing"]
    built_to: datetime
    first: datetime
    last: datetime

    @property
    def cutting(self) -> Cutting:
        """The days made so far."""
        return Cutting(self.days, self.built_to)

    @property
    def progress(self) -> float:
        """From 0 to 1."""
        if self.state == "clearing" or self.built_to >= self.last:
            return 1.0
        return max(0.0, (self.built_to - self.first) / max(self.last - self.first, _LEAST))


_LEAST = datetime.resolution


def recut_of(stored: Mapping[str, Any]) -> Recut:
    """A stored one."""
    return Recut(
        stored["_id"],
        DayCut(zone(stored["timeZone"]), stored["cut"]),
        stored["state"],
        stored["builtTo"],
        stored["first"],
        stored["last"],
    )


def cuttings_of(tenant: Tenant, recut: Recut | None = None) -> tuple[Cutting, ...]:
    """The days that payments are counted in: those that count, and those of a new zone so far."""
    counting = Cutting(tenant.days)
    if recut is None or recut.state != "building":
        return (counting,)
    return (counting, recut.cutting)


class RecutRepository:
    """Stores where the cutting of days stands."""

    def __init__(self, database: Database) -> None:
        self._recuts = database[RECUTS]

    async def get(self, tenant_id: str) -> Recut | None:
        """What is left to do of the organisation's last change of zone."""
        stored = await self._recuts.find_one({"_id": tenant_id})
        return None if stored is None else recut_of(stored)

    async def prepare(self) -> None:
        """Create the collection: a snapshot cannot be read in one that is younger than itself."""
        with contextlib.suppress(CollectionInvalid):
            await self._recuts.database.create_collection(RECUTS)

    async def list_all(self) -> list[Recut]:
        """What is left to do of every organisation."""
        return [recut_of(stored) async for stored in self._recuts.find({})]

    async def put(self, tenant_id: str, recut: Recut, session: Session) -> None:
        """Store where it stands."""
        document = {
            "timeZone": recut.days.zone.key,
            "cut": recut.days.number,
            "state": recut.state,
            "builtTo": recut.built_to,
            "first": recut.first,
            "last": recut.last,
        }
        await self._recuts.replace_one({"_id": tenant_id}, document, upsert=True, session=session)

    async def delete(self, tenant_id: str, session: Session) -> None:
        """Nothing is left to do."""
        await self._recuts.delete_one({"_id": tenant_id}, session=session)
