"""What a batch of changes derives, pure: everything one transaction will write."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cashbeat.audit.entry import StoredEntry
from cashbeat.payment.changes import DamagedRecord, PaymentStep, steps_of_change
from cashbeat.payment.trail import entry_of_step
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.fold import Cuttings, RollupDelta, Step, fold


@dataclass(frozen=True, slots=True)
class Damage:
    """A change that cannot be counted, and why."""

    payment_id: str
    reason: str
    change: Mapping[str, Any]


@dataclass(slots=True)
class Numbered:
    """Steps of one tenant in order, numbered from `first_seq`."""

    first_seq: int
    steps: list[PaymentStep] = field(default_factory=list)

    @property
    def last_seq(self) -> int:
        """The newest number."""
        return self.first_seq + len(self.steps) - 1


@dataclass(frozen=True, slots=True)
class Derived:
    """Numbered steps by tenant, their rollup delta, what is set aside, and audit entries.

    `failure_codes` are all that are counted by name of the tenants that have new ones.
    """

    tenants: dict[str, Numbered]
    delta: RollupDelta
    damages: list[Damage]
    entries: list[StoredEntry] = field(default_factory=list)
    failure_codes: dict[str, list[str]] = field(default_factory=dict)


def read_changes(
    changes: Iterable[Mapping[str, Any]], tenant_ids: Container[str]
) -> tuple[list[PaymentStep], list[Damage]]:
    """The steps that changes tell of, in order; damaged records apart."""
    steps: list[PaymentStep] = []
    damages: list[Damage] = []
    for change in changes:
        try:
            told = steps_of_change(change)
            for step in told:
                if step.tenant_id not in tenant_ids:
                    raise DamagedRecord(f"there is no organisation {step.tenant_id!r}")
        except DamagedRecord as error:
            damages.append(
                Damage(str(change.get("documentKey", {}).get("_id")), str(error), change)
            )
        else:
            steps.extend(told)
    return steps, damages


def derive(
    changes: Iterable[Mapping[str, Any]],
    cuttings: Cuttings,
    sequences: Mapping[str, int],
    minutes_from: datetime,
    codes: FailureCodes,
) -> Derived:
    """Number the steps of a batch and fold them.

    `sequences` is the newest seq of each tenant before the batch; a tenant not in it starts at 1.
    Minutes that began before `minutes_from` are expired and left out. `codes` learns new ones,
    which hold if the batch is committed.
    """
    steps, damages = read_changes(changes, cuttings)
    tenants: dict[str, Numbered] = {}
    for step in steps:
        numbered = tenants.get(step.tenant_id)
        if numbered is None:
            numbered = tenants[step.tenant_id] = Numbered(sequences.get(step.tenant_id, 0) + 1)
        numbered.steps.append(step)
    delta = fold((rollup_step(step, codes) for step in steps), cuttings, minutes_from)
    return Derived(tenants, delta, damages, entries_of(steps), codes.take_changed())


def entries_of(steps: Iterable[PaymentStep]) -> list[StoredEntry]:
    """The audit entries of those steps that say who made them."""
    return [
        entry for step in steps if "by" in step.event and (entry := entry_of_step(step)) is not None
    ]


def rollup_step(step: PaymentStep, codes: FailureCodes) -> Step:
    """A payment's step as the rollups see it."""
    facts, event = step.facts, step.event
    failure, left = event.get("failureCode"), step.failure_code_before
    return Step(
        tenant_id=step.tenant_id,
        currency=facts["currency"],
        method=facts["method"],
        amount=facts["amount"],
        created_at=facts["createdAt"],
        from_status=event["from"],
        to_status=event["to"],
        refund=event.get("refund", 0),
        refunded_before=step.refunded_before,
        failure_code=failure and codes.counted_as(step.tenant_id, failure),
        failure_code_before=left and codes.counted_as(step.tenant_id, left),
    )
