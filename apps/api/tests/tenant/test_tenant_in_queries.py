"""No query of an organisation's data without the organisation: read in the source, all of it.

A call of the driver on a collection that organisations own must get something made of the tenant:
its id, a filter or a document that holds it. What is made of it in turn counts, within a function.
Calls that are about all organisations, or about none, are listed with their reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

import cashbeat

SOURCE = Path(cashbeat.__file__).parent

OWNED = frozenset(
    {
        "accounts",
        "alert_defaults",
        "alert_rules",
        "alerts",
        "api_keys",
        "audit_entries",
        "audit_heads",
        "charges",
        "customer_import_changes",
        "customer_import_files",
        "customer_import_pieces",
        "customer_import_rows",
        "customer_imports",
        "customers",
        "payment_import_bad_rows",
        "invitations",
        "memberships",
        "notification_days",
        "notification_preferences",
        "notifications",
        "payment_events",
        "payment_imports",
        "payment_methods",
        "payments",
        "quarantine",
        "receivable_books",
        "receivable_days",
        "rollup_days",
        "rollup_minutes",
        "rollup_quarters",
        "tenant_sequences",
        "views",
        "webhook_deliveries",
        "webhooks",
    }
)
"""Collections whose documents belong to one organisation each."""

COMMON = frozenset(
    {
        "alert_progress",
        "checkpoints",
        "leases",
        "mails",
        "password_resets",
        "sessions",
        "tenants",
        "users",
    }
)
"""Collections of people and of the installation."""

QUERIES = frozenset(
    {
        "aggregate",
        "bulk_write",
        "count_documents",
        "delete_many",
        "delete_one",
        "distinct",
        "find",
        "find_one",
        "find_one_and_delete",
        "find_one_and_replace",
        "find_one_and_update",
        "insert_many",
        "insert_one",
        "replace_one",
        "update_many",
        "update_one",
    }
)

_GIVEN = "a private step of a question that made its filter of the tenant"
_STREAM = "the projector writes the documents of many organisations, each under its own"
EXEMPT: dict[str, str] = {
    "alert/alert_repository.py:list_waking": "wakes the alerts of any organisation",
    "alert/rule_repository.py:iterate_enabled": "the evaluator evaluates every organisation",
    "alert/rule_repository.py:list_with_defaults": "asks which organisations got their first rules",
    "audit/repository.py:_count": _GIVEN,
    "audit/sealer.py:_waiting": "the sealer looks which entries of any organisation wait",
    "audit/verify.py:list_tenants": "asks which organisations have a log",
    "customer/account/accountant.py:settle_stale": "the accountant looks who is stale anywhere",
    "customer/account/accountant.py:sweep": "asks how every organisation's accounts were made",
    "customer/account/accountant.py:_write": _STREAM,
    "customer/account/facts.py:find": _GIVEN,
    "customer/importing/repository.py:list_waiting": "the worker looks what waits anywhere",
    "customer/repository.py:_count": _GIVEN,
    "customer/repository.py:_ordered": _GIVEN,
    "identity/gate/authority.py:_load_key": "an API key is found by its hash, and says whose it is",
    "identity/invitation/repository.py:get_by_token": "the link alone says whose invitation it is",
    "identity/user_repository.py:list_of_user": "asks to which organisations a person belongs",
    "identity/user_repository.py:get_founded": "asks which organisation a person founded",
    "payment/repository.py:_count": _GIVEN,
    "payment/repository.py:_ordered": _GIVEN,
    "projector/checkpoint.py:get_sequences": _STREAM,
    "projector/checkpoint.py:get_failure_codes": _STREAM,
    "projector/commit.py:_write_rollups": _STREAM,
    "projector/commit.py:_write_damages": _STREAM,
    "projector/rebuild.py:_begin": _STREAM,
    "projector/verify.py:verify": "counts what is set aside in the whole installation",
    "rollup/recuts.py:list_all": _STREAM,
    "webhook/repository.py:claim": "the sender sends what is due of any organisation",
}
"""`file:function` of calls that rightly name no organisation."""

TENANT = frozenset({"tenant_id", "tenantId", "tenant", "tenants", "_same_tenant"})


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield str(path.relative_to(SOURCE)), ast.parse(path.read_text(encoding="utf-8"))


def collections_of(module: ast.Module, names: dict[str, str]) -> dict[str, str]:
    """Attributes and variables that stand for a collection: `self._payments` -> payments."""
    known: dict[str, str] = {}
    for node in ast.walk(module):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        name = named(node.value, names)
        target = node.targets[0]
        if name is not None and isinstance(target, ast.Attribute | ast.Name):
            known[target.attr if isinstance(target, ast.Attribute) else target.id] = name
    return known


def named(node: ast.expr, names: dict[str, str]) -> str | None:
    """The collection of `database["payments"]` or `database[DAYS]`; `?` when it is computed."""
    if not isinstance(node, ast.Subscript) or "database" not in ast.unparse(node.value):
        return None
    key = node.slice
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return key.value
    if isinstance(key, ast.Name) and key.id in names:
        return names[key.id]
    return "?"


def outermost(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions and methods, those inside others as part of these."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
        else:
            yield from outermost(child)


def calls(
    module: ast.Module, names: dict[str, str]
) -> Iterator[tuple[str, str, ast.Call, ast.AST]]:
    """Function, collection, call and body of every call of the driver."""
    known = collections_of(module, names)
    for function in outermost(module):
        for node in ast.walk(function):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in QUERIES:
                continue
            on = node.func.value
            collection = named(on, names)
            if collection is None and isinstance(on, ast.Attribute):
                collection = known.get(on.attr)
            if collection is None and isinstance(on, ast.Name):
                collection = known.get(on.id)
            if collection is not None:
                yield function.name, collection, node, function


def speaks_of_tenant(node: ast.AST, bound: set[str]) -> bool:
    """Whether an expression is made of the tenant, or of a variable that is."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and (each.id in TENANT or each.id in bound):
            return True
        if isinstance(each, ast.Attribute) and each.attr in TENANT:
            return True
        if isinstance(each, ast.Constant) and each.value == "tenantId":
            return True
        if isinstance(each, ast.arg) and each.arg in TENANT:
            return True
    return False


def bound_names(function: ast.AST) -> set[str]:
    """Local names that are made of the tenant, directly or through each other."""
    bound: set[str] = set()
    while True:
        before = len(bound)
        for node in ast.walk(function):
            bound |= {
                each.id
                for target in made_of_tenant(node, bound)
                for each in ast.walk(target)
                if isinstance(each, ast.Name)
            }
        if len(bound) == before:
            return bound


def made_of_tenant(node: ast.AST, bound: set[str]) -> list[ast.expr]:
    """What a step of a function makes of the tenant, or makes sure to be the tenant's."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [cast("ast.expr", node.target)]
        return targets if node.value and speaks_of_tenant(node.value, bound) else []
    if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        if speaks_of_tenant(node.target, bound):  # each was looked at, so all were
            return [node.iter]
        return [node.target] if speaks_of_tenant(node.iter, bound) else []
    if isinstance(node, ast.Compare):  # `if entry["tenantId"] != tenant_id: raise`
        return [node.left] if speaks_of_tenant(node, bound) else []
    if not isinstance(node, ast.Call):
        return []
    if isinstance(node.func, ast.Name):
        return list(node.args) if node.func.id == "_same_tenant" else []
    if isinstance(node.func, ast.Attribute) and node.func.attr in {"append", "extend"}:
        # `writes.append(UpdateOne({"tenantId": ...}))`
        made = any(speaks_of_tenant(given, bound) for given in node.args)
        return [node.func.value] if made else []
    return []


def faults(file: str, module: ast.Module, names: dict[str, str]) -> Iterator[str]:
    for function, collection, call, body in calls(module, names):
        place = f"{file}:{function}"
        if collection in COMMON or place in EXEMPT:
            continue
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        bound = bound_names(body)
        if not any(speaks_of_tenant(each, bound) for each in given):
            yield f"{place} line {call.lineno}: {collection}.{ast.unparse(call.func)[-30:]}"


def constants() -> dict[str, str]:
    """Names of collections that stand in constants: `DAYS = "rollup_days"`."""
    found: dict[str, str] = {}
    for _, module in modules():
        for node in module.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                value = node.value.value
                if value in OWNED | COMMON:
                    found |= {
                        target.id: value for target in node.targets if isinstance(target, ast.Name)
                    }
    return found


NAMES = constants()
FOUND = [fault for file, module in modules() for fault in faults(file, module, NAMES)]


def test_no_query_leaves_the_organisation_out() -> None:
    assert FOUND == []


def test_every_collection_is_known() -> None:
    used = {
        collection
        for _, module in modules()
        for _, collection, _, _ in calls(module, NAMES)
        if collection != "?"
    }
    assert used <= OWNED | COMMON
    assert used >= {"payments", "payment_methods", "audit_entries", "memberships", "rollup_days"}


def test_every_exception_is_of_something_that_exists() -> None:
    there = {
        f"{file}:{function}"
        for file, module in modules()
        for function, _, _, _ in calls(module, NAMES)
    }
    assert EXEMPT.keys() <= there


@pytest.mark.parametrize(
    "source",
    [
        'def get(self, x):\n    return self.database["payments"].find_one({"_id": x})',
        'class R:\n  def r(self, database):\n    self._p = database["payments"]; self._p.find({})',
        'def gone(database, x):\n    q = {"_id": x}\n    database["payments"].delete_many(q)',
        'def f(database, tenant_id, x):\n    database["payments"].update_one({"_id": x}, {})',
    ],
)
def test_a_query_that_leaves_it_out_is_found(source: str) -> None:
    assert len(list(faults("x.py", ast.parse(source), {}))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'def get(database, tenant_id):\n    database["payments"].find_one({"tenantId": tenant_id})',
        'def get(database, tenant_id):\n  q = of(tenant_id)\n  database["payments"].find(q | {})',
    ],
)
def test_a_query_that_names_it_is_not(source: str) -> None:
    assert list(faults("x.py", ast.parse(source), {})) == []
