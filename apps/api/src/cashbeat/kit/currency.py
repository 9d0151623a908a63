"""ISO 4217 currencies, those that ended since 2000 too, and the number of decimals each one has.

Sources: ISO 4217:2015 with amendments up to 180, lists one and three. Funds and metals (XAU, XDR,
...) are left out, because nobody is paid in them; the units of account CLF and UYW are in, because
prices are fixed in them. The last day of an ended currency is that of its legal tender beside its
successor: CLDR 47 (`territory_currencies` of babel 2.18.0), for those that the euro followed since
2007 the European Commission ("Adoption of the euro", dual circulation), for YUM and CUC the month
of list three. Decimals of ended ones: the JDK's currency.data.
"""

from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_TWO_DECIMALS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG
HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU
MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR
SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED
VES WST XCD XCG YER ZAR ZMW ZWG
"""
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DECIMALS = "CLF UYW"

_ENDED_NO_DECIMALS = """
ADP 2001-12-31 EUR, BEF 2002-02-28 EUR, BYB 2000-12-31 BYR, BYR 2017-01-01 BYN, ESP 2002-02-28 EUR,
GRD 2002-02-28 EUR, ITL 2002-02-28 EUR, LUF 2002-02-28 EUR, MGF 2004-12-31 MGA, PTE 2002-02-28 EUR,
TPE 2002-05-20 USD, TRL 2005-12-31 TRY
"""
_ENDED_TWO_DECIMALS = """
AFA 2002-12-31 AFN, ANG 2025-06-30 XCG, AON 2000-02-01 AOA, AOR 2000-02-01 AOA, ATS 2002-02-28 EUR,
AZM 2006-12-31 AZN, BGN 2026-01-31 EUR, CSD 2006-10-25 RSD, CUC 2021-06-30 CUP, CYP 2008-01-31 EUR,
DEM 2002-02-28 EUR, ECS 2000-10-02 USD, EEK 2011-01-14 EUR, FIM 2002-02-28 EUR, FRF 2002-02-17 EUR,
GHC 2007-12-31 GHS, HRK 2023-01-14 EUR, IEP 2002-02-09 EUR, LTL 2015-01-15 EUR, LVL 2014-01-14 EUR,
MRO 2018-06-30 MRU, MTL 2008-01-31 EUR, MZM 2006-12-31 MZN, NLG 2002-02-28 EUR, ROL 2006-12-31 RON,
SDD 2007-06-30 SDG, SIT 2007-01-14 EUR, SKK 2009-01-16 EUR, SLL 2023-12-31 SLE, SRG 2003-12-31 SRD,
STD 2017-12-31 STN, TJR 2000-10-25 TJS, TMM 2009-01-01 TMT, VEB 2008-06-30 VEF, VEF 2018-08-20 VES,
YUM 2003-07-31 CSD, ZMK 2013-01-01 ZMW, ZWD 2008-08-01 ZWR, ZWL 2024-08-31 ZWG, ZWR 2009-02-02 ZWL
"""

_ANYWHERE = timedelta(days=1, hours=12)
"""From the start of a day in UTC to its end in the last zone that has it (UTC-12)."""


class Ended(NamedTuple):
    """The last day on which a currency was legal tender, and what came after it."""

    last_day: date
    successor: str


def _ended(table: str) -> dict[str, Ended]:
    entries = (entry.split() for entry in table.split(","))
    return {code: Ended(date.fromisoformat(day), after) for code, day, after in entries}


ENDED = MappingProxyType(_ended(_ENDED_NO_DECIMALS) | _ended(_ENDED_TWO_DECIMALS))
"""ISO 4217 code -> how it ended, for every currency that ended since 2000."""

EXPONENTS = MappingProxyType(
    dict.fromkeys([*_NO_DECIMALS.split(), *_ended(_ENDED_NO_DECIMALS)], 0)
    | dict.fromkeys([*_TWO_DECIMALS.split(), *_ended(_ENDED_TWO_DECIMALS)], 2)
    | dict.fromkeys(_THREE_DECIMALS.split(), 3)
    | dict.fromkeys(_FOUR_DECIMALS.split(), 4)
)
"""ISO 4217 code -> decimals, for every currency that a payment of its time may have (`ENDED`)."""


class UnknownCurrency(ValueError):
    """A code that is not an ISO 4217 currency in use."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code!r} is not an ISO 4217 currency code in use")
        self.code = code


def exponent_of(code: str) -> int:
    """Decimals of a currency: JPY 0, EUR 2, KWD 3.

    Raises: UnknownCurrency.
    """
    try:
        return EXPONENTS[code]
    except KeyError:
        raise UnknownCurrency(code) from None


def why_ended(code: str, at: datetime) -> str | None:
    """Why nothing can be paid in a currency at a moment (UTC, naive or aware), None when it can.

    Only its end is looked at: a payment in EUR of 2000 is one on an account.
    """
    ended = ENDED.get(code)
    if ended is None:
        return None
    end = datetime.combine(ended.last_day, datetime.min.time()) + _ANYWHERE
    if at.replace(tzinfo=None) < end:
        return None
    return f"{code} ended on {ended.last_day.isoformat()}; {ended.successor} came after it"
