"""What can go wrong between a person and the door."""

from cashbeat.core.errors import CashbeatError

_CHALLENGE = {"WWW-Authenticate": "Bearer"}


class _Refused(CashbeatError):
    """Who calls is not proven."""

    status = 401

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers=_CHALLENGE)


class Unauthenticated(_Refused):
    """No token, or one that is none of ours."""

    code = "unauthenticated"
    title = "Not signed in"


class TokenExpired(_Refused):
    """The access token was good once; its session may give another."""

    code = "token_expired"
    title = "Token expired"


class SessionEnded(_Refused):
    """The session was signed out, revoked or ran out."""

    code = "session_ended"
    title = "Session ended"


class InvalidCredentials(_Refused):
    """Address or password are wrong; which of them is not told."""

    code = "invalid_credentials"
    title = "Wrong e-mail address or password"


class SecondFactorRequired(_Refused):
    """The password is right, and the account asks for a code too."""

    code = "second_factor_required"
    title = "Code required"


class SecondFactorInvalid(_Refused):
    """The code is wrong, too old or used already."""

    code = "second_factor_invalid"
    title = "Wrong code"


class EmailTaken(CashbeatError):
    """The address has an account already."""

    status = 409
    code = "email_taken"
    title = "E-mail address taken"


class RegistrationClosed(CashbeatError):
    """This installation takes new people by invitation only."""

    status = 403
    code = "registration_closed"
    title = "Registration closed"


class TenantNotFound(CashbeatError):
    """No such organisation among the caller's."""

    status = 404
    code = "tenant_not_found"
    title = "Organisation not found"
