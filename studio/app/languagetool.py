"""LanguageTool for a house: found where the policy or the program has it, run while a workspace is open, asked about blocks.

Nothing is fetched, and nothing is started before a text is to be read; where another program of the same person runs it already,
that one is asked. What reads in the window waits beside it; a server that dies is asked again once it is back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from platformdirs import user_data_path, user_state_path

from studio.app.policy import Policy
from studio.app.tables.languagetool import LanguageToolEntry
from studio.core.asking import Service
from studio.core.errors import ServiceTrouble, Trouble
from studio.core.events import canonical, digest
from studio.core.proofreading import Finding, Wish
from studio.services.languagetool import Client, Installed, Server, Sharing, State, find_java, has_java, installed

_LANGUAGES = {"british": "en-GB", "american": "en-US", "australian": "en-AU", "canadian": "en-CA"}
_ENGLISH = frozenset({"en-gb", "en-us", "en-au", "en-ca", "en-nz", "en-za"})
_BACK = 90.0  # seconds that a text waits for a server that starts
_TIMES = 3


def own_place() -> Path:
    """Where the program looks for a LanguageTool: a folder such as LanguageTool-6.8 inside it."""
    return user_data_path("bluepencil") / "languagetool"


def shared_place() -> Path:
    """Where programs of the same person tell each other that one of them runs it."""
    return user_state_path("bluepencil") / "languagetool"


def wish_of(policy: Policy, locale: str = "") -> Wish:
    """How the house wants its drafts to be read.

    Args:
        locale: whose place and spelling a piece is written for, `en-US`; empty takes the house's language. An English that
            LanguageTool has no spelling for is read as the house's own.
    """
    entry = policy.languagetool
    house = entry.language or _LANGUAGES[policy.dialect]
    language = locale.strip().replace("_", "-")
    if not language or (language.casefold().partition("-")[0] == "en" and language.casefold() not in _ENGLISH):
        language = house if not language or house.startswith("en") else _LANGUAGES[policy.dialect]
    return Wish(language, entry.picky, tuple(sorted(set(entry.off))))


@dataclass(frozen=True)
class Means:
    """What there is to read with: a server's address, or a LanguageTool to run; `missing` is a phrase where there is neither."""

    address: str = ""
    found: Installed | None = None
    missing: str = ""

    @property
    def name(self) -> str:
        version = self.found.version if self.found else ""
        return f"LanguageTool {version}".strip() if not self.address else f"LanguageTool at {self.address}"


def means_of(entry: LanguageToolEntry) -> Means:
    """Look for what the policy names, else for the program's own. Starts nothing."""
    if entry.address:
        if not Service("LanguageTool", entry.address, "").is_local:
            return Means(missing=f"{entry.address} is not on this computer, and drafts are not sent elsewhere unmasked")
        return Means(address=entry.address.rstrip("/"))
    place = Path(entry.folder).expanduser() if entry.folder else own_place()
    found = installed(place)
    return Means(found=found, missing="" if found else f"there is no LanguageTool in {place}")


class Proofreading:
    """The LanguageTool of one open workspace. `stop` it at the end; it starts itself with the first text.

    Args:
        entry: as the policy has it at the opening.
        means: what there is; looked for where none is given.
    """

    def __init__(self, entry: LanguageToolEntry, means: Means | None = None) -> None:
        self._entry = entry
        self._means = means
        self._server: Server | None = None
        self._sharing = Sharing(shared_place())
        self._clients: dict[str, Client] = {}
        self._is_over = False

    @classmethod
    def of(cls, policy: Policy) -> "Proofreading | None":
        """None where the house does not use it, and where it says nothing and there is none. Starts nothing, and asks no Java."""
        entry = policy.languagetool
        if entry.use is False:
            return None
        made = cls(entry)
        return made if entry.use or made.is_there else None

    @property
    def means(self) -> Means:
        if self._means is None:
            self._means = means_of(self._entry)
        return self._means

    @property
    def is_there(self) -> bool:
        """Whether somebody put one in place, or named one, that could be asked. Whether it runs is not tried."""
        return not self.means.missing and (bool(self.means.address) or has_java())

    @cached_property
    def java(self) -> tuple[str, str]:
        """Its path, or why there is none: see `find_java`. Asks it for its version, so not before a text is to be read."""
        return ("", "") if self.means.address else find_java()

    @property
    def server(self) -> Server | None:
        """The one we run; None where another program runs it, or nothing was read yet."""
        return self._server

    @property
    def is_borrowed(self) -> bool:
        """Whether another program of the same person runs it."""
        found = self.means.found
        return self._server is None and found is not None and bool(self._sharing.address(found))

    def reader(self, policy: Policy, locale: str = "") -> "Reader":
        """The proofreader for the house's drafts, and for one that is written for a place of its own; see `wish_of`."""
        return Reader(self, wish_of(policy, locale))

    def look_again(self) -> None:
        """Something was installed, or is another: what there is is looked for anew."""
        self._means = None
        if not self.__dict__.get("java", ("", ""))[0]:
            self.__dict__.pop("java", None)

    def begin(self) -> None:
        """Start it now, and not only with the next text; returns at once. One that failed, or was stopped, is tried again."""
        self._is_over = False
        found = self.means.found
        if self._server and self._server.state in (State.FAILED, State.STOPPED):
            self._server = None
        if found and not self._server and not self.missing and self._sharing.hold(found):
            self._server = self._made(found, self._entry.language)
            self._server.start()

    def stop(self) -> None:
        """End the server we run, until `begin`; whoever waits for it hears at once that it does not run."""
        self._is_over = True
        if self._server:
            self._server.stop()
        self._sharing.let_go()

    @property
    def missing(self) -> str:
        """Why it cannot read; empty where it can, though it may have to start first."""
        if missing := self.means.missing or self.java[1]:
            return missing
        if self._server and self._server.state is State.FAILED:
            return f"it does not run: {self._server.why}"
        return "it was stopped" if self._is_over else ""

    def read(self, text: str, wish: Wish) -> Sequence[Finding]:
        """What it says of `text`. Waits until it runs, and asks again where it died meanwhile.

        Raises:
            ServiceTrouble: it does not answer.
        """
        for left in range(_TIMES - 1, -1, -1):
            address = self._address(wish)
            try:
                return self._client(address).check(text, wish)
            except ServiceTrouble:
                if not left or not self._has_left(address):
                    raise  # it runs, and still did not answer; or nobody here can bring it back
        raise AssertionError("unreachable")

    def _has_left(self, address: str) -> bool:
        """Whether nothing of ours, or lent to us, listens there any more, so that asking again makes sense."""
        if self._server:
            return self._server.has_left(address)
        found = self.means.found
        return found is not None and self._sharing.has_left(found, address)

    def _address(self, wish: Wish) -> str:
        """Where it listens. Another program's is borrowed; where there is none, one is started here."""
        found = self.means.found
        if self.means.address or found is None:
            return self.means.address
        if self._server is None and not self._is_over:
            if not self._sharing.hold(found) and (lent := self._sharing.lent(found, _BACK)):
                return lent
            if not self._is_over:
                self._server = self._made(found, wish.language)
                self._server.start()
        if self._server is None:
            raise ServiceTrouble(Trouble.BROKEN, "LanguageTool was stopped.")
        return self._server.ready(_BACK)

    @property
    def told(self) -> str:
        """How it stands with it just now, in a sentence."""
        if missing := self.missing:
            return f"It cannot read: {missing}."
        if self.means.address:
            return f"It is asked at {self.means.address}, where somebody else runs it."
        if self._server is None:
            borrowed = "It runs for another window or command of yours, and is asked there."
            return borrowed if self.is_borrowed else "It starts with the first text."
        return _STATES[self._server.state]

    def _made(self, found: Installed, language: str) -> Server:
        def tell(state: State) -> None:
            if state is State.FAILED:
                self._sharing.let_go()
            else:
                self._sharing.tell(server.address)

        server = Server(self.java[0], found, memory=self._entry.memory, language=language or "en-GB", changed=tell)
        return server

    def _client(self, address: str) -> Client:
        if address not in self._clients:
            self._clients = {address: Client(address)}
        return self._clients[address]


_STATES = {
    State.STARTING: "It is starting.",
    State.RUNNING: "It runs.",
    State.WAITING: "It ended by itself, and is started again.",
    State.STOPPED: "It was stopped.",
    State.FAILED: "It does not run.",
}


def told_of(policy: Policy) -> list[str]:
    """What there is, in sentences: for whoever asks why it runs, or does not."""
    entry, proofreading = policy.languagetool, Proofreading(policy.languagetool)
    wish, means = wish_of(policy), proofreading.means
    lines = [_used(entry, proofreading.is_there)]
    if means.found:
        lines.append(f"{means.name} is in {means.found.folder}.")
        if proofreading.is_borrowed:
            lines.append("It runs for another window or command of yours, and is asked there.")
    elif means.address:
        lines.append(f"It is asked at {means.address}, where somebody else runs it.")
    if means.missing:
        lines.append(f"{means.missing[0].upper()}{means.missing[1:]}.")
        if not entry.address:
            lines.append("`bluepencil languagetool install` fetches it, or takes an archive that you have.")
    java, lacks = proofreading.java
    lines += [f"Java is {java}."] if java else [f"{lacks}."] if lacks else []
    taste = ", matters of taste included" if wish.picky else ""
    off = f" Switched off: {', '.join(wish.off)}." if wish.off else ""
    return [*lines, f"It reads {wish.language}{taste}.{off}"]


def _used(entry: LanguageToolEntry, is_there: bool) -> str:
    if entry.use is None:
        return "Drafts are read by it, since it is here." if is_there else "Drafts are read by it once it is here."
    return "Drafts of this house are read by it." if entry.use else "The house does not use it: [languagetool] use is false."


@dataclass(frozen=True)
class Reader:
    """A `core.proofreading.Proofreader`: the house's LanguageTool with the wish already told."""

    proofreading: Proofreading = field(repr=False, compare=False)
    wish: Wish

    @property
    def name(self) -> str:
        return self.proofreading.means.name

    @property
    def version(self) -> str:
        return digest(canonical([self.name, self.wish.language, self.wish.picky, list(self.wish.off)]))[:16]

    @property
    def missing(self) -> str:
        return self.proofreading.missing

    def read(self, text: str) -> Sequence[Finding]:
        return self.proofreading.read(text, self.wish)
