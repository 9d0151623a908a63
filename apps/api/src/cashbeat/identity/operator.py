"""What whoever runs the server does for people who cannot help themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.link_token import link_token_hash, new_link_token
from cashbeat.identity.password.resets import PasswordResetRepository
from cashbeat.identity.person import StoredUser, has_two_factor
from cashbeat.identity.session.repository import SessionRepository
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.tenant.caller import SYSTEM_ID, Actor, Provenance

LINK_LENGTH = timedelta(hours=1)
BY = Provenance(Actor("system", SYSTEM_ID, "cashbeat people"))


class NoSuchPerson(Exception):
    """Nobody has that address; the message says so."""


class NoSecondFactor(Exception):
    """The account asks for no second factor; the message says so."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the operator is shown them."""

    name: str
    email: str
    two_factor: bool
    roles: dict[str, str]


class PeopleOperator:
    """Looks at people and lets them in again; each change is in the audit log."""

    def __init__(
        self, database: Database, session_days: int, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._users = UserRepository(database)
        self._memberships = MembershipRepository(database)
        self._resets = PasswordResetRepository(database)
        self._sessions = SessionRepository(database, session_days)
        self._audit = AuditLog(database)
        self._clock = clock

    async def list_all(self) -> list[Known]:
        """Everybody, by address."""
        found = []
        async for user in self._users.iterate():
            roles = await self._memberships.list_of_user(user["_id"])
            found.append(Known(user["name"], user["email"], has_two_factor(user), dict(roles)))
        return found

    async def begin_reset(self, email: str) -> str:
        """The token of a link that sets a new password, once. Raises: NoSuchPerson."""
        user, now, token = await self._get(email), self._clock(), new_link_token()

        async def work(session: Session) -> None:
            digest, end = link_token_hash(token), now + LINK_LENGTH
            await self._resets.begin(user["_id"], digest, now, end, now, session)
            await self._tell(user, "password.reset_asked", now, session)

        await in_transaction(self._database, work)
        return token

    async def end_second_factor(self, email: str) -> None:
        """Ask the person for a password alone again; every session ends.

        Raises: NoSuchPerson, NoSecondFactor.
        """
        user, now = await self._get(email), self._clock()
        if not has_two_factor(user):
            raise NoSecondFactor(f"{user['email']} has no second factor.")

        async def work(session: Session) -> None:
            nothing: dict[str, Any] = {"twoFactor": None, "recoveryCodes": []}
            await self._users.update(user["_id"], nothing, session)
            await self._sessions.end(user["_id"], now, session)
            await self._tell(user, "two_factor.disabled", now, session)

        await in_transaction(self._database, work)

    async def _get(self, email: str) -> StoredUser:
        user = await self._users.get_by_email(email)
        if user is None:
            raise NoSuchPerson(f"Nobody has the address {email}; `cashbeat people list` shows all.")
        return user

    async def _tell(self, user: StoredUser, action: str, now: datetime, session: Session) -> None:
        chain = await self._memberships.get_chain(user)
        target = Target("user", user["_id"], user["name"])
        entry = entry_of(chain, BY, action, target, {}, {}, now)
        await self._audit.record(chain, entry, session)
