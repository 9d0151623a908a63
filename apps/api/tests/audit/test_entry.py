"""Entries and their hash: the same for the same contents, another for any other."""

import copy
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import bson
import pytest
from bson.codec_options import CodecOptions
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cashbeat.audit.entry import GENESIS, Target, canonical, chain_hash, changed, entry_of
from cashbeat.tenant.caller import Actor, Provenance

NOW = datetime(2026, 3, 1, 8, 15, 0, 123_456, tzinfo=UTC)
BY = Provenance(Actor("user", "usr_1", "Ana Kovalenko"), "req_1", "192.0.2.7", "asked by phone")

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.datetimes(NOW.replace(tzinfo=None, year=2), NOW.replace(tzinfo=None, year=9998))
)
_NAMES = st.text("abcdefghij", min_size=1, max_size=5)
_FIELDS = st.dictionaries(
    _NAMES,
    st.recursive(
        _LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
        max_leaves=20,
    ),
    max_size=4,
)


def entry(before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> Any:
    target = Target("member", "usr_2", "Bo")
    return entry_of("demo", BY, "member.role_changed", target, before or {}, after or {}, NOW)


def test_an_entry_says_who_what_and_why() -> None:
    made = entry({"role": "agent"}, {"role": "admin"})
    assert made.pop("_id").startswith("aud_")
    assert made == {
        "tenantId": "demo",
        "at": NOW.replace(microsecond=123_000),
        "actor": {"kind": "user", "id": "usr_1", "name": "Ana Kovalenko"},
        "action": "member.role_changed",
        "target": {"kind": "member", "id": "usr_2", "name": "Bo"},
        "before": {"role": "agent"},
        "after": {"role": "admin"},
        "why": "asked by phone",
        "requestId": "req_1",
        "address": "192.0.2.7",
        "waiting": True,
    }


def test_values_are_plain() -> None:
    cet = timezone(timedelta(hours=1))
    made = entry(
        after={
            "amount": Decimal("12.50"),
            "at": NOW.astimezone(cet),
            "scopes": frozenset({"b", "a"}),
            "pair": (1, None),
        }
    )
    assert made["after"] == {
        "amount": "12.50",
        "at": "2026-03-01T08:15:00.123Z",
        "scopes": ["a", "b"],
        "pair": [1, None],
    }
    with pytest.raises(TypeError, match="bytes"):
        entry(after={"secret": b"no"})


def test_only_what_changed() -> None:
    assert changed({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == (
        {"b": 2, "c": None},
        {"b": 3, "c": 4},
    )


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(_FIELDS, _FIELDS, st.booleans())
def test_the_hash_survives_the_database(
    before: dict[str, Any], after: dict[str, Any], aware: bool
) -> None:
    made = entry(before, after)
    options: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=aware)
    stored = bson.decode(bson.encode(made), options)
    shuffled = dict(reversed(stored.items()))
    assert chain_hash(GENESIS, shuffled) == chain_hash(GENESIS, made)


def test_sealing_does_not_change_what_is_hashed() -> None:
    made = entry()
    sealed = {name: value for name, value in made.items() if name != "waiting"}
    sealed |= {"n": 1, "prev": GENESIS, "hash": chain_hash(GENESIS, made)}
    assert canonical(sealed) == canonical(made)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("_id",), "aud_other"),
        (("tenantId",), "other"),
        (("at",), NOW.replace(microsecond=124_000)),
        (("at",), "2026-03-01T08:15:00.123Z"),
        (("actor", "name"), "Bo"),
        (("action",), "member.removed"),
        (("target", "id"), "usr_3"),
        (("before", "role"), "viewer"),
        (("after", "limit"), 1.0),
        (("after", "limit"), "1"),
        (("after", "limit"), True),
        (("after", "more"), None),
        (("why",), None),
        (("slipped",), "in"),
        (("address",), bson.Binary(b"192.0.2.7")),
    ],
)
def test_every_field_counts(path: tuple[str, ...], value: Any) -> None:
    made = entry({"role": "agent"}, {"role": "admin", "limit": 1})
    other = copy.deepcopy(made)
    inner = other
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert chain_hash(GENESIS, other) != chain_hash(GENESIS, made)
    assert chain_hash(GENESIS, made) != chain_hash("1" * 64, made)
