"""What an entry of the audit log is, pure: how it is made, and the hash that chains it.

Source: docs/adr/0014-audit-log.md.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from cashbeat.contracts.base import format_instant
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import Provenance

StoredEntry = dict[str, Any]
"""An entry as MongoDB gives it: the fields of `AuditEntryDocument` under their stored names."""

GENESIS = "0" * 64
"""What the first entry of an organisation follows."""

WAITING = "waiting"
"""The field that an entry has until it is sealed; then it has a number and a hash instead."""

_SEAL = frozenset({"n", "prev", "hash", WAITING})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Target:
    """What was changed: its kind (`payment`), its id, and what people call it at that time."""

    kind: str
    id: str
    name: str | None = None

    def stored(self) -> dict[str, str]:
        """As part of an entry."""
        named = {} if self.name is None else {"name": self.name}
        return {"kind": self.kind, "id": self.id, **named}


def entry_of(
    tenant_id: str,
    by: Provenance,
    action: str,
    target: Target,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
    entry_id: str | None = None,
) -> StoredEntry:
    """The entry of one change, to be inserted in the transaction of that change.

    `before` and `after` hold what changed, as it was and as it is, under its wire names, in plain
    values: moments become RFC 3339, decimals text. No secret may stand in them. `entry_id` is given
    where the same change may be recorded again and must be the same entry then.
    """
    return {
        "_id": entry_id or new_id("aud"),
        "tenantId": tenant_id,
        "at": _milliseconds(now),
        "action": action,
        "target": target.stored(),
        "before": _plain(before),
        "after": _plain(after),
        **by.stored(),
        WAITING: True,
    }


def changed(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they were and as they are; one that is missing is null."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The entry as bytes, always the same for the same contents; whatever seals it is left out.

    JSON with sorted names and without spaces. Every other field counts, unknown ones too, so none
    can be slipped in; moments are told apart from texts, 1 from 1.0.
    """
    told = {name: value for name, value in entry.items() if name not in _SEAL}
    return json.dumps(
        told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_odd
    ).encode("utf-8", "surrogatepass")


def chain_hash(prev: str, entry: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the hash before it and of the entry."""
    return hashlib.sha256(prev.encode() + canonical(entry)).hexdigest()


def _odd(value: Any) -> Any:
    """What JSON has no form for; what no writer of ours stores still has one, by its type."""
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return {"$date": (moment - _EPOCH) // timedelta(milliseconds=1)}
    return {f"${type(value).__name__}": repr(value)}


def _plain(value: Any) -> Any:
    """Values that BSON gives back as they were put in."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, datetime):
        return format_instant(value if value.tzinfo else value.replace(tzinfo=UTC))
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"an audit entry cannot hold a {type(value).__name__}")


def _milliseconds(moment: datetime) -> datetime:
    aware = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.replace(microsecond=aware.microsecond // 1000 * 1000)
