"""Starts writers quickly: `python nursery.py [window]`. The program is loaded once, with its window where that is asked for, and
every writer is a fork of it, its own process.

Reads commands from stdin, a JSON list each: [kind, workspace, piece, file]. Answers with the writer's process id; the writer
writes to the file, past every buffer, so that a kill loses nothing it has said. An empty list waits for the writer that ends
next and answers with its exit status, negative where a signal ended it.

- A `typist` types for ever, as the window does: through a session whose buffer is asked every beat whether it is due. Its clock
  runs ten times as fast, so that a tenth of a second is a second of typing. One line per key, before it is typed: its moment.
- A `window` is the real one, typed in by its keys: see `typist`. Nothing of it but its code is there before the fork.
- An `appender` writes entries as the command line does, and acknowledges each with number and hash.
"""

import itertools
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from studio.app.workspace import Workspace
from studio.core.edit import Cause, Edit
from studio.core.events import Actor, EventType
from studio.core.span import Span

WORDS = "the kettle sings and the garden wakes up slowly, cup by cup. "
FASTER = 10.0
BEAT = 0.4  # seconds between two questions to the buffer, as in the window; and it is asked two beats ahead


def clock() -> float:
    return time.monotonic() * FASTER


def type_for_ever(root: Path, piece: str, say) -> None:
    with Workspace.open(root, monotonic=clock) as workspace:
        session = workspace.session(piece, workspace.person("Wren"))
        asked = clock()
        for letter in itertools.cycle(WORDS):
            if clock() - asked >= BEAT:
                asked = clock()
                session.flush_due(2 * BEAT)
            end = len(session.text)
            say(f"{clock()}\n")
            session.apply(Edit(Span(end, end), letter, Cause.TYPED))
            time.sleep(0.003)


def append_for_ever(root: Path, piece: str, say) -> None:
    with Workspace.open(root) as workspace:
        for count in itertools.count():
            edits = {"edits": [[0, 0, f"{count} ", "typed", ""]]}
            event = workspace.history.append(EventType.EDITED, piece, Actor.person("Erin"), edits)
            say(f"{event.number} {event.hash}\n")
            time.sleep(0.004)


def type_in_the_window(root: Path, piece: str, say) -> None:
    from typist import type_in_window

    type_in_window(root, root.with_name("window.ini"), piece, WORDS, say)


KINDS = {"typist": type_for_ever, "appender": append_for_ever, "window": type_in_the_window}


def child(kind: str, root: str, piece: str, file: str) -> None:
    out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        KINDS[kind](Path(root), piece, lambda line: os.write(out, line.encode()))
    finally:
        os._exit(1)


def main() -> None:
    if sys.argv[1:] == ["window"]:
        import typist  # noqa: F401 - so that no window has to load it
    print("ready", flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        if not command:
            print(os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
            continue
        process = os.fork()
        if not process:
            child(*command)
        print(process, flush=True)


if __name__ == "__main__":
    main()
