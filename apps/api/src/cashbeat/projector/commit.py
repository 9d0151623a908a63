"""One transaction a batch: the checkpoint and all that is derived, or nothing of either."""

from datetime import datetime, timedelta

from bson import json_util
from pymongo import UpdateOne

from cashbeat.audit.repository import AuditLog
from cashbeat.core.mongo import BATCH_TRANSACTION_SECONDS, Database, Session, transaction
from cashbeat.payment.history import event_pages
from cashbeat.projector.batch import Damage, Derived
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository
from cashbeat.rollup.writer import rollup_operations

_RECORD_CHARACTERS = 4_000


class Committer:
    """Writes derived state, fenced by the checkpoint."""

    def __init__(
        self, database: Database, checkpoints: CheckpointRepository, minute_retention: timedelta
    ) -> None:
        self._database = database
        self._audit = AuditLog(database)
        self._checkpoints = checkpoints
        self._minute_retention = minute_retention

    async def commit(
        self,
        before: Checkpoint,
        after: Checkpoint,
        derived: Derived,
        now: datetime,
    ) -> None:
        """Write a batch. Raises: Fenced, PyMongoError; then nothing of it was written, or all."""
        async with transaction(self._database, BATCH_TRANSACTION_SECONDS) as session:
            await self._checkpoints.move(before, after, session)
            await self._write_events(derived, session)
            await self._write_rollups(derived, session)
            await self._write_damages(derived.damages, now, session)
            await self._audit.add_missing(derived.entries, session)

    async def _write_events(self, derived: Derived, session: Session) -> None:
        if not derived.tenants:
            return
        pages = [
            page
            for tenant_id, numbered in derived.tenants.items()
            for page in event_pages(
                tenant_id,
                numbered.first_seq,
                [(step.payment_id, step.n) for step in numbered.steps],
            )
        ]
        await self._database["payment_events"].insert_many(pages, session=session)
        await self._database["tenant_sequences"].bulk_write(
            [
                UpdateOne(
                    {"_id": tenant_id},
                    {"$set": {"seq": numbered.last_seq} | _codes_field(tenant_id, derived)},
                    upsert=True,
                )
                for tenant_id, numbered in derived.tenants.items()
            ],
            ordered=False,
            session=session,
        )

    async def _write_rollups(self, derived: Derived, session: Session) -> None:
        operations = rollup_operations(derived.delta, self._minute_retention)
        for collection, writes in operations.items():
            if writes:
                await self._database[collection].bulk_write(writes, ordered=False, session=session)

    async def _write_damages(self, damages: list[Damage], now: datetime, session: Session) -> None:
        if damages:
            await self._database["quarantine"].insert_many(
                [
                    {
                        "paymentId": damage.payment_id,
                        "reason": damage.reason,
                        "record": json_util.dumps(damage.change)[:_RECORD_CHARACTERS],
                        "at": now,
                    }
                    for damage in damages
                ],
                session=session,
            )


def _codes_field(tenant_id: str, derived: Derived) -> dict[str, list[str]]:
    """The failure codes that are counted by name, where there are new ones."""
    codes = derived.failure_codes.get(tenant_id)
    return {} if codes is None else {"failureCodes": codes}
