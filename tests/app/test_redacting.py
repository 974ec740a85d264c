"""A report for an outsider holds nothing personal of a list that was planted everywhere, and adds up to the same totals."""

import io
import json
import zipfile
from functools import cache

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio import reports
from studio.app.export import make_report
from studio.core.claim import Consent, Evidence
from studio.core.events import Actor, EventType
from studio.core.flag import Reason
from studio.core.gate import GateId
from studio.reports.report import Report
from tests.app.conftest import House
from tests.app.conftest import swap as type_over

PLANTED = {
    "customer": "Margaret Haverstock",
    "another": "Tom Okonkwo",
    "subject": "Beatrix Vantongeren",
    "email": "margaret.haverstock@example.org",
    "typed": "t.okonkwo@mailbox.example",
    "phone": "0161 496 0123",
    "mobile": "+44 7700 900456",
    "address": "12 Pickering Lane",
    "postcode": "LS1 4AB",
    "iban": "GB82 WEST 1234 5698 7654 32",
    "card": "4111 1111 1111 1111",
    "ip": "203.0.113.77",
    "birth": "3 May 1956",
    "order": "48213907",
    "url": "https://example.org/users/margaret-haverstock",
    "writer": "Wren",
    "editor": "Erin",
    "editor2": "Tomasz",
}
TEXT = f"""# {PLANTED["customer"]} and her tea

“The best tea in Leeds,” says {PLANTED["customer"]}, born on {PLANTED["birth"]}, of {PLANTED["address"]}, {PLANTED["postcode"]}.

Last year 73% of our guests came back. Write to {PLANTED["email"]} or call {PLANTED["phone"]} about order no. {PLANTED["order"]}.

We utilize loose leaves. Pay to {PLANTED["iban"]} or with card {PLANTED["card"]}; the visit came from {PLANTED["ip"]}.
"""
PARTS = ["Haverstock", "Okonkwo", "Vantongeren", "Margaret", "haverstock", "okonkwo"]
OPEN = "".join(f'{gate.value} = "off"\n' for gate in GateId)
"""Nothing stands at the gate: what is personal in the text is what this is about."""
FORMS = ("html", "csv", "json", "xlsx", "pdf")


def plant(house) -> str:
    """A piece with something personal in every field that takes words."""
    house.rule((house.root / "policy.toml").read_text() + "\n[gate]\n" + OPEN)
    piece = house.bring(TEXT, brief=f"Ask {PLANTED['customer']}, {PLANTED['mobile']}.")
    session = house.sit(piece)
    start = session.text.index("We utilize")
    for word in ("Tom Okonkwo, t.okon", "kwo@mail", "box.example, said hello. "):  # as it is typed, with pauses
        type_over(session, session.text[start : start + 1], word + session.text[start])
        start += len(word)
        session.flush()
    type_over(session, "Tom Okonkwo, t.okonkwo@mailbox.example, said hello. ", "")
    type_over(session, "haverstock@example", "h@example")
    session.flush()
    session.check_now()
    session.dismiss(session.flags[0], Reason.OTHER, note=f"{PLANTED['customer']} wants it so, {PLANTED['email']}.")
    claim = session.claims[0]
    consent = Consent(PLANTED["another"], "2026-11-01", f"the web, asked by {PLANTED['mobile']}")
    session.attach_evidence(
        claim, Evidence(PLANTED["url"], f"She said so, {PLANTED['another']}.", note="Erin saw it.", consent=consent)
    )
    session.ask(claim, "Erin", f"Is {PLANTED['email']} right, Erin?")
    session.submit("Erin", note=f"Ring {PLANTED['phone']}, please. Wren")
    house.sit(piece, "Erin").request_changes(f"Wren, ask {PLANTED['customer']} first.")
    house.sit(piece).submit("Tomasz")
    house.sit(piece, "Tomasz").approve(f"Fine by {PLANTED['another']}.")
    judge(house, piece)
    name = f"{PLANTED['customer']} reference.docx"
    said = {"format": "docx", "name": name, "sha256": "ab" * 32}
    house.workspace.history.append(EventType.EXPORTED, piece, Actor.person("Erin"), said)
    return piece


def judge(house, piece: str) -> None:
    """What people say beside flags and claims, and every other stage, each with something personal in it."""
    erin = house.sit(piece, "Erin", checked=False)
    note = f"Ring {PLANTED['customer']}, {PLANTED['phone']}."
    consent = {"subject": PLANTED["subject"], "given": "2026-11-01", "scope": "her words", "until": "", "proof": note, "key": ""}
    said = {"list": "blog", "item": "kind", "version": "1", "question": "Is it kind?", "answer": "yes", "text_hash": "ab"}
    erin.record(
        (EventType.COMMENT_ADDED, {"thread": 0, "text": f"{note} {PLANTED['email']}", "mentions": ["Wren"]}),
        (EventType.CHECKLIST_ANSWERED, said | {"note": note}),
        (EventType.CONSENT_RECORDED, consent),
        (EventType.ESCALATED, {"trigger": "asked", "to": "Tomasz", "note": note, "about": ""}),
    )
    erin.hold(note)
    erin.resume(note)
    erin.publish(PLANTED["url"], note)
    erin.reopen(f"{PLANTED['subject']} has complained.")
    decided = {"level": "line", "wording": note, "reason": f"So says {PLANTED['another']}.", "text_hash": ""}
    erin.record((EventType.DISCLOSURE_DECIDED, decided))  # after the yes it would end it
    erin.withdraw(note)
    erin.bring_back(note)
    erin.describe({"audience": f"{PLANTED['customer']} and friends", "accountable": "Tomasz"})


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Made once: it is only read."""
    house = House(tmp_path_factory.mktemp("redacted") / "my brand")
    yield house, plant(house)
    house.workspace.close()


@cache
def made(house, kind: str, redacted: bool) -> Report:
    return make_report(house.workspace, kind, house.workspace.person("Erin"), redacted=redacted)


def read(data: bytes, form: str) -> str:
    """All the words of a file."""
    if form == "pdf":
        document = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_range() for page in document]
        return " ".join(" ".join(pages).split()) + str(document.get_metadata_dict())
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return " ".join(book.read(name).decode() for name in book.namelist())
    return data.decode()


@pytest.mark.parametrize("kind", sorted(reports.kinds()))
@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_the_list_is_in_any_report_in_any_format(planted, kind, form):
    house, piece = planted
    full, found = (read(reports.write(made(house, kind, on), form), form) for on in (False, True))
    left = {name for name, words in PLANTED.items() if words in found}
    assert not left
    assert not {part for part in PARTS if part in found}
    assert piece not in found
    if kind in ("edit-history", "claims"):
        assert PLANTED["customer"] in full  # so that the list is not merely missing
        assert "piece-1" in found


@pytest.mark.parametrize("kind", sorted(reports.kinds()))
def test_the_totals_and_every_hash_are_those_of_the_full_report(planted, kind):
    house, _ = planted
    full, found = (made(house, kind, on).record() for on in (False, True))
    assert found["head"] == full["head"]
    assert found["verification"]["count"] == full["verification"]["count"]
    assert found.get("totals") == full.get("totals")
    assert _figures(found) == _figures(full)
    assert found["redacted"][0].startswith("Redacted for outsiders")
    if kind in ("edit-history", "claims"):
        assert found["redacted"][1].startswith("Taken out: ")


def _figures(value: object) -> object:
    """The record with every text that is no hash and no time left out, as far as numbers and shape go."""
    if isinstance(value, dict) and "card" in value:  # of a handoff card nothing but its figures goes out
        value = value | {"card": {"figures": value["card"]["figures"]}}
    if isinstance(value, dict):
        return [_figures(inner) for key, inner in value.items() if key != "redacted"]
    if isinstance(value, list):
        return [_figures(inner) for inner in value]
    if isinstance(value, str):
        return value if len(value) == 64 and value.isalnum() else None
    return value


def test_the_front_says_that_it_is_redacted_and_how(planted):
    house, _ = planted
    page = made(house, "edit-history", True).page()
    assert page.index("Redacted for outsiders") < page.index("How to read it")
    assert "Figures and hashes are those of the full report." in page
    assert "e-mail addresses" in page
    assert "Redacted" not in made(house, "edit-history", False).page()


def test_the_same_thing_has_the_same_placeholder_everywhere(planted):
    house, _ = planted
    (piece,) = made(house, "edit-history", True).record()["pieces"]
    assert piece["piece"]["title"] == "[customer 1] and her tea"
    assert "says [customer 1]" in piece["text"]
    assert "wants it so" in piece["dismissals"][0]["note"]
    assert "[customer 1]" in piece["dismissals"][0]["note"]
    assert [each["who"] for each in piece["approvals"]] == ["Editor 1"]
    assert {entry["actor"]["name"] for entry in piece["entries"] if entry["type"] == "submitted"} == {"Writer 1"}
    assert piece["exports"][0]["name"] == "[file 2].docx"
    assert piece["approvals"][0]["matches"] is True


def test_words_that_are_not_personal_stay(planted):
    house, _ = planted
    (piece,) = made(house, "edit-history", True).record()["pieces"]
    assert "Last year 73% of our guests came back." in piece["text"]
    assert "“The best tea in Leeds,” says" in piece["text"]


def test_a_redacted_report_is_still_an_anchor(planted, tmp_path):
    from studio.app.anchor import head_of

    house, _ = planted
    report = made(house, "edit-history", True)
    path = tmp_path / "anchor.json"
    path.write_bytes(reports.write(report, "json"))
    assert head_of(path) == house.workspace.history.head()


SOMEBODY = st.sampled_from(["Ada Quill", "Priya Ramanathan", "Jürgen Weiß", "Siobhán O’Hara", "Mei-Ling Zhao"])
PERSONAL = st.sampled_from(
    [
        "ada.quill@tea.example",
        "j_w+tea@post.example.org",
        "020 7946 0018",
        "+1 415 555 2671",
        "+49 30 901820",
        "10.20.30.40",
        "SW1A 1AA",
        *("DE89 3704 0044 0532 0130 00", "5555 5555 5555 4444", "221 Baker Street", "@ada_quill", "https://x.com/adaquill"),
    ]
)
FRAMES = st.sampled_from(["Write to {}.", "({})", "Contact: {}", "“{}”", "It is {}, she said.", "**{}**", "| {} |", "{}\n\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(FRAMES, PERSONAL), min_size=1, max_size=6), SOMEBODY)
def test_whatever_is_planted_wherever_goes(rows, somebody):
    from studio.core.redaction import Redactor

    text = (
        "\n".join(frame.format(words) for frame, words in rows)
        + f"\n“Lovely,” says {somebody}.\n{somebody.split()[0]} came back."
    )
    redactor = Redactor({"Wren": "Writer 1"}, {}, "GB")
    redactor.learn(text)
    found = redactor.text(text)
    for words in (*(words for _, words in rows), somebody, somebody.split()[0]):
        assert words not in found, (words, found)
    assert redactor.text(found) == found
    assert json.dumps(found)


def test_the_name_of_the_house_stays_though_its_owner_has_the_same():
    from studio.core.redaction import Redactor

    redactor = Redactor({"Erin Larkspur": "Owner 1"}, {}, "GB", ["Larkspur Tea Rooms"])
    said = redactor.text("Larkspur Tea Rooms thanks you. Erin Larkspur. Ask Larkspur, or Erin.")
    assert said == "Larkspur Tea Rooms thanks you. Owner 1. Ask Owner 1, or Owner 1."
