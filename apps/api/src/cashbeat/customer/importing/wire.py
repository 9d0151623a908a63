"""Imports of customers as the world sees them, pure."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from cashbeat.contracts.customer_import import (
    CustomerImport,
    CustomerImportColumn,
    CustomerImportCounts,
    CustomerImportField,
    CustomerImportOptions,
    CustomerImportOutcome,
    CustomerImportProblem,
    CustomerImportRow,
    CustomerImportUndo,
    ImportAmount,
    ImportFieldChange,
    RowOutcome,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.customer.importing.decision import Decision, Known
from cashbeat.customer.importing.reading.handover import Cells, Problem, cell_name, column_of
from cashbeat.customer.importing.repository import StoredImport
from cashbeat.customer.owing import MadeCharge
from cashbeat.customer.wire import open_of
from cashbeat.kit.money import to_major

Columns = Sequence[Mapping[str, Any]]
"""`CustomerImportColumn` as JSON."""

FIELDS: tuple[CustomerImportField, ...] = get_args(CustomerImportField)


def import_of(stored: StoredImport) -> CustomerImport:
    """A stored import."""
    counts, outcome, undo = stored.get("counts"), stored.get("outcome"), stored.get("undo")
    return CustomerImport(
        id=stored["_id"],
        file_name=stored["fileName"],
        state=stored["state"],
        revision=stored["revision"],
        dry_run=stored["dryRun"],
        reason=stored.get("reason"),
        reason_code=stored.get("reasonCode"),
        errors=[FieldProblem(**problem) for problem in stored.get("errors", ())],
        progress=stored["progress"],
        options=CustomerImportOptions.model_validate(stored["options"]),
        columns=[CustomerImportColumn.model_validate(each) for each in stored.get("columns", ())],
        details=stored.get("details", {}),
        sheets=stored.get("sheets", []),
        notes=stored.get("notes", []),
        counts=None if counts is None else counts_of(counts),
        problems=[
            CustomerImportProblem.model_validate(each) for each in stored.get("problems", ())
        ],
        fixes=stored.get("fixed", 0),
        outcome=None if outcome is None else CustomerImportOutcome(**outcome),
        undo=None if undo is None else CustomerImportUndo(**undo),
        started_by=stored["by"]["actor"]["name"],
        started_at=stored["startedAt"],
        updated_at=stored["updatedAt"],
        committed_at=stored.get("committedAt"),
        undone_at=stored.get("undoneAt"),
    )


def counts_of(stored: Mapping[str, Any]) -> CustomerImportCounts:
    """Stored counts; their amounts are minor units by currency."""
    amounts = [
        ImportAmount(amount=to_major(amount, currency), currency=currency)
        for currency, amount in sorted(stored["amounts"].items())
    ]
    return CustomerImportCounts(**{**stored, "amounts": amounts})


def problem_of(row: int, problem: Problem, columns: Columns) -> dict[str, Any]:
    """A problem with its cell, as `CustomerImportProblem` is stored."""
    column = column_of(columns, problem["field"])
    return {
        **problem,
        "row": row,
        "cell": None if column is None else cell_name(column["position"], row),
        "column": "" if column is None else column["name"],
    }


def row_of(
    row: Cells,
    outcome: RowOutcome,
    columns: Columns,
    problems: Sequence[Problem] = (),
    decision: Decision | None = None,
    known: Known | None = None,
) -> dict[str, Any]:
    """A row to look at, as it is stored; `decision` of one that is good."""
    customer = None if decision is None else decision.customer
    changes = []
    if outcome == "update" and decision is not None:
        changes = changes_of(decision, known or Known())
    shown = CustomerImportRow(
        row=row["row"],
        outcome=outcome,
        customer_id=None if customer is None else customer["_id"],
        cells={name: row["cells"][name] for name in FIELDS if name in row["cells"]},
        fixed=[name for name in FIELDS if name in row.get("fixed", ())],
        changes=changes,
        problems=[
            CustomerImportProblem.model_validate(problem_of(row["row"], each, columns))
            for each in problems
        ],
    )
    return shown.model_dump(mode="json", by_alias=True)


_SHOWN: Mapping[str, CustomerImportField] = {
    "name": "name",
    "externalId": "external_id",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "tags": "tags",
    "agent": "agent_email",
    "notes": "notes",
}


def changes_of(decision: Decision, known: Known) -> list[ImportFieldChange]:
    """What an update changes, in texts."""
    customer = decision.customer or {}
    changes = [
        ImportFieldChange(field=field, before=_text(customer.get(name)), after=_text(value))
        for name, field in _SHOWN.items()
        if (value := decision.changes.get(name)) is not None
    ]
    return changes + list(_owing_changes(decision, known))


def _owing_changes(decision: Decision, known: Known) -> list[ImportFieldChange]:
    change, currency = decision.owing, decision.currency
    if change is None:
        return []
    if isinstance(change, MadeCharge):
        due, said = change.draft.due_on.isoformat(), decision.statement
        amount = change.draft.amount if said is None or said.amount is None else said.amount
        return [
            ImportFieldChange(
                field="outstanding_amount", before=None, after=str(to_major(amount, currency))
            ),
            ImportFieldChange(field="due_date", before=None, after=due),
        ]
    account = known.accounts.get(change.charge["customerId"], {})
    before, after = change.charge, {**change.charge, **change.changes}
    found = []
    was, now_is = open_of(before, account), open_of(after, account)
    if was != now_is:
        amounts = [str(to_major(amount, currency)) for amount in (was, now_is)]
        found.append(
            ImportFieldChange(field="outstanding_amount", before=amounts[0], after=amounts[1])
        )
    if before["dueOn"] != after["dueOn"]:
        found.append(
            ImportFieldChange(field="due_date", before=before["dueOn"], after=after["dueOn"])
        )
    return found


def _text(value: Any) -> str | None:
    if isinstance(value, Mapping):
        return str(value["name"])
    if isinstance(value, list):
        return ", ".join(value)
    return None if value is None else str(value)
