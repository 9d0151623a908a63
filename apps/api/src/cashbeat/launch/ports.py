"""Ports that are ours to use, and what sits on the others."""

import psutil

from cashbeat.core.settings import Settings, env_name
from cashbeat.embedded.data_dir import accepts_connections, port_is_free
from cashbeat.launch.errors import LaunchFailed


def require_free_ports(settings: Settings) -> None:
    """Raise `LaunchFailed` naming every port that another program has, and the setting."""
    faults = [
        f"Port {port} is in use{_by(port)}: stop that, or set {env_name(field)} to a free port."
        for field in ("web_port", "api_port")
        if not is_ours_to_use(port := getattr(settings, field), settings.host)
    ]
    if faults:
        raise LaunchFailed(" ".join(faults))


def is_ours_to_use(port: int, host: str) -> bool:
    """Free on our address, and nobody answers on `localhost` by IPv6 in our place."""
    return port_is_free(port, host) and not accepts_connections(port, "::1")


def _by(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status != psutil.CONN_LISTEN or not connection.laddr:
                continue
            if connection.laddr.port == port and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (pid {connection.pid})"
    except psutil.Error:
        return " by another program"
    return " by another program"
