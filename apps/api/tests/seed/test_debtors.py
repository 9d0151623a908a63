"""Customers on account: the same each time, and charged what fits what they paid."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cashbeat.contracts.charge import NewCharge
from cashbeat.contracts.customer import NewCustomer
from cashbeat.seed.bookkeeper import Bookkeeper
from cashbeat.seed.client import ApiClient
from cashbeat.seed.debtor import charges_of, debtors_of
from cashbeat.seed.history import History

HISTORY = History(
    until=datetime(2026, 11, 21, 16, 20, tzinfo=UTC), tz=ZoneInfo("Europe/Berlin"), days=90
)


def test_they_are_sound_requests_and_always_the_same() -> None:
    debtors = debtors_of(HISTORY)
    assert debtors == debtors_of(replace(HISTORY, per_day=40))
    numbers = [debtor.number for debtor in debtors]
    assert (len(set(numbers)), numbers[0]) == (160, "K-10001")
    assert len({debtor.details["name"] for debtor in debtors}) == 160
    for debtor in debtors:
        NewCustomer.model_validate(debtor.to_request())
        for charge in charges_of(HISTORY, debtor.number, 300_000):
            NewCharge.model_validate(charge.to_request("EUR"))
            assert HISTORY.first_day <= charge.issued_on <= HISTORY.last_day
            assert charge.issued_on < charge.due_on


def test_some_owe_nothing_and_some_are_months_behind() -> None:
    paid = 300_000
    overdue = open_now = settled = 0
    for debtor in debtors_of(HISTORY):
        left, worst = paid, None
        for charge in sorted(charges_of(HISTORY, debtor.number, paid), key=lambda c: c.due_on):
            left -= charge.minor
            if left < 0 and worst is None:
                worst = charge.due_on
        settled += worst is None
        open_now += worst is not None
        overdue += worst is not None and worst < HISTORY.last_day - timedelta(days=30)
    assert settled > 15
    assert open_now > 60
    assert 10 < overdue < 80


@pytest.mark.parametrize("days", [1, 6, 29, 31, 400])
def test_a_history_of_any_length_has_charges_within_it(days: int) -> None:
    history = replace(HISTORY, days=days)
    for charge in charges_of(history, "K-10007", 0):
        assert history.first_day <= charge.issued_on <= history.last_day


async def test_running_again_records_nothing_twice(api: object, client: ApiClient) -> None:
    booked = await Bookkeeper(client, HISTORY).run(if_empty=False)
    customers = list(api.customers)  # type: ignore[attr-defined]
    charges = sum(len(each["charges"]) for each in customers)
    assert (booked.customers, booked.charges) == (160, charges)
    await Bookkeeper(client, HISTORY).run(if_empty=False)
    assert api.customers == customers  # type: ignore[attr-defined]
    assert sum(len(each["charges"]) for each in customers) == charges
    assert (await Bookkeeper(client, HISTORY).run(if_empty=True)).customers == 0
