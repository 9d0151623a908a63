"""Customers on the wire, with what they owe."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    Field,
    StrictBool,
    StringConstraints,
    model_validator,
)

from cashbeat.contracts.base import (
    ONE_LINE,
    Amount,
    AmountInput,
    Instant,
    InstantInput,
    RequestModel,
    WireModel,
)
from cashbeat.contracts.charge import Charge
from cashbeat.contracts.customer_fields import (
    MAX_BULK,
    MAX_CONTACTS,
    AddressInput,
    ChargeId,
    CustomerId,
    CustomerName,
    Day,
    DayInput,
    EmailInput,
    ExternalId,
    NotesInput,
    PhoneInput,
    TagsInput,
    Version,
)
from cashbeat.contracts.payment import Currency, PaymentStatus
from cashbeat.contracts.problem import Problem


class CustomerStatus(StrEnum):
    """How a customer stands, derived from what is open and when it is due; never typed in."""

    OVERDUE = "overdue"
    PARTIAL = "partial"
    PENDING = "pending"
    PAID = "paid"


STATUS_MEANING = (
    "`paid`: nothing is open. `overdue`: a charge that is open was due before today. `partial`: "
    "part of what is open is paid, nothing is overdue. `pending`: nothing of it is paid or overdue."
)


class ContactPerson(WireModel):
    """Somebody to speak to at the customer."""

    name: str = Field(description="Their name.", examples=["Grace Hopper"])
    role: str | None = Field(description="What they do there.", examples=["Accounts payable"])
    email: str | None = Field(description="Their e-mail address.", examples=["grace@example.com"])
    phone: str | None = Field(description="Their phone number.", examples=["+49 30 901821"])


class ContactPersonInput(RequestModel):
    """Somebody to speak to at the customer."""

    name: CustomerName
    role: (
        Annotated[
            str,
            StringConstraints(
                strip_whitespace=True, min_length=1, max_length=100, pattern=ONE_LINE
            ),
        ]
        | None
    ) = Field(default=None, description="What they do there.", examples=["Accounts payable"])
    email: EmailInput | None = Field(
        default=None, description="E-mail address.", examples=["accounts@musterstadt.example"]
    )
    phone: PhoneInput | None = Field(
        default=None, description="Phone number, as people write it.", examples=["+49 30 901820"]
    )


class CustomerAgent(WireModel):
    """The member who looks after a customer."""

    id: str = Field(description="The member.", examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    name: str = Field(description="What they were called when assigned.", examples=["Ada Lovelace"])


class Customer(WireModel):
    """A customer with what they owe at present.

    Amounts are in major units of `currency`. They follow from charges and payments within
    milliseconds, and never otherwise.
    """

    id: CustomerId
    name: str = Field(
        description="What the customer is called.", examples=["Stadtwerke Musterstadt GmbH"]
    )
    email: str | None = Field(description="E-mail address.", examples=["ap@musterstadt.example"])
    phone: str | None = Field(description="Phone number.", examples=["+49 30 901820"])
    address: str | None = Field(description="Postal address, with its lines.")
    contacts: list[ContactPerson] = Field(description="People to speak to there.")
    external_id: str | None = Field(description="Its name in another system.", examples=["K-10042"])
    currency: Currency
    outstanding_amount: Amount = Field(
        description="Sum of what is open of all charges.", examples=[1250.00]
    )
    credit_amount: Amount = Field(
        description="Paid beyond all charges; the next charge takes it.", examples=[0]
    )
    due_date: Day | None = Field(
        description="The earliest due date of an open charge; null when nothing is open.",
        examples=["2026-12-31"],
    )
    status: CustomerStatus = Field(description=STATUS_MEANING, examples=["overdue"])
    days_overdue: int = Field(
        description="Days since `dueDate` in the organisation's zone; 0 when not overdue.",
        examples=[12],
    )
    open_charges: int = Field(description="Charges of which anything is open.", examples=[2])
    last_payment_at: Instant | None = Field(
        description="When the newest payment that counts arrived."
    )
    tags: list[str] = Field(description="Words to find it by.", examples=[["north"]])
    notes: str | None = Field(description="Free text for colleagues.")
    agent: CustomerAgent | None = Field(description="The member who looks after it.")
    opened_at: Instant = Field(
        description="Payments that arrived before count only when they name a charge: what was "
        "owed at this time was recorded as it stood."
    )
    created_at: Instant = Field(description="When it was recorded.")
    updated_at: Instant = Field(description="When somebody last changed it or its charges.")
    deleted_at: Instant | None = Field(description="When it was deleted; null of one that is not.")
    version: int = Field(description="Number of changes by people so far; 1 is new.")


class Allocation(WireModel):
    """A part of a payment that pays a charge."""

    charge_id: ChargeId
    amount: Amount = Field(description="Major units.", examples=[120.00])


class CustomerPayment(WireModel):
    """A payment of a customer, and what it pays."""

    id: str = Field(description="The payment.", examples=["pay_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    amount: Amount = Field(description="Its amount in major units of its currency.")
    currency: Currency
    method: str = Field(description="How it was paid.", examples=["bank_transfer"])
    status: PaymentStatus = Field(description="Where it stands.")
    refunded_amount: Amount = Field(description="Part of it given back.")
    created_at: Instant = Field(description="When it was made.")
    allocations: list[Allocation] = Field(description="The charges that it pays.")
    credit_amount: Amount = Field(description="Part of it that pays no charge yet.")
    counts: bool = Field(
        description="Whether it counts for what is owed: of the customer's currency, arrived, and "
        "not before `openedAt` unless it names a charge."
    )


class CustomerDetails(Customer):
    """A customer with charges and payments."""

    charges: list[Charge] = Field(
        description="Open ones by due date, then the others, newest first; 200 at most."
    )
    charge_count: int = Field(description="How many charges there are.", examples=[7])
    payments: list[CustomerPayment] = Field(
        description="The newest payments of the customer, 50 at most."
    )
    former_ids: list[str] = Field(description="Ids of customers that were merged into this one.")


class CustomerPage(WireModel):
    """One page of customers."""

    items: list[Customer] = Field(description="The customers of this page, in the order asked for.")
    total: int = Field(description="Customers that match, counted with the first page.")
    total_is_exact: bool = Field(
        description="False when there may be more than `total`: counting ends at 10,000."
    )
    next_cursor: str | None = Field(
        description="Pass as `cursor` for the next page; null at the end."
    )


class NewCustomer(RequestModel):
    """A customer to record. With `outstandingAmount` its first charge is recorded as well."""

    name: CustomerName
    email: EmailInput | None = Field(
        default=None, description="E-mail address.", examples=["accounts@musterstadt.example"]
    )
    phone: PhoneInput | None = Field(
        default=None, description="Phone number, as people write it.", examples=["+49 30 901820"]
    )
    address: AddressInput | None = Field(
        default=None,
        description="Postal address; lines are kept.",
        examples=["Hauptstr. 1\n10115 Berlin"],
    )
    contacts: list[ContactPersonInput] = Field(
        default_factory=list, max_length=MAX_CONTACTS, description="People to speak to there."
    )
    external_id: ExternalId | None = Field(
        default=None,
        description="Its name in another system; one customer has it.",
        examples=["K-10042"],
    )
    outstanding_amount: AmountInput | None = Field(
        default=None,
        description="What is owed now, in major units of `currency`: makes one charge.",
        examples=[1250.00],
    )
    currency: Currency | None = Field(
        default=None,
        description="ISO 4217 code of all that is charged; the organisation's when left out.",
    )
    due_date: DayInput | None = Field(
        default=None,
        description="When it is to be paid by; needs `outstandingAmount`. In 30 days if left out.",
        examples=["2026-12-31"],
    )
    notes: NotesInput | None = Field(
        default=None,
        description="Free text for colleagues.",
        examples=["Pays by transfer, calls back."],
    )
    tags: TagsInput = Field(default_factory=list)
    agent_id: str | None = Field(
        default=None,
        max_length=64,
        description="The member who looks after it.",
        examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )
    opened_at: InstantInput | None = Field(
        default=None,
        description="Payments that arrived before do not count, unless they name a charge; not in "
        "the future; now when left out.",
        examples=["2026-03-01T08:15:00Z"],
    )


class CustomerChange(RequestModel):
    """What to change of a customer; what is left out stays, null takes away.

    `outstandingAmount` and `dueDate` are the simple form of a customer with one open charge: they
    change that charge so that so much of it is open, or make one where none is. With several open
    charges they are refused: change the charges.
    """

    version: Version
    name: CustomerName | None = Field(
        default=None,
        description="What the customer is called.",
        examples=["Stadtwerke Musterstadt GmbH"],
    )
    email: EmailInput | None = Field(
        default=None, description="E-mail address.", examples=["accounts@musterstadt.example"]
    )
    phone: PhoneInput | None = Field(
        default=None, description="Phone number, as people write it.", examples=["+49 30 901820"]
    )
    address: AddressInput | None = Field(
        default=None,
        description="Postal address; lines are kept.",
        examples=["Hauptstr. 1\n10115 Berlin"],
    )
    contacts: list[ContactPersonInput] | None = Field(
        default=None, max_length=MAX_CONTACTS, description="People to speak to there: all of them."
    )
    external_id: ExternalId | None = Field(
        default=None,
        description="Its name in another system; one customer has it.",
        examples=["K-10042"],
    )
    outstanding_amount: AmountInput | None = Field(
        default=None, description="What is to be open, in major units.", examples=[1250.00]
    )
    due_date: DayInput | None = Field(default=None, description="When it is to be paid by.")
    notes: NotesInput | None = Field(
        default=None,
        description="Free text for colleagues.",
        examples=["Pays by transfer, calls back."],
    )
    tags: TagsInput | None = Field(
        default=None,
        description="Words to find it by; upper and lower case are one.",
        examples=[["key account", "north"]],
    )
    agent_id: str | None = Field(
        default=None, max_length=64, description="The member who looks after it."
    )

    @model_validator(mode="after")
    def _something(self) -> "CustomerChange":
        given = self.model_fields_set - {"version"}
        if not given:
            raise ValueError("give at least one field to change")
        for name in ("name", "contacts", "tags", "outstanding_amount", "due_date"):
            if name in given and getattr(self, name) is None:
                raise ValueError(f"`{name}` cannot be null")
        return self


class ChangedMeanwhile(Problem):
    """Somebody changed the customer since the version that the change was of."""

    current: Customer = Field(description="The customer as it stands.")
    fields: list[str] = Field(
        description="Fields that the request sets and that stand otherwise now.",
        examples=[["phone", "notes"]],
    )


class CustomerMerge(RequestModel):
    """Merges another customer into this one, whose data stay; the other's id keeps working."""

    version: Version
    source_id: Annotated[
        str,
        Field(
            max_length=64,
            description="The customer that is merged into this one: its charges, payments and "
            "references come here.",
            examples=["cus_01jd8x0t5m9q3v7w2k4n6p8r0s"],
        ),
    ]


class CustomerBulk(RequestModel):
    """One change of many customers."""

    customer_ids: list[Annotated[str, StringConstraints(min_length=1, max_length=64)]] = Field(
        min_length=1, max_length=MAX_BULK, description="The customers."
    )
    add_tags: TagsInput = Field(default_factory=list)
    remove_tags: TagsInput = Field(default_factory=list)
    agent_id: str | None = Field(
        default=None,
        max_length=64,
        description="The member who looks after them from now on; null for nobody.",
    )
    delete: StrictBool = Field(default=False, description="Whether to delete them.")

    @model_validator(mode="after")
    def _something(self) -> "CustomerBulk":
        changes = self.add_tags or self.remove_tags or "agent_id" in self.model_fields_set
        if bool(changes) == self.delete:
            raise ValueError("give `delete`, or what to change: tags, `agentId`")
        return self


class CustomerBulkOutcome(WireModel):
    """What became of the customers of a bulk change."""

    changed: list[str] = Field(description="Ids of customers that are otherwise now.")
    unchanged: list[str] = Field(description="Ids of customers that were so already.")
    missing: list[str] = Field(description="Ids that no customer has.")


class TimelineItem(WireModel):
    """Something that happened to a customer."""

    id: str = Field(description="Identifier of the item.", examples=["aud_01jd8x0t5m9q3v7w2k4n"])
    at: Instant = Field(description="When it happened.")
    kind: Literal[
        "customer_created",
        "customer_changed",
        "customer_deleted",
        "customer_restored",
        "customer_merged",
        "charge_added",
        "charge_changed",
        "charge_cancelled",
        "payment_received",
        "payment_failed",
        "payment_refunded",
        "payment_created",
        "payment_retried",
        "customer_imported",
        "customer_import_changed",
        "customer_import_undone",
    ] = Field(
        description="What happened. An import added the customer (`customer_imported`), changed it "
        "(`customer_import_changed`), or was taken back (`customer_import_undone`).",
        examples=["charge_added"],
    )
    actor: str | None = Field(
        description="Who did it; null of a payment's own step.", examples=["Ada Lovelace"]
    )
    reason: str | None = Field(description="Why, when somebody said so.")
    fields: list[str] = Field(
        description="Fields that were changed.", examples=[["phone", "dueDate"]]
    )
    amount: Amount | None = Field(
        description="Of a charge or payment: its amount, or what was refunded; major units."
    )
    currency: Currency | None = Field(description="The currency of `amount`.")
    charge_id: str | None = Field(description="The charge it is about.")
    payment_id: str | None = Field(description="The payment it is about.")
    import_id: str | None = Field(
        description="The import that did it.", examples=["cim_01jd8x0t5m9q3v7w2k4n6p8r0s"]
    )
    file_name: str | None = Field(
        description="The file that was imported.", examples=["customers.xlsx"]
    )


class CustomerTimeline(WireModel):
    """Part of what happened to a customer, newest first."""

    items: list[TimelineItem] = Field(description="Newest first.")
    next_cursor: str | None = Field(
        description="Pass as `cursor` for what is older; null at the end."
    )
