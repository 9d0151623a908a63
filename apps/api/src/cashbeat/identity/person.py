"""People and what they are in organisations, as the rest of this package handles them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cashbeat.contracts.access import ROLE_PERMISSIONS, Permission, Role
from cashbeat.contracts.identity import Membership, User
from cashbeat.tenant.caller import Actor
from cashbeat.tenant.tenant import Tenant

StoredUser = Mapping[str, Any]
"""A person as MongoDB gives it: the fields of `UserDocument`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A session that is good: whose it is, and what the person is in which organisations.

    `tenants` are by id, those of the memberships that exist.
    """

    session_id: str
    expires_at: datetime
    user_id: str
    name: str
    email: str
    two_factor: bool
    created_at: datetime
    default_tenant_id: str | None
    roles: Mapping[str, Role]
    tenants: Mapping[str, Tenant]

    @property
    def actor(self) -> Actor:
        """The person, as it is recorded."""
        return Actor("user", self.user_id, self.name)

    @property
    def default_tenant(self) -> Tenant | None:
        """The organisation that the person acts for without saying so."""
        chosen = self.tenants.get(self.default_tenant_id or "")
        if chosen is not None or not self.tenants:
            return chosen
        return min(self.tenants.values(), key=lambda tenant: (tenant.name.lower(), tenant.id))

    def permissions_in(self, tenant: Tenant) -> frozenset[Permission]:
        """What the person may do there."""
        return ROLE_PERMISSIONS[self.roles[tenant.id]]

    def user(self) -> User:
        """On the wire."""
        return User(
            id=self.user_id,
            name=self.name,
            email=self.email,
            two_factor=self.two_factor,
            default_tenant_id=self.default_tenant.id if self.default_tenant else None,
            created_at=self.created_at,
        )

    def membership(self, tenant: Tenant) -> Membership:
        """One organisation on the wire."""
        return membership_of(tenant, self.roles[tenant.id])

    def memberships(self) -> list[Membership]:
        """Every organisation, by name."""
        ordered = sorted(self.tenants.values(), key=lambda each: (each.name.lower(), each.id))
        return [self.membership(tenant) for tenant in ordered]


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """An API key that is good."""

    key_id: str
    name: str
    prefix: str
    permissions: frozenset[Permission]
    tenant: Tenant
    expires_at: datetime | None
    stored: Mapping[str, Any]

    @property
    def actor(self) -> Actor:
        """The key, as it is recorded."""
        return Actor("api_key", self.key_id, self.name)


def membership_of(tenant: Tenant, role: Role) -> Membership:
    """One organisation of a person on the wire."""
    return Membership(
        id=tenant.id, name=tenant.name, slug=tenant.slug, locale=tenant.locale, role=role
    )


def user_of(stored: StoredUser) -> User:
    """A person on the wire."""
    return User(
        id=stored["_id"],
        name=stored["name"],
        email=stored["email"],
        two_factor=has_two_factor(stored),
        default_tenant_id=stored.get("defaultTenantId"),
        created_at=stored["createdAt"],
    )


def has_two_factor(stored: StoredUser) -> bool:
    """Whether signing in asks for a second factor."""
    return bool((stored.get("twoFactor") or {}).get("confirmedAt"))


def email_key(email: str) -> str:
    """An address as it is compared: upper and lower case are one."""
    return email.strip().lower()
