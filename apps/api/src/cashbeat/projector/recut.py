"""Days cut anew after a change of time zone: step by step, between the batches of payments.

    begin -> build, some days a step, from the oldest on -> switch -> clear, some documents a step

Each step is one transaction with the checkpoint's compare-and-set, like a batch, and nothing else
writes rollups while it is computed. So a step is whole or not at all, a projector that has lost its
place commits none, and the next one goes on where the last step ended. Days that are made already
are counted on by every batch (`cuttings`), so that nothing is left to catch up with at the switch.
Source: docs/adr/0015-time-zone-change.md.
"""

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from pymongo.errors import PyMongoError

from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database, Session, transaction
from cashbeat.kit.time_buckets import DAY, day_start, local_day
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository
from cashbeat.rollup.counters import from_stored
from cashbeat.rollup.fold import Cutting, cut_days
from cashbeat.rollup.recuts import (
    EVERYTHING,
    NOTHING,
    Recut,
    RecutRepository,
    cuttings_of,
)
from cashbeat.rollup.repository import RollupRepository
from cashbeat.rollup.writer import DAYS, replacement, stored_days
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import DayCut, Tenant

log = get_logger(__name__)

LOOK_SECONDS = 1.0
"""How often organisations are asked for whose zone was changed."""

STEP_SECONDS = 0.05
"""What a step should take: payments wait that long for it, at most some times as long."""

MOST_DAYS = 366
"""Days that a step makes at most, of each currency."""

CLEARED = 500
"""Documents that a step deletes at most."""


class ZoneChanged(Exception):
    """The zone was changed again while its days were being made."""


class Stepped(NamedTuple):
    """The checkpoint after a step, and the organisation whose days it touched."""

    checkpoint: Checkpoint
    tenant_id: str
    changed: bool = False
    """Whether its figures are read elsewhere now than before."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One organisation to work for, as it stands."""

    tenant: Tenant
    recut: Recut | None

    @property
    def is_asked(self) -> bool:
        """Whether other days are wanted than those that count."""
        return self.tenant.time_zone != self.tenant.day_zone

    @property
    def is_begun(self) -> bool:
        """Whether the wanted days are being made."""
        return self.is_building and self.recut.days.zone.key == self.tenant.time_zone  # type: ignore[union-attr]

    @property
    def is_building(self) -> bool:
        """Whether any days are being made."""
        return self.recut is not None and self.recut.state == "building"


class Recutter:
    """Knows which days are being cut anew, and does it in steps. Part of the one projector."""

    def __init__(self, database: Database, tenants: TenantRepository) -> None:
        self._database = database
        self._tenants = tenants
        self._checkpoints = CheckpointRepository(database)
        self._rollups = RollupRepository(database)
        self._stored = RecutRepository(database)
        self._recuts: dict[str, Recut] = {}
        self._waiting: list[str] = []
        self._looked_at = 0.0
        self._days = 8

    @property
    def busy(self) -> bool:
        """Whether there is anything to do."""
        return bool(self._waiting)

    async def load(self, tenants: Iterable[Tenant]) -> None:
        """Learn where the last projector stopped."""
        await self._stored.prepare()
        self._recuts = {recut.tenant_id: recut for recut in await self._stored.list_all()}
        asked = {tenant.id for tenant in tenants if tenant.time_zone != tenant.day_zone}
        self._waiting = sorted(self._recuts.keys() | asked)

    async def look(self) -> None:
        """Ask for new changes, when it is time."""
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at = time.monotonic()
        for tenant in await self._tenants.list_recut():
            if tenant.id not in self._waiting:
                self._waiting.append(tenant.id)

    def cuttings(self, tenant: Tenant) -> tuple[Cutting, ...]:
        """The days that a payment of the organisation is counted in."""
        return cuttings_of(tenant, self._recuts.get(tenant.id))

    async def step(self, before: Checkpoint) -> Stepped:
        """Do a piece of the work of the organisation whose turn it is.

        Raises: Fenced, PyMongoError; then nothing of it was done, or all. After a write conflict
        nothing was, and the next step tries it again.
        """
        tenant_id = self._waiting.pop(0)
        tenant = await self._tenants.get(tenant_id)
        if tenant is None:
            return Stepped(before, tenant_id)
        self._waiting.append(tenant_id)
        work = _Work(tenant, self._recuts.get(tenant_id))
        try:
            return await self._do(work, before)
        except ZoneChanged:
            return Stepped(before, tenant_id)
        except PyMongoError as error:
            if not error.has_error_label("TransientTransactionError"):
                raise
            log.info("projector.recut.conflict", tenant=tenant_id)
            return Stepped(before, tenant_id)

    async def _do(self, work: _Work, before: Checkpoint) -> Stepped:
        recut = work.recut
        if work.is_asked and not work.is_begun:
            return await self._begin(work, before)
        if recut is None:
            return await self._finish(work, before)
        if not work.is_building:
            return await self._clear(work, before)
        if not work.is_asked:
            return await self._abandon(work, recut, before)
        if recut.built_to < EVERYTHING:
            return await self._build(work, recut, before)
        return await self._switch(work, recut, before)

    async def _begin(self, work: _Work, before: Checkpoint) -> Stepped:
        """Number the new cut above every other of which documents may be left."""
        tenant = work.tenant
        highest = max(tenant.day_cut, 0 if work.recut is None else work.recut.days.number)
        edges = await self._rollups.get_edges(tenant.id)
        first, last = edges or (EVERYTHING, EVERYTHING)
        days = DayCut(tenant.zone, highest + 1)
        recut = Recut(tenant.id, days, "building", NOTHING, first, last)
        after = await self._commit(before, lambda session: self._put(recut, session))
        self._recuts[tenant.id] = recut
        log.info("projector.recut.begun", tenant=tenant.id, zone=days.zone.key, cut=days.number)
        return Stepped(after, tenant.id, changed=True)

    async def _build(self, work: _Work, recut: Recut, before: Checkpoint) -> Stepped:
        """Make the next days: whole ones of the new zone, of every currency."""
        started = time.monotonic()
        tenant_id, tz = work.tenant.id, recut.days.zone
        currencies = await self._rollups.list_currencies(tenant_id)
        since = await self._rollups.get_first_quarters(tenant_id, currencies, recut.built_to)
        if since is None:
            built, writes = EVERYTHING, []
        else:
            start = max(recut.built_to, since)
            built = day_start(local_day(start, tz) + self._days * DAY, tz)
            quarters = {
                (tenant_id, currency, row["start"]): from_stored(row["m"])
                for currency in currencies
                for row in await self._rollups.list_quarters(tenant_id, currency, [(start, built)])
            }
            made = stored_days(cut_days(quarters, {tenant_id: [Cutting(recut.days)]}))
            writes = [replacement(name, day) for name, day in made.items() if day.numbers]
        done = replace(recut, built_to=built)

        async def write(session: Session) -> None:
            if writes:
                await self._database[DAYS].bulk_write(writes, ordered=False, session=session)
            await self._put(done, session)

        after = await self._commit(before, write)
        self._recuts[tenant_id] = done
        self._pace(time.monotonic() - started)
        return Stepped(after, tenant_id)

    async def _switch(self, work: _Work, recut: Recut, before: Checkpoint) -> Stepped:
        """Let the new days count, all at once."""
        tenant_id = work.tenant.id
        left = replace(recut, state="clearing")

        async def write(session: Session) -> None:
            if not await self._tenants.set_days(tenant_id, recut.days, session):
                raise ZoneChanged
            await self._put(left, session)

        after = await self._commit(before, write)
        self._recuts[tenant_id] = left
        log.info("projector.recut.done", tenant=tenant_id, zone=recut.days.zone.key)
        return Stepped(after, tenant_id, changed=True)

    async def _abandon(self, work: _Work, recut: Recut, before: Checkpoint) -> Stepped:
        """The zone is what it was: the days that count are the wanted ones."""
        left = replace(recut, state="clearing")
        after = await self._commit(before, lambda session: self._put(left, session))
        self._recuts[work.tenant.id] = left
        log.info("projector.recut.abandoned", tenant=work.tenant.id, zone=recut.days.zone.key)
        return Stepped(after, work.tenant.id)

    async def _clear(self, work: _Work, before: Checkpoint) -> Stepped:
        """Delete documents of days that do not count."""
        tenant = work.tenant
        names = await self._rollups.list_other_cuts(tenant.id, tenant.day_cut, CLEARED)
        if not names:
            return await self._finish(work, before)

        async def write(session: Session) -> None:
            query = {"tenantId": tenant.id, "_id": {"$in": names}}
            await self._database[DAYS].delete_many(query, session=session)

        return Stepped(await self._commit(before, write), tenant.id)

    async def _finish(self, work: _Work, before: Checkpoint) -> Stepped:
        tenant_id = work.tenant.id

        async def write(session: Session) -> None:
            await self._tenants.end_recut(tenant_id, session)
            await self._stored.delete(tenant_id, session)

        after = await self._commit(before, write)
        self._recuts.pop(tenant_id, None)
        self._waiting.remove(tenant_id)
        return Stepped(after, tenant_id)

    async def _put(self, recut: Recut, session: Session) -> None:
        await self._stored.put(recut.tenant_id, recut, session)

    async def _commit(
        self, before: Checkpoint, write: Callable[[Session], Awaitable[None]]
    ) -> Checkpoint:
        """Write, fenced by the checkpoint. Raises: Fenced, PyMongoError."""
        after = Checkpoint(before.token, before.version + 1)
        async with transaction(self._database) as session:
            await self._checkpoints.move(before, after, session)
            await write(session)
        return after

    def _pace(self, seconds: float) -> None:
        """Take more days in the next step after a short one, fewer after a long one."""
        if seconds < STEP_SECONDS:
            self._days = min(MOST_DAYS, self._days * 2)
        elif seconds > 2 * STEP_SECONDS:
            self._days = max(1, self._days // 2)
