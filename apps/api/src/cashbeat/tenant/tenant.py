"""The organisation a request acts for."""

from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cashbeat.kit.time_buckets import zone

DEFAULT_LOCALE = "en-GB"


class DayCut(NamedTuple):
    """Which day documents count: those cut in the zone, under the number of that cut.

    Each change of the zone cuts all days anew under a higher number. 0 are the organisation's first
    days; its documents do not carry it.
    """

    zone: ZoneInfo
    number: int = 0


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organisation: its zone for days and hours, its default currency, its name in addresses.

    `day_zone` and `day_cut` tell the stored days, which the projector cuts anew some time after
    `time_zone` was changed. Left out: the slug is the id, and days are cut in the time zone.
    """

    id: str
    name: str
    time_zone: str
    default_currency: str
    slug: str = ""
    locale: str = DEFAULT_LOCALE
    day_zone: str = ""
    day_cut: int = 0

    def __post_init__(self) -> None:
        """Fill in what was left out."""
        if not self.slug:
            object.__setattr__(self, "slug", self.id)
        if not self.day_zone:
            object.__setattr__(self, "day_zone", self.time_zone)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its clocks: what a day and an hour are when nobody asks for another zone."""
        return zone(self.time_zone)

    @property
    def days(self) -> DayCut:
        """Which day documents count."""
        return DayCut(zone(self.day_zone), self.day_cut)
