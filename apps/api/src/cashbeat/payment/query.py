"""Query parameters that name payments, read once for the list and the CSV."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, StringConstraints

from cashbeat.contracts.base import InstantInput
from cashbeat.contracts.payment import Currency, MethodCode, PaymentStatus, Reference
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest
from cashbeat.kit.currency import EXPONENTS
from cashbeat.kit.money import InvalidAmount, to_minor
from cashbeat.payment.filter import PaymentFilter, PaymentSort


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not hold the character NUL")
    return text


SearchText = Annotated[
    str, StringConstraints(max_length=100, strip_whitespace=True), AfterValidator(_without_nul)
]


@dataclass(frozen=True, slots=True)
class PaymentQuery:
    """The filters of a request, as given."""

    created_from: Annotated[
        InstantInput | None, Query(alias="from", description="Made at or after; RFC 3339.")
    ] = None
    created_to: Annotated[
        InstantInput | None, Query(alias="to", description="Made before; RFC 3339.")
    ] = None
    method: Annotated[
        list[MethodCode] | None, Query(max_length=20, description="One or more methods.")
    ] = None
    status: Annotated[
        list[PaymentStatus] | None, Query(max_length=4, description="One or more statuses.")
    ] = None
    currency: Annotated[Currency | None, Query(description="ISO 4217 code.")] = None
    min_amount: Annotated[
        Decimal | None,
        Query(
            alias="minAmount",
            ge=0,
            description="At least, in major units of `currency` (the default one when left out).",
        ),
    ] = None
    max_amount: Annotated[
        Decimal | None, Query(alias="maxAmount", ge=0, description="At most, in the same units.")
    ] = None
    customer_id: Annotated[
        Reference | None, Query(alias="customerId", description="Of this customer.")
    ] = None
    text: Annotated[
        SearchText | None,
        Query(alias="q", description="Part of the id, external id, customer or description."),
    ] = None
    sort: Annotated[
        PaymentSort,
        Query(description="Order; `-` is descending. By amount, each currency comes by itself."),
    ] = PaymentSort.NEWEST

    def filter(self, default_currency: str) -> PaymentFilter:
        """The filter. Raises: InvalidRequest naming every fault."""
        problems: list[FieldProblem] = []
        currency = self.currency
        bounded = self.min_amount is not None or self.max_amount is not None
        if currency is None and bounded:
            currency = default_currency
        if currency is not None and currency not in EXPONENTS:
            problems.append(
                FieldProblem(
                    field="query.currency",
                    code="unknown_currency",
                    message=f"{currency!r} is not an ISO 4217 currency code in use",
                )
            )
            currency = None
        if self.created_from and self.created_to and self.created_from >= self.created_to:
            problems.append(
                FieldProblem(
                    field="query.from", code="empty_range", message="`from` must be before `to`"
                )
            )
        low = _minor("query.minAmount", self.min_amount, currency, problems)
        high = _minor("query.maxAmount", self.max_amount, currency, problems)
        if low is not None and high is not None and low > high:
            problems.append(
                FieldProblem(
                    field="query.minAmount",
                    code="empty_range",
                    message="`minAmount` must not be above `maxAmount`",
                )
            )
        if problems:
            raise InvalidRequest.of(problems)
        return PaymentFilter(
            created_from=self.created_from,
            created_to=self.created_to,
            methods=tuple(sorted(set(self.method or ()))),
            statuses=tuple(sorted({status.value for status in self.status or ()})),
            currency=currency,
            min_amount=low,
            max_amount=high,
            customer_id=self.customer_id,
            text=self.text or None,
        )


def _minor(
    field: str, amount: Decimal | None, currency: str | None, problems: list[FieldProblem]
) -> int | None:
    if amount is None or currency is None:
        return None
    if amount == 0:
        return 0
    try:
        return to_minor(amount, currency)
    except InvalidAmount as error:
        problems.append(FieldProblem(field=field, code=error.code, message=str(error)))
        return None
