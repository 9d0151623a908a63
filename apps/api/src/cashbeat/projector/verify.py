"""Does derived state follow from the payments? Recomputed at one moment, while the system runs.

At a snapshot T the rollups hold every change up to the checkpoint's token; what committed between
the token and T is not counted yet. Those steps are read from the change stream and left out of the
expectation, so both sides speak of the same payments.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cashbeat.core.mongo import Database
from cashbeat.customer.account.comparison import compare_accounts, compare_days
from cashbeat.payment.changes import DamagedRecord, steps_of_change
from cashbeat.payment.history import page_id, places_of
from cashbeat.projector.checkpoint import CHECKPOINT
from cashbeat.projector.expectation import (
    Expectation,
    StepKey,
    expect,
    numbers_of,
    step_hash,
)
from cashbeat.projector.snapshot import Snapshot
from cashbeat.projector.stream import ChangeStream
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.recuts import RECUTS, Recut, cuttings_of, recut_of
from cashbeat.rollup.writer import DAYS
from cashbeat.tenant.repository import tenant_of
from cashbeat.tenant.tenant import Tenant

SHOWN = 100
"""Differences listed one by one; all of them are counted."""


@dataclass(slots=True)
class Report:
    """What `verify` found. No differences means that every derived number is right."""

    payments: int = 0
    events: int = 0
    buckets: int = 0
    customers: int = 0
    uncounted: int = 0
    quarantined: int = 0
    differences: int = 0
    shown: list[str] = field(default_factory=list)

    def differs(self, text: str) -> None:
        """Note a difference."""
        self.differences += 1
        if len(self.shown) < SHOWN:
            self.shown.append(text)


class Verifier:
    """Recomputes rollups, sequences and accounts, and reports every difference."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        minute_retention: timedelta,
    ) -> None:
        self._database = database
        self._clock = clock
        self._minute_retention = minute_retention

    async def verify(self, advance: Callable[[int], None] = lambda _: None) -> Report:
        """Compare everything; `advance` hears of payments as they are read."""
        report = Report()

        def count(payments: int) -> None:
            report.payments += payments
            advance(payments)

        snapshot = await Snapshot.now(self._database)
        checkpoint = await snapshot.find_one("checkpoints", {"_id": CHECKPOINT})
        if checkpoint is None:
            if await snapshot.find_one("payments", {}) is not None:
                report.differs("there are payments, and no worker has ever counted them")
            return report
        if checkpoint["state"] == "rebuilding":
            report.differs("a rebuild has not been finished; start a worker to finish it")
        uncounted = await self._uncounted(snapshot, checkpoint["token"])
        report.uncounted = len(uncounted)
        report.quarantined = await self._database["quarantine"].count_documents({})
        for tenant in await self._tenants_of(snapshot):
            recut = await self._recut_of(snapshot, tenant)
            sequence = await snapshot.find_one("tenant_sequences", {"_id": tenant.id}) or {}
            known = {tenant.id: sequence.get("failureCodes", ())}
            expected = await expect(
                snapshot,
                tenant.id,
                cuttings_of(tenant, recut),
                self._clock(),
                self._minute_retention,
                FailureCodes(known, frozen=True),
                uncounted=uncounted,
                advance=count,
            )
            for fault in expected.faults:
                report.differs(fault)
            await self._compare_rollups(snapshot, tenant, recut, expected, report)
            await self._compare_events(snapshot, tenant, expected, report)
            unseen = {payment_id for payment_id, _ in uncounted}
            report.customers += await compare_accounts(
                snapshot, tenant, self._clock(), unseen, report.differs
            )
            await compare_days(snapshot, tenant, report.differs)
        return report

    async def _tenants_of(self, snapshot: Snapshot) -> list[Tenant]:
        """Every organisation at the snapshot: which days count is one of the things compared."""
        found = snapshot.find("tenants", {}, sort={"_id": 1})
        return [tenant_of(stored) async for batch in found for stored in batch]

    async def _recut_of(self, snapshot: Snapshot, tenant: Tenant) -> Recut | None:
        stored = await snapshot.find_one(RECUTS, {"_id": tenant.id})
        return None if stored is None else recut_of(stored)

    async def _uncounted(self, snapshot: Snapshot, token: dict[str, Any]) -> frozenset[StepKey]:
        keys: set[StepKey] = set()
        async with ChangeStream(self._database, after=token, wait_ms=200) as stream:
            while changes := (await stream.next_batch()).changes:
                for change in changes:
                    if change["clusterTime"] > snapshot.at:
                        return frozenset(keys)
                    try:
                        keys.update((step.payment_id, step.n) for step in steps_of_change(change))
                    except DamagedRecord:
                        continue
        return frozenset(keys)

    async def _compare_rollups(
        self,
        snapshot: Snapshot,
        tenant: Tenant,
        recut: Recut | None,
        expected: Expectation,
        report: Report,
    ) -> None:
        """Days of no cut that counts or will count are compared only if nobody clears them."""
        cuts = {cutting.days.number for cutting in cuttings_of(tenant, recut)}
        cut = self._clock() - self._minute_retention + timedelta(minutes=10)
        for collection, buckets in expected.rollups.items():
            missing = set(buckets)
            async for batch in snapshot.find(collection, {"tenantId": tenant.id}):
                for stored in batch:
                    report.buckets += 1
                    name = stored["_id"]
                    missing.discard(name)
                    bucket = buckets.get(name)
                    if recut and collection == DAYS and stored.get("cut", 0) not in cuts:
                        continue
                    if collection == "rollup_minutes" and stored["start"] <= cut:
                        continue
                    wanted = bucket.numbers if bucket else {}
                    _compare_numbers(f"{collection} {name}", wanted, numbers_of(stored), report)
                    if bucket and any(stored.get(k) != v for k, v in bucket.fields.items()):
                        report.differs(f"{collection} {name}: its fields do not fit its name")
            for name in missing:
                bucket = buckets[name]
                if bucket.numbers and not (
                    collection == "rollup_minutes" and bucket.fields["start"] <= cut
                ):
                    report.differs(f"{collection} {name} is missing: {bucket.numbers}")

    async def _compare_events(
        self, snapshot: Snapshot, tenant: Tenant, expected: Expectation, report: Report
    ) -> None:
        rows = checksum = 0
        async for batch in snapshot.find(
            "payment_events", {"_id": _ids_of(tenant.id)}, sort={"_id": 1}
        ):
            for page in batch:
                for seq, payment_id, n in places_of(page):
                    rows += 1
                    checksum += step_hash((payment_id, n))
                    if seq != rows:
                        report.differs(f"event seq {rows} of {tenant.id} is {seq}")
                        rows = seq
                if page["_id"] != page_id(tenant.id, rows):
                    report.differs(f"the events of {page['_id']} do not end with its seq")
        report.events += rows
        sequence = await snapshot.find_one("tenant_sequences", {"_id": tenant.id})
        latest = sequence["seq"] if sequence else 0
        if latest != rows:
            report.differs(f"the sequence of {tenant.id} stands at {latest}, its last event {rows}")
        if rows != expected.steps or checksum % 2**64 != expected.checksum:
            report.differs(
                f"the payments of {tenant.id} took {expected.steps} steps, "
                f"{rows} events are numbered, and they are not the same ones"
            )


def _ids_of(tenant_id: str) -> dict[str, str]:
    return {"$gte": f"{tenant_id}|", "$lt": f"{tenant_id}}}"}


def _compare_numbers(
    name: str, expected: dict[str, int], found: dict[str, int], report: Report
) -> None:
    for path in sorted(expected.keys() | found.keys()):
        if expected.get(path, 0) != found.get(path, 0):
            report.differs(
                f"{name} {path}: {found.get(path, 0)} is stored, "
                f"{expected.get(path, 0)} follows from the payments"
            )
