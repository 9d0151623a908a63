"""What people do with their accounts and organisations: its parts, made here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from cashbeat.core.brute_force import Throttle
from cashbeat.core.errands import Errands
from cashbeat.core.mongo import Database
from cashbeat.core.settings import Settings
from cashbeat.identity.api_key import endpoints as api_key_endpoints
from cashbeat.identity.api_key.service import ApiKeyService
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.gate.gatekeeper import GateAccess
from cashbeat.identity.invitation import endpoints as invitation_endpoints
from cashbeat.identity.invitation.acceptance import InvitationAcceptances
from cashbeat.identity.invitation.service import InvitationService
from cashbeat.identity.member import endpoints as member_endpoints
from cashbeat.identity.member.service import MemberService
from cashbeat.identity.password import endpoints as password_endpoints
from cashbeat.identity.password.confirmation import Confirmations
from cashbeat.identity.password.hasher import PasswordHasher
from cashbeat.identity.password.service import PasswordService
from cashbeat.identity.profile import endpoints as profile_endpoints
from cashbeat.identity.profile.service import ProfileService
from cashbeat.identity.session.accounts import Accounts
from cashbeat.identity.session.endpoints import SignedInAnswers
from cashbeat.identity.session.repository import SessionRepository
from cashbeat.identity.two_factor import endpoints as two_factor_endpoints
from cashbeat.identity.two_factor.factors import SecondFactors
from cashbeat.identity.two_factor.service import TwoFactorService
from cashbeat.identity.user_repository import UserRepository
from cashbeat.mail import endpoints as outbox_endpoints
from cashbeat.mail.post import Post
from cashbeat.mail.repository import MailRepository
from cashbeat.mail.sender import MailSender, smtp_server_of


@dataclass(frozen=True, slots=True)
class Door:
    """The parts of identity that people's matters rest on."""

    accounts: Accounts
    authority: Authority
    hasher: PasswordHasher
    throttle: Throttle
    factors: SecondFactors
    access: GateAccess
    give: SignedInAnswers
    errands: Errands


class People:
    """Passwords, profiles, second factors, members, invitations and API keys; and the mail."""

    def __init__(
        self, settings: Settings, database: Database, door: Door, clock: Callable[[], datetime]
    ) -> None:
        mails = MailRepository(database)
        local = settings.environment != "production"
        url = settings.smtp_url
        self._access, self._give = door.access, door.give
        self.sender = MailSender(
            mails,
            None if url is None else smtp_server_of(url.get_secret_value()),
            settings.mail_from,
            clock,
            "keep" if local else "fail",
        )
        post = Post(mails, self.sender.wake, settings.public_url)
        sessions = SessionRepository(database, settings.session_days)
        confirmations = Confirmations(UserRepository(database), door.hasher, door.throttle)
        self._passwords = PasswordService(
            database,
            door.hasher,
            door.throttle,
            confirmations,
            sessions,
            door.authority,
            post,
            door.errands,
            clock,
        )
        self._profiles = ProfileService(database, sessions, door.authority, clock)
        self._two_factor = TwoFactorService(
            database, door.factors, confirmations, door.authority, clock
        )
        self._members = MemberService(database, door.authority, clock)
        self._invitations = InvitationService(database, post, clock)
        self._acceptances = InvitationAcceptances(
            database, door.accounts, sessions, door.throttle, door.authority, clock
        )
        self._api_keys = ApiKeyService(database, door.authority, clock)
        self._outbox = mails if local else None
        self.keeps_mail = local and url is None

    def routers(self) -> list[APIRouter]:
        """The routes of people's matters; in development the outbox among them."""
        access = self._access
        found = [
            password_endpoints.build_router(self._passwords, access),
            profile_endpoints.build_router(self._profiles, access),
            two_factor_endpoints.build_router(self._two_factor, access),
            member_endpoints.build_router(self._members, access),
            invitation_endpoints.build_router(
                self._invitations, self._acceptances, access, self._give
            ),
            api_key_endpoints.build_router(self._api_keys, access),
        ]
        if self._outbox is not None:
            found.append(outbox_endpoints.build_router(self._outbox))
        return found

    def start(self) -> None:
        """Begin to send mail."""
        self.sender.start()

    async def stop(self) -> None:
        """End every task."""
        await self.sender.stop()
