"""Where the secret keys come from: the settings, the data directory, or this process."""

import os
from functools import cache
from pathlib import Path

from cashbeat.core.secrets import SecretKeys, new_secret_key, parse_secret_keys
from cashbeat.core.settings import Settings, SettingsInvalid
from cashbeat.embedded.data_dir import DataDir, write_private

FILE = "secret-keys"
_MISSING = (
    "CASHBEAT_SECRET_KEYS must be set outside development: sessions are signed with it. "
    "`cashbeat secrets new` prints a new one; give the same to every process."
)


def load_secret_keys(settings: Settings) -> SecretKeys:
    """The keys of this deployment.

    Given by CASHBEAT_SECRET_KEYS. In development they are made once in the data directory, in a
    test once in a process; anywhere else they must be given, the same to every process.

    Raises: SettingsInvalid, DataDirUnusable.
    """
    if settings.secret_keys is not None:
        return parse_secret_keys(settings.secret_keys.get_secret_value())
    if settings.environment == "test":
        return _of_this_process()
    if settings.environment == "development":
        return _of_data_dir(DataDir(settings.data_dir))
    raise SettingsInvalid([_MISSING])


@cache
def _of_this_process() -> SecretKeys:
    return parse_secret_keys(new_secret_key())


def _of_data_dir(data_dir: DataDir) -> SecretKeys:
    data_dir.prepare()
    path = data_dir.secrets / FILE
    if not path.exists():
        _make_once(path)
    try:
        return parse_secret_keys(path.read_text(encoding="ascii"))
    except ValueError as error:
        raise SettingsInvalid(
            [f"{path} cannot be used, it {error}. Remove it for a new one; all sign in again."]
        ) from None


def _make_once(path: Path) -> None:
    """Of several processes that start at once, one's key is kept: a link replaces no file."""
    scratch = path.with_name(f"{path.name}.{os.getpid()}.made")
    write_private(scratch, new_secret_key())
    try:
        path.hardlink_to(scratch)
    except FileExistsError:
        pass
    finally:
        scratch.unlink()
