"""What becomes of a row: it is compared with the customers on record, pure.

The same function judges a row when the file is checked and again when it is recorded, so what
changed in between is neither overwritten nor doubled.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from cashbeat.core.errors import InvalidRequest
from cashbeat.customer.change import with_agent
from cashbeat.customer.checking import Agent
from cashbeat.customer.errors import SeveralOpenCharges
from cashbeat.customer.importing.decision import Decision, Known, Outcome, Rules, Statement
from cashbeat.customer.importing.reading.handover import GoodRow, Problem, Values
from cashbeat.customer.owing import ChangedCharge, OwingChange, change_to
from cashbeat.customer.recording import Changes, StoredCharge, StoredCustomer, profile_of
from cashbeat.customer.wire import Account, open_of, paid_of
from cashbeat.kit.currency import why_ended
from cashbeat.kit.money import InvalidAmount, to_minor
from cashbeat.tabular.refusal import sentence
from cashbeat.tabular.value import shown

NOTHING_OWED = "An import says that nothing is owed."
"""Why a charge is cancelled of which nothing was paid."""


def decide(row: GoodRow, known: Known, rules: Rules) -> Decision:
    """Compare a row with the customers on record."""
    values, problems = row["values"], list[Problem]()
    customer = _match(row, known, problems)
    if problems:
        return Decision("bad", "", customer, problems=problems)
    if customer is None:
        return _decide_new(row, rules)
    if rules.existing == "skip":
        return Decision("skip", customer["currency"], customer)
    return _decide_known(row, values, customer, known, rules)


def _match(row: GoodRow, known: Known, problems: list[Problem]) -> StoredCustomer | None:
    values = row["values"]
    external_id, email = values.get("external_id"), values.get("email")
    if external_id is not None:
        found = known.by_ref.get(external_id)
        if found is not None and found["deleted"]:
            text = "is a customer that was deleted"
            hint = "Restore the customer first, or leave the row out."
            problems.append(problem(row, "external_id", "customer_deleted", text, hint))
        return found
    if email is None:
        return None
    several = known.by_email.get(email.casefold(), ())
    if len(several) > 1:
        text = f"{len(several)} customers have this address"
        hint = "Give the external id of the one that is meant."
        problems.append(problem(row, "email", "email_ambiguous", text, hint))
    return several[0] if several else None


def _decide_new(row: GoodRow, rules: Rules) -> Decision:
    values, problems = row["values"], list[Problem]()
    currency = values.get("currency") or rules.currency
    if "name" not in values:
        text = "a new customer needs a name"
        hint = "Give a name; or the external id or e-mail address of a customer on record."
        problems.append(problem(row, "name", "name_missing", text, hint))
    if (reason := _ended(currency, rules.now.date())) is not None:
        problems.append(problem(row, "currency", "currency_ended", reason))
    statement = _statement(row, currency, problems)
    if statement is not None and statement.amount is None:
        problems.append(_needs_amount(row))
    agent = _agent(row, rules, problems)
    if problems:
        return Decision("bad", currency, problems=problems)
    amount = None if statement is None else statement.amount
    return Decision("create", currency, None, {}, None, statement, amount, agent)


def _decide_known(
    row: GoodRow, values: Values, customer: StoredCustomer, known: Known, rules: Rules
) -> Decision:
    problems: list[Problem] = []
    currency = customer["currency"]
    if values.get("currency", currency) != currency:
        text = f"the customer is charged in {currency}"
        hint = "Leave the currency empty, or record another customer for the other currency."
        problems.append(problem(row, "currency", "currency_differs", text, hint, currency))
        statement = None  # its decimals are those of another currency
    else:
        statement = _statement(row, currency, problems)
    agent = _agent(row, rules, problems)
    owing = None
    if statement is not None and not problems:
        if remembered(customer) == statement.stored():
            statement = None  # it was told so before; what happened since then stands
        else:
            owing = _owing(row, statement, customer, known, rules.today, problems)
    if problems:
        return Decision("bad", currency, customer, problems=problems)
    changes = _changes(customer, values, agent)
    outcome: Outcome = "update" if changes or owing is not None else "unchanged"
    amount = None
    if owing is not None and statement is not None:
        amount = statement.amount
    return Decision(outcome, currency, customer, changes, owing, statement, amount)


def remembered(customer: StoredCustomer) -> dict[str, Any] | None:
    """What the last import that spoke of it said is owed."""
    told = customer.get("imported")
    if told is None or "currency" not in told:
        return None
    return {name: told.get(name) for name in ("amount", "dueOn", "currency")}


def needs_owing(row: GoodRow, known: Known, rules: Rules) -> str | None:
    """The customer whose charges have to be known to judge the row; None when none have."""
    values = row["values"]
    if rules.existing == "skip" or ("amount" not in values and "due_on" not in values):
        return None
    customer = _match(row, known, [])
    return None if customer is None or customer["deleted"] else str(customer["_id"])


def profile_of_row(values: Values, agent: Agent | None) -> Changes:
    """The stored fields of a profile that a row gives."""
    given: dict[str, Any] = {
        name: value for name, value in values.items() if name not in _NO_PROFILE
    }
    if agent is not None:
        given["agent"] = agent
    return profile_of(given)


_NO_PROFILE = frozenset({"amount", "currency", "due_on", "agent_email"})


def _changes(customer: StoredCustomer, values: Values, agent: Agent | None) -> Changes:
    """Stored fields that the row gives and that stand otherwise.

    One of several ids by which the customer is known changes nothing, nor do tags in another order.
    """
    profile = profile_of_row(values, None if agent is None else with_agent(customer, agent))
    if values.get("external_id") in customer["refs"]:
        profile.pop("externalId", None)
    if set(profile.get("tagKeys") or ()) == set(customer.get("tagKeys") or ()):
        profile.pop("tags", None)
        profile.pop("tagKeys", None)
    return {name: value for name, value in profile.items() if customer.get(name) != value}


def _statement(row: GoodRow, currency: str, problems: list[Problem]) -> Statement | None:
    values = row["values"]
    amount, due_on = values.get("amount"), values.get("due_on")
    if amount is None:
        return None if due_on is None else Statement(None, due_on, currency)
    value = Decimal(amount)
    if not value:
        return Statement(0, due_on, currency)
    try:
        return Statement(to_minor(value, currency), due_on, currency)
    except InvalidAmount as error:
        field_ = "outstanding_amount"
        problems.append(problem(row, field_, error.code, str(error), "Correct the amount."))
        return None


def _owing(
    row: GoodRow,
    said: Statement,
    customer: StoredCustomer,
    known: Known,
    today: date,
    problems: list[Problem],
) -> OwingChange | None:
    name = customer["_id"]
    charges, account = known.charges.get(name, ()), known.accounts.get(name, {})
    owed = [charge for charge in charges if open_of(charge, account)]
    if not owed and not said.amount:
        if said.amount is None:
            problems.append(_needs_amount(row))
        return None
    if len(owed) > 1 and _stands_so(said, owed, account):
        return None
    if said.amount == 0 and len(owed) == 1:
        return _nothing_owed(owed[0], account, today)
    try:
        return change_to(said.amount, said.due, customer, charges, account, today)
    except SeveralOpenCharges:
        text = f"{len(owed)} charges are open, and their sum or due date is another one"
        hint = "Leave amount and due date empty, and change the charges on the customer's page."
        field_ = "outstanding_amount" if said.amount is not None else "due_date"
        problems.append(problem(row, field_, "several_open_charges", text, hint))
    except InvalidRequest as error:
        fault = error.errors[0]
        problems.append(problem(row, "outstanding_amount", fault.code, fault.message))
    return None


def _stands_so(said: Statement, owed: Sequence[StoredCharge], account: Account) -> bool:
    """Whether so much is open of several charges already, and the first is due then."""
    total = sum(open_of(charge, account) for charge in owed)
    first = min(charge["dueOn"] for charge in owed)
    return said.amount in (None, total) and said.due_on in (None, first)


def _nothing_owed(charge: StoredCharge, account: Account, today: date) -> ChangedCharge:
    """What is paid of it stays paid; one of which nothing is paid is cancelled."""
    if paid := paid_of(charge, account):
        return ChangedCharge(charge, {"amount": paid})
    changes = {"cancelledOn": today.isoformat(), "cancelReason": NOTHING_OWED}
    return ChangedCharge(charge, changes)


def _agent(row: GoodRow, rules: Rules, problems: list[Problem]) -> Agent | None:
    email = row["values"].get("agent_email")
    if email is None:
        return None
    agent = rules.agents.get(email.casefold())
    if agent is None:
        near = get_close_matches(email.casefold(), list(rules.agents), 1, 0.75)
        proposal = near[0] if near else None
        text = "is no member of the organisation"
        hint = "Give the e-mail address of a member, or leave the cell empty."
        problems.append(problem(row, "agent_email", "unknown_member", text, hint, proposal))
    return agent


def _needs_amount(row: GoodRow) -> Problem:
    text = "nothing is open that could be due"
    hint = "Give the outstanding amount as well, or leave the due date empty."
    return problem(row, "due_date", "needs_amount", text, hint)


@lru_cache(maxsize=1024)
def _ended(currency: str, day: date) -> str | None:
    return why_ended(currency, datetime(day.year, day.month, day.day, tzinfo=UTC))


def problem(
    row: GoodRow,
    field_: str | None,
    code: str,
    message: str,
    suggestion: str = "",
    proposal: str | None = None,
) -> Problem:
    """A problem of a row that can be read; in sentences, whose capital and full stop come here."""
    return {
        "field": field_,
        "value": "" if field_ is None else shown(row["cells"].get(field_, "")),
        "code": code,
        "message": sentence(message),
        "suggestion": sentence(suggestion) if suggestion else "",
        "proposal": proposal,
    }
