"""Derived state made right again from the payments, while writers go on.

The checkpoint says `rebuilding` from the first write to the last, so a crash in between leads to
another rebuild, never to tailing on half-repaired numbers. Everything is computed at one snapshot,
and the new token stands right behind it: what commits later is tailed as usual.
"""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bson.timestamp import Timestamp
from pymongo import DeleteOne, ReplaceOne, UpdateOne
from pymongo.errors import CollectionInvalid

from cashbeat.audit.repository import AuditLog
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import BATCH_TRANSACTION_SECONDS, Database, transaction
from cashbeat.customer.account.comparison import repair_accounts
from cashbeat.payment.changes import DamagedRecord, PaymentStep, steps_of_document
from cashbeat.payment.history import event_pages, page_id, places_of
from cashbeat.payment.recording import search_terms
from cashbeat.projector.batch import entries_of
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository, Fenced
from cashbeat.projector.expectation import StepKey, expect, numbers_of, scan
from cashbeat.projector.snapshot import Snapshot
from cashbeat.projector.stream import ChangeStream
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.recuts import RECUTS, cuttings_of
from cashbeat.rollup.writer import DAYS, MINUTES, QUARTERS, StoredRollup, replacement
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

log = get_logger(__name__)

_CHUNK = 2000
_TEXTS = {"externalId": 1, "customerId": 1, "description": 1, "terms": 1}

DERIVED = (
    "checkpoints",
    "tenant_sequences",
    "payment_events",
    "quarantine",
    MINUTES,
    QUARTERS,
    DAYS,
    RECUTS,
)
"""Collections that only the projector writes."""

ACCOUNTS = ("customers", "charges", "accounts", "receivable_days")
"""What accounts follow from, and accounts."""


class Rebuilder:
    """Repairs rollups, sequences, search terms and accounts; `progress` goes from 0 to 1."""

    def __init__(
        self,
        database: Database,
        tenants: TenantRepository,
        clock: Callable[[], datetime],
        minute_retention: timedelta,
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._minute_retention = minute_retention
        self._checkpoints = CheckpointRepository(database)
        self._audit = AuditLog(database)
        self.progress = 0.0

    async def rebuild(self, checkpoint: Checkpoint) -> Checkpoint:
        """Repair everything; the checkpoint to tail from afterwards. Raises: Fenced."""
        mine = Checkpoint(checkpoint.token, checkpoint.version + 1, "rebuilding")
        await self._begin(checkpoint, mine)
        await self._create_collections()
        snapshot = await Snapshot.now(self._database)
        behind = Timestamp(snapshot.at.time, snapshot.at.inc + 1)
        async with ChangeStream(self._database, at=behind, batch_size=0) as stream:
            token = stream.token
        total = max(1, await self._database["payments"].estimated_document_count())
        done = 0

        def advance(payments: int) -> None:
            nonlocal done
            done += payments
            self.progress = min(1.0, done / (2 * total))

        log.info("projector.rebuild.started", payments=total)
        codes = await self._checkpoints.get_failure_codes()
        for tenant in await self._tenants.list_all():
            repaired = await self._repair_rollups(snapshot, tenant, mine, codes, advance)
            renumbered = await self._repair_events(snapshot, tenant, mine, advance)
            described = await self._repair_terms(snapshot, tenant)
            corrected = await repair_accounts(self._database, snapshot, tenant)
            log.info(
                "projector.tenant.rebuilt",
                tenant=tenant.id,
                buckets=repaired,
                events=renumbered,
                terms=described,
                receivable_days=corrected,
            )
        ready = Checkpoint(token, mine.version + 1)
        await self._checkpoints.move(mine, ready)
        self.progress = 0.0
        return ready

    async def _begin(self, before: Checkpoint, mine: Checkpoint) -> None:
        """Take the checkpoint. Days that were being cut anew are forgotten, and begun again later.

        What was made of them goes with the rest of what does not follow from the payments.
        """
        async with transaction(self._database) as session:
            await self._checkpoints.move(before, mine, session)
            await self._database[RECUTS].delete_many({}, session=session)

    async def _create_collections(self) -> None:
        """A snapshot cannot be read in a collection that is younger than itself."""
        present = set(await self._database.list_collection_names())
        for name in (*DERIVED, "audit_entries", *ACCOUNTS):
            if name not in present:
                with contextlib.suppress(CollectionInvalid):
                    await self._database.create_collection(name)

    async def _repair_rollups(
        self,
        snapshot: Snapshot,
        tenant: Tenant,
        mine: Checkpoint,
        codes: FailureCodes,
        advance: Callable[[int], None],
    ) -> int:
        now = self._clock()
        expected = await expect(
            snapshot,
            tenant.id,
            cuttings_of(tenant),
            now,
            self._minute_retention,
            codes,
            advance=advance,
        )
        await self._fence(mine)
        for tenant_id, known in codes.take_changed().items():
            await self._checkpoints.set_failure_codes(tenant_id, known)
        repaired = 0
        for collection, buckets in expected.rollups.items():
            writes: list[ReplaceOne[dict[str, Any]] | DeleteOne] = []
            missing = set(buckets)
            async for batch in snapshot.find(collection, {"tenantId": tenant.id}):
                for stored in batch:
                    name = stored["_id"]
                    missing.discard(name)
                    bucket = buckets.get(name)
                    if bucket is None:
                        writes.append(DeleteOne({"_id": name}))
                    elif not _equal(bucket, stored):
                        writes.append(replacement(name, bucket))
            writes += [replacement(name, buckets[name]) for name in missing]
            await self._fence(mine)
            for start in range(0, len(writes), _CHUNK):
                await self._database[collection].bulk_write(
                    writes[start : start + _CHUNK], ordered=False
                )
            repaired += len(writes)
        return repaired

    async def _repair_events(
        self,
        snapshot: Snapshot,
        tenant: Tenant,
        mine: Checkpoint,
        advance: Callable[[int], None],
    ) -> int:
        """Number the steps that have no seq; number all anew when a number is wrong.

        Audit entries that are not there are written, whatever stands in the log stays.
        """
        steps: dict[StepKey, datetime] = {}
        async for batch in scan(snapshot, tenant.id):
            told_of: list[PaymentStep] = []
            for stored in batch:
                try:
                    told = steps_of_document(stored)
                except DamagedRecord:
                    continue
                told_of += told
                for step in told:
                    key = (step.payment_id, step.n)
                    steps[key] = step.event.get("recordedAt", step.event["occurredAt"])
            async with transaction(self._database, BATCH_TRANSACTION_SECONDS) as session:
                await self._audit.add_missing(entries_of(told_of), session)
            advance(len(batch))
        kept, sound = 0, True
        async for batch in snapshot.find(
            "payment_events", {"tenantId": tenant.id}, sort={"_id": 1}
        ):
            for page in batch:
                for seq, payment_id, n in places_of(page):
                    kept += 1
                    known = steps.pop((payment_id, n), None)
                    sound = sound and known is not None and seq == kept
                sound = sound and page["_id"] == page_id(tenant.id, kept)
            if not sound:
                break
        if not sound:
            return await self._renumber(snapshot, tenant, mine)
        await self._fence(mine)
        await self._append(tenant, kept, steps)
        return len(steps)

    async def _renumber(self, snapshot: Snapshot, tenant: Tenant, mine: Checkpoint) -> int:
        steps: dict[StepKey, datetime] = {}
        async for batch in scan(snapshot, tenant.id):
            for stored in batch:
                for n, event in enumerate(stored.get("events") or [], start=1):
                    steps[(stored["_id"], n)] = event.get("recordedAt", event["occurredAt"])
        await self._fence(mine)
        await self._database["payment_events"].delete_many({"tenantId": tenant.id})
        await self._append(tenant, 0, steps)
        return len(steps)

    async def _append(self, tenant: Tenant, kept: int, steps: dict[StepKey, datetime]) -> None:
        ordered = sorted(steps, key=lambda key: (steps[key], key))
        for start in range(0, len(ordered), _CHUNK):
            pages = event_pages(tenant.id, kept + start + 1, ordered[start : start + _CHUNK])
            await self._database["payment_events"].insert_many(pages, ordered=False)
        await self._database["tenant_sequences"].update_one(
            {"_id": tenant.id}, {"$set": {"seq": kept + len(ordered)}}, upsert=True
        )

    async def _repair_terms(self, snapshot: Snapshot, tenant: Tenant) -> int:
        """Let searches find payments by their texts, which never change: no fence is needed."""
        repaired = 0
        async for batch in snapshot.find("payments", {"tenantId": tenant.id}, projection=_TEXTS):
            writes = [
                UpdateOne(
                    {"_id": stored["_id"], "tenantId": tenant.id},
                    {"$set": {"terms": terms}} if terms else {"$unset": {"terms": ""}},
                )
                for stored in batch
                if (terms := search_terms(stored)) != stored.get("terms", [])
            ]
            if writes:
                await self._database["payments"].bulk_write(writes, ordered=False)
            repaired += len(writes)
        return repaired

    async def _fence(self, mine: Checkpoint) -> None:
        if await self._checkpoints.get() != mine:
            raise Fenced("another projector took the rebuild over")


def _equal(bucket: StoredRollup, stored: dict[str, Any]) -> bool:
    same = all(stored.get(name) == value for name, value in bucket.fields.items())
    return same and numbers_of(stored) == bucket.numbers
