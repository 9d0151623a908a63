"""Imports over HTTP: they run behind the answer, and tell how far they are when asked."""

import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cashbeat.audit.entry import StoredEntry
from cashbeat.contracts.importing import ImportReport, ImportRequest, PaymentImport
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.idempotency import hash_of
from cashbeat.core.logging import get_logger
from cashbeat.importing.bad_rows import read_bad_rows, store_bad_rows
from cashbeat.importing.errors import BadRowsUnknown, ImportBusy, ImportNotFound, ImportRefused
from cashbeat.importing.repository import ImportKeyTaken, ImportRepository
from cashbeat.importing.service import ImportService, Outcome
from cashbeat.importing.trail import import_started
from cashbeat.importing.upload import Limit, Upload, removed_after
from cashbeat.importing.wire import options_of, report_to_wire
from cashbeat.kit.csv_rows import CsvExport
from cashbeat.kit.ids import new_id
from cashbeat.payment.errors import IdempotencyKeyReused
from cashbeat.tabular.sandbox import CheckLimits
from cashbeat.tenant.caller import Provenance
from cashbeat.tenant.tenant import Tenant

log = get_logger(__name__)

MAX_RUNNING = 2
"""Imports of one tenant at once."""

SAVE_SECONDS = 0.5
SILENT = timedelta(seconds=60)
"""An import that says nothing for so long has lost its process."""

LIMITS = CheckLimits(memory=1536 << 20, cpu_seconds=120, wall_seconds=180.0)
_BROKE_OFF = {
    "reason": "The import broke off. Send the file again, under a new Idempotency-Key if it had "
    "one: what is there already stays, once. More may be there than `created` tells.",
    "reason_code": "broke_off",
}


class ImportJobs:
    """Starts imports and answers for them. State is in MongoDB, so any process may be asked."""

    def __init__(
        self, service: ImportService, repository: ImportRepository, folder: Path, max_bytes: int
    ) -> None:
        self._service = service
        self._repository = repository
        self._tasks: set[asyncio.Task[None]] = set()
        self.folder = folder
        self.limit = Limit(max_bytes, "import larger ones with `cashbeat payments import`")

    async def require_room(self, tenant_id: str, key: str | None) -> None:
        """Room for one more import, unless the key is that of one. Raises: ImportBusy."""
        if key is not None and await self._repository.get_by_key(tenant_id, key):
            return
        running = await self._repository.count_running(tenant_id, _now() - SILENT)
        if running >= MAX_RUNNING:
            raise ImportBusy(f"{running} imports are running; wait until one is over.")

    async def start(
        self,
        tenant: Tenant,
        upload: Upload[ImportRequest],
        key: str | None,
        by: Provenance | None = None,
    ) -> tuple[PaymentImport, bool]:
        """Begin an import of an uploaded file, which is removed in the end.

        True beside it when the key's first request began it already. Raises: IdempotencyKeyReused.
        """
        record = _Record(self._repository, tenant.id, new_id("imp"))
        claim = {} if key is None else {"key": key, "hash": _hash_of(upload)}
        now = _now()
        try:
            await record.create(
                _begun(tenant.id, by, upload, record.id, now),
                file_name=upload.file_name,
                state="checking",
                dry_run=upload.request.dry_run,
                started_at=now,
                **claim,
            )
        except BaseException as error:
            upload.path.unlink(missing_ok=True)
            if isinstance(error, ImportKeyTaken) and key is not None:
                return await self._replay(tenant.id, key, _hash_of(upload)), True
            raise
        task = asyncio.create_task(self._run(tenant, upload, record))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await self.get(tenant.id, record.id), False

    async def get(self, tenant_id: str, import_id: str) -> PaymentImport:
        """How an import stands. Raises: ImportNotFound."""
        stored = await self._repository.get(tenant_id, import_id)
        if stored is None:
            raise _no_such_import()
        return _to_wire(stored)

    async def bad_rows(self, tenant_id: str, import_id: str) -> CsvExport:
        """Every bad row of an import's file as CSV. Raises: ImportNotFound, BadRowsUnknown."""
        stored = await self._repository.get(tenant_id, import_id)
        if stored is None:
            raise _no_such_import()
        if "badRowsPieces" not in stored:
            raise BadRowsUnknown("The file's check is not over, or ended before the last row.")
        parts = read_bad_rows(self._repository, tenant_id, import_id, stored["badRowsPieces"])
        return CsvExport(stored["report"]["problemCount"], parts)

    async def stop(self) -> None:
        """Break off what runs; sending the same file again completes it."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _replay(self, tenant_id: str, key: str, digest: str) -> PaymentImport:
        stored = await self._repository.get_by_key(tenant_id, key)
        if stored is None or stored["hash"] != digest:
            raise IdempotencyKeyReused(
                "This Idempotency-Key was used for another file or other options; "
                "use a new key for a new import."
            )
        return _to_wire(stored)

    async def _run(self, tenant: Tenant, upload: Upload[ImportRequest], record: "_Record") -> None:
        with removed_after(upload.path):
            try:
                await self._import(tenant, upload, record)
            except ImportRefused as error:
                errors = [problem.model_dump() for problem in error.errors]
                await record.save(
                    state="refused", reason=error.detail, reason_code=error.reason, errors=errors
                )
            except asyncio.CancelledError:
                await asyncio.shield(record.save(state="failed", **_BROKE_OFF))
                raise
            except Exception:
                log.exception("importing.job.failed", import_id=record.id)
                await record.save(state="failed", **_BROKE_OFF)

    async def _import(
        self, tenant: Tenant, upload: Upload[ImportRequest], record: "_Record"
    ) -> None:
        options = options_of(upload.request)
        dry_run = upload.request.dry_run

        async def checked(_rows: int, share: float) -> None:
            await record.tell(progress=share)

        async def written(outcome: Outcome, share: float) -> None:
            await record.tell(progress=share, **_figures(outcome))

        with self._service.spool() as spool, self._service.bad_rows() as bad_rows:
            report = await self._service.check(
                tenant, upload.path, options, None if dry_run else spool, LIMITS, checked, bad_rows
            )
            pieces = await store_bad_rows(self._repository, tenant.id, record.id, bad_rows)
            wire = report_to_wire(report).model_dump(mode="json", by_alias=True)
            await record.save(report=wire, bad_rows_pieces=pieces, progress=1.0)
            if dry_run:
                await record.save(state="done")
                return
            await record.save(state="writing", progress=0.0)
            outcome = await self._service.write(tenant, report, options, spool, written)
        rows = [row.model_dump(by_alias=True) for row in outcome.changed_rows]
        await record.save(state="done", progress=1.0, changed_rows=rows, **_figures(outcome))


class _Record:
    """The stored state of one import, saved at once or now and then."""

    def __init__(self, repository: ImportRepository, tenant_id: str, import_id: str) -> None:
        self._repository = repository
        self._tenant_id = tenant_id
        self._saved = 0.0
        self.id = import_id

    async def create(self, entry: StoredEntry | None, **fields: Any) -> None:
        """Raises: ImportKeyTaken."""
        await self._repository.create(self._tenant_id, self.id, _stored(fields), entry)

    async def tell(self, **fields: Any) -> None:
        if time.monotonic() - self._saved >= SAVE_SECONDS:
            await self.save(**fields)

    async def save(self, **fields: Any) -> None:
        self._saved = time.monotonic()
        await self._repository.save(self._tenant_id, self.id, _stored(fields))


def _stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {_camel(name): value for name, value in fields.items()} | {"updatedAt": _now()}


def _begun(
    tenant_id: str,
    by: Provenance | None,
    upload: Upload[ImportRequest],
    import_id: str,
    now: datetime,
) -> StoredEntry | None:
    if by is None:
        return None
    asked = upload.request
    facts = (upload.file_name, upload.digest, asked)
    return import_started(tenant_id, by, import_id, *facts, now, dry_run=asked.dry_run)


def _hash_of(upload: Upload[ImportRequest]) -> str:
    asked = {"file": upload.digest, "options": upload.request.model_dump(mode="json")}
    return hash_of("import", asked)


def _figures(outcome: Outcome) -> dict[str, int]:
    return {
        "created": outcome.created,
        "already_there": outcome.already_there,
        "changed": outcome.changed,
    }


def _to_wire(stored: Mapping[str, Any]) -> PaymentImport:
    state, reason, code = stored["state"], stored.get("reason"), stored.get("reasonCode")
    if state in {"checking", "writing"} and stored["updatedAt"] < _now() - SILENT:
        state, reason, code = "failed", _BROKE_OFF["reason"], _BROKE_OFF["reason_code"]
    report = stored.get("report")
    return PaymentImport(
        id=stored["_id"],
        file_name=stored["fileName"],
        state=state,
        dry_run=stored["dryRun"],
        reason=reason,
        reason_code=code,
        errors=[FieldProblem(**problem) for problem in stored.get("errors", [])],
        progress=stored.get("progress", 0.0),
        created=stored.get("created", 0),
        already_there=stored.get("alreadyThere", 0),
        changed=stored.get("changed", 0),
        changed_rows=stored.get("changedRows", []),
        report=None if report is None else ImportReport.model_validate(report),
        started_at=stored["startedAt"],
        updated_at=stored["updatedAt"],
    )


def _no_such_import() -> ImportNotFound:
    return ImportNotFound("There is no such import.")


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _now() -> datetime:
    return datetime.now(UTC)
