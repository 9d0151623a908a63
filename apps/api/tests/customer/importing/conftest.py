"""What people do with imports of customers, and the worker's steps, as the tests say them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from cashbeat.customer.importing import uploads
from cashbeat.customer.importing.reading.handover import Reading, ReadingJob
from cashbeat.customer.importing.reading.read import read_table
from cashbeat.customer.importing.worker import CustomerImporter
from cashbeat.tabular.refusal import FileRefused, refusal_from_plain, refusal_to_plain
from cashbeat.tabular.sandbox import CheckLimits, Progress

COLLECTIONS = (
    *("customers", "charges", "accounts", "payments", "audit_entries", "receivable_days"),
    *("customer_imports", "customer_import_files", "customer_import_pieces"),
    *("customer_import_rows", "customer_import_changes"),
    *("notifications", "notification_days"),
)
HEADER = ("external_id", "name", "email", "outstanding_amount", "currency", "due_date", "phone")


async def read_here(job: ReadingJob, _: CheckLimits, progress: Progress) -> Reading:
    """What the process that reads files does, without its limits."""
    found = Reading([], {}, [], [])
    try:
        read_table(job, lambda _rows, _share: None, found)
    except FileRefused as refusal:
        raise refusal_from_plain(refusal_to_plain(refusal, "http")) from None
    await progress(found.good, 1.0)
    return found


def csv_of(rows: Sequence[Mapping[str, Any]], header: Sequence[str] = HEADER) -> bytes:
    """Rows as a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


class Office:
    """Somebody who imports, beside a desk, and a worker that does one thing at a time."""

    def __init__(self, desk: Any, folder: Path) -> None:
        self.desk = desk
        self.api = desk.api
        self.database = desk.database
        self.told: list[str] = []
        self.folder = folder
        self.worker = self.another_worker()

    def another_worker(self, read_file: Any = read_here) -> CustomerImporter:
        return CustomerImporter(
            self.database, self.folder, read_file, self.told.append, lambda: datetime.now(UTC), 10
        )

    async def send(self, rows: Any, *, key: str | None = None, **options: Any) -> Any:
        """The answer to an upload of rows, or of bytes."""
        content = rows if isinstance(rows, bytes) else csv_of(rows)
        files = {"file": ("customers.csv", content, "text/csv")}
        headers = self.desk.headers | ({} if key is None else {"Idempotency-Key": key})
        return await self.api.http.post(
            "/api/customers/import",
            files=files,
            data={"options": json.dumps(options)},
            headers=headers,
        )

    async def uploaded(self, rows: Any, **options: Any) -> Any:
        """An import that was checked."""
        answer = await self.send(rows, **options)
        assert answer.status_code == 202, answer.text
        await self.work()
        return await self.get(answer.json())

    async def imported(self, rows: Any, **options: Any) -> Any:
        """An import that was recorded, the good rows of it."""
        found = await self.uploaded(rows, **options)
        assert found["state"] == "ready", found
        answer = await self.ask("POST", found, "/commit", json={"skipBad": True})
        assert answer.status_code == 202, answer.text
        await self.work()
        return await self.get(found)

    async def undone(self, found: Any) -> Any:
        answer = await self.ask("POST", found, "/undo")
        assert answer.status_code == 202, answer.text
        await self.work()
        return await self.get(found)

    async def work(self, worker: CustomerImporter | None = None) -> None:
        """What the worker does until nothing waits."""
        worker = worker or self.worker
        async for stored in self.database["customer_imports"].find({"todo": True}):
            while await worker.advance(stored["tenantId"], stored["_id"]):
                pass

    async def get(self, found: Any) -> Any:
        return await self.desk.ok("GET", f"/customers/import/{found['id']}")

    async def ask(self, method: str, found: Any, end: str = "", **sent: Any) -> Any:
        return await self.desk.ask(method, f"/customers/import/{found['id']}{end}", **sent)

    async def rows(self, found: Any, outcome: str, **params: Any) -> Any:
        path = f"/customers/import/{found['id']}/rows"
        return await self.desk.ok("GET", path, params={"outcome": outcome} | params)

    async def named(self, name: str) -> Any:
        """The one customer of that name, settled."""
        await self.desk.settle()
        (found,) = (await self.desk.page(q=name))["items"]
        return await self.desk.get(found)

    async def everything(self) -> dict[str, Any]:
        """Customers and charges as they are stored, but for what every change raises."""
        raised = ("version", "updatedAt", "stale", "account", "unsearched")
        kept: dict[str, Any] = {}
        for name in ("customers", "charges"):
            async for stored in self.database[name].find({}):
                kept[stored["_id"]] = {
                    key: value for key, value in stored.items() if key not in raised
                }
        return kept


@pytest_asyncio.fixture(loop_scope="module")
async def office(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in an organisation without customers; uploads do not wait for their check."""
    monkeypatch.setattr(uploads, "CHECK_SECONDS", 0.0)
    for name in COLLECTIONS:
        await desk.database[name].delete_many({})
    return Office(desk, tmp_path)
