"""Every check's own examples are its first test."""

import pytest

from studio import checks
from studio.checks.runner import Runner
from studio.core.check import Check, Example
from studio.core.document import Document

CASES = [
    pytest.param(check, example, id=f"{check.id}-{n}") for check in checks.find() for n, example in enumerate(check.examples)
]


@pytest.mark.parametrize(("check", "example"), CASES)
def test_a_check_flags_its_bad_example_and_lets_its_good_one_pass(check: Check, example: Example):
    runner = Runner([check])
    bad = runner.run(Document.parse(example.bad), example.known, check.lane)
    assert bad.flags, example.bad
    assert not runner.run(Document.parse(example.good), example.known, check.lane).flags, example.good
    for flag in bad.flags:
        assert flag.check == check.id
        assert flag.severity is not None
        assert flag.rule
        assert flag.why
        assert flag.message[-1] in ".”?"
        assert flag.text == flag.span.of(example.bad)


@pytest.mark.parametrize("check", checks.find(), ids=lambda check: check.id)
def test_a_check_says_in_words_what_it_is_for(check: Check):
    assert check.title
    assert check.why.endswith(".")
    assert check.engine
