"""Logs: one JSON object a line, the request's values in each, no secret in any."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from cashbeat.core.logging import bound_contextvars, configure_logging, get_logger


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging(level="info", log_format="json", process="api", stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(output: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_a_line_has_event_values_process_and_request(output: io.StringIO) -> None:
    with bound_contextvars(request_id="req_1"):
        get_logger("test").info("payment.batch.stored", count=3)
    (line,) = logged(output)
    assert line["event"] == "payment.batch.stored"
    assert (line["count"], line["process"], line["request_id"]) == (3, "api", "req_1")
    assert line["level"] == "info"


def test_libraries_log_in_the_same_form(output: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").warning("listening on %s", "http://x")
    (line,) = logged(output)
    assert (line["event"], line["logger"]) == ("listening on http://x", "uvicorn.error")


def test_no_secret_is_written(output: io.StringIO) -> None:
    log = get_logger("test")
    log.info("mongo.client.opened", uri="mongodb://user:hunter2@host/db", password="hunter2")
    log.info("redis.client.opened", options={"url": "redis://:hunter2@host", "token": "hunter2"})
    try:
        raise ConnectionError("no answer from mongodb://user:hunter2@host")
    except ConnectionError:
        log.exception("mongo.client.failed")
    text = output.getvalue()
    assert "hunter2" not in text
    assert text.count("***@host") == 4


def test_a_level_below_the_threshold_is_silent(output: io.StringIO) -> None:
    get_logger("test").debug("payment.batch.stored")
    assert logged(output) == []
