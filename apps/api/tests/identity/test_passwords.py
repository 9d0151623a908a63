"""Passwords: what is refused, what a hash costs, and that nobody can tell an account by it."""

import asyncio
import threading

import argon2
import pytest

from cashbeat.core.errors import Unavailable
from cashbeat.identity.password.hasher import (
    MAX_WAITING,
    THREADS,
    PasswordHasher,
    _common,
    check_password,
)


class CountingEngine(argon2.PasswordHasher):
    """Counts verifications, and waits in each while `gate` is closed."""

    def __init__(self, time_cost: int = 1) -> None:
        super().__init__(time_cost=time_cost, memory_cost=64, parallelism=1)
        self.verified: list[tuple[int, int, int]] = []
        self.gate = threading.Event()
        self.gate.set()

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        self.gate.wait(10)
        found = argon2.extract_parameters(hash if isinstance(hash, str) else hash.decode())
        self.verified.append((found.memory_cost, found.time_cost, found.parallelism))
        return super().verify(hash, password)


def codes(text: str, name: str = "Ana Kovalenko", email: str = "ana.k@example.com") -> list[str]:
    return [code for code, _ in check_password(text, name=name, email=email)]


async def test_a_hash_is_argon2id_with_the_parameters_of_owasp() -> None:
    hasher = PasswordHasher()
    stored = await hasher.hash("a long sentence you remember")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (await hasher.verify(stored, "a long sentence you remember")).ok
    assert not (await hasher.verify(stored, "a long sentence you remembre")).ok
    assert await hasher.hash("same") != await hasher.hash("same")


async def test_one_password_typed_in_two_ways_is_one() -> None:
    hasher = PasswordHasher(CountingEngine())
    stored = await hasher.hash("Zo\u00eb \ufb01nds caf\u00e9s")
    assert (await hasher.verify(stored, "Zoe\u0308 finds cafe\u0301s")).ok


async def test_an_unknown_account_costs_one_verification_of_the_same_parameters() -> None:
    engine = CountingEngine()
    hasher = PasswordHasher(engine)
    stored = await hasher.hash("right horse")
    for of, text in ((stored, "right horse"), (stored, "wrong"), (None, "wrong")):
        await hasher.verify(of, text)
    assert engine.verified == [(64, 1, 1)] * 3


async def test_without_an_account_no_password_is_right() -> None:
    hasher = PasswordHasher(CountingEngine())
    assert not (await hasher.verify(None, "nobody has this password")).ok


async def test_changed_parameters_ask_for_a_new_hash() -> None:
    old, new = PasswordHasher(CountingEngine()), PasswordHasher(CountingEngine(time_cost=2))
    stored = await old.hash("right horse")
    assert not (await old.verify(stored, "right horse")).needs_rehash
    assert (await new.verify(stored, "right horse")).needs_rehash
    assert not (await new.verify(stored, "wrong horse")).needs_rehash


async def test_a_damaged_hash_lets_nobody_in() -> None:
    hasher = PasswordHasher(CountingEngine())
    for damaged in ("", "text", "$argon2id$v=19$m=64,t=1,p=1$AAAA"):
        assert not (await hasher.verify(damaged, "nobody has this password")).ok


async def test_what_waits_is_bounded_and_given_up_places_are_free_again() -> None:
    engine = CountingEngine()
    hasher = PasswordHasher(engine)
    stored = await hasher.hash("right horse")
    engine.gate.clear()
    tasks = [
        asyncio.create_task(hasher.verify(stored, "right horse"))
        for _ in range(THREADS + MAX_WAITING)
    ]
    await asyncio.sleep(0.05)
    with pytest.raises(Unavailable):
        await hasher.verify(stored, "right horse")
    tasks[-1].cancel()
    await asyncio.sleep(0.05)
    tasks[-1] = asyncio.create_task(hasher.verify(stored, "right horse"))
    await asyncio.sleep(0.05)
    engine.gate.set()
    assert all(each.ok for each in await asyncio.gather(*tasks))
    assert (await hasher.verify(stored, "right horse")).ok


def test_the_list_is_long() -> None:
    assert len(_common()) >= 10_000
    assert all(len(word) >= 6 for word in _common())


@pytest.mark.parametrize(
    "text",
    [
        "1234567890",
        "0987654321",
        "QWERTYUIOP",
        "Password123!",
        "iloveyou2024",
        "basketball",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcabcabcabc",
        "abcdefghijkl",
        "poiuytrewqpoi",
        "ｐａｓｓｗｏｒｄ１２３",
    ],
)
def test_common_and_simple_passwords_are_refused(text: str) -> None:
    assert codes(text) == ["password_common"]


@pytest.mark.parametrize(
    "text",
    [
        "Kovalenko-loves-tea",
        "teapot ANA.K teapot",
        "xana kovalenkox",
        "ana.k@example.com",
        "x-AnaKovalenko",
    ],
)
def test_what_names_its_owner_is_refused(text: str) -> None:
    assert codes(text) == ["password_personal"]


@pytest.mark.parametrize(
    "text",
    [
        "a-long-sentence-you-remember",
        "banana bread on Sunday",  # holds "ana", which is too short to count
        "monkey-4819260537711",  # the common word is not the half of it
        "Tr0ub4dor&3x",
        "дуже довга фраза",
    ],
)
def test_other_passwords_are_taken(text: str) -> None:
    assert codes(text) == []
