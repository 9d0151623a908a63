"""What a check finds, gathered row by row: counts, rows to look at, the first problems; pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from cashbeat.contracts.customer_import import RowOutcome
from cashbeat.customer.importing.comparing import decide
from cashbeat.customer.importing.decision import Decision, Known, Rules
from cashbeat.customer.importing.reading.handover import BadRow, GoodRow
from cashbeat.customer.importing.repeats import Repeats
from cashbeat.customer.importing.wire import Columns, problem_of, row_of

MOST_LISTED: Mapping[str, int] = {"bad": 1_000, "left_out": 1_000, "failed": 1_000}
OTHERS_LISTED = 200
"""Rows of each outcome that can be looked at."""

MOST_PROBLEMS = 100
"""Problems that are told with the import itself."""


def most_listed(outcome: str) -> int:
    """How many rows of an outcome can be looked at."""
    return MOST_LISTED.get(outcome, OTHERS_LISTED)


@dataclass(slots=True)
class Findings:
    """What was found so far. `amounts` are minor units by currency.

    `columns` are needed once bad rows are taken: they name the cells at fault.
    """

    columns: Columns = ()
    outcomes: Counter[str] = field(default_factory=Counter)
    amounts: Counter[str] = field(default_factory=Counter)
    problem_count: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    repeats: Repeats = field(default_factory=Repeats)
    _listed: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)

    def judge(
        self, rows: Sequence[GoodRow], known: Known, rules: Rules
    ) -> tuple[list[GoodRow], list[BadRow]]:
        """Good rows, and those of them that are bad beside what is on record."""
        good: list[GoodRow] = []
        bad: list[BadRow] = []
        judged = [(row, decide(row, known, rules)) for row in rows]
        self.repeats.mark(judged)
        for row, decision in judged:
            if decision.outcome == "bad":
                bad.append(_as_bad(row, decision))
                continue
            good.append(row)
            self._count(row, decision, known)
        return good, bad

    def take_bad(self, rows: Sequence[BadRow]) -> list[BadRow]:
        """Count bad rows and those left out, in the order of the file; the bad ones of them."""
        bad = []
        for row in rows:
            if row.get("left_out"):
                self._show("left_out", row)
                continue
            bad.append(row)
            self.problem_count += len(row["problems"])
            for each in row["problems"][: max(0, MOST_PROBLEMS - len(self.problems))]:
                self.problems.append(problem_of(row["row"], each, self.columns))
            self._show("bad", row)
        return bad

    def listed(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Rows to look at since the last call: outcome, row, the row as it is stored."""
        found, self._listed = self._listed, []
        return iter(found)

    def counts(self) -> dict[str, Any]:
        """As `CustomerImportDocument` keeps them."""
        names = ("create", "update", "unchanged", "skip", "bad", "left_out")
        return {
            "rows": self.outcomes.total(),
            **{name: self.outcomes[name] for name in names},
            "problems": self.problem_count,
            "amounts": dict(self.amounts),
        }

    def _count(self, row: GoodRow, decision: Decision, known: Known) -> None:
        outcome = decision.outcome
        self.outcomes[outcome] += 1
        if decision.amount:
            self.amounts[decision.currency] += decision.amount
        if self.outcomes[outcome] <= OTHERS_LISTED:
            shown = row_of(row, outcome, self.columns, decision=decision, known=known)
            self._listed.append((outcome, row["row"], shown))

    def _show(self, outcome: RowOutcome, row: BadRow) -> None:
        self.outcomes[outcome] += 1
        if self.outcomes[outcome] <= most_listed(outcome):
            shown = row_of(row, outcome, self.columns, row["problems"])
            self._listed.append((outcome, row["row"], shown))


def _as_bad(row: GoodRow, decision: Decision) -> BadRow:
    """The row with its values: they say what its texts mean apart from the file."""
    return cast("BadRow", {**row, "problems": decision.problems})
