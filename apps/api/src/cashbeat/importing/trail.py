"""What the audit log says of an import, pure: one entry, when it begins."""

from datetime import datetime

from cashbeat.audit.entry import StoredEntry, Target, entry_of
from cashbeat.contracts.importing import ImportProfile
from cashbeat.tenant.caller import Provenance


def import_started(
    tenant_id: str,
    by: Provenance,
    import_id: str,
    file_name: str,
    digest: str,
    profile: ImportProfile,
    now: datetime,
    *,
    dry_run: bool,
) -> StoredEntry:
    """The entry of an import of that file, told by its SHA-256, and what was chosen for it."""
    after = {
        "fileName": file_name,
        "sha256": digest,
        "dryRun": dry_run,
        "skipBad": profile.skip_bad,
        "createMethods": profile.create_methods,
    }
    target = Target("import", import_id, file_name)
    return entry_of(tenant_id, by, "payments.import_started", target, {}, after, now)
