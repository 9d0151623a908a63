"""Which rows of an import are asked for."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from cashbeat.contracts.customer_import import RowOutcome
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import CURSOR, Parameter, ParameterReader, whole_number

_LIMIT = whole_number(1, 200, default=50)
_OUTCOME: Parameter[RowOutcome] = Parameter(RowOutcome)


@dataclass(frozen=True, slots=True)
class RowsQuery:
    """Rows of one outcome, as given."""

    outcome: Annotated[
        str, _OUTCOME.schema, Query(description="What becomes, or became, of the rows.")
    ]
    noted: Noted = ()
    limit: Annotated[str | None, _LIMIT.schema, Query(description="Rows a page.")] = None
    cursor: Annotated[
        str | None, CURSOR.schema, Query(description="`nextCursor` of the page before.")
    ] = None

    def page(self) -> tuple[RowOutcome, int, str | None]:
        """Outcome, limit and cursor. Raises: InvalidRequest."""
        reader = ParameterReader(self.noted)
        outcome = reader.one("outcome", self.outcome, _OUTCOME) or "bad"
        limit = reader.one("limit", self.limit, _LIMIT) or 50
        cursor = reader.cursor(self.cursor)
        reader.finish()
        return outcome, limit, cursor
