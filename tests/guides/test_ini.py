"""Which rules run on a piece, and at which level."""

import pytest

from studio.core.errors import BadConfig
from studio.core.piece import Channel
from studio.guides import State, load
from studio.guides.globs import matches
from studio.guides.ini import NAMES, Settings, find_ini, load_ini, parse_ini
from studio.guides.loading import read_settings

TEA = "extends: existence\nmessage: tea\nlevel: suggestion\ntokens: [tea]\n"
MILK = "extends: existence\nmessage: milk\nlevel: warning\ntokens: [milk]\n"
BASE = "StylesPath = styles\n{core}\n[*]\nBasedOnStyles = House\n"


def state(guides, name):
    return next(rule for rule in guides.rules if rule.name == name).state


def test_a_channel_section_replaces_the_list_of_guides(house):
    ini = BASE.format(core="") + "[email/*.md]\nBasedOnStyles = Vale\n"
    assert "House.Tea" in [rule.name for rule in house(ini, Channel.BLOG, Tea=TEA).rules]
    assert "House.Tea" not in [rule.name for rule in house(ini, Channel.EMAIL, Tea=TEA).rules]


def test_a_switch_in_a_channel_section_turns_a_rule_off_there_only(house, flags):
    ini = BASE.format(core="") + "[email/*.md]\nHouse.Tea = NO\n"
    assert len(flags(house(ini, Channel.BLOG, Tea=TEA), "tea")) == 1
    mail = house(ini, Channel.EMAIL, Tea=TEA)
    assert flags(mail, "tea") == []
    (rule,) = mail.rules
    assert rule.state is State.OFF
    assert "line 6" in rule.reason


def test_one_rule_of_a_guide_that_is_not_in_force_can_be_switched_on_for_a_channel(house, flags):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = Vale\n[email/*.md]\nHouse.Tea = YES\n"
    (flag,) = flags(house(ini, Channel.EMAIL, Tea=TEA, Milk=MILK), "tea and milk")
    assert (flag.rule, flag.layer) == ("House.Tea", "House, for email")
    assert flags(house(ini, Channel.BLOG), "tea and milk") == []


def test_a_level_turns_a_rule_on_and_sets_its_weight(house, flags):
    ini = BASE.format(core="") + "House.Tea = error\n"
    assert [flag.severity for flag in flags(house(ini, Tea=TEA), "tea")] == ["error"]


def test_rules_below_the_least_level_are_off(house, flags):
    guides = house(BASE.format(core="MinAlertLevel = warning"), Tea=TEA, Milk=MILK)
    assert [flag.rule for flag in flags(guides, "tea and milk")] == ["House.Milk"]
    assert state(guides, "House.Tea") is State.OFF


@pytest.mark.parametrize("way", ["{}", "../drop/Evil"])
def test_an_imported_package_brings_in_no_rules_from_anywhere_on_the_disk(house, flags, tmp_path, way):
    """A name of a guide is never a way to a folder, neither in the list of guides nor in a switch."""
    evil = tmp_path / "drop" / "Evil"
    evil.mkdir(parents=True)
    (evil / "E.yml").write_text(TEA, encoding="utf-8")
    name = way.format(evil)
    left = tmp_path / "styles" / ".vale-config"
    left.mkdir(parents=True)
    (left / "0-pack.ini").write_text(f"[*]\nBasedOnStyles = {name}\n{name}.E = YES\n", encoding="utf-8")
    guides = house(Milk=MILK)
    assert [flag.rule for flag in flags(guides, "tea and milk")] == ["House.Milk"]
    assert any("0-pack.ini, line 2" in problem and name in problem for problem in guides.problems)
    assert any("0-pack.ini, line 3" in problem and name in problem for problem in guides.problems)


def test_a_missing_guide_and_a_mistyped_switch_are_named_with_their_lines(house):
    guides = house("StylesPath = styles\n[*]\nBasedOnStyles = House, Nowhere\nHouse.Tee = NO\n", Tea=TEA)
    assert any("line 3" in problem and "Nowhere" in problem for problem in guides.problems)
    assert any("line 4" in problem and "House.Tee" in problem for problem in guides.problems)


def test_a_line_that_is_no_setting_is_refused_with_its_number(tmp_path):
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\nwhat is this\n")
    with pytest.raises(BadConfig, match="line 2"):
        load(tmp_path / ".vale.ini")


def test_a_missing_ini_is_a_plain_sentence(tmp_path):
    with pytest.raises(BadConfig, match=r"\.vale\.ini cannot be read"):
        load(tmp_path / ".vale.ini")


def test_without_an_ini_the_bundled_guides_apply_to_everything(bundled):
    guides = load(None, [bundled])
    names = {path.parent.name for path in bundled.glob("*/*.yml")}
    assert names >= {"Plain", "AITells"}
    assert {rule.guide for rule in guides.rules} == names
    assert {"Plain, for every channel", "AITells, for every channel"} <= {rule.layer for rule in guides.rules}


def test_without_an_ini_a_guide_named_for_a_channel_is_for_that_channel_alone(tmp_path, flags):
    for guide, rule in (("Email", TEA), ("House", MILK)):
        (tmp_path / guide).mkdir()
        (tmp_path / guide / "R.yml").write_text(rule)
    found = {channel: flags(load(None, [tmp_path], channel), "tea and milk") for channel in (None, Channel.EMAIL, Channel.WEB)}
    assert [flag.layer for flag in found[Channel.EMAIL]] == ["Email, for email", "House, for every channel"]
    assert [flag.layer for flag in found[Channel.WEB]] == ["House, for every channel"]
    assert len(found[None]) == 2


def test_bundled_guides_are_found_behind_the_workspace_and_its_own_copy_wins(house, tmp_path, bundled, flags):
    house()
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n[*]\nBasedOnStyles = Plain\n")
    (tmp_path / "styles" / "Plain").mkdir()
    (tmp_path / "styles" / "Plain" / "Wordy.yml").write_text(TEA)
    guides = load(tmp_path / ".vale.ini", [bundled])
    assert [flag.message for flag in flags(guides, "In order to drink tea, would of.")][:1] == ["tea"]
    assert len(guides.rules) == len(list((bundled / "Plain").glob("*.yml")))


def test_the_version_follows_rules_levels_and_terms(house):
    ini = BASE.format(core="Vocab = House")
    first = house(ini, Tea=TEA).version
    assert house(ini, Tea=TEA).version == first
    others = [
        house(ini, Tea=TEA.replace("tea]", "tea, mug]")).version,
        house(ini + "House.Tea = error\n", Tea=TEA).version,
        house(ini, accept="Darjeeling\n", Tea=TEA).version,
    ]
    assert len({first, *others}) == 4


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("TokenIgnores = (x, [x-z]+", "`(x` is left out of TokenIgnores"),
        ("CommentDelimiters = {/*", "CommentDelimiters are two"),
        ("Transform = page.xsl", "Transform is not run: it turns XML"),
        ("View = fields", "View is not run"),
        ("Lang = de", "Lang is not used"),
        ("MinAlertLevel = error", "MinAlertLevel belongs before the first section"),
        ("Packages = Google", "Packages belongs before the first section"),
        ("Misspelt = YES", "`Misspelt` is no setting and no guide"),
        ("House.Tea = PERHAPS", "House.Tea is switched off, for `PERHAPS` is none of"),
        ("House.Tea = yes", "House.Tea is switched off, for `yes` is none of"),
        ("House.Nothing[max] = 3", "House.Nothing is no rule of any guide here"),
        ("House.Tea[level] = error", "a level is set with `House.Tea = error`"),
        ("House.Tea[tokens] = milk", "`tokens` is not set here; write a rule that extends House.Tea"),
        ("Vale.Repetition[max] = 3", "Vale.Repetition is built in"),
    ],
)
def test_what_a_line_cannot_do_is_said_with_its_number(house, flags, line, words):
    guides = house(BASE.format(core="") + line + "\n", Tea=TEA)
    (problem,) = guides.problems
    assert problem.startswith(".vale.ini, line 5: ")
    assert words in problem
    assert len(flags(guides, "tea")) == ("switched off" not in words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("NLPEndpoint = http://localhost", "NLPEndpoint is not run"),
        ("BasedOnStyles = House", "BasedOnStyles belongs in a section"),
        ("House.Tea = NO", "House.Tea belongs in a section"),
        ("MinAlertLevel = fatal", "suggestion, warning or error, not fatal"),
        ("https://example.com/Guide.zip", "`https` is no setting"),
        ("StylesPath = nowhere", "the folder nowhere"),
    ],
)
def test_what_a_line_before_the_first_section_cannot_do_is_said_with_its_number(house, flags, line, words):
    guides = house(BASE.format(core=line), Tea=TEA)
    (problem,) = guides.problems
    assert problem.startswith(".vale.ini, line 2: ")
    assert words in problem
    assert len(flags(guides, "tea")) == 1


def test_a_list_of_packages_downloads_nothing_and_is_no_fault(house):
    assert house(BASE.format(core="Packages = Google, https://example.com/a.zip"), Tea=TEA).problems == ()


def test_a_section_with_a_condition_is_passed_over_and_said_to_be(house, flags):
    guides = house(BASE.format(core="") + "[*.md if .Meta.draft]\nHouse.Tea = NO\n", Tea=TEA)
    assert len(flags(guides, "tea")) == 1
    assert any("line 5" in problem and "condition" in problem for problem in guides.problems)


# ---------------------------------------------------------------- switches


def test_a_guide_can_be_switched_off_as_a_whole_but_for_one_rule(house, flags):
    guides = house(BASE.format(core="") + "House = NO\nHouse.Milk = YES\n", Tea=TEA, Milk=MILK)
    assert guides.problems == ()
    assert [flag.rule for flag in flags(guides, "tea and milk")] == ["House.Milk"]


def test_a_guide_can_be_given_a_level_as_a_whole(house, flags):
    guides = house(BASE.format(core="") + "House = error\nHouse.Milk = suggestion\n", Tea=TEA, Milk=MILK)
    assert [(f.rule, f.severity) for f in flags(guides, "tea, milk")] == [("House.Tea", "error"), ("House.Milk", "suggestion")]


def test_unset_forgets_what_was_said_about_a_rule(house, flags):
    ini = BASE.format(core="") + "House.Tea = NO\n[email/*.md]\nHouse.Tea = UNSET\n"
    assert flags(house(ini, Channel.BLOG, Tea=TEA), "tea") == []
    assert len(flags(house(ini, Channel.EMAIL, Tea=TEA), "tea")) == 1


def test_none_clears_the_list_of_guides(house):
    assert house(BASE.format(core="") + "BasedOnStyles = NONE\n", Tea=TEA).rules == ()


def test_a_rule_switched_on_for_everything_runs_in_a_section_without_guides_as_in_vale(house, flags):
    ini = BASE.format(core="") + "House.Milk = YES\n[email/*]\nBasedOnStyles =\n"
    assert [flag.rule for flag in flags(house(ini, Channel.EMAIL, Tea=TEA, Milk=MILK), "tea and milk")] == ["House.Milk"]


@pytest.mark.parametrize("value", ["YES", "error"])
def test_a_guide_in_no_list_is_not_switched_on_as_in_vale_and_the_line_is_told(house, flags, value):
    guides = house(f"StylesPath = styles\n[*]\nBasedOnStyles = Vale\nHouse = {value}\n", Tea=TEA)
    assert flags(guides, "tea") == []
    (problem,) = guides.problems
    assert problem == ".vale.ini, line 4: House is not switched on by this line, for no list names it; add it to BasedOnStyles."


def test_a_guide_that_some_list_names_is_switched_on_elsewhere_as_in_vale(house, flags):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = Vale\nHouse = YES\nHouse.Milk = NO\n[web/*]\nBasedOnStyles = House\n"
    guides = house(ini, Channel.BLOG, Tea=TEA, Milk=MILK)
    assert [flag.rule for flag in flags(guides, "tea and milk")] == ["House.Tea"]
    assert guides.problems == ()


def test_a_level_counts_for_every_text_and_the_last_one_read_wins(house, flags):
    ini = BASE.format(core="") + "[email/*]\nHouse.Tea = error\n[web/*]\nHouse.Tea = warning\n"
    assert [flag.severity for flag in flags(house(ini, Channel.BLOG, Tea=TEA), "tea")] == ["warning"]


def test_a_value_of_a_rule_can_be_set_without_touching_its_file(house, flags):
    often = "extends: occurrence\nmessage: too often\nmax: 1\ntoken: tea\n"
    plain, set_ = house(BASE.format(core=""), O=often), house(BASE.format(core="") + "House.O[max] = 2\n", O=often)
    assert [len(flags(guides, "tea tea")) for guides in (plain, set_)] == [1, 0]
    assert len(flags(set_, "tea tea tea")) == 1
    assert plain.version != set_.version
    assert set_.problems == ()


def test_yes_and_no_set_what_is_true_or_false_in_a_rule(house, flags):
    guides = house(BASE.format(core="") + "House.Tea[ignorecase] = YES\n", Tea=TEA)
    assert len(flags(guides, "TEA")) == 1


def test_a_value_that_does_not_fit_is_named_with_its_place_in_the_configuration(house):
    often = "extends: occurrence\nmessage: too often\nmax: 1\ntoken: tea\n"
    (problem,) = house(BASE.format(core="") + "House.O[max] = many\n", O=often).problems
    assert problem == "House/O.yml, line 5 of .vale.ini: `max` must be a number, not `many`."


# ---------------------------------------------------------------- the grammar


def test_lists_that_run_over_several_lines_are_put_together():
    text = "[*]\nBlockIgnores = (?s) *({%- .+? -%}), \\\n  (?s) *({{< .+? >}}) # x{2\\,}\nTokenIgnores = (\\$+[^\\n$]+\\$+)\n"
    ini = parse_ini(text)
    patterns = [pattern for pattern, _ in ini.everywhere.patterns("BlockIgnores")]
    assert patterns == ["(?s) *({%- .+? -%})", "(?s) *({{< .+? >}}) # x{2,}"]
    assert [(pattern, line.number) for pattern, line in ini.everywhere.patterns("TokenIgnores")] == [("(\\$+[^\\n$]+\\$+)", 4)]


def test_a_continued_line_keeps_the_number_it_began_on():
    ini = parse_ini("A = 1, \\\n2, \\\n3\nB = 4\n")
    assert [(line.key, line.words, line.number) for line in ini.core.lines] == [("A", ("1", "2", "3"), 1), ("B", ("4",), 4)]


def test_a_remark_needs_a_blank_before_it_and_quotes_keep_it():
    text = '# all\n; of\nA = b#c ; no\nB = \'d ; e\'\nC : f # g\n"D" = "h"\n'
    assert [(line.key, line.value) for line in parse_ini(text).core.lines] == [
        ("A", "b#c"),
        ("B", "d ; e"),
        ("C", "f"),
        ("D", "h"),
    ]


def test_a_section_that_stands_there_twice_is_one():
    ini = parse_ini("[a]\nX = 1\n[b]\nX = 2\n[a]\nX = 3, 1\n")
    assert [(section.name, section.words("X"), section.number) for section in ini.sections] == [
        ("a", ("1", "3"), 1),
        ("b", ("2",), 3),
    ]


def test_an_ending_that_formats_names_counts_as_the_known_one():
    ini = parse_ini("[formats]\nmdx = md\n[*.md]\nA.B = NO\n[*.mdx]\nA.C = NO\n[*.txt]\n")
    assert [section.name for section in ini.matching("docs/a.mdx")] == ["*.md", "*.mdx"]
    assert [section.name for section in ini.matching("docs/a.md")] == ["*.md"]


# ---------------------------------------------------------------- what is passed over


def test_what_the_rules_do_not_get_to_see_is_gathered_for_each_text(house, tmp_path):
    ini = (
        "StylesPath = styles\nIgnoredScopes = code, samp\nSkippedScopes = pre, alt\nIgnoredClasses = aside\n[*]\n"
        "TokenIgnores = a+\n[email/*]\nTokenIgnores = b+, a+\nBlockIgnores = c{2\\,}\nCommentDelimiters = {/*, */}\n"
    )
    (tmp_path / ".vale.ini").write_text(ini)
    (mail, problems), (blog, _) = (read_settings(load_ini(tmp_path / ".vale.ini"), f"{name}/x.md") for name in ("email", "blog"))
    assert problems == ()
    assert mail == Settings(
        block_ignores=("c{2,}",),
        token_ignores=("a+", "b+"),
        comment_delimiters=("{/*", "*/}"),
        ignored_scopes=("code", "samp"),
        skipped_scopes=("pre", "alt"),
        ignored_classes=("problematic", "pre", "code", "aside"),
    )
    assert (blog.token_ignores, blog.block_ignores, blog.comment_delimiters) == (("a+",), (), None)
    assert read_settings(parse_ini(""), "a.md")[0] == Settings()


def test_what_is_passed_over_is_part_of_the_version(house):
    first = house(BASE.format(core=""), Tea=TEA).version
    assert house(BASE.format(core="") + "TokenIgnores = a+\n", Tea=TEA).version != first


# ---------------------------------------------------------------- several files


@pytest.mark.parametrize("name", NAMES)
def test_a_configuration_is_found_upward_by_any_of_its_names(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_ini(tmp_path / "a" / "b", {}) == tmp_path / name


def test_the_nearest_configuration_is_taken_and_a_folder_of_that_name_is_none(tmp_path):
    (tmp_path / ".vale.ini").write_text("")
    (tmp_path / "a" / ".vale").mkdir(parents=True)
    assert find_ini(tmp_path / "a", {}) == tmp_path / ".vale.ini"
    (tmp_path / "a" / "_vale.ini").write_text("")
    assert find_ini(tmp_path / "a", {}) == tmp_path / "a" / "_vale.ini"


def test_the_environment_names_another_configuration(tmp_path):
    (tmp_path / ".vale.ini").write_text("")
    (tmp_path / "other.ini").write_text("")
    assert find_ini(tmp_path, {"VALE_CONFIG_PATH": str(tmp_path / "other.ini")}) == tmp_path / "other.ini"
    with pytest.raises(BadConfig, match=r"VALE_CONFIG_PATH names .*gone\.ini, which is not there"):
        find_ini(tmp_path, {"VALE_CONFIG_PATH": str(tmp_path / "gone.ini")})


@pytest.fixture
def person(tmp_path):
    """A home with a configuration and a guide of the person's own."""
    home = tmp_path / "home" / "vale"
    (home / "mine" / "Mine").mkdir(parents=True)
    (home / "mine" / "Mine" / "Milk.yml").write_text(MILK)
    (home / ".vale.ini").write_text("StylesPath = mine\nMinAlertLevel = error\n[*]\nBasedOnStyles = Mine\nHouse.Tea = NO\n")
    return {"XDG_CONFIG_HOME": str(tmp_path / "home")}


def test_a_persons_own_configuration_adds_to_the_projects_which_decides(house, person, tmp_path, flags):
    house(BASE.format(core="MinAlertLevel = suggestion") + "House.Tea = YES\n", Tea=TEA)
    guides = load(tmp_path / ".vale.ini", environment=person)
    assert sorted(flag.rule for flag in flags(guides, "tea and milk")) == ["House.Tea", "Mine.Milk"]
    assert guides.problems == ()


def test_a_workspace_means_the_same_on_every_machine(house, person, tmp_path, flags, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", person["XDG_CONFIG_HOME"])
    monkeypatch.setenv("VALE_STYLES_PATH", str(tmp_path / "home" / "vale" / "mine"))
    house(BASE.format(core="").replace("House", "House, Mine"), Tea=TEA)
    guides = load(tmp_path / ".vale.ini")
    assert [flag.rule for flag in flags(guides, "tea and milk")] == ["House.Tea"]
    assert any("Mine is in none" in problem for problem in guides.problems)


def test_a_persons_own_configuration_alone_is_found_last(tmp_path, person):
    assert find_ini(tmp_path / "nowhere", {}) in (None, find_ini(tmp_path, {}))
    if find_ini(tmp_path, {}) is None:
        assert find_ini(tmp_path, person) == tmp_path / "home" / "vale" / ".vale.ini"


def test_the_environment_names_a_folder_of_guides(house, person, tmp_path, flags):
    house(BASE.format(core="").replace("House", "House, Mine"), Tea=TEA)
    environment = {"VALE_STYLES_PATH": str(tmp_path / "home" / "vale" / "mine")}
    guides = load(tmp_path / ".vale.ini", environment=environment)
    assert sorted(flag.rule for flag in flags(guides, "tea and milk")) == ["House.Tea", "Mine.Milk"]


def test_what_packages_left_is_read_before_the_projects_own_which_decides(house, tmp_path, flags):
    house(BASE.format(core="MinAlertLevel = suggestion") + "House.Tea = warning\n", Tea=TEA, Milk=MILK)
    left = tmp_path / "styles" / ".vale-config"
    left.mkdir()
    (left / "0-Pack.ini").write_text(
        "StylesPath = elsewhere\nMinAlertLevel = error\n[*]\nBasedOnStyles = Vale\nHouse.Tea = error\nHouse.Milk = NO\n"
        "House.X = NO\n"
    )
    guides = load(tmp_path / ".vale.ini")
    assert [(f.rule, f.severity) for f in flags(guides, "tea milk")] == [("House.Tea", "warning")]
    assert "Vale.Repetition" in [rule.name for rule in guides.rules]
    assert guides.problems == (
        ".vale-config/0-Pack.ini, line 7: House.X is no rule of any guide here, so the switch does nothing.",
    )


def test_styles_may_lie_at_a_full_path_or_at_home(house, tmp_path, flags, monkeypatch):
    house(Tea=TEA)
    monkeypatch.setenv("HOME", str(tmp_path))
    for path in (str(tmp_path / "styles"), "~/styles"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / ".vale.ini").write_text(f"StylesPath = {path}\n[*]\nBasedOnStyles = House\n")
        assert len(flags(load(tmp_path / "in" / ".vale.ini"), "tea")) == 1


# ---------------------------------------------------------------- globs


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("*.md", "email/a.md", True),
        ("email/*.md", "email/a.md", True),
        ("email/*.md", "blog/a.md", False),
        ("*.{md,txt}", "a.txt", True),
        ("docs/**/*.md", "docs/a/b/c.md", True),
        ("docs/**/*.md", "docs/c.md", True),
        ("docs/**/x*.md", "docs/a/x/c.md", False),
        ("!email/*", "blog/a.md", True),
        ("[ab].md", "b.md", True),
        ("a.md", "axmd", False),
        ("docs/**", "docs", True),
        ("docs/**", "docs/a/b.md", True),
        ("docs/**", "docsx", False),
        ("**/a.md", "a.md", True),
        ("{email,web}/**/*.{md,txt}", "web/x/a.txt", True),
        ("{email,web}/**/*.{md,txt}", "web/x/a.rst", False),
        ("{a,b*{c,d}}.md", "bxd.md", True),
        ("!{email,web}/**", "blog/a.md", True),
        ("!{email,web}/**", "web/a.md", False),
        ("[!a-c].md", "d.md", True),
        ("[!a-c].md", "b.md", False),
        (r"\*.md", "*.md", True),
        (r"\*.md", "a.md", False),
        ("?.md", "ab.md", False),
    ],
)
def test_globs(glob, path, expected):
    assert matches(glob, path) is expected
