"""Claims as the session gives them, and hands that refuse as it does and keep what they were given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from studio.core.claim import Claim, ClaimNote, ClaimSeverity, Evidence, Proposal, Standing
from studio.core.errors import Refused
from studio.core.flag import Fix
from studio.core.span import Span
from studio.ui.claims.hands import ClaimHands


@pytest.fixture
def claim() -> Callable[..., Claim]:
    def make(
        text: str = "73% came back",
        severity: ClaimSeverity = ClaimSeverity.HIGH,
        *,
        kinds: Sequence[str] = ("statistic",),
        standing: Standing | None = None,
        source: str = "",
        **more: object,
    ) -> Claim:
        note = ClaimNote(tuple(kinds), severity, "Give the primary source.", standing=standing, source=source)
        return Claim(f"key {text}", text, note, Span(0, len(text)), **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def given(claim: Callable[..., Claim]) -> Callable[..., Claim]:
    """An ordinary claim that the brief gives."""

    def make(text: str = "since 2014", severity: ClaimSeverity = ClaimSeverity.MEDIUM, **more: object) -> Claim:
        said = f"Facts: {text}."
        proposal = Proposal("brief", Evidence("own record: the brief", said))
        return claim(text, severity, standing=Standing.GIVEN, source=said, proposal=proposal, **more)

    return make


@dataclass
class Given:
    """What the hands were given, in order; `refuses` is what they say no with."""

    acts: list[tuple[object, ...]] = field(default_factory=list)
    refuses: str = ""
    softer: tuple[Fix, ...] = ()
    today: str = "2026-11-29"
    me: str = "Wren"
    persons: tuple[str, ...] = ("Erin", "Tomasz")

    def take(self, *what: object) -> None:
        if self.refuses:
            raise Refused(self.refuses, "")
        self.acts.append(what)

    def attach(self, claim: Claim, evidence: Evidence) -> None:
        if not evidence.url or not evidence.quote:
            raise Refused("Evidence needs a link or a file, and the passage that says it.", "Fill in both.")
        self.take("attach", claim.text, evidence)

    def opinion(self, claim: Claim, reason: str) -> None:
        if not reason.strip():
            raise Refused("An opinion needs a reason.", "Say why no reader takes it for a fact.")
        self.take("opinion", claim.text, reason)

    def hands(self) -> ClaimHands:
        return ClaimHands(
            attach=self.attach,
            confirm=lambda claim: self.take("confirm", claim.text),
            reopen=lambda claim: self.take("reopen", claim.text),
            opinion=self.opinion,
            withdraw=lambda claim: self.take("withdraw", claim.text),
            ask=lambda claim, to, text: self.take("ask", to, text),
            soften=lambda claim, fix: self.take("soften", fix.text),
            confirm_all=lambda claims: self.take("confirm all", *(claim.text for claim in claims)),
            softer=lambda claim: self.softer if claim.is_open else (),
            line_of=lambda span: span.start,
            title_of=lambda piece: f"The piece {piece}",
            persons=lambda: self.persons,
            me=lambda: self.me,
            today=lambda: self.today,
            follow=lambda url: self.take("follow", url),
            go=lambda span: self.take("go", span.start),
            look_again=lambda: None,
            leave=lambda: self.take("leave"),
        )


@pytest.fixture
def hands() -> Given:
    return Given()
