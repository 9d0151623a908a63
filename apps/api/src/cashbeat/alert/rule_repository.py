"""Questions asked of alert rules."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument

from cashbeat.core.mongo import Database, Session

StoredRule = Mapping[str, Any]
"""The fields of `AlertRuleDocument` under their stored names."""

PROGRESS = "evaluator"


class AlertRuleRepository:
    """Rules of a tenant, which is the first argument of every question but the evaluator's."""

    def __init__(self, database: Database) -> None:
        self._rules = database["alert_rules"]
        self._defaults = database["alert_defaults"]
        self._progress = database["alert_progress"]

    async def list_rules(self, tenant_id: str) -> Sequence[StoredRule]:
        """Every rule, oldest first."""
        found = self._rules.find({"tenantId": tenant_id})
        return await found.sort([("createdAt", 1), ("_id", 1)]).to_list()

    async def get(
        self, tenant_id: str, rule_id: str, session: Session | None = None
    ) -> StoredRule | None:
        """The rule of that id."""
        return await self._rules.find_one({"_id": rule_id, "tenantId": tenant_id}, session=session)

    async def get_by_request(self, tenant_id: str, key: str) -> StoredRule | None:
        """The rule that a request with this idempotency key made."""
        return await self._rules.find_one({"tenantId": tenant_id, "request.key": key})

    async def count(self, tenant_id: str) -> int:
        """Rules of the organisation."""
        return await self._rules.count_documents({"tenantId": tenant_id})

    async def insert(self, tenant_id: str, stored: StoredRule, session: Session) -> None:
        """A new rule. Raises: DuplicateKeyError when its request's idempotency key is taken."""
        await self._rules.insert_one({**stored, "tenantId": tenant_id}, session=session)

    async def insert_defaults(
        self, tenant_id: str, rules: Sequence[StoredRule], now: datetime, session: Session
    ) -> None:
        """The first rules of an organisation. Raises: DuplicateKeyError when it got them before."""
        mark = {"_id": tenant_id, "tenantId": tenant_id, "createdAt": now}
        await self._defaults.insert_one(mark, session=session)
        given = [{**rule, "tenantId": tenant_id} for rule in rules]
        await self._rules.insert_many(given, session=session)

    async def has_defaults(self, tenant_id: str) -> bool:
        """Whether the organisation got its first rules, whatever became of them."""
        return await self._defaults.find_one({"_id": tenant_id, "tenantId": tenant_id}) is not None

    async def list_with_defaults(self) -> set[str]:
        """Organisations that got their first rules."""
        return {mark["_id"] async for mark in self._defaults.find({}, {"_id": 1})}

    async def update(
        self,
        tenant_id: str,
        rule_id: str,
        version: int,
        changes: Mapping[str, Any],
        session: Session,
        *,
        anew: bool,
    ) -> StoredRule | None:
        """The rule after a change by a person; None when it has another version by now.

        Only one that begins `anew` fences an evaluation under way: a new name costs no minute.
        """
        return await self._rules.find_one_and_update(
            {"_id": rule_id, "tenantId": tenant_id, "version": version},
            {"$set": dict(changes), "$inc": {"version": 1, "step": int(anew)}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )

    async def delete(self, tenant_id: str, rule_id: str, session: Session) -> StoredRule | None:
        """Take a rule away; what it was."""
        return await self._rules.find_one_and_delete(
            {"_id": rule_id, "tenantId": tenant_id}, session=session
        )

    async def advance(
        self, tenant_id: str, rule_id: str, step: int, changes: Mapping[str, Any], session: Session
    ) -> bool:
        """Move where a rule stands; False when somebody else moved it, or a person changed it."""
        result = await self._rules.update_one(
            {"_id": rule_id, "tenantId": tenant_id, "step": step},
            {"$set": dict(changes), "$inc": {"step": 1}},
            session=session,
        )
        return result.matched_count == 1

    async def iterate_enabled(self) -> AsyncIterator[StoredRule]:
        """Every rule that is evaluated, those of an organisation together."""
        async for rule in self._rules.find({"enabled": True}).sort("tenantId", 1):
            yield rule

    async def get_progress(self) -> Mapping[str, Any] | None:
        """How far the evaluator has come."""
        return await self._progress.find_one({"_id": PROGRESS})

    async def begin_progress(self, until: datetime) -> None:
        """Begin with the minutes from `until` on; nothing when it has begun."""
        await self._progress.update_one(
            {"_id": PROGRESS}, {"$setOnInsert": {"until": until, "version": 1}}, upsert=True
        )

    async def move_progress(self, version: int, until: datetime) -> bool:
        """Every minute before `until` is done; False when another evaluator moved it."""
        result = await self._progress.update_one(
            {"_id": PROGRESS, "version": version},
            {"$set": {"until": until}, "$inc": {"version": 1}},
        )
        return result.matched_count == 1
