"""What one check has said another does not say again."""

from dataclasses import replace

import pytest

from studio.app.findings import once
from studio.core.flag import Flag
from studio.core.span import Span


def _flag(check: str, rule: str) -> Flag:
    return replace(Flag.over(Span(0, 3), "Missing.", rule=rule), check=check)


@pytest.mark.parametrize(("style", "own"), [("Email.OptOut", "Disclosure.OptOut"), ("Email.Reach", "Disclosure.Person")])
def test_one_lack_is_flagged_once_and_by_the_check_that_has_a_sentence_for_it(style: str, own: str):
    guide, check = _flag("style", style), _flag("disclosure", own)
    assert list(once([guide, check])) == [check]
    assert list(once([guide])) == [guide]
