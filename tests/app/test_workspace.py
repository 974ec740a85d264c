"""Making and opening a workspace, and finding things in it."""

import threading
from pathlib import Path

import pytest

from studio.app.workspace import Workspace, slug_of
from studio.core.check import Lane
from studio.core.errors import BadConfig, BadInput, HistoryError, NotFound
from studio.history import History


def test_a_new_workspace_has_everything_a_team_can_edit_and_opens_again(tmp_path: Path):
    with Workspace.create(tmp_path / "a" / "my brand", "Ann") as made:
        assert made.person().name == "Ann"
        assert made.name == "my brand"
    names = {path.name for path in (tmp_path / "a" / "my brand").iterdir()}
    assert {".vale.ini", "policy.toml", "styleguides", "inbox", "exports", "history.db"} <= names
    with Workspace.open(tmp_path / "a" / "my brand") as opened:
        assert list(opened.pieces()) == []
        assert opened.verify().whole
        assert opened.guides.problems() == ()
        assert {rule.name.split(".")[0] for rule in opened.guides.rules()} >= {"Plain", "AITells"}


def test_a_workspace_made_in_the_folder_one_stands_in_is_called_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "tea").mkdir()
    monkeypatch.chdir(tmp_path / "tea")
    with Workspace.create(Path(), "Ann") as made:
        assert made.name == "tea"


@pytest.mark.parametrize("owner", ["", "  "])
def test_a_workspace_without_an_owner_is_refused(tmp_path: Path, owner: str):
    with pytest.raises(BadInput, match="needs an owner"):
        Workspace.create(tmp_path / "w", owner)
    assert not (tmp_path / "w").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match="already holds something"):
        Workspace.create(tmp_path, "Ann")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_place_where_no_folder_can_be_made_is_refused_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match="already holds something"):
        Workspace.create(tmp_path / "file", "Ann")
    with pytest.raises(BadInput, match=r"cannot be made: Not a directory\. Choose another place"):
        Workspace.create(tmp_path / "file" / "inside", "Ann")


def test_a_folder_that_is_no_workspace_says_how_to_make_one(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotFound, match="bluepencil init"):
            Workspace.open(folder)


def test_a_damaged_history_is_refused_and_left_as_it_is(tmp_path: Path):
    Workspace.create(tmp_path / "w", "Ann").close()
    (tmp_path / "w" / "history.db").write_bytes(b"not a database at all" * 20)
    with pytest.raises(HistoryError, match="damaged"):
        Workspace.open(tmp_path / "w")
    assert (tmp_path / "w" / "history.db").read_bytes() == b"not a database at all" * 20


def test_a_faulty_policy_keeps_the_workspace_shut_and_lets_go_of_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Workspace.create(tmp_path / "w", "Ann").close()
    (tmp_path / "w" / "policy.toml").write_text('[gate]\nerrors = "sometimes"')
    closed, close = [], History.close
    monkeypatch.setattr(History, "close", lambda history: (closed.append(history.path), close(history)))
    with pytest.raises(BadConfig, match="sometimes"):
        Workspace.open(tmp_path / "w")
    assert closed == [tmp_path / "w" / "history.db"]


def test_a_piece_is_found_by_the_beginning_of_its_id_and_never_guessed(house):
    one, other = house.bring(title="Spring tea"), house.bring(title="Spring cake")
    assert house.workspace.piece(one).id == one
    assert house.workspace.piece(other[: len("spring-c")]).id == other
    for part, what in (("spring", "several pieces begin"), ("autumn", "no piece begins"), ("", "no piece begins")):
        with pytest.raises(NotFound, match=what):
            house.workspace.piece(part)


def test_a_house_without_people_says_so(house):
    house.rule("")
    with pytest.raises(NotFound, match="names nobody"):
        house.workspace.person()


def test_the_approved_text_stays_readable_whatever_is_typed_later(house, type_over):
    piece = house.bring()
    with pytest.raises(NotFound, match="Nobody has approved"):
        house.workspace.approved_text(piece)
    piece = house.approved()
    text = house.workspace.history.working(piece)
    session = house.sit(piece, checked=False)
    type_over(session, "tea", "coffee")
    session.flush()
    assert house.workspace.approved_text(piece) == text != session.text


def test_the_term_list_and_the_dialect_of_the_house_reach_the_checks(house):
    house.rule((house.root / "policy.toml").read_text().replace("house =", 'dialect = "american"\nhouse =', 1))
    piece = house.bring("# Tea\n\nThe colour of the tea and the color of the cup.\n")
    session = house.sit(piece, checked=False)
    session.check_now([Lane.SLOW])
    assert session.context.dialect == "american"
    assert [flag.text for flag in session.all_flags if flag.check == "grammar"] == ["colour"]


def test_two_dialects_two_channels_and_two_limits_never_share_what_was_found(house):
    contexts = [house.sit(house.bring(channel=channel), checked=False).context for channel in ("blog", "email")]
    policy = (house.root / "policy.toml").read_text()
    for more in ('dialect = "canadian"\n', "limits = {sentence_words = 12}\n"):
        house.rule(more + policy)
        contexts.append(house.sit(house.bring(), checked=False).context)
    assert len({context.version for context in contexts}) == 4


def test_pieces_of_a_channel_share_their_guides_but_one_with_a_section_of_its_own_does_not(house):
    """Compiling takes most of the time of opening a piece; a second one of the channel is opened without it."""
    ini = house.root / ".vale.ini"
    ini.write_text(ini.read_text() + "\n[blog/price-letter*.md]\nPlain.Wordy = NO\n")
    titles = ("Autumn tea", "Winter tea", "Price letter")
    one, other, own = (house.sit(house.bring(f"# {title}\n\nTea.\n"), checked=False).context.style for title in titles)
    assert one is other
    assert own is not one
    running = [{rule.name for rule in style.rules if rule.runs} for style in (one, own)]
    assert running[0] - running[1] == {"Plain.Wordy"}


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Why Slow Tea Is a Game-Changer", "why-slow-tea-is-a-game"), ("", "piece"), ("茶", "piece"), ("../x", "x")],
)
def test_a_slug_is_safe_in_a_path(title: str, slug: str):
    assert slug_of(title) == slug


# ------------------------------------------------------------ guides that change while one works


def test_what_a_lane_compiled_before_a_switch_is_not_taken_for_the_rules_after_it(house, monkeypatch: pytest.MonkeyPatch):
    from studio.app import house_guides as room

    session, compiled, switched = house.sit(house.bring(), checked=False), threading.Event(), threading.Event()
    load = room.load_guides

    def slow(*arguments, **more):
        made = load(*arguments, **more)
        if threading.current_thread() is lane:
            compiled.set()
            assert switched.wait(30)
        return made

    monkeypatch.setattr(room, "load_guides", slow)
    lane = threading.Thread(target=lambda: session.context)
    lane.start()
    assert compiled.wait(30)
    house.workspace.styles.set_state("Plain.Wordy", "off")
    switched.set()
    lane.join()
    for each in (session, house.workspace.session(session.piece.id, session.person)):
        assert not any(rule.name == "Plain.Wordy" and rule.runs for rule in each.context.style.rules)


def test_flags_found_with_the_rules_before_a_switch_are_dropped(house):
    session = house.sit(house.bring(), checked=False)
    snapshot = session.snapshot(Lane.FAST)
    report = house.workspace.runner.run(snapshot.document, snapshot.context, Lane.FAST)
    house.workspace.styles.set_state("Plain.Wordy", "off")
    assert not session.take(report, Lane.FAST)
    session.check_now()
    assert session.is_current(Lane.FAST)


def test_rules_saved_in_any_folder_the_ini_names_are_noticed(house):
    root = house.workspace.root
    (root / "elsewhere" / "House").mkdir(parents=True)
    ini = root / ".vale.ini"
    ini.write_text("StylesPath = styleguides\nStylesPath = elsewhere\n[*]\nBasedOnStyles = House\n", encoding="utf-8")
    house.workspace.guides_changed()
    session = house.sit(house.bring())
    assert not house.workspace.look_for_new_rules()
    (root / "elsewhere" / "House" / "Tea.yml").write_text("extends: existence\nmessage: no\ntokens: [tea]\n", encoding="utf-8")
    assert house.workspace.look_for_new_rules()
    assert not house.workspace.look_for_new_rules()
    assert any(rule.name == "House.Tea" for rule in session.context.style.rules)
