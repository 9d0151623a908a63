"""Customers as rows of files, pure."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.customer.recording import StoredCustomer
from cashbeat.customer.wire import customer_of
from cashbeat.kit.csv_rows import time_cell

COLUMNS = (
    "id",
    "name",
    "externalId",
    "email",
    "phone",
    "address",
    "currency",
    "outstandingAmount",
    "creditAmount",
    "dueDate",
    "status",
    "daysOverdue",
    "openCharges",
    "lastPaymentAt",
    "tags",
    "agent",
    "notes",
    "openedAt",
    "createdAt",
    "updatedAt",
)


def cells_of(today: date, tz: ZoneInfo, stored: StoredCustomer) -> tuple[Any, ...]:
    """A customer as the cells of `COLUMNS`, its times in the zone."""
    customer = customer_of(stored, today)
    paid = customer.last_payment_at
    return (
        customer.id,
        customer.name,
        customer.external_id,
        customer.email,
        customer.phone,
        customer.address,
        customer.currency,
        customer.outstanding_amount,
        customer.credit_amount,
        customer.due_date,
        customer.status.value,
        customer.days_overdue,
        customer.open_charges,
        paid and paid.astimezone(tz),
        ", ".join(customer.tags) or None,
        customer.agent and customer.agent.name,
        customer.notes,
        customer.opened_at.astimezone(tz),
        customer.created_at.astimezone(tz),
        customer.updated_at.astimezone(tz),
    )


def csv_cells(today: date, tz: ZoneInfo, stored: StoredCustomer) -> list[Any]:
    """The same as texts and numbers: times with their offset, days as such."""
    return [
        time_cell(cell, tz) if isinstance(cell, datetime) else cell
        for cell in cells_of(today, tz, stored)
    ]
