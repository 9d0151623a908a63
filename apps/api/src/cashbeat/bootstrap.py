"""The composition root of the API: every part is made here, and handed what it needs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from beanie import Document
from fastapi import APIRouter, FastAPI

from cashbeat.alert import endpoints as alert_endpoints
from cashbeat.alert.book import AlertBook
from cashbeat.alert.defaults import AlertDefaults
from cashbeat.alert.documents import (
    AlertDefaultsDocument,
    AlertDocument,
    AlertProgressDocument,
    AlertRuleDocument,
)
from cashbeat.alert.messages import AlertMessenger
from cashbeat.alert.minutes import Minutes
from cashbeat.alert.preview import AlertPreviews
from cashbeat.alert.rules import AlertRules
from cashbeat.analytics import endpoints as analytics_endpoints
from cashbeat.analytics.breakdown import endpoints as breakdown_endpoints
from cashbeat.analytics.breakdown.service import BreakdownService
from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.explain import endpoints as explain_endpoints
from cashbeat.analytics.explain.service import ExplainService
from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.service import AnalyticsService
from cashbeat.analytics.totals import StoredTotals
from cashbeat.api import create_app
from cashbeat.audit import endpoints as audit_endpoints
from cashbeat.audit.documents import AuditEntryDocument, AuditHeadDocument
from cashbeat.audit.repository import AuditLog
from cashbeat.core.feed import FeedPublisher
from cashbeat.core.mongo import Client, connect, connect_projector, open_database, prepare
from cashbeat.core.rate_limit import RateLimits
from cashbeat.core.redis import RedisHint
from cashbeat.core.security_headers import SecurityHeaders
from cashbeat.core.settings import Settings
from cashbeat.core.site import Site, SiteGuard
from cashbeat.customer import charge_endpoints
from cashbeat.customer import endpoints as customer_endpoints
from cashbeat.customer.bulk import CustomerBulkService
from cashbeat.customer.charges import ChargeService
from cashbeat.customer.details import CustomerReader
from cashbeat.customer.documents import (
    AccountDocument,
    ChargeDocument,
    CustomerDocument,
    ReceivableBookDocument,
    ReceivableDayDocument,
)
from cashbeat.customer.importing import endpoints as customer_import_endpoints
from cashbeat.customer.importing.documents import (
    CustomerImportChangeDocument,
    CustomerImportDocument,
    CustomerImportFileDocument,
    CustomerImportPieceDocument,
    CustomerImportRowDocument,
)
from cashbeat.customer.importing.history import ImportHistory
from cashbeat.customer.importing.listing import CustomerImportListing
from cashbeat.customer.importing.service import CustomerImportService
from cashbeat.customer.importing.uploads import CustomerImportUploads
from cashbeat.customer.importing.workbooks import CustomerImportWorkbooks
from cashbeat.customer.listing import CustomerListing
from cashbeat.customer.members import Members
from cashbeat.customer.merging import CustomerMerging
from cashbeat.customer.repository import CustomerRepository
from cashbeat.customer.service import CustomerService
from cashbeat.customer.timeline import CustomerTimelines
from cashbeat.customer.writing import CustomerWriter
from cashbeat.embedded import DatabaseAddresses, load_secret_keys
from cashbeat.identity.documents import (
    ApiKeyDocument,
    InvitationDocument,
    MembershipDocument,
    PasswordResetDocument,
    SessionDocument,
    UserDocument,
)
from cashbeat.identity.identity import Identity
from cashbeat.importing import endpoints as import_endpoints
from cashbeat.importing.documents import ImportBadRowsDocument, PaymentImportDocument
from cashbeat.importing.jobs import ImportJobs
from cashbeat.importing.repository import ImportRepository
from cashbeat.importing.service import ImportService
from cashbeat.mail.documents import MailDocument
from cashbeat.notification import endpoints as notification_endpoints
from cashbeat.notification.documents import (
    NotificationDayDocument,
    NotificationDocument,
    NotificationPreferenceDocument,
)
from cashbeat.notification.repository import NotificationRepository
from cashbeat.notification.service import NotificationService
from cashbeat.payment import endpoints as payment_endpoints
from cashbeat.payment import method_endpoints
from cashbeat.payment.batch import PaymentBatchService
from cashbeat.payment.counting import PaymentCounts
from cashbeat.payment.documents import (
    PaymentDocument,
    PaymentEventDocument,
    PaymentMethodDocument,
)
from cashbeat.payment.history import EventHistory
from cashbeat.payment.listing import PaymentListing
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.service import PaymentService
from cashbeat.payment.sizing import PaymentSums
from cashbeat.realtime.authenticator import IdentityAuthenticator
from cashbeat.realtime.realtime import Realtime
from cashbeat.receivable import endpoints as receivable_endpoints
from cashbeat.receivable.repository import ReceivableDays
from cashbeat.receivable.service import ReceivableService
from cashbeat.rollup.documents import RollupDay, RollupMinute, RollupQuarter
from cashbeat.rollup.repository import RollupRepository
from cashbeat.system import endpoints as system_endpoints
from cashbeat.system.organisation import OrganisationService
from cashbeat.system.service import SystemService
from cashbeat.tenant.access import Access
from cashbeat.tenant.documents import TenantDocument
from cashbeat.tenant.repository import TenantRepository
from cashbeat.view import endpoints as view_endpoints
from cashbeat.view.documents import ViewDocument
from cashbeat.view.service import ViewService
from cashbeat.webhook import endpoints as webhook_endpoints
from cashbeat.webhook.documents import WebhookDeliveryDocument, WebhookDocument
from cashbeat.webhook.sender import WebhookSender
from cashbeat.webhook.service import WebhookService

DOCUMENTS: tuple[type[Document], ...] = (
    TenantDocument,
    UserDocument,
    MembershipDocument,
    SessionDocument,
    ApiKeyDocument,
    InvitationDocument,
    PasswordResetDocument,
    MailDocument,
    AuditEntryDocument,
    AuditHeadDocument,
    PaymentDocument,
    PaymentEventDocument,
    PaymentMethodDocument,
    PaymentImportDocument,
    ImportBadRowsDocument,
    CustomerDocument,
    ChargeDocument,
    AccountDocument,
    ReceivableDayDocument,
    ReceivableBookDocument,
    CustomerImportDocument,
    CustomerImportFileDocument,
    CustomerImportPieceDocument,
    CustomerImportRowDocument,
    CustomerImportChangeDocument,
    NotificationDocument,
    NotificationDayDocument,
    NotificationPreferenceDocument,
    RollupMinute,
    RollupQuarter,
    RollupDay,
    ViewDocument,
    AlertRuleDocument,
    AlertDocument,
    AlertProgressDocument,
    AlertDefaultsDocument,
    WebhookDocument,
    WebhookDeliveryDocument,
)
"""Every collection with its indexes."""


class Application:
    """The API of one process: `app` answers HTTP, `asgi` is what is served.

    `asgi` is `app` with the live feed beside it, and in front of both what refuses other sites.
    """

    def __init__(self, settings: Settings, addresses: DatabaseAddresses) -> None:
        self._settings = settings
        self._client: Client = connect(addresses.mongo_uri, settings)
        self._database = open_database(self._client, settings)
        self._redis = RedisHint(addresses.redis_url, settings.redis_timeout_ms / 1000)
        self._tenants = TenantRepository(self._database)
        self._methods = PaymentMethods(self._database)
        self._watching: Client = connect_projector(addresses.mongo_uri, settings)
        keys, limits = load_secret_keys(settings), RateLimits(settings)
        self.identity = Identity(
            settings,
            self._database,
            open_database(self._watching, settings),
            self._redis,
            keys,
            limits,
            self._prepare_tenant,
            _now,
        )
        self._feed = FeedPublisher(addresses.redis_url)
        self._webhooks = WebhookSender(
            self._database, keys, _now, private=settings.webhook_private_addresses
        )
        self._webhook_service = WebhookService(
            self._database,
            keys,
            self._webhooks.wake,
            _now,
            private=settings.webhook_private_addresses,
        )
        self._imports = self._import_jobs()
        self._history = EventHistory(self._database, PaymentRepository(self._database))
        authenticator = IdentityAuthenticator(self.identity.keeper)
        self._realtime = Realtime(settings, self._history, authenticator, addresses.redis_url)
        self.app = create_app(settings, limits, self._routers(self.identity.access), self._lifespan)
        guarded = SiteGuard(self._realtime.asgi(self.app), Site(settings))
        self.asgi = SecurityHeaders(guarded, settings)

    def _routers(self, access: Access) -> list[APIRouter]:
        database, methods, clock = self._database, self._methods, _now
        payments = PaymentRepository(database)
        rollups = RollupRepository(database)
        cache = AnswerCache(self._redis, self._settings.analytics_cache_seconds)
        reader = SpanReader(rollups, PaymentCounts(database), self._tenants)
        return [
            *self.identity.routers(),
            import_endpoints.build_router(self._imports, access),
            payment_endpoints.build_router(
                PaymentService(payments, methods, clock),
                PaymentBatchService(payments, methods, clock),
                PaymentListing(payments, StoredTotals(reader, rollups, clock)),
                self._history,
                access,
            ),
            method_endpoints.build_router(methods, access, clock),
            receivable_endpoints.build_router(
                ReceivableService(ReceivableDays(database)), access, clock
            ),
            notification_endpoints.build_router(
                NotificationService(NotificationRepository(database), self._feed, clock), access
            ),
            *self._customer_routers(payments, access),
            self._alert_router(access),
            webhook_endpoints.build_router(self._webhook_service, access),
            audit_endpoints.build_router(AuditLog(database), access),
            analytics_endpoints.build_router(AnalyticsService(reader, cache, clock), access),
            breakdown_endpoints.build_router(BreakdownService(reader, cache, clock), access),
            explain_endpoints.build_router(
                ExplainService(reader, rollups, PaymentSums(database), cache, clock), access
            ),
            view_endpoints.build_router(ViewService(database, clock), access),
            system_endpoints.build_router(
                OrganisationService(database, methods, clock, self._organisation_changed),
                SystemService(database, self._redis),
                access,
            ),
        ]

    def _customer_routers(self, payments: PaymentRepository, access: Access) -> list[APIRouter]:
        database = self._database
        writer, members = CustomerWriter(database, _now), Members(database)
        reader = CustomerReader(database, payments, _now)
        return [
            self._customer_import_router(members, access),
            customer_endpoints.build_router(
                CustomerService(writer, members),
                reader,
                CustomerListing(CustomerRepository(database), _now),
                CustomerTimelines(reader, payments, AuditLog(database), ImportHistory(database)),
                access,
            ),
            customer_endpoints.build_many_router(
                CustomerMerging(writer), CustomerBulkService(writer, members), access
            ),
            charge_endpoints.build_router(ChargeService(writer), access),
        ]

    def _customer_import_router(self, members: Members, access: Access) -> APIRouter:
        database, folder = self._database, self._settings.data_dir / "imports"
        max_bytes = self._settings.max_customer_upload_bytes
        listing = CustomerImportListing(database)
        return customer_import_endpoints.build_router(
            CustomerImportUploads(database, folder, max_bytes, _now),
            CustomerImportService(database, _now),
            listing,
            CustomerImportWorkbooks(listing, members),
            access,
        )

    def _alert_router(self, access: Access) -> APIRouter:
        database, settings = self._database, self._settings
        messenger = AlertMessenger(database, settings.public_url, self._webhooks.wake)
        retention = timedelta(hours=settings.minute_retention_hours)
        minutes = Minutes(RollupRepository(database), retention)
        return alert_endpoints.build_router(
            AlertBook(database, messenger, self._feed, _now),
            AlertRules(database, self._methods, self._feed, _now),
            AlertPreviews(minutes, _now),
            access,
        )

    async def _prepare_tenant(self, tenant_id: str, now: datetime) -> None:
        await self._methods.create_defaults(tenant_id, now)
        await AlertDefaults(self._database, _now).ensure(tenant_id)

    def _organisation_changed(self, tenant_id: str) -> None:
        self.identity.authority.forget("tenants", tenant_id)

    def _import_jobs(self) -> ImportJobs:
        imports = ImportRepository(self._database)
        folder = self._settings.data_dir / "imports"
        service = ImportService(imports, self._methods, folder)
        return ImportJobs(service, imports, folder, self._settings.max_upload_bytes)

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        await prepare(self._database, DOCUMENTS)
        await self._tenants.complete()
        await self.identity.start()
        await self._realtime.start()
        await self._feed.start()
        self._webhooks.start()
        try:
            yield
        finally:
            await self._webhooks.stop()
            await self._feed.stop()
            await self._realtime.stop()
            await self._imports.stop()
            await self.identity.stop()
            await self._redis.close()
            await self._watching.close()
            await self._client.close()


def _now() -> datetime:
    return datetime.now(UTC)
