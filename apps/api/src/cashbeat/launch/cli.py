"""The commands `start`, `dev`, `stop`, `status` and `doctor`."""

import time

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cashbeat.core.settings import load_settings
from cashbeat.launch.control import running_stack, stop_stack
from cashbeat.launch.doctor import examine
from cashbeat.launch.progress import Progress
from cashbeat.launch.stack import Stack

STOP_SECONDS = 30.0


def start() -> None:
    """Start everything: MongoDB, Redis, API, worker, web, and a live simulator.

    Runs until Ctrl-C or `cashbeat stop`. Settings come from the environment and `.env`;
    `.env.example` lists them all. A second copy needs its own ports and data directory.

    \b
    Examples:
      cashbeat start
      CASHBEAT_DEMO=0 cashbeat start
      CASHBEAT_WEB_PORT=3100 CASHBEAT_API_PORT=8100 CASHBEAT_DATA_DIR=.data2 cashbeat start
    """
    Stack(load_settings(), Progress()).run()


def dev() -> None:
    """The same as `start`, but API, worker and web reload when their source changes.

    \b
    Examples:
      cashbeat dev
      CASHBEAT_DEMO=0 cashbeat dev
    """
    Stack(load_settings(), Progress(), dev=True).run()


def stop() -> None:
    """Stop the Cashbeat that runs with this data directory. Data is kept.

    \b
    Examples:
      cashbeat stop
      CASHBEAT_DATA_DIR=/srv/cashbeat cashbeat stop
    """
    settings = load_settings()
    if stop_stack(settings.data_dir, STOP_SECONDS):
        typer.echo("Cashbeat has stopped.")
    else:
        typer.echo(f"No Cashbeat runs with {settings.data_dir}.")


def status() -> None:
    """Show the processes of the Cashbeat that runs with this data directory. Exit 1: none.

    \b
    Examples:
      cashbeat status
      cashbeat status || cashbeat start
    """
    settings = load_settings()
    state = running_stack(settings.data_dir)
    if state is None:
        typer.echo(f"No Cashbeat runs with {settings.data_dir}.")
        raise typer.Exit(1)
    table = Table("Process", "State", "Pid", "Up", "Memory", title=f"Cashbeat at {state.web}")
    for process in state.processes:
        up = time.time() - process.started if process.started else None
        table.add_row(
            process.name,
            "[green]running[/]" if process.pid else "[dim]not running[/]",
            str(process.pid or ""),
            _duration(up) if up is not None else "",
            f"{process.memory_mb} MB" if process.pid else "",
        )
    Console().print(table)


def doctor() -> None:
    """Check this machine: tools, ports, databases, data directory. Exit 1 when anything lacks.

    \b
    Examples:
      cashbeat doctor
      CASHBEAT_WEB_PORT=3100 cashbeat doctor
    """
    console = Console(highlight=False)
    good = True
    for finding in examine(load_settings()):
        good = good and finding.good
        mark = "[green]✓[/]" if finding.good else "[red]✗[/]"
        console.print(f"{mark} {finding.subject:<10} {escape(finding.text)}", soft_wrap=True)
    raise typer.Exit(0 if good else 1)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
