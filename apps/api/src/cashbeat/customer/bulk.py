"""One change of many customers, all of it or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cashbeat.audit.entry import changed
from cashbeat.contracts.customer import CustomerBulk, CustomerBulkOutcome
from cashbeat.contracts.customer_fields import MAX_TAGS
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.mongo import Session
from cashbeat.customer.change import with_agent
from cashbeat.customer.checking import Agent, check_agent
from cashbeat.customer.members import Members
from cashbeat.customer.recording import Changes, StoredCustomer, deletion, differing, profile_of
from cashbeat.customer.trail import told_of
from cashbeat.customer.writing import CustomerWriter, Told, entry
from cashbeat.tenant.caller import Caller


class CustomerBulkService:
    """Changes customers by the hundred; each has an audit entry of its own."""

    def __init__(self, writer: CustomerWriter, members: Members) -> None:
        self._writer = writer
        self._members = members

    async def change(self, body: CustomerBulk, by: Caller) -> CustomerBulkOutcome:
        """Tag, assign or delete. What is deleted is missing, but for who deletes it again.

        Raises: InvalidRequest.
        """
        agent = await self._members.get(by.tenant.id, body.agent_id)
        problems: list[FieldProblem] = []
        check_agent({"agent_id": body.agent_id}, agent, problems)
        if problems:
            raise InvalidRequest.of(problems)
        asked = list(dict.fromkeys(body.customer_ids))

        async def work(session: Session) -> CustomerBulkOutcome:
            now = self._writer.moment(by).now
            found = await self._writer.customers.list_by_ids(by.tenant.id, asked, session)
            there = {
                stored["_id"]: stored for stored in found if body.delete or not stored["deleted"]
            }
            changes = {
                name: wanted
                for name, stored in there.items()
                if (wanted := bulk_changes(stored, body, agent, now))
            }
            await self._write(there, changes, now, by, session)
            return CustomerBulkOutcome(
                changed=[name for name in asked if name in changes],
                unchanged=[name for name in asked if name in there and name not in changes],
                missing=[name for name in asked if name not in there],
            )

        return await self._writer.transaction(work)

    async def _write(
        self,
        there: Mapping[str, StoredCustomer],
        changes: Mapping[str, Changes],
        now: datetime,
        by: Caller,
        session: Session,
    ) -> None:
        await self._writer.customers.update_many(by.tenant.id, changes, now, session)
        entries = [
            entry(by, there[name], *_told(there[name], each), now) for name, each in changes.items()
        ]
        await self._writer.audit.record_many(by.tenant.id, entries, session)


def bulk_changes(
    stored: StoredCustomer, body: CustomerBulk, agent: Agent | None, now: datetime
) -> Changes:
    """What changes of one customer; empty when it is so already. Raises: InvalidRequest."""
    if body.delete:
        return {} if stored["deleted"] else deletion(stored, now)
    given: dict[str, object] = {"tags": _tags(stored, body)}
    if "agent_id" in body.model_fields_set:
        given["agent"] = with_agent(stored, agent)
    return differing(stored, profile_of(given))


def _tags(stored: StoredCustomer, body: CustomerBulk) -> Sequence[str]:
    """The tags of a customer afterwards: those it has stay as they are written."""
    tags = {tag.casefold(): tag for tag in stored.get("tags") or ()}
    for tag in body.add_tags:
        tags.setdefault(tag.casefold(), tag)
    for tag in body.remove_tags:
        tags.pop(tag.casefold(), None)
    if body.add_tags and len(tags) > MAX_TAGS:
        message = f"{stored['name']!r} ({stored['_id']}) would have more than {MAX_TAGS} tags"
        raise InvalidRequest.of([FieldProblem(field="addTags", code="too_many", message=message)])
    return list(tags.values())


def _told(stored: StoredCustomer, changes: Changes) -> tuple[str, Told]:
    if "deletedAt" in changes:
        return "customer.deleted", ({"deleted": False}, {"deleted": True})
    return "customer.changed", changed(told_of(stored), told_of({**stored, **changes}))
