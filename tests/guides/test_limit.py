"""`limit`: a rule that has said enough."""

from studio.core.document import Document

TEA = "extends: existence\nmessage: no\ntokens: [tea]\nlimit: 2\n"


def test_a_rule_speaks_no_more_often_than_its_limit_in_one_document(house, flags):
    guides = house(R=TEA)
    text = "tea and tea and tea\n\n- tea\n"
    assert [flag.span.start for flag in flags(guides, text)] == [0, 8]
    assert [flag.span.start for flag in flags(guides, "tea\n\n# tea\n\ntea")] == [0, 7]


def test_a_limit_is_each_rules_own(house, flags):
    assert len(flags(house(R=TEA, S=TEA), "tea tea tea")) == 4


def test_what_a_comment_silences_does_not_use_up_a_limit(house, flags):
    text = "<!-- vale House.R = NO -->\n\ntea tea\n\n<!-- vale House.R = YES -->\n\ntea tea tea\n"
    found = flags(house(R=TEA), text)
    assert [flag.span.start for flag in found] == [text.rindex("tea tea tea"), text.rindex("tea tea")]


def test_a_place_that_is_found_twice_counts_once(house, flags):
    rule = "extends: existence\nmessage: no\ntokens: [tea]\nlimit: 2\nscope: [text, sentence]\n"
    assert len(flags(house(R=rule), "Some tea here. Some tea there. Some tea.")) == 2


def test_limits_hold_for_rules_on_the_source_and_on_the_whole(house, flags):
    raw = "extends: existence\nmessage: no\ntokens: [tea]\nlimit: 1\nscope: raw\n"
    either = "extends: consistency\nmessage: no\neither: {analyse: analyze}\nlimit: 1\n"
    text = "tea tea analyse analyse analyse analyze analyze"
    assert [flag.rule for flag in flags(house(A=raw, B=either), text)] == ["House.A", "House.B"]


def test_a_rule_with_a_limit_has_nothing_to_remark(house):
    (rule,) = house(R=TEA).rules
    assert rule.runs
    assert rule.notes == ()


def test_each_document_begins_anew(house):
    guides = house(R=TEA)
    documents = [Document.parse("tea tea tea"), Document.parse("tea")]
    assert [len(guides.check(document)) for document in (*documents, *documents)] == [2, 1, 2, 1]
