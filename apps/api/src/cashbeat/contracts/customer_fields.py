"""Field types of customers and charges: what a day, a tag or a phone number is on the wire."""

from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from cashbeat.contracts.base import (
    LINES,
    ONE_LINE,
)

MAX_TAGS = 20

MAX_CONTACTS = 10

MAX_BULK = 500

EMAIL = r"^[^\s@,;<>\x00-\x1f\x7f]+@[^\s@,;<>\x00-\x1f\x7f]+\.[^\s@,;<>.\x00-\x1f\x7f]+$"

PHONE = r"^[+(]?[0-9][0-9 ()/.-]*[0-9]$"


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and len(value) == len("2026-12-31"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("invalid_day", "must be a day such as 2026-12-31")


def _sensible(value: date) -> date:
    if not 2000 <= value.year <= 2199:
        raise PydanticCustomError("invalid_day", "must lie between the years 2000 and 2199")
    return value


def _distinct(tags: list[str]) -> list[str]:
    """Each tag once, as it is written first."""
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(tag.casefold(), tag)
    return list(found.values())


Day = Annotated[date, WithJsonSchema({"type": "string", "format": "date"})]
"""A day of the calendar that the API sends."""

DayInput = Annotated[
    date,
    BeforeValidator(_day),
    AfterValidator(_sensible),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A day of the calendar that the API takes."""

CustomerId = Annotated[
    str,
    Field(description="Identifier of the customer.", examples=["cus_01jd8x0t5m9q3v7w2k4n6p8r0s"]),
]

ChargeId = Annotated[
    str,
    Field(description="Identifier of the charge.", examples=["chg_01jd8x0t5m9q3v7w2k4n6p8r0s"]),
]

CustomerName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=ONE_LINE),
    Field(description="What the customer is called.", examples=["Stadtwerke Musterstadt GmbH"]),
]

EmailInput = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=EMAIL,
    ),
    Field(description="E-mail address.", examples=["accounts@musterstadt.example"]),
]

PhoneInput = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=40, pattern=PHONE),
    Field(description="Phone number, as people write it.", examples=["+49 30 901820"]),
]

AddressInput = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=LINES),
    Field(description="Postal address; lines are kept.", examples=["Hauptstr. 1\n10115 Berlin"]),
]

ExternalId = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=128, pattern=ONE_LINE),
    Field(description="Its name in another system; one customer has it.", examples=["K-10042"]),
]

Tag = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=ONE_LINE),
]

TagsInput = Annotated[
    list[Tag],
    Field(
        max_length=MAX_TAGS,
        description="Words to find it by; upper and lower case are one.",
        examples=[["key account", "north"]],
    ),
    AfterValidator(_distinct),
]

NotesInput = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5000, pattern=LINES),
    Field(description="Free text for colleagues.", examples=["Pays by transfer, calls back."]),
]

ChargeText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=LINES),
    Field(description="What is charged.", examples=["Invoice 2026-0042"]),
]

Version = Annotated[
    int,
    Field(
        ge=1,
        strict=True,
        description="The `version` that the change is of: when somebody changed it meanwhile, the "
        "answer is 409 with the present state.",
        examples=[3],
    ),
]
