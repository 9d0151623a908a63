"""Imports over HTTP: upload, ask until it is over, read what was found."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from cashbeat.bootstrap import Application
from cashbeat.core.settings import Settings
from cashbeat.embedded import DatabaseAddresses

pytestmark = pytest.mark.integration

OPTIONS = {"constants": {"currency": "UAH"}, "timeZone": "Europe/Kyiv"}


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    assert settings.mongodb_uri is not None
    assert settings.redis_url is not None
    addresses = DatabaseAddresses(
        settings.mongodb_uri.get_secret_value(), settings.redis_url.get_secret_value()
    )
    app = Application(settings.model_copy(update={"max_upload_bytes": 2_000_000}), addresses).app
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as opened,
    ):
        yield opened


async def send(client: httpx.AsyncClient, content: bytes, **options: Any) -> httpx.Response:
    return await client.post(
        "/api/payments/import",
        files={"file": ("sales.csv", content)},
        data={"options": json.dumps(options)},
    )


async def outcome(client: httpx.AsyncClient, begun: httpx.Response) -> dict[str, Any]:
    assert begun.status_code == 202, begun.text
    for _ in range(600):
        answer = await client.get(begun.headers["location"])
        found: dict[str, Any] = answer.json()
        if found["state"] not in {"checking", "writing"}:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("the import never ended")


async def test_a_file_is_checked_then_imported_once(
    client: httpx.AsyncClient, sales: Any, settings: Settings
) -> None:
    content = sales.csv(sales.rows(days=30))
    dry = await outcome(client, await send(client, content, dryRun=True, **OPTIONS))
    assert (dry["state"], dry["created"], dry["dryRun"]) == ("done", 0, True)
    assert dry["report"]["columns"][0] == {
        "field": "created_at",
        "origin": "name",
        "column": "datetime",
        "position": 2,
        "constant": None,
    }
    assert (await client.get("/api/payments")).json()["total"] == 0

    first = await outcome(client, await send(client, content, **OPTIONS))
    rows = first["report"]["rows"]
    assert (first["state"], first["created"], first["alreadyThere"]) == ("done", rows, 0)
    page = (await client.get("/api/payments", params={"limit": 200})).json()
    assert page["total"] == rows
    total = sum(entry["amount"] for entry in first["report"]["totals"])
    listed = sum(item["amount"] for item in page["items"])
    assert listed == pytest.approx(total)

    again = await outcome(client, await send(client, content, **OPTIONS))
    assert (again["created"], again["alreadyThere"]) == (0, rows)
    assert list((settings.data_dir / "imports").iterdir()) == []


async def test_bad_rows_refuse_the_file_and_are_listed(client: httpx.AsyncClient) -> None:
    content = b"paid at,amount,method\n2024-05-05 10:00,5,card\n2024-05-05 10:00,free,card\n"
    found = await outcome(client, await send(client, content))
    assert (found["state"], found["created"]) == ("refused", 0)
    assert "1 of 2 rows" in found["reason"]
    (problem,) = found["report"]["problems"]
    assert (problem["row"], problem["code"], problem["value"]) == (
        3,
        "amount_not_a_number",
        "free",
    )
    skipped = await outcome(client, await send(client, content, skipBad=True))
    assert (skipped["state"], skipped["created"]) == ("done", 1)


async def test_what_is_no_table_is_refused_with_its_reason(client: httpx.AsyncClient) -> None:
    found = await outcome(client, await send(client, b"%PDF-1.7"))
    assert (found["state"], found["report"]) == ("refused", None)
    assert "PDF" in found["reason"]


@pytest.mark.parametrize(
    ("options", "status", "field"),
    [
        ('{"columns": {"price": "a"}}', 422, "options.columns.price.[key]"),
        ('{"surprise": 1}', 422, "options.surprise"),
        ('{"a": 1, "a": 2}', 400, None),
        ("[]", 422, "options.body"),
        ("{", 400, None),
    ],
)
async def test_options_that_make_no_sense(
    client: httpx.AsyncClient, options: str, status: int, field: str | None
) -> None:
    answer = await client.post(
        "/api/payments/import", files={"file": ("a.csv", b"x")}, data={"options": options}
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == ([field] if field else [])


async def test_forms_that_are_none(client: httpx.AsyncClient, settings: Settings) -> None:
    assert (await client.post("/api/payments/import", content=b"x")).status_code == 400
    assert (await client.post("/api/payments/import", data={"options": "{}"})).status_code == 400
    no_file = await client.post("/api/payments/import", files={"other": ("a", b"x")})
    assert (no_file.status_code, no_file.json()["errors"][0]["field"]) == (422, "file")
    broken = {"content-type": "multipart/form-data; boundary=x"}
    answer = await client.post("/api/payments/import", content=b"nonsense", headers=broken)
    assert answer.status_code in {400, 422}
    assert not (settings.data_dir / "imports").exists()


async def test_too_large_a_file_is_413(client: httpx.AsyncClient) -> None:
    answer = await send(client, b"x" * 2_200_000)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"

    async def trickle() -> AsyncIterator[bytes]:
        head = 'Content-Disposition: form-data; name="file"; filename="a"'
        yield f"--x\r\n{head}\r\n\r\n".encode()
        for _ in range(40):
            yield b"y" * 65_536

    headers = {"content-type": "multipart/form-data; boundary=x"}
    streamed = await client.post("/api/payments/import", content=trickle(), headers=headers)
    assert streamed.status_code == 413


async def test_an_unknown_import_is_404(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/payments/imports/imp_none")
    assert (answer.status_code, answer.json()["code"]) == (404, "import_not_found")


async def test_only_so_many_at_once(client: httpx.AsyncClient) -> None:
    content = b"paid at,amount,method\n" + b"2024-05-05 10:00,5,card\n" * 5_000
    begun = [await send(client, content) for _ in range(2)]
    busy = await send(client, content)
    assert (busy.status_code, busy.json()["code"]) == (429, "import_busy")
    assert int(busy.headers["retry-after"]) > 0
    states = [(await outcome(client, one))["state"] for one in begun]
    assert states == ["done", "done"]
    assert (await client.get("/api/payments")).json()["total"] == 5_000


async def test_it_is_documented(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/openapi.json")).json()["paths"]
    form = paths["/api/payments/import"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert set(form["schema"]["properties"]) == {"file", "options"}
    assert "timeZone" in form["schema"]["properties"]["options"]["properties"]
    assert "429" in paths["/api/payments/import"]["post"]["responses"]
