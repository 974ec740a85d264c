"""Help: one page for every part of the window, one for every check, and the playbooks for a channel and a stage.

The pages are Markdown files with front matter. In `resources/help/` `covers` names what a page is about, with commas between:
`tab:Flags`, `page:board`, `action:approve`, `widget:Library`. In `resources/playbooks/` `channels` and `stages` say which pieces
a page is for; a workspace's own `playbooks/` take the place of ours of the same file name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studio import checks
from studio.core.check import Check
from studio.core.data import data_path
from studio.core.errors import BadInput
from studio.core.piece import Piece
from studio.formats import front_matter

PLAYBOOKS = "playbooks"
_MOST = 100_000  # characters of a playbook


@dataclass(frozen=True)
class HelpPage:
    """One page.

    Attributes:
        id: `flags`; `check:style` for a check, `playbook:hold` for a playbook.
        body: Markdown without its title.
        covers: what it is about; see the module.
        channels, stages: of a playbook, by their names; empty for all.
    """

    id: str
    title: str
    body: str
    covers: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    def fits(self, piece: Piece) -> bool:
        """Whether a playbook is for this piece, as it stands now."""
        is_channel = not self.channels or piece.channel.value in self.channels
        return is_channel and (not self.stages or piece.stage.value in self.stages)


@lru_cache(maxsize=1)
def pages() -> tuple[HelpPage, ...]:
    """The pages about the window, by title, and behind them one for each check."""
    own = [_page(path, path.stem) for path in sorted(data_path("resources", "help").glob("*.md"))]
    found = [page for page in own if page is not None]
    return (*sorted(found, key=lambda page: page.title.casefold()), *map(check_page, checks.find()))


def check_page(check: Check) -> HelpPage:
    """The page of a check, made of what the check says of itself."""
    parts = [check.why]
    if check.id in _MORE:
        parts.append(_MORE[check.id])
    for example in check.examples:
        parts.append(f"**Flagged:**\n\n{_quoted(example.bad)}\n\n**Better:**\n\n{_quoted(example.good)}")
    ran = f" It is done by {check.engine}." if check.engine else ""
    parts.append(f"Flags of this check are called *{check.rule or check.id.capitalize()}* and what follows a point.{ran}")
    return HelpPage(f"check:{check.id}", f"Check: {check.title}", "\n\n".join(parts), (f"check:{check.id}",))


_MORE = {
    "disclosure": "The house says in `policy.toml` which channels need it: how to stop the emails, and how to reach a person.\n\n"
    "**Flagged**, where the house asks for both:\n\n> See you on Saturday. Millbrook Bakery\n\n**Better:**\n\n"
    "> See you on Saturday. You can answer this letter and a person reads it. No more letters? Unsubscribe here.",
    "style": "The rules are the house's own, in files. Each has its own reason and examples: press its name on the card, or open "
    "the style guides with Ctrl+Alt+G.\n\n**Flagged:**\n\n> We utilize the kettle.\n\n**Better:**\n\n> We use the kettle.",
    "invented": "It holds every figure, name, quotation and link against the brief, the facts of the brand and those of the "
    "campaign. Without any of them it can only point out what nobody gave.\n\n**Flagged**, where the brief says two mechanics:"
    "\n\n> Our four mechanics look at the brakes.\n\n**Better:**\n\n> Our two mechanics look at the brakes.",
}
"""For checks whose examples are not one text each: their rules are files, or they compare with the brief."""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.splitlines())


def page_for(topic: str) -> HelpPage | None:
    """The page that is about `topic`, by its id or by what it covers; None where there is none."""
    return next((page for page in pages() if page.id == topic or topic in page.covers), None)


def playbooks(root: Path | None = None) -> tuple[HelpPage, ...]:
    """Every playbook, by title: ours, and those of the workspace in `root`. One that cannot be read is passed over."""
    files = {path.name: path for path in data_path("resources", "playbooks").glob("*.md")}
    if root is not None and (root / PLAYBOOKS).is_dir():
        files |= {path.name: path for path in (root / PLAYBOOKS).glob("*.md")}
    found = [_page(path, f"playbook:{path.stem}") for path in files.values()]
    return tuple(sorted((page for page in found if page is not None), key=lambda page: page.title.casefold()))


def playbooks_for(piece: Piece, root: Path | None = None) -> tuple[HelpPage, ...]:
    """The playbooks for this piece; those for fewer channels and stages first, for they say more."""
    found = [page for page in playbooks(root) if page.fits(piece)]
    return tuple(sorted(found, key=lambda page: (len(page.channels) or 99, len(page.stages) or 99)))


def search(words: str, among: Iterable[HelpPage]) -> Sequence[HelpPage]:
    """The pages in which every one of the words begins a word: in the title first, then those that say them oftest."""
    wanted = words.casefold().split()
    if not wanted:
        return list(among)
    scored = []
    for page in among:
        title, body = _words(page.title), _words(page.body)
        hits = [_begun(word, title) * 100 + min(_begun(word, body), 20) for word in wanted]
        if all(hits):
            scored.append((-sum(hits), page.title.casefold(), page))
    return [page for *_, page in sorted(scored, key=lambda row: row[:2])]


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


def _begun(word: str, among: Sequence[str]) -> int:
    """How many words begin with it; of one with signs in it, Ctrl+K say, every part has to be there."""
    counts = [sum(each.startswith(part) for each in among) for part in _words(word)]
    return min(counts, default=0)


def _page(path: Path, id: str) -> HelpPage | None:
    try:
        text = path.read_text(encoding="utf-8")[:_MOST]
        meta, head = front_matter.split(text, path.name)
    except (OSError, UnicodeDecodeError, BadInput):
        return None
    title = meta.get("title") or path.stem.replace("-", " ").capitalize()
    lists = [_listed(meta.get(name, "")) for name in ("covers", "channels", "stages")]
    return HelpPage(id, title, text[len(head) :].strip(), *lists)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())
