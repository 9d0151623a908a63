"""Which failure codes have a name of their own: the first ones, for ever."""

from hypothesis import given
from hypothesis import strategies as st

from cashbeat.rollup.failure_codes import MOST_CODES, OTHER, FailureCodes

CODES = st.integers(0, 2 * MOST_CODES).map(lambda number: f"code_{number}")


@given(st.lists(st.tuples(st.sampled_from(["ours", "theirs"]), CODES), max_size=300))
def test_a_code_is_always_counted_as_it_was_first(said: list[tuple[str, str]]) -> None:
    codes, first = FailureCodes(), dict[tuple[str, str], str]()
    stored = dict[str, list[str]]()
    for tenant, code in said:
        counted = codes.counted_as(tenant, code)
        assert counted in (code, OTHER)
        assert first.setdefault((tenant, code), counted) == counted
        stored |= codes.take_changed()
    for tenant in ("ours", "theirs"):
        asked = list(dict.fromkeys(code for owner, code in said if owner == tenant))
        assert stored.get(tenant, []) == asked[:MOST_CODES]
    again = FailureCodes(stored, frozen=True)
    assert {key: again.counted_as(*key) for key in first} == first


def test_a_frozen_one_learns_nothing() -> None:
    codes = FailureCodes({"ours": ["card_declined"]}, frozen=True)
    assert codes.counted_as("ours", "card_declined") == "card_declined"
    assert codes.counted_as("ours", "expired_card") == OTHER
    assert codes.take_changed() == {}
