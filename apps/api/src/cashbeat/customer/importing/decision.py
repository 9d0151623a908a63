"""What judging a row needs, and what it comes to: plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from cashbeat.contracts.customer_import import CustomerImportOptions
from cashbeat.customer.checking import Agent
from cashbeat.customer.importing.reading.handover import Problem
from cashbeat.customer.owing import OwingChange
from cashbeat.customer.recording import Changes, StoredCharge, StoredCustomer
from cashbeat.customer.wire import Account
from cashbeat.tenant.tenant import Tenant

Outcome = Literal["create", "update", "unchanged", "skip", "bad"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for every row. `agents` are the members by their address in lower case."""

    existing: Literal["update", "skip"]
    currency: str
    agents: Mapping[str, Agent]
    now: datetime
    today: date

    @classmethod
    def of(
        cls,
        options: CustomerImportOptions,
        tenant: Tenant,
        agents: Mapping[str, Agent],
        now: datetime,
    ) -> "Rules":
        """Those of an import at a moment, which is kept in milliseconds."""
        now = now.astimezone(UTC)
        now -= timedelta(microseconds=now.microsecond % 1000)
        currency = options.currency or tenant.default_currency
        return cls(options.existing, currency, agents, now, now.astimezone(tenant.zone).date())


@dataclass(slots=True)
class Known:
    """The customers on record that some rows may be about, and what is owed by those asked for."""

    by_ref: Mapping[str, StoredCustomer] = field(default_factory=dict)
    by_email: Mapping[str, Sequence[StoredCustomer]] = field(default_factory=dict)
    charges: Mapping[str, Sequence[StoredCharge]] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)


@dataclass(slots=True)
class Statement:
    """What a row says is owed: minor units of `currency`, and the day it is due."""

    amount: int | None
    due_on: str | None
    currency: str

    def stored(self) -> dict[str, Any]:
        """As a customer remembers it."""
        return {"amount": self.amount, "dueOn": self.due_on, "currency": self.currency}

    @property
    def due(self) -> date | None:
        """The day it is due."""
        return None if self.due_on is None else date.fromisoformat(self.due_on)


@dataclass(slots=True)
class Decision:
    """What becomes of one row.

    `changes` are stored fields of a profile that change; those of a new customer are `profile_of`
    its row. `owing` is what changes of what is owed, `statement` what the row says of it and the
    customer does not remember yet.
    """

    outcome: Outcome
    currency: str
    customer: StoredCustomer | None = None
    changes: Changes = field(default_factory=dict)
    owing: OwingChange | None = None
    statement: Statement | None = None
    amount: int | None = None
    agent: Agent | None = None
    problems: list[Problem] = field(default_factory=list)
