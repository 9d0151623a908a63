"""What derived state must be, computed from the payments alone.

`verify` compares it with what stands in the database, `rebuild` makes them equal. It shares the
pure fold with the projector and nothing else: not the change stream, not the increments, not the
order.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cashbeat.audit.entry import canonical
from cashbeat.payment.changes import DamagedRecord, PaymentStep, steps_of_document
from cashbeat.payment.recording import search_terms
from cashbeat.projector.batch import entries_of, rollup_step
from cashbeat.projector.snapshot import Snapshot
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.fold import Cutting, DayDelta, RollupDelta, fold
from cashbeat.rollup.writer import StoredRollup, stored_rollups

StepKey = tuple[str, int]
"""(payment id, n): the identity of a step."""


@dataclass(slots=True)
class Expectation:
    """All that is derived of one tenant's payments.

    `steps` counts them and `checksum` adds up a hash of each identity, so that two sets of steps of
    any size are compared in constant memory.
    """

    rollups: dict[str, dict[str, StoredRollup]]
    steps: int
    checksum: int
    faults: list[str] = field(default_factory=list)


def step_hash(key: StepKey) -> int:
    """64 bits of a step's identity."""
    digest = hashlib.blake2b(f"{key[0]}|{key[1]}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


async def expect(
    snapshot: Snapshot,
    tenant_id: str,
    cuttings: Sequence[Cutting],
    now: datetime,
    minute_retention: timedelta,
    codes: FailureCodes,
    *,
    uncounted: frozenset[StepKey] = frozenset(),
    advance: Callable[[int], None] = lambda _: None,
) -> Expectation:
    """Fold every payment of a tenant at a moment; steps in `uncounted` are left out.

    Failure codes are counted as `codes` knows them, which learns those of the payments unless it is
    frozen.
    """
    delta, days = RollupDelta(), {tenant_id: cuttings}
    steps = checksum = 0
    faults: list[str] = []
    async for batch in scan(snapshot, tenant_id):
        counted: list[PaymentStep] = []
        for stored in batch:
            try:
                told = steps_of_document(stored)
            except DamagedRecord as error:
                faults.append(f"payment {stored['_id']} is damaged and not counted: {error}")
                continue
            faults += _contradictions(stored)
            counted += [step for step in told if (step.payment_id, step.n) not in uncounted]
        faults += await _audit_faults(snapshot, counted)
        folded = (rollup_step(step, codes) for step in counted)
        _merge(delta, fold(folded, days, now - minute_retention))
        steps += len(counted)
        checksum += sum(step_hash((step.payment_id, step.n)) for step in counted)
        advance(len(batch))
    rollups = stored_rollups(delta, minute_retention)
    return Expectation(rollups, steps, checksum % 2**64, faults)


def scan(snapshot: Snapshot, tenant_id: str) -> AsyncIterator[list[dict[str, Any]]]:
    """Every payment of a tenant at a moment, in batches."""
    return snapshot.find("payments", {"tenantId": tenant_id})


async def _audit_faults(snapshot: Snapshot, steps: list[PaymentStep]) -> list[str]:
    """Steps of which the audit log does not say what their own events say."""
    wanted = {entry["_id"]: entry for entry in entries_of(steps)}
    if not wanted:
        return []
    faults = []
    async for batch in snapshot.find("audit_entries", {"_id": {"$in": list(wanted)}}):
        for found in batch:
            payment_id, _, n = found["_id"].partition("|")
            if canonical(wanted.pop(found["_id"])) != canonical(found):
                faults.append(f"payment {payment_id} step {n}: the audit log says something else")
    for name in wanted:
        payment_id, _, n = name.partition("|")
        faults.append(f"payment {payment_id} step {n} has no entry in the audit log")
    return faults


def _contradictions(stored: dict[str, Any]) -> list[str]:
    """Where a payment's present fields are not what its own events and texts lead to."""
    last = stored["events"][-1]
    told = {
        "status": last["to"],
        "refundedAmount": sum(event.get("refund", 0) for event in stored["events"]),
        "version": len(stored["events"]),
        "failureCode": last.get("failureCode"),
        "updatedAt": last["occurredAt"],
    }
    contradictions = [
        f"payment {stored['_id']}: {name} is {stored.get(name)!r}, its events say {value!r}"
        for name, value in told.items()
        if stored.get(name) != value
    ]
    if stored.get("terms", []) != search_terms(stored):
        contradictions.append(f"payment {stored['_id']}: a search does not find it by its texts")
    return contradictions


def _merge(into: RollupDelta, delta: RollupDelta) -> None:
    for key, counters in delta.minutes.items():
        _take(into.minutes, key, counters)
    for key, counters in delta.quarters.items():
        _take(into.quarters, key, counters)
    for day_key, change in delta.days.items():
        day = into.days.setdefault(day_key, DayDelta())
        day.counters.merge(change.counters)
        for hour, count in change.hours.items():
            day.hours[hour] = day.hours.get(hour, 0) + count


def _take(into: dict[Any, Any], key: Any, counters: Any) -> None:
    present = into.get(key)
    if present is None:
        into[key] = counters
    else:
        present.merge(counters)


def numbers_of(stored: dict[str, Any]) -> dict[str, int]:
    """The numbers of a stored rollup by dotted path; zeros are left out."""
    numbers: dict[str, int] = {}

    def walk(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(f"{path}.{name}", inner)
        elif value:
            numbers[path] = value

    for name in ("m", "q", "h", "hn"):
        walk(name, stored.get(name, {}))
    return numbers
