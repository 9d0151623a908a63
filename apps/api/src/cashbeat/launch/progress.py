"""What a person sees while Cashbeat starts, runs and stops."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cashbeat.core.settings import Settings
from cashbeat.identity.demo.demo import ACCOUNTS


class Progress:
    """One line for each step, with its time; a spinner meanwhile on a terminal."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        started = time.monotonic()
        with self.console.status(f"{title} …"):
            yield
        took = time.monotonic() - started
        self._print(f"[green]✓[/] {title:<44} [dim]{took:5.1f} s[/]")

    def say(self, sentence: str) -> None:
        self._print(f"[dim]{time.strftime('%H:%M:%S')}[/] {escape(sentence)}")

    def warn(self, sentence: str) -> None:
        self._print(f"[yellow]![/] {escape(sentence)}")

    def running(self, settings: Settings, *, dev: bool) -> None:
        """The one address, how to get in, and where to look next."""
        table = Table.grid(padding=(0, 2))
        table.add_row("Open", Text(settings.web_origin, style="bold underline"))
        if settings.demo:
            owner = ACCOUNTS[0]
            table.add_row("Sign in", f"one click, or {owner.email} / {owner.password}")
            table.add_row(
                "Organisation",
                f"{settings.demo_tenant_name} ({settings.demo_tenant_id}), "
                f"{settings.demo_time_zone}, {settings.demo_currency}",
            )
            table.add_row("Live", "a simulator sends payments; CASHBEAT_DEMO=0 starts without")
        else:
            table.add_row("Sign in", "there, or create the first account")
        table.add_row("API", f"{settings.api_origin}/api/openapi.json")
        table.add_row("Logs", f"{settings.data_dir}/logs")
        table.add_row("Stop", "Ctrl-C, or `make stop` from elsewhere; data is kept")
        title = "Cashbeat is running" + (" with hot reload" if dev else "")
        self._print(Panel(table, title=title, border_style="green", expand=False))

    def _print(self, what: RenderableType) -> None:
        """A closed terminal or pipe must not keep us from stopping what we started."""
        with suppress(OSError):
            self.console.print(what)
