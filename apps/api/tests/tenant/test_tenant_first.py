"""A question without an organisation is a failure of the build: the tenant comes first, always."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

import cashbeat

OF_PEOPLE = {
    "UserRepository": "a person belongs to several organisations, or to none",
    "SessionRepository": "a session is a person's, for all of their organisations",
    "MailRepository": "a message is sent to an address",
    "PasswordResetRepository": "a link to set a password is a person's",
}
"""Classes whose questions are about people, and why no organisation comes first."""

ALLOWED = {
    "TenantRepository.get_by_slug": "asks for the organisation itself",
    "TenantRepository.list_by_ids": "asks for the organisations themselves",
    "TenantRepository.create": "makes the organisation that is its argument",
    "MembershipRepository.list_of_user": "asks which organisations a person belongs to",
    "MembershipRepository.get_founded": "asks which organisation a person founded by a request",
    "MembershipRepository.get_chain": "asks whose audit log tells of a person",
    "TenantRepository.get": "asks for the organisation itself",
    "TenantRepository.list_all": "the projector cuts the days of every organisation",
    "TenantRepository.list_recut": "the projector cuts the days of every organisation",
    "TenantRepository.create_if_absent": "makes the organisation that is its argument",
    "TenantRepository.complete": "brings documents of every organisation up to date at the start",
    "CheckpointRepository.get": "one checkpoint of the whole stream",
    "CheckpointRepository.create": "one checkpoint of the whole stream",
    "CheckpointRepository.move": "one checkpoint of the whole stream",
    "CheckpointRepository.get_sequences": "a batch of the projector holds many organisations",
    "CheckpointRepository.get_failure_codes": "a batch of the projector holds many organisations",
    "RecutRepository.list_all": "the projector cuts the days of every organisation",
    "RecutRepository.prepare": "makes the collection",
    "InvitationRepository.get_by_token": "the token alone says whose invitation it is",
    "AlertRepository.list_waking": "the evaluator wakes the alerts of every organisation",
    "AlertRuleRepository.iterate_enabled": "the evaluator evaluates every organisation",
    "AlertRuleRepository.list_with_defaults": "asks which organisations got their first rules",
    "AlertRuleRepository.get_progress": "one evaluator works for every organisation",
    "AlertRuleRepository.begin_progress": "one evaluator works for every organisation",
    "AlertRuleRepository.move_progress": "one evaluator works for every organisation",
    "WebhookRepository.claim": "the sender sends what is due of any organisation",
    "CustomerImportRepository.list_waiting": "the worker takes up imports of any organisation",
    "ImportRepository.worker_runs": "one projector works for every organisation",
}
"""Questions that are not about one organisation, and why."""

WATCHED = ("EventHistory", "PaymentCounts", "PaymentMethods", "PaymentSums")
"""Classes that ask the database without being called a repository."""


def questions() -> Iterator[tuple[str, list[str]]]:
    """Name and arguments of every public method of every class that asks the database."""
    for info in pkgutil.walk_packages(cashbeat.__path__, "cashbeat."):
        if info.name in {"cashbeat.main", "cashbeat.cli"} or info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ != info.name or not (name.endswith("Repository") or name in WATCHED):
                continue
            for method, function in inspect.getmembers(kind, inspect.isfunction):
                if not method.startswith("_"):
                    yield f"{name}.{method}", list(inspect.signature(function).parameters)[1:]


ALL = dict(questions())


def test_the_question_is_asked_of_many() -> None:
    assert {name.partition(".")[0] for name in ALL} >= {
        *WATCHED,
        "PaymentRepository",
        "RollupRepository",
        "ImportRepository",
        "TenantRepository",
    }
    assert len(ALL) > 25


def is_of_people(name: str) -> bool:
    return name.partition(".")[0] in OF_PEOPLE


@pytest.mark.parametrize(
    "name", sorted(name for name in ALL.keys() - ALLOWED.keys() if not is_of_people(name))
)
def test_the_tenant_is_the_first_argument(name: str) -> None:
    assert ALL[name][:1] == ["tenant_id"]


def test_every_exception_is_of_something_that_exists() -> None:
    assert ALLOWED.keys() <= ALL.keys()
