"""Query parameters of saved views, as given."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from cashbeat.contracts.view import ViewPage
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import Parameter, ParameterReader

_PAGE: Parameter[ViewPage] = Parameter(ViewPage)


@dataclass(frozen=True, slots=True)
class ViewQuery:
    """Which views. `noted` is what the route found wrong."""

    noted: Noted = ()
    page: Annotated[
        str | None, _PAGE.schema, Query(description="Views of this page; of all if left out.")
    ] = None

    def wanted(self) -> ViewPage | None:
        """The page. Raises: InvalidRequest."""
        reader = ParameterReader(self.noted)
        page = reader.one("page", self.page, _PAGE)
        reader.finish()
        return page
