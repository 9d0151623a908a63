"""The password once more, from somebody who is signed in, before something that matters."""

from cashbeat.core.brute_force import Throttle
from cashbeat.identity.errors import SessionEnded
from cashbeat.identity.gate.gatekeeper import Person
from cashbeat.identity.password.hasher import PasswordHasher
from cashbeat.identity.people_errors import field_fault
from cashbeat.identity.person import StoredUser
from cashbeat.identity.user_repository import UserRepository


class Confirmations:
    """Asks for the password; whoever guesses at it is slowed like one who signs in."""

    def __init__(self, users: UserRepository, hasher: PasswordHasher, throttle: Throttle) -> None:
        self._users = users
        self._hasher = hasher
        self._throttle = throttle

    async def confirm(self, person: Person, field: str, password: str) -> StoredUser:
        """The person as stored. Raises: InvalidRequest naming the field, TooManyAttempts.

        Whoever goes on says that it `succeeded`, once nothing is left to guess at.
        """
        user = await self.stored(person)
        await self.check(user, person)
        if not (await self._hasher.verify(user["passwordHash"], password)).ok:
            await self.failed(user, person)
            raise field_fault(field, "password_wrong", "is not your password")
        return user

    async def check(self, user: StoredUser, person: Person) -> None:
        """Before a guess at a code, to be followed by its outcome. Raises: TooManyAttempts."""
        await self._throttle.check(user["emailKey"], person.by.address)

    async def stored(self, person: Person) -> StoredUser:
        """The person as stored. Raises: SessionEnded."""
        user = await self._users.get(person.user_id)
        if user is None:
            raise SessionEnded("The account is gone.")
        return user

    async def failed(self, user: StoredUser, person: Person) -> None:
        """It was a wrong guess."""
        await self._throttle.failed(user["emailKey"], person.by.address)

    async def succeeded(self, user: StoredUser) -> None:
        """It was no guess."""
        await self._throttle.succeeded(user["emailKey"])
