"""How a file is to be read: everything a person may say about it. Plain data, JSON both ways."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self


@dataclass(frozen=True)
class ImportOptions:
    """Choices for one file; what is left out is found out from the file or defaulted.

    columns         field -> name of a column, or ``#3`` for the third
    words           field -> {word of the file -> our word}
    constants       field -> one value for every row
    time_zone       zone of times that carry no offset
    date_format     year-first, month-first, day-first, or a strptime pattern such as ``%d.%m.%Y``
    decimal_mark    ``.`` or ``,``
    nonexistent_times  what to do with a local time that a clock change skipped
    source          part of the identity of every row, for files that overlap in content but not
                    in fact (two machines, two shops)
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    time_zone: str | None = None
    date_format: str | None = None
    decimal_mark: Literal[".", ","] | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    source: str = ""
    nonexistent_times: Literal["refuse", "shift"] = "refuse"
    create_methods: bool = False
    skip_bad: bool = False

    def to_plain(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The inverse of `to_plain`."""
        return cls(**plain)
