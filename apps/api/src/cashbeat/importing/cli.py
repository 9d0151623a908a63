"""`cashbeat payments import`."""

import asyncio
import hashlib
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from cashbeat.audit.documents import AuditEntryDocument
from cashbeat.contracts.importing import ImportProfile
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.logging import configure_logging
from cashbeat.core.mongo import connect, open_database, prepare
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import databases
from cashbeat.importing.choices import read_choices
from cashbeat.importing.display import ImportDisplay
from cashbeat.importing.importer import find_importer
from cashbeat.importing.repository import ImportRepository
from cashbeat.importing.service import ImportService
from cashbeat.importing.trail import import_started
from cashbeat.importing.wire import options_of, report_to_wire
from cashbeat.kit import json_strict
from cashbeat.kit.ids import new_id
from cashbeat.payment.documents import PaymentDocument, PaymentMethodDocument
from cashbeat.payment.methods import PaymentMethods
from cashbeat.tabular.sandbox import CheckLimits
from cashbeat.tabular.wording import flag_of
from cashbeat.tenant.caller import Provenance
from cashbeat.tenant.tenant import Tenant

Pairs = list[str]


def import_payments(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV or .xlsx file.")
    ],
    mapped: Annotated[
        Pairs | None,
        typer.Option(
            "--map", metavar="FIELD=COLUMN", help="Column of a field: by name, or #3 for the third."
        ),
    ] = None,
    word: Annotated[
        Pairs | None,
        typer.Option(metavar="FIELD:WORD=OURS", help="What a word means: 'method:Visa=card'."),
    ] = None,
    constant: Annotated[
        Pairs | None,
        typer.Option(metavar="FIELD=VALUE", help="One value for every row: currency=UAH."),
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="IANA zone of times without an offset: Europe/Kyiv.")
    ] = None,
    date_format: Annotated[
        str | None,
        typer.Option(help="year-first, month-first, day-first, or a pattern such as %d.%m.%Y."),
    ] = None,
    decimal_mark: Annotated[
        str | None, typer.Option(metavar="MARK", help="What decimals start with: . or ,")
    ] = None,
    delimiter: Annotated[str | None, typer.Option(help="Of a CSV, when not recognised.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Of a CSV that is not Unicode: cp1252, cp1251, …")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Of a workbook; the first if left out.")] = None,
    source: Annotated[
        str | None,
        typer.Option(help="Name of the machine or shop, when equal rows of two are two payments."),
    ] = None,
    nonexistent_times: Annotated[
        Literal["refuse", "shift"] | None,
        typer.Option(help="Local times that a clock change skipped: a bad row, or moved past it."),
    ] = None,
    create_methods: Annotated[
        bool | None,
        typer.Option("--create-methods", help="Create payment methods that are not known."),
    ] = None,
    skip_bad: Annotated[
        bool | None, typer.Option("--skip-bad", help="Import the good rows although some are bad.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and report; import nothing.")
    ] = False,
    profile: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="JSON with these choices, as --save-profile writes."
        ),
    ] = None,
    save_profile: Annotated[
        Path | None, typer.Option(help="Write the choices of this call for the next file.")
    ] = None,
    bad_rows: Annotated[
        Path | None, typer.Option(help="Write every bad row and its reason to this CSV.")
    ] = None,
    follow: Annotated[
        bool,
        typer.Option(
            "--follow/--no-wait", help="Wait until the dashboard counts what was imported."
        ),
    ] = True,
    tenant: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Id or slug of the organisation; may be left out of a single one."
        ),
    ] = None,
    api_key: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="An API key, for its organisation and in its name; CASHBEAT_API_KEY if left out.",
        ),
    ] = None,
) -> None:
    """Import payment history from CSV or XLSX; one bad row, and nothing of it is.

    Columns and words are recognised where they can be; a dry run shows what each was taken for,
    the totals, and every bad row with its reason. Importing the same file again, or a longer
    version of it, adds only what is new; so does running it again after a power cut. Without a
    column of statuses rows are completed payments; without a column of currencies they are in the
    organisation's own.

    \b
    Fields:
      created_at (the moment, or the date), created_time (beside a date), amount, currency,
      method, status, refunded_amount, failure_code, customer_id, external_id, description

    \b
    Examples:
      cashbeat payments import sales.csv --dry-run
      cashbeat payments import sales.csv --time-zone Europe/Kyiv --constant currency=UAH
      cashbeat payments import may.xlsx --map amount=Gross --word 'method:Visa=card'
      cashbeat payments import june.xlsx --profile shop.json
      cashbeat payments import sales.csv --tenant acme
    """
    settings = load_settings()
    configure_logging(level="warning", log_format="console", process="import")
    faults: list[str] = []
    chosen = _profile(
        profile,
        {
            "columns": _pairs(mapped, "--map", faults),
            "words": _words(word, faults),
            "constants": _pairs(constant, "--constant", faults),
        },
        {
            "timeZone": time_zone,
            "dateFormat": date_format,
            "decimalMark": decimal_mark,
            "delimiter": "\t" if delimiter in {"\\t", "tab"} else delimiter,
            "encoding": encoding,
            "sheet": sheet,
            "source": source,
            "nonexistentTimes": nonexistent_times,
            "createMethods": create_methods,
            "skipBad": skip_bad,
        },
        faults,
    )
    if save_profile is not None:
        plain = chosen.model_dump_json(by_alias=True, exclude_defaults=True, indent=2)
        save_profile.write_text(plain + "\n", encoding="utf-8")
    display = ImportDisplay(Console(highlight=False))
    with databases(settings) as addresses:
        session = _Session(
            settings, display, chosen, bad_rows and bad_rows.absolute(), api_key, tenant
        )
        limits = CheckLimits.for_size(file.stat().st_size)
        work = session.run(
            addresses.mongo_uri, file.absolute(), limits, dry_run=dry_run, follow=follow
        )
        good = asyncio.run(work)
    if not good:
        raise typer.Exit(1)


class _Session:
    """One call of the command."""

    def __init__(
        self,
        settings: Settings,
        display: ImportDisplay,
        profile: ImportProfile,
        bad_rows: Path | None,
        api_key: str | None,
        tenant: str | None,
    ) -> None:
        self._for = (api_key, tenant)
        self._settings = settings
        self._display = display
        self._profile = profile
        self._bad_rows = bad_rows

    async def run(
        self, mongo_uri: str, file: Path, limits: CheckLimits, *, dry_run: bool, follow: bool
    ) -> bool:
        """True when nothing was refused."""
        client = connect(mongo_uri, self._settings)
        try:
            database = open_database(client, self._settings)
            self._repository = ImportRepository(database)
            await prepare(database, [AuditEntryDocument, PaymentDocument, PaymentMethodDocument])
            methods = PaymentMethods(database)
            tenant, by = await find_importer(database, self._settings, *self._for)
            service = ImportService(
                self._repository, methods, self._settings.data_dir / "imports", "cli"
            )
            return await self._import(
                service, tenant, by, file, limits, dry_run=dry_run, follow=follow
            )
        finally:
            await client.close()

    async def _note(self, tenant: Tenant, by: Provenance, file: Path) -> None:
        """Enter what now begins into the audit log."""
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        facts = (new_id("imp"), file.name, digest, self._profile, datetime.now(UTC))
        await self._repository.note(tenant.id, import_started(tenant.id, by, *facts, dry_run=False))

    async def _import(
        self,
        service: ImportService,
        tenant: Tenant,
        by: Provenance,
        file: Path,
        limits: CheckLimits,
        *,
        dry_run: bool,
        follow: bool,
    ) -> bool:
        display, options = self._display, options_of(self._profile)
        begun = time.monotonic()
        with service.spool() as spool:
            with display.checking(file.name) as checked:
                report = await service.check(
                    tenant,
                    file,
                    options,
                    None if dry_run else spool,
                    limits,
                    checked,
                    self._bad_rows,
                )
            display.report(report_to_wire(report), self._bad_rows)
            if dry_run:
                display.dry_run_over(report.bad_rows)
                return report.bad_rows == 0
            await self._note(tenant, by, file)
            with display.writing() as written:
                outcome = await service.write(tenant, report, options, spool, written)
        projected: bool | None = None
        if follow and outcome.created:
            with display.counting() as counted:
                projected = await service.wait_until_projected(tenant.id, outcome, counted)
        display.outcome(outcome, report.rows, time.monotonic() - begun, projected)
        return True


def _profile(
    path: Path | None,
    tables: dict[str, dict[str, object]],
    values: dict[str, object],
    faults: Sequence[str] = (),
) -> ImportProfile:
    """The profile's choices, and over them those of the command line, whose faults join theirs."""
    plain: dict[str, object] = {}
    if path is not None:
        try:
            plain = json_strict.loads(path.read_bytes())
        except json_strict.InvalidJson as error:
            raise typer.BadParameter(f"{path}: {error}") from None
        if not isinstance(plain, dict):
            raise typer.BadParameter(f"{path}: a profile is a JSON object")
    for name, table in tables.items():
        before = plain.get(name)
        plain[name] = (before if isinstance(before, dict) else {}) | table
    plain |= {name: value for name, value in values.items() if value is not None}
    choices, problems = read_choices(ImportProfile, plain)
    if choices is None or faults:
        raise typer.BadParameter("; ".join([*faults, *map(_told, problems)]))
    return choices


def _told(problem: FieldProblem) -> str:
    """A fault in the terminal's words: `--map price: must be one of ...`."""
    name, _, entry = problem.field.partition(".")
    flag = flag_of(re.sub(r"[A-Z]", lambda letter: "_" + letter[0].lower(), name))
    return f"{flag} {entry.replace('.', ':', 1)}".rstrip() + f": {problem.message}"


def _pairs(given: Pairs | None, option: str, faults: list[str]) -> dict[str, object]:
    pairs: dict[str, object] = {}
    for text in given or []:
        name, separator, value = text.partition("=")
        if not separator or not name or not value:
            faults.append(f"{option} {text!r}: write {option} FIELD=VALUE")
            continue
        pairs[name.strip()] = value
    return pairs


def _words(given: Pairs | None, faults: list[str]) -> dict[str, object]:
    words: dict[str, object] = {}
    for text in given or []:
        said, separator, ours = text.rpartition("=")
        field, colon, word = said.partition(":")
        if not separator or not colon or not word or not ours:
            faults.append(f"--word {text!r}: write --word FIELD:WORD=OURS")
            continue
        table = words.setdefault(field.strip(), {})
        if isinstance(table, dict):
            table[word] = ours
    return words
