"""The organisation whose payments are made up, as the API describes it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cashbeat.kit.time_buckets import zone
from cashbeat.seed.client import ApiClient
from cashbeat.seed.method import BY_CODE


class NoKnownMethod(Exception):
    """The organisation takes payments by none of the methods that can be made up."""


@dataclass(frozen=True, slots=True)
class Merchant:
    """Zone, currency and the known methods that the organisation takes."""

    name: str
    tz: ZoneInfo
    currency: str
    methods: frozenset[str]


async def get_merchant(client: ApiClient) -> Merchant:
    """Ask the API. Raises: ApiUnreachable, ApiRefused, NoKnownMethod."""
    found = await client.get("/api/organisation")
    methods = {method["code"] for method in found["methods"] if method["active"]} & BY_CODE.keys()
    if not methods:
        raise NoKnownMethod(
            f"{found['name']} takes none of the methods {', '.join(BY_CODE)}: activate one first."
        )
    return Merchant(
        name=found["name"],
        tz=zone(found["timeZone"]),
        currency=found["defaultCurrency"],
        methods=frozenset(methods),
    )
