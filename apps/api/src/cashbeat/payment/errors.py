"""What can go wrong with a payment."""

from decimal import Decimal

from cashbeat.contracts.payment import RefundProblem
from cashbeat.core import idempotency
from cashbeat.core.errors import CashbeatError


class PaymentNotFound(CashbeatError):
    """No such payment in the organisation."""

    status = 404
    code = "payment_not_found"
    title = "Payment not found"


class IllegalTransition(CashbeatError):
    """The payment's present status does not allow the step."""

    status = 409
    code = "illegal_transition"
    title = "Not possible in this status"


class OverRefund(IllegalTransition):
    """Less is left of the payment than is to be given back; `members` say how much."""

    wire_model = RefundProblem

    def __init__(self, payment_id: str, left: Decimal, given: Decimal, currency: str) -> None:
        super().__init__(
            f"Payment {payment_id} has {left} {currency} left to refund, not {given}.",
            members={"refundable": left, "currency": currency},
        )


class ConcurrentChange(CashbeatError):
    """Others kept changing the payment while this step was tried."""

    status = 409
    code = "concurrent_change"
    title = "Changed at the same time"


IdempotencyKeyReused = idempotency.IdempotencyKeyReused
IdempotencyKeyInvalid = idempotency.IdempotencyKeyInvalid


class PaymentMethodExists(CashbeatError):
    """The organisation has a method of that code."""

    status = 409
    code = "payment_method_exists"
    title = "Payment method exists"


class PaymentMethodNotFound(CashbeatError):
    """No such method in the organisation."""

    status = 404
    code = "payment_method_not_found"
    title = "Payment method not found"
