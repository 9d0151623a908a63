"""Where a request comes from, as far as limits are concerned."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

UNKNOWN = "-"


def address_of(scope: Scope) -> str:
    """The address of the client: uvicorn reads it from the proxies that it trusts."""
    client = scope.get("client")
    return str(client[0]) if client else UNKNOWN


def neighbourhood_of(address: str) -> str:
    """What is limited as one: an IPv4 address, or the /64 that one IPv6 client has as its own."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64] or UNKNOWN
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(IPv6Network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)
