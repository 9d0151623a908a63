"""`cashbeat people`."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from cashbeat.core.mongo import connect, open_database
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import databases
from cashbeat.identity.operator import Known, NoSecondFactor, NoSuchPerson, PeopleOperator

T = TypeVar("T")
Email = Annotated[str, typer.Argument(help="The address that the person signs in with.")]


def list_people() -> None:
    """Show everybody who has an account, and what they are where.

    \b
    Examples:
      cashbeat people list
    """
    people = _run(load_settings(), PeopleOperator.list_all)
    if not people:
        typer.echo("Nobody has an account yet.")
        return
    table = Table("Name", "E-mail", "Second factor", "Organisations", box=None, pad_edge=False)
    for person in people:
        table.add_row(*_row(person))
    Console(highlight=False).print(table)


def reset_password(email: Email) -> None:
    """Print a link that sets a new password for somebody: good for an hour, and once.

    For people who cannot get mail: whoever has the link has the account.

    \b
    Examples:
      cashbeat people reset-password ana@example.com
    """
    settings = load_settings()
    token = _run(settings, lambda people: people.begin_reset(email))
    typer.echo(f"{settings.public_url}/reset-password#token={token}")
    typer.echo("Good for one hour, and once. Whoever has it has the account.", err=True)


def end_second_factor(email: Email) -> None:
    """Ask somebody for the password alone again, who lost authenticator and recovery codes.

    Every session of the person ends. Make sure first that it is really them who asks.

    \b
    Examples:
      cashbeat people end-second-factor ana@example.com
    """
    _run(load_settings(), lambda people: people.end_second_factor(email))
    typer.echo(f"{email} signs in with the password alone now, and was signed out everywhere.")


def _row(person: Known) -> tuple[str, str, str, str]:
    roles = ", ".join(f"{tenant} ({role})" for tenant, role in sorted(person.roles.items()))
    return person.name, person.email, "yes" if person.two_factor else "no", roles or "none"


def _run(settings: Settings, ask: Callable[[PeopleOperator], Awaitable[T]]) -> T:
    """Ask over the databases in use; what cannot be is one sentence and exit 1."""

    async def asked(mongo_uri: str) -> T:
        client = connect(mongo_uri, settings)
        try:
            database = open_database(client, settings)
            return await ask(
                PeopleOperator(database, settings.session_days, lambda: datetime.now(UTC))
            )
        finally:
            await client.close()

    with databases(settings) as addresses:
        try:
            return asyncio.run(asked(addresses.mongo_uri))
        except (NoSuchPerson, NoSecondFactor) as error:
            typer.echo(f"cashbeat: {error}", err=True)
            raise typer.Exit(1) from None
