"""Currencies that ended are those of their time, and no more."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from cashbeat.core.settings import SettingsInvalid, load_settings
from cashbeat.kit.currency import ENDED, EXPONENTS, exponent_of, why_ended


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("CLF", 4),
        ("UYW", 4),
        ("KWD", 3),
        ("BGN", 2),
        ("JPY", 0),
        ("ITL", 0),
        ("TRL", 0),
        ("SVC", 2),
    ],
)
def test_decimals(code: str, decimals: int) -> None:
    assert exponent_of(code) == decimals


def test_every_ended_currency_has_decimals_and_leads_to_one_in_use() -> None:
    for code in ENDED:
        assert code in EXPONENTS
        after, last = code, date(2000, 1, 1)
        while after in ENDED:
            assert ENDED[after].last_day > last
            after, last = ENDED[after].successor, ENDED[after].last_day
        assert after in EXPONENTS


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("BGN", "2025-12-31T23:59:59"),
        ("HRK", "2022-12-31T23:59:59"),
        ("DEM", "2001-12-31T23:59:59"),
        ("ANG", "2025-03-31T12:00:00"),
        ("EUR", "2030-01-01T00:00:00"),
    ],
)
def test_a_currency_is_good_for_its_time(code: str, last: str) -> None:
    at = datetime.fromisoformat(last)
    assert why_ended(code, at) is None
    assert why_ended(code, at.replace(tzinfo=UTC)) is None


@pytest.mark.parametrize("code", sorted(ENDED))
def test_a_currency_ends_when_its_last_day_is_over_everywhere(code: str) -> None:
    last, successor = ENDED[code]
    next_day = datetime.combine(last + timedelta(days=1), time())
    assert why_ended(code, next_day.replace(hour=11)) is None
    reason = why_ended(code, next_day.replace(hour=12))
    assert reason == f"{code} ended on {last.isoformat()}; {successor} came after it"


def test_no_organisation_begins_with_a_currency_that_ended() -> None:
    with pytest.raises(SettingsInvalid):
        load_settings(_env_file=None, demo_currency="BGN")
