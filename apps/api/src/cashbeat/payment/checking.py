"""From what a caller sent to a payment that may be recorded: every fault at once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cashbeat.contracts.base import format_instant
from cashbeat.contracts.payment import NewPayment, PaymentStatus
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.kit.currency import EXPONENTS, UnknownCurrency, why_ended
from cashbeat.kit.money import InvalidAmount, check_positive, to_minor
from cashbeat.payment.recording import Draft

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(minutes=5)
"""How far a caller's clock may be ahead of ours."""


def check_new_payment(
    body: NewPayment | Faulty[NewPayment], now: datetime, method_is_active: bool
) -> tuple[Draft | None, list[FieldProblem]]:
    """The draft, or every reason why there is none, those of the body's shape included."""
    problems, given = problems_of(body), values_of(body)
    amount = check_amount(given.get("amount"), given.get("currency"), problems)
    if "method" in given and not method_is_active:
        problems.append(
            FieldProblem(
                field="method",
                code="unknown_method",
                message=f"{given['method']!r} is none of the organisation's active payment methods",
            )
        )
    created_at = _milliseconds(given.get("created_at") or now)
    check_time("createdAt", created_at, EARLIEST, now, problems)
    if "created_at" in given and (reason := why_ended(given.get("currency", ""), created_at)):
        problems.append(FieldProblem(field="currency", code="currency_ended", message=reason))
    if "status" in given and "failure_code" in given:
        _check_failure_code(given["status"], given["failure_code"], problems)
    if isinstance(body, Faulty) or problems or amount is None:
        return None, problems
    return (
        Draft(
            amount=amount,
            currency=body.currency,
            method=body.method,
            status=PaymentStatus(body.status),
            created_at=created_at,
            failure_code=body.failure_code,
            customer_id=body.customer_id,
            external_id=body.external_id,
            description=body.description,
            charge_id=body.charge_id,
        ),
        [],
    )


def _check_failure_code(status: str, code: str | None, problems: list[FieldProblem]) -> None:
    if status == "failed" and code is None:
        problems.append(
            FieldProblem(
                field="failureCode",
                code="required",
                message="a failed payment needs a failure code",
            )
        )
    if status != "failed" and code is not None:
        problems.append(
            FieldProblem(
                field="failureCode",
                code="not_allowed",
                message=f"a {status} payment has no failure code",
            )
        )


def check_amount(
    amount: Decimal | None, currency: str | None, problems: list[FieldProblem]
) -> int | None:
    """Minor units of an amount; None and a problem when it is no amount of the currency.

    None stands for what could not be read, which is a problem already. Without a currency an amount
    is held to what all of them ask.
    """
    if currency is not None and currency not in EXPONENTS:
        problems.append(
            FieldProblem(
                field="currency", code="unknown_currency", message=str(UnknownCurrency(currency))
            )
        )
        currency = None
    if amount is None:
        return None
    try:
        if currency is not None:
            return to_minor(amount, currency)
        check_positive(amount)
    except InvalidAmount as error:
        problems.append(FieldProblem(field="amount", code=error.code, message=str(error)))
    return None


def check_time(
    field: str, value: datetime, earliest: datetime, now: datetime, problems: list[FieldProblem]
) -> None:
    """Adds a problem when a moment is before `earliest`, or in the future."""
    if value > now + CLOCK_SKEW:
        problems.append(
            FieldProblem(field=field, code="in_the_future", message="the time is in the future")
        )
    if value < earliest:
        problems.append(
            FieldProblem(
                field=field,
                code="too_early",
                message=f"the time is before {format_instant(earliest)}",
            )
        )


def check_step_time(
    given: datetime | None, last: datetime, now: datetime, problems: list[FieldProblem]
) -> datetime:
    """When a step happened: as given, else now; a problem when that is before the last step.

    Left out it is never before it: a payment may be recorded by a clock a little ahead of ours.
    """
    if given is None:
        return max(_milliseconds(now), last)
    at = _milliseconds(given)
    check_time("occurredAt", at, last, now, problems)
    return at


def _milliseconds(value: datetime) -> datetime:
    value = value.astimezone(UTC)
    return value.replace(microsecond=value.microsecond // 1000 * 1000)
