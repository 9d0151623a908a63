"""Query parameters of notifications, as given."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from fastapi import Query

from cashbeat.contracts.notification import NotificationState, NotificationType
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import CURSOR, Parameter, ParameterReader, whole_number

_STATE: Parameter[NotificationState] = Parameter(NotificationState, default="inbox")
_TYPE: Parameter[NotificationType] = Parameter(NotificationType, examples=["payment_overdue"])
_PAGE = whole_number(1, 100, default=30)


class Wanted(NamedTuple):
    """A page of notifications."""

    state: NotificationState
    types: tuple[NotificationType, ...]
    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class NotificationQuery:
    """Which notifications. `noted` is what the route found wrong."""

    noted: Noted = ()
    state: Annotated[
        str | None,
        _STATE.schema,
        Query(
            description="`inbox`: what is not put away. `unread`: what is not read of it. "
            "`archived`: what is put away."
        ),
    ] = None
    kind: Annotated[
        list[str] | None, _TYPE.several, Query(alias="type", description="One or more types.")
    ] = None
    limit: Annotated[str | None, _PAGE.schema, Query(description="Notifications a page.")] = None
    cursor: Annotated[
        str | None, CURSOR.schema, Query(description="`nextCursor` of the page before.")
    ] = None

    def wanted(self) -> Wanted:
        """The page. Raises: InvalidRequest naming every fault."""
        reader = ParameterReader(self.noted)
        limit = reader.one("limit", self.limit, _PAGE) or 30
        state = reader.one("state", self.state, _STATE) or "inbox"
        types = reader.several("type", self.kind, _TYPE)
        cursor = reader.cursor(self.cursor)
        reader.finish()
        return Wanted(state, types, limit, cursor)
