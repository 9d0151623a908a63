"""The overview of what is owed."""

from datetime import date

from cashbeat.contracts.receivable import AgeingBucket, MonthSoFar, ReceivablesOverview
from cashbeat.kit.money import to_major
from cashbeat.receivable.ageing import AGEING, Month, age
from cashbeat.receivable.repository import ReceivableDays
from cashbeat.tenant.tenant import Tenant


class ReceivableService:
    """Tells how things stand, or stood."""

    def __init__(self, days: ReceivableDays) -> None:
        self._days = days

    async def overview(self, tenant: Tenant, currency: str, as_of: date) -> ReceivablesOverview:
        """What is owed in a currency as of the end of a day."""
        days = await self._days.list_until(tenant.id, currency, as_of.isoformat())
        ageing = age(days, as_of)
        return ReceivablesOverview(
            as_of=as_of,
            time_zone=tenant.time_zone,
            currency=currency,
            currencies=await self._days.list_currencies(tenant.id),
            outstanding=to_major(ageing.outstanding, currency),
            overdue=to_major(ageing.overdue, currency),
            credit=to_major(ageing.credit, currency),
            ageing=[
                AgeingBucket(
                    name=name,
                    amount=to_major(ageing.amounts[name], currency),
                    charges=ageing.charges[name],
                )
                for name in AGEING
            ],
            days_sales_outstanding=ageing.days_sales_outstanding,
            month=_month(ageing.month, currency),
            previous_month=_month(ageing.previous_month, currency),
        )


def _month(month: Month, currency: str) -> MonthSoFar:
    return MonthSoFar(
        charged=to_major(month.charged, currency),
        collected=to_major(month.collected, currency),
        payments=month.payments,
    )
