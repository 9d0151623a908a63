"""Nothing is half imported, whatever is killed when, and whoever else is at it."""

import asyncio
from typing import Any

import pytest

from cashbeat.customer.importing import check_run
from cashbeat.customer.importing.commit import ImportCommitter
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.undo import ImportUndoer

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROWS = [
    {"external_id": f"K-{n}", "name": f"Customer {n}", "outstanding_amount": "5"} for n in range(9)
]


class Killed(BaseException):
    """What no handler of errors sees: the process is gone."""


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_run, "PIECE_ROWS", 2)


def killing(
    monkeypatch: pytest.MonkeyPatch, kind: type, name: str, after: int, *, late: bool
) -> None:
    """Kill the worker at that call of a method, before it does anything or when it has."""
    whole, calls = getattr(kind, name), 0

    async def method(*args: Any, **values: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after and not late:
            raise Killed
        answer = await whole(*args, **values)
        if calls > after:
            raise Killed
        return answer

    monkeypatch.setattr(kind, name, method)


async def killed(office: Any) -> None:
    with pytest.raises(Killed):
        await office.work()


async def recorded(office: Any) -> list[str]:
    found = office.database["customers"].find({"deleted": False}, {"externalId": 1})
    return sorted([customer["externalId"] async for customer in found])


WHERE = [
    # before a piece, between what it writes, after its transaction, before all is told
    (ImportCommitter, "_write", 2, False),
    (ImportPartRepository, "mark_piece", 1, True),
    (ImportPartRepository, "add_changes", 3, True),
    (ImportCommitter, "_write", 1, True),
    (ImportCommitter, "_finish", 0, False),
]


@pytest.mark.parametrize(("kind", "name", "after", "late"), WHERE)
async def test_a_commit_goes_on_where_it_was_killed(
    office: Any, kind: type, name: str, after: int, late: bool
) -> None:
    found = await office.uploaded(ROWS)
    await office.ask("POST", found, "/commit", json={})
    with pytest.MonkeyPatch.context() as patch:
        killing(patch, kind, name, after, late=late)
        await killed(office)
    assert (await office.get(found))["state"] == "committing"
    await office.work(office.another_worker())
    done = await office.get(found)
    assert (done["state"], done["outcome"]["created"]) == ("done", 9)
    assert await recorded(office) == sorted(each["external_id"] for each in ROWS)
    assert await office.database["charges"].count_documents({}) == 9
    told = await office.database["notifications"].distinct("n", {"type": "import_finished"})
    assert told == [9]


async def test_a_check_begins_again_and_leaves_no_mixture(office: Any) -> None:
    begun = (await office.send(ROWS)).json()
    with pytest.MonkeyPatch.context() as patch:
        killing(patch, ImportPartRepository, "add_piece", 2, late=True)
        await killed(office)
    assert (await office.get(begun))["state"] == "checking"
    await office.work(office.another_worker())
    assert (await office.get(begun))["counts"]["create"] == 9
    assert await office.database["customer_import_pieces"].count_documents({}) == 5
    assert (await office.rows(begun, "create"))["listed"] == 9


@pytest.mark.parametrize("late", [False, True])
async def test_an_undo_goes_on_where_it_was_killed(office: Any, late: bool) -> None:
    done = await office.imported(ROWS)
    await office.ask("POST", done, "/undo")
    with pytest.MonkeyPatch.context() as patch:
        killing(patch, ImportUndoer, "_take", 2, late=late)
        await killed(office)
    await office.work(office.another_worker())
    undone = await office.get(done)
    assert (undone["state"], undone["undo"]["removed"]) == ("undone", 9)
    assert await recorded(office) == []


async def test_two_workers_at_once_do_no_harm(office: Any) -> None:
    found = await office.uploaded(ROWS)
    await office.ask("POST", found, "/commit", json={})
    workers = [office.another_worker() for _ in range(2)]
    await asyncio.gather(*(office.work(worker) for worker in workers))
    done = await office.get(found)
    assert (done["state"], done["outcome"]["created"]) == ("done", 9)
    assert await recorded(office) == sorted(each["external_id"] for each in ROWS)
    assert await office.database["notifications"].distinct("n") == [9]
    await office.ask("POST", done, "/undo")
    await asyncio.gather(*(office.work(worker) for worker in workers))
    assert (await office.get(done))["undo"] == {"removed": 9, "restored": 0, "kept": 0}
