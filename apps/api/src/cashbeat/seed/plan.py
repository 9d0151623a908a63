"""What a generated payment is, before it becomes requests to the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from cashbeat.contracts.base import format_instant
from cashbeat.kit.money import to_major

StepKind = Literal["complete", "fail", "retry", "refund"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens to a payment later. `minor` is the part refunded, None for all."""

    kind: StepKind
    at: datetime
    minor: int | None = None
    failure_code: str | None = None

    def to_request(self, currency: str) -> dict[str, Any]:
        """Body of `POST /api/payments/{id}/<kind>`."""
        body: dict[str, Any] = {"occurredAt": format_instant(self.at)}
        if self.minor is not None:
            body["amount"] = to_major(self.minor, currency)
        if self.failure_code is not None:
            body["failureCode"] = self.failure_code
        return body


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    """A payment as first recorded, and the steps that follow, in order. `minor` in minor units."""

    created_at: datetime
    minor: int
    currency: str
    method: str
    status: Literal["pending", "completed", "failed"]
    failure_code: str | None
    customer_id: str | None
    external_id: str | None
    description: str | None
    steps: tuple[Step, ...] = ()

    def to_request(self) -> Mapping[str, Any]:
        """Body of `POST /api/payments`, and an item of a batch (`contracts.payment.NewPayment`)."""
        body = {
            "amount": to_major(self.minor, self.currency),
            "currency": self.currency,
            "method": self.method,
            "status": self.status,
            "createdAt": format_instant(self.created_at),
            "customerId": self.customer_id,
            "externalId": self.external_id,
            "failureCode": self.failure_code,
            "description": self.description,
        }
        return {name: value for name, value in body.items() if value is not None}
