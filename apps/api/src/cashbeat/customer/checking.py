"""From what a caller sent to what may be recorded of customers and charges: every fault at once."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from cashbeat.contracts.charge import ChargeChange, NewCharge
from cashbeat.contracts.customer import CustomerChange, NewCustomer
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.customer.recording import (
    Changes,
    ChargeDraft,
    CustomerDraft,
    Moment,
    StoredCharge,
    profile_of,
)
from cashbeat.kit.currency import EXPONENTS, UnknownCurrency, why_ended
from cashbeat.kit.money import InvalidAmount, check_positive, to_minor
from cashbeat.payment.checking import EARLIEST, check_time

DAYS_TO_PAY = 30
"""When a charge is due if nobody says so."""

Agent = Mapping[str, str]
"""The member who looks after a customer, as kept."""


def check_new_customer(
    body: NewCustomer | Faulty[NewCustomer], at: Moment, currency: str, agent: Agent | None
) -> tuple[CustomerDraft | None, list[FieldProblem]]:
    """The draft, or every reason why there is none. `currency` is the organisation's."""
    problems, given = problems_of(body), values_of(body)
    currency = given.get("currency") or currency
    known = _check_currency(currency, problems)
    amount = check_money("outstandingAmount", given.get("outstanding_amount"), known, problems)
    due = given.get("due_date")
    if due is not None and given.get("outstanding_amount", due) is None:
        problems.append(_needs_amount())
    check_agent(given, agent, problems)
    opened_at = _milliseconds(given.get("opened_at") or at.now)
    check_time("openedAt", opened_at, EARLIEST, at.now, problems)
    if known is not None and (reason := why_ended(known, opened_at)):
        problems.append(_fault("currency", "currency_ended", reason))
    if isinstance(body, Faulty) or problems:
        return None, problems
    charge = None if amount is None else simple_charge(amount, due, at.today)
    profile = profile_of({**given, "agent": agent})
    return CustomerDraft(profile, currency, min(opened_at, _milliseconds(at.now)), charge), []


def check_customer_change(
    body: CustomerChange | Faulty[CustomerChange], agent: Agent | None
) -> list[FieldProblem]:
    """What is wrong with a change, whichever customer it is of."""
    problems, given = problems_of(body), values_of(body)
    check_money("outstandingAmount", given.get("outstanding_amount"), None, problems)
    check_agent(given, agent, problems)
    return problems


def check_new_charge(
    body: NewCharge | Faulty[NewCharge], currency: str | None, today: date
) -> tuple[ChargeDraft | None, list[FieldProblem]]:
    """The draft, or every reason why there is none. `currency` is the customer's, if known."""
    problems, given = problems_of(body), values_of(body)
    amount = check_money("amount", given.get("amount"), currency, problems)
    issued, due = given.get("issued_on"), given.get("due_date")
    if issued is not None and issued > today:
        problems.append(_fault("issuedOn", "in_the_future", "must not be after today"))
    if issued is not None and due is not None and issued > due:
        problems.append(_fault("issuedOn", "after_due_date", "must not be after `dueDate`"))
    if isinstance(body, Faulty) or problems or amount is None:
        return None, problems
    issued = issued or min(today, body.due_date)
    return ChargeDraft(amount, issued, body.due_date, body.description, body.external_id), []


def check_charge_change(
    body: ChargeChange | Faulty[ChargeChange], stored: StoredCharge | None
) -> tuple[Changes, list[FieldProblem]]:
    """Stored fields of a charge as the change gives them, or every reason why it may not be."""
    problems, given = problems_of(body), values_of(body)
    currency = None if stored is None else stored["currency"]
    amount = check_money("amount", given.get("amount"), currency, problems)
    due = given.get("due_date")
    if stored is not None and due is not None and due.isoformat() < stored["issuedOn"]:
        message = f"must not be before {stored['issuedOn']}, the day it was charged"
        problems.append(_fault("dueDate", "before_issue", message))
    if isinstance(body, Faulty) or problems:
        return {}, problems
    values = {
        "amount": amount,
        "due_date": due and due.isoformat(),
        "description": body.description,
        "external_id": body.external_id,
    }
    return {_CHARGE[name]: values[name] for name in _CHARGE if name in body.model_fields_set}, []


_CHARGE = {
    "amount": "amount",
    "due_date": "dueOn",
    "description": "description",
    "external_id": "externalId",
}


def check_money(
    field: str, amount: Decimal | None, currency: str | None, problems: list[FieldProblem]
) -> int | None:
    """Minor units of an amount; without a currency it is held to what all of them ask."""
    if amount is None:
        return None
    try:
        if currency is not None:
            return to_minor(amount, currency)
        check_positive(amount)
    except InvalidAmount as error:
        problems.append(_fault(field, error.code, str(error)))
    return None


def check_agent(
    given: Mapping[str, Any], agent: Agent | None, problems: list[FieldProblem]
) -> None:
    """Adds a problem when the agent that is asked for was not found."""
    if given.get("agent_id") is not None and agent is None:
        problems.append(_fault("agentId", "unknown_member", "is no member of the organisation"))


def simple_charge(amount: int, due: date | None, today: date) -> ChargeDraft:
    """The charge of what is owed now: it was charged today, or when it was due."""
    due = due or today + timedelta(days=DAYS_TO_PAY)
    return ChargeDraft(amount, min(today, due), due)


def _check_currency(code: str, problems: list[FieldProblem]) -> str | None:
    if code in EXPONENTS:
        return code
    problems.append(_fault("currency", "unknown_currency", str(UnknownCurrency(code))))
    return None


def _needs_amount() -> FieldProblem:
    return _fault("dueDate", "needs_amount", "is of an `outstandingAmount`; give both")


def _fault(field: str, code: str, message: str) -> FieldProblem:
    return FieldProblem(field=field, code=code, message=message)


def _milliseconds(value: datetime) -> datetime:
    value = value.astimezone(UTC)
    return value.replace(microsecond=value.microsecond // 1000 * 1000)
