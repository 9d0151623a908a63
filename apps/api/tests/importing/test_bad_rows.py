"""Every bad row with its reason, however many, from any process, to nobody else."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from cashbeat.importing.bad_rows import PIECE, read_bad_rows, store_bad_rows
from cashbeat.importing.listing import BAD_ROWS_HEADER
from cashbeat.importing.repository import ImportRepository

pytestmark = pytest.mark.integration

HEAD = b"id,paid at,amount,method\n"
GOOD = b"ok,2024-05-05 10:00,5,card\n"
BAD = 2_500


async def listed(imports: Any, found: dict[str, Any]) -> list[list[str]]:
    answer = await imports.client.get(f"/api/payments/imports/{found['id']}/bad-rows.csv")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    header, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert header == ["row", "field", "column", "value", "code", "message", "suggestion"]
    assert int(answer.headers["x-total-count"]) == len(lines) == found["report"]["problemCount"]
    return lines


async def test_a_dry_run_lists_every_bad_row(imports: Any, start_api: Any) -> None:
    content = HEAD + GOOD + b"=1+1,yesterday,-5,magic\n" * BAD + b"ok,2024-05-06,5,card\n"
    found = await imports.outcome(await imports.send(content, dryRun=True))
    assert (found["report"]["badRows"], found["report"]["problemCount"]) == (BAD + 1, 3 * BAD + 1)
    assert len(found["report"]["problems"]) == 1_000
    lines = await listed(imports, found)
    assert [int(line[0]) for line in lines] == sorted(3 * list(range(3, BAD + 3)) + [BAD + 3])
    assert lines[0][:5] == ["3", "amount", "amount", "'-5", "amount_negative"]
    assert lines[-1][:5] == [str(BAD + 3), "external_id", "id", "ok", "external_id_repeated"]
    assert all(line[5] for line in lines)
    first = [[str(row[name]) for name in BAD_ROWS_HEADER] for row in found["report"]["problems"]]
    assert [line[4:] for line in lines[:1_000]] == [line[4:] for line in first]
    async with start_api() as another:
        assert await listed(another, found) == lines


@pytest.mark.parametrize(("options", "state"), [({}, "refused"), ({"skipBad": True}, "done")])
async def test_the_list_outlives_the_import(
    imports: Any, options: dict[str, Any], state: str
) -> None:
    found = await imports.outcome(await imports.send(HEAD + GOOD + b"a,b,c,d\n", **options))
    assert found["state"] == state
    assert {line[0] for line in await listed(imports, found)} == {"3"}


async def test_a_file_without_bad_rows_has_an_empty_list(imports: Any, settings: Any) -> None:
    found = await imports.outcome(await imports.send(HEAD + GOOD))
    assert await listed(imports, found) == []
    assert list((settings.data_dir / "imports").iterdir()) == []


async def test_there_is_no_list_of_rows_that_nobody_judged(imports: Any) -> None:
    absent = await imports.client.get("/api/payments/imports/imp_none/bad-rows.csv")
    assert (absent.status_code, absent.json()["code"]) == (404, "import_not_found")
    begun = await imports.send(HEAD + GOOD * 5_000)
    early = await imports.client.get(begun.headers["location"] + "/bad-rows.csv")
    assert (early.status_code, early.json()["code"]) == (409, "bad_rows_unknown")
    await imports.outcome(begun)
    refused = await imports.outcome(await imports.send(b"%PDF-1.7"))
    answer = await imports.client.get(f"/api/payments/imports/{refused['id']}/bad-rows.csv")
    assert (answer.status_code, answer.json()["code"]) == (409, "bad_rows_unknown")


async def test_the_list_is_kept_in_pieces_that_expire(importer: Any, tmp_path: Path) -> None:
    repository = ImportRepository(importer.database)
    path, content = tmp_path / "bad.csv", b"2,amount,amount,free\r\n" * 150_000
    path.write_bytes(content)
    pieces = await store_bad_rows(repository, "demo", "imp_a", path)
    assert pieces == -(-len(content) // PIECE) > 1
    kept = [part async for part in read_bad_rows(repository, "demo", "imp_a", pieces)]
    assert max(map(len, kept)) <= PIECE
    assert b"".join(kept) == content
    with pytest.raises(LookupError):
        await repository.get_bad_rows("other", "imp_a", 0)
    indexes = await importer.database["payment_import_bad_rows"].index_information()
    assert indexes["expiry"]["expireAfterSeconds"] == 31 * 86_400
