"""The `cashbeat` command. Each sub-command is imported when it is called, so `--help` is quick."""

import importlib
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer
import typer.core


class LazyCommand(typer.core.TyperCommand):
    """Stands for a command in listings, and becomes it when called."""

    def __init__(self, name: str, target: str, summary: str) -> None:
        super().__init__(name, help=summary, rich_markup_mode=None)
        self._target = target

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        real = load_command(self.name or "", self._target)
        return real.make_context(info_name, args, parent=parent, **extra)


class LazyGroup(typer.core.TyperGroup):
    """Knows its commands by name, `module:function` and summary."""

    known: ClassVar[dict[str, tuple[str, str]]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        return [*self.known, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        known = self.known.get(cmd_name)
        return LazyCommand(cmd_name, *known) if known else super().get_command(ctx, cmd_name)


class RootGroup(LazyGroup):
    """A failure with a known reason is one sentence and exit 1, never a trace."""

    known: ClassVar = {
        "start": ("cashbeat.launch.cli:start", "Start everything and print one address."),
        "dev": ("cashbeat.launch.cli:dev", "Start everything with hot reload."),
        "stop": ("cashbeat.launch.cli:stop", "Stop what runs; data is kept."),
        "status": ("cashbeat.launch.cli:status", "Show what runs."),
        "doctor": ("cashbeat.launch.cli:doctor", "Check tools, ports and databases here."),
        "seed": ("cashbeat.seed.cli:seed", "Make a demo history."),
        "simulate": ("cashbeat.seed.cli:simulate", "Send live payments, steady or a scenario."),
        "verify": ("cashbeat.projector.cli:verify", "Compare derived numbers with the payments."),
        "rebuild": ("cashbeat.projector.cli:rebuild", "Make all derived numbers anew."),
        "worker": ("cashbeat.projector.cli:worker", "Run the projector; `start` does this."),
    }

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from cashbeat.launch.faults import sentences

            reasons = sentences(error)
            if not reasons:
                raise
            for reason in reasons:
                typer.echo(f"cashbeat: {reason}", err=True)
            raise typer.Exit(1) from None


class PaymentsGroup(LazyGroup):
    known: ClassVar = {
        "import": ("cashbeat.importing.cli:import_payments", "Import payments from CSV or XLSX."),
    }


class AuditGroup(LazyGroup):
    known: ClassVar = {
        "verify": ("cashbeat.audit.cli:verify", "Find out whether anybody touched the audit log."),
    }


class PeopleGroup(LazyGroup):
    known: ClassVar = {
        "list": ("cashbeat.identity.cli:list_people", "Show everybody who has an account."),
        "reset-password": (
            "cashbeat.identity.cli:reset_password",
            "Print a link that sets a new password for somebody.",
        ),
        "end-second-factor": (
            "cashbeat.identity.cli:end_second_factor",
            "Let somebody in who lost authenticator and recovery codes.",
        ),
    }


app = typer.Typer(
    cls=RootGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
payments = typer.Typer(cls=PaymentsGroup, no_args_is_help=True, rich_markup_mode=None)
audit = typer.Typer(cls=AuditGroup, no_args_is_help=True, rich_markup_mode=None)
contracts = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
secret_keys = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
people = typer.Typer(cls=PeopleGroup, no_args_is_help=True, rich_markup_mode=None)
app.add_typer(payments, name="payments")
app.add_typer(people, name="people")
app.add_typer(audit, name="audit")
app.add_typer(contracts, name="contracts")
app.add_typer(secret_keys, name="secrets")


@app.callback()
def cashbeat() -> None:
    """Cashbeat: collections and live payment analytics.

    `cashbeat start` brings up everything and prints one address. The other commands work on the
    Cashbeat that runs with the same data directory (CASHBEAT_DATA_DIR, `.data` by default).
    """


@people.callback()
def people_group() -> None:
    """Help people who cannot sign in."""


@payments.callback()
def payments_group() -> None:
    """Bring payments in from files."""


@audit.callback()
def audit_group() -> None:
    """Look after the audit log."""


@contracts.callback()
def contracts_group() -> None:
    """Export the wire contracts."""


@contracts.command("export")
def export_contracts(
    path: Annotated[Path, typer.Argument(help="File to write the JSON Schema to.")],
) -> None:
    """Write one JSON Schema of everything that travels by REST and by socket.

    \b
    Examples:
      cashbeat contracts export contracts.json
    """
    write_schema = importlib.import_module("cashbeat.contracts.export").write_schema
    write_schema(path)
    typer.echo(f"Wrote {path}.")


@secret_keys.callback()
def secrets_group() -> None:
    """Make the keys of CASHBEAT_SECRET_KEYS."""


@secret_keys.command("new")
def new_secret() -> None:
    """Print a new random key for CASHBEAT_SECRET_KEYS.

    To change keys, put the new one in front of the old: what was signed with the old stays good
    until it is taken off the list. docs/security.md tells when that is.

    \b
    Examples:
      cashbeat secrets new
      CASHBEAT_SECRET_KEYS="$(cashbeat secrets new),$CASHBEAT_SECRET_KEYS" cashbeat start
    """
    typer.echo(importlib.import_module("cashbeat.core.secrets").new_secret_key())


def load_command(name: str, target: str) -> Any:
    """Import `module:function` and make it a command."""
    module, _, function = target.partition(":")
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name)(getattr(importlib.import_module(module), function))
    return typer.main.get_command(single)


if __name__ == "__main__":
    app()
