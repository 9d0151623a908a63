"""Columns known by their names in six languages, or said; every fault of the choice at once."""

from itertools import combinations
from typing import Any

import pytest

from cashbeat.customer.importing.reading.columns import choose_columns
from cashbeat.customer.importing.reading.field import _NAMES, FIELDS, currency_of, key_of, rank_of

NAMES = """
English: Customer Name; customerNumber; E-Mail; PHONE_NO; Billing Address; Balance (EUR); CCY; Due
    ; Labels; Account Manager; Memo
German: Kunde; Kunden-Nr.; E-Mail-Adresse; Telefon; Straße; Offener Betrag €; Währung; Fällig am
    ; Schlagwörter; Sachbearbeiter; Bemerkung
French: Raison sociale; N° client; Courriel; Téléphone; Adresse; Montant dû; Devise; Échéance
    ; Étiquettes; Gestionnaire; Commentaires
Spanish: Razón social; Código de cliente; Correo electrónico; Teléfono; Dirección
    ; Importe pendiente; Moneda; Fecha de vencimiento; Etiquetas; Agente; Notas
Ukrainian: Назва; № клієнта; Електронна пошта; Телефон; Адреса; Сума боргу; Валюта; Термін оплати
    ; Теги; Відповідальний; Примітки
Russian: Контрагент; Код клиента; Почта; Номер телефона; Адрес; Задолженность; Валюта; Срок оплаты
    ; Метки; Менеджер; Комментарий
ours: name; externalId; email; phone; address; outstandingAmount; currency; dueDate; tags
    ; agentEmail; notes
"""


@pytest.mark.parametrize("line", NAMES.replace("\n    ;", ";").strip().splitlines())
def test_columns_are_known_by_their_names(line: str) -> None:
    names = [name.strip() for name in line.partition(":")[2].split(";")]
    chosen = choose_columns(names, {})
    assert [names[index] for index in chosen.columns.values()] == names
    assert tuple(chosen.columns) == FIELDS
    assert not chosen.reasons


def test_no_name_of_a_column_means_two_fields() -> None:
    keys = {field: set(map(key_of, names.split("|"))) for field, names in _NAMES.items()}
    assert tuple(keys) == FIELDS
    for one, other in combinations(keys, 2):
        assert not keys[one] & keys[other]
    assert all("" not in words for words in keys.values())
    assert rank_of("name", "NAME *") == 0
    assert rank_of("external_id", "Customer #") is not None


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Balance (EUR)", "EUR"),
        ("Saldo UAH", "UAH"),
        ("Saldo €", "EUR"),
        ("Offen [CHF]", "CHF"),
        ("Balance ($)", None),
        ("Balance in XYZ", None),
        ("Balance", None),
    ],
)
def test_a_header_may_name_the_currency(header: str, currency: str | None) -> None:
    assert currency_of(header) == currency
    if "XYZ" not in header:
        assert rank_of("outstanding_amount", header) is not None


def test_the_currency_of_the_header_is_that_of_the_amounts(read: Any) -> None:
    result = read("Name,Balance (USD)\nAda,12.50\nBob,\n")
    assert result.values == [{"name": "Ada", "amount": "12.50", "currency": "USD"}, {"name": "Bob"}]
    with_own = read("Name,Balance (USD),Currency\nAda,12.50,GBP\nBob,1,\n")
    assert [row["currency"] for row in with_own.values] == ["GBP", "USD"]


def test_said_columns_win_and_null_reads_none(read: Any) -> None:
    result = read(
        "Name,Firm,Note,Third\nAda,Ada Ltd,secret,x\n",
        columns={"name": "firm", "notes": None, "tags": "#4"},
    )
    assert result.values == [{"name": "Ada Ltd", "tags": ["x"]}]
    assert [(c["position"], c["field"], c["origin"]) for c in result.reading.columns] == [
        (1, None, None),
        (2, "name", "mapping"),
        (3, None, None),
        (4, "tags", "mapping"),
    ]
    assert result.reading.columns[1]["samples"] == ["Ada Ltd"]
    assert result.reading.notes == ["The columns 'Name', 'Note' are not read."]


def test_every_fault_of_the_choice_is_named_at_once(read: Any) -> None:
    result = read(
        "Name,Phone,Phone,Memo\nAda,1,2,x\n",
        columns={"email": "nope", "tags": "#9", "notes": "Memo", "address": "Memo"},
    )
    assert [(error["field"], error["code"]) for error in result.refused["errors"]] == [
        ("options.columns.email", "column_unknown"),
        ("options.columns.tags", "column_unknown"),
        ("options.columns.address", "column_repeated"),
        ("options.columns.phone", "column_repeated"),
    ]
    assert "The file's columns are: 'Name', 'Phone', 'Phone', 'Memo'." in result.refused["detail"]


def test_a_file_needs_a_column_that_names_customers(read: Any) -> None:
    """Its columns are told all the same: a person has to choose among them."""
    result = read("colour,size\nred,5\nblue,7\n")
    assert result.refused["code"] == "column_missing"
    assert [error["field"] for error in result.refused["errors"]] == ["options.columns.name"]
    assert [(c["name"], c["samples"]) for c in result.reading.columns] == [
        ("colour", ["red", "blue"]),
        ("size", ["5", "7"]),
    ]
    assert read("Email\nada@example.com\n").values == [{"email": "ada@example.com"}]


def test_columns_are_numbered_as_the_sheet_does(read: Any) -> None:
    """A table that begins in column B: cells are named after its letters."""
    rows = [[None, None], [None, "Name", "Memo"], [None, "Ada", "x"]]
    result = read(rows, columns={"notes": "#3"})
    assert [column["position"] for column in result.reading.columns] == [2, 3]
    assert result.good[0]["row"] == 3
    assert result.values == [{"name": "Ada", "notes": "x"}]
    assert read(rows, columns={"notes": "#1"}).refused["code"] == "column_unknown"


def test_a_sheet_of_a_csv_is_refused(read: Any) -> None:
    refused = read("Name\nAda\n", sheet="May").refused
    assert refused["code"] == "option_not_applicable"
    assert [error["field"] for error in refused["errors"]] == ["options.sheet"]
