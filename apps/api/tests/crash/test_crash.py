"""A short run of benchmarks/crash.py: kill -9 of everything loses and doubles nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[4] / "benchmarks" / "crash.py"

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def test_kill_9_of_everything_keeps_every_promise(tmp_path: Path) -> None:
    found = tmp_path / "outcome.json"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--seconds", "20", "--writers", "6", "--json", str(found)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    outcome = json.loads(found.read_text())
    assert set(outcome["kills"]) == {"worker", "api", "redis", "mongo"}
    assert outcome["payments"] > 300
    assert outcome["charges"] > 0
    assert outcome["imports"] > 0
    assert outcome["repeats"] > 0
    assert outcome["doubled"] > 0
    assert len(outcome["controls"]) == 5
