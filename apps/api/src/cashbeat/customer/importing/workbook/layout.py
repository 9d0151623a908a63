"""What the workbooks we hand out look like, so that they are known again when they come back."""

from collections.abc import Mapping
from types import MappingProxyType

from cashbeat.contracts.customer_import import CustomerImportField

CUSTOMERS_SHEET = "Customers"
INSTRUCTIONS_SHEET = "Instructions"
LISTS_SHEET = "Lists"
OWN_SHEETS = frozenset({INSTRUCTIONS_SHEET, LISTS_SHEET})
"""Sheets of ours that hold no customers, and of which nobody needs to be told."""

HEADERS: Mapping[CustomerImportField, str] = MappingProxyType(
    {
        "name": "Name",
        "external_id": "Customer ID",
        "email": "E-mail",
        "phone": "Phone",
        "address": "Address",
        "outstanding_amount": "Outstanding amount",
        "currency": "Currency",
        "due_date": "Due date",
        "tags": "Tags",
        "agent_email": "Agent e-mail",
        "notes": "Notes",
    }
)
"""Field -> the name of its column, in the order of the template."""

WHAT_IS_WRONG = "What is wrong"
"""The first column of a workbook of rows to correct."""

EXAMPLE: Mapping[CustomerImportField, str] = MappingProxyType(
    {
        "name": "Example: Stadtwerke Musterstadt GmbH",
        "external_id": "EXAMPLE-1",
        "email": "accounts@musterstadt.example",
        "phone": "+49 30 901820",
        "address": "Hauptstr. 1, 10115 Berlin",
        "tags": "key account, north",
        "notes": "This row shows what a customer looks like. It is never imported.",
    }
)
"""The texts of the template's example row."""

_KNOWN_BY: tuple[CustomerImportField, ...] = ("name", "external_id", "email")


def is_example(cells: Mapping[str, str]) -> bool:
    """Whether a row is the template's example, as far as its customer goes."""
    return all(cells.get(field, "").strip() == EXAMPLE[field] for field in _KNOWN_BY)
