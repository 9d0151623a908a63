"""A multipart upload taken to disk, counted while it comes in."""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Generic, NamedTuple, TypeVar

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from cashbeat.contracts.base import RequestModel
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest, MalformedRequest
from cashbeat.importing.errors import ImportTooLarge
from cashbeat.kit import json_strict
from cashbeat.kit.shown import shown

PARTS = ("file", "options")
MAX_PARTS = 8
"""Of each kind, so that what is too much can be named; a form of more of them is not read."""

MAX_OPTIONS = 64 * 1024
FORM_OVERHEAD = MAX_OPTIONS + 16 * 1024
"""Bytes of a form beside its file: the options, the parts' headers and their boundaries."""


R = TypeVar("R", bound=RequestModel)

ReadOptions = Callable[[object], tuple[R | None, list[FieldProblem]]]
"""Reads a JSON object as options; None with all that is wrong with it."""


class Upload(NamedTuple, Generic[R]):
    """A file on our disk, under a name of ours, and what its sender asked for."""

    path: Path
    file_name: str
    digest: str
    request: R


class Limit(NamedTuple):
    """How large a file may be, and what to do with a larger one."""

    max_bytes: int
    larger: str


async def take_upload(
    request: Request,
    folder: Path,
    limit: Limit,
    noted: Sequence[FieldProblem],
    read: ReadOptions[R],
) -> Upload[R]:
    """Read the form's parts `file` and `options`. The caller removes the file.

    Without `options`, an empty object is read. What was noted of the request before is refused
    together with the faults of the form.

    Raises: ImportTooLarge, MalformedRequest, InvalidRequest.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise MalformedRequest("Send multipart/form-data with the parts `file` and `options`.")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit.max_bytes + FORM_OVERHEAD:
        raise _too_large(limit)
    parser = MultiPartParser(
        request.headers,
        _counted(request.stream(), limit),
        max_files=MAX_PARTS,
        max_fields=MAX_PARTS,
        max_part_size=MAX_OPTIONS,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise MalformedRequest(f"The form cannot be read: {error.message}") from None
    except ClientDisconnect:
        raise MalformedRequest("The upload broke off.") from None
    try:
        return await _store(form, folder, noted, read)
    finally:
        await form.close()


async def _store(
    form: FormData, folder: Path, noted: Sequence[FieldProblem], read: ReadOptions[R]
) -> Upload[R]:
    options, problems = _options(form.get("options"), read)
    file = form.get("file")
    problems = [*noted, *_faults_of_parts(form), *problems]
    if problems or options is None or not isinstance(file, UploadFile):
        raise InvalidRequest.of(problems)
    path = folder / f"upload-{secrets.token_hex(8)}"
    digest = await asyncio.to_thread(_copy, file.file, path)
    return Upload(path, (file.filename or "upload")[-200:], digest, options)


def _faults_of_parts(form: FormData) -> Iterator[FieldProblem]:
    for name in sorted(set(form)):
        if name not in PARTS:
            text = f"is not a part of this form; they are {' and '.join(PARTS)}"
            yield FieldProblem(field=shown(name), code="unknown_field", message=text)
        elif len(form.getlist(name)) > 1:
            yield FieldProblem(field=name, code="repeated", message="may be given once")
    if "file" not in form:
        yield FieldProblem(field="file", code="required", message="is required")
    elif not isinstance(form["file"], UploadFile):
        text = "must be a file: a part with a file name"
        yield FieldProblem(field="file", code="wrong_type", message=text)


def _options(part: object, read: ReadOptions[R]) -> tuple[R | None, list[FieldProblem]]:
    """Raises: MalformedRequest for what is no JSON."""
    if part is None or part == "":
        return read({})
    if not isinstance(part, str):
        problem = FieldProblem(field="options", code="wrong_type", message="must be JSON text")
        return None, [problem]
    try:
        raw = json_strict.loads(part.encode("utf-8", "surrogatepass"))
    except json_strict.InvalidJson as error:
        raise MalformedRequest(f"options: {error}") from None
    if not isinstance(raw, dict):
        problem = FieldProblem(field="options", code="wrong_type", message="must be an object")
        return None, [problem]
    options, problems = read(raw)
    return options, [
        FieldProblem(field=f"options.{problem.field}", code=problem.code, message=problem.message)
        for problem in problems
    ]


def _copy(source: IO[bytes], path: Path) -> str:
    """Its SHA-256 in hex."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    with path.open("xb") as target:
        while block := source.read(1 << 20):
            hashed.update(block)
            target.write(block)
    return hashed.hexdigest()


async def _counted(stream: AsyncIterator[bytes], limit: Limit) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for block in stream:
        seen += len(block)
        if seen > limit.max_bytes + FORM_OVERHEAD:
            raise _too_large(limit)
        yield block


def _too_large(limit: Limit) -> ImportTooLarge:
    return ImportTooLarge(f"A file may have {limit.max_bytes >> 20} MiB; {limit.larger}.")


@contextmanager
def removed_after(path: Path) -> Iterator[None]:
    """Removes a file in the end, whatever happens."""
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
