"""New passwords: by somebody who knows the old one, or who has the link in a message."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.identity import PasswordChange, PasswordReset
from cashbeat.core.brute_force import Throttle
from cashbeat.core.errands import Errands
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.gate.gatekeeper import Person
from cashbeat.identity.link_token import link_token_hash, new_link_token
from cashbeat.identity.password.confirmation import Confirmations
from cashbeat.identity.password.hasher import PasswordHasher
from cashbeat.identity.password.resets import PasswordResetRepository
from cashbeat.identity.people_errors import ResetNotFound, field_fault
from cashbeat.identity.person import StoredUser, email_key
from cashbeat.identity.session.accounts import Visit
from cashbeat.identity.session.checks import password_problems
from cashbeat.identity.session.repository import SessionRepository
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.mail.message import password_changed_mail, reset_mail
from cashbeat.mail.post import FORGOTTEN_PAGE, RESET_PAGE, Post
from cashbeat.tenant.caller import Provenance

RESET_LENGTH = timedelta(hours=1)
RESET_PAUSE = timedelta(minutes=1)
"""An account is written to so often at most, however often somebody asks."""

_NO_LINK = "The link is unknown, was used or replaced, or has expired; ask for another."


class PasswordService:
    """Changes and resets passwords; each ends sessions, and is told to the person by mail."""

    def __init__(
        self,
        database: Database,
        hasher: PasswordHasher,
        throttle: Throttle,
        confirmations: Confirmations,
        sessions: SessionRepository,
        authority: Authority,
        post: Post,
        errands: Errands,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._users = UserRepository(database)
        self._memberships = MembershipRepository(database)
        self._resets = PasswordResetRepository(database)
        self._audit = AuditLog(database)
        self._hasher = hasher
        self._throttle = throttle
        self._confirmations = confirmations
        self._sessions = sessions
        self._authority = authority
        self._post = post
        self._errands = errands
        self._clock = clock

    async def change(self, body: PasswordChange, person: Person) -> None:
        """Set another password; every other session ends. Raises: InvalidRequest."""
        user = await self._confirmations.confirm(person, "currentPassword", body.current_password)
        await self._confirmations.succeeded(user)
        _check("newPassword", body.new_password, user)
        if body.new_password == body.current_password:
            raise field_fault("newPassword", "password_same", "is the password that you have")
        renewed = await self._hasher.hash(body.new_password)
        now = self._clock()

        async def work(session: Session) -> None:
            same = {"passwordHash": user["passwordHash"]}
            if not await self._set(user, renewed, now, session, only_if=same):
                raise field_fault("currentPassword", "password_wrong", "is not your password")
            ended = await self._sessions.end(person.user_id, now, session, but=person.session_id)
            await self._resets.drop(person.user_id, session)
            await self._tell(
                person.chain, person.by, "password.changed", user, {"sessionsEnded": ended}, session
            )
            await self._write(user, person.by.address, now, session)

        await in_transaction(self._database, work)
        self._settle(person.user_id)

    async def forget(self, email: str, visit: Visit) -> None:
        """Write to the person, if there is one: behind the answer, which tells nothing of it.

        Raises: TooManyAttempts, for an address that is asked for too often, known or not.
        """
        asked = f"forgotten:{email_key(email)}"
        await self._throttle.check(asked, visit.by.address)
        await self._throttle.failed(asked, visit.by.address)
        self._errands.run("password.forgotten", self._begin_reset(email, visit))

    async def reset(self, body: PasswordReset, visit: Visit) -> None:
        """Set another password by the link; every session ends. Raises: ResetNotFound."""
        digest = link_token_hash(body.token)
        found = await self._resets.get_good(digest, self._clock())
        user = None if found is None else await self._users.get(found["userId"])
        if user is None or user.get("disabledAt") is not None:
            raise ResetNotFound(_NO_LINK)
        _check("newPassword", body.new_password, user)
        renewed = await self._hasher.hash(body.new_password)
        now, chain = self._clock(), await self._memberships.get_chain(user)

        async def work(session: Session) -> None:
            if not await self._resets.consume(digest, now, session):
                raise ResetNotFound(_NO_LINK)
            await self._set(user, renewed, now, session)
            ended = await self._sessions.end(user["_id"], now, session)
            await self._tell(
                chain, visit.of(user), "password.reset", user, {"sessionsEnded": ended}, session
            )
            await self._write(user, visit.by.address, now, session)

        await in_transaction(self._database, work)
        await self._throttle.succeeded(user["emailKey"])
        self._settle(user["_id"])

    async def _begin_reset(self, email: str, visit: Visit) -> None:
        user = await self._users.get_by_email(email)
        if user is None or user.get("disabledAt") is not None:
            return
        token, now, chain = new_link_token(), self._clock(), await self._memberships.get_chain(user)
        mail = reset_mail(
            to=user["email"],
            name=user["name"],
            link=self._post.link(RESET_PAGE, token),
            expires_at=now + RESET_LENGTH,
        )

        async def work(session: Session) -> None:
            digest, end = link_token_hash(token), now + RESET_LENGTH
            if await self._resets.begin(user["_id"], digest, now, end, now - RESET_PAUSE, session):
                by = replace(visit.by, reason=None)
                await self._tell(chain, by, "password.reset_asked", user, {}, session)
                await self._post.add(mail, now, session)

        await in_transaction(self._database, work)
        self._post.wake()

    async def _set(
        self,
        user: StoredUser,
        renewed: str,
        now: datetime,
        session: Session,
        only_if: dict[str, str] | None = None,
    ) -> bool:
        changes = {"passwordHash": renewed, "passwordChangedAt": now}
        return await self._users.update(user["_id"], changes, session, only_if=only_if)

    async def _tell(
        self,
        chain: str,
        by: Provenance,
        action: str,
        user: StoredUser,
        after: dict[str, int],
        session: Session,
    ) -> None:
        target = Target("user", user["_id"], user["name"])
        entry = entry_of(chain, by, action, target, {}, after, self._clock())
        await self._audit.record(chain, entry, session)

    async def _write(self, user: StoredUser, address: str, now: datetime, session: Session) -> None:
        mail = password_changed_mail(
            to=user["email"],
            name=user["name"],
            at=now,
            address=address,
            link=self._post.link(FORGOTTEN_PAGE),
        )
        await self._post.add(mail, now, session)

    def _settle(self, user_id: str) -> None:
        self._authority.forget("users", user_id)
        self._post.wake()


def _check(field: str, password: str, user: StoredUser) -> None:
    problems = password_problems(field, password, user["name"], user["email"])
    if problems:
        raise InvalidRequest.of(problems)
