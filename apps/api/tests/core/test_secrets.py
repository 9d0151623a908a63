"""Secret keys: read without a word of them, derived per purpose, rotated by their order."""

import base64
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.core.secrets import SecretKeys, new_secret_key, parse_secret_keys

OLD = b"0123456789abcdefghijklmnopqrstuv"
NEW = bytes(range(40))


def written(kid: str, key: bytes, *, padded: bool = False) -> str:
    encoded = base64.urlsafe_b64encode(key).decode()
    return f"{kid}:{encoded if padded else encoded.rstrip('=')}"


def test_the_first_key_is_the_active_one_and_all_can_be_asked() -> None:
    keys = parse_secret_keys(f" {written('new', NEW)} , {written('old', OLD, padded=True)}")
    assert (keys.active, keys.kids) == ("new", ("new", "old"))
    assert keys.derive("jwt") == keys.derive("jwt", "new") == SecretKeys({"k": NEW}).derive("jwt")
    assert keys.derive("jwt", "old") == SecretKeys({"k": OLD}).derive("jwt")
    assert len({keys.derive(p, k) for p in ("jwt", "refresh", "totp") for k in keys.kids}) == 6
    assert all(len(keys.derive(purpose)) == 32 for purpose in ("jwt", "a" * 500))


def test_what_is_derived_never_changes() -> None:
    """What is stored encrypted must be readable by every later version."""
    assert SecretKeys({"k": OLD}).derive("totp").hex() == (
        "4d47ef25ce9429b54ea08659c12a32849a3b87456e8fce3603cbbe3b8cc26bb6"
    )


def test_an_id_that_is_none_of_ours_has_no_key() -> None:
    with pytest.raises(KeyError):
        SecretKeys({"k": OLD}).derive("jwt", "other")


def test_keys_do_not_show() -> None:
    keys = SecretKeys({"k1": OLD})
    assert repr(keys) == str(keys) == "SecretKeys(k1)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "id:key"),
        ("hunter2hunter2", "id:key"),
        ("hunter2 two:AAAA", "id:key"),
        (f"{written('a', OLD)},", "number 2"),
        (f"{written('a', OLD)},{written('a', NEW)}", "of its own"),
        ("a:hunter2!!", "base64url"),
        ("a:hunter2hunter", "base64url"),
        (written("a", b"hunter2"), "32 bytes"),
        (written("a", OLD[:31]), "32 bytes"),
        (written("a", bytes(32)), "random"),
        (written("a", b"hunter2" * 5), "random"),
    ],
)
def test_what_is_no_key_is_refused_without_showing_it(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        parse_secret_keys(text)
    for part in text.replace(",", ":").split(":"):
        assert len(part) < 7 or part not in str(caught.value)


@given(st.text(max_size=40))
def test_every_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        parse_secret_keys(text)


@given(st.binary(min_size=9, max_size=31))
def test_a_short_key_does_not_show(key: bytes) -> None:
    with pytest.raises(ValueError) as caught:
        parse_secret_keys(written("k", key))
    assert written("k", key)[2:12] not in str(caught.value)


def test_new_keys_are_usable_and_never_the_same() -> None:
    made = [new_secret_key(datetime(2026, 3, 1, tzinfo=UTC)) for _ in range(50)]
    keys = parse_secret_keys(",".join(made))
    assert all(kid.startswith("20260301-") for kid in keys.kids)
    assert len({keys.derive("jwt", kid) for kid in keys.kids}) == 50
