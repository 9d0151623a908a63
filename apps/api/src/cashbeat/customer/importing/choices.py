"""What is wrong with the choices for a file, told by themselves alone: all of it at once."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from cashbeat.contracts.customer_import import (
    CustomerImportChange,
    CustomerImportOptions,
    CustomerImportRequest,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, read_body, values_of
from cashbeat.kit.currency import EXPONENTS, UnknownCurrency
from cashbeat.tabular.moment import ORDERS
from cashbeat.tabular.option import is_date_pattern, is_delimiter, is_encoding

M = TypeVar("M", bound=CustomerImportOptions)


def read_request(raw: object) -> tuple[CustomerImportRequest | None, list[FieldProblem]]:
    """The choices of an upload, or everything that is wrong with their shape and meaning."""
    body = read_body(CustomerImportRequest, raw)
    shape = [
        FieldProblem(
            field=problem.field.removesuffix(".[key]"), code=problem.code, message=problem.message
        )
        for problem in problems_of(body)
    ]
    meaning = list(faults_of(values_of(body)))
    if isinstance(body, Faulty) or meaning:
        return None, shape + meaning
    return body, []


def faults_of_change(
    body: CustomerImportChange | Faulty[CustomerImportChange],
) -> list[FieldProblem]:
    """Everything that is wrong with a change: its shape, and the meaning of its options."""
    options = values_of(body).get("options")
    found = faults_of({} if options is None else dict(options))
    meaning = [
        FieldProblem(field=f"options.{problem.field}", code=problem.code, message=problem.message)
        for problem in found
    ]
    return problems_of(body) + meaning


def faults_of(given: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """What is wrong with choices whichever file they are for."""
    form, currency = given.get("date_format"), given.get("currency")
    if form is not None and form not in ORDERS and not is_date_pattern(form):
        text = f"must be {', '.join(ORDERS)}, or a pattern of a whole date such as %d.%m.%Y"
        yield FieldProblem(field="dateFormat", code="invalid_date_format", message=text)
    if (name := given.get("encoding")) is not None and not is_encoding(name):
        text = f"{name[:40]!r} is no encoding of text that is known"
        yield FieldProblem(field="encoding", code="unknown_encoding", message=text)
    if (mark := given.get("delimiter")) is not None and not is_delimiter(mark):
        text = "must be a sign that stands between cells, such as ;"
        yield FieldProblem(field="delimiter", code="invalid_delimiter", message=text)
    if currency is not None and currency not in EXPONENTS:
        text = str(UnknownCurrency(currency))
        yield FieldProblem(field="currency", code="unknown_currency", message=text)
