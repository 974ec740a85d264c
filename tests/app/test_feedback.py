"""Feedback on published pieces: by hand and from a file, tied to its piece, never twice and never half."""

import csv
from pathlib import Path

import pytest

from studio.app import feedback, feedback_files
from studio.app.feedback import FeedbackKind
from studio.app.feedback_files import Columns
from studio.core.errors import BadConfig, BadInput, KnownError, NotFound, Refused
from studio.core.events import EventType
from studio.core.reach import Reach

RATING, COMMENT, OUTCOME = FeedbackKind.RATING, FeedbackKind.COMMENT, FeedbackKind.OUTCOME
COLUMNS = Columns(
    source="Mail tool",
    piece="Page",
    when="Date",
    comment="Remark",
    ratings={"stars": "Stars"},
    outcomes={"opens": "Opens"},
    units={"stars": "of 5", "opens": "%"},
)
SAID = "piece = 'a'\nwhen = 'b'\nsource = 'c'\ncomment = 'd'\n"


@pytest.fixture
def published(house) -> str:
    piece = house.approved()
    house.sit(piece, "Erin").publish("https://www.larkspur.example/slow-tea/?from=mail")
    return piece


def _csv(folder: Path, rows: list[dict[str, str]], name: str = "week.csv", comma: str = ",", encoding: str = "utf-8") -> Path:
    path = folder / name
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=comma)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _plan(house, path: Path, columns: Columns = COLUMNS, who: str = "Wren"):
    read = feedback_files.table(path)
    lines = feedback_files.lines(read, columns)
    return feedback.plan(house.workspace, house.workspace.person(who), read.name, lines)


def _row(piece: str, **more: str) -> dict[str, str]:
    return {"Page": piece, "Date": "2026-11-20", "Stars": "", "Opens": "", "Remark": ""} | more


def test_what_is_noted_by_hand_stands_with_its_piece_its_day_and_its_source(house, published):
    wren = house.workspace.person("Wren")
    feedback.note(house.workspace, wren, published, RATING, value=4.5, unit="of 5", source="Card at the till", when="2026-11-22")
    feedback.note(house.workspace, wren, published, COMMENT, text="Warm, and not too long.", source="A regular")
    found = feedback.feedback(house.workspace, wren)
    assert [(each.kind, each.said, each.text, each.source, each.when, each.who) for each in found] == [
        (RATING, "4.5 of 5", "", "Card at the till", "2026-11-22", "Wren"),
        (COMMENT, "", "Warm, and not too long.", "A regular", "2026-11-24", "Wren"),
    ]


def test_nobody_can_have_read_what_was_never_published(house):
    piece = house.approved()
    with pytest.raises(Refused, match="Nobody has read"):
        feedback.note(house.workspace, house.workspace.person("Wren"), piece, RATING, value=1, source="x")
    assert not house.workspace.history.events(types=[EventType.FEEDBACK_NOTED])


@pytest.mark.parametrize(
    ("kind", "said", "says"),
    [
        (RATING, {"value": 4.0, "source": " "}, "comes from somewhere"),
        (RATING, {"source": "x"}, "is a figure"),
        (RATING, {"source": "x", "value": float("nan")}, "is a figure"),
        (OUTCOME, {"source": "x", "value": 1.0}, "A figure is of something"),
        (COMMENT, {"source": "x", "text": "\u200b"}, "has no words"),
        (COMMENT, {"source": "x", "text": "a" * 6000}, "more than 5,000"),
        (RATING, {"source": "x", "value": 1.0, "when": "2030-01-01"}, "still to come"),
        (RATING, {"source": "x", "value": 1.0, "when": "soon"}, "not a day"),
        (RATING, {"source": "x", "value": 1.0, "when": "2026-11-01", "since": "2026-11-02"}, "begin on"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_and_not_kept(house, published, kind, said, says):
    with pytest.raises(KnownError, match=says):
        feedback.note(house.workspace, house.workspace.person("Wren"), published, kind, **said)
    assert not house.workspace.history.events(types=[EventType.FEEDBACK_NOTED])


class TestFiles:
    def test_rows_are_tied_by_id_title_and_address_and_the_same_file_twice_adds_nothing(self, house, published, tmp_path):
        path = _csv(
            tmp_path,
            [
                _row(published, Stars="5", Remark="Lovely, the “pot”."),
                _row("SLOW  tea", Opens="31.5 %"),
                _row("larkspur.example/slow-tea", Stars="4"),
                _row("https://larkspur.example/slow-tea/#top", Opens="1,204"),
                _row(published),
            ],
        )
        planned = _plan(house, path)
        assert planned.told == "5 entries on 1 piece."
        assert planned.first(1) == ["Slow tea: stars 5 of 5 (Mail tool, 20 Nov 2026)"]
        assert feedback.take_in(house.workspace, house.workspace.person("Wren"), planned) == 5
        again = _plan(house, path)
        assert (again.told, again.before) == ("0 entries on 0 pieces; 5 are here already.", 5)
        assert feedback.take_in(house.workspace, house.workspace.person("Wren"), planned) == 0  # as it was planned before
        assert len(feedback.feedback(house.workspace)) == 5

    def test_what_readers_said_of_another_page_of_the_same_path_is_not_taken_for_ours(self, house, tmp_path):
        ours, others = house.approved(), house.approved("# Green tea\n\nCome in.\n")
        house.sit(ours, "Erin").publish("https://larkspur.example/page?id=7")
        house.sit(others, "Erin").publish("https://larkspur.example/page?id=8&utm_source=mail")
        pages = {"https://www.larkspur.example/page?id=7": "5", "larkspur.example/page?utm_source=x&id=8": "1"}
        rows = [_row(page, Stars=stars) for page, stars in {**pages, "larkspur.example/page?id=9": "2"}.items()]
        planned = _plan(house, _csv(tmp_path, rows))
        assert len(planned.faults) == 1
        feedback.take_in(house.workspace, house.workspace.person("Wren"), planned, leaving_out=True)
        said = {each.piece.id: each.value for each in feedback.feedback(house.workspace)}
        assert said == {ours: 5, others: 1}

    def test_two_readers_who_say_the_same_are_two_and_a_file_that_grew_brings_what_is_new(self, house, published, tmp_path):
        wren = house.workspace.person("Wren")
        same = [_row(published, Stars="5"), _row(published, Stars="5")]
        assert feedback.take_in(house.workspace, wren, _plan(house, _csv(tmp_path, same))) == 2
        assert feedback.take_in(house.workspace, wren, _plan(house, _csv(tmp_path, [*same, _row(published, Stars="5")]))) == 1

    def test_bad_rows_are_told_one_by_one_and_nothing_is_taken_in_by_halves(self, house, published, tmp_path):
        draft = house.bring("# Other\n\nWords.\n")
        rows = [
            _row(published, Stars="5"),
            _row("No such page", Stars="5"),
            _row(draft, Stars="5"),
            _row(published, Stars="five"),
            _row(published, Stars="4,5"),
            _row(published, Stars="5", Date="20/11/2026"),
            _row(published, Stars="5", Date=""),
            _row(published, Stars="5", Date="0001-01-01"),
            _row(published, Stars="5", Date="2031-01-01"),
            _row("", Stars="5"),
        ]
        planned = _plan(house, _csv(tmp_path, rows))
        assert [str(error).split(": ")[0] for error in planned.faults] == [f"week.csv, line {number}" for number in range(3, 12)]
        told = " ".join(map(str, planned.faults))
        for words in ("no piece is called", "never published", "“five” is no figure", "“4,5” is no figure", "is not a day"):
            assert words in told
        wren = house.workspace.person("Wren")
        with pytest.raises(Refused, match=r"9 rows of week\.csv cannot be taken in, so nothing was"):
            feedback.take_in(house.workspace, wren, planned)
        assert feedback.feedback(house.workspace) == ()
        assert feedback.take_in(house.workspace, wren, planned, leaving_out=True) == 1

    def test_semicolons_commas_in_numbers_other_days_and_other_letters_are_read_where_the_columns_say_so(
        self, house, published, tmp_path
    ):
        path = _csv(tmp_path, [_row(published, Stars="4,5", Date="20.11.2026", Remark="Schön")], comma=";", encoding="cp1252")
        columns = feedback_files.with_columns(COLUMNS, ["decimal=,", "day=%d.%m.%Y"])
        feedback.take_in(house.workspace, house.workspace.person("Wren"), _plan(house, path, columns))
        rating, comment = feedback.feedback(house.workspace)
        assert (rating.value, rating.when, comment.text) == (4.5, "2026-11-20", "Schön")

    def test_a_table_that_says_first_which_sign_parts_its_columns_is_read_with_its_own_heads(self, house, published, tmp_path):
        path = _csv(tmp_path, [_row(published)], comma=";")
        path.write_bytes(b"sep=;\r\n" + path.read_bytes())
        assert feedback_files.table(path).heads == tuple(_row(published))

    def test_a_row_s_own_id_tells_it_apart_whatever_else_changes(self, house, published, tmp_path):
        columns = feedback_files.with_columns(COLUMNS, ["id=Row"])
        wren = house.workspace.person("Wren")
        first = _csv(tmp_path, [_row(published, Stars="5", Row="r1")])
        assert feedback.take_in(house.workspace, wren, _plan(house, first, columns)) == 1
        later = _csv(tmp_path, [_row(published, Stars="4", Row="r1"), _row(published, Stars="4", Row="r2")])
        assert feedback.take_in(house.workspace, wren, _plan(house, later, columns)) == 1

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "holds no rows"),
            (b"Page,Date\n", "holds no rows"),
            (b"Page,page\na,b\n", "two columns"),
            (b"\x00\x01\x02\x03" * 200, "not a text file"),
            (b"a," * 500 + b"\n" + b"1," * 500 + b"\n", "more than 400 columns"),
            (b'a\n"' + b"x" * 200_000 + b'"\n', "cannot be read from line"),
            (b"a\n" + b"1\n" * 20_002, "more than 20,000 rows"),
        ],
        ids=["empty", "heads alone", "twice", "binary", "wide", "long cell", "long"],
    )
    def test_a_file_that_is_no_table_is_one_sentence(self, tmp_path, data, says):
        path = tmp_path / "week.csv"
        path.write_bytes(data)
        with pytest.raises(BadInput, match=says):
            feedback_files.table(path)

    def test_a_column_that_is_not_there_is_named_with_those_that_are(self, house, published, tmp_path):
        columns = feedback_files.with_columns(COLUMNS, ["piece=URL"])
        with pytest.raises(BadInput, match=r"no column “URL”\. It has: Page, Date, Stars"):
            _plan(house, _csv(tmp_path, [_row(published)]), columns)

    def test_a_cell_that_a_spreadsheet_would_run_stays_words(self, house, published, tmp_path):
        path = _csv(tmp_path, [_row(published, Remark='=HYPERLINK("http://x")')])
        feedback.take_in(house.workspace, house.workspace.person("Wren"), _plan(house, path))
        assert feedback.feedback(house.workspace)[0].text == '=HYPERLINK("http://x")'


class TestColumns:
    def test_usual_names_are_guessed(self, tmp_path):
        path = _csv(tmp_path, [{"URL": "x", "Date": "2026-11-20", "Open rate": "3", "Stars": "4", "Source": "A", "Remark": "b"}])
        found = feedback_files.guess(feedback_files.table(path))
        assert (found.piece, found.when, found.comment, found.source) == ("URL", "Date", "Remark", "Source")
        assert (found.outcomes, found.ratings, found.units) == (
            {"open rate": "Open rate"},
            {"stars": "Stars"},
            {"open rate": "%"},
        )

    def test_they_are_kept_once_and_read_the_same(self, house):
        kept = feedback_files.save(house.workspace, COLUMNS, "mail-tool")
        assert feedback_files.mapping(house.root, "Mail-Tool") == kept
        with pytest.raises(Refused, match="already"):
            feedback_files.save(house.workspace, COLUMNS, "mail-tool")
        with pytest.raises(NotFound, match="There are: mail-tool"):
            feedback_files.mapping(house.root, "survey")
        with pytest.raises(BadInput, match="no name"):
            feedback_files.save(house.workspace, COLUMNS, "../mail")

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("piece = 'a'", "which column has the day"),
            *((f"{SAID}day = '{day}'", "is no way to write days") for day in ("%d/%m", "%Q", "%", "%d %d", "on Monday")),
            ("piece = 'a'\nwhen = 'b'\nsource = 'c'", "No column has"),
            ("piece = 'a'\nwhen = 'b'\ncomment = 'c'", "comes from somewhere"),
            ("colour = 'a'", "says “colour”"),
            ("piece = 3", "not written as it should be"),
            ("[", "not valid TOML"),
        ],
    )
    def test_a_file_of_them_that_is_wrong_says_what(self, house, text, says):
        folder = house.root / "mappings" / "feedback"
        folder.mkdir(parents=True)
        (folder / "odd.toml").write_text(text, encoding="utf-8")
        with pytest.raises(BadConfig, match=says):
            feedback_files.mapping(house.root, "odd")
        assert len(feedback_files.problems(house.root)) == 1

    def test_one_that_is_written_wrongly_is_named(self):
        for wrong in ("piece", "colour=x", "rating:=x"):
            with pytest.raises(BadInput, match="says no column"):
                feedback_files.with_columns(COLUMNS, [wrong])
        found = feedback_files.with_columns(COLUMNS, ["rating:stars=", "outcome:clicks=Clicks", "unit:clicks=%"])
        assert (found.ratings, found.outcomes["clicks"], found.units["clicks"]) == ({}, "Clicks", "%")


@pytest.mark.parametrize(
    ("text", "decimal", "found"),
    [("1,204", ".", 1204.0), ("31.5 %", ".", 31.5), ("−3", ".", -3.0), ("1.204,5", ",", 1204.5), ("4,5", ",", 4.5)],
)
def test_a_figure_is_read_as_people_write_it(text, decimal, found):
    assert feedback_files.number(text, decimal) == found


@pytest.mark.parametrize("text", ["", "4,5", "12,34,567", "nan", "inf", "1e5", "٣", "5 stars", "9" * 400])
def test_what_could_be_two_figures_or_none_is_refused(text):
    with pytest.raises(BadInput, match="is no figure"):
        feedback_files.number(text)


def test_figures_go_together_only_with_their_like_and_never_without_how_many_they_are(house, published):
    wren = house.workspace.person("Wren")
    for value, unit, source in (
        (5, "of 5", "Till"),
        (4, "of 5", "Till"),
        (2, "of 5", "till"),
        (8, "of 10", "Till"),
        (3, "of 5", "Web"),
    ):
        feedback.note(house.workspace, wren, published, RATING, value=value, unit=unit, source=source, when="2026-11-20")
    told = [each.sentence for each in feedback.summed(feedback.feedback(house.workspace))]
    assert told == [
        "Rating: 4 of 5 in the middle of 3, from 2 to 5. Till, 20 Nov 2026.",
        "Rating: 8 of 10, one figure. Till, 20 Nov 2026.",
        "Rating: 3 of 5, one figure. Web, 20 Nov 2026.",
    ]
    assert feedback.beside(house.workspace, [published]) == " ".join(told)
    assert feedback.beside(house.workspace, ["other"]) == ""


def test_days_and_brands_choose_what_is_looked_at(house, published):
    wren = house.workspace.person("Wren")
    feedback.note(house.workspace, wren, published, OUTCOME, name="opens", value=31, unit="%", source="Mail", when="2026-11-20")
    assert len(feedback.feedback(house.workspace, wren, Reach(since="2026-11-20", until="2026-11-20"))) == 1
    assert feedback.feedback(house.workspace, wren, Reach(since="2026-11-21")) == ()
    assert feedback.feedback(house.workspace, wren, Reach(brand="Mill")) == ()
    house.rule((house.root / "policy.toml").read_text() + '\n[[people]]\nname = "Mo"\nroles = ["owner"]\nbrands = ["Mill"]\n')
    mo = house.workspace.person("Mo")
    assert feedback.feedback(house.workspace, mo) == ()
    with pytest.raises(Refused, match="works for Mill"):
        feedback.note(house.workspace, mo, published, RATING, value=1, source="x")
