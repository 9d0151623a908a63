"""What is ours: the names this server answers to, and the pages that may act on it.

A browser lets any page send "simple" requests to any address, loopback included, and a page may
point a name of its own at 127.0.0.1 (DNS rebinding). `Origin`, `Sec-Fetch-Site` and `Host` give
both away, since no page can choose them; programs send none but `Host`, and pass.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from cashbeat.core.errors import CashbeatError
from cashbeat.core.logging import bound_contextvars, get_logger
from cashbeat.core.refusal import refuse
from cashbeat.core.request_id import request_id_of
from cashbeat.core.settings import Settings

log = get_logger(__name__)

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_NO_OTHER_SITE = frozenset({None, "same-origin", "none"})


class OriginNotAllowed(CashbeatError):
    """A page of another site tried to change something or to connect."""

    status = 403
    code = "origin_not_allowed"
    title = "Origin not allowed"


class HostNotAllowed(CashbeatError):
    """The request is addressed to a name that is none of ours."""

    status = 421
    code = "host_not_allowed"
    title = "Host not allowed"


class Site:
    """The names and origins of one deployment."""

    def __init__(self, settings: Settings) -> None:
        self._origins = settings.browser_origins
        self._names = settings.host_names
        self._subdomain, self._subdomain_origin = _subdomains(settings)
        self._any_address = not settings.host_is_loopback

    def is_own_host(self, host: str) -> bool:
        """Whether a `Host` is a name of ours, or an address: nobody rebinds an address."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if "@" in host or not name:
            return False
        try:
            address = ip_address(name)
        except ValueError:
            return (
                name in self._names
                or name.endswith(".localhost")
                or self._subdomain.fullmatch(name) is not None
            )
        return self._any_address or address.is_loopback or name in self._names

    def is_own_origin(self, headers: Mapping[str, str]) -> bool:
        """Whether the page that asks is ours: listed, or of the address that it asks."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site") in _NO_OTHER_SITE
        if origin in self._origins or self._subdomain_origin.fullmatch(origin):
            return True
        try:
            netloc = urlsplit(origin).netloc.lower()
        except ValueError:
            return False
        addresses = (headers.get("host"), headers.get("x-forwarded-host"))
        return netloc in {a.strip().lower() for a in addresses if a} and self.is_own_host(netloc)

    def check_origin(self, headers: Mapping[str, str]) -> None:
        """Raises: OriginNotAllowed."""
        if not self.is_own_origin(headers):
            origin = headers.get("origin", "another site")[:100]
            raise OriginNotAllowed(f"Pages of {origin} may not do this.")

    def check(self, scope: Scope) -> None:
        """Raises: HostNotAllowed, OriginNotAllowed. Sockets check their origin as they open."""
        headers = Headers(scope=scope)
        for host in headers.getlist("host"):
            if not self.is_own_host(host):
                raise HostNotAllowed(
                    f"This server is not called {host[:100]}; CASHBEAT_ALLOWED_HOSTS lists names."
                )
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            self.check_origin(headers)


def _subdomains(settings: Settings) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Hosts and origins of the organisations: one label before the name that people open."""
    if not settings.base_domain:
        nothing = re.compile(r"(?!)")
        return nothing, nothing
    scheme, _, host = settings.public_url.partition("://")
    return (
        re.compile(_LABEL + re.escape(f".{settings.base_domain}")),
        re.compile(re.escape(f"{scheme}://") + _LABEL + re.escape(f".{host}")),
    )


class SiteGuard:
    """Refuses what other sites send, before anything else looks at it."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] in {"http", "websocket"}:
            try:
                self._site.check(scope)
            except CashbeatError as error:
                with bound_contextvars(request_id=request_id_of(scope)):
                    log.warning("http.request.refused", code=error.code, detail=error.detail)
                    await refuse(scope, receive, send, error)
                return
        await self._app(scope, receive, send)
