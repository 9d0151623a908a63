"""What the template says of its columns and of an import, in sentences."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from cashbeat.contracts.customer_import import CustomerImportField


class Explained(NamedTuple):
    """What a column is, whether it is needed, and how to write it."""

    what: str
    need: str
    form: str


_ONE_OF = "Needed: a name, a customer ID or an e-mail address."

EXPLAINED: Mapping[CustomerImportField, Explained] = MappingProxyType(
    {
        "name": Explained(
            "What the customer is called.",
            "Needed for a new customer.",
            "Text on one line, at most 200 characters.",
        ),
        "external_id": Explained(
            "The customer's number in your own system. Customers are found by it.",
            _ONE_OF,
            "Text, at most 128 characters; leading noughts are kept.",
        ),
        "email": Explained(
            "E-mail address. Customers of rows without a customer ID are found by it.",
            _ONE_OF,
            "One address, such as name@example.com.",
        ),
        "phone": Explained(
            "Phone number.",
            "Not needed.",
            "Digits, spaces and ( ) / . - with a + in front, such as +49 30 901820.",
        ),
        "address": Explained(
            "Postal address.", "Not needed.", "Text, lines are kept; at most 500 characters."
        ),
        "outstanding_amount": Explained(
            "What the customer owes now, in all.",
            "Not needed; empty when nothing is to be said of it.",
            "A number that is not negative, with at most the decimals of its currency.",
        ),
        "currency": Explained(
            "The currency of the amount.",
            "Not needed; a new customer has the organisation's otherwise.",
            "ISO 4217 code of three letters, such as EUR.",
        ),
        "due_date": Explained(
            "When the amount is to be paid by.",
            "Not needed; in 30 days if left out. It needs an amount.",
            "A date, such as 2026-12-31.",
        ),
        "tags": Explained(
            "Words to find the customer by.",
            "Not needed.",
            "Words with commas between them; at most 20 of 40 characters.",
        ),
        "agent_email": Explained(
            "The colleague who looks after the customer.",
            "Not needed.",
            "The e-mail address of a member of the organisation.",
        ),
        "notes": Explained(
            "Free text for colleagues.", "Not needed.", "Text, at most 5,000 characters."
        ),
    }
)
"""Field -> what its column is."""

PARAGRAPHS = tuple(
    " ".join(paragraph.split())
    for paragraph in """
Fill in one row for each customer on the sheet Customers, and upload the file. Columns that you do
not need may be deleted; their order does not matter. The grey example row is never imported: delete
it or leave it.

A row is compared with the customers on record: by its customer ID or, where it has none, by its
e-mail address. One that is found is changed to what the row says; an empty cell changes nothing.
One that is not found is added. A file names a customer once.

Nothing is recorded before you have seen what the import would do. Every cell that is wrong is named
with its reason; rows with such cells can be corrected there, left out, or downloaded as a workbook,
corrected and uploaded again.

An amount makes one charge of a new customer. Of a customer on record it changes the open charge, so
that as much of it is open. An import can be undone as a whole.
""".strip().split("\n\n")
)
"""How an import works."""
