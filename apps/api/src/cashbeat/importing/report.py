"""What a check found, as plain data that travels from the child process as JSON."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Report:
    """What a check found. Amounts in minor units; times naive UTC; rows count from 1.

    `problems` are the first of `problem_count`, in the order of the rows.
    """

    columns: list[dict[str, Any]] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    samples: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0
    good_rows: int = 0
    bad_rows: int = 0
    repeated_rows: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    problem_count: int = 0
    totals: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    first_at: datetime | None = None
    last_at: datetime | None = None
    new_methods: dict[str, str] = field(default_factory=dict)
