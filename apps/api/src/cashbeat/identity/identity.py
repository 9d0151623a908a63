"""The identity of one API process: its parts, made here and handed what they need."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter

from cashbeat.contracts.identity import EntryHall
from cashbeat.core.brute_force import Throttle
from cashbeat.core.errands import Errands
from cashbeat.core.mongo import Database
from cashbeat.core.rate_limit import RateLimits
from cashbeat.core.redis import RedisHint
from cashbeat.core.secrets import SecretKeys
from cashbeat.core.settings import Settings
from cashbeat.identity.api_key.service import KeyUse
from cashbeat.identity.demo.demo import Demo, demo_logins
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.gate.gatekeeper import GateAccess, Gatekeeper
from cashbeat.identity.gate.tokens import AccessTokens
from cashbeat.identity.password.hasher import PasswordHasher
from cashbeat.identity.people import Door, People
from cashbeat.identity.session import endpoints as auth_endpoints
from cashbeat.identity.session.accounts import Accounts, PrepareTenant
from cashbeat.identity.session.cookie import RefreshCookie
from cashbeat.identity.session.endpoints import SignedInAnswers
from cashbeat.identity.two_factor.factors import SecondFactors


class Identity:
    """Knows who calls (`keeper`, `access`) and lets people in and out (`accounts`).

    `watched` is the database through a client whose waits have no end: its change stream is one.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        watched: Database,
        redis: RedisHint,
        keys: SecretKeys,
        limits: RateLimits,
        prepare_tenant: PrepareTenant,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self.hasher = PasswordHasher()
        self.tokens = AccessTokens(keys, settings.access_token_seconds, clock)
        self.authority = Authority(database, watched, clock, settings.session_days)
        self.errands = Errands()
        used = KeyUse(database, self.errands, clock).note
        self.keeper = Gatekeeper(self.tokens, self.authority, limits, settings, used)
        self.throttle = Throttle(redis, keys.derive("throttle"))
        self.second_factors = SecondFactors(database, keys, clock)
        self.access = GateAccess(self.keeper)
        self.cookie = RefreshCookie(settings)
        self.accounts = Accounts(
            database,
            keys,
            self.authority,
            self.hasher,
            self.throttle,
            self.second_factors,
            prepare_tenant,
            clock,
            session_days=settings.session_days,
            registration=settings.registration == "open",
        )
        self._give = SignedInAnswers(self.tokens, self.cookie)
        self.people = People(settings, database, self._door(), clock)
        self.demo = Demo(settings, database, self.accounts.new_user, prepare_tenant, clock)

    def routers(self) -> list[APIRouter]:
        """The routes of identity."""
        return [
            auth_endpoints.build_router(
                self.accounts, self.access, self.cookie, self._give, self._hall
            ),
            *self.people.routers(),
        ]

    async def start(self) -> None:
        """Begin to watch who may do what; make what is missing of the demo, where there is one."""
        if self._settings.demo:
            await self.demo.prepare()
        await self.authority.start()
        self.people.start()

    async def stop(self) -> None:
        """End every task."""
        await self.people.stop()
        await self.errands.stop()
        await self.authority.stop()
        self.hasher.close()

    def _door(self) -> Door:
        return Door(
            self.accounts,
            self.authority,
            self.hasher,
            self.throttle,
            self.second_factors,
            self.access,
            self._give,
            self.errands,
        )

    def _hall(self) -> EntryHall:
        demo = demo_logins() if self._settings.demo else []
        return EntryHall(
            registration=self.accounts.registration, demo=demo, outbox=self.people.keeps_mail
        )
