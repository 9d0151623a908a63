"""Accounts' second factors: asked at the door, each code taken once whoever else tries it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database
from cashbeat.identity.two_factor.totp import Keys, SecretBox, SecretUnreadable, is_totp, step_of

log = get_logger(__name__)

Session = AsyncClientSession | None


class SecondFactors:
    """Checks and changes the second factor of stored users."""

    def __init__(self, database: Database, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._users = database["users"]
        self._clock = clock
        self.box = SecretBox(keys)

    async def consume(self, user: Mapping[str, Any], code: str, session: Session = None) -> bool:
        """Take a code of the authenticator, or a recovery code; False when it is not good.

        A code that is taken cannot be taken again, not even by a request that came with it at the
        same moment: the one document decides.
        """
        if is_totp(code):
            return await self._consume_totp(user, code, session, confirmed=True)
        return await self._consume_recovery(user["_id"], code, session)

    async def begin(self, user_id: str, secret: str, session: Session = None) -> bool:
        """Store a secret that does not count yet; False when a confirmed one is there."""
        sealed = self.box.seal(user_id, secret)
        result = await self._users.update_one(
            {"_id": user_id, "twoFactor.confirmedAt": None},
            {"$set": {"twoFactor": {"secret": sealed, "confirmedAt": None, "lastStep": 0}}},
            session=session,
        )
        return result.matched_count == 1

    async def confirm(
        self, user: Mapping[str, Any], code: str, recovery: list[str], session: Session = None
    ) -> bool:
        """Make the begun secret count, by a code of it; False when the code is not good."""
        if not await self._consume_totp(user, code, session, confirmed=False):
            return False
        hashes = [self.box.recovery_hash(user["_id"], each) for each in recovery]
        result = await self._users.update_one(
            {"_id": user["_id"], "twoFactor.secret": user["twoFactor"]["secret"]},
            {"$set": {"twoFactor.confirmedAt": self._clock(), "recoveryCodes": hashes}},
            session=session,
        )
        return result.matched_count == 1

    async def renew_codes(self, user_id: str, recovery: list[str], session: Session = None) -> bool:
        """Replace every recovery code; False when there is no second factor."""
        hashes = [self.box.recovery_hash(user_id, each) for each in recovery]
        result = await self._users.update_one(
            {"_id": user_id, "twoFactor.confirmedAt": {"$ne": None}},
            {"$set": {"recoveryCodes": hashes}},
            session=session,
        )
        return result.matched_count == 1

    async def disable(self, user_id: str, session: Session = None) -> bool:
        """Forget secret and codes; False when there was no second factor."""
        result = await self._users.update_one(
            {"_id": user_id, "twoFactor.confirmedAt": {"$ne": None}},
            {"$set": {"twoFactor": None, "recoveryCodes": []}},
            session=session,
        )
        return result.matched_count == 1

    async def _consume_totp(
        self, user: Mapping[str, Any], code: str, session: Session, *, confirmed: bool
    ) -> bool:
        two_factor = user.get("twoFactor")
        if not two_factor or bool(two_factor.get("confirmedAt")) != confirmed:
            return False
        try:
            secret = self.box.open(user["_id"], two_factor["secret"])
        except SecretUnreadable:
            log.exception("identity.second_factor.unreadable", user_id=user["_id"])
            return False
        step = step_of(secret, code, self._clock(), two_factor["lastStep"])
        if step is None:
            return False
        changes: dict[str, Any] = {"twoFactor.lastStep": step}
        if confirmed and not self.box.is_current(two_factor["secret"]):
            changes["twoFactor.secret"] = self.box.seal(user["_id"], secret)
        result = await self._users.update_one(
            {
                "_id": user["_id"],
                "twoFactor.secret": two_factor["secret"],
                "twoFactor.lastStep": {"$lt": step},
            },
            {"$set": changes},
            session=session,
        )
        return result.modified_count == 1

    async def _consume_recovery(self, user_id: str, code: str, session: Session) -> bool:
        hashes = self.box.recovery_hashes(user_id, code)
        result = await self._users.update_one(
            {"_id": user_id, "recoveryCodes": {"$in": hashes}},
            {"$pull": {"recoveryCodes": {"$in": hashes}}},
            session=session,
        )
        return result.modified_count == 1
