"""What can go wrong while finding, starting or reaching the databases; each is one sentence."""


class DatabaseUnavailable(Exception):
    """A database cannot be had; the message says what to do about it."""


class ServerNotFound(DatabaseUnavailable):
    """No program to run: neither on PATH nor in an installed package."""


class DataDirUnusable(DatabaseUnavailable):
    """The data directory cannot be created, written or owned by this process."""


class DatabasesNotRunning(DatabaseUnavailable):
    """Nothing runs for this data directory and no address was given."""
