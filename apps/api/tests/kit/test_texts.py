"""Strict JSON, cursors, identifiers and CSV cells."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.kit import cursor, json_strict
from cashbeat.kit.csv_safe import neutralise
from cashbeat.kit.ids import new_id

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=12,
)


@given(json_values)
def test_good_json_is_read_as_the_standard_parser_reads_it(value: object) -> None:
    assert json_strict.loads(json.dumps(value).encode()) == value


def test_fractions_are_decimals() -> None:
    assert json_strict.loads(b'{"amount": 0.10}') == {"amount": Decimal("0.10")}


@pytest.mark.parametrize(
    "texts",
    [
        ("12.34", "12.340", "1234e-2", "0.1234E+2"),
        ("1000", "1e3", "1000.0", "10.00e2"),
        ("0", "-0", "0.000", "-0.0", "0e-99999999999999999999"),
        ("9223372036854775807", "9223372036854775807.0"),
        ("9223372036854775808", "9223372036854775808.0"),
    ],
)
def test_equal_numbers_are_read_alike(texts: tuple[str, ...]) -> None:
    read = [json_strict.loads(text.encode()) for text in texts]
    assert {(type(number), str(number)) for number in read} == {(type(read[0]), str(read[0]))}
    assert isinstance(read[0], int) == (abs(read[0]) < 2**63 and read[0] == int(read[0]))


@pytest.mark.parametrize(
    ("text", "sign", "large"),
    [
        ("9" * 5_000, 1, True),
        ("-" + "9" * 5_000, -1, True),
        ("1e400", 1, True),
        ("-1e999999999999999999999", -1, True),
        ("1e-400", 1, False),
        ("1e-999999999999999999999", 1, False),
    ],
)
def test_numbers_beyond_any_field_are_read_as_such(text: str, sign: int, large: bool) -> None:
    number = json_strict.loads(text.encode())
    assert isinstance(number, Decimal)
    assert (number > 0) == (sign > 0)
    assert (abs(number) > 10**30) == large
    assert large or abs(number) < Decimal("1e-30")


def test_a_long_number_is_not_rounded() -> None:
    text = "12.34" + "0" * 200 + "1"
    assert json_strict.loads(text.encode()) == Decimal(text) != Decimal("12.34")


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1, "a": 2}',
        b"NaN",
        b"-Infinity",
        b'"\\ud800"',
        b'"\\u0000"',
        b'{"\\u0000": 1}',
        b"\xff",
        b"[" * 33 + b"]" * 33,
        b"[" * 100_000,
        b"{",
        b"",
    ],
)
def test_bad_json_is_refused(body: bytes) -> None:
    with pytest.raises(json_strict.InvalidJson):
        json_strict.loads(body)


def test_cursors_return_their_position_to_the_same_filters_only() -> None:
    mine = cursor.fingerprint({"status": "failed"})
    other = cursor.fingerprint({"status": "pending"})
    token = cursor.encode(["2026-03-01T00:00:00Z", "pay_1"], mine)
    assert cursor.decode(token, mine, 2) == ["2026-03-01T00:00:00Z", "pay_1"]
    for broken, filters, length in [(token, other, 2), (token, mine, 1), ("!!", mine, 2)]:
        with pytest.raises(cursor.MalformedCursor):
            cursor.decode(broken, filters, length)


@given(st.text(max_size=60))
def test_any_text_is_a_cursor_or_a_malformed_one(text: str) -> None:
    with pytest.raises(cursor.MalformedCursor):
        cursor.decode(text, "no such fingerprint", 1)


def test_ids_are_unique_and_sort_by_time() -> None:
    made = [new_id("pay") for _ in range(2_000)]
    assert len(set(made)) == len(made)
    assert all(len(name) == 30 and name.startswith("pay_") for name in made)
    assert made[0][:14] <= made[-1][:14]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_formulas_become_text(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "rent", "1-2", "a=b", "'quoted"])
def test_plain_text_stays(text: str) -> None:
    assert neutralise(text) == text


@pytest.mark.parametrize(
    "body",
    [
        b"[" + b"1," * 100_000 + b"1]",
        b"[" + b"{}," * 60_000 + b"{}]",
        b'{"a":{' + b",".join(b'"%d":1' % key for key in range(1_001)) + b"}}",
    ],
    ids=["values", "objects", "keys"],
)
def test_json_of_too_many_values_is_refused(body: bytes) -> None:
    with pytest.raises(json_strict.TooComplex, match="more than"):
        json_strict.loads(body)


def test_what_stands_in_texts_is_no_value() -> None:
    text = 'a "quoted", [text], {of} \\ commas' + "," * 200_000
    assert json_strict.loads(json.dumps([text, text]).encode()) == [text, text]


def test_a_text_without_end_is_read_once() -> None:
    with pytest.raises(json_strict.InvalidJson):
        json_strict.loads(b'"' + b'\\"' * 1_000_000 + b"," * 200_000)
