"""Who pays: a fixed crowd in which few buy often and many buy once in a while."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from cashbeat.seed.method import METHODS

LOYALTY = 0.85
"""Chance that a payment comes from somebody who prefers that method."""

_FOREIGN = {"GBP": 0.05, "USD": 0.03}
_COMPANIES = 150


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who pays, always in the same currency."""

    id: str
    currency: str


class Crowd:
    """The customers of one merchant; the same arguments make the same crowd.

    A customer's chance to be the next one falls with the rank (Zipf with exponent 0.7), which
    gives some regulars and a long tail.
    """

    def __init__(self, seed: int, size: int, currency: str) -> None:
        rng = Random(f"crowd:{seed}:{size}:{currency}")  # noqa: S311
        self._groups: dict[str, tuple[list[Customer], list[float]]] = {}
        members = [_customer(rng, currency, place) for place in range(size)]
        weights = [1 / (rank + 60) ** 0.7 for rank in range(size)]
        codes = rng.choices(
            [method.code for method in METHODS], [method.share for method in METHODS], k=size
        )
        self._everybody = members, list(accumulate(weights))
        for method in METHODS:
            own = [index for index, code in enumerate(codes) if code == method.code]
            self._groups[method.code] = (
                [members[index] for index in own],
                list(accumulate(weights[index] for index in own)),
            )
        self.companies = _companies(seed)

    def draw(self, rng: Random, method: str) -> Customer:
        """The next to pay with that method."""
        members, weights = self._groups[method]
        if not members or rng.random() > LOYALTY:
            members, weights = self._everybody
        return rng.choices(members, cum_weights=weights)[0]


def _companies(seed: int) -> tuple[str, ...]:
    from faker import Faker  # 0.2 s, which `--help` need not wait for

    names = Faker("de_DE", use_weighting=False)
    names.seed_instance(seed)
    return tuple(names.company() for _ in range(_COMPANIES))


def number_of(place: int) -> str:
    """What the customer of that rank, from 0, is called in the merchant's books."""
    return f"K-{10_001 + place}"


def _customer(rng: Random, home: str, place: int) -> Customer:
    currency = home
    lot = rng.random()
    for foreign, share in _FOREIGN.items():
        if lot < share and foreign != home:
            currency = foreign
            break
        lot -= share
    return Customer(number_of(place), currency)
