"""Threads that nobody waits for: a name server that does not answer must not hold a command."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class UnwaitedThreads(ThreadPoolExecutor):
    """An event loop's executor of one daemon thread a call.

    The loop resolves host names in its executor, and joins the executor's threads when it ends, as
    the interpreter does: with the ordinary one, a command outlives its own end by the time-outs of
    the resolver, which are 5 s an attempt and name server.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call it in a thread of its own."""
        future: Future[T] = Future()

        def call() -> None:
            if future.set_running_or_notify_cancel():
                _settle(future, fn, *args, **kwargs)

        Thread(target=call, daemon=True).start()
        return future


def _settle(future: Future[T], fn: Callable[..., T], *args: Any, **kwargs: Any) -> None:
    try:
        future.set_result(fn(*args, **kwargs))
    except BaseException as error:  # noqa: BLE001 (the future hands it on)
        future.set_exception(error)
