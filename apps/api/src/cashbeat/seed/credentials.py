"""What the commands prove themselves with: an API key, given by somebody or of the demo here."""

from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from cashbeat.core.settings import Settings

HOW = (
    "make one under Settings, API keys, with the scopes payments:read, payments:write, "
    "payments:refund and organisation:read, and give it by --api-key or CASHBEAT_API_KEY"
)
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class NoApiKey(Exception):
    """No key was given, and there is no demo here whose key could be used."""


class KeySource(httpx.Auth):
    """Sends an API key with each request.

    One of a file is read again while there is none, and when it was refused: the API may have made
    another meanwhile.
    """

    def __init__(self, key: str = "", path: Path | None = None) -> None:
        self._path = path
        self._key = key if path is None else _read(path)

    @property
    def is_empty(self) -> bool:
        """Whether there is no key to send."""
        return not self._key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request with the key, and once more with the next one."""
        if not self._key and self._path is not None:
            self._key = _read(self._path)  # the API may have made one by now
        used = self._key
        if used:  # "Bearer " alone is no header at all: the client would refuse to send it
            request.headers["Authorization"] = f"Bearer {used}"
        response = yield request
        if response.status_code != httpx.codes.UNAUTHORIZED or self._path is None:
            return
        self._key = _read(self._path)
        if self._key != used:
            request.headers["Authorization"] = f"Bearer {self._key}"
            yield request


def key_source(settings: Settings, url: str, key: str | None, path: Path | None) -> KeySource:
    """The key to use: given, of a file, of the environment, or of the demo that runs here.

    Raises: NoApiKey.
    """
    if key is not None:
        return KeySource(key.strip())
    if path is None and settings.api_key is not None:
        return KeySource(settings.api_key.get_secret_value().strip())
    demo = settings.demo_key_file
    ours = url == settings.api_origin or urlsplit(url).hostname in _HERE
    source = KeySource(path=path) if path else KeySource(path=demo) if ours else KeySource()
    if source.is_empty:
        where = f" in {path}" if path else ""
        raise NoApiKey(
            f"There is no API key{where}: {HOW}; beside a running demo none has to be given."
        )
    return source


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
