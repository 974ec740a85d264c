"""LanguageTool as a check: what it is given, what is left out, and that its silence is never taken for a clean text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from studio import checks
from studio.checks.runner import Runner
from studio.core.check import CheckReport, Context, Lane
from studio.core.document import Document
from studio.core.errors import ServiceTrouble, Trouble
from studio.core.flag import Severity
from studio.core.proofreading import Finding
from studio.core.span import Span


@dataclass
class Reader:
    """Finds every one of `words`, and remembers what it was asked; `trouble` is what it does instead."""

    words: dict[str, Finding] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    trouble: str = ""
    missing: str = ""
    name: str = "LanguageTool 6.8"
    version: str = "1"

    def read(self, text: str) -> Sequence[Finding]:
        self.asked.append(text)
        if self.trouble:
            raise ServiceTrouble(Trouble.BROKEN, self.trouble)
        at = {word: text.find(word) for word in self.words}
        return [replace(self.words[word], span=Span(n, n + len(word))) for word, n in at.items() if n >= 0]


def _run(text: str, reader: Reader | None, runner: Runner | None = None, **more: object) -> CheckReport:
    context = Context(proofreader=reader, version="1", **more)
    return (runner or Runner(checks.find(outside=True))).run(Document.parse(text), context, Lane.OUTSIDE)


def _finding(rule: str, kind: str = "grammar", category: str = "GRAMMAR", *fixes: str) -> Finding:
    return Finding(Span(0, 0), rule, "Wrong.", fixes, category, kind)


HAVE = {"have": _finding("HE_VERB_AGR", "grammar", "GRAMMAR", "has", "had")}


def test_a_house_that_does_not_want_it_has_no_such_check() -> None:
    assert "languagetool" not in {check.id for check in checks.find()}
    assert "languagetool" in {check.id for check in checks.find(outside=True)}


def test_a_flag_says_which_proofreader_and_which_of_its_rules_found_it_and_stands_in_its_place() -> None:
    text = "# Hours 😀\n\n**He** have *a* shop 😀."
    (flag,) = _run(text, Reader(HAVE)).flags
    assert (flag.rule, flag.layer) == ("LanguageTool.HE_VERB_AGR", "LanguageTool 6.8, rule HE_VERB_AGR")
    assert flag.span.of(text) == "have"
    assert [fix.text for fix in flag.fixes] == ["has", "had"]
    assert flag.severity is Severity.WARNING


@pytest.mark.parametrize("text", ["Write `have` here.", "See {{have}} here.", "So #have it is."])
def test_code_fields_and_hashtags_are_nobody_s_grammar(text: str) -> None:
    assert not _run(text, Reader(HAVE)).flags


def test_words_of_the_house_are_not_misspelt() -> None:
    reader = Reader({"Larkspur": _finding("MORFOLOGIK_RULE_EN_GB", "misspelling", "TYPOS", "Lark spur")})
    assert [flag.severity for flag in _run("Come to Larkspur today.", reader).flags] == [Severity.SUGGESTION]
    assert not _run("Come to Larkspur today.", reader, words=("Larkspur Tea",)).flags


def test_only_the_block_that_changed_is_asked_about_again() -> None:
    reader, runner = Reader(HAVE), Runner(checks.find(outside=True))
    _run("He have one.\n\nShe has two.", reader, runner)
    _run("He have one.\n\nShe has three.", reader, runner)
    assert reader.asked == ["He have one.", "She has two.", "She has three."]


def test_one_that_does_not_answer_is_missing_and_is_not_waited_for_block_after_block() -> None:
    reader = Reader(trouble="LanguageTool did not answer.")
    report = _run("One.\n\nTwo.\n\nThree.", reader)
    assert report.missing == {"languagetool": "LanguageTool did not answer"}
    assert not report.ran
    assert reader.asked == ["One."]


def test_one_that_cannot_be_asked_is_missing_with_its_reason() -> None:
    assert _run("One.", Reader(missing="no Java")).missing == {"languagetool": "no Java"}
    assert _run("One.", None).missing == {"languagetool": "no LanguageTool was asked"}
