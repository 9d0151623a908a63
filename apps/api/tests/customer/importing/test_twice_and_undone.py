"""For any customers on record and any file: the same file twice changes nothing, and an import that
is undone leaves everything as it was."""

import copy
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import bson
from bson.codec_options import CodecOptions
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.customer.account.settlement import settle
from cashbeat.customer.account.standing import account_of, account_of_one
from cashbeat.customer.importing.decision import Known, Rules
from cashbeat.customer.importing.piece import PieceWork, Source, work_of
from cashbeat.customer.importing.restoring import Present, UndoWork, undo_of
from cashbeat.customer.recording import (
    ChargeDraft,
    CustomerDraft,
    Moment,
    new_charge,
    new_customer,
    profile_of,
)

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
EARLIER = datetime(2026, 11, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 30)
RULES = Rules("update", "EUR", {"ada@x.example": {"id": "usr_a", "name": "Ada"}}, NOW, TODAY)
RAISED = {"version", "updatedAt", "stale", "account", "unsearched", "account.rank"}
AWARE: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)


class Books:
    """Customers and charges in memory, and the writes of MongoDB that imports make."""

    def __init__(self) -> None:
        self.customers: dict[str, dict[str, Any]] = {}
        self.charges: dict[str, dict[str, Any]] = {}
        self.changes: list[dict[str, Any]] = []

    def record(self, profile: dict[str, Any], amounts: list[int]) -> None:
        draft = CustomerDraft(profile_of(profile), "EUR", EARLIER)
        customer, _ = new_customer(draft, Moment(EARLIER, ZONE), None)
        self.customers[customer["_id"]] = customer
        for days, amount in enumerate(amounts, start=1):
            due = date(2026, 12, days)
            charge = new_charge(
                customer["_id"], "EUR", ChargeDraft(amount, date(2026, 11, 1), due), EARLIER
            )
            self.charges[charge["_id"]] = charge

    def known(self) -> Known:
        known = Known({}, {}, {}, {})
        by_ref: dict[str, Any] = {}
        by_email: dict[str, Any] = {}
        for customer in self.customers.values():
            by_ref |= dict.fromkeys(customer["refs"], customer)
            if not customer["deleted"] and "emailKey" in customer:
                by_email.setdefault(customer["emailKey"], []).append(customer)
        known.by_ref, known.by_email = by_ref, by_email
        known.charges = {
            name: [each for each in self.charges.values() if each["customerId"] == name]
            for name in self.customers
        }
        return known

    def write(self, work: PieceWork) -> None:
        for stored, added in (
            (self.customers, work.customers),
            (self.charges, work.charges),
        ):
            for raw in added:
                document = bson.decode(raw.raw, AWARE)
                assert document["_id"] not in stored
                stored[document["_id"]] = document
        _update(self.customers, work.updates)
        _update(self.charges, work.charge_updates)
        self.changes += copy.deepcopy(work.changes)

    def undo(self, work: UndoWork) -> None:
        _update(self.customers, work.updates)
        _update(self.charges, work.charges)

    def live(self) -> Any:
        """What people see, of customers that are there."""
        return {
            name: {key: value for key, value in stored.items() if key not in RAISED}
            for kept in (self.customers, self.charges)
            for name, stored in kept.items()
            if not self.customers[stored.get("customerId", name)]["deleted"]
        }


def _update(stored: dict[str, dict[str, Any]], writes: Any) -> None:
    for write in writes:
        document = stored[write._filter["_id"]]
        if not hasattr(write, "_doc"):
            del stored[write._filter["_id"]]
            continue
        document.update(copy.deepcopy(write._doc.get("$set", {})))
        for name in write._doc.get("$unset", {}):
            document.pop(name, None)
        for name, more in write._doc.get("$inc", {}).items():
            document[name] = document.get(name, 0) + more


texts = st.sampled_from(["Ada", "Bob", "Cy", "Ada Ltd", "Ünal & Sohn"])
emails = st.sampled_from(["a@x.example", "B@x.example", "c@x.example"])
ids = st.sampled_from(["K-1", "K-2", "K-3", "K-4"])
profiles = st.fixed_dictionaries(
    {"name": texts},
    optional={"email": emails, "phone": st.sampled_from(["030 1", "030 2"]), "external_id": ids},
)
rows = st.fixed_dictionaries(
    {},
    optional={
        "name": texts,
        "external_id": ids,
        "email": emails,
        "phone": st.sampled_from(["030 1", "030 3"]),
        "amount": st.sampled_from(["0", "1", "12.50", "100", "5.005"]),
        "due_on": st.sampled_from(["2026-10-01", "2026-12-01", "2027-01-01"]),
        "currency": st.sampled_from(["EUR", "EUR", "USD"]),
        "tags": st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True),
        "agent_email": st.sampled_from(["ada@x.example", "eve@x.example"]),
    },
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Books, list[Any]]:
    """Customers on record, and a file that names no id and no address twice."""
    books, taken = Books(), set()
    for profile in draw(st.lists(profiles, max_size=4)):
        if profile.get("external_id") in taken:
            continue
        taken |= {profile.get("external_id")} - {None}
        amounts = draw(st.lists(st.sampled_from([100, 1_250, 10_000]), max_size=2))
        books.record(profile, amounts)
    named: set[str] = set()
    file = []
    for number, values in enumerate(draw(st.lists(rows, max_size=6)), start=2):
        names = {str(values.get(name, "")).casefold() for name in ("external_id", "email")} - {""}
        if not names or names & named:
            continue
        named |= names
        file.append({"row": number, "cells": {}, "values": values})
    return books, file


def source(number: int) -> Source:
    return Source("t", f"cim_{number}", f"run_{number}|0000000")


@given(worlds())
def test_the_same_file_twice_changes_nothing(world: tuple[Books, list[Any]]) -> None:
    books, file = world
    first = work_of(file, books.known(), RULES, source(1))
    books.write(first)
    second = work_of(file, books.known(), RULES, source(2))
    good = sum(first.figures.values()) - first.figures["failed"]
    failed = [each["row"] for each in first.failed]
    assert [each["row"] for each in second.failed if each["row"] not in failed] == []
    assert second.figures["unchanged"] == good
    for written in ("customers", "charges", "updates", "charge_updates", "changes", "made"):
        assert getattr(second, written) == [], written


@given(worlds())
def test_an_import_that_is_undone_leaves_everything_as_it_was(
    world: tuple[Books, list[Any]],
) -> None:
    books, file = world
    before = copy.deepcopy(books.live())
    work = work_of(file, books.known(), RULES, source(1))
    books.write(work)
    undo = undo_of(
        work.made, books.changes, Present(books.customers, books.charges, set()), source(1), NOW
    )
    books.undo(undo)
    assert books.live() == before
    figures = work.figures
    assert undo.taken == {"removed": figures["created"], "restored": figures["updated"], "kept": 0}
    again = work_of(file, books.known(), RULES, source(2))
    assert again.figures == figures


@given(worlds())
def test_what_somebody_touched_since_is_kept(world: tuple[Books, list[Any]]) -> None:
    books, file = world
    work = work_of(file, books.known(), RULES, source(1))
    books.write(work)
    touched = [*(each["c"] for each in work.made), *(each["customerId"] for each in work.changes)]
    for name in touched:
        books.customers[name]["version"] += 1
    stands = copy.deepcopy(books.live())
    undo = undo_of(
        work.made, books.changes, Present(books.customers, books.charges, set()), source(1), NOW
    )
    books.undo(undo)
    assert {k: {**v, "imported": 0} for k, v in books.live().items()} == {
        k: {**v, "imported": 0} for k, v in stands.items()
    }
    kept = work.figures["created"] + work.figures["updated"]
    assert undo.taken == {"removed": 0, "restored": 0, "kept": kept}


@given(st.integers(1, 10**9), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_account_of_one_charge_is_what_its_settlement_comes_to(amount: int, due: date) -> None:
    charge = new_charge("cus_1", "EUR", ChargeDraft(amount, min(due, TODAY), due), NOW)
    settled = account_of(settle([charge], [], "EUR", NOW, ZONE), TODAY)
    assert account_of_one(amount, due.isoformat(), TODAY) == settled
