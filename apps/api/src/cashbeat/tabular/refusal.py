"""Why a file is refused as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cashbeat.contracts.importing import ReasonCode
from cashbeat.contracts.problem import FieldProblem
from cashbeat.tabular.errors import ImportRefused
from cashbeat.tabular.wording import Choice, Speech, Text, path_of, said


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; or what was assumed of a file, which may be the reason of another.

    `choice` is the one at fault, or the one that would help.
    """

    code: ReasonCode
    text: Text
    choice: Choice | None = None


class FileRefused(Exception):
    """A file that cannot be read as a table; the sentences are for its owner.

    `known` is a sentence that helps with all the reasons; `assumed` may be behind them. `sheets`
    are those of the workbook, as far as they are known.
    """

    def __init__(self, *reasons: Reason, known: str = "") -> None:
        super().__init__("; ".join(said(reason.text, "cli") for reason in reasons))
        self.reasons, self.known = reasons, known
        self.assumed: Sequence[Reason] = ()
        self.sheets: Sequence[str] = ()


def refused(code: ReasonCode, text: Text, choice: Choice | None = None) -> FileRefused:
    """A refusal for one reason."""
    return FileRefused(Reason(code, text, choice))


def refusal_to_plain(refusal: FileRefused, speech: Speech) -> dict[str, Any]:
    """A refusal worded for its reader, as the child process tells it."""
    sentences = [sentence("; ".join(said(reason.text, speech) for reason in refusal.reasons))]
    sentences += [refusal.known] if refusal.known else []
    sentences += [sentence(said(reason.text, speech)) for reason in refusal.assumed]
    return {
        "detail": " ".join(sentences),
        "code": refusal.reasons[0].code,
        "errors": [
            {
                "field": path_of(reason.choice),
                "code": reason.code,
                "message": said(reason.text, speech),
            }
            for reason in (*refusal.reasons, *refusal.assumed)
            if reason.choice is not None
        ],
    }


def refusal_from_plain(plain: dict[str, Any]) -> ImportRefused:
    """The inverse of `refusal_to_plain`."""
    errors = [FieldProblem(**problem) for problem in plain["errors"]]
    return ImportRefused(plain["detail"], plain["code"], errors)


def sentence(text: str) -> str:
    """A text with a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else text + "."
