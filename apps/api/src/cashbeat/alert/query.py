"""Query parameters that name alerts."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from fastapi import Query
from pydantic import StringConstraints

from cashbeat.alert.filter import AlertFilter
from cashbeat.contracts.alert import AlertSeverity, AlertState
from cashbeat.contracts.base import ONE_LINE
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import CURSOR, Parameter, ParameterReader, whole_number

_ID: Parameter[str] = Parameter(
    Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=ONE_LINE)],
    examples=["rule_01jd8x0t5m9q3v7w2k4n6p8r0s"],
)
_STATE: Parameter[str] = Parameter(AlertState, examples=["firing"])
_SEVERITY: Parameter[str] = Parameter(AlertSeverity, examples=["critical"])
_PAGE = whole_number(1, 200, default=50)


class Page(NamedTuple):
    """A page of alerts that is asked for."""

    wanted: AlertFilter
    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class AlertQuery:
    """The filters of a request, as given; `noted` is what the route found wrong."""

    noted: Noted = ()
    state: Annotated[
        list[str] | None, _STATE.several, Query(description="One or more states; all if left out.")
    ] = None
    severity: Annotated[
        list[str] | None, _SEVERITY.several, Query(description="One or more severities.")
    ] = None
    rule: Annotated[str | None, _ID.schema, Query(description="Raised by this rule.")] = None
    assignee: Annotated[str | None, _ID.schema, Query(description="Given to this member.")] = None
    limit: Annotated[str | None, _PAGE.schema, Query(description="Alerts a page.")] = None
    cursor: Annotated[
        str | None, CURSOR.schema, Query(description="`nextCursor` of the page before.")
    ] = None

    def page(self) -> Page:
        """The page. Raises: InvalidRequest naming every fault, an unreadable cursor among them."""
        reader = ParameterReader(self.noted)
        wanted = AlertFilter(
            states=reader.several("state", self.state, _STATE),
            severities=reader.several("severity", self.severity, _SEVERITY),
            rule_id=reader.one("rule", self.rule, _ID),
            assignee=reader.one("assignee", self.assignee, _ID),
        )
        limit = reader.one("limit", self.limit, _PAGE) or 50
        cursor = reader.cursor(self.cursor)
        reader.finish()
        return Page(wanted, limit, cursor)
