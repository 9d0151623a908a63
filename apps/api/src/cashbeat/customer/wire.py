"""Stored customers and charges as the world sees them, pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cashbeat.contracts.charge import Charge, ChargeStatus
from cashbeat.contracts.customer import (
    Allocation,
    ContactPerson,
    Customer,
    CustomerAgent,
    CustomerPayment,
)
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.customer.account.standing import charge_status, days_overdue, due_date, status_of
from cashbeat.customer.recording import StoredCharge, StoredCustomer
from cashbeat.kit.money import to_major

Account = Mapping[str, Any]
"""The fields of `AccountDocument`; empty of a customer that has none."""


def customer_of(stored: StoredCustomer, today: date) -> Customer:
    """A customer as it stands on a day of the organisation's zone."""
    account, currency, agent = stored["account"], stored["currency"], stored.get("agent")
    return Customer(
        id=stored["_id"],
        name=stored["name"],
        email=stored.get("email"),
        phone=stored.get("phone"),
        address=stored.get("address"),
        contacts=[contact_of(each) for each in stored.get("contacts") or ()],
        external_id=stored.get("externalId"),
        currency=currency,
        outstanding_amount=to_major(account["outstanding"], currency),
        credit_amount=to_major(account["credit"], currency),
        due_date=due_date(account),
        status=status_of(account, today),
        days_overdue=days_overdue(account, today),
        open_charges=account["open"],
        last_payment_at=account.get("lastPaidAt"),
        tags=stored.get("tags") or [],
        notes=stored.get("notes"),
        agent=agent and CustomerAgent(id=agent["id"], name=agent["name"]),
        opened_at=stored["openedAt"],
        created_at=stored["createdAt"],
        updated_at=stored["updatedAt"],
        deleted_at=stored.get("deletedAt"),
        version=stored["version"],
    )


def contact_of(stored: Mapping[str, str]) -> ContactPerson:
    """Somebody to speak to."""
    return ContactPerson(
        name=stored["name"],
        role=stored.get("role"),
        email=stored.get("email"),
        phone=stored.get("phone"),
    )


def open_of(stored: StoredCharge, account: Account) -> int:
    """What is open of a charge, in minor units: all that its account knows no payment of."""
    if stored.get("cancelledOn") is not None:
        return 0
    return max(0, int(stored["amount"]) - paid_of(stored, account))


def paid_of(stored: StoredCharge, account: Account) -> int:
    """What is paid of a charge, in minor units."""
    known = account.get("charges", {}).get(stored["_id"], {})
    return int(known.get("paid", 0))


def charge_of(stored: StoredCharge, account: Account, today: date) -> Charge:
    """A charge as it stands on a day of the organisation's zone."""
    open_, currency = open_of(stored, account), stored["currency"]
    cancelled = stored.get("cancelledOn")
    return Charge(
        id=stored["_id"],
        customer_id=stored["customerId"],
        amount=to_major(stored["amount"], currency),
        currency=currency,
        open_amount=to_major(open_, currency),
        issued_on=date.fromisoformat(stored["issuedOn"]),
        due_date=date.fromisoformat(stored["dueOn"]),
        status=ChargeStatus(charge_status(stored, open_, today)),
        description=stored.get("description"),
        external_id=stored.get("externalId"),
        cancelled_on=None if cancelled is None else date.fromisoformat(cancelled),
        cancel_reason=stored.get("cancelReason"),
        created_at=stored["createdAt"],
        updated_at=stored["updatedAt"],
        version=stored["version"],
    )


def payment_of(stored: Mapping[str, Any], account: Account) -> CustomerPayment:
    """A payment of a customer, and what it pays."""
    currency = stored["currency"]
    applied = account.get("payments", {}).get(stored["_id"])
    paid = (applied or {}).get("to", {})
    return CustomerPayment(
        id=stored["_id"],
        amount=to_major(stored["amount"], currency),
        currency=currency,
        method=stored["method"],
        status=PaymentStatus(stored["status"]),
        refunded_amount=to_major(stored["refundedAmount"], currency),
        created_at=stored["createdAt"],
        allocations=[
            Allocation(charge_id=charge_id, amount=to_major(amount, currency))
            for charge_id, amount in paid.items()
        ],
        credit_amount=to_major((applied or {}).get("credit", 0), currency),
        counts=applied is not None,
    )
