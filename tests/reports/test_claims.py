"""The claims report: every claim with its proof, totals that can be counted again, and nothing that a stranger must ask for."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import openpyxl
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.claim import ClaimSeverity, ClaimStatus, Consent, Evidence, Proposal, Question, Standing, Support
from studio.core.errors import BadInput
from studio.core.span import Span
from studio.reports import claims, formats, write
from studio.reports.claims_table import COLUMNS


def _json(report):
    return json.loads(write(report, "json"))


def _rows(report):
    return list(csv.DictReader(io.StringIO(write(report, "csv").decode("utf-8-sig"), newline="")))


def _of(rows, words):
    return [row for row in rows if row["words"] == words]


class Shown(str):
    """What a page shows, compared without blanks: two paragraphs have none between them."""

    def __new__(cls, text: str):
        return super().__new__(cls, "".join(text.split()))

    def __contains__(self, words: object) -> bool:
        return "".join(str(words).split()) in str(self)

    def after(self, words: str, at: int) -> int:
        """Where `words` end, from `at` on."""
        words = "".join(words.split())
        return self.index(words, at) + len(words)


def _shown(page) -> Shown:
    return Shown(page.shown)


# ---------------------------------------------------------------- what is told


@pytest.mark.parametrize(
    "told",
    [
        "“since 2012”",
        "Given to the AI in the brief: “The tea rooms opened in 2012.”",
        "Supports it: “Opened in spring 2012.” https://example.org/register, published by Companies Register",
        "Wren Adeyemi, 14 Nov 2026, 09:30; looked at on 13 November 2026; valid until 10 December 2026",
        "Note: Page 3 of the register.",
        "For words that stood here before, “since 2010”: Supports it: “Open since 2010.”",
        "Figure; health, money or environment · blocker",
        "found as a share in percent",
        "Contradicts the brand's facts that the AI was given: “About 78% of our guests said they felt calmer.”",
        "Other drafts say it otherwise: 78% in “Spring email”.",
        "Supports it only in part: “Of 40 guests, 31 said so.” own record: survey.pdf",
        "Contradicts it: “No effect was found.” https://example.org/other",
        "Erin Larkspur asked Tom Reed, 15 Nov 2026, 10:00: “Which study is this?”",
        "○ Unverified The number changed from 15% to 20%.",
        "✗ Contradicted Contradicts the brief; said otherwise in another draft",
        "Neither the brief nor the brand’s facts hold it, so the AI may have made it up.",
        "The text links to https://example.org/offer",
        "The program proposes, and nobody has confirmed: link beside it, https://example.org/offer",
        "! Out of date Its evidence has run out. Wren Adeyemi, 14 Nov 2026, 09:30, in “piece-9”",
        "ran out on 20 November 2026",
        "Consent of Ms Hartley, given on 4 May 2026, for the autumn letter",
        "~ Opinion Erin Larkspur, 14 Nov 2026, 09:30 “Taste; nobody measures it.”",
        "Wren Adeyemi called it an opinion; a second person has to agree.",
        "– Withdrawn Wren Adeyemi, 14 Nov 2026, 09:30 “We do not guarantee that.”",
        "Promise · blocker No longer in the text",
        "In lines\u00a05 and 9",
        "7 claims, 4 of them open",
    ],
)
def test_everything_known_of_a_claim_stands_on_the_page_in_plain_words(desk, page_of, told):
    shown = _shown(page_of(desk.claims_report(desk.ledger())))
    assert told in shown


def test_the_summary_comes_first_the_open_blockers_lead_it_and_the_seal_follows(desk, page_of):
    report = desk.claims_report(desk.ledger())
    shown = _shown(page_of(report))
    order = [
        "7 claims in all",
        "Open, and blocking approval",
        "“92% of tea drinkers feel calmer”",
        "“my second living room”",
        "“20% off until Sunday”",
        "“the fastest kettle of all”",
        "Running out by 24 December 2026",
        "“since 2012”",
        "10 December 2026",
        "Questions waiting for an answer",
        report.head.hash,
        "How to read it",
        "Contents",
        "Piece 1 of 1",
    ]
    at = 0
    for text in order:
        at = shown.after(text, at)


def test_of_claims_that_weigh_the_same_what_the_ai_may_have_made_up_comes_first(desk):
    story = desk.story(original="one two three four")
    for words, standing in zip(("one", "two", "three", "four"), (None, "given", "absent", "contradicts"), strict=True):
        story.found(words, "statistic", standing=standing and Standing(standing))
    assert [one.claim.text for one in desk.claims_report(story).open_blocking] == ["four", "three", "one", "two"]


def test_words_that_are_a_quotation_get_no_second_pair_of_marks(desk, page_of):
    story = desk.story(original="“Best tea ever,” she said.")
    story.found("“Best tea ever,”", "quotation")
    shown = page_of(desk.claims_report(story)).shown
    assert "“Best tea ever,”" in shown
    assert "““" not in shown


def test_a_testimonial_without_consent_is_said_to_lack_it(desk, page_of):
    story = desk.ledger()
    claim = next(each for each in story.claims if each.text == "my second living room")
    bare = replace(claim.evidence[0], consent=None, valid_until="")
    story.claims = [replace(claim, status=ClaimStatus.SUPPORTED, evidence=(bare,))]
    report = desk.claims_report(story)
    assert report.totals.without_consent == 1
    assert "The consent of the customer it names or quotes is missing." in _shown(page_of(report))
    assert _json(report)["pieces"][0]["claims"][0]["lacks_consent"] is True


def test_it_says_once_that_it_is_no_legal_advice(desk, page_of):
    report = desk.claims_report(desk.ledger())
    assert page_of(report).shown.count("Not legal advice.") == 1
    with pypdfium2.PdfDocument(write(report, "pdf")) as pdf:
        assert sum(page.get_textpage().get_text_range().count("Not legal advice.") for page in pdf) == 1
    assert write(report, "json").count(b"Not legal advice.") == 1
    book = openpyxl.load_workbook(io.BytesIO(write(report, "xlsx")))
    assert sum(v == "Not legal advice." for sheet in book for row in sheet.iter_rows(values_only=True) for v in row) == 1


def test_the_head_of_the_chain_is_in_every_way_out(desk, page_of):
    report = desk.claims_report(desk.ledger())
    assert page_of(report).shown.count(report.head.hash) == 2
    assert f"Claims · chain head {report.head.hash[:16]}" in page_of(report).style
    assert _json(report)["head"]["hash"] == report.head.hash
    assert {row["chain head"] for row in _rows(report)} == {report.head.hash}
    about = dict(openpyxl.load_workbook(io.BytesIO(write(report, "xlsx"))).worksheets[1].iter_rows(values_only=True))
    assert about["Chain head"] == report.head.hash
    with pypdfium2.PdfDocument(write(report, "pdf")) as pdf:
        assert all(f"chain head {report.head.hash[:16]}…" in page.get_textpage().get_text_range() for page in pdf)


def test_an_approval_of_the_text_as_it_stands_is_named_with_the_piece(desk, page_of):
    story = desk.ledger()
    story.submit("Wren Adeyemi", "Erin Larkspur")
    story.approve("Erin Larkspur")
    shown = _shown(page_of(desk.claims_report(story)))
    assert "Approved as it stands by Erin Larkspur, 14 Nov 2026, 09:03" in shown
    story.swap("Wren Adeyemi", "2012", "2013")
    assert "Approved as it stands" not in _shown(page_of(desk.claims_report(story)))


def test_a_piece_that_nobody_could_look_at_is_never_taken_for_one_without_claims(desk, page_of):
    story = desk.story(title="Slow tea")
    record = replace(story.record(), missing={"claims": "it took too long"})
    report = claims.build([record], **desk.about())
    said = "Nobody could look for claims in “Slow tea” (it took too long), so some may be missing."
    assert report.cautions() == (said,)
    assert said in _shown(page_of(report))
    assert "Nobody could look for claims in this piece: it took too long." in _shown(page_of(report))
    assert "No claims were found" not in page_of(report).shown
    assert _json(report)["pieces"][0]["not_looked"] == "it took too long"
    about = dict(openpyxl.load_workbook(io.BytesIO(write(report, "xlsx"))).worksheets[1].iter_rows(values_only=True))
    assert about["Not whole"] == said


def test_a_piece_without_claims_is_told_and_says_so(desk, page_of):
    report = desk.claims_report(desk.story())
    assert (report.totals.pieces, report.totals.claims, report.is_empty) == (1, 0, False)
    assert "No claims were found in this piece." in _shown(page_of(report))


def test_a_report_without_a_piece_is_empty_and_says_so(desk, page_of):
    report = desk.claims_report()
    assert report.is_empty
    assert "Nothing was worked on in this period." in _shown(page_of(report))
    assert _rows(report) == []


# ---------------------------------------------------------------- rows and records


def test_there_is_a_row_for_every_piece_of_evidence_and_one_for_a_claim_without(desk):
    rows = _rows(desk.claims_report(desk.ledger()))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 8
    assert [row["evidence"] for row in _of(rows, "92% of tea drinkers feel calmer")] == ["1 of 2", "2 of 2"]
    (offer,) = _of(rows, "20% off until Sunday")
    assert (offer["evidence"], offer["lines"], offer["status"]) == ("none", "5, 9", "Unverified")
    assert (offer["what changed"], offer["standing to the brief"]) == ("The number changed from 15% to 20%.", "not in the brief")
    assert offer["link in the text"] == "https://example.org/offer"
    assert offer["what it needs"] == "Name the study and the passage that says it."
    (guest,) = _of(rows, "my second living room")
    assert (guest["consent of"], guest["consent given on"], guest["consent for"]) == (
        "Ms Hartley",
        "2026-05-04",
        "the autumn letter",
    )
    assert (guest["valid until"], guest["decided in"]) == ("2026-11-20", "piece-9")
    (since,) = _of(rows, "since 2012")
    assert (since["source"], since["passage"]) == ("https://example.org/register", "Opened in spring 2012.")
    assert (since["publisher"], since["looked at"], since["attached by"]) == ("Companies Register", "2026-11-13", "Wren Adeyemi")
    assert since["what it needs"] == ""


def test_the_record_is_the_documented_shape_and_holds_every_field(desk):
    found = _json(desk.claims_report(desk.ledger()))
    assert list(found) == [
        *("report", "format", "workspace", "made", "made_by", "period", "head", "verification"),
        *("notice", "totals", "open_blocking", "runs_out", "pieces"),
    ]
    assert (found["report"], found["format"]) == ("claims", 1)
    claims = {claim["text"]: claim for claim in found["pieces"][0]["claims"]}
    assert list(claims["since 2012"]) == [
        *("key", "text", "in_text", "lines", "categories", "severity", "need", "rule", "reason_found", "status", "changed"),
        *("standing", "source", "source_name", "cited", "decided_by", "decided_at", "decided_in", "reason", "second"),
        *("lacks_consent", "evidence", "earlier", "proposal", "questions", "clashes"),
    ]
    assert [each["support"] for each in claims["92% of tea drinkers feel calmer"]["evidence"]] == ["partly", "contradicts"]
    assert claims["my second living room"]["evidence"][0]["consent"]["who"] == "Ms Hartley"
    assert claims["since 2012"]["earlier"][0]["words"] == "since 2010"
    assert claims["20% off until Sunday"]["proposal"]["origin"] == "link beside it"
    assert claims["guaranteed to never chip"]["in_text"] is False
    names = {claim["key"]: claim["text"] for claim in found["pieces"][0]["claims"]}
    assert names[found["open_blocking"][0]["claim"]] == "92% of tea drinkers feel calmer"
    assert [(names[one["claim"]], one["last_day"]) for one in found["runs_out"]] == [("since 2012", "2026-12-10")]


def test_the_same_report_gives_the_same_bytes_in_every_way_out(desk):
    report = desk.claims_report(desk.ledger())
    for name in formats():
        assert write(report, name) == write(report, name), name


# ---------------------------------------------------------------- what runs out


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (["2026-11-24"], True),  # today
        (["2026-12-24"], True),  # the thirtieth day
        (["2026-12-25"], False),
        (["2026-11-30", "2027-06-01"], False),  # another source still holds
        (["2026-11-30", ""], False),
        ([""], False),
    ],
)
def test_a_claim_runs_out_with_the_last_of_its_sources_and_is_told_thirty_days_before(desk, days, told):
    story = desk.story()
    evidence = tuple(Evidence("own record: x", "Yes.", "Wren", "2026-11-14T09:00:00.000Z", day) for day in days)
    story.found("tea", "date_history", status=ClaimStatus.SUPPORTED, evidence=evidence)
    report = desk.claims_report(story)
    assert (report.totals.running_out, len(report.running_out)) == (int(told), int(told))


# ---------------------------------------------------------------- the period


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"status": ClaimStatus.SUPPORTED, "decided_at": "2026-10-05T09:00:00.000Z"}, True),
        ({"status": ClaimStatus.OPINION, "decided_at": "2026-10-31T23:59:59.999Z"}, True),
        ({"status": ClaimStatus.OPINION, "decided_at": "2026-11-01T00:00:00.000Z"}, False),
        ({"status": ClaimStatus.SUPPORTED, "evidence": (Evidence("a.pdf", "x", "W", "2026-10-02T09:00:00.000Z"),)}, True),
        ({"status": ClaimStatus.SUPPORTED, "earlier": (Evidence("a.pdf", "x", "W", "2026-10-02T09:00:00.000Z"),)}, True),
        ({"questions": (Question("A", "B", "Why?", "2026-10-09T09:00:00.000Z"),), "status": ClaimStatus.OPINION}, True),
        ({"status": ClaimStatus.SUPPORTED}, False),
        ({}, False),  # open, but nothing happened to its piece in October
    ],
)
def test_a_claim_belongs_to_the_period_in_which_somebody_answered_proved_or_asked(desk, more, told):
    story = desk.story()
    story.found("tea", "date_history", **more)
    report = desk.claims_report(story, period=("2026-10-01", "2026-10-31"))
    assert report.totals.claims == len(report.pieces) == int(told)


def test_what_is_open_in_a_piece_that_was_worked_on_belongs_to_the_period_too(desk):
    story = desk.story()  # taken in on 14 November
    story.found("tea", "date_history")
    story.found("pots", "ranking", status=ClaimStatus.OPINION, decided_at="2026-10-01T09:00:00.000Z")
    report = desk.claims_report(story, period=("2026-11-14", "2026-11-14"))
    assert [one.claim.text for one in report.listed] == ["tea"]


def test_a_piece_that_was_worked_on_without_a_claim_of_the_period_says_so(desk, page_of):
    story = desk.story()
    story.found("pots", "ranking", status=ClaimStatus.OPINION, decided_at="2026-10-01T09:00:00.000Z")
    report = desk.claims_report(story, period=("2026-11-01", ""))
    assert "No claim of this piece belongs to the period." in _shown(page_of(report))


def test_a_period_that_is_none_is_refused_in_a_sentence(desk):
    with pytest.raises(BadInput, match="is not a date"):
        desk.claims_report(period=("soon", ""))


# ---------------------------------------------------------------- for any claims


@st.composite
def _claims(draw):
    day = st.sampled_from(["", "2026-10-01", "2026-11-23", "2026-11-24", "2026-12-01", "2027-06-01"])
    evidence = st.builds(Evidence, st.just("a.pdf"), st.just("x"), valid_until=day, support=st.sampled_from(Support))
    one = st.fixed_dictionaries(
        {
            "severity": st.sampled_from(ClaimSeverity),
            "status": st.sampled_from(ClaimStatus),
            "evidence": st.lists(evidence, max_size=3).map(tuple),
            "clashes": st.sampled_from([(), ("34% in “Email”",)]),
            "questions": st.sampled_from([(), (Question("A", "B", "Why?", "2026-11-01T09:00:00.000Z"),)]),
        }
    )
    return draw(st.lists(one, max_size=8))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(_claims(), max_size=3))
def test_every_total_can_be_counted_again_over_the_claims(desk, several):
    stories = [desk.story() for _ in several]
    for story, several_claims in zip(stories, several, strict=True):
        for number, more in enumerate(several_claims):
            claim = story.found("tea" if number % 2 else "pots", "testimonial", **more)
            gone = more["status"] is ClaimStatus.REMOVED
            story.claims[-1] = replace(claim, key=f"{number}", span=None if gone else Span(0, 1), places=())
    report = desk.claims_report(*stories)
    told = _json(report)
    claims = [claim for piece in told["pieces"] for claim in piece["claims"]]
    totals = told["totals"]
    assert totals["pieces"] == len(several)
    assert totals["claims"] == len(claims) == sum(totals["status"].values()) == sum(totals["severity"].values())
    status = Counter(claim["status"] for claim in claims)
    assert totals["status"] == {each.value: status[each.value] for each in ClaimStatus}
    opened = [claim for claim in claims if claim["in_text"] and claim["status"] not in ("supported", "opinion")]
    assert totals["open"] == len(opened)
    assert totals["blocking"] == len(told["open_blocking"]) == sum(c["severity"] in ("high", "blocker") for c in opened)
    assert totals["running_out"] == len(told["runs_out"])
    assert totals["evidence"] == sum(len(claim["evidence"]) for claim in claims)
    assert totals["clashing"] == sum(bool(claim["clashes"]) for claim in claims)
    assert totals["waiting"] == sum(bool(claim["questions"]) for claim in opened)
    assert totals["without_consent"] == sum(claim["lacks_consent"] for claim in claims)
    rows = _rows(report)
    assert len(rows) == sum(max(len(claim["evidence"]), 1) for claim in claims)
    assert len({(row["piece"], row["claim"]) for row in rows}) == len(claims)
    heaviest = [{"high": 2, "blocker": 3}[_severity(told, one)] for one in told["open_blocking"]]
    assert heaviest == sorted(heaviest, reverse=True)


def _severity(told, one) -> str:
    (found,) = [
        claim["severity"]
        for piece in told["pieces"]
        for claim in piece["claims"]
        if (piece["piece"]["id"], claim["key"]) == (one["piece"], one["claim"])
    ]
    return found


# ---------------------------------------------------------------- hostile text

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> </style> {{ 7 * 7 }} &lt;b&gt; \u202eexe\u200b [U+0007] שלום"
SHOWN = HOSTILE.replace("\u202e", "[U+202E]").replace("\u200b", "[U+200B]")


@pytest.fixture
def hostile(desk):
    """A report in which every text a person or a file can fill says something hostile."""
    bad = HOSTILE
    story = desk.story(title=bad, original=f"Start {bad}")
    story.piece = replace(story.piece, brand=bad, accountable=bad)
    evidence = Evidence(bad, bad, bad, bad, bad, bad, bad, bad, consent=Consent(bad, bad, bad))
    known = {"evidence": (evidence,), "earlier": (evidence,), "reason": bad, "decided_by": bad, "decided_in": bad, "changed": bad}
    known |= {"proposal": Proposal(bad, evidence), "clashes": (bad,), "second": bad, "questions": (Question(bad, bad, bad, bad),)}
    note = {"standing": Standing.CONTRADICTS, "source": bad, "source_name": bad, "cited": bad, "reason_found": bad}
    story.found(bad, bad, **known, **note)
    return desk.claims_report(story, workspace=bad, made_by=bad)


def test_hostile_text_stays_text_on_the_page(hostile, page_of):
    page = page_of(hostile)
    assert page.shown.count(SHOWN) >= 25
    assert not {"script", "b"} & {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "src"]


def test_hostile_text_stays_text_in_the_pdf(hostile):
    with pypdfium2.PdfDocument(write(hostile, "pdf")) as pdf:
        shown = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    # What is written from the right is left out here: a PDF holds letters in the order in which they are drawn.
    assert shown.count("".join(SHOWN.partition(" שלום")[0].split())) >= 20


def test_hostile_text_stays_text_in_both_spreadsheets(hostile):
    rows = _rows(hostile)
    assert rows
    assert not [value for row in rows for value in row.values() if value.lstrip().startswith(("=", "+", "-", "@"))]
    assert rows[0]["words"] == f"'{SHOWN}"
    sheet = openpyxl.load_workbook(io.BytesIO(write(hostile, "xlsx"))).worksheets[0]
    found = [place for row in sheet.iter_rows() for place in row if place.value is not None]
    assert {place.data_type for place in found} == {"s"}
    assert sum(place.value == SHOWN for place in found) >= 15


def test_hostile_text_is_exact_in_the_record(hostile):
    (piece,) = _json(hostile)["pieces"]
    (claim,) = piece["claims"]
    assert claim["text"] == claim["evidence"][0]["quote"] == claim["questions"][0]["text"] == piece["piece"]["title"] == HOSTILE
