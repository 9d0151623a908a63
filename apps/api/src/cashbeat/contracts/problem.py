"""Errors on the wire (RFC 9457)."""

from pydantic import Field

from cashbeat.contracts.base import WireModel


class FieldProblem(WireModel):
    """One thing that is wrong with a request."""

    field: str = Field(
        description="Where: a path such as `amount`, `items.3.currency` or `query.from`."
    )
    code: str = Field(description="Stable code of the fault.", examples=["amount_too_precise"])
    message: str = Field(description="The fault in a sentence.")


class Problem(WireModel):
    """Body of every error answer, sent as `application/problem+json`."""

    type: str = Field(
        description="URI reference of the problem's kind.", examples=["/problems/payment_not_found"]
    )
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status, repeated.")
    code: str = Field(
        description="Stable code of the problem's kind.", examples=["payment_not_found"]
    )
    detail: str = Field(description="What happened this time.")
    request_id: str = Field(description="Quote it to the operator; the logs carry it.")
    errors: list[FieldProblem] = Field(
        default_factory=list,
        description="Every faulty field at once, 100 at most; empty for other problems.",
    )
    omitted: int = Field(
        default=0, description="Faults that are not listed, beyond the 100.", examples=[0]
    )
