"""Runs a real `Stack` with real databases, but small servers in place of API, worker and web."""

import sys
from pathlib import Path

from cashbeat.cli import app
from cashbeat.core.settings import Settings
from cashbeat.launch import processes, project

SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
SLEEPER = "import time\nwhile True: time.sleep(1)"


def api_command(settings: Settings, *, dev: bool) -> list[str]:
    assert not dev
    return [sys.executable, "-c", SERVER, str(settings.api_port)]


def worker_command(*, dev: bool) -> list[str]:
    assert not dev
    return [sys.executable, "-c", SLEEPER]


def web_app() -> Path:
    """A folder whose serve.mjs is the same small server, run by Python as its `node`."""
    folder = Path(sys.argv[0]).parent
    (folder / "serve.mjs").write_text(
        "import os, sys\nsys.argv[1:] = [os.environ['PORT']]\n" + SERVER, encoding="utf-8"
    )
    return folder


def anything_goes(folder: Path) -> None:
    assert folder.is_dir()


if __name__ == "__main__":
    sys.argv[0] = sys.argv.pop(1)
    processes.api_command = api_command
    processes.worker_command = worker_command
    project.web_app = web_app
    project.require_web_build = anything_goes
    project.find_node = lambda: sys.executable
    app()
