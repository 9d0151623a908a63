"""Organisations as stored."""

from datetime import datetime

from beanie import Document


class TenantDocument(Document):
    """One organisation; `id` is its slug."""

    id: str  # type: ignore[assignment]
    name: str
    timeZone: str
    defaultCurrency: str
    createdAt: datetime

    class Settings:
        """Collection."""

        name = "tenants"
