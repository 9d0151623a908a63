"""What can go wrong as members, invitations, keys and accounts are changed."""

from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import CashbeatError, InvalidRequest


class LastOwner(CashbeatError):
    """An organisation always has an owner."""

    status = 409
    code = "last_owner"
    title = "Last owner"


class MemberNotFound(CashbeatError):
    """No such member in the organisation."""

    status = 404
    code = "member_not_found"
    title = "Member not found"


class AlreadyMember(CashbeatError):
    """The person belongs to the organisation."""

    status = 409
    code = "already_member"
    title = "Already a member"


class InvitationNotFound(CashbeatError):
    """No such invitation: unknown, accepted, revoked or expired, which is not told apart."""

    status = 404
    code = "invitation_not_found"
    title = "Invitation not found"


class TooManyInvitations(CashbeatError):
    """The organisation waits for as many people as it may."""

    status = 409
    code = "too_many_invitations"
    title = "Too many invitations"


class ApiKeyNotFound(CashbeatError):
    """No such API key in the organisation."""

    status = 404
    code = "api_key_not_found"
    title = "API key not found"


class TooManyApiKeys(CashbeatError):
    """The organisation has as many keys as it may."""

    status = 409
    code = "too_many_api_keys"
    title = "Too many API keys"


class SessionNotFound(CashbeatError):
    """No such session of the person's."""

    status = 404
    code = "session_not_found"
    title = "Session not found"


class ResetNotFound(CashbeatError):
    """No such link: unknown, used, replaced or expired, which is not told apart."""

    status = 404
    code = "reset_not_found"
    title = "Link not good any more"


class TwoFactorEnabled(CashbeatError):
    """The account has a second factor already."""

    status = 409
    code = "two_factor_enabled"
    title = "Second factor enabled"


class TwoFactorNotEnabled(CashbeatError):
    """The account has no second factor, or none that waits to be confirmed."""

    status = 409
    code = "two_factor_not_enabled"
    title = "No second factor"


def field_fault(field: str, code: str, message: str) -> InvalidRequest:
    """The error of one faulty field."""
    return InvalidRequest.of([FieldProblem(field=field, code=code, message=message)])


def wrong_code() -> InvalidRequest:
    """A second factor, given by someone who is signed in, is not good."""
    return field_fault("code", "code_wrong", "is wrong, too old, or was used already")
