"""Files to import, and the service on a real MongoDB."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo import AsyncMongoClient

from cashbeat.core.mongo import Database, prepare
from cashbeat.importing.check import CheckJob, Report, check_file
from cashbeat.importing.documents import PaymentImportDocument
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.repository import ImportRepository
from cashbeat.importing.sandbox import CheckLimits
from cashbeat.importing.service import ImportService, Outcome
from cashbeat.importing.word import Method
from cashbeat.payment.documents import PaymentDocument, PaymentMethodDocument
from cashbeat.payment.methods import PaymentMethods
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
    await prepare(opened, [PaymentDocument, PaymentMethodDocument, PaymentImportDocument])
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
