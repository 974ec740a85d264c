"""The words a house has decided about."""

import pytest

from studio.guides.terms import read_terms

INI = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = Vale, House\n"
TEA = "extends: existence\nmessage: no\nignorecase: true\ntokens: [green tea, tea]\n"


def test_an_accepted_term_is_written_in_one_way_only(house, flags):
    found = flags(house(INI, accept="GitHub\n"), "On github and GitHub.")
    assert [(flag.rule, flag.message, flag.severity) for flag in found] == [
        ("Vale.Terms", "Use 'GitHub' instead of 'github'.", "error")
    ]
    assert [fix.text for fix in found[0].fixes] == ["GitHub"]
    assert found[0].layer == "Term list House, for every channel"


def test_a_term_with_a_pattern_keeps_its_classes(house, flags):
    found = flags(house(INI, accept="Size[A-Z]\\b\n"), "SizeB is right, sizeB is not.")
    assert [flag.text for flag in found] == ["sizeB"]


def test_a_term_in_any_case_is_never_corrected(house, flags):
    assert flags(house(INI, accept="(?i)oolong\n"), "Oolong, oolong.") == []


def test_a_rejected_term_is_an_error(house, flags):
    found = flags(house(INI, reject="tea shoppe\n"), "Our tea shoppe.")
    assert [(flag.rule, flag.message) for flag in found] == [("Vale.Avoid", "Avoid using 'tea shoppe'.")]


def test_an_accepted_term_saves_the_words_inside_it_from_every_rule(house, flags):
    found = flags(house(INI, accept="Green Tea\n", T=TEA), "We sell Green Tea and tea.")
    assert [flag.span.start for flag in found if flag.rule == "House.T"] == [22]


def test_a_rule_may_decline_the_accepted_terms(house, flags):
    found = flags(house(INI, accept="(?i)tea\n", T=TEA + "vocab: false\n"), "tea")
    assert [flag.rule for flag in found] == ["House.T"]


def test_remarks_and_blank_lines_are_no_terms_but_a_hash_word_is(house):
    assert house(INI, accept="# a remark\n\nAssam\n  Earl Grey  \n").terms == ("Assam", "Earl Grey")


def test_a_term_that_cannot_be_read_is_named_and_the_others_stay(house):
    guides = house(INI, accept="Assam\nbroken(\n")
    assert guides.terms == ("Assam",)
    assert any("accept.txt, line 2" in problem and "broken(" in problem for problem in guides.problems)


def test_a_missing_term_list_is_named(house):
    guides = house(INI.replace("Vocab = House", "Vocab = Elsewhere"))
    assert any("Elsewhere" in problem for problem in guides.problems)


@pytest.mark.parametrize("way", ["{}", "../../../drop", "x" * 300])
def test_an_imported_package_brings_in_no_terms_from_anywhere_on_the_disk(house, tmp_path, way):
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "accept.txt").write_text("Oolong\n", encoding="utf-8")
    guides = house(INI.replace("Vocab = House", f"Vocab = House, {way.format(tmp_path / 'drop')}"), accept="Assam\n")
    assert guides.terms == ("Assam",)
    assert any("in none of the style folders" in problem for problem in guides.problems)


def test_a_doubled_word_is_flagged_by_the_built_in_guide(house, flags):
    (flag,) = flags(house(INI), "It is is so.")
    assert (flag.rule, [fix.text for fix in flag.fixes]) == ("Vale.Repetition", ["is"])


def test_accepted_terms_are_spelt_right_in_any_case(house, flags):
    found = flags(house(INI, accept="Larkspur\nmea culpa\n"), "Larkspur, larkspur and larksper: mea culpa, mea.")
    assert [flag.text for flag in found if flag.rule == "Vale.Spelling"] == ["larksper", "mea"]


def test_a_term_list_may_be_spread_over_folders_and_lie_where_older_programs_put_it(tmp_path):
    for place, text in {
        "config/vocabularies/A/in/deep": "one\n",
        "config/vocabularies/A": "two\none\n",
        "Vocab/B": "three\n",
    }.items():
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / place / "accept.txt").write_text(text)
        (tmp_path / place / "reject.txt").write_text(text.upper())
    terms = read_terms(["A", "B"], [tmp_path])
    assert sorted(terms.accepted) == ["one", "three", "two"]
    assert sorted(terms.rejected) == ["ONE", "THREE", "TWO"]


def test_a_term_list_comes_from_the_first_folder_that_holds_it(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder / "config" / "vocabularies" / "A").mkdir(parents=True)
        (tmp_path / folder / "config" / "vocabularies" / "A" / "accept.txt").write_text(folder)
    assert read_terms(["A"], [tmp_path / "none", tmp_path / "b", tmp_path / "a"]).accepted == ("b",)


@pytest.fixture
def listed(tmp_path):
    """The terms of a list in YAML."""

    def read(text):
        home = tmp_path / "config" / "vocabularies" / "A"
        home.mkdir(parents=True, exist_ok=True)
        (home / "vocab.yml").write_text(text)
        return read_terms(["A"], [tmp_path])

    return read


def test_a_term_list_in_yaml_holds_words_as_they_are_written(listed):
    terms = listed(
        "accept:\n  - Earl Grey\n  - C++\n  - e.g.\n  - oolong: {ignorecase: true}\n  - Teas?: {regex: true}\n  - plain:\n"
        "reject: [tisane]\n"
    )
    assert terms.accepted == ("Earl Grey", "C\\+\\+", "e.g.", "(?i)oolong", "Teas?", "plain")
    assert (terms.rejected, terms.problems) == (("tisane",), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("accept:\n  - Assam\n  - tea: coffee\n", "A/vocab.yml, line 3: The term `tea` has options, not another wording"),
        ("accept:\n  - Assam\n  - tea: {flags: MS}\n", "A/vocab.yml, line 3: The term `tea` is left out: its forms"),
        ("accept:\n  - Assam\n  - te(a: {regex: true}\n", "A/vocab.yml, line 3: "),
        ("accept:\n  - Assam\n  - ''\n", "A/vocab.yml, line 3: A term is empty"),
        ("accept:\n  - Assam\n  - [a, b]\n", "A/vocab.yml, line 3: A term is a word"),
    ],
)
def test_a_term_in_yaml_that_cannot_be_read_is_named_and_the_others_stay(listed, text, words):
    terms = listed(text)
    assert terms.accepted == ("Assam",)
    (problem,) = terms.problems
    assert problem.startswith(words)


def test_a_term_list_that_is_no_yaml_is_named_once(listed):
    (problem,) = listed("accept: [\n").problems
    assert problem.startswith("A/vocab.yml, line 2: This is not YAML")
