"""The checkout that we run from: its web app, and the Node.js that serves it."""

import re
import shutil
import subprocess
from pathlib import Path

import cashbeat
from cashbeat.launch.errors import LaunchFailed

OLDEST_NODE = (20, 9)


def api_sources() -> Path:
    """The folder that holds the Python package."""
    return Path(cashbeat.__file__).resolve().parent


def web_app() -> Path:
    """The folder of the web app, or `LaunchFailed` outside a checkout."""
    folder = api_sources().parents[3] / "apps" / "web"
    if not (folder / "serve.mjs").is_file():
        raise LaunchFailed(
            f"The web app is not at {folder}: run Cashbeat from a checkout of its repository."
        )
    return folder


def require_web_build(folder: Path) -> None:
    if not (folder / ".next" / "standalone").is_dir():
        raise LaunchFailed("The web app is not built: run `make setup`, or `npx nx run web:build`.")


def require_web_packages(folder: Path) -> None:
    if not (folder.parents[1] / "node_modules" / "next").is_dir():
        raise LaunchFailed("The npm packages are not installed: run `make setup`, or `npm ci`.")


def find_node() -> str:
    """Node.js on PATH, new enough, or `LaunchFailed`."""
    needed = ".".join(map(str, OLDEST_NODE))
    node = shutil.which("node")
    if node is None:
        raise LaunchFailed(f"Node.js is not on PATH: install version {needed} or newer.")
    version = node_version(node)
    if version < OLDEST_NODE:
        found = ".".join(map(str, version))
        raise LaunchFailed(f"Node.js {found} is too old: install version {needed} or newer.")
    return node


def node_version(node: str) -> tuple[int, ...]:
    """`v20.20.2` -> (20, 20, 2); empty when the program does not answer."""
    try:
        answer = subprocess.run(
            [node, "--version"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    match = re.match(r"v(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, match.groups())) if match else ()
