import os

import pytest

from studio.core.errors import BadConfig
from studio.guides import dictionaries
from studio.guides.dictionaries import Dictionaries, Dictionary, find, opened
from studio.guides.kinds.spelling import words

RULE = "extends: spelling\nmessage: \"'%s' is in no dictionary.\"\naction: {name: suggest, params: [spellings]}\n"
INI = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = House\n"
AFF = b"SET UTF-8\nTRY abc\nSFX S Y 1\nSFX S 0 s .\nREP 1\nREP f ph\n"
DIC = b"4\ntea/S\nparkin\nphone/S\nLarkspur\n"


@pytest.fixture
def own(tmp_path):
    """A dictionary of four words in the workspace."""
    folder = tmp_path / "styles" / "config" / "dictionaries"
    folder.mkdir(parents=True)
    (folder / "house.aff").write_bytes(AFF)
    (folder / "house.dic").write_bytes(DIC)
    return folder


def texts(found):
    return [flag.text for flag in found]


def test_a_word_in_no_dictionary_is_flagged_where_it_stands_with_proposals(house, flags):
    (flag,) = flags(house(R=RULE), "We recieve tea.")
    assert (flag.text, flag.span.start, flag.message) == ("recieve", 3, "'recieve' is in no dictionary.")
    assert flag.fixes[0].text == "receive"
    assert {fix.safety for fix in flag.fixes} == {"ask"}


def test_without_the_action_nothing_is_proposed(house, flags):
    (flag,) = flags(house(R="extends: spelling\nmessage: '%s'\n"), "We recieve tea.")
    assert flag.fixes == ()


@pytest.mark.parametrize(
    "text",
    [
        "The tea isn’t hot, don't you think?",
        "Paris is well-known; PARIS too.",
        "(Tea) \"milk\" ‘sugar’ [lemon] 'honey'!",
        "The U.S. and Mr. Smith, at 10am on 3rd May for £4.50 :-) xD",
        "NASA built a GitHub and an iPhone4 in naïve co-öperation.",
        "See `recieve()` and https://example.com/recieve now.",
        "tea",
        "",
    ],
)
def test_what_is_no_word_or_looks_like_a_name_is_passed_over(house, flags, text):
    assert texts(flags(house(R=RULE), text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(recieve)", ["recieve"]),
        ("“Recieve,” she said.", ["Recieve"]),
        ("‘recieve’", ["recieve"]),
        ("It's teh's", ["teh's"]),
        ("paris", ["paris"]),  # the dictionary has it as a name only
        ("helo **wrld**", ["helo", "wrld"]),
        ("recieve recieve", ["recieve", "recieve"]),
    ],
)
def test_marks_around_a_word_are_not_part_of_it(house, flags, text, expected):
    found = flags(house(R=RULE), text)
    assert texts(found) == expected
    assert [text[flag.span.start : flag.span.end] for flag in found] == expected


def test_a_flag_takes_over_the_case_of_the_word(house, flags):
    assert [flag.fixes[0].text for flag in flags(house(R=RULE), "Recieve")] == ["Receive"]


@pytest.mark.parametrize(
    ("more", "text", "expected"),
    [
        ("custom: true\n", "NASAA a4b well-knwon", ["NASAA", "a4b", "well-knwon"]),
        ("custom: true\n", "0x1F 0b101 12kg 3rd da39a3ee5e6b4b0d3255bfef95601890afd80709", []),
        ("filters: ['ieved$']\n", "recieved, recieve, helo", ["recieve", "helo"]),
        ("custom: true\nfilters: ['\\d']\n", "a4b helo", ["helo"]),
        ("exceptions: [helo]\n", "helo Helo helos", ["helos"]),
    ],
)
def test_filters_and_exceptions_pass_words_over(house, flags, more, text, expected):
    assert texts(flags(house(R=RULE + more), text)) == expected


def test_accepted_terms_are_right_in_any_case_and_phrases_only_as_phrases(house, flags):
    guides = house(INI, accept="Larksper\nmea culpa\nblorb(?:e|es)\n", R=RULE)
    found = flags(guides, "Larksper, larksper, mea culpa; mea, blorbes, blorbed, Larkspers.")
    assert texts(found) == ["mea", "blorbed", "Larkspers"]
    assert "Larksper" in [fix.text for fix in found[-1].fixes]


def test_word_lists_are_found_by_the_styles_folder_or_the_one_for_ignored_words(house, flags, tmp_path):
    guides = house()
    (tmp_path / "styles" / "words.txt").write_text("helo\n", encoding="utf-8")
    (tmp_path / "styles" / "config" / "ignore").mkdir(parents=True)
    (tmp_path / "styles" / "config" / "ignore" / "more.txt").write_text("wrld\nTeh\n\n", encoding="utf-8")
    guides = house(R=RULE + "ignore: [words.txt, more.txt]\n")
    assert texts(flags(guides, "helo Helo wrld teh Teh")) == ["teh"]


def test_a_word_list_that_is_missing_is_said_and_the_rule_runs(house, flags):
    guides = house(R=RULE + "ignore:\n  - none.txt\n")
    assert any("none.txt" in problem and "line 5" in problem.lower() for problem in guides.problems)
    assert texts(flags(guides, "helo")) == ["helo"]


def test_dictionaries_of_the_house_take_the_place_of_the_shipped_one(house, flags, own):
    guides = house(R=RULE + "dictionaries: [house]\n")
    assert texts(flags(guides, "teas and parkin, Larkspur, larkspur")) == ["and", "larkspur"]


def test_a_rule_may_ask_for_both(house, flags, own):
    assert texts(flags(house(R=RULE + "dictionaries: house\nappend: true\n"), "teas and parkin, helo")) == ["helo"]


def test_dictionaries_may_lie_elsewhere(house, flags, own, tmp_path):
    elsewhere = tmp_path / "words"
    own.rename(elsewhere)
    for line in (f"dicpath: {elsewhere}", "dicpath: ../words", "dicpath: words"):
        assert texts(flags(house(R=RULE + f"{line}\ndictionaries: [house]\n"), "teas and")) == ["and"]
    older = f"aff: {elsewhere / 'house.aff'}\ndic: ../words/house.dic\n"
    assert texts(flags(house(R=RULE + older), "teas and")) == ["and"]


@pytest.mark.parametrize(
    ("more", "words"),
    [("dictionaries:\n  - en_XX\n", "en_XX"), ("dicpath: nowhere\ndictionaries: [house]\n", "nowhere")],
)
def test_a_rule_without_its_dictionary_says_what_to_do_and_does_not_run(house, more, words):
    (rule,) = house(R=RULE + more).rules
    assert rule.state == "not_yet"
    assert rule.reason.startswith("Not run yet: ")
    assert words in rule.reason


def test_a_damaged_dictionary_breaks_its_rule_alone(house, own):
    (own / "house.aff").write_bytes(b"SET nonsense-8\nSFX A Y many\n")
    (rule,) = house(R=RULE + "dictionaries: [house]\n").rules
    assert rule.state == "broken"
    assert "house" in rule.reason


def test_a_filter_that_cannot_be_read_is_named(house):
    (rule,) = house(R=RULE + "filters:\n  - '(['\n").rules
    assert (rule.state, rule.line) == ("broken", 5)


def test_a_new_word_in_a_dictionary_counts_at_the_next_opening(house, flags, own):
    before = house(R=RULE + "dictionaries: [house]\n")
    assert texts(flags(before, "stove")) == ["stove"]
    (own / "house.dic").write_bytes(DIC + b"stove\n")
    os.utime(own / "house.dic", (1, 1))
    after = house()
    assert texts(flags(after, "stove")) == []
    assert before.version != after.version


def test_the_built_in_rule_takes_every_dictionary_and_word_list_of_the_house(house, flags, own, tmp_path):
    (tmp_path / "styles" / "config" / "ignore" / "deep").mkdir(parents=True)
    (tmp_path / "styles" / "config" / "ignore" / "deep" / "list.txt").write_text("wrld\n", encoding="utf-8")
    guides = house("StylesPath = styles\n[*]\nBasedOnStyles = Vale\n")
    found = flags(guides, "The parkin of the wrld, helo.")
    assert [(flag.rule, flag.text, flag.severity) for flag in found] == [("Vale.Spelling", "helo", "error")]
    assert found[0].fixes


def test_the_built_in_rule_is_quiet_where_the_house_switches_it_off(house, flags):
    guides = house("StylesPath = styles\n[*]\nBasedOnStyles = Vale\nVale.Spelling = NO\n")
    assert flags(guides, "helo wrld") == []
    assert guides.problems == ()


def test_without_a_configuration_nobody_asks_for_spelling(bundled, flags):
    from studio.guides import load

    assert [flag.rule for flag in flags(load(None, [bundled]), "helo wrld") if "Spelling" in flag.rule] == []


SLIPS = {
    **{"teh": "the", "recieve": "receive", "accomodate": "accommodate", "seperately": "separately", "occured": "occurred"},
    **{"goverment": "government", "neccessary": "necessary", "begining": "beginning", "concious": "conscious"},
    **{"happyness": "happiness", "independant": "independent", "tommorow": "tomorrow", "alot": "a lot", "thier": "their"},
}


def test_common_slips_are_mended_by_the_first_proposals():
    path = find("en_US", ())
    assert path is not None
    english = Dictionaries([opened(path)])
    first = {slip: english.proposals(slip)[:1] for slip in SLIPS}
    assert sum(first[slip] == (word,) for slip, word in SLIPS.items()) >= len(SLIPS) - 2
    assert all(word in english.proposals(slip) for slip, word in SLIPS.items())
    assert all(len(english.proposals(slip)) <= dictionaries.MOST_PROPOSALS for slip in SLIPS)


BRITISH = """
flavour colours neighbouring travellers labelled modelling fuelled marvellous counsellor optimisation apologised sceptical
ageing defence licence centres centred litres theatre ochre catalogue analysed paediatric oestrogen manoeuvre cheque tyres
ploughing programme mouldy storeys jewellery cosier fulfil skilful judgement whilst learnt practising yoghurt humour
"""
NO_WORDS = "dealling feelling sailling editour doctour sise controled advertize boilling awfull excercise basicly suprise realy"


def test_british_spellings_pass_and_are_no_excuse_for_slips(house, flags):
    guides = house(R=RULE)
    assert texts(flags(guides, BRITISH.strip())) == []
    assert texts(flags(guides, NO_WORDS)) == NO_WORDS.split()


def test_a_dictionary_of_the_house_means_what_it_says(house, flags, own):
    assert texts(flags(house(R=RULE + "dictionaries: [house]\n"), "tea fone colour")) == ["fone", "colour"]


def test_what_a_dictionary_forbids_or_will_not_propose_is_not_proposed():
    aff = AFF + b"FORBIDDENWORD !\nNOSUGGEST ?\n"
    made = Dictionaries([Dictionary("made", aff, b"3\nstove\nstoves/!\nstovf/?\n")])
    assert not made.know("stoves")
    assert made.know("stovf")
    assert made.proposals("stovex") == ("stove",)


def test_a_slip_the_dictionary_lists_comes_first():
    made = Dictionaries([Dictionary("made", AFF, b"3\nphone\nfone's\ntone\n")])
    assert made.proposals("fone")[0] == "phone"


def test_other_encodings_and_byte_marks_are_read():
    latin = Dictionary("latin", b"SET ISO8859-1\n", "1\ncafé\n".encode("latin-1"))
    marked = Dictionary("marked", b"\xef\xbb\xbfSET UTF-8\n", "\ufeff1\ncafé\n".encode())
    assert latin.knows("café")
    assert marked.knows("café")


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"SFX A Y 1\n", b"FLAG num\n"])
def test_no_file_makes_the_reader_stumble(raw):
    try:
        Dictionary("odd", raw, b"1\nx/q\n").knows("x")
    except BadConfig as error:
        assert "odd" in str(error)  # noqa: PT017 - either way is right


def test_words_know_where_they_stand():
    text = "“Tea’s” (hot); well-known, ***, 5 U.S. :-)"
    assert [(text[start:end], word) for start, end, word in words(text)] == [
        ("Tea’s", "Tea's"),
        ("hot", "hot"),
        ("well-known", "well-known"),
        ("U.S.", "U.S."),
    ]
