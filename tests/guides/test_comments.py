"""Comments in a text that switch rules."""

from pathlib import Path
from time import perf_counter

import pytest

from studio.core.document import Document

TEA = "extends: existence\nmessage: no\nignorecase: true\ntokens: [tea, pot]\n"
LONG = "extends: metric\nmessage: '%s words'\nformula: words\ncondition: '> 0'\n"


@pytest.fixture
def marked(house, flags):
    """`marked(text, **rules)`: which of the numbered teas (`tea1`, ...) are flagged; all rules are on `tea` unless given."""

    def find(text, ini="StylesPath = styles\n[*]\nBasedOnStyles = House\n", **rules):
        rules = rules or {"R": "extends: existence\nmessage: no\ntokens: ['tea\\d']\n"}
        return [flag.text for flag in flags(house(ini, **rules), text)]

    return find


def test_nothing_is_looked_at_between_off_and_on(marked):
    text = "tea1\n\n<!-- vale off -->\n\n# tea2\n\n- tea3\n\n<!-- vale on -->\n\ntea4\n"
    assert marked(text) == ["tea1", "tea4"]


def test_off_and_on_cut_a_passage_out_of_a_paragraph(marked):
    assert marked("Some tea1 <!-- vale off -->and tea2<!-- vale on --> and tea3.") == ["tea1", "tea3"]


def test_what_is_never_switched_on_again_stays_off_to_the_end(marked):
    assert marked("tea1\n\n<!-- vale off -->\n\ntea2\n\n- tea3 `x`\n") == ["tea1"]


@pytest.mark.parametrize(("no", "yes"), [("NO", "YES"), ("off", "on")])
@pytest.mark.parametrize("name", ["House.R", "House"])
def test_a_rule_or_a_guide_is_off_from_one_comment_to_the_next(marked, name, no, yes):
    text = f"tea1\n\n<!-- vale {name} = {no} -->\n\ntea2\n\n<!-- vale {name} = {yes} -->\n\ntea3\n"
    assert marked(text) == ["tea1", "tea3"]


def test_the_other_rules_go_on(house, flags):
    found = flags(house(R=TEA, S=TEA), "<!-- vale House.R = NO -->\n\ntea\n")
    assert [flag.rule for flag in found] == ["House.S"]


def test_only_the_words_of_a_list_are_passed_over(marked):
    text = (
        '<!-- vale House.R["tea1", "tea3"] = NO -->\n\ntea1 tea2 tea3\n\n<!-- vale House.R["tea1"] = YES -->\n\ntea1 tea2 tea3\n'
    )
    assert marked(text) == ["tea2", "tea1", "tea2"]


def test_the_words_of_a_list_are_known_where_taking_them_away_takes_a_blank_with_them(house, flags):
    rule = "extends: existence\nmessage: no\nignorecase: true\naction: {name: remove}\ntokens: [basically]\n"
    text = '<!-- vale House.R["basically", "Basically"] = NO -->\n\nIt is basically tea. Basically, it is.\n\nBASICALLY, no.\n'
    assert [flag.text[:9] for flag in flags(house(R=rule), text)] == ["BASICALLY"]


def test_a_rule_switched_off_inside_a_paragraph_is_off_in_all_of_it(marked):
    assert marked("Some tea1 <!-- vale House.R = NO -->and tea2.\n\ntea3\n") == []


def test_a_rule_switched_off_and_on_inside_a_paragraph_is_off_in_between(marked):
    text = "Some tea1 <!-- vale House.R = NO -->and tea2<!-- vale House.R = YES --> and tea3.\n\ntea4\n"
    assert marked(text) == ["tea1", "tea3", "tea4"]


def test_a_rule_switched_on_inside_a_paragraph_is_on_from_there(marked):
    text = "<!-- vale House.R = NO -->\n\nSome tea1 <!-- vale House.R = YES -->and tea2.\n"
    assert marked(text) == ["tea2"]


TWO = "StylesPath = styles\n[*]\nBasedOnStyles = House\nHouse.S = NO\n"
S = "extends: existence\nmessage: no\ntokens: ['tea\\d']\n"


def test_a_rule_that_the_house_has_off_is_switched_on_for_a_passage(house, flags):
    text = "tea1\n\n<!-- vale House.S = YES -->\n\n**tea2**\n\n<!-- vale House.S = NO -->\n\ntea3\n"
    found = flags(house(TWO, S=S), text)
    assert [(flag.text, flag.rule, flag.span.of(text)) for flag in found] == [("tea2", "House.S", "tea2")]


def test_off_and_on_around_a_passage_do_not_wake_a_rule_that_the_house_has_off(house, flags):
    text = "tea1\n\n<!-- vale House.S = NO -->\n\ntea2\n\n<!-- vale House.S = YES -->\n\ntea3\n"
    assert flags(house(TWO, S=S), text) == []


def test_a_rule_on_the_whole_document_may_be_switched_on_too(house, flags):
    assert len(flags(house(TWO, S=LONG), "<!-- vale House.S = YES -->\n\ntea\n")) == 1


def test_a_rule_below_the_least_level_stays_off(house, flags):
    ini = "StylesPath = styles\nMinAlertLevel = error\n[*]\nBasedOnStyles = House\n"
    assert flags(house(ini, S=S), "<!-- vale House.S = YES -->\n\ntea1\n") == []


def test_the_text_may_change_to_other_guides(house, flags, tmp_path):
    other = tmp_path / "styles" / "Other"
    other.mkdir(parents=True)
    (other / "R.yml").write_text(S, encoding="utf-8")
    guides = house(R=S)
    text = "tea1\n\n<!-- vale style = Other -->\n\ntea2\n\n<!-- vale styles = House, Other -->\n\ntea3\n"
    assert [(flag.rule, flag.text) for flag in flags(guides, text)] == [
        ("House.R", "tea1"),
        ("Other.R", "tea2"),
        ("House.R", "tea3"),
        ("Other.R", "tea3"),
    ]


@pytest.fixture
def elsewhere(tmp_path):
    """A guide outside every style folder of the house: its rules must never be read."""
    (tmp_path / "drop" / "Evil").mkdir(parents=True)
    (tmp_path / "drop" / "Evil" / "E.yml").write_text(S, encoding="utf-8")
    return tmp_path / "drop" / "Evil"


@pytest.mark.parametrize("name", ["{}.E = YES", "{} = on"])
def test_a_draft_by_somebody_else_brings_no_rules_of_its_own(house, flags, elsewhere, name):
    assert flags(house(R=TEA.replace("tea", "milk")), f"<!-- vale {name.format(elsewhere)} -->\n\ntea1\n") == []


@pytest.mark.parametrize("name", ["/", "..", ".", "../..", "config", "x" * 5000])
def test_a_draft_by_somebody_else_has_no_other_folder_looked_through(house, flags, elsewhere, name, monkeypatch):
    guides, looked = house(R=TEA.replace("tea", "milk")), []
    (elsewhere.parents[1] / "styles" / "config" / "E.yml").write_text(S, encoding="utf-8")
    monkeypatch.setattr(Path, "rglob", lambda self, pattern: looked.append(self) or ())
    assert flags(guides, f"<!-- vale style = {name} -->\n\ntea1\n") == []
    assert looked == []


@pytest.mark.parametrize("comment", ["vale-next-line", "vale-next-line House.R", "vale-next-line Other, House"])
def test_the_next_line_alone_is_passed_over(marked, comment):
    text = f"tea1\n\n<!-- {comment} -->\ntea2 and\ntea3\n\n<!-- {comment} -->\n\n# tea4\n\ntea5\n"
    assert marked(text) == ["tea1", "tea3", "tea5"]


def test_the_next_line_may_be_passed_over_for_some_words(marked):
    assert marked('<!-- vale-next-line House.R["tea1"], Other -->\ntea1 tea2\n\ntea1') == ["tea2", "tea1"]


def test_what_cannot_be_read_in_a_comment_on_the_next_line_leaves_its_other_names(marked):
    assert marked('<!-- vale-next-line Other["a, b" and more, House.R -->\ntea1\n\ntea2') == ["tea1", "tea2"]
    assert marked('<!-- vale-next-line as said, Other["a, b"] too, House.R -->\ntea1\n\ntea2') == ["tea2"]


@pytest.mark.parametrize(
    "comment",
    [
        f"vale-next-line {'a' * 100_000}[",
        f"vale-next-line {'a[' * 50_000}",
        f"vale a{' ' * 50_000}[",
        f"vale a{'[' * 50_000}{']' * 50_000} = NO",
    ],
    ids=["letters", "brackets", "blanks", "nested"],
)
def test_no_comment_keeps_a_person_waiting(marked, comment):
    began = perf_counter()
    assert marked(f"<!-- {comment} -->\n\ntea1\n") == ["tea1"]
    assert perf_counter() - began < 2


def test_a_comment_in_code_is_no_comment(marked):
    assert marked("`<!-- vale off -->` tea1\n\n```\n<!-- vale off -->\n```\n\ntea2\n") == ["tea1", "tea2"]


@pytest.mark.parametrize("text", ["vale", "vale House.R", "vale House.R = MAYBE", "vale = NO", 'vale House.R["tea1 = NO', "tea"])
def test_a_comment_that_says_nothing_switches_nothing(marked, text):
    assert marked(f"<!-- {text} -->\n\ntea1\n") == ["tea1"]


def test_comments_do_not_hide_the_source_from_rules_on_it_but_for_what_they_name(house, flags):
    raw = S + "scope: raw\n"
    text = "tea1\n\n<!-- vale off -->\n\ntea2\n\n<!-- vale on -->\n\ntea3\n\n<!-- vale House.R = NO -->\n\ntea4\n"
    assert [flag.text for flag in flags(house(R=raw), text)] == ["tea1", "tea3"]
    open_end = "tea1\n\n<!-- vale off -->\n\ntea2\n"
    assert [flag.text for flag in flags(house(R=raw), open_end)] == ["tea1"]


def test_what_is_passed_over_is_not_measured(house, flags):
    (flag,) = flags(house(R=LONG), "one two\n\n<!-- vale off -->\n\nthree four\n\n<!-- vale on -->\n\nfive\n")
    assert flag.message.startswith("3")


def test_a_measure_is_silenced_by_a_comment_that_stands_to_the_end(house, flags):
    guides = house(R=LONG)
    assert flags(guides, "one two\n\n<!-- vale House.R = NO -->\n") == []
    assert len(flags(guides, "<!-- vale House.R = NO -->\n\none\n\n<!-- vale House.R = YES -->\n\ntwo\n")) == 1


def test_comments_between_other_delimiters_count_and_are_no_prose(house, flags):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = House\n[*.md]\nCommentDelimiters = {/*, */}\n"
    text = "tea1\n\n{/* vale House.R = NO */}\n\ntea2 {/* a note on tea3 */}\n\n{/* vale House.R = YES */}\n\ntea4 {/* tea5 */}\n"
    guides = house(ini, R=S)
    assert [flag.text for flag in flags(guides, text)] == ["tea1", "tea4"]
    code = "```\n{/* vale off */}\n```\n\n`{/* vale off */}` tea1\n"
    assert [flag.text for flag in flags(guides, code)] == ["tea1"]


def test_without_a_comment_the_rules_see_the_very_blocks_of_the_document(house):
    document = Document.parse("tea\n\n<!-- a note -->\n\ntea\n")
    assert house(R=S).view(document) is document.blocks


def test_a_block_that_no_comment_cuts_stays_the_very_object_it_was(house):
    guides, document = house(R=S), Document.parse("tea1\n\ntea2 <!-- vale off -->tea3<!-- vale on -->\n\ntea4\n")
    blocks, seen = document.blocks, guides.view(document)
    assert [one.block is other.block for one, other in zip(blocks, seen, strict=True)] == [True, False, True]
    again = guides.view(Document.parse("tea0\n\n" + document.text))
    assert len(again) == 4
