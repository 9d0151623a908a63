"""What the feed asks of the stored sequence of events."""

from collections.abc import Sequence
from typing import Protocol

from cashbeat.contracts.payment import PaymentEvent, PaymentUpdated


class EventHistory(Protocol):
    """Events of a tenant by their place in the sequence (`payment.history.EventHistory`)."""

    async def latest_seq(self, tenant_id: str) -> int:
        """The newest seq; 0 when nothing happened yet."""

    async def list_after(
        self, tenant_id: str, after_seq: int, limit: int
    ) -> Sequence[PaymentEvent | PaymentUpdated]:
        """Up to `limit` events with seq > after_seq, ascending."""
