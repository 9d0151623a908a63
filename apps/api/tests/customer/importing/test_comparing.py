"""What becomes of a row, by the customers on record."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cashbeat.customer.account.standing import NOTHING
from cashbeat.customer.importing.comparing import decide
from cashbeat.customer.importing.decision import Known, Rules
from cashbeat.customer.importing.wire import changes_of

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TODAY = date(2026, 11, 30)
AGENTS = {"ada@example.com": {"id": "usr_ada", "name": "Ada"}}


def rules(**other: Any) -> Rules:
    given: dict[str, Any] = {"existing": "update", "currency": "EUR", "agents": AGENTS}
    return Rules(**{**given, "now": NOW, "today": TODAY, **other})


def row(**values: Any) -> Any:
    named = {"amount": "outstanding_amount", "due_on": "due_date"}
    cells = {named.get(name, name): str(value) for name, value in values.items()}
    return {"row": 2, "cells": cells, "values": values}


def customer(**fields: Any) -> dict[str, Any]:
    stored = {
        "_id": "cus_1",
        "name": "Ada Ltd",
        "nameKey": "ada ltd",
        "externalId": "K-1",
        "refs": ["cus_1", "K-1", "K-0"],
        "currency": "EUR",
        "deleted": False,
        "account": dict(NOTHING),
        "version": 3,
    }
    return stored | fields


def charge(name: str = "chg_1", amount: int = 10_000, due: str = "2026-12-31") -> dict[str, Any]:
    return {
        "_id": name,
        "customerId": "cus_1",
        "amount": amount,
        "currency": "EUR",
        "issuedOn": "2026-11-01",
        "dueOn": due,
        "version": 1,
    }


def known(*charges: Any, paid: int = 0, **fields: Any) -> Known:
    stored = customer(**fields)
    account = {"charges": {"chg_1": {"paid": paid}}} if paid else {}
    return Known(
        dict.fromkeys(stored["refs"], stored),
        {"ada@example.com": [stored]},
        {"cus_1": charges},
        {"cus_1": account},
    )


def codes(decision: Any) -> list[tuple[str | None, str]]:
    return [(each["field"], each["code"]) for each in decision.problems]


def test_a_new_customer() -> None:
    decided = decide(row(name="Bob", external_id="K-9", amount="12.5"), known(), rules())
    assert (decided.outcome, decided.currency, decided.amount) == ("create", "EUR", 1_250)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"external_id": "K-9"}, [("name", "name_missing")]),
        ({"name": "B", "currency": "DEM"}, [("currency", "currency_ended")]),
        ({"name": "B", "due_on": "2026-12-31"}, [("due_date", "needs_amount")]),
        ({"name": "B", "agent_email": "ad@example.com"}, [("agent_email", "unknown_member")]),
        (
            {"name": "B", "currency": "JPY", "amount": "10.50"},
            [("outstanding_amount", "amount_too_precise")],
        ),
        (
            {"amount": "0.001", "agent_email": "x"},
            [
                ("name", "name_missing"),
                ("outstanding_amount", "amount_too_precise"),
                ("agent_email", "unknown_member"),
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_new_one(values: dict[str, Any], found: Any) -> None:
    decided = decide(row(**values), known(), rules())
    assert (decided.outcome, codes(decided)) == ("bad", found)


def test_a_member_who_may_be_meant_is_proposed() -> None:
    decided = decide(row(name="B", agent_email="Adda@example.com"), known(), rules())
    assert [each["proposal"] for each in decided.problems] == ["ada@example.com"]
    decided = decide(row(name="B", agent_email="ADA@example.com"), known(), rules())
    assert (decided.outcome, decided.agent) == ("create", AGENTS["ada@example.com"])


def test_who_is_found_by_an_address_alone_and_who_is_not() -> None:
    by_email = decide(row(email="ADA@example.com", phone="030 1"), known(), rules())
    assert (by_email.outcome, by_email.customer and by_email.customer["_id"]) == ("update", "cus_1")
    another = row(name="B", external_id="K-9", email="ada@example.com")
    assert decide(another, known(), rules()).outcome == "create"
    several = known()
    several.by_email = {"ada@example.com": [customer(), customer(_id="cus_2")]}
    found = decide(row(email="ada@example.com"), several, rules())
    assert codes(found) == [("email", "email_ambiguous")]


def test_blank_cells_and_other_names_change_nothing() -> None:
    """K-0 is the id of a customer that was merged: it names this one, no less than K-1 does."""
    stands = known(tags=["North", "key"], tagKeys=["north", "key"])
    for values in (
        {"external_id": "K-1"},
        {"external_id": "K-0", "name": "Ada Ltd"},
        {"external_id": "K-1", "tags": ["KEY", "north"]},
        {"external_id": "K-1", "currency": "EUR"},
    ):
        decided = decide(row(**values), stands, rules())
        assert (decided.outcome, decided.changes) == ("unchanged", {}), values


def test_what_changes_is_told() -> None:
    said = row(
        external_id="K-1", name="Ada Inc", agent_email="ada@example.com", tags=["a"], amount="50"
    )
    stands = known(charge())
    decided = decide(said, stands, rules())
    assert decided.outcome == "update"
    told = {each.field: (each.before, each.after) for each in changes_of(decided, stands)}
    assert told == {
        "name": ("Ada Ltd", "Ada Inc"),
        "agent_email": (None, "Ada"),
        "tags": (None, "a"),
        "outstanding_amount": ("100.00", "50.00"),
    }


def test_customers_on_record_may_be_left_alone() -> None:
    skipping = rules(existing="skip")
    said = row(external_id="K-1", currency="USD", amount="1")
    assert decide(said, known(), skipping).outcome == "skip"
    gone = known(deleted=True, refs=["cus_1"])
    found = decide(row(external_id="cus_1"), gone, skipping)
    assert codes(found) == [("external_id", "customer_deleted")]


def test_another_currency_is_refused_with_the_one_that_is_meant() -> None:
    found = decide(row(external_id="K-1", currency="USD", amount="1"), known(), rules())
    assert codes(found) == [("currency", "currency_differs")]
    assert found.problems[0]["proposal"] == "EUR"


OWING: list[tuple[dict[str, Any], Known, Any]] = [
    # one charge: so much of it is to be open, what is paid of it counts
    ({"amount": "100"}, known(charge()), None),
    ({"amount": "40"}, known(charge()), {"amount": 4_000}),
    ({"amount": "40"}, known(charge(), paid=2_500), {"amount": 6_500}),
    ({"due_on": "2026-10-01"}, known(charge()), {"dueOn": "2026-10-01", "issuedOn": "2026-10-01"}),
    # nothing is owed: what is paid stays paid, what is not is cancelled
    ({"amount": "0"}, known(charge(), paid=2_500), {"amount": 2_500}),
    ({"amount": "0"}, known(), None),
    ({"amount": "0", "due_on": "2026-12-31"}, known(), None),
    # several: nothing to do when their sum and first date are said
    ({"amount": "150"}, known(charge(), charge("chg_2", 5_000, "2026-12-01")), None),
    (
        {"amount": "150", "due_on": "2026-12-01"},
        known(charge(), charge("chg_2", 5_000, "2026-12-01")),
        None,
    ),
]


@pytest.mark.parametrize(("values", "stands", "changes"), OWING)
def test_what_becomes_of_what_is_owed(values: Any, stands: Known, changes: Any) -> None:
    decided = decide(row(external_id="K-1", **values), stands, rules())
    assert not decided.problems
    assert (None if decided.owing is None else decided.owing.changes) == changes  # type: ignore[union-attr]
    assert decided.outcome == ("unchanged" if changes is None else "update")


def test_a_charge_of_which_nothing_was_paid_is_cancelled() -> None:
    decided = decide(row(external_id="K-1", amount="0"), known(charge()), rules())
    changes = decided.owing.changes  # type: ignore[union-attr]
    assert changes["cancelledOn"] == "2026-11-30"
    assert "amount" not in changes


def test_several_charges_with_another_sum_are_a_matter_of_the_customers_page() -> None:
    several = known(charge(), charge("chg_2", 5_000, "2026-12-01"))
    for values in ({"amount": "100"}, {"due_on": "2026-12-31"}, {"amount": "0"}):
        found = decide(row(external_id="K-1", **values), several, rules())
        assert [code for _, code in codes(found)] == ["several_open_charges"], values


def test_a_date_needs_something_that_could_be_due() -> None:
    found = decide(row(external_id="K-1", due_on="2026-12-31"), known(), rules())
    assert codes(found) == [("due_date", "needs_amount")]


def test_what_was_said_before_is_not_said_again() -> None:
    """They paid since, or somebody corrected it: the same file must not take that back."""
    told = {"amount": 10_000, "currency": "EUR", "importId": "cim_1"}
    stands = known(charge(), paid=4_000, imported=told)
    decided = decide(row(external_id="K-1", amount="100.00"), stands, rules())
    assert (decided.outcome, decided.owing, decided.statement) == ("unchanged", None, None)
    decided = decide(row(external_id="K-1", amount="99"), stands, rules())
    assert decided.outcome == "update"
