"""From what a caller sent to a payment that may be recorded: every fault at once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cashbeat.contracts.payment import NewPayment, PaymentStatus
from cashbeat.contracts.problem import FieldProblem
from cashbeat.kit.currency import UnknownCurrency
from cashbeat.kit.money import InvalidAmount, to_minor
from cashbeat.payment.recording import Draft

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(minutes=5)
"""How far a caller's clock may be ahead of ours."""


def check_new_payment(
    body: NewPayment, now: datetime, method_is_active: bool
) -> tuple[Draft | None, list[FieldProblem]]:
    """The draft, or every reason why there is none."""
    problems: list[FieldProblem] = []
    amount = check_amount(body.amount, body.currency, problems)
    if not method_is_active:
        problems.append(
            FieldProblem(
                field="method",
                code="unknown_method",
                message=f"{body.method!r} is none of the organisation's active payment methods",
            )
        )
    created_at = _milliseconds(body.created_at or now)
    check_time("createdAt", created_at, EARLIEST, now, problems)
    if body.status == "failed" and body.failure_code is None:
        problems.append(
            FieldProblem(
                field="failureCode", code="missing", message="a failed payment needs a failure code"
            )
        )
    if body.status != "failed" and body.failure_code is not None:
        problems.append(
            FieldProblem(
                field="failureCode",
                code="not_allowed",
                message=f"a {body.status} payment has no failure code",
            )
        )
    if problems or amount is None:
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
        ),
        [],
    )


def check_amount(amount: Decimal, currency: str, problems: list[FieldProblem]) -> int | None:
    """Minor units of an amount; None and a problem when it is no amount of the currency."""
    try:
        return to_minor(amount, currency)
    except UnknownCurrency as error:
        problems.append(FieldProblem(field="currency", code="unknown_currency", message=str(error)))
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
                field=field, code="too_early", message=f"the time is before {earliest.isoformat()}"
            )
        )


def step_time(given: datetime | None, last: datetime, now: datetime) -> datetime:
    """When a step happened: as given, else now, never before the payment's last step.

    A payment may be recorded by a clock that is a little ahead of ours.
    """
    return _milliseconds(given) if given is not None else max(_milliseconds(now), last)


def _milliseconds(value: datetime) -> datetime:
    value = value.astimezone(UTC)
    return value.replace(microsecond=value.microsecond // 1000 * 1000)
