"""The refresh token's cookie: out of reach of scripts, and of pages of other sites."""

from starlette.requests import Request
from starlette.responses import Response

from cashbeat.core.settings import Settings


class RefreshCookie:
    """Sets, reads and clears it.

    In production its name begins with `__Host-`: browsers then take it over HTTPS only, for this
    very host. Without HTTPS (development) they would not; there the port is part of the name, for
    cookies know no ports and two copies on one machine would sign each other out.
    """

    def __init__(self, settings: Settings) -> None:
        self._secure = settings.secure_cookies
        self._name = (
            "__Host-cashbeat_refresh" if self._secure else f"cashbeat_refresh_{settings.web_port}"
        )
        self._path = "/" if self._secure else "/api/auth"
        self._seconds = settings.session_days * 86_400

    def read(self, request: Request) -> str | None:
        """The token that the browser sent."""
        return request.cookies.get(self._name)

    def set(self, response: Response, token: str) -> None:
        """Give the browser the next one."""
        response.set_cookie(
            self._name,
            token,
            max_age=self._seconds,
            path=self._path,
            secure=self._secure,
            httponly=True,
            samesite="strict",
        )

    def clear(self, response: Response) -> None:
        """Take it away."""
        response.delete_cookie(
            self._name, path=self._path, secure=self._secure, httponly=True, samesite="strict"
        )
