"""Members of the organisation as those who look after customers."""

from cashbeat.core.mongo import Database
from cashbeat.identity.user_repository import MembershipRepository, UserRepository


class Members:
    """Finds members by their ids."""

    def __init__(self, database: Database) -> None:
        self._memberships = MembershipRepository(database)
        self._users = UserRepository(database)

    async def get(self, tenant_id: str, user_id: str | None) -> dict[str, str] | None:
        """The member as kept with a customer: id and name; None of somebody who is none."""
        if user_id is None or await self._memberships.get_role(tenant_id, user_id) is None:
            return None
        user = await self._users.get(user_id)
        return None if user is None else {"id": user_id, "name": user["name"]}

    async def get_by_email(self, tenant_id: str) -> dict[str, dict[str, str]]:
        """All of them, as kept with a customer, by their address in lower case."""
        memberships = await self._memberships.list_of_tenant(tenant_id)
        users = await self._users.list_by_ids([each["userId"] for each in memberships])
        return {
            user["emailKey"]: {"id": user_id, "name": user["name"]}
            for user_id, user in users.items()
        }
