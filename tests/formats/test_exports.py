"""Exports of other tools: what their records become, and how files that mean no good are answered."""

import json
from pathlib import Path

import pytest

from studio import formats
from studio.core.errors import BadInput
from studio.formats import exports
from studio.formats.exports import Places, Record

TEXT = Places(fields={"text": "text"})


def _read(value: object, name: str = "a.json") -> exports.Export:
    return exports.read(json.dumps(value).encode(), name)


def _draft(data: object, places: Places = TEXT) -> formats.Draft:
    return exports.draft(Record("record 1", data), places, "a.json")


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "found"),
        [
            ("title", "Tea"),
            ("choices.0.message.content", "first"),
            ("choices.-1.message.content", "last"),
            ("choices.7.message.content", None),
            ("meta.a.b", "dots"),
            ("title.0", None),
            ("choices.x", None),
            ("choices.99999999999999999999", None),
        ],
    )
    def test_a_place_is_found_or_nothing_is(self, place, found):
        data = {
            "title": "Tea",
            "choices": [{"message": {"content": "first"}}, {"message": {"content": "last"}}],
            "meta": {"a.b": "dots"},
        }
        assert exports.at(data, place) == found

    def test_lists_and_objects_read_as_their_words(self):
        assert exports.words([{"type": "text", "text": "One."}, "Two.", None, 3, True]) == "One.\nTwo.\n3\nyes"


class TestRecords:
    def test_json_and_json_lines_give_the_same_records(self):
        rows = [{"text": "One."}, {"text": "Two."}]
        whole = exports.listed(_read({"data": {"items": rows}}), "data.items")
        lines = exports.read("\n".join(map(json.dumps, rows)).encode(), "a.jsonl")
        named_wrongly = exports.read("\r\n".join(map(json.dumps, rows)).encode(), "a.json")
        for export in (whole, lines, named_wrongly):
            assert [record.data for record in exports.listed(export).records] == rows
        assert [record.where for record in whole.records] == ["record 1", "record 2"]
        assert [record.where for record in lines.records] == ["line 1", "line 2"]

    def test_a_line_that_is_broken_keeps_none_of_the_others_out(self):
        export = exports.read(b'{"text": "One."}\n{"text": \n\n{"text": "Two."}', "a.jsonl")
        assert [record.where for record in export.records] == ["line 1", "line 4"]
        assert [error.what for error in export.faults] == [
            "a.jsonl, line 2 cannot be read: it is no JSON from line 1, column 10 on."
        ]

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "is empty"),
            (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
            (b'{"text": "a", "text": "b"}', "says “text” twice"),
            (b"[" + b"9" * 5000 + b"]", "a number that is too long"),
            (b"<html><body>Log in</body></html>", "is no JSON"),
            (b'[{"text": "a"}', "is no JSON"),
            (b'[{"text": "caf\xe9 cr\xe8me"}]', "is not written in UTF-8"),
            (b"x" * (exports.CAP + 1), "is too large"),
            (b"PK\x03\x04" + bytes(200), "is not a text file"),
        ],
    )
    def test_a_file_that_means_no_good_is_one_sentence(self, data, says):
        with pytest.raises(BadInput, match=says) as caught:
            exports.listed(exports.read(data, "a.json"))
        assert caught.value.remedy

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_what_a_byte_order_mark_says_is_read(self, encoding):
        export = exports.read(json.dumps([{"text": "café 🫖"}], ensure_ascii=False).encode(encoding), "a.json")
        assert _draft(exports.listed(export).records[0].data).text == "café 🫖"

    def test_another_encoding_is_read_where_a_person_says_it(self):
        data = '[{"text": "café crème"}]'.encode("cp1252")
        assert exports.listed(exports.read(data, "a.json", "cp1252")).records[0].data == {"text": "café crème"}

    @pytest.mark.parametrize(
        ("value", "within", "says"),
        [
            ([], "", "holds no records"),
            ("words", "", "holds no list of records"),
            ({"data": "words"}, "data", "At “data” of a.json stands no list"),
            ([{}] * (exports.MOST + 1), "", "come in at once"),
        ],
    )
    def test_a_list_that_is_none_is_one_sentence(self, value, within, says):
        with pytest.raises(BadInput, match=says):
            exports.listed(_read(value), within)


class TestDrafts:
    def test_what_the_record_says_goes_before_what_its_text_says_of_itself(self):
        places = Places(
            fields={"text": "out", "model": "llm.name", "generated": "at", "channel": "kind", "prompt": "ask", "parameters": "p"},
            fixed={"brand": "Mill", "channel": "blog"},
            channels={"Newsletter": "email"},
        )
        draft = _draft(
            {
                "out": "---\nmodel: a person\naudience: regulars\n---\n# Tea\n\nWe open.\n",
                "llm": {"name": "gen-a"},
                "at": 1_795_000_000,
                "kind": "newsletter",
                "ask": [{"role": "user", "content": "Write of tea.\nBe short."}],
                "p": {"temperature": 0.7, "n": 1},
            },
            places,
        )
        assert draft.text == "# Tea\n\nWe open.\n"
        assert (draft.title, draft.name) == ("Tea", "a.json, record 1")
        assert draft.meta == {
            "model": "gen-a",
            "audience": "regulars",
            "generated": "2026-11-18T11:06:40+00:00",
            "channel": "email",
            "brand": "Mill",
            "prompt": "Write of tea.\nBe short.",
            "parameters": '{"n":1,"temperature":0.7}',
        }

    def test_milliseconds_are_told_from_seconds_and_nonsense_is_no_time(self):
        places = Places(fields={"text": "text", "generated": "at"})
        assert _draft({"text": "a", "at": 1_795_000_000_000}, places).meta["generated"] == "2026-11-18T11:06:40+00:00"
        assert "generated" not in _draft({"text": "a", "at": 12}, places).meta
        for at in (10**400, -(10**400), 1e400, float("nan")):
            assert "generated" not in _draft({"text": "a", "at": at}, places).meta
        assert _draft({"text": "a", "at": "2026-11-18"}, places).meta["generated"] == "2026-11-18"

    def test_html_becomes_words_and_its_scripts_stay_outside(self):
        places = Places(fields={"text": "text", "title": "title"})
        draft = _draft(
            {
                "text": "<h2>Tea</h2><script>alert(1)</script><p>We <b>open</b>.</p>",
                "title": "<b>Slow</b> &amp; late<script>alert(1)</script>",
            },
            places,
        )
        assert draft.text == "## Tea\n\nWe **open**.\n"
        assert draft.title == "Slow & late"

    def test_markdown_with_a_tag_in_it_stays_as_it_was_written(self):
        assert _draft({"text": "A <b>bold</b> word.\n"}).text == "A <b>bold</b> word.\n"

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            ({}, "nothing stands at “text”"),
            ({"text": " \n"}, "nothing stands at “text”"),
            ({"text": "<p></p>"}, "shows nothing to readers"),
            ("words", "nothing stands at “text”"),
            ({"text": "a", "brief": "b" * 300_000}, "its brief has more than"),
        ],
    )
    def test_a_record_without_a_draft_is_one_sentence_that_names_it(self, data, says):
        with pytest.raises(BadInput, match=f"a.json, record 1.*{says}"):
            _draft(data, Places(fields={"text": "text", "brief": "brief"}))

    def test_half_a_character_does_not_reach_the_history(self):
        (record,) = exports.listed(exports.read(b'[{"text": "a \\ud83c b", "n": NaN}]', "a.json")).records
        draft = _draft(record.data)
        draft.text.encode("utf-8")
        assert draft.text == "a ? b"

    def test_the_same_record_is_known_again_however_its_file_is_spaced(self):
        one = exports.read(b'[{"text": "a", "n": 1}]', "a.json")
        other = exports.read(b'{ "n":1,\t"text":"a"}\n', "b.jsonl")
        first, second = (exports.listed(each).records[0] for each in (one, other))
        assert exports.draft(first, TEXT, "a.json").sha256 == exports.draft(second, TEXT, "b.jsonl").sha256


class TestGuess:
    def test_usual_names_are_found_wherever_they_stand(self):
        export = _read(
            {
                "exported": "today",
                "data": {
                    "drafts": [
                        {
                            "id": "x1",
                            "headline": "Tea",
                            "output": {"content": "We open."},
                            "meta": {"model": "gen-a"},
                            "type": "email",
                        }
                    ]
                },
            }
        )
        found = exports.guess(export)
        assert found.records == "data.drafts"
        assert found.fields == {
            "text": "output.content",
            "title": "headline",
            "model": "meta.model",
            "record": "id",
            "channel": "type",
        }

    def test_without_a_usual_name_the_longest_words_are_the_text(self):
        export = _read(
            [{"a": "short", "b": "We open at ten, and there is tea on the table for whoever comes by in the rain. " * 3}]
        )
        assert exports.guess(export).fields == {"text": "b"}

    def test_numbers_alone_are_no_draft(self):
        assert exports.guess(_read([{"a": 1, "b": 2}])).fields == {}


class TestBeside:
    def test_a_file_beside_a_draft_says_of_it_what_its_own_header_does_not(self, tmp_path: Path):
        (tmp_path / "tea.md").write_text("---\nmodel: gen-a\n---\n# Tea\n", encoding="utf-8")
        told = {"Title": "Slow tea", "model": "gen-b", "prompt": "Write of tea.", "parameters": {"n": 1}, "stars": 3}
        (tmp_path / "tea.json").write_text(json.dumps(told), encoding="utf-8")
        draft = formats.read(tmp_path / "tea.md")
        assert draft.title == "Slow tea"
        assert draft.meta == {"title": "Slow tea", "model": "gen-a", "prompt": "Write of tea.", "parameters": '{"n":1}'}

    def test_one_that_is_about_other_things_is_passed_over(self, tmp_path: Path):
        (tmp_path / "package.md").write_text("# Tea\n", encoding="utf-8")
        (tmp_path / "package.json").write_text("[1, 2]", encoding="utf-8")
        assert formats.read(tmp_path / "package.md").meta == {}

    @pytest.mark.parametrize("told", ["{", "[" * 100_000, "[" + "9" * 5000 + "]"])
    def test_one_that_is_broken_is_told_and_nothing_it_says_is_lost(self, tmp_path: Path, told: str):
        (tmp_path / "tea.txt").write_text("Tea.\n", encoding="utf-8")
        (tmp_path / "tea.json").write_text(told, encoding="utf-8")
        with pytest.raises(BadInput, match=r"tea\.json beside tea\.txt"):
            formats.read(tmp_path / "tea.txt")

    def test_an_export_by_itself_says_how_it_comes_in(self, tmp_path: Path):
        (tmp_path / "drafts.jsonl").write_text('{"text": "a"}', encoding="utf-8")
        with pytest.raises(BadInput, match=r"holds records.*--mapping"):
            formats.read(tmp_path / "drafts.jsonl")
