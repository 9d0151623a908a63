"""Query parameters of the messages to a webhook."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from fastapi import Query

from cashbeat.core.faults import Noted
from cashbeat.core.parameters import CURSOR, ParameterReader, whole_number

_PAGE = whole_number(1, 200, default=50)


class Page(NamedTuple):
    """A page that is asked for."""

    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class DeliveryQuery:
    """Which page of the messages to a webhook."""

    noted: Noted = ()
    limit: Annotated[str | None, _PAGE.schema, Query(description="Messages a page.")] = None
    cursor: Annotated[
        str | None, CURSOR.schema, Query(description="`nextCursor` of the page before.")
    ] = None

    def page(self) -> Page:
        """The page. Raises: InvalidRequest naming every fault."""
        reader = ParameterReader(self.noted)
        limit = reader.one("limit", self.limit, _PAGE) or 50
        cursor = reader.cursor(self.cursor)
        reader.finish()
        return Page(limit, cursor)
