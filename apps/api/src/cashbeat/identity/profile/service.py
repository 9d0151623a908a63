"""What people say about themselves, and where they are signed in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cashbeat.audit.entry import Target, changed, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.identity import ProfileChange, User, UserSession
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.errors import SessionEnded
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.gate.gatekeeper import Person
from cashbeat.identity.people_errors import SessionNotFound, field_fault
from cashbeat.identity.person import user_of
from cashbeat.identity.session.repository import SessionRepository
from cashbeat.identity.user_repository import UserRepository


class ProfileService:
    """A person's name, default organisation and sessions."""

    def __init__(
        self,
        database: Database,
        sessions: SessionRepository,
        authority: Authority,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._users = UserRepository(database)
        self._audit = AuditLog(database)
        self._sessions = sessions
        self._authority = authority
        self._clock = clock

    async def change(self, body: ProfileChange, person: Person) -> User:
        """Set what is given. Raises: InvalidRequest for an organisation that is none of theirs."""
        chosen = body.default_tenant_id
        if chosen is not None and chosen not in person.standing.tenants:
            raise field_fault(
                "defaultTenantId", "unknown_organisation", "is none of your organisations"
            )
        given = {"name": body.name, "defaultTenantId": chosen}
        changes = {name: value for name, value in given.items() if value is not None}

        async def work(session: Session) -> dict[str, Any]:
            before = await self._users.get(person.user_id, session)
            if before is None:
                raise SessionEnded("The account is gone.")
            was, becomes = changed({name: before.get(name) for name in changes}, changes)
            if becomes:
                await self._users.update(person.user_id, becomes, session)
                target = Target("user", person.user_id, before["name"])
                entry = entry_of(
                    person.chain, person.by, "profile.changed", target, was, becomes, self._clock()
                )
                await self._audit.record(person.chain, entry, session)
            return {**before, **becomes}

        stored = await in_transaction(self._database, work)
        self._authority.forget("users", person.user_id)
        return user_of(stored)

    async def list_sessions(self, person: Person) -> list[UserSession]:
        """Where the person is signed in, latest use first."""
        return [
            UserSession(
                id=stored["_id"],
                current=stored["_id"] == person.session_id,
                created_at=stored["createdAt"],
                last_used_at=stored["lastUsedAt"],
                expires_at=stored["expiresAt"],
                address=stored["address"],
                user_agent=stored["userAgent"],
            )
            for stored in await self._sessions.list_of_user(person.user_id, self._clock())
        ]

    async def end_session(self, session_id: str, person: Person) -> None:
        """End one session of the person's. Raises: SessionNotFound."""
        now = self._clock()

        async def work(session: Session) -> None:
            if not await self._sessions.end(person.user_id, now, session, only=session_id):
                raise SessionNotFound("You have no such session.")
            target = Target("session", session_id)
            entry = entry_of(person.chain, person.by, "session.revoked", target, {}, {}, now)
            await self._audit.record(person.chain, entry, session)

        await in_transaction(self._database, work)
        self._authority.forget("sessions", session_id)
