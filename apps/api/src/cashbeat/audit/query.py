"""Query parameters that name entries of the audit log, read once for the pages and the CSV."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import StringConstraints

from cashbeat.audit.filter import AuditFilter
from cashbeat.contracts.base import ONE_LINE
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import (
    CURSOR,
    INSTANT,
    ZONE,
    Parameter,
    ParameterReader,
    whole_number,
)
from cashbeat.tenant.tenant import Tenant

_ID: Parameter[str] = Parameter(
    Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE)],
    examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"],
)
_ACTION: Parameter[str] = Parameter(
    Annotated[str, StringConstraints(max_length=64, pattern=r"^[a-z_]+\.[a-z_]+$")],
    examples=["member.role_changed"],
)
_PAGE = whole_number(1, 200, default=50)


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """The filters of a request, as given; `noted` is what the route found wrong."""

    noted: Noted = ()
    happened_from: Annotated[
        str | None,
        INSTANT.schema,
        Query(alias="from", description="Done at or after; RFC 3339 with an offset (+ is %2B)."),
    ] = None
    happened_to: Annotated[
        str | None, INSTANT.schema, Query(alias="to", description="Done before; RFC 3339.")
    ] = None
    actor: Annotated[
        str | None, _ID.schema, Query(description="Done by this person or API key.")
    ] = None
    action: Annotated[
        list[str] | None, _ACTION.several, Query(description="One or more actions.")
    ] = None
    without: Annotated[
        list[str] | None, _ACTION.several, Query(description="Actions to leave out.")
    ] = None
    target: Annotated[
        str | None, _ID.schema, Query(description="Done to what has this identifier.")
    ] = None

    def filter(self, reader: ParameterReader | None = None) -> AuditFilter:
        """The filter. Raises: InvalidRequest naming every fault, those `reader` has included."""
        reader = reader or ParameterReader(self.noted)
        start, end = reader.ordered_range(self.happened_from, self.happened_to)
        actor = reader.one("actor", self.actor, _ID)
        actions = reader.several("action", self.action, _ACTION)
        without = reader.several("without", self.without, _ACTION)
        target = reader.one("target", self.target, _ID)
        reader.finish()
        return AuditFilter(start, end, actor, actions, target, without)


class Page(NamedTuple):
    """A page of entries that is asked for."""

    wanted: AuditFilter
    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class AuditPageQuery(AuditQuery):
    """The same filters, and which page of what they name."""

    limit: Annotated[str | None, _PAGE.schema, Query(description="Entries a page.")] = None
    cursor: Annotated[
        str | None, CURSOR.schema, Query(description="`nextCursor` of the page before.")
    ] = None

    def page(self) -> Page:
        """The page. Raises: InvalidRequest naming every fault, an unreadable cursor among them."""
        reader = ParameterReader(self.noted)
        limit = reader.one("limit", self.limit, _PAGE) or 50
        cursor = reader.cursor(self.cursor)
        return Page(self.filter(reader), limit, cursor)


class Export(NamedTuple):
    """Entries that are asked for as a file, with the zone of its times."""

    wanted: AuditFilter
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class AuditExportQuery(AuditQuery):
    """The same filters, and the zone of the file's times."""

    tz: Annotated[
        str | None,
        ZONE.schema,
        Query(description="IANA zone of the times; the organisation's if left out."),
    ] = None

    def export(self, of: Tenant) -> Export:
        """The export. Raises: InvalidRequest naming every fault."""
        reader = ParameterReader(self.noted)
        zone = reader.zone(self.tz, of.zone)
        return Export(self.filter(reader), zone)
