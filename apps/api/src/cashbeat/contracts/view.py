"""Saved views on the wire: the address of a page, under a name, for oneself or for everybody."""

from typing import Annotated, Literal
from urllib.parse import parse_qsl

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from cashbeat.contracts.base import ONE_LINE, Instant, RequestModel, WireModel

MAX_QUERY = 2_000
MAX_FIELDS = 200

ViewPage = Literal["dashboard", "payments", "customers"]
"""The page that a view is of."""


def _query_string(text: str) -> str:
    if text.startswith(("?", "#")) or "#" in text:
        raise PydanticCustomError("invalid_format", "must be what follows the ? of an address")
    try:
        parse_qsl(
            text,
            keep_blank_values=True,
            strict_parsing=bool(text),
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:
        raise PydanticCustomError(
            "invalid_format", "must be a query string such as range=7d&method=card"
        ) from None
    return text


ViewName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=ONE_LINE),
    Field(description="What people call it.", examples=["Card failures, this week"]),
]
ViewQuery = Annotated[
    str,
    StringConstraints(max_length=MAX_QUERY, pattern=ONE_LINE),
    AfterValidator(_query_string),
    Field(
        description="The query string of the page's address, without its question mark.",
        examples=["range=7d&method=card&status=failed"],
    ),
]
_SHARED = "Whether every member sees it; else its owner alone."


class View(WireModel):
    """A saved view of a page.

    A personal one is its owner's alone. A shared one is seen by all members, and changed by its
    owner, while they may share, and by whoever may change the organisation's settings.
    """

    id: str = Field(
        description="Identifier of the view.", examples=["view_01jd8x0t5m9q3v7w2k4n6p8r0s"]
    )
    name: str = Field(description="What people call it.", examples=["Card failures, this week"])
    page: ViewPage = Field(description="The page it is of.", examples=["dashboard"])
    query: str = Field(
        description="The query string of the page's address, without its question mark.",
        examples=["range=7d&method=card&status=failed"],
    )
    shared: bool = Field(description=_SHARED)
    owner_id: str = Field(description="The person who made it.", examples=["user_01jd8x0t5m"])
    owner_name: str = Field(description="Their name.", examples=["Ada Lovelace"])
    mine: bool = Field(description="Whether the caller made it.")
    can_change: bool = Field(description="Whether the caller may change and delete it.")
    created_at: Instant = Field(description="When it was made.")
    updated_at: Instant = Field(description="When it was last changed.")


class NewView(RequestModel):
    """Body of `POST /api/views`."""

    name: ViewName
    page: Annotated[ViewPage, Field(description="The page it is of.")]
    query: ViewQuery
    shared: StrictBool = Field(default=False, description=_SHARED)


class ViewChange(RequestModel):
    """Body of `PATCH /api/views/{viewId}`; what is left out stays."""

    name: ViewName | None = Field(default=None, description="Its new name.")
    query: ViewQuery | None = Field(default=None, description="What it shows from now on.")
    shared: StrictBool | None = Field(default=None, description=_SHARED)

    @model_validator(mode="after")
    def _something(self) -> "ViewChange":
        if self.name is None and self.query is None and self.shared is None:
            raise ValueError("give `name`, `query` or `shared`")
        return self
