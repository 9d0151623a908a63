"""Files to import, the service on a real MongoDB, and the API in front of it."""

import asyncio
import csv
import io
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pymongo import AsyncMongoClient

from cashbeat.bootstrap import Application
from cashbeat.core.mongo import Database, prepare
from cashbeat.core.settings import Settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.importing.check import check_file
from cashbeat.importing.documents import ImportBadRowsDocument, PaymentImportDocument
from cashbeat.importing.job import CheckJob
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.report import Report
from cashbeat.importing.repository import ImportRepository
from cashbeat.importing.service import ImportService, Outcome
from cashbeat.importing.word import Method
from cashbeat.payment.documents import PaymentDocument, PaymentMethodDocument
from cashbeat.payment.methods import PaymentMethods
from cashbeat.tabular.sandbox import CheckLimits
from cashbeat.tenant.tenant import Tenant

TENANT = Tenant("demo", "Demo", "Europe/Berlin", "EUR")
METHODS = (Method("card", "Card"), Method("cash", "Cash"), Method("bank_transfer", "Bank transfer"))
NOW = datetime(2026, 6, 1, 12)  # noqa: DTZ001 (checks take naive UTC)

Check = Callable[..., Report]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Checks a text, bytes or file without a child process: `check("a,b\\n1,2\\n", currency=…)`."""

    def run(content: str | bytes | Path, **options: Any) -> Report:
        path = content if isinstance(content, Path) else tmp_path / "file"
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8", newline="")
        elif isinstance(content, bytes):
            path.write_bytes(content)
        job = CheckJob(
            path=path,
            spool=tmp_path / "spool",
            tenant_id="demo",
            default_currency="EUR",
            time_zone="Europe/Berlin",
            methods=METHODS,
            options=ImportOptions(**options),
            now=NOW,
        )
        return check_file(job, lambda *_: None)

    return run


async def _ignore(*_: Any) -> None:
    return None


@dataclass
class Importer:
    """The service, and the database it writes to."""

    service: ImportService
    database: Database

    async def run(
        self, path: Path, tenant: Tenant = TENANT, **options: Any
    ) -> tuple[Report, Outcome]:
        """Check in the child process and write."""
        chosen = ImportOptions(**options)
        with self.service.spool() as spool:
            report = await self.service.check(tenant, path, chosen, spool, CheckLimits(), _ignore)
            return report, await self.service.write(tenant, report, chosen, spool, _ignore)

    async def payments(self, tenant_id: str = "demo") -> list[dict[str, Any]]:
        """What is stored, oldest first."""
        found = self.database["payments"].find({"tenantId": tenant_id})
        return await found.sort([("createdAt", 1), ("_id", 1)]).to_list()


@pytest.fixture
async def importer(
    mongo_client: AsyncMongoClient[dict[str, Any]], database: str, tmp_path: Path
) -> Importer:
    opened = mongo_client.get_database(database)
    await prepare(
        opened,
        [PaymentDocument, PaymentMethodDocument, PaymentImportDocument, ImportBadRowsDocument],
    )
    methods = PaymentMethods(opened)
    for tenant_id in ("demo", "other"):
        await methods.create_defaults(tenant_id, datetime.now(UTC))
    return Importer(ImportService(ImportRepository(opened), methods, tmp_path / "scratch"), opened)


def _rows(days: int = 420, seed: int = 7) -> list[dict[str, str]]:
    """Sales like those of the vending machine, in Kyiv wall time, over both clock changes.

    One sale an hour and more on 31 March and 27 October 2024, 03:00 left out in March because
    clocks in Kyiv skipped it, and some rows twice.
    """
    random_ = random.Random(seed)
    rows: list[dict[str, str]] = []
    day = datetime(2024, 3, 1)  # noqa: DTZ001 (a wall clock)
    for _ in range(days):
        change = (day.month, day.day) in {(3, 31), (10, 27)}
        hours = range(24) if change else sorted(random_.sample(range(7, 23), 4))
        for hour in hours:
            if (day.month, day.day, hour) == (3, 31, 3) and day.year == 2024:
                continue
            if (day.month, day.day, hour) == (3, 30, 3) and day.year == 2025:
                continue
            at = day + timedelta(hours=hour, minutes=random_.randrange(60))
            method = random_.choice(["card", "card", "cash"])
            row = {
                "date": f"{at.month}/{at.day}/{at.year}",
                "datetime": f"{at.month}/{at.day}/{at.year} {at:%H:%M}",
                "cash_type": method,
                "card": "" if method == "cash" else f"ANON-{random_.randrange(40):04d}",
                "money": random_.choice(["38.7", "28.9", "35", "23.02", "1,200.5"]),
                "coffee_name": random_.choice(["Latte", "Tea, green", 'The "big" one']),
            }
            rows += [row] * (2 if random_.random() < 0.05 else 1)
        day += timedelta(days=1)
    rows[-1]["datetime"] = f"{at:%Y-%m-%d %H:%M}:07.033"
    return rows


def _csv(rows: list[dict[str, str]]) -> bytes:
    """Rows as a spreadsheet saves them: with a byte-order mark and CRLF."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Sales:
    """Makes sales of a vending machine, and files of them."""

    rows: Callable[..., list[dict[str, str]]]
    csv: Callable[[list[dict[str, str]]], bytes]


@pytest.fixture(scope="session")
def sales() -> Sales:
    return Sales(_rows, _csv)


@dataclass(frozen=True)
class HttpImports:
    """Imports as a client of the API sees them."""

    client: httpx.AsyncClient

    async def send(self, content: bytes, key: str | None = None, **options: Any) -> httpx.Response:
        """Upload a file."""
        return await self.client.post(
            "/api/payments/import",
            files={"file": ("sales.csv", content)},
            data={"options": json.dumps(options)},
            headers={} if key is None else {"Idempotency-Key": key},
        )

    async def outcome(self, begun: httpx.Response) -> dict[str, Any]:
        """Ask until the import is over."""
        assert begun.status_code == 202, begun.text
        for _ in range(1200):
            answer = await self.client.get(begun.headers["location"])
            found: dict[str, Any] = answer.json()
            if found["state"] not in {"checking", "writing"}:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError("the import never ended")


@asynccontextmanager
async def _started(settings: Settings, owner_of: Any) -> AsyncIterator[HttpImports]:
    assert settings.mongodb_uri is not None
    assert settings.redis_url is not None
    addresses = DatabaseAddresses(
        settings.mongodb_uri.get_secret_value(), settings.redis_url.get_secret_value()
    )
    small = settings.model_copy(update={"max_upload_bytes": 2_000_000})
    application = Application(small, addresses)
    app = application.app
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as opened,
    ):
        opened.headers.update(await owner_of(application))
        yield HttpImports(opened)


@pytest.fixture
async def imports(settings: Settings, owner_of: Any) -> AsyncIterator[HttpImports]:
    async with _started(settings, owner_of) as started:
        yield started


@pytest.fixture
def start_api(settings: Settings, owner_of: Any) -> Callable[[], Any]:
    """Starts one more API process over the same database: `async with start_api() as imports:`."""
    return lambda: _started(settings, owner_of)
