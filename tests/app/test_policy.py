"""policy.toml: what it means, and what it says when it is wrong."""

import re
from pathlib import Path

import pytest

import studio.checks
from studio.app.audits import DEFAULTS
from studio.app.policy import LIMITS, Policy, new_policy, with_trial
from studio.app.tables.alerts import AlertsEntry
from studio.app.tables.due import Allowance, Step, allowance
from studio.core.check import DIALECTS
from studio.core.errors import BadConfig, NotFound
from studio.core.gate import DEFAULT_LEVELS, GateId, Level
from studio.core.piece import Channel, Role
from studio.core.risk import Risk


@pytest.fixture
def read(tmp_path: Path):
    def reading(text: str) -> Policy:
        (tmp_path / "policy.toml").write_text(text, encoding="utf-8")
        return Policy.read(tmp_path / "policy.toml")

    return reading


def test_an_empty_or_missing_file_is_a_policy_with_every_default(read, tmp_path: Path):
    for policy in (read(""), Policy.read(tmp_path / "nothing.toml")):
        assert policy.levels(Channel.BLOG) == dict(DEFAULT_LEVELS)
        assert policy.limits_for(Channel.EMAIL) == {}
        assert allowance(policy.due, Step.REVIEW, Channel.BLOG) == Allowance(2)
        assert policy.dialect == "british"


def test_the_first_policy_says_exactly_the_defaults_and_its_owner_holds_every_role(read):
    policy = read(new_policy('Ann "Bee" O’Dell', "Bee & Co"))
    assert policy.levels(Channel.WEB) == dict(DEFAULT_LEVELS)
    assert (policy.house, policy.brand, policy.dialect) == ("Bee & Co", "Bee & Co", "british")
    assert policy.person('ann "bee" o’dell').roles == tuple(Role)
    text = new_policy("Ann", "Bee")
    assert all(gate.value in text for gate in GateId)
    assert all(dialect in text for dialect in DIALECTS)


def test_a_channel_of_its_own_wins_over_the_house_and_leaves_the_rest(read):
    policy = read(
        '[gate]\nwarnings = "required"\n[gate.social]\nwarnings = "off"\n'
        "[limits]\nsentence_words = 30\nsentence_grade = 12\n[limits.email]\nsentence_words = 20\n"
        "[due]\nreview = 3\nsupport = 0\n"
    )
    assert policy.levels(Channel.BLOG)[GateId.WARNINGS] is Level.REQUIRED
    assert policy.levels(Channel.SOCIAL)[GateId.WARNINGS] is Level.OFF
    assert policy.levels(Channel.SOCIAL)[GateId.ERRORS] is Level.REQUIRED
    assert policy.limits_for(Channel.EMAIL) == {"sentence_words": 20, "sentence_grade": 12}
    assert policy.limits_for(Channel.BLOG) == {"sentence_words": 30, "sentence_grade": 12}
    allowed = [allowance(policy.due, Step.REVIEW, channel) for channel in (Channel.BLOG, Channel.SUPPORT)]
    assert allowed == [Allowance(3), Allowance(0)]


def test_what_is_written_more_narrowly_wins_and_a_risk_over_a_channel(read):
    policy = read(
        '[gate]\nlinks = "off"\nwarnings = "off"\ncomments = "off"\ndates = "off"\n'
        '[gate.email]\nwarnings = "recommended"\ncomments = "recommended"\ndates = "recommended"\n'
        '[gate.high]\ncomments = "required"\ndates = "required"\n[gate.email.high]\ndates = "off"\n'
    )
    asked = (GateId.LINKS, GateId.WARNINGS, GateId.COMMENTS, GateId.DATES)

    def levels(channel: Channel, risk: Risk) -> list[str]:
        found = policy.levels(channel, risk)
        return [found[which].value for which in asked]

    assert levels(Channel.BLOG, Risk.NORMAL) == ["off", "off", "off", "off"]
    assert levels(Channel.EMAIL, Risk.NORMAL) == ["off", "recommended", "recommended", "recommended"]
    assert levels(Channel.BLOG, Risk.HIGH) == ["off", "off", "required", "required"]
    assert levels(Channel.EMAIL, Risk.HIGH) == ["off", "recommended", "required", "off"]


def test_two_people_are_asked_for_at_high_risk_unless_the_house_says_otherwise(read):
    two = GateId.SECOND_APPROVAL
    assert read("").levels(Channel.BLOG, Risk.HIGH)[two] is Level.REQUIRED
    assert read("").levels(Channel.BLOG, Risk.NORMAL)[two] is Level.OFF
    assert read(new_policy("Ann", "Bee")).levels(Channel.BLOG, Risk.HIGH)[two] is Level.REQUIRED
    for off in ('[gate]\nsecond_approval = "off"', '[gate.high]\nsecond_approval = "off"'):
        assert read(off).levels(Channel.BLOG, Risk.HIGH)[two] is Level.OFF


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("house = \n", "not valid TOML"),
        ('hosue = "x"', "“hosue” that nobody knows. Known: house, brand"),
        ("house = 3", "house cannot be 3. Write it between quotes."),
        ('dialect = "welsh"', 'dialect cannot be "welsh". Choose one of: british, american'),
        ('[gate]\nerrors = "yes"', 'gate.errors cannot be "yes". Levels are: off, recommended, required.'),
        ('[gate]\nerors = "off"', "[gate] has no “erors”. Known: audience, checked"),
        ('[gate.socail]\nerrors = "off"', "[gate] has no “socail”. Known: blog"),
        ('[gate.social]\nerors = "off"', "[gate.social] has no “erors”"),
        ('[gate.social]\nerrors = "never"', 'gate.social.errors cannot be "never"'),
        ("[limits]\nsentence_word = 3", "[limits] has no “sentence_word”. Known: grade_max, grade_min, sentence_grade"),
        ('[gate.high]\nerors = "off"', "[gate.high] has no “erors”"),
        ('[gate.high.email]\nerrors = "off"', "[gate.high] has no “email”"),
        ('[gate.email.hihg]\nerrors = "off"', "[gate.email] has no “hihg”. Known: high, low, normal."),
        ('[risk]\nhigh = ["prices"]', "[risk] high has no “prices”. Known: environment, finance"),
        ('[risk.channel]\nmail = "low"', "[risk.channel] has no “mail”"),
        ('[risk]\nbase = "hot"', 'risk.base cannot be "hot". Write base = "normal"'),
        ("[routing]\nhuman_led = 140", "routing.human_led cannot be 140. Write per cent"),
        ('[routing.channel]\nmail = "mixed"', "[routing.channel] has no “mail”"),
        ('[[dates]]\nname = "X"\nfrom = "31-12"', "the date “X” is not right: “31-12” is no day. Write name ="),
        ('[[dates]]\nname = "X"\nfrom = "2026-05-02"\nto = "2026-05-01"', "it ends before it begins"),
        ('[[dates]]\nname = "X"\nfrom = "05-02"\nto = "2026-05-03"', "one day comes every year and the other does not"),
        ('[[dates]]\nname = "X"\nfrom = "05-02"\nchannels = ["mail"]', "the date “X” has no “mail”. Known: blog"),
        ('[[dates]]\nname = "X"\nfrom = "05-02"\ntopics = ["war"]', "the date “X” has no “war”. Known: environment"),
        ('[[dates]]\nname = "X"', "dates[1] has no from. Write name ="),
        ("[limits]\nsentence_words = true", "limits.sentence_words cannot be true. A limit is a whole number"),
        ("[limits.email]\nsentence_words = -1", "limits.email.sentence_words cannot be -1"),
        ('[due]\nreview = "soon"', 'due.review cannot be "soon". Write whole days'),
        ("[due]\nreviews = 2", "[due] has no “reviews”. Known: blog"),
        ('people = "Ann"', 'people cannot be "Ann". Write each person as'),
        ('[[people]]\nroles = ["writer"]', "people[1] has no name"),
        ('[[people]]\nname = " "', "people[1].name cannot be"),
        (
            '[[people]]\nname = "A"\n[[people]]\nname = "B"\nroles = ["boss"]',
            "B is “boss”, and there is no such role. There are: writer,",
        ),
        ('[[people]]\nname = "A"\nrole = "writer"', "“people[1].role” that nobody knows. Known: name, roles, brands."),
        ('[[people]]\nname = "Ann"\n[[people]]\nname = "ANN"', "two people are called “Ann” and “ANN”, which is the same name"),
        ('[[people]]\nname = "Ann"\n[[people]]\nname = "Ann"', "two people are called “Ann”. Give each"),
        ('[[people]]\nname = "Zoé"\n[[people]]\nname = "Zoe\\u0301"', "which is the same name"),
        ('[[people]]\nname = "Ann Lee"\n[[people]]\nname = "Ann\\u200b  Lee"', "which is the same name"),
        ('[[people]]\nname = "\\u200b"', "a name that nobody can see"),
        ('guides = "Plain"', 'guides cannot be "Plain". Name the rules as a list'),
        ('[guides]\ntrial = "Plain.Wordy"', 'guides.trial cannot be "Plain.Wordy". Name the rules as a list'),
        ('[guides]\ntrial = ["Plain"]', 'guides.trial[1] cannot be "Plain". Name the rules as a list, such as trial = ['),
        ('[guides]\ntrail = ["Plain.Wordy"]', "“guides.trail” that nobody knows. Known: trial."),
        ('[alerts]\nrise_percent = "much"', 'alerts.rise_percent cannot be "much". Write whole numbers'),
        ("[alerts]\nai_share_percent = 101", "alerts.ai_share_percent cannot be 101"),
        ("[alerts]\nrise = 3", "“alerts.rise” that nobody knows. Known: rise_percent"),
        ('[[audits]]\nname = "A"\nevery = "yearly"', 'audits[1].every cannot be "yearly". Write name ='),
        ('[[audits]]\nevery = "daily"', "audits[1] has no name"),
        ("[due]\nreview = 367", "due.review cannot be 367. Write whole days"),
        ('[due.high]\nsupport = "1001 hours"', '"1001 hours". Write whole days, such as review = 2, or working hours'),
        ("[due]\nreview = 99999999999999999999", "366 days or 1,000 hours at most."),
        ("[escalation]\noverdue_after = 99999999999", "overdue_after = 4 (1,000 at most)"),
        ("[retention]\ndays = 99999999999", "0 is never, and 36,500 the most."),
        ("[retention.channel]\nblog = 36501", "retention.channel.blog cannot be 36501"),
        ("[alerts]\nlook_back_days = 99999999999", "alerts.look_back_days cannot be 99999999999. Write whole numbers"),
        ("[limits]\nwords_max = 99999999999", "limits.words_max cannot be 99999999999"),
        ('[hours]\nstart = "09:00"\nend = "09:10"', "an end at least half an hour later"),
        ('[hours]\nstart = "09:00+01:00"', "Write days ="),
        (
            "[limits.email]\nwords_min = 9\nwords_max = 1",
            "no email text can keep within words_min = 9 and words_max = 1. Make words_min",
        ),
        ("[limits]\nwords_min = 9\n[limits.social]\nwords_max = 8", "no social text can keep within words_min = 9"),
        ("[limits]\ngrade_min = 9\ngrade_max = 8", "Make grade_min the smaller one."),
        ('[[people]]\nname = "A"\nroles = []', "people[1].roles cannot be []. Write each person as"),
        ('[gate.high.email]\nerrors = "off"', "Name the channel first, such as [gate.email.high]."),
        (
            '[[people]]\nname = "Wren"\n[[people]]\nname = "Erin"\nroles = ["editor"]\n[escalation]\nto = "wren"',
            "wren could not settle what goes up. Who may: Erin.",
        ),
        (f'[[audits]]\nevery = "daily"\nname = "{"x" * 100_000}"', "… (100,002 signs). Write name ="),
        (f'[[dates]]\nfrom = "05-02"\nname = "{"x" * 121}"', "dates[1].name cannot be"),
        (f'[gate]\n{"x" * 100_000} = "off"', "… (100,000 signs)”. Known: audience"),
    ],
)
def test_a_faulty_line_is_named_in_plain_words_with_what_to_write(read, text: str, says: str):
    with pytest.raises(BadConfig) as caught:
        read(text)
    said = str(caught.value)
    assert says in said
    assert said.startswith("policy.toml")
    assert "\n" not in said
    assert len(said) < 700
    assert not re.search(r"pydantic|dict\[|type=|Input should|validation", said)


def test_a_file_that_is_no_text_and_a_folder_are_refused_in_words(tmp_path: Path):
    (tmp_path / "policy.toml").write_bytes(b'house = "\xff"')
    with pytest.raises(BadConfig, match="UTF-8"):
        Policy.read(tmp_path / "policy.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(BadConfig, match="cannot be read"):
        Policy.read(tmp_path / "folder.toml")


def test_every_limit_a_check_asks_for_can_be_set():
    folder = Path(studio.checks.__file__).parent
    asked = {name for path in folder.glob("*.py") for name in re.findall(r'\.limit\("(\w+)"', path.read_text(encoding="utf-8"))}
    assert asked == set(LIMITS)


def test_a_stranger_s_name_is_answered_with_the_names_there_are(read):
    with pytest.raises(NotFound, match=r"“Zoe”\. policy\.toml lists: Ann, Bo\."):
        read('[[people]]\nname = "Ann"\n[[people]]\nname = "Bo"').person("Zoe")
    with pytest.raises(NotFound, match="names nobody"):
        read("").person("Zoe")


def test_only_editors_and_owners_may_approve(read):
    policy = read('[[people]]\nname = "W"\n[[people]]\nname = "E"\nroles = ["editor"]\n[[people]]\nname = "O"\nroles = ["owner"]')
    assert [person.name for person in policy.editors] == ["E", "O"]


def test_any_rule_that_changes_changes_the_version(read):
    texts = ("", 'house = "x"', "[due]\nreview = 1", 'dialect = "american"', '[guides]\ntrial = ["Plain.Wordy"]')
    assert len({read(text).version for text in texts}) == len(texts)


def test_the_alerts_and_audits_a_first_policy_shows_are_those_that_hold_without_it(read):
    text = new_policy("Ann", "Bee")
    assert read(text).alerts == AlertsEntry()
    assert not read(text).audits, "they stand there as remarks"
    shown, _, _ = text[text.index("# [[audits]]") :].partition("\n\n")
    written = "\n".join(line.removeprefix("# ") for line in shown.splitlines() if line.startswith("# "))
    days = {"What stands out": "", "Performance": "monday", "Bias and rules": 1, "Quarterly review": 1}
    expected = [(each.name, each.every, each.looks_at, days[each.name]) for each in DEFAULTS]
    assert [(each.name, each.every, each.looks_at, each.day) for each in read(written).audits] == expected


def test_what_only_looks_on_changes_no_version(read):
    audit = '[[people]]\nname = "A"\n[[audits]]\nname = "X"\nevery = "daily"\nwho = ["a"]'
    assert read('[[people]]\nname = "A"').version == read(audit).version
    assert read("").version == read("[alerts]\nrise_percent = 10").version


# ---------------------------------------------------------------- rules on trial


def test_a_rule_on_trial_is_named_in_the_policy_and_no_other_is(read):
    policy = read('[guides]\ntrial = ["Plain.Wordy", "Larkspur.Tea.Pots"]')
    assert [policy.is_on_trial(rule) for rule in ("Plain.Wordy", "Larkspur.Tea.Pots", "Plain.Jargon", "Plain")] == [
        True,
        True,
        False,
        False,
    ]
    assert not read("").is_on_trial("Plain.Wordy")


_POLICIES = (
    "",
    'house = "x"  # ours',
    new_policy("Ann", "Bee"),
    "[guides]\n# why\ntrial = [\n  'Old.Rule',  # until May\n]\n\n[due]\nreview = 3 # days\n",
    '[[people]]\nname = "Ann"\n',
    "[guides]\n",
    "guides = { trial = [] }\n",
)


@pytest.mark.parametrize("before", _POLICIES)
def test_putting_a_rule_on_trial_and_taking_it_off_leaves_every_other_line_and_comment(read, before: str):
    on = with_trial(before, "Plain.Wordy", True)
    assert read(on).is_on_trial("Plain.Wordy")
    assert with_trial(on, "Plain.Wordy", True) == on
    for line in before.splitlines():
        if not line.startswith(("trial", "guides =")):
            assert line in on.splitlines()
    off = with_trial(on, "Plain.Wordy", False)
    assert not read(off).is_on_trial("Plain.Wordy")
    assert read(off) == read(before)
    assert with_trial(before, "Never.Named", False) == before


@pytest.mark.parametrize("text", ["[guides", "guides = 3", '[guides]\ntrial = "Plain.Wordy"'])
def test_a_policy_that_cannot_take_a_trial_rule_is_refused_in_words(text: str):
    with pytest.raises(BadConfig, match=r"^policy\.toml"):
        with_trial(text, "Plain.Wordy", True)
