"""What a fault of shape is called and how it is told: one closed table, whoever finds the fault.

Requests are read by Pydantic, whose names of faults and whose messages change between versions and
speak of regular expressions. None of them reaches the wire: each is one of `CODES` here, with a
message that says what is expected, and what the table does not know is `invalid`.
"""

from collections.abc import Mapping
from typing import Any

from cashbeat.contracts.base import LINES, ONE_LINE
from cashbeat.contracts.customer_fields import EMAIL, PHONE

CODES: Mapping[str, str] = {
    "required": "It must be given, and was not.",
    "unknown_field": "The body has no such field.",
    "unknown_parameter": "The operation has no such query parameter.",
    "repeated": "It is given several times and may be given once.",
    "wrong_type": "It is of another type: a text for a number, say.",
    "too_long": "The text has too many characters.",
    "too_short": "The text has too few characters.",
    "too_many": "There are too many entries.",
    "too_few": "There are too few entries.",
    "too_small": "The number is below its least value.",
    "too_large": "The number is above its greatest value.",
    "not_one_of": "It is none of the values that there are; the message lists them.",
    "invalid_format": "The text is written in another way than the message says.",
    "control_character": "The text holds a character that has no printed form.",
    "invalid_instant": "It is no date and time of RFC 3339 with an offset.",
    "invalid_day": "It is no day of the calendar, or not of the years 2000 to 2199.",
    "invalid": "It is wrong in the way that the message says.",
}
"""Every code of a fault of shape, and what it means. Faults of meaning have codes of their own."""

_FORMATS: Mapping[str, tuple[str, str]] = {
    ONE_LINE: ("control_character", "must be one line without control characters"),
    LINES: ("control_character", "must have no control characters but line breaks and tabs"),
    r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$": (
        "invalid_format",
        "must be 1 to 40 of a-z, 0-9 and -, with no - at either end, such as acme",
    ),
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$": (
        "invalid_format",
        "must be a language tag (BCP 47) such as en-GB, de-DE or zh-Hant-TW",
    ),
    r"^[A-Z]{3}$": ("invalid_format", "must be three capital letters, such as EUR"),
    r"^[a-z][a-z0-9_]{0,31}$": (
        "invalid_format",
        "must be a letter and up to 31 more of a-z, 0-9 and _, such as bank_transfer",
    ),
    r"^[a-z][a-z0-9_]{0,63}$": (
        "invalid_format",
        "must be a letter and up to 63 more of a-z, 0-9 and _, such as card_declined",
    ),
    EMAIL: ("invalid_format", "must be one e-mail address, such as ap@musterstadt.example"),
    PHONE: ("invalid_format", "must be a phone number, such as +49 30 901820"),
}
"""Code and message of each regular expression that a wire model uses."""

_FAULTS: Mapping[str, tuple[str, str]] = {
    "missing": ("required", "is required"),
    "extra_forbidden": ("unknown_field", "is not a field of this request"),
    "string_type": ("wrong_type", "must be a text"),
    "int_type": ("wrong_type", "must be a whole number"),
    "int_parsing": ("wrong_type", "must be a whole number"),
    "int_from_float": ("wrong_type", "must be a whole number"),
    "int_parsing_size": ("wrong_type", "must be a whole number of at most 18 digits"),
    "float_type": ("wrong_type", "must be a number"),
    "float_parsing": ("wrong_type", "must be a number"),
    "decimal_type": ("wrong_type", "must be a number"),
    "decimal_parsing": ("wrong_type", "must be a number"),
    "finite_number": ("wrong_type", "must be a finite number"),
    "bool_type": ("wrong_type", "must be true or false"),
    "bool_parsing": ("wrong_type", "must be true or false"),
    "list_type": ("wrong_type", "must be a list"),
    "tuple_type": ("wrong_type", "must be a list"),
    "set_type": ("wrong_type", "must be a list"),
    "dict_type": ("wrong_type", "must be an object"),
    "mapping_type": ("wrong_type", "must be an object"),
    "model_type": ("wrong_type", "must be an object"),
    "model_attributes_type": ("wrong_type", "must be an object"),
    "dataclass_type": ("wrong_type", "must be an object"),
    "none_required": ("wrong_type", "must be null"),
    "string_too_long": ("too_long", "must have at most {max_length:,} characters"),
    "string_too_short": ("too_short", "must have at least {min_length:,} characters"),
    "too_long": ("too_many", "must have at most {max_length:,} entries"),
    "too_short": ("too_few", "must have at least {min_length:,} entries"),
    "greater_than": ("too_small", "must be greater than {gt}"),
    "greater_than_equal": ("too_small", "must be at least {ge}"),
    "less_than": ("too_large", "must be less than {lt}"),
    "less_than_equal": ("too_large", "must be at most {le}"),
    "literal_error": ("not_one_of", "must be one of {expected}"),
    "enum": ("not_one_of", "must be one of {expected}"),
    "datetime_type": ("invalid_instant", "must be a date and time of RFC 3339 with an offset"),
    "datetime_parsing": ("invalid_instant", "must be a date and time that there is"),
    "datetime_from_date_parsing": ("invalid_instant", "must be a date and time that there is"),
    "datetime_object_invalid": ("invalid_instant", "must be a date and time that there is"),
    "timezone_aware": ("invalid_instant", "must have an offset from UTC, such as Z or +02:00"),
}


def fault_text(error: Mapping[str, Any]) -> tuple[str, str]:
    """Code and message of one of Pydantic's errors."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _FORMATS.get(context["pattern"], ("invalid_format", "is not written as it should"))
    if kind == "string_too_short" and context["min_length"] == 1:
        return "too_short", "must not be empty"
    if kind in _FAULTS:
        code, message = _FAULTS[kind]
        return code, _for_one(message.format_map(context))
    if kind in CODES:  # raised by a validator of ours
        return kind, str(error["msg"])
    if kind == "value_error":
        return "invalid", str(error["msg"]).removeprefix("Value error, ")
    return "invalid", "is not valid"


def _for_one(message: str) -> str:
    """A message about one thing in the singular."""
    return message.replace(" 1 entries", " 1 entry").replace(" 1 characters", " 1 character")
