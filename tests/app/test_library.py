"""Stories and snippets of a brand: who approves them, when they may go into a text, and what the text knows of them then."""

from dataclasses import replace
from pathlib import Path

import pytest

from studio.app import consents, library
from studio.app.gathering import on_the_desk
from studio.app.library_files import Entry, EntryKind, read, text_of
from studio.core.edit import Cause
from studio.core.errors import BadConfig, BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.span import Span

BRAND = "Larkspur Tea Rooms"
HOURS = Entry(EntryKind.SNIPPET, "Winter hours", "In winter, ask for Priya Ramesh at the side door; it opens at 9.45.", BRAND)
STORY = Entry(
    EntryKind.STORY,
    "The lost umbrella",
    "Marion Hale, a customer from Bolton, left her umbrella here.\n\nAsk her: marion.hale@example.org.",
    BRAND,
    source="Told by her at the counter, March 2026",
    who="Marion Hale",
    given="2026-03-02",
    scope="her name and story on the website",
    until="2027-03-02",
    tags=("umbrella",),
)


def _erin(house):
    return house.workspace.person("Erin")


def _saved(house, said: Entry) -> library.Shelved:
    return library.entry(house.workspace, library.save(house.workspace, _erin(house), said).id)


def _put_in(session, shelved: library.Shelved, at: int | None = None) -> None:
    place = len(session.text) if at is None else at
    session.apply(library.edit_for(session, shelved, Span(place, place)))
    library.note_use(session, shelved)
    session.check_now()


@pytest.mark.parametrize(
    "said", [HOURS, STORY, replace(HOURS, channels=("email", "web"), source="Board, 3 May", until="2027-01-01")]
)
def test_what_an_editor_saves_is_a_file_that_reads_the_same_and_is_approved(house, said: Entry):
    made = library.save(house.workspace, _erin(house), said)
    assert made.path == house.root / "library" / f"{made.id}.md"
    assert replace(made, id="", hash="") == said
    assert text_of(made) == made.path.read_text(encoding="utf-8")
    (found,) = library.entries(house.workspace)
    assert (found.approved_by, found.why_not, found.uses) == ("Erin", "", 0)
    (event,) = house.workspace.history.events("", [EventType.LIBRARY_SAVED])
    assert event.payload == {"entry": made.id, "kind": said.kind.value, "title": said.title, "hash": made.hash}


def test_a_writer_does_not_approve_and_is_told_who_may(house):
    with pytest.raises(Refused, match=r"may not change the library.*Erin"):
        library.save(house.workspace, house.workspace.person("Wren"), HOURS)
    assert library.entries(house.workspace) == ()
    assert not list((house.root / "library").glob("*.md")) if (house.root / "library").exists() else True


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": " \u200b"}, "has no words"),
        ({"title": ""}, "has no title"),
        ({"brand": ""}, "somebody’s voice"),
        ({"source": " "}, "has a source"),
        ({"given": ""}, "A consent is somebody’s"),
        ({"given": "2027-01-01"}, "still to come"),
        ({"until": "2026-01-01"}, "before it was given"),
    ],
)
def test_what_an_entry_lacks_is_said_and_nothing_is_kept(house, change, says):
    with pytest.raises(Refused, match=says):
        library.save(house.workspace, _erin(house), replace(STORY, **change))
    assert library.entries(house.workspace) == ()


@pytest.mark.parametrize(("change", "says"), [({"channels": ("fax",)}, "no channel"), ({"until": "soon"}, "not a day")])
def test_a_channel_or_a_day_that_is_none_is_said(house, change, says):
    with pytest.raises(BadInput, match=says):
        library.save(house.workspace, _erin(house), replace(HOURS, **change))


def test_a_file_that_other_hands_changed_goes_into_no_text_until_an_editor_saves_it_again(house):
    shelved = _saved(house, HOURS)
    path = shelved.entry.path
    path.write_text(path.read_text(encoding="utf-8").replace("9.45", "7.45"), encoding="utf-8")
    changed = library.entry(house.workspace, shelved.entry.id)
    assert changed.why_not == "Its file was changed since an editor saved it."
    session = house.sit(house.bring())
    with pytest.raises(Refused, match="may go into no text"):
        library.edit_for(session, changed, Span(0, 0))
    again = library.save(house.workspace, _erin(house), changed.entry, was=changed.entry)
    assert library.entry(house.workspace, again.id).why_not == ""
    dropped = house.root / "library" / "dropped.md"
    dropped.write_text("---\nkind: snippet\ntitle: Dropped\nbrand: Larkspur Tea Rooms\n---\nWords.\n", encoding="utf-8")
    assert library.entry(house.workspace, "dropped").why_not == "No editor has saved it yet."


def test_a_change_made_meanwhile_is_not_written_over(house):
    first = _saved(house, HOURS).entry
    library.save(house.workspace, _erin(house), replace(first, text="In winter we open at ten."), was=first)
    with pytest.raises(Refused, match="changed meanwhile"):
        library.save(house.workspace, _erin(house), replace(first, text="We are shut."), was=first)
    with pytest.raises(Refused, match="changed meanwhile"):
        library.remove(house.workspace, _erin(house), first)
    assert read(first.path).text == "In winter we open at ten."


def test_what_is_taken_out_is_recorded_and_its_name_is_not_given_again(house):
    made = _saved(house, HOURS).entry
    library.remove(house.workspace, _erin(house), made)
    assert library.entries(house.workspace) == ()
    event = house.workspace.history.events("", [EventType.LIBRARY_SAVED])[-1]
    assert (event.payload or {})["removed"] is True
    assert library.save(house.workspace, _erin(house), HOURS).id != made.id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Words.\n", "neither a story nor a snippet"),
        ("---\nkind: snippet\nbrand: B\n---\nWords.\n", "has no title"),
        ("---\nkind: snippet\ntitle: T\n---\nWords.\n", "has no brand"),
        ("---\nkind: snippet\ntitle: T\nbrand: B\n---\n\n", "has no words"),
        ("---\nkind: snippet\ntitle: T\nbrand: B\nstars: 5\n---\nWords.\n", "says “stars”"),
        ("---\nkind: snippet\ntitle: T\nbrand: B\nuntil: soon\n---\nWords.\n", "not a day"),
        ("---\nkind: snippet\ntitle: T\n", "never closed"),
    ],
)
def test_a_file_that_is_wrong_says_what_and_keeps_none_of_the_others_out(house, text, says):
    _saved(house, HOURS)
    odd = house.root / "library" / "odd.md"
    odd.write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig, match=says):
        read(odd)
    assert len(library.problems(house.root)) == len(library.entries(house.workspace)) == 1


def test_it_is_found_by_its_words_and_by_the_beginning_of_its_name(house):
    _saved(house, HOURS)
    _saved(house, STORY)
    assert [each.entry.title for each in library.entries(house.workspace, words="UMBRELLA marion")] == ["The lost umbrella"]
    assert library.entry(house.workspace, "winter").entry.title == "Winter hours"
    with pytest.raises(NotFound, match="no entry begins"):
        library.entry(house.workspace, "summer")


def test_where_the_words_come_from_stands_in_the_history_and_its_use_is_counted(house):
    shelved = _saved(house, HOURS)
    session = house.sit(house.bring())
    _put_in(session, shelved)
    session.flush()
    (edited,) = house.workspace.history.events(session.piece.id, [EventType.EDITED])
    ((_, _, words, cause, detail),) = (edited.payload or {})["edits"]
    assert (cause, detail) == (Cause.IMPORT.value, "the snippet “Winter hours” of the library")
    assert words.strip() == HOURS.text
    last = on_the_desk(session, house.workspace).origins[-1]
    assert last.origin.sentence == "Came in with the snippet “Winter hours” of the library by Wren"
    assert library.entry(house.workspace, shelved.entry.id).uses == 1
    house.reopen()
    assert library.entry(house.workspace, shelved.entry.id).uses == 1


def test_its_words_are_known_facts_once_they_are_in_and_no_longer_when_it_is_changed_or_gone(house):
    shelved = _saved(house, HOURS)
    session = house.sit(house.bring("# Tea\n\nCome in.\n", brief="Say that we make tea."))
    place = len(session.text)
    session.apply(library.edit_for(session, shelved, Span(place, place)))
    session.check_now()
    invented = [flag.text for flag in session.flags if flag.check == "invented"]
    assert "Priya Ramesh" in invented
    library.note_use(session, shelved)
    session.check_now()
    assert [flag.text for flag in session.flags if flag.check == "invented"] == []
    later = house.workspace.session(session.piece.id, house.workspace.person("Wren"))
    later.check_now()
    assert [flag.text for flag in later.flags if flag.check == "invented"] == []
    library.save(house.workspace, _erin(house), replace(HOURS, text="In winter we are shut."), was=shelved.entry)
    session.check_now()
    assert "Priya Ramesh" in [flag.text for flag in session.flags if flag.check == "invented"]


def test_the_consent_of_a_story_goes_along_with_it_and_answers_the_flag_on_the_name(house):
    shelved = _saved(house, STORY)
    session = house.sit(house.bring(channel="web"))
    _put_in(session, shelved)
    (row,) = consents.listed(session)
    assert (row.subject, row.given, row.until) == ("Marion Hale", "2026-03-02", "2027-03-02")
    assert "The lost umbrella" in row.proof
    assert not [flag for flag in session.flags if flag.rule == "Privacy.Name" and flag.text == "Marion Hale"]


def test_a_story_without_consent_leaves_every_flag_open_and_says_so(house):
    bare = replace(STORY, who="", given="", scope="", until="")
    shelved = _saved(house, bare)
    assert "Nobody’s consent stands with this story" in shelved.caution
    session = house.sit(house.bring(channel="web"))
    _put_in(session, shelved)
    assert consents.listed(session) == ()
    assert [flag.text for flag in session.flags if flag.rule == "Privacy.Name"] == ["Marion Hale"]


def test_a_consent_that_ran_out_and_a_snippet_after_its_last_day_go_into_no_text(house):
    story, snippet = _saved(house, STORY), _saved(house, replace(HOURS, until="2026-12-24"))
    session = house.sit(house.bring())
    assert not story.why_not
    assert not snippet.why_not
    house.clock.wait(60 * 60 * 24 * 200)
    for shelved, said in ((story, "The consent ran out on 2 Mar 2027."), (snippet, "It ran out on 24 Dec 2026.")):
        now = library.entry(house.workspace, shelved.entry.id)
        assert now.why_not == said
        with pytest.raises(Refused, match="ran out"):
            library.edit_for(session, now, Span(0, 0))
    with pytest.raises(Refused, match="ran out"):  # as it was looked at before it ran out
        library.edit_for(session, story, Span(0, 0))


def test_an_entry_of_another_brand_or_channel_goes_into_no_text(house):
    mill = _saved(house, replace(HOURS, brand="Mill"))
    mail = _saved(house, replace(HOURS, title="Mail end", channels=("email",)))
    session = house.sit(house.bring())
    with pytest.raises(Refused, match="is Mill’s"):
        library.edit_for(session, mill, Span(0, 0))
    with pytest.raises(Refused, match="is for email"):
        library.edit_for(session, mail, Span(0, 0))


def test_somebody_of_one_brand_sees_and_changes_nothing_of_another(house):
    mill = _saved(house, replace(HOURS, brand="Mill"))
    policy = (house.root / "policy.toml").read_text(encoding="utf-8")
    house.rule(policy + f'\n[[people]]\nname = "Bea"\nroles = ["editor"]\nbrands = ["{BRAND}"]\n')
    bea = house.workspace.person("Bea")
    assert library.entries(house.workspace, bea) == ()
    for act in (
        lambda: library.save(house.workspace, bea, replace(mill.entry, brand=BRAND), was=mill.entry),
        lambda: library.save(house.workspace, bea, replace(HOURS, brand="Mill")),
        lambda: library.remove(house.workspace, bea, mill.entry),
    ):
        with pytest.raises(Refused, match="not for Mill"):
            act()


@pytest.mark.parametrize(
    ("before", "after", "words", "found"),
    [
        ("", "", "A.\n\nB.", "A.\n\nB."),
        ("One.", "Two.", "A.\n\nB.", "One.\n\nA.\n\nB.\n\nTwo."),
        ("One.\n", "\nTwo.", "A.\n\nB.", "One.\n\nA.\n\nB.\n\nTwo."),
        ("One.\n\n", "\n\nTwo.", "A.\n\nB.", "One.\n\nA.\n\nB.\n\nTwo."),
        ("One.", "Two.", "A.", "One. A. Two."),
        ("One. ", " Two.", "A.", "One. A. Two."),
        ("(", ") Two.", "A", "(A) Two."),
    ],
)
def test_it_stands_apart_where_it_is_put_in(house, before, after, words, found):
    shelved = _saved(house, replace(HOURS, text=words))
    session = house.sit(house.bring(f"{before}|{after}\n"), checked=False)
    at = session.text.index("|")
    assert library.edit_for(session, shelved, Span(at, at + 1)).apply(session.text).rstrip("\n") == found


def test_the_published_text_stays_as_it_is(house):
    shelved = _saved(house, HOURS)
    session = house.sit(house.approved(), "Erin")
    session.publish("the website")
    with pytest.raises(Refused, match="Published"):
        library.edit_for(session, shelved, Span(0, 0))


def test_a_library_that_is_not_there_is_empty(tmp_path: Path):
    assert library.problems(tmp_path) == ()


def test_a_story_that_was_taken_out_and_comes_back_as_a_file_is_approved_by_nobody(house):
    made = _saved(house, STORY).entry
    kept = made.path.read_bytes()
    library.remove(house.workspace, _erin(house), made)
    made.path.write_bytes(kept)
    found = library.entry(house.workspace, made.id)
    assert (found.approved_by, found.approved_at) == ("", "")
    with pytest.raises(Refused, match="may go into no text: It was taken out of the library, and its file came back since"):
        library.edit_for(house.sit(house.bring()), found, Span(0, 0))
    library.save(house.workspace, _erin(house), made, made)
    assert library.entry(house.workspace, made.id).approved_by == "Erin"
