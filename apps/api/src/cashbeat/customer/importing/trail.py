"""What the audit log says of imports of customers, pure: who did what with which file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cashbeat.audit.entry import StoredEntry, Target, entry_of
from cashbeat.customer.importing.repository import StoredImport
from cashbeat.tenant.caller import Provenance

COMMITTED = "customers.import_committed"
UNDONE = "customers.import_undone"


def import_uploaded(
    tenant_id: str, by: Provenance, stored: StoredImport, now: datetime
) -> StoredEntry:
    """A file was uploaded, told by its SHA-256."""
    after = {
        "fileName": stored["fileName"],
        "sha256": stored["digest"],
        "dryRun": stored["dryRun"],
        "skipBad": stored["skipBad"],
    }
    return _entry(tenant_id, by, "customers.import_uploaded", stored, {}, after, now)


def import_changed(
    tenant_id: str, by: Provenance, before: StoredImport, after: StoredImport, now: datetime
) -> StoredEntry:
    """It is read otherwise: other choices, corrected cells, rows left out."""
    told = [
        {
            "options": each["options"],
            "fixes": len(each["fixes"]),
            "leftOut": len(each["leftOut"]),
            "revision": each["revision"],
        }
        for each in (before, after)
    ]
    return _entry(tenant_id, by, "customers.import_changed", after, told[0], told[1], now)


def import_committed(
    tenant_id: str, by: Provenance, stored: StoredImport, now: datetime, *, skip_bad: bool
) -> StoredEntry:
    """It is recorded from now on; what its check found."""
    after = {
        "fileName": stored["fileName"],
        "sha256": stored["digest"],
        "skipBad": skip_bad,
        **_counts(stored),
    }
    return _entry(tenant_id, by, COMMITTED, stored, {}, after, now)


def import_undone(
    tenant_id: str, by: Provenance, stored: StoredImport, now: datetime
) -> StoredEntry:
    """It is taken back from now on; what it had recorded."""
    before = {"fileName": stored["fileName"], **(stored.get("outcome") or {})}
    return _entry(tenant_id, by, UNDONE, stored, before, {}, now)


def import_discarded(
    tenant_id: str, by: Provenance, stored: StoredImport, now: datetime
) -> StoredEntry:
    """It was thrown away; nothing of it was recorded."""
    before = {"fileName": stored["fileName"], "sha256": stored["digest"], **_counts(stored)}
    return _entry(tenant_id, by, "customers.import_discarded", stored, before, {}, now)


def _counts(stored: StoredImport) -> dict[str, Any]:
    counts: Mapping[str, Any] = stored.get("counts") or {}
    return {name: count for name, count in counts.items() if name != "amounts"}


def _entry(
    tenant_id: str,
    by: Provenance,
    action: str,
    stored: StoredImport,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
) -> StoredEntry:
    target = Target("customer_import", stored["_id"], stored["fileName"])
    return entry_of(tenant_id, by, action, target, before, after, now)
