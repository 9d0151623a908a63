"""The demo: an organisation of which everybody knows the people and their passwords.

It is for development alone: settings refuse it anywhere else. Whatever of it is there stays as it
is; what is missing is made at each start, by however many processes start at once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from secrets import token_hex
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.access import Role
from cashbeat.contracts.identity import DemoLogin
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.core.settings import Settings
from cashbeat.identity.demo.key import DemoKey
from cashbeat.identity.errors import EmailTaken
from cashbeat.identity.session.checks import founding_of
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.tenant.caller import Provenance
from cashbeat.tenant.repository import SlugTaken, TenantRepository
from cashbeat.tenant.tenant import Tenant

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody whom everybody may be."""

    name: str
    email: str
    password: str
    role: Role


ACCOUNTS = (
    DemoAccount("Dana Demo", "demo@cashbeat.example", "every-beat-counts", "owner"),
    DemoAccount("Alex Agent", "agent@cashbeat.example", "each-coin-in-place", "agent"),
    DemoAccount("Vera Viewer", "viewer@cashbeat.example", "only-looking-around", "viewer"),
)
"""Every account of the demo; the first is the one that `cashbeat start` names."""

NewUser = Callable[[str, str, str, str | None, datetime], Awaitable[dict[str, Any]]]
"""A person to be stored, of name, address, password and default organisation."""

PrepareTenant = Callable[[str, datetime], Awaitable[None]]


class Demo:
    """Makes what is missing of the demo."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        new_user: NewUser,
        prepare_tenant: PrepareTenant,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._database = database
        self._users = UserRepository(database)
        self._memberships = MembershipRepository(database)
        self._audit = AuditLog(database)
        self._new_user = new_user
        self._prepare_tenant = prepare_tenant
        self._clock = clock
        self._key = DemoKey(database, settings.demo_key_file, settings.demo_tenant_id, clock)

    async def prepare(self) -> None:
        """Organisation, people and the simulator's key; of an older version's, what it lacks."""
        await found_demo(self._settings, self._database, self._prepare_tenant, self._clock())
        for account in ACCOUNTS:
            await _again_when_beaten(partial(self._join, account))
        await self._key.prepare()

    async def _join(self, account: DemoAccount) -> None:
        """Make the account a member, and before that a person."""
        tenant_id, now, new = self._settings.demo_tenant_id, self._clock(), None
        user = await self._users.get_by_email(account.email)
        if user is not None and await self._memberships.get_role(tenant_id, user["_id"]):
            return
        if user is None:
            user = new = await self._new_user(
                account.name, account.email, account.password, tenant_id, now
            )
        user_id = str(user["_id"])

        async def work(session: Session) -> None:
            if new is not None:
                await self._users.insert(dict(new), session)
            if await self._memberships.get_role(tenant_id, user_id, session) is None:
                await self._memberships.insert(tenant_id, user_id, account.role, now, session)
                target, after = Target("user", user_id, account.name), {"role": account.role}
                entry = entry_of(tenant_id, Provenance(), "member.joined", target, {}, after, now)
                await self._audit.record(tenant_id, entry, session)

        await in_transaction(self._database, work)


async def found_demo(
    settings: Settings, database: Database, prepare_tenant: PrepareTenant, now: datetime
) -> Tenant:
    """The organisation of the demo, which is made when there is none."""
    tenants, audit = TenantRepository(database), AuditLog(database)

    async def found() -> None:
        if await tenants.get(settings.demo_tenant_id) is not None:
            return
        slug = settings.demo_tenant_id
        if await tenants.get_by_slug(slug) is not None:  # somebody called theirs so before
            slug = f"{slug[:30]}-{token_hex(3)}"
        tenant = Tenant(
            settings.demo_tenant_id,
            settings.demo_tenant_name,
            settings.demo_time_zone,
            settings.demo_currency,
            slug,
        )
        await prepare_tenant(tenant.id, now)

        async def work(session: Session) -> None:
            await tenants.create(tenant, now, session)
            await audit.record(tenant.id, founding_of(tenant, Provenance(), now), session)

        await in_transaction(database, work)

    await _again_when_beaten(found)
    made = await tenants.get(settings.demo_tenant_id)
    if made is None:
        raise LookupError(f"the organisation {settings.demo_tenant_id} went away")
    return made


async def _again_when_beaten(make: Callable[[], Awaitable[None]]) -> None:
    """Do it, and look again when another process was faster."""
    for left in reversed(range(_ATTEMPTS)):
        try:
            await make()
        except (EmailTaken, SlugTaken, DuplicateKeyError):
            if not left:
                raise
        else:
            return


def demo_logins() -> list[DemoLogin]:
    """The accounts as the login page offers them."""
    return [
        DemoLogin(email=account.email, password=account.password, role=account.role)
        for account in ACCOUNTS
    ]
