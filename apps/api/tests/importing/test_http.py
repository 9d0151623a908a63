"""Imports over HTTP: upload, ask until it is over, read what was found."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from cashbeat.core.settings import Settings

pytestmark = pytest.mark.integration

OPTIONS = {"constants": {"currency": "UAH"}, "timeZone": "Europe/Kyiv"}


async def test_a_file_is_checked_then_imported_once(
    imports: Any, sales: Any, settings: Settings
) -> None:
    content = sales.csv(sales.rows(days=30))
    dry = await imports.outcome(await imports.send(content, dryRun=True, **OPTIONS))
    assert (dry["state"], dry["created"], dry["dryRun"]) == ("done", 0, True)
    assert dry["report"]["columns"][0] == {
        "field": "created_at",
        "origin": "name",
        "column": "datetime",
        "position": 2,
        "constant": None,
    }
    assert (await imports.client.get("/api/payments")).json()["total"] == 0

    first = await imports.outcome(await imports.send(content, **OPTIONS))
    rows = first["report"]["rows"]
    assert (first["state"], first["created"], first["alreadyThere"]) == ("done", rows, 0)
    page = (await imports.client.get("/api/payments", params={"limit": 200})).json()
    assert page["total"] == rows
    total = sum(entry["amount"] for entry in first["report"]["totals"])
    listed = sum(item["amount"] for item in page["items"])
    assert listed == pytest.approx(total)

    again = await imports.outcome(await imports.send(content, **OPTIONS))
    assert (again["created"], again["alreadyThere"]) == (0, rows)
    assert list((settings.data_dir / "imports").iterdir()) == []


async def test_bad_rows_refuse_the_file_and_are_listed(imports: Any) -> None:
    content = b"paid at,amount,method\n2024-05-05 10:00,5,card\n2024-05-05 10:00,free,card\n"
    found = await imports.outcome(await imports.send(content))
    assert (found["state"], found["created"]) == ("refused", 0)
    assert "1 of 2 rows" in found["reason"]
    (problem,) = found["report"]["problems"]
    assert (problem["row"], problem["code"], problem["value"]) == (
        3,
        "amount_not_a_number",
        "free",
    )
    skipped = await imports.outcome(await imports.send(content, skipBad=True))
    assert (skipped["state"], skipped["created"]) == ("done", 1)


async def test_what_is_no_table_is_refused_with_its_reason(imports: Any) -> None:
    found = await imports.outcome(await imports.send(b"%PDF-1.7"))
    assert (found["state"], found["report"]) == ("refused", None)
    assert "PDF" in found["reason"]


@pytest.mark.parametrize(
    ("options", "status", "field"),
    [
        ('{"columns": {"price": "a"}}', 422, "options.columns.price"),
        ('{"surprise": 1}', 422, "options.surprise"),
        ('{"a": 1, "a": 2}', 400, None),
        ("[]", 422, "options"),
        ("{", 400, None),
    ],
)
async def test_options_that_make_no_sense(
    imports: Any, options: str, status: int, field: str | None
) -> None:
    answer = await imports.client.post(
        "/api/payments/import", files={"file": ("a.csv", b"x")}, data={"options": options}
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == ([field] if field else [])


async def test_forms_that_are_none(imports: Any, settings: Settings) -> None:
    assert (await imports.client.post("/api/payments/import", content=b"x")).status_code == 400
    assert (
        await imports.client.post("/api/payments/import", data={"options": "{}"})
    ).status_code == 400
    no_file = await imports.client.post("/api/payments/import", files={"other": ("a", b"x")})
    assert (no_file.status_code, no_file.json()["errors"][1]["field"]) == (422, "file")
    broken = {"content-type": "multipart/form-data; boundary=x"}
    answer = await imports.client.post("/api/payments/import", content=b"nonsense", headers=broken)
    assert answer.status_code in {400, 422}
    assert not (settings.data_dir / "imports").exists()


@pytest.mark.parametrize("size", [2_200_000, 10_000_000])
async def test_too_large_a_file_is_413(imports: Any, size: int) -> None:
    """Whether its size is told before or found out, and however much too large it is."""
    whole = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        + b"y" * size
        + b"\r\n--x--\r\n"
    )

    async def trickle() -> AsyncIterator[bytes]:
        for start in range(0, len(whole), 65_536):
            yield whole[start : start + 65_536]

    headers = {"content-type": "multipart/form-data; boundary=x"}
    for content in (whole, trickle()):
        answer = await imports.client.post("/api/payments/import", content=content, headers=headers)
        assert ("content-length" in answer.request.headers) is (content is whole)
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.status_code, answer.json()["code"]) == (413, "import_too_large")


async def test_an_unknown_import_is_404(imports: Any) -> None:
    answer = await imports.client.get("/api/payments/imports/imp_none")
    assert (answer.status_code, answer.json()["code"]) == (404, "import_not_found")


@pytest.mark.parametrize("end", ["", "/bad-rows.csv"])
async def test_unknown_parameters_are_refused(imports: Any, end: str) -> None:
    path = f"/api/payments/imports/{'i' * 65}{end}"
    answer = await imports.client.get(path, params={"format": "csv"})
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [
        ("query.format", "unknown_parameter"),
        ("path.importId", "too_long"),
    ]


async def test_only_so_many_at_once(imports: Any) -> None:
    content = b"paid at,amount,method\n" + b"2024-05-05 10:00,5,card\n" * 5_000
    begun = [await imports.send(content) for _ in range(2)]
    busy = await imports.send(content)
    assert (busy.status_code, busy.json()["code"]) == (429, "import_busy")
    assert int(busy.headers["retry-after"]) > 0
    states = [(await imports.outcome(one))["state"] for one in begun]
    assert states == ["done", "done"]
    assert (await imports.client.get("/api/payments")).json()["total"] == 5_000


async def test_it_is_documented(imports: Any) -> None:
    paths = (await imports.client.get("/api/openapi.json")).json()["paths"]
    form = paths["/api/payments/import"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert set(form["schema"]["properties"]) == {"file", "options"}
    assert "timeZone" in form["schema"]["properties"]["options"]["properties"]
    assert "429" in paths["/api/payments/import"]["post"]["responses"]
