"""The header `Idempotency-Key`, as features of payments know it."""

from cashbeat.core.idempotency_header import HEADER, IdempotencyKey, replayed_header

__all__ = ["HEADER", "IdempotencyKey", "replayed_header"]
