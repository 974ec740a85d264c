"""The doors in: what a file, bytes or the clipboard becomes, and how each mistake is answered."""

import hashlib
from pathlib import Path

import pytest

from studio.core.errors import BadInput
from studio.formats import read, read_bytes, read_clipboard, suffixes


def test_markdown_is_kept_to_the_letter_but_for_line_ends():
    draft = read_bytes("A  *b*\r\n\r\n\tc\u2028d\n".encode(), "a.md")
    assert draft.text == "A  *b*\n\n\tc\nd\n"
    assert (draft.format, draft.encoding) == ("md", "utf-8")


def test_a_draft_is_known_by_the_hash_of_the_bytes_that_came():
    data = "\ufeffA draft.\r\n".encode()
    assert read_bytes(data, "a.txt").sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_on_disk_reads_like_its_bytes(tmp_path):
    path = tmp_path / "Draft.MD"
    path.write_bytes(b"# Hello\n")
    assert read(path) == read_bytes(b"# Hello\n", "Draft.MD")


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"---\ntitle: Given\n---\n# Heading\n", "Given"),
        (b"Some words.\n\n## The *heading* here\n", "The heading here"),
        (b"one two three four five six seven eight nine ten eleven\n", "one two three four five six seven eight nine ten…"),
        (b"***\n", "spring offer"),
    ],
)
def test_the_title_is_the_best_that_is_known(data, title):
    assert read_bytes(data, "spring offer.md").title == title


def test_the_dialog_is_told_every_kind_of_file():
    assert {".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pdf"} <= set(suffixes())
    assert ".doc" not in suffixes()


class TestFrontMatter:
    def test_values_come_as_text_and_the_draft_without_them(self):
        head = (
            "---\nTitle: 'Spring: now'\nchannel: email\ngenerated: 2026-11-02 09:00:00Z\ndate: 2026-11-02\n"
            "brief: >-\n  Facts: 310 installs,\n  no offers.\ntags: [one, 1.10]\nfacts:\n  price: 010\nempty:\nflag: no\n---\n\n"
        )
        draft = read_bytes((head + "# Body\n").encode(), "a.md")
        assert draft.text == "# Body\n"
        assert draft.front_matter == head
        assert draft.meta == {
            "title": "Spring: now",
            "channel": "email",
            "generated": "2026-11-02T09:00:00+00:00",
            "date": "2026-11-02",
            "brief": "Facts: 310 installs, no offers.",
            "tags": "one\n1.10",
            "facts": "price: 010",
            "empty": "",
            "flag": "no",
        }

    @pytest.mark.parametrize(
        "text",
        [
            "---\n\nWords between rules.\n\n---\n",
            "---\n*Note:* not YAML\n---\n",
            "---\n- a\n- b\n---\n",
            "---\n\na: [\n---\n",
            "---\n---\n",
        ],
    )
    def test_what_is_no_front_matter_stays_in_the_text(self, text):
        draft = read_bytes((text + "Body.\n").encode(), "a.md")
        assert (draft.text, draft.meta, draft.front_matter) == (text + "Body.\n", {}, "")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("---\ntitle: [broken\nbrand: Mill\n---\nBody.\n", "cannot be read: see line"),
            ("---\ntitle: Sea\nbrand: {x\n---\nBody.\n", "cannot be read: see line"),
            ("---\ntitle: Bread: the best\n---\nBody.\n", "cannot be read: see line 2"),
            ("---\ntitle: never closed\nbrand: Mill\n\nBody.\n", "is never closed"),
        ],
    )
    def test_a_broken_header_is_refused_and_named_and_never_becomes_text_that_somebody_approves(self, text, said):
        with pytest.raises(BadInput, match=said) as refused:
            read_bytes(text.encode(), "draft.md")
        assert "draft.md" in refused.value.what

    @pytest.mark.parametrize(
        "text", ["---\n\nNote: words below a rule.\n", "---\nNote that: words.\n", "---\n\ntitle: [x\n---\n"]
    )
    def test_a_rule_at_the_top_and_a_paragraph_below_it_are_text(self, text):
        assert read_bytes(text.encode(), "draft.md").text == text

    @pytest.mark.parametrize("yaml", ["a: &x 1\nb: *x", "a: !!python/object:os.system 1", "a: !!binary aGk=", "a: &x 1"])
    def test_anchors_aliases_and_tags_are_refused(self, yaml):
        with pytest.raises(BadInput, match=r"draft\.md uses YAML anchors"):
            read_bytes(f"---\n{yaml}\n---\nBody.\n".encode(), "draft.md")

    def test_an_alias_bomb_is_refused_before_it_grows(self):
        bomb = "\n".join(["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))])
        with pytest.raises(BadInput, match="anchors"):
            read_bytes(f"---\n{bomb}\n---\nBody.\n".encode(), "bomb.md")

    def test_a_key_said_twice_is_answered(self):
        with pytest.raises(BadInput, match="“title” twice"):
            read_bytes(b"---\ntitle: a\ntitle: b\n---\nBody.\n", "a.md")

    def test_drafts_as_they_come_from_an_ai_are_read(self):
        folder = Path(__file__).parents[2].parent / "shared" / "data" / "drafts"
        paths = sorted(folder.glob("*.md"))
        if not paths:
            pytest.skip("the drafts for development are not here")
        for path in paths:
            draft = read(path)
            assert draft.meta["channel"]
            assert draft.front_matter + draft.text == path.read_text(encoding="utf-8")


class TestClipboard:
    def test_structure_of_a_chat_is_kept(self):
        draft = read_clipboard("<h2>Hi</h2><p>A <strong>b</strong></p><ul><li>c</li></ul>", "Hi A b c")
        assert draft.text == "## Hi\n\nA **b**\n\n- c\n"
        assert (draft.format, draft.title) == ("clipboard", "Hi")

    def test_colours_of_a_code_editor_do_not_hide_the_markdown(self):
        assert read_clipboard('<div><span style="color:red"># Hi</span></div>', "# Hi\n\n- a").text == "# Hi\n\n- a"

    def test_plain_text_alone_is_taken(self):
        assert read_clipboard(None, "Just words").text == "Just words"

    @pytest.mark.parametrize(("html", "text"), [(None, ""), (None, " \n"), ("<p></p>", "")])
    def test_an_empty_clipboard_is_answered(self, html, text):
        with pytest.raises(BadInput, match="holds no text"):
            read_clipboard(html, text)


class TestBadInput:
    def _refused(self, call, *says):
        with pytest.raises(BadInput) as caught:
            call()
        for words in says:
            assert words in str(caught.value)
        assert caught.value.remedy
        assert "\n" not in str(caught.value)

    def test_a_missing_file(self, tmp_path):
        self._refused(lambda: read(tmp_path / "gone.md"), "gone.md", "not there")

    def test_a_folder(self, tmp_path):
        (tmp_path / "folder.md").mkdir()
        self._refused(lambda: read(tmp_path / "folder.md"), "folder.md is a folder")
        self._refused(lambda: read(Path()), f"{Path().resolve().name} is a folder")

    def test_a_kind_nobody_reads(self):
        self._refused(lambda: read_bytes(b"x", "sheet.xlsx"), "sheet.xlsx", ".docx")

    @pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \r\n"])
    def test_an_empty_file(self, data):
        self._refused(lambda: read_bytes(data, "empty.md"), "empty.md")

    def test_nothing_but_front_matter_is_an_empty_text_with_its_facts(self):
        assert read_bytes(b"---\ntitle: a\n---\n", "a.md").text == ""

    @pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, bytes(1000), b"MZ\x90\x00\x03" * 100])
    def test_a_binary_file_by_the_name_of_a_text(self, data):
        self._refused(lambda: read_bytes(data, "photo.txt"), "photo.txt is not a text file")

    def test_a_huge_file_is_turned_away_by_its_size_unread(self, tmp_path, monkeypatch):
        path = tmp_path / "huge.md"
        with path.open("wb") as file:
            file.truncate(200_000_000)
        monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
        self._refused(lambda: read(path), "huge.md is too large: 200 MB", "20 MB")

    def test_a_file_that_may_not_be_read(self, tmp_path, monkeypatch):
        path = tmp_path / "secret.md"
        path.write_text("x")

        def refuse(*_args):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        self._refused(lambda: read(path), "secret.md may not be read")
