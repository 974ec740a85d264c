"""The blocks of front matter."""

import re
from collections.abc import Iterator

from studio.core.markdown.block import Block, BlockKind
from studio.core.markdown.layout import Layout
from studio.core.span import Span

_KEY = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*)$")


def front_matter(chunk: str) -> Iterator[Block]:
    """A block per top-level string value; the reading of the values themselves is `formats`' business."""
    at, name, parts = 0, "", list[tuple[int, int]]()

    def finish() -> Iterator[Block]:
        if name and parts:
            layout = Layout(chunk)
            for index, (start, end) in enumerate(parts):
                if index:
                    layout.add(" ", Span(parts[index - 1][1], start))
                layout.add(chunk[start:end], Span(start, end))
            yield layout.block(BlockKind.FRONT_MATTER, 0, name)

    for line in re.findall(r"[^\n]*\n|[^\n]+", chunk):
        bare = line.rstrip("\n")
        key = _KEY.match(bare)
        if key or bare in ("---", "..."):
            yield from finish()
            name, parts = "", []
        if key:
            name = key[1].lower()
            value = key[2].rstrip()
            offset = at + key.start(2)
            if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
                value, offset = value[1:-1], offset + 1
            if value and value[0] not in ">|[{&*!#":
                parts.append((offset, offset + len(value)))
        elif bare[:1] in (" ", "\t") and bare.strip():
            offset = at + len(bare) - len(bare.lstrip())
            parts.append((offset, offset + len(bare.strip())))
        at += len(line)
    yield from finish()
