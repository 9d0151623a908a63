"""The life of a payment, pure: which step leads from which status to which.

pending -> completed | failed        failed -> pending (retry)
completed -> refunded (whole), completed (partly, `refundedAmount` grows)
"""

from typing import NamedTuple

from cashbeat.contracts.payment import PaymentEventType, PaymentStatus
from cashbeat.kit.money import to_major
from cashbeat.payment.errors import IllegalTransition, OverRefund

MAX_STEPS = 200
"""Steps one payment may take: its document, which holds them all, stays small."""

FIRST_TYPE = {
    PaymentStatus.PENDING: PaymentEventType.CREATED,
    PaymentStatus.COMPLETED: PaymentEventType.RECEIVED,
    PaymentStatus.FAILED: PaymentEventType.FAILED,
}
"""Type of a new payment's first event, by the status it is recorded with."""


class Standing(NamedTuple):
    """What the machine needs to know of a payment. Units: minor units of `currency`."""

    id: str
    status: PaymentStatus
    amount: int
    refunded: int
    currency: str
    steps: int


class Transition(NamedTuple):
    """A legal step: its type, the new status, and what it gives back in minor units."""

    type: PaymentEventType
    to: PaymentStatus
    refund: int = 0


def complete(payment: Standing) -> Transition:
    """The money arrived. Raises: IllegalTransition unless pending."""
    _expect(payment, PaymentStatus.PENDING, "completed")
    return Transition(PaymentEventType.RECEIVED, PaymentStatus.COMPLETED)


def fail(payment: Standing) -> Transition:
    """The attempt failed. Raises: IllegalTransition unless pending."""
    _expect(payment, PaymentStatus.PENDING, "failed")
    return Transition(PaymentEventType.FAILED, PaymentStatus.FAILED)


def retry(payment: Standing) -> Transition:
    """It is tried again. Raises: IllegalTransition unless failed."""
    _expect(payment, PaymentStatus.FAILED, "retried")
    return Transition(PaymentEventType.RETRIED, PaymentStatus.PENDING)


def refund(payment: Standing, amount: int | None) -> Transition:
    """Give back a part, or all that is left when `amount` is None.

    Raises: IllegalTransition unless completed, OverRefund when less than `amount` is left.
    """
    _expect(payment, PaymentStatus.COMPLETED, "refunded")
    left = payment.amount - payment.refunded
    given = left if amount is None else amount
    if given > left:
        currency = payment.currency
        raise OverRefund(payment.id, to_major(left, currency), to_major(given, currency), currency)
    whole = given == left
    to = PaymentStatus.REFUNDED if whole else PaymentStatus.COMPLETED
    return Transition(PaymentEventType.REFUNDED, to, given)


def _expect(payment: Standing, status: PaymentStatus, done: str) -> None:
    if payment.status is not status:
        raise IllegalTransition(
            f"Payment {payment.id} is {payment.status.value}; only a {status.value} payment can be "
            f"{done}."
        )
    if payment.steps >= MAX_STEPS:
        raise IllegalTransition(f"Payment {payment.id} has taken {MAX_STEPS} steps, the most.")
