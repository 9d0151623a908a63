"""What people do with their accounts and organisations: its parts, made here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from cashbeat.core.brute_force import Throttle
from cashbeat.core.mongo import Database
from cashbeat.core.settings import Settings
from cashbeat.identity import (
    api_key_endpoints,
    invitation_endpoints,
    member_endpoints,
    outbox_endpoints,
    password_endpoints,
    profile_endpoints,
    two_factor_endpoints,
)
from cashbeat.identity.accounts import Accounts
from cashbeat.identity.api_key_service import ApiKeyService
from cashbeat.identity.auth_endpoints import SignedInAnswers
from cashbeat.identity.authority import Authority
from cashbeat.identity.confirmation import Confirmations
from cashbeat.identity.errands import Errands
from cashbeat.identity.gatekeeper import GateAccess
from cashbeat.identity.invitation_acceptance import InvitationAcceptances
from cashbeat.identity.invitation_service import InvitationService
from cashbeat.identity.mail_repository import MailRepository
from cashbeat.identity.mail_sender import MailSender, smtp_server_of
from cashbeat.identity.member_service import MemberService
from cashbeat.identity.password_service import PasswordService
from cashbeat.identity.passwords import PasswordHasher
from cashbeat.identity.post import Post
from cashbeat.identity.profile_service import ProfileService
from cashbeat.identity.second_factors import SecondFactors
from cashbeat.identity.session_repository import SessionRepository
from cashbeat.identity.two_factor_service import TwoFactorService
from cashbeat.identity.user_repository import UserRepository


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
            door.accounts.chain_of,
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
