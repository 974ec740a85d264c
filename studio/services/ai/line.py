"""The line to AI services: one asyncio loop in a thread of its own, for a blocking call cannot be cancelled."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NotYet
from typing import Any, TypeVar

from studio.core.asking import Answer, Heard, IsCancelled, Request, Service, Tell
from studio.core.errors import Cancelled, ServiceTrouble
from studio.services.ai import calling

_LOOK = 0.05  # seconds between two looks at whether the call is still wanted
_AT_ONCE = 3  # calls to one service side by side; a service on this computer does them one after the other anyway

T = TypeVar("T")
TellWhich = Callable[[int, Heard], object]


def _never() -> bool:
    return False


class Line:
    """Carries calls. Any thread may use it; `close` it at the end of the program."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def ask(
        self,
        service: Service,
        key: str,
        request: Request,
        tell: Tell = lambda heard: None,
        is_cancelled: IsCancelled = _never,
    ) -> Answer:
        """Send one request, and wait for the whole answer.

        Args:
            key: empty for services that want none.
            tell: called in the line's own thread with each part of the answer; it must be quick.
        Raises:
            ServiceTrouble: no answer, or none that can be used.
            Cancelled: nobody wants it any more; the connection is dropped.
        """
        return self.run(calling.ask(service, key, request, tell), is_cancelled)

    def ask_all(
        self,
        service: Service,
        key: str,
        requests: Sequence[Request],
        tell: TellWhich = lambda which, heard: None,
        is_cancelled: IsCancelled = _never,
    ) -> list[Answer | ServiceTrouble]:
        """Send several, a few at once; one that fails keeps none of the others back. In the order of `requests`.

        Args:
            tell: as for `ask`, with the place of the request.
        Raises:
            Cancelled: nobody wants them any more.
        """

        async def every() -> list[Answer | ServiceTrouble]:
            gate = asyncio.Semaphore(_AT_ONCE)

            async def one(which: int, request: Request) -> Answer | ServiceTrouble:
                async with gate:
                    try:
                        return await calling.ask(service, key, request, lambda heard: tell(which, heard))
                    except ServiceTrouble as trouble:
                        return trouble

            return list(await asyncio.gather(*(one(which, each) for which, each in enumerate(requests))))

        return self.run(every(), is_cancelled)

    def run(self, work: Coroutine[Any, Any, T], is_cancelled: IsCancelled = _never) -> T:
        """Do `work` in the loop and wait for it; what is cancelled before it begins sends nothing.

        Raises:
            Cancelled: nobody wants it any more.
        """
        if is_cancelled():
            work.close()
            raise Cancelled
        future = asyncio.run_coroutine_threadsafe(work, self._running())
        while True:
            try:
                return future.result(timeout=_LOOK)
            except NotYet:
                if future.done():  # it raised a time-out of its own
                    raise
                if is_cancelled():
                    future.cancel()
                    raise Cancelled from None
            except CancelledError:
                raise Cancelled from None

    def close(self) -> None:
        """End what still runs, and the loop."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop and thread:
            asyncio.run_coroutine_threadsafe(_end_all(), loop).result(timeout=2)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout=2)
            loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=loop.run_forever, name="AI services", daemon=True)
                self._thread.start()
                self._loop = loop
            return self._loop


async def _end_all() -> None:
    mine = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not mine]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
