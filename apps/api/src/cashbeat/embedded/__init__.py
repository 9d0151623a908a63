"""MongoDB and Redis without installing either: found or brought, started and stopped."""

from cashbeat.embedded.data_dir import DataDir
from cashbeat.embedded.errors import (
    DatabasesNotRunning,
    DatabaseUnavailable,
    DataDirUnusable,
    ServerNotFound,
)
from cashbeat.embedded.secret_keys import load_secret_keys
from cashbeat.embedded.stack import (
    DatabaseAddresses,
    attached,
    databases,
    resolve_addresses,
    with_addresses,
)

__all__ = [
    "DataDir",
    "DataDirUnusable",
    "DatabaseAddresses",
    "DatabaseUnavailable",
    "DatabasesNotRunning",
    "ServerNotFound",
    "attached",
    "databases",
    "load_secret_keys",
    "resolve_addresses",
    "with_addresses",
]
