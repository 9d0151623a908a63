"""`cashbeat audit verify`."""

import asyncio
from typing import Annotated

import typer

from cashbeat.audit.chain import ChainReport, Head
from cashbeat.audit.verify import ChainVerifier
from cashbeat.core.mongo import connect_projector, open_database
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import databases


def verify(
    tenant: Annotated[
        str | None, typer.Option(help="Only this organisation's log (its id).")
    ] = None,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="N:HASH",
            help="An end of the chain that an earlier run printed; with --tenant.",
        ),
    ] = None,
) -> None:
    """Recompute the hash of every entry of the audit log and name each that was touched.

    Safe while the system runs. Prints how many entries each organisation has and the hash they lead
    to: kept somewhere else and given as --head later, it also shows whether a whole log was written
    anew. Exit 0 when nothing was touched, 1 when anything was.

    \b
    Examples:
      cashbeat audit verify
      cashbeat audit verify --tenant demo
      cashbeat audit verify --tenant demo --head 41:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b...
    """
    known = None if head is None else _head(head)
    if known is not None and tenant is None:
        raise typer.BadParameter("--head needs --tenant")
    settings = load_settings()
    with databases(settings) as addresses:
        reports = asyncio.run(_verify(settings, addresses.mongo_uri, tenant, known))
    for report in reports:
        for line in told(report):
            typer.echo(line)
    if not reports:
        typer.echo("The audit log has no entry yet.")
    if any(report.count for report in reports):
        raise typer.Exit(1)


def told(report: ChainReport) -> list[str]:
    """A report in lines."""
    head = report.head
    end = "no entry is sealed yet" if head is None else f"head {head.n}:{head.hash}"
    waiting = f", {report.waiting:,} waiting" if report.waiting else ""
    lines = [f"{report.tenant_id}: {report.entries:,} sealed{waiting}, {end}"]
    lines += [f"  {fault.kind}: {fault.text}" for fault in report.faults]
    if report.count > len(report.faults):
        lines.append(f"  ... and {report.count - len(report.faults):,} more")
    return lines


async def _verify(
    settings: Settings, mongo_uri: str, tenant: str | None, known: Head | None
) -> list[ChainReport]:
    client = connect_projector(mongo_uri, settings)
    try:
        verifier = ChainVerifier(open_database(client, settings))
        names = await verifier.list_tenants()
        if tenant is not None:
            if tenant not in names:
                raise typer.BadParameter(f"there is no audit log of an organisation {tenant!r}")
            names = [tenant]
        return [await verifier.verify(name, known) for name in names]
    finally:
        await client.close()


def _head(text: str) -> Head:
    n, colon, digest = text.partition(":")
    if not colon or not n.isdecimal() or len(digest) != 64:
        raise typer.BadParameter("--head is a number, a colon and 64 hexadecimal digits")
    return Head(int(n), digest.lower())
