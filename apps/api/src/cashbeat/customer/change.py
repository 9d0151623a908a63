"""What a change of a customer changes, and what stands otherwise when it comes too late, pure."""

from datetime import date

from cashbeat.audit.entry import changed
from cashbeat.contracts.customer import CustomerChange
from cashbeat.customer.checking import Agent
from cashbeat.customer.errors import CustomerChangedMeanwhile
from cashbeat.customer.recording import Changes, StoredCustomer, differing, profile_of, refs_of
from cashbeat.customer.trail import told_of
from cashbeat.customer.wire import customer_of


def customer_changes(stored: StoredCustomer, body: CustomerChange, agent: Agent | None) -> Changes:
    """Stored fields that the change gives and that stand otherwise; nothing of what is owed."""
    given = {name: getattr(body, name) for name in body.model_fields_set}
    if "agent_id" in given:
        given["agent"] = with_agent(stored, agent)
    changes = differing(stored, profile_of(given))
    if "externalId" in changes:
        own, before = stored["_id"], stored.get("externalId")
        others = [ref for ref in stored["refs"] if ref not in (own, before)]
        changes["refs"] = refs_of(own, changes["externalId"], *others)
    return changes


def with_agent(stored: StoredCustomer, agent: Agent | None) -> Agent | None:
    """The agent to be kept: a member who looks after it already is kept as they were called."""
    present: Agent | None = stored.get("agent")
    same = agent is not None and present is not None and agent["id"] == present["id"]
    return present if same else agent


def changed_meanwhile(
    stored: StoredCustomer, changes: Changes, today: date, body: CustomerChange | None = None
) -> CustomerChangedMeanwhile:
    """The answer to a change of an earlier version; `body` may speak of what is owed as well."""
    current = customer_of(stored, today)
    names, _ = changed(told_of(stored), told_of({**stored, **changes}))
    fields = ["agentId" if name == "agent" else name for name in names]
    for name, wire in (("outstanding_amount", "outstandingAmount"), ("due_date", "dueDate")):
        if body is None or name not in body.model_fields_set:
            continue
        if getattr(body, name) != getattr(current, name):
            fields.append(wire)
    text = f"The customer was changed since you saw it; its version is {stored['version']}."
    return CustomerChangedMeanwhile(text, members={"current": current, "fields": fields})
