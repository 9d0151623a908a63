"""People, their sessions, memberships and API keys on the wire."""

from typing import Annotated, Literal

from pydantic import AfterValidator, EmailStr, Field, StringConstraints

from cashbeat.contracts.access import Permission, RoleName, Scope
from cashbeat.contracts.base import ONE_LINE, Instant, InstantInput, RequestModel, WireModel

MIN_PASSWORD = 10
MAX_PASSWORD = 128

SLUG = r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
"""A name in an address: `acme` of `acme.pay.example.com`."""

LOCALE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
"""A language tag (BCP 47) in its usual spelling, of language, script and region: `de-DE`."""

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=ONE_LINE)
]
Email = Annotated[
    EmailStr,
    AfterValidator(lambda text: text.strip()),
    Field(max_length=254, description="An e-mail address.", examples=["ana@example.com"]),
]
NewPassword = Annotated[
    str,
    Field(
        min_length=MIN_PASSWORD,
        max_length=MAX_PASSWORD,
        description="At least 10 characters, none of the common passwords, and neither the name "
        "nor the e-mail address.",
        examples=["a-long-sentence-you-remember"],
    ),
]
GivenPassword = Annotated[str, Field(min_length=1, max_length=MAX_PASSWORD)]
Slug = Annotated[str, Field(pattern=SLUG, description="Name in addresses.", examples=["acme"])]
Token = Annotated[str, Field(min_length=1, max_length=512)]
Code = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=6, max_length=24),
    Field(description="Six digits of the authenticator, or a recovery code.", examples=["123456"]),
]


class User(WireModel):
    """A person."""

    id: str = Field(description="Identifier.", examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    name: str = Field(description="What the person is called.", examples=["Ana Kovalenko"])
    email: str = Field(description="The address to sign in with.", examples=["ana@example.com"])
    two_factor: bool = Field(description="Whether signing in asks for a second factor.")
    default_tenant_id: str | None = Field(
        description="The organisation that the person chose to begin in; null for a person who "
        "belongs to none.",
        examples=["demo"],
    )
    created_at: Instant = Field(description="When the account was made.")


class Membership(WireModel):
    """An organisation that the caller belongs to."""

    id: str = Field(description="The organisation; send it as `X-Tenant-Id`.", examples=["demo"])
    name: str = Field(description="What the organisation is called.", examples=["Acme GmbH"])
    slug: str = Field(description="Its name in addresses.", examples=["acme"])
    locale: str = Field(
        description="BCP 47 tag of how its numbers and dates are written.", examples=["en-GB"]
    )
    role: RoleName


class AccessToken(WireModel):
    """Proof of who calls, for some minutes; send it as `Authorization: Bearer …`."""

    access_token: str = Field(description="A signed JWT; opaque to clients.")
    token_type: Literal["Bearer"] = Field(default="Bearer", description="How it is sent.")
    expires_in: int = Field(description="Seconds that it is good for.", examples=[600])
    user: User = Field(description="Whose it is.")
    tenant: Membership | None = Field(
        description="The organisation that requests without `X-Tenant-Id` act for; null for a "
        "person who belongs to none. Of an accepted invitation, the one that was joined."
    )


class Session(WireModel):
    """Who calls, for which organisation, and what that allows."""

    user: User | None = Field(description="The person; null for an API key.")
    api_key: "ApiKey | None" = Field(description="The API key; null for a person.")
    tenant: Membership | None = Field(description="The organisation that this request acts for.")
    permissions: list[Permission] = Field(description="What the caller may do there.")
    memberships: list[Membership] = Field(
        description="Every organisation that the caller may choose, by name."
    )


class Place(RequestModel):
    """Where an organisation is; what is left out can be changed later."""

    time_zone: str | None = Field(
        default=None,
        max_length=64,
        description="IANA zone of its days and hours; UTC if left out.",
        examples=["Europe/Kyiv"],
    )
    default_currency: str | None = Field(
        default=None,
        pattern=r"^[A-Z]{3}$",
        description="ISO 4217 code; EUR if left out.",
        examples=["UAH"],
    )
    locale: str | None = Field(
        default=None,
        pattern=LOCALE,
        description="BCP 47 tag of how its numbers and dates are written; en-GB if left out.",
        examples=["uk-UA"],
    )


class Registration(Place):
    """A person who opens an account with an organisation of their own."""

    name: Name = Field(description="What the person is called.", examples=["Ana Kovalenko"])
    email: Email
    password: NewPassword
    organisation: Name = Field(
        description="What the organisation is called.", examples=["Acme GmbH"]
    )


class Login(RequestModel):
    """Signs in."""

    email: Email
    password: GivenPassword = Field(description="The password.")
    code: Code | None = Field(
        default=None,
        description="The second factor, of accounts that have one: six digits of the "
        "authenticator, or a recovery code.",
        examples=["123456"],
    )


class PasswordChange(RequestModel):
    """A new password by someone who knows the old one; other sessions end."""

    current_password: GivenPassword = Field(description="The password so far.")
    new_password: NewPassword


class PasswordForgotten(RequestModel):
    """Asks for a message with a link to set a new password."""

    email: Email


class PasswordReset(RequestModel):
    """A new password by someone who has the link; every session ends."""

    token: Token = Field(description="From the link in the message.")
    new_password: NewPassword


class ProfileChange(RequestModel):
    """What a person says about themselves."""

    name: Name | None = Field(default=None, description="What to be called.", examples=["Ana K."])
    default_tenant_id: str | None = Field(
        default=None,
        max_length=64,
        description="The organisation that requests without `X-Tenant-Id` act for.",
        examples=["demo"],
    )


class UserSession(WireModel):
    """One place where the person is signed in."""

    id: str = Field(description="Identifier.", examples=["ses_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    current: bool = Field(description="Whether it is the one that asks.")
    created_at: Instant = Field(description="When the person signed in there.")
    last_used_at: Instant = Field(description="When it was last refreshed.")
    expires_at: Instant = Field(description="When it ends unless it is used.")
    address: str = Field(description="IP address it was last used from.", examples=["192.0.2.7"])
    user_agent: str = Field(description="The browser, as it names itself.")


class Confirmation(RequestModel):
    """The password once more, before something that matters."""

    password: GivenPassword = Field(description="The password.")


class TwoFactorSetup(WireModel):
    """A secret for an authenticator app; it counts once a code of it was confirmed."""

    secret: str = Field(description="Base32, to type in.", examples=["JBSWY3DPEHPK3PXP"])
    uri: str = Field(description="The same as `otpauth://` address.")
    qr_svg: str = Field(description="The address as a QR code: a whole SVG document.")


class TwoFactorCode(RequestModel):
    """A code of the authenticator."""

    code: Code


class TwoFactorRemoval(RequestModel):
    """Ends the second factor."""

    password: GivenPassword = Field(description="The password.")
    code: Code


class RecoveryCodes(WireModel):
    """Codes that stand in for a lost authenticator, each once. They are shown once."""

    codes: list[str] = Field(description="Ten codes.", examples=[["k3v7-9wq2-xm4t"]])


class Member(WireModel):
    """A person in the organisation."""

    user_id: str = Field(description="The person.", examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    name: str = Field(description="What the person is called.")
    email: str = Field(description="The person's address.", examples=["ana@example.com"])
    role: RoleName
    two_factor: bool = Field(description="Whether signing in asks for a second factor.")
    joined_at: Instant = Field(description="Since when the person belongs to it.")
    last_seen_at: Instant | None = Field(
        description="When the person was last active, to some minutes."
    )


class MemberChange(RequestModel):
    """Another role."""

    role: RoleName


class NewInvitation(RequestModel):
    """Invites somebody by e-mail."""

    email: Email
    role: RoleName


class Invitation(WireModel):
    """An invitation that is not accepted yet."""

    id: str = Field(description="Identifier.", examples=["inv_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    email: str = Field(description="Who is invited.", examples=["ben@example.com"])
    role: RoleName
    invited_by: str = Field(description="Name of who invited.", examples=["Ana Kovalenko"])
    created_at: Instant = Field(description="When the message was sent last.")
    expires_at: Instant = Field(description="Until when it can be accepted.")


class InvitationPreview(WireModel):
    """What the link in an invitation stands for."""

    organisation: str = Field(description="Name of the organisation.", examples=["Acme GmbH"])
    email: str = Field(description="Who is invited.", examples=["ben@example.com"])
    role: RoleName
    invited_by: str = Field(description="Name of who invited.", examples=["Ana Kovalenko"])
    has_account: bool = Field(
        description="Whether the address has an account already, whose password accepts."
    )
    expires_at: Instant = Field(description="Until when it can be accepted.")


class InvitationAcceptance(RequestModel):
    """Accepts an invitation: opens an account, or adds the organisation to one that exists."""

    token: Token = Field(description="From the link in the message.")
    password: GivenPassword = Field(
        description="The password of the account; of a new account, the one to be.",
    )
    name: Name | None = Field(
        default=None, description="What the person is called; needed for a new account."
    )
    code: Code | None = Field(
        default=None, description="The second factor, of accounts that have one."
    )


class NewApiKey(RequestModel):
    """A key for a program."""

    name: Name = Field(description="What it is for.", examples=["Nightly import"])
    scopes: list[Scope] = Field(
        min_length=1, max_length=20, description="What it may do.", examples=[["payments:write"]]
    )
    expires_at: InstantInput | None = Field(
        default=None, description="When it ends by itself; never if left out."
    )


class ApiKey(WireModel):
    """A key, without its secret."""

    id: str = Field(description="Identifier.", examples=["key_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    name: str = Field(description="What it is for.", examples=["Nightly import"])
    prefix: str = Field(
        description="How the key begins, to tell it from others.", examples=["cbk_4fJ9sQ2x"]
    )
    scopes: list[Scope] = Field(description="What it may do.")
    created_by: str = Field(description="Name of who made it.", examples=["Ana Kovalenko"])
    created_at: Instant = Field(description="When it was made.")
    expires_at: Instant | None = Field(description="When it ends by itself; null for never.")
    last_used_at: Instant | None = Field(
        description="When it was last used, to a minute; null for never."
    )
    revoked_at: Instant | None = Field(description="When it was revoked; null while it is good.")


class CreatedApiKey(WireModel):
    """A new key. The secret is told here and never again."""

    secret: str | None = Field(
        description="The whole key, to send as `Authorization: Bearer …`; null when the request "
        "repeats an earlier one, whose answer told it.",
        examples=["cbk_4fJ9sQ2x_pX0…"],
    )
    api_key: ApiKey = Field(description="The key without its secret.")


class NewOrganisation(Place):
    """A further organisation, whose owner the caller becomes."""

    name: Name = Field(description="What it is called.", examples=["Acme Ukraine"])


class DemoLogin(WireModel):
    """An account of the demo that everybody may use."""

    email: str = Field(description="Its address.", examples=["demo@cashbeat.example"])
    password: str = Field(description="Its password.")
    role: RoleName


class EntryHall(WireModel):
    """What a page for people who are not signed in needs to know."""

    registration: bool = Field(description="Whether new accounts may be opened.")
    demo: list[DemoLogin] = Field(description="Accounts of the demo; empty without one.")
    outbox: bool = Field(
        description="Whether messages stay in a local outbox, for want of a mail server; "
        "in development only."
    )


class OutboxMessage(WireModel):
    """A message that was not sent, for want of a mail server. Development only."""

    id: str = Field(description="Identifier.")
    to: str = Field(description="Who would get it.", examples=["ben@example.com"])
    subject: str = Field(description="What it is about.")
    text: str = Field(description="What it says.")
    created_at: Instant = Field(description="When it was written.")
