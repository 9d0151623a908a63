"""Where a webhook may point: what we call on somebody's behalf must not be our own network.

An address is looked at twice: as it is written, and as it resolves at the moment of each request,
which then goes to that very IP address. A name that resolves to something else a moment later
changes nothing.
"""

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from cashbeat.contracts.problem import FieldProblem

RESOLVE_SECONDS = 3.0

_NAT64 = ip_network("64:ff9b::/96")
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


class AddressRefused(Exception):
    """A webhook points to where none may point, or its name does not resolve."""


@dataclass(frozen=True, slots=True)
class Target:
    """A resolved address: where to connect, and the name to ask for there."""

    url: str
    """The address with the IP address in place of the name."""

    host: str
    """Name (and port) for the header `Host`."""

    name: str
    """The name alone, for TLS."""


def url_faults(url: str, *, private: bool) -> list[FieldProblem]:
    """What is wrong with an address as it is written."""

    def fault(code: str, message: str) -> list[FieldProblem]:
        return [FieldProblem(field="url", code=code, message=message)]

    try:
        parts = urlsplit(url)
        name, _ = parts.hostname, parts.port
    except ValueError:
        return fault("invalid_url", "is no address")
    if parts.scheme not in ({"https", "http"} if private else {"https"}):
        return fault("https_required", "must begin with https://")
    if not name or not url.isascii() or " " in url:
        return fault("invalid_url", "must be an address such as https://hooks.example.com/cashbeat")
    if parts.username is not None or parts.password is not None:
        return fault("password_in_url", "must hold no user and no password")
    if parts.fragment:
        return fault("invalid_url", "must have no part behind #")
    if not private and _is_local_name(name):
        return fault("private_address", "must be on the public internet")
    return []


async def resolve(url: str, *, private: bool) -> Target:
    """Where a request for an address goes. Raises: AddressRefused."""
    faults = url_faults(url, private=private)
    if faults:
        raise AddressRefused(f"the address {faults[0].message}")
    parts = urlsplit(url)
    name = parts.hostname or ""
    addresses = await _addresses(name, parts.port or (443 if parts.scheme == "https" else 80))
    refused = [each for each in addresses if not private and not is_public(each)]
    if refused or not addresses:
        raise AddressRefused("the name does not lead to the public internet")
    return _pinned(parts, name, addresses[0])


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is on the public internet, also inside of an IPv6 one."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if address.teredo is not None:
            return False
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _pinned(parts: SplitResult, name: str, address: IPv4Address | IPv6Address) -> Target:
    host = f"[{address}]" if isinstance(address, IPv6Address) else str(address)
    port = "" if parts.port is None else f":{parts.port}"
    shown = f"[{name}]" if ":" in name else name
    path = parts.path or "/"
    return Target(
        url=parts._replace(netloc=f"{host}{port}", path=path).geturl(),
        host=f"{shown}{port}",
        name=name,
    )


async def _addresses(name: str, port: int) -> list[IPv4Address | IPv6Address]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(RESOLVE_SECONDS):
            found = await loop.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        raise AddressRefused("the name does not resolve") from None
    texts = dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found)
    return [ip_address(text) for text in texts]


def _is_local_name(name: str) -> bool:
    """Whether a name, or an IP address in place of one, is local for certain."""
    try:
        return not is_public(ip_address(name))
    except ValueError:
        lower = name.lower().rstrip(".")
        return lower == "localhost" or "." not in lower or lower.endswith(_LOCAL_ENDINGS)
