"""What is looked at before an account or an organisation is made, and how one begins; pure."""

from datetime import datetime

from cashbeat.audit.entry import StoredEntry, Target, entry_of
from cashbeat.contracts.identity import Place, Registration
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.identity.password.hasher import check_password
from cashbeat.kit.currency import ENDED, EXPONENTS
from cashbeat.kit.ids import new_id
from cashbeat.kit.slug import slug_from
from cashbeat.kit.time_buckets import UnknownTimeZone, zone
from cashbeat.tenant.caller import Provenance
from cashbeat.tenant.tenant import DEFAULT_LOCALE, Tenant


def password_problems(field: str, password: str, name: str, email: str) -> list[FieldProblem]:
    """Why a password will not do."""
    return [
        FieldProblem(field=field, code=code, message=message)
        for code, message in check_password(password, name=name, email=email)
    ]


def registration_problems(body: Registration | Faulty[Registration]) -> list[FieldProblem]:
    """Every fault of a registration: of shape, and of meaning in what can be read."""
    given, problems = values_of(body), problems_of(body)
    if (password := given.get("password")) is not None:
        known = (given.get("name") or "", given.get("email") or "")
        problems += password_problems("password", password, *known)
    return problems + place_problems(given.get("time_zone"), given.get("default_currency"))


def place_problems(time_zone: str | None, currency: str | None) -> list[FieldProblem]:
    """What is wrong with where an organisation is."""
    problems = []
    if time_zone is not None:
        try:
            zone(time_zone)
        except UnknownTimeZone:
            message = "is not an IANA time zone (try Europe/Kyiv or UTC)"
            problems.append(
                FieldProblem(field="timeZone", code="unknown_time_zone", message=message)
            )
    if currency is not None and (currency not in EXPONENTS or currency in ENDED):
        message = "is not an ISO 4217 currency code in use"
        problems.append(
            FieldProblem(field="defaultCurrency", code="unknown_currency", message=message)
        )
    return problems


def new_tenant(name: str, place: Place) -> Tenant:
    """An organisation to be."""
    return Tenant(
        new_id("org"),
        name,
        place.time_zone or "UTC",
        place.default_currency or "EUR",
        slug=slug_from(name),
        locale=place.locale or DEFAULT_LOCALE,
    )


def founding_of(tenant: Tenant, by: Provenance, now: datetime) -> StoredEntry:
    """The entry that the audit log of an organisation begins with."""
    after = {
        "name": tenant.name,
        "slug": tenant.slug,
        "timeZone": tenant.time_zone,
        "defaultCurrency": tenant.default_currency,
        "locale": tenant.locale,
    }
    target = Target("organisation", tenant.id, tenant.name)
    return entry_of(tenant.id, by, "organisation.created", target, {}, after, now)
