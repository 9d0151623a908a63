"""The command line: quick to list, and every listed command can be loaded and explains itself."""

import subprocess
import sys
from typing import get_args

import pytest
from typer.testing import CliRunner

from cashbeat.cli import PaymentsGroup, RootGroup, app, load_command
from cashbeat.contracts.importing import ImportField
from cashbeat.core.settings import load_settings

runner = CliRunner()
KNOWN = {**RootGroup.known, **PaymentsGroup.known}


def test_help_lists_every_command_and_imports_none() -> None:
    code = (
        "import sys\nfrom cashbeat.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m in {'pymongo', 'pydantic', 'fastapi', 'redis'}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True
    )
    for name in (*RootGroup.known, "audit", "payments", "contracts", "secrets"):
        assert f"\n  {name} " in answer.stdout
    assert answer.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", KNOWN)
def test_every_command_explains_itself(name: str) -> None:
    target, summary = KNOWN[name]
    command = load_command(name, target)
    assert command.help.strip(), summary
    examples = command.help.partition("Examples:\n")[2]
    assert any(f"cashbeat {path}" in examples for path in (name, f"payments {name}")), "no example"
    for parameter in command.params:
        assert parameter.name == "help" or parameter.help, f"{name} {parameter.name}"


def test_the_import_names_every_field_it_can_map() -> None:
    said = load_command("import", KNOWN["import"][0]).help
    assert all(name in said for name in get_args(ImportField))


def test_a_faulty_setting_is_a_sentence_and_exit_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASHBEAT_WEB_PORT", "abc")
    answer = runner.invoke(app, ["status"])
    assert answer.exit_code == 1
    assert answer.output == "cashbeat: CASHBEAT_WEB_PORT must be a whole number, but is 'abc'.\n"


def test_a_new_secret_can_be_used_as_it_is() -> None:
    answer = runner.invoke(app, ["secrets", "new"])
    assert answer.exit_code == 0
    assert load_settings(_env_file=None, secret_keys=answer.output.strip()).secret_keys
