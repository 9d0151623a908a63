"""The projector: one at a time, batch by batch, exactly once.

    lease -> checkpoint -> change stream -> derive (pure) -> mark customers -> one transaction
          -> announce

Any error ends the reign; the next one starts from the checkpoint, which only ever moved together
with what it stands for. Customers are marked before the commit, for the accountant to settle: what
is marked and not committed is marked again, which is harmless (`customer.account.marking`).
Source: docs/adr/0005-projector.md.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database
from cashbeat.core.tasks import end_tasks
from cashbeat.customer.account.marking import CustomerMarks
from cashbeat.projector.announcer import Announcer
from cashbeat.projector.batch import derive
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository, Fenced
from cashbeat.projector.commit import Committer
from cashbeat.projector.lease import Lease
from cashbeat.projector.rebuild import Rebuilder
from cashbeat.projector.recut import Recutter
from cashbeat.projector.stream import ChangeStream, HistoryLost, StreamBatch
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.fold import Cutting
from cashbeat.tenant.repository import TenantRepository

log = get_logger(__name__)

TOKEN_SECONDS = 15.0
"""How often an idle projector stores its token, so that it never falls off the oplog."""


class Projector:
    """Projects while it holds the lease, stands by while another does."""

    def __init__(
        self,
        database: Database,
        tenants: TenantRepository,
        announcer: Announcer,
        clock: Callable[[], datetime],
        *,
        batch_size: int,
        lease_seconds: int,
        minute_retention: timedelta,
        customers_marked: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._announcer = announcer
        self._clock = clock
        self._batch_size = batch_size
        self._lease_seconds = lease_seconds
        self._minute_retention = minute_retention
        self._checkpoints = CheckpointRepository(database)
        self._committer = Committer(database, self._checkpoints, minute_retention)
        self._rebuilder = Rebuilder(database, tenants, clock, minute_retention)
        self._recutter = Recutter(database, tenants)
        self._lease = Lease(database, lease_seconds)
        self._marks = CustomerMarks(database)
        self._customers_marked = customers_marked
        self._cuttings: dict[str, Sequence[Cutting]] = {}
        self._codes = FailureCodes()
        self._state = "starting"
        self._lag_ms = 0
        self._lag_at = time.monotonic()

    async def run(self) -> None:
        """Project until cancelled; on the way out give the lease back."""
        await self._lease.reign(self._reign, self._stand_by)

    def _stand_by(self) -> None:
        self._state = "standby"

    async def _reign(self) -> None:
        log.info("projector.lease.taken", holder=self._lease.holder)
        tailing = asyncio.create_task(self._tail())
        renewing = asyncio.create_task(self._renew())
        try:
            done, _ = await asyncio.wait({tailing, renewing}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except Fenced:
            log.warning("projector.checkpoint.fenced")
        finally:
            await end_tasks((tailing, renewing))

    async def _renew(self) -> None:
        """Renew until the lease is lost, or a rebuild is asked for while we tail."""
        while await self._lease.renew(self._state, self._shown_lag(), self._rebuilder.progress):
            checkpoint = await self._checkpoints.get()
            if self._state == "running" and checkpoint and checkpoint.state == "rebuilding":
                log.info("projector.rebuild.asked")
                return
            await asyncio.sleep(min(1.0, self._lease_seconds / 4))
        log.warning("projector.lease.lost")

    async def _tail(self) -> None:
        checkpoint = await self._start()
        await self._recutter.load(await self._tenants.list_all())
        self._cuttings = await self._load_cuttings()
        self._codes = await self._checkpoints.get_failure_codes()
        self._announcer.changed(self._cuttings)
        try:
            async with ChangeStream(
                self._database, after=checkpoint.token, batch_size=self._batch_size
            ) as stream:
                await self._follow(stream, checkpoint)
        except HistoryLost as error:
            log.warning("projector.history.lost", error=str(error))
            await self._rebuild(checkpoint)

    async def _start(self) -> Checkpoint:
        """The checkpoint to tail from: the stored one, or one that a rebuild makes."""
        checkpoint = await self._checkpoints.get()
        if checkpoint is None:
            async with ChangeStream(self._database, batch_size=0) as stream:
                first = Checkpoint(stream.token, 1, "rebuilding")
            await self._checkpoints.create(first)
            checkpoint = await self._checkpoints.get() or first
        if checkpoint.state == "rebuilding":
            checkpoint = await self._rebuild(checkpoint)
        return checkpoint

    async def _rebuild(self, checkpoint: Checkpoint) -> Checkpoint:
        self._state = "rebuilding"
        rebuilt = await self._rebuilder.rebuild(checkpoint)
        self._announcer.changed(tenant.id for tenant in await self._tenants.list_all())
        return rebuilt

    async def _follow(self, stream: ChangeStream, checkpoint: Checkpoint) -> None:
        """Project batch after batch; the next one is on its way while one is committed."""
        self._state = "running"
        sequences = await self._checkpoints.get_sequences()
        stored_at = time.monotonic()
        upcoming = asyncio.create_task(stream.next_batch())
        try:
            while True:
                await self._recutter.look()
                if self._recutter.busy:
                    checkpoint = await self._recut(checkpoint)
                    if not (await asyncio.wait({upcoming}, timeout=0))[0]:
                        continue
                batch = await upcoming
                upcoming = asyncio.create_task(stream.next_batch())
                if batch.changes:
                    checkpoint = await self._project(batch, checkpoint, sequences)
                    stored_at = time.monotonic()
                    continue
                self._note_lag(0)
                if time.monotonic() - stored_at >= TOKEN_SECONDS:
                    moved = Checkpoint(batch.token, checkpoint.version + 1)
                    await self._checkpoints.move(checkpoint, moved)
                    checkpoint, stored_at = moved, time.monotonic()
        finally:
            await end_tasks((upcoming,))

    async def _project(
        self, batch: StreamBatch, checkpoint: Checkpoint, sequences: dict[str, int]
    ) -> Checkpoint:
        known = {None, *self._cuttings}
        if any(_tenant_of(change) not in known for change in batch.changes):
            self._cuttings = await self._load_cuttings()
        now = self._clock()
        derived = derive(
            batch.changes,
            self._cuttings,
            sequences,
            now - self._minute_retention,
            self._codes,
        )
        after = Checkpoint(batch.token, checkpoint.version + 1)
        steps = chain.from_iterable(numbered.steps for numbered in derived.tenants.values())
        if await self._marks.mark(steps):
            self._customers_marked()
        await self._committer.commit(checkpoint, after, derived, now)
        for tenant_id, numbered in derived.tenants.items():
            sequences[tenant_id] = numbered.last_seq
        for damage in derived.damages:
            log.error(
                "projector.record.quarantined", payment=damage.payment_id, reason=damage.reason
            )
        self._announcer.announce(derived.tenants)
        oldest = batch.changes[0].get("wallTime", now).replace(tzinfo=UTC)
        self._note_lag(int((self._clock() - oldest).total_seconds() * 1000))
        return after

    async def _recut(self, checkpoint: Checkpoint) -> Checkpoint:
        """One step of cutting days anew; what it changed holds for the next batch."""
        stepped = await self._recutter.step(checkpoint)
        tenant = await self._tenants.get(stepped.tenant_id)
        if tenant is not None:
            self._cuttings[tenant.id] = self._recutter.cuttings(tenant)
        if stepped.changed:
            self._announcer.changed([stepped.tenant_id])
        return stepped.checkpoint

    async def _load_cuttings(self) -> dict[str, Sequence[Cutting]]:
        tenants = await self._tenants.list_all()
        return {tenant.id: self._recutter.cuttings(tenant) for tenant in tenants}

    def _note_lag(self, milliseconds: int) -> None:
        self._lag_ms = max(0, milliseconds)
        self._lag_at = time.monotonic()

    def _shown_lag(self) -> int:
        """The last lag, and what has passed since when a batch takes long."""
        since = int((time.monotonic() - self._lag_at) * 1000)
        return self._lag_ms + (since if since > 2 * 1000 else 0)


def _tenant_of(change: dict[str, object]) -> object:
    document = change.get("fullDocument")
    return document.get("tenantId") if isinstance(document, dict) else None
