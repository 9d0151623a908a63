"""How a change writes to somebody: in its own transaction, sent once that is committed."""

from collections.abc import Callable
from datetime import datetime

from cashbeat.core.mongo import Session
from cashbeat.mail.message import Mail, link_to
from cashbeat.mail.repository import MailRepository

INVITATION_PAGE = "/invitation"
RESET_PAGE = "/reset-password"
FORGOTTEN_PAGE = "/forgot-password"


class Post:
    """Takes messages, and knows where our pages are."""

    def __init__(self, mails: MailRepository, wake: Callable[[], None], public_url: str) -> None:
        self._mails = mails
        self._public_url = public_url
        self.wake = wake

    def link(self, page: str, token: str = "") -> str:
        """The address of a page of ours, with a token for it."""
        return link_to(self._public_url, page, token) if token else f"{self._public_url}{page}"

    async def add(self, mail: Mail, now: datetime, session: Session) -> None:
        """Store a message in the transaction of what it tells about; `wake` after it."""
        await self._mails.add(mail, now, session)
