"""Where the secret keys come from: given, made once in the data directory, or refused."""

import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cashbeat.core.secrets import new_secret_key
from cashbeat.core.settings import Settings, SettingsInvalid, load_settings
from cashbeat.embedded.secret_keys import FILE, load_secret_keys


def settings_in(folder: Path, **changes: Any) -> Settings:
    return load_settings(_env_file=None, data_dir=folder, **changes)


def made_in(folder: Path) -> bytes:
    return load_secret_keys(settings_in(folder)).derive("jwt")


def test_development_makes_its_own_once_and_privately(tmp_path: Path) -> None:
    first = made_in(tmp_path / "a")
    file = tmp_path / "a" / "secrets" / FILE
    assert made_in(tmp_path / "a") == first
    assert made_in(tmp_path / "b") != first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [FILE]


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom cashbeat.core.settings import load_settings\n"
        "from cashbeat.embedded import load_secret_keys\n"
        "settings = load_settings(_env_file=None, data_dir=sys.argv[1])\n"
        "print('ready', flush=True)\nsys.stdin.readline()\n"
        "print(load_secret_keys(settings).derive('jwt').hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    said = [process.communicate("go\n", timeout=30)[0] for process in started]
    assert len(set(said)) == 1
    assert len(said[0].strip()) == 64


def test_a_spoiled_file_is_told_of_without_its_content(tmp_path: Path) -> None:
    made_in(tmp_path)
    file = tmp_path / "secrets" / FILE
    file.write_text("k1:hunter2")
    with pytest.raises(SettingsInvalid, match="secret-keys cannot be used") as caught:
        made_in(tmp_path)
    assert "hunter2" not in str(caught.value)


def test_production_needs_them_and_says_how(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"CASHBEAT_SECRET_KEYS .*`cashbeat secrets new`"):
        load_secret_keys(settings_in(tmp_path, environment="production"))
    assert not (tmp_path / "secrets").exists()
    given = new_secret_key()
    used = load_secret_keys(settings_in(tmp_path, environment="production", secret_keys=given))
    assert used.kids == (given.partition(":")[0],)


def test_a_test_process_has_its_own(tmp_path: Path) -> None:
    keys = load_secret_keys(settings_in(tmp_path, environment="test"))
    assert load_secret_keys(settings_in(tmp_path / "b", environment="test")) is keys
    assert not (tmp_path / "secrets").exists()
