"""The organisation a request acts for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cashbeat.kit.time_buckets import zone


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organisation: its id, its zone for days and hours, and its default currency."""

    id: str
    name: str
    time_zone: str
    default_currency: str

    @property
    def zone(self) -> ZoneInfo:
        """The zone its local days are cut in."""
        return zone(self.time_zone)


TenantDependency = Callable[..., Awaitable[Tenant]]
"""A FastAPI dependency that tells which tenant the request acts for."""
