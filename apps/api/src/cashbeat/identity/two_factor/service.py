"""Turning the second factor on and off, by the person alone."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.identity import RecoveryCodes, TwoFactorSetup
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.gate.gatekeeper import Person
from cashbeat.identity.password.confirmation import Confirmations
from cashbeat.identity.people_errors import TwoFactorEnabled, TwoFactorNotEnabled, wrong_code
from cashbeat.identity.person import StoredUser, has_two_factor
from cashbeat.identity.two_factor.factors import SecondFactors
from cashbeat.identity.two_factor.totp import new_recovery_codes, new_secret, setup_of

_IS_OFF = "The account has no second factor."


class TwoFactorService:
    """Each step asks for the password or for a code, and is one transaction."""

    def __init__(
        self,
        database: Database,
        factors: SecondFactors,
        confirmations: Confirmations,
        authority: Authority,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._audit = AuditLog(database)
        self._factors = factors
        self._confirmations = confirmations
        self._authority = authority
        self._clock = clock

    async def begin(self, password: str, person: Person) -> TwoFactorSetup:
        """A secret for an authenticator, which counts once it is confirmed.

        Raises: InvalidRequest for a wrong password, TwoFactorEnabled.
        """
        user = await self._confirmations.confirm(person, "password", password)
        await self._confirmations.succeeded(user)
        secret = new_secret()

        async def work(session: Session) -> bool:
            return await self._factors.begin(user["_id"], secret, session)

        if not await self._recorded("two_factor.begun", person, work):
            raise TwoFactorEnabled("The account has a second factor already; end that first.")
        return setup_of(secret, user["email"])

    async def confirm(self, code: str, person: Person) -> RecoveryCodes:
        """Turn it on by a code of the authenticator; the recovery codes are told here only.

        Raises: InvalidRequest for a wrong code, TwoFactorNotEnabled when none was begun.
        """
        user = await self._confirmations.stored(person)
        if has_two_factor(user):
            raise TwoFactorEnabled("The account has a second factor already.")
        if not user.get("twoFactor"):
            raise TwoFactorNotEnabled("Begin first: there is no secret to confirm.")
        await self._confirmations.check(user, person)
        codes = new_recovery_codes()

        async def work(session: Session) -> bool:
            return await self._factors.confirm(user, code, codes, session)

        if not await self._recorded("two_factor.enabled", person, work):
            await self._confirmations.failed(user, person)
            raise wrong_code()
        await self._confirmations.succeeded(user)
        return RecoveryCodes(codes=codes)

    async def disable(self, password: str, code: str, person: Person) -> None:
        """Turn it off. Raises: InvalidRequest for what is wrong, TwoFactorNotEnabled."""
        user = await self._enabled(password, person)

        async def work(session: Session) -> bool:
            taken = await self._factors.consume(user, code, session)
            return taken and await self._factors.disable(user["_id"], session)

        if not await self._recorded("two_factor.disabled", person, work):
            await self._confirmations.failed(user, person)
            raise wrong_code()
        await self._confirmations.succeeded(user)

    async def renew_codes(self, password: str, person: Person) -> RecoveryCodes:
        """Ten new recovery codes; the old ones are good no more."""
        user = await self._enabled(password, person)
        await self._confirmations.succeeded(user)
        codes = new_recovery_codes()

        async def work(session: Session) -> bool:
            return await self._factors.renew_codes(user["_id"], codes, session)

        if not await self._recorded("two_factor.codes_renewed", person, work):
            raise TwoFactorNotEnabled(_IS_OFF)
        return RecoveryCodes(codes=codes)

    async def _enabled(self, password: str, person: Person) -> StoredUser:
        user = await self._confirmations.confirm(person, "password", password)
        if not has_two_factor(user):
            await self._confirmations.succeeded(user)
            raise TwoFactorNotEnabled(_IS_OFF)
        return user

    async def _recorded(
        self, action: str, person: Person, work: Callable[[Session], Awaitable[bool]]
    ) -> bool:
        """Do it and record it, or neither; False when it could not be done."""
        target = Target("user", person.user_id, person.standing.name)
        now = self._clock()

        async def both(session: Session) -> bool:
            if not await work(session):
                return False
            entry = entry_of(person.chain, person.by, action, target, {}, {}, now)
            await self._audit.record(person.chain, entry, session)
            return True

        done = await in_transaction(self._database, both)
        self._authority.forget("users", person.user_id)
        return done
