"""Names of questions and tags of answers in the cache, pure."""

import hashlib
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.analytics.cache import Answer
from cashbeat.analytics.question import Selection
from cashbeat.contracts.base import WireModel, encode_json
from cashbeat.kit.time_buckets import Bucket
from cashbeat.tenant.tenant import Tenant


def question_name(
    tenant: Tenant, span: Bucket, tz: ZoneInfo, selection: Selection
) -> dict[str, Any]:
    """What every question depends on, as JSON values."""
    return {
        "range": instants(span),
        "tz": tz.key,
        "home": tenant.time_zone,
        "currency": selection.currency,
        "methods": selection.methods,
        "statuses": selection.statuses,
    }


def instants(span: Bucket) -> Sequence[str]:
    """The ends of a span as text."""
    return [span.start.isoformat(), span.end.isoformat()]


def answer_of(said: WireModel, timeless: WireModel) -> Answer:
    """The encoded answer, tagged by the same without its moment of reading."""
    return Answer(etag_of(encode_json(timeless)), encode_json(said))


def etag_of(content: bytes) -> str:
    """The weak entity tag of what is said."""
    return f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
