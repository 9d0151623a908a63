"""Reads a file in a child process with limits on memory, processor time and wall clock."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cashbeat.core.logging import get_logger
from cashbeat.tabular.errors import ImportRefused

_log = get_logger(__name__)
_MAX_LINE = 16 << 20


@dataclass(frozen=True, slots=True)
class CheckLimits:
    """What a check may take. Memory is address space, in bytes."""

    memory: int = 2 << 30
    cpu_seconds: int = 120
    wall_seconds: float = 180.0

    @classmethod
    def for_size(cls, size: int) -> "CheckLimits":
        """Limits for a file a person runs an import of by hand: time grows with its size."""
        seconds = 120 + 6 * (size >> 20)
        return cls(cpu_seconds=seconds, wall_seconds=seconds * 2.0)


Progress = Callable[[int, float], Awaitable[None]]
"""Told now and then: rows read, share of the file."""


async def run_child(
    module: str, job: Mapping[str, Any], limits: CheckLimits, progress: Progress
) -> dict[str, Any]:
    """Do a job in a process of `python -m module`, which serves it (`tabular.child`).

    Returns: its last message, {"report": …} or {"refused": …}.
    Raises: ImportRefused when it takes more than the limits.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=_MAX_LINE,
        env=environment(),
    )
    stderr = asyncio.create_task(_tail(process.stderr))
    try:
        async with asyncio.timeout(limits.wall_seconds):
            message = await _converse(process, job, limits, progress)
            await process.wait()
    except TimeoutError:
        raise ImportRefused(
            "The file takes too long to read; split it, or save it as CSV.", "check_too_slow"
        ) from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        told = await stderr
    if message is not None:
        return message
    _log.warning(
        "tabular.child.crashed", module=module, returncode=process.returncode, stderr=told[-2000:]
    )
    raise ImportRefused(
        "The file could not be read within the limits of memory and time; "
        "it may be damaged, or made to look larger than it is. Try saving it as CSV.",
        "check_too_large",
    )


async def _converse(
    process: asyncio.subprocess.Process,
    job: Mapping[str, Any],
    limits: CheckLimits,
    progress: Progress,
) -> dict[str, Any] | None:
    """The child's last message; None when it ended without one."""
    order = {
        "job": job,
        "limits": {"memory": limits.memory, "cpu_seconds": limits.cpu_seconds},
    }
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the child process has no pipes")
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(json.dumps(order).encode() + b"\n")
        await process.stdin.drain()
    process.stdin.close()
    while line := await process.stdout.readline():
        message: dict[str, Any] = json.loads(line)
        if "rows" not in message:
            return message
        await progress(message["rows"], message["share"])
    return None


async def _tail(stream: asyncio.StreamReader | None) -> str:
    kept = b""
    while stream is not None and (block := await stream.read(65_536)):
        kept = (kept + block)[-8_192:]
    return kept.decode("utf-8", "replace")


def environment() -> dict[str, str]:
    """Our environment without its secrets: the child reads hostile files."""
    kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}
