"""The second factor: near codes once each, secrets that only their owner's record opens."""

import asyncio
import hashlib
import hmac
import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pyotp
import pytest
from pymongo import AsyncMongoClient

from cashbeat.identity.person import has_two_factor
from cashbeat.identity.two_factor.factors import SecondFactors
from cashbeat.identity.two_factor.totp import (
    _ALPHABET,
    SecretBox,
    SecretUnreadable,
    new_recovery_codes,
    new_secret,
    setup_of,
    step_of,
)

NOW = datetime(2026, 11, 21, 12, 0, 5, tzinfo=UTC)
PRESENT = int(NOW.timestamp()) // 30


class Keys:
    """Keys by id, the active one first."""

    def __init__(self, **keys: bytes) -> None:
        self._keys = keys

    @property
    def active(self) -> str:
        return next(iter(self._keys))

    @property
    def kids(self) -> tuple[str, ...]:
        return tuple(self._keys)

    def derive(self, purpose: str, kid: str | None = None) -> bytes:
        key = self._keys[self.active if kid is None else kid]
        return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def test_codes_of_the_standard_are_taken() -> None:
    """RFC 6238, appendix B, SHA-1, the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for second, code in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
        assert step_of(secret, code, datetime.fromtimestamp(second, UTC), 0) == second // 30


def test_the_window_is_one_step_to_either_side() -> None:
    secret = new_secret()
    totp = pyotp.TOTP(secret)
    taken = [
        shift
        for shift in range(-4, 5)
        if step_of(secret, totp.generate_otp(PRESENT + shift), NOW, 0) == PRESENT + shift
    ]
    assert taken == [-1, 0, 1]


def test_a_code_is_not_taken_again_nor_one_before_it() -> None:
    secret = new_secret()
    totp = pyotp.TOTP(secret)
    assert step_of(secret, totp.generate_otp(PRESENT), NOW, PRESENT) is None
    assert step_of(secret, totp.generate_otp(PRESENT - 1), NOW, PRESENT) is None
    assert step_of(secret, totp.generate_otp(PRESENT + 1), NOW, PRESENT) == PRESENT + 1


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345"])
def test_what_is_no_code_is_not_taken(code: str) -> None:
    assert step_of(new_secret(), code, NOW, 0) is None


def test_the_set_up_names_issuer_and_account_and_draws_the_address() -> None:
    secret = new_secret()
    setup = setup_of(secret, "ana+pay@example.com")
    address = urlsplit(setup.uri)
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert address.path == "/Cashbeat:ana%2Bpay%40example.com"
    assert parse_qs(address.query) == {"secret": [secret], "issuer": ["Cashbeat"]}
    assert ET.fromstring(setup.qr_svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314
    assert len(secret) == 32


def test_a_sealed_secret_opens_for_its_owner_only_and_after_a_new_key() -> None:
    old, new = b"o" * 32, b"n" * 32
    sealed = SecretBox(Keys(k1=old)).seal("usr_1", "JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert sealed != SecretBox(Keys(k1=old)).seal("usr_1", "JBSWY3DP")
    rotated = SecretBox(Keys(k2=new, k1=old))
    assert rotated.open("usr_1", sealed) == "JBSWY3DP"
    assert rotated.seal("usr_1", "JBSWY3DP").startswith("k2.")
    for box, owner, stored in (
        (rotated, "usr_2", sealed),
        (SecretBox(Keys(k2=new)), "usr_1", sealed),
        (rotated, "usr_1", sealed[:-5] + "AAAA="),
        (rotated, "usr_1", "k1"),
    ):
        with pytest.raises(SecretUnreadable):
            box.open(owner, stored)


def test_recovery_codes_are_long_plain_and_different() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert 12 * math.log2(len(set(_ALPHABET))) >= 50
    assert not set(_ALPHABET) & set("0o1il")
    assert all([len(part) for part in code.split("-")] == [4, 4, 4] for code in codes)


def test_a_recovery_code_is_known_however_it_is_typed_and_for_one_person() -> None:
    box = SecretBox(Keys(k1=b"o" * 32))
    stored = box.recovery_hash("usr_1", "k3v7-9wq2-xm4t")
    assert "k3v7" not in stored
    assert stored == box.recovery_hash("usr_1", " K3V79WQ2 XM4T ")
    assert stored != box.recovery_hash("usr_2", "k3v7-9wq2-xm4t")


class Account:
    """A stored user and the second factors of the database it is in."""

    def __init__(self, database: Any, keys: Keys) -> None:
        self.users = database["users"]
        self.factors = SecondFactors(database, keys, lambda: NOW)

    async def stored(self) -> Mapping[str, Any]:
        found = await self.users.find_one({"_id": "usr_1"})
        assert found is not None
        return dict(found)

    async def enable(self) -> tuple[pyotp.TOTP, list[str]]:
        secret, codes = new_secret(), new_recovery_codes()
        totp = pyotp.TOTP(secret)
        assert await self.factors.begin("usr_1", secret)
        code = totp.generate_otp(PRESENT - 1)
        assert await self.factors.confirm(await self.stored(), code, codes)
        return totp, codes


@pytest.fixture
async def account(mongo_client: AsyncMongoClient[dict[str, Any]], database: str) -> Account:
    account = Account(mongo_client[database], Keys(k1=b"o" * 32))
    await account.users.insert_one({"_id": "usr_1", "twoFactor": None, "recoveryCodes": []})
    return account


async def test_a_begun_factor_counts_once_it_is_confirmed(account: Account) -> None:
    totp = pyotp.TOTP(new_secret())
    assert await account.factors.begin("usr_1", totp.secret)
    begun = await account.stored()
    assert not has_two_factor(begun)
    assert totp.secret not in str(begun)
    assert not await account.factors.consume(begun, totp.generate_otp(PRESENT))
    wrong = pyotp.TOTP(new_secret()).generate_otp(PRESENT)
    assert not await account.factors.confirm(begun, wrong, [])
    assert await account.factors.confirm(begun, totp.generate_otp(PRESENT), [])
    assert has_two_factor(await account.stored())
    assert not await account.factors.begin("usr_1", new_secret())


async def test_one_of_many_uses_of_a_code_at_once_succeeds(account: Account) -> None:
    totp, _ = await account.enable()
    seen = await account.stored()
    code = totp.generate_otp(PRESENT)
    uses = await asyncio.gather(*(account.factors.consume(seen, code) for _ in range(10)))
    assert uses.count(True) == 1
    assert not await account.factors.consume(await account.stored(), code)


async def test_the_code_that_confirmed_does_not_sign_in(account: Account) -> None:
    totp, _ = await account.enable()
    assert not await account.factors.consume(await account.stored(), totp.generate_otp(PRESENT - 1))


async def test_each_recovery_code_is_good_once(account: Account) -> None:
    _, codes = await account.enable()
    seen = await account.stored()
    uses = await asyncio.gather(*(account.factors.consume(seen, codes[0]) for _ in range(10)))
    assert uses.count(True) == 1
    assert await account.factors.consume(seen, codes[1].upper().replace("-", " "))
    assert len((await account.stored())["recoveryCodes"]) == 8
    kept = str(await account.stored())
    assert not any(code in kept for code in codes)
    assert await account.factors.renew_codes("usr_1", new_recovery_codes())
    assert not await account.factors.consume(seen, codes[2])


async def test_recovery_codes_outlive_a_new_key(account: Account) -> None:
    _, codes = await account.enable()
    account.factors.box = SecretBox(Keys(k2=b"n" * 32, k1=b"o" * 32))
    assert await account.factors.consume(await account.stored(), codes[0])


async def test_a_secret_is_sealed_anew_as_it_is_used_after_a_new_key(account: Account) -> None:
    """So that the old key can go: whoever signed in since then does not need it."""
    totp, _ = await account.enable()
    account.factors.box = SecretBox(Keys(k2=b"n" * 32, k1=b"o" * 32))
    assert await account.factors.consume(await account.stored(), totp.generate_otp(PRESENT))
    account.factors.box = SecretBox(Keys(k2=b"n" * 32))
    after = totp.generate_otp(PRESENT + 1)
    assert await account.factors.consume(await account.stored(), after)


async def test_what_is_disabled_is_gone(account: Account) -> None:
    totp, codes = await account.enable()
    assert await account.factors.disable("usr_1")
    now = await account.stored()
    assert not has_two_factor(now)
    assert not await account.factors.consume(now, totp.generate_otp(PRESENT))
    assert not await account.factors.consume(now, codes[0])
    assert not await account.factors.disable("usr_1")
    assert not await account.factors.renew_codes("usr_1", [])


def test_clocks_that_differ_by_a_step_are_forgiven() -> None:
    secret = new_secret()
    early = pyotp.TOTP(secret).at(NOW - timedelta(seconds=30))
    assert step_of(secret, early, NOW, 0) == PRESENT - 1
