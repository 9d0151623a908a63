"""Structured logs: events named `area.subject.verb`, values beside them, secrets never."""

import logging
import sys
from typing import Literal, TextIO

import structlog
from structlog.contextvars import bind_contextvars, bound_contextvars, clear_contextvars
from structlog.types import EventDict, Processor, WrappedLogger

from cashbeat.core.redaction import redact, redact_entry

__all__ = [
    "Logger",
    "bind_contextvars",
    "bound_contextvars",
    "clear_contextvars",
    "configure_logging",
    "get_logger",
    "redact",
]

Logger = structlog.stdlib.BoundLogger

_QUIET = ("asyncio", "httpcore", "httpx", "pymongo", "socketio", "engineio", "watchfiles")


def get_logger(name: str) -> Logger:
    """A logger whose event names are `area.subject.verb`; `name` is the module's."""
    logger: Logger = structlog.stdlib.get_logger(name)
    return logger


def configure_logging(
    *,
    level: str = "info",
    log_format: Literal["console", "json"] = "json",
    process: str = "",
    stream: TextIO | None = None,
) -> None:
    """Send the logs of our code and of every library to one stream, in one form.

    `process` names the process (api, worker, …) in each line. The request id and whatever else
    is bound with `bind_contextvars` is added to each line of its task.
    """
    output = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        _named(process),
    ]
    last: list[Processor] = (
        [
            structlog.processors.format_exc_info,
            _redact_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
        if log_format == "json"
        else [
            structlog.processors.format_exc_info,
            _redact_values,
            structlog.dev.ConsoleRenderer(colors=output.isatty()),
        ]
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(output)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_no_address_line)


def _no_address_line(record: logging.LogRecord) -> bool:
    """Drop uvicorn's line for each WebSocket: it holds the address with its query, as a client
    may put a token there that we refuse."""
    return '"WebSocket ' not in str(record.msg)


def _named(process: str) -> Processor:
    def add(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        if process:
            event.setdefault("process", process)
        return event

    return add


def _redact_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        event[key] = redact_entry(key, value)
    return event
