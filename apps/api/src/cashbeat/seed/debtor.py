"""Customers on account: who they are and what they were charged, made to fit what they paid. Pure.

They are the merchant's most frequent payers, so that their payments of the past and those to come
pay their charges, the one due first at first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from cashbeat.contracts.base import format_instant
from cashbeat.kit.money import to_major
from cashbeat.kit.slug import slug_from
from cashbeat.kit.time_buckets import day_start
from cashbeat.seed.customer import number_of
from cashbeat.seed.history import History

DEBTORS = 160
PERIOD_DAYS = 30
TERM_DAYS = (14, 30, 30, 30, 45)
_LEAST = 4_000
"""Minor units that a charge is at least."""

_ARREARS = (0, 1, 2, 3)
"""Charges that a customer is behind with, the one not due yet included."""

_ARREARS_CHANCE = (0.30, 0.42, 0.18, 0.10)
_TAGS = ("key account", "wholesale", "north", "south", "new", "instalments")
_ROLES = ("Accounts payable", "Managing director", "Purchasing")
_NOTES = (
    "Pays by transfer at the end of the month.",
    "Call before ten, ask for the accounts department.",
    "Wants invoices as PDF.",
)


@dataclass(frozen=True, slots=True)
class PlannedCharge:
    """Something that was charged. `minor` in minor units of the customer's currency."""

    number: str
    minor: int
    issued_on: date
    due_on: date

    def to_request(self, currency: str) -> dict[str, Any]:
        """Body of `POST /api/customers/{customerId}/charges`."""
        return {
            "amount": to_major(self.minor, currency),
            "issuedOn": self.issued_on.isoformat(),
            "dueDate": self.due_on.isoformat(),
            "externalId": self.number,
            "description": f"Invoice {self.number}",
        }


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer on account."""

    number: str
    currency: str
    details: dict[str, Any]

    def to_request(self) -> dict[str, Any]:
        """Body of `POST /api/customers`."""
        return {"externalId": self.number, "currency": self.currency, **self.details}


def debtors_of(history: History, size: int = DEBTORS) -> list[Debtor]:
    """The customers on account; the same history has the same ones."""
    from faker import Faker  # 0.2 s, which `--help` need not wait for

    rng = Random(f"debtors:{history.seed}")  # noqa: S311
    fake = Faker("de_DE", use_weighting=False)
    fake.seed_instance(history.seed)
    opened = format_instant(day_start(history.first_day, history.tz))
    return [
        Debtor(
            number_of(place), history.currency, _details(rng, fake, place) | {"openedAt": opened}
        )
        for place in range(size)
    ]


def _details(rng: Random, fake: Any, place: int) -> dict[str, Any]:
    company = fake.unique.company()
    domain = f"{slug_from(company)}.example"
    details: dict[str, Any] = {
        "name": company,
        "email": f"buchhaltung@{domain}",
        "phone": f"+49 {rng.randrange(201, 999)} {rng.randrange(100_000, 9_999_999)}",
        "address": fake.address(),
        "tags": sorted(rng.sample(_TAGS, rng.choice((0, 1, 1, 2)))),
    }
    if place % 2 == 0:
        person = fake.name()
        email = f"{slug_from(person)}@{domain}"
        details["contacts"] = [{"name": person, "role": rng.choice(_ROLES), "email": email}]
    if place % 5 == 0:
        details["notes"] = rng.choice(_NOTES)
    return details


def charges_of(history: History, number: str, paid: int) -> list[PlannedCharge]:
    """What a customer was charged who paid so much (minor units) since the history began.

    One charge a period. Payments reach as far as the customer's arrears allow: what comes after is
    open, so that some owe nothing, most the last charge, and some what was due long ago.
    """
    rng = Random(f"charges:{history.seed}:{number}")  # noqa: S311
    issues = _issues(rng, history)
    behind = min(rng.choices(_ARREARS, _ARREARS_CHANCE)[0], len(issues))
    reached = len(issues) - behind
    usual = max(_LEAST, paid // max(1, len(issues)))
    shares = [rng.uniform(0.7, 1.3) for _ in issues]
    settled = sum(shares[:reached])
    charges = []
    for place, issued in enumerate(issues):
        minor = round(usual * shares[place])
        if place < reached and paid > _LEAST:
            minor = round(paid * rng.uniform(0.96, 1.0) * shares[place] / settled)
        if place == 0 and reached == 0:
            minor += paid
        due = issued + timedelta(days=rng.choice(TERM_DAYS))
        name = f"INV-{number.removeprefix('K-')}-{place + 1}"
        charges.append(PlannedCharge(name, max(_LEAST, minor), issued, due))
    return charges


def _issues(rng: Random, history: History) -> Sequence[date]:
    """The days of the charges, oldest first: one in each period that is over or under way."""
    offset = rng.randrange(0, min(PERIOD_DAYS - 2, max(1, history.days - 1)))
    first = history.first_day + timedelta(days=offset)
    return [
        day
        for period in range(history.days // PERIOD_DAYS + 1)
        if (day := first + timedelta(days=period * PERIOD_DAYS)) <= history.last_day
    ]
