"""Sample customers come from a file in whatever shape spreadsheets write it, and stay in memory."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.merging import MOST_ROWS, Sample, asked_for, cast, customers_of, read_customers, unmatched
from studio.app.preview import BROKEN, HOLE, UNBROKEN, preview
from studio.core.errors import BadInput
from studio.core.merging.known import KnownFields
from studio.core.piece import Channel

TEXT = "Subject: For {{first_name}}\n\nHi {{first_name}},\n\nyour box of {{last_box_date}}."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_columns_are_found_whatever_the_spreadsheet_wrote(tmp_path: Path, delimiter: str, encoding: str):
    path = tmp_path / "list.csv"
    rows = [("First Name", "LAST-BOX date", "Town"), ("Zoë", "3 May", "Leeds"), ("", "", "")]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    known = read_customers(path)
    assert [customer.name for customer in known.customers] == ["Zoë"]
    assert preview(TEXT, Channel.EMAIL, customer=known.customers[0]).plain == "Hi Zoë,\n\nyour box of 3 May."
    assert unmatched(TEXT, Sample(customers=known)) == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("first_name\n", "no customer"),
        ("a,b,a\n1,2,3", "two columns called “a”"),
        ('a,b\n"1,2', "cannot be read from line 2 on"),
    ],
)
def test_a_list_that_cannot_be_read_says_what_is_wrong_with_it(text: str, problem: str):
    with pytest.raises(BadInput, match=problem):
        customers_of(text, "list.csv")


def test_a_file_that_is_no_list_is_turned_away(tmp_path: Path):
    (tmp_path / "list.csv").write_bytes(b"\x89PNG\x00\x01\x02\x00" * 40)
    with pytest.raises(BadInput):
        read_customers(tmp_path / "list.csv")
    with pytest.raises(BadInput, match="cannot be read"):
        read_customers(tmp_path / "nothing.csv")


def test_lines_of_another_length_and_long_lists_are_told():
    known = customers_of("a,b\n1\n1,2,3\n1,2")
    assert known.remarks == ("Customers 1, 2 have more or fewer values than there are columns.",)
    many = customers_of("a\n" + "x\n" * (MOST_ROWS + 5))
    assert len(many.customers) == MOST_ROWS
    assert many.remarks == ("The first 1,000 of 1,005 customers are shown.",)


def test_for_every_field_one_customer_without_it_is_added_and_named_so():
    known = customers_of("First name,Last box date\nAna,3 May\nBo,")
    people = cast(TEXT, Sample(customers=known))
    assert [(each.name, each.is_made) for each in people] == [
        ("Ana", False),
        ("Bo", False),
        ("Without first_name", True),
        ("Without last_box_date", True),
    ]
    without = preview(TEXT, Channel.EMAIL, customer=people[2])
    assert dict(without.lines)["Subject"].text == "For"
    assert without.plain == "Hi ,\n\nyour box of 3 May."
    assert without.marked == f"Hi {HOLE},\n\nyour box of 3 May."
    assert "Without first_name it reads “Hi ,”." in without.problems


def test_without_a_file_the_fields_stand_for_themselves_and_without_fields_nobody_does():
    (stand_in, *_) = cast(TEXT, Sample())
    assert preview(TEXT, Channel.EMAIL, customer=stand_in).plain == "Hi ‹first_name›,\n\nyour box of ‹last_box_date›."
    assert cast("Hi there", Sample(customers=customers_of("a\n1"))) == ()


def test_a_known_field_without_a_column_stands_for_itself_and_is_told():
    sample = Sample(KnownFields(("first_name", "last_box_date")), customers=customers_of("First name\nAna"))
    assert unmatched(TEXT, sample) == ("last_box_date",)
    view = preview(TEXT, Channel.EMAIL, customer=cast(TEXT, sample)[0], sample=sample)
    assert view.plain == "Hi Ana,\n\nyour box of ‹last_box_date›."
    assert view.problems == ()


@pytest.mark.parametrize(
    "sample",
    [
        Sample(customers=customers_of("first_name,last_box_date\nAna,3 May")),
        Sample(KnownFields(("first_name", "last_box_date")), customers=customers_of("firstname,last_box_date\nAna,3 May")),
        Sample(KnownFields(("first_name", "last_box_date"))),
        Sample(brief="They have {{first_name}} and {{last_box_date}}."),
    ],
)
def test_a_field_that_the_mailing_program_does_not_know_is_seen_broken_with_the_likely_name(sample: Sample):
    text = "Hi {{firstname}}, your {{first_name}} box of {{last_box_date}}. *|LAST_BOX_DATE|*"
    for person in cast(text, sample):
        view = preview(text, Channel.EMAIL, customer=person, sample=sample)
        assert view.plain.startswith("Hi {{firstname}}, your")
        assert view.marked.startswith(f"Hi {BROKEN}{{{{firstname}}}}{UNBROKEN}, your")
        told = "There is no field “firstname”; likely “first_name” is meant. It stands here as it is written."
        assert told in view.problems
        assert "|LAST_BOX_DATE|" not in view.plain


def test_of_two_spellings_of_one_field_the_rarer_one_is_seen_broken():
    text = "{{first_name}} {{first_name}} {{firstname}}"
    view = preview(text, Channel.EMAIL, customer=cast(text, Sample())[0], sample=Sample())
    assert view.plain == "‹first_name› ‹first_name› {{firstname}}"


def test_a_condition_on_a_field_that_is_not_there_shows_its_part_and_says_why():
    text = "{% if vipp %}Hello{% endif %} {{ vip }}"
    sample = Sample(KnownFields(("vip",)))
    view = preview(text, Channel.EMAIL, customer=cast(text, sample)[0], sample=sample)
    assert view.plain == "Hello ‹vip›"
    assert view.problems[0].startswith("There is no field “vipp”; likely “vip” is meant.")


def test_each_spelling_of_a_field_is_asked_for_once():
    text = TEXT + " {% if vip %}x{% endif %} {{broken} {{ 'text' }} {{ FirstName }} {{town}}"
    assert [field.name for field in asked_for(text)] == ["first_name", "last_box_date", "vip", "FirstName", "town"]


NAMES = st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12)


@given(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from(list(Channel)))
def test_every_customer_reads_their_own_name(names: list[str], channel: Channel):
    known = customers_of("first name\n" + "\n".join(f'"{name}"' for name in names))
    shown = [
        preview("Hi {{first_name}}.", channel, customer=each).plain
        for each in cast("Hi {{first_name}}.", Sample(customers=known))
    ]
    assert shown == [*(f"Hi {name}." for name in names), "Hi ."]


def test_notes_of_the_front_matter_are_not_shown_and_the_published_values_are():
    view = preview("---\nbrief: Secret {{plan}}\nsubject: Tea\npreheader: Come in\n---\nHi", Channel.EMAIL, customer=None)
    assert [line.text for _, line in view.lines] == ["Tea", "Come in"]
    assert view.plain == "Hi"
    made = preview(
        "---\nbrief: Secret\nsubject: Tea for {{n}}\n---\nHi",
        Channel.EMAIL,
        customer=cast("{{n}}", Sample(customers=customers_of("n\nBo")))[0],
    )
    assert dict(made.lines)["Subject"].text == "Tea for Bo"
    assert "Secret" not in str(made.record())


def test_a_page_takes_its_title_and_description_from_where_they_are():
    view = preview("# Tea rooms\n\nCome in and sit down by the fire.", Channel.WEB, title="piece")
    assert [line.text for _, line in view.lines] == ["Tea rooms", "Come in and sit down by the fire."]
    assert [line.text for _, line in preview("Title: T\nDescription: D\n\n# Tea", Channel.BLOG).lines] == ["T", "D"]
    assert dict(preview("Text", Channel.WEB, title="The piece").lines)["Title"].text == "The piece"
