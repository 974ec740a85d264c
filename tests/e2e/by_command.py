"""The campaign's story as somebody types it into a terminal."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from studio.cli import app

from .campaign import BRAND, CAMPAIGN, Step, draft_file


class Terminal:
    """A method for each verb. Nothing is kept but what the program printed."""

    def __init__(self, house: Path, desk: Path) -> None:
        self.house, self.desk = house, desk
        self.ids: dict[str, str] = {}
        self._who = ""

    def perform(self, step: Step) -> str:
        """Returns what was refused; empty where nothing was."""
        self._who, self._refused = step.who, ""
        about = (step.piece,) if step.piece else ()
        getattr(self, step.does)(*about, **step.how)
        return self._refused

    def run(self, *words: str, status: Sequence[int] = (0,)) -> str:
        """Type a command. A refusal, which is status 2, is kept for `perform`; then the answer is empty."""
        done = CliRunner().invoke(app, [*words, "-w", str(self.house)])
        if done.exit_code == 2:
            assert not done.stdout
            self._refused = done.stderr.removeprefix("bluepencil: ").strip()
            return ""
        assert done.exit_code in status, f"{words}: {done.output}"
        return done.stdout

    def told(self, *words: str, status: Sequence[int] = (0,)) -> Any:
        return json.loads(self.run(*words, "--format", "json", status=status))

    def act(self, *words: str) -> str:
        return self.run(*words, "--as", self._who)

    def file(self, name: str, text: str) -> str:
        path = self.desk / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    # ------------------------------------------------------------ the campaign

    def make_campaign(self, name: str, starts: str, ends: str, facts: str, note: str) -> None:
        words = ("--brand", BRAND, "--from", starts, "--to", ends, "--facts", self.file("facts.txt", facts), "--note", note)
        self.act("campaign", "make", name, *words)

    def approve_set(self, note: str = "") -> None:
        self.act("campaign", "approve", CAMPAIGN, "--note", note)

    def see_set(self, says: str) -> None:
        assert says in self.run("campaign", "show", CAMPAIGN, status=(0, 1))

    def hold_all(self, reason: str, until: str) -> None:
        self.act("hold", "--campaign", CAMPAIGN, "--reason", reason, "--until", until)

    def resume_all(self, note: str) -> None:
        self.act("resume", "--campaign", CAMPAIGN, "--note", note)

    # ------------------------------------------------------------ drafting

    def bring_in(self, piece: str, type: str, brief: dict[str, str]) -> None:
        asked = self.file("brief.txt", "\n\n".join(f"{question}\n{answer}" for question, answer in brief.items()))
        words = ("--template", type, "--campaign", CAMPAIGN, "--brief", asked)
        self.ids[piece] = self.act("import", str(draft_file(self.desk, piece)), *words).strip()

    def fix_all(self, piece: str) -> None:
        self.act("fix", self.ids[piece])

    def edit(self, piece: str, find: str, put: str) -> None:
        text = self.run("show", self.ids[piece])
        assert text.count(find) == 1
        self.act("edit", self.ids[piece], "--from", self.file("text.md", text.replace(find, put)))

    def dismiss(self, piece: str, rule: str, reason: str) -> None:
        flags = self.told("flags", self.ids[piece])["flags"]
        (key,) = [each["key"] for each in flags if each["rule"] == rule]
        self.act("dismiss", self.ids[piece], key, "--reason", reason)

    def _claim(self, piece: str, text: str) -> str:
        (key,) = [each["key"] for each in self.told("flags", self.ids[piece])["claims"] if each["text"] == text]
        return str(key)

    def give_evidence(self, piece: str, claim: str, url: str, quote: str) -> None:
        self.act("evidence", self.ids[piece], self._claim(piece, claim), "--url", url, "--quote", quote)

    def confirm(self, piece: str, claim: str) -> None:
        self.act("confirm", self.ids[piece], self._claim(piece, claim))

    def call_opinion(self, piece: str, claim: str, reason: str) -> None:
        self.act("claim", self.ids[piece], self._claim(piece, claim), "opinion", "--reason", reason)

    def tell_readers(self, piece: str, level: str, insert: bool) -> None:
        self.act("disclosure", self.ids[piece], "--level", level, *(["--insert"] if insert else []))

    # ------------------------------------------------------------ talking, ticking, handing on

    def comment(self, piece: str, on: str, text: str) -> None:
        self.act("comment", self.ids[piece], text, "--on", on)

    def _thread(self, piece: str, first: str) -> str:
        (number,) = [each["thread"] for each in self.told("comments", self.ids[piece]) if each["comments"][0]["text"] == first]
        return str(number)

    def reply(self, piece: str, thread: str, text: str) -> None:
        self.act("comment", self.ids[piece], text, "--reply", self._thread(piece, thread))

    def resolve(self, piece: str, thread: str) -> None:
        self.act("resolve", self.ids[piece], self._thread(piece, thread))

    def tick(self, piece: str, item: str, answer: str, note: str = "") -> None:
        self.act("tick", self.ids[piece], item, answer, "--note", note)

    def hand_on(self, piece: str, to: str, due: str, question: str = "", note: str = "") -> None:
        self.act("submit", self.ids[piece], "--to", to, "--due", due, "--question", question, "--note", note)

    def send_back(self, piece: str, due: str, note: str) -> None:
        self.act("request-changes", self.ids[piece], "--due", due, "--note", note)

    def see_changes(self, piece: str, before: str, after: str) -> None:
        found = json.loads(self.act("diff", self.ids[piece], "--since-look", "--format", "json"))
        assert [(each["before"]["text"], each["after"]["text"]) for each in found["changes"]] == [(before, after)]

    # ------------------------------------------------------------ the yes, and after it

    def approve(self, piece: str) -> None:
        self.act("approve", self.ids[piece])

    def agree(self, piece: str, parts: Sequence[str], rating: int = 0, note: str = "", responsible: str = "") -> None:
        said = [word for part in parts for word in ("--part", part)]
        words = ("--rating", str(rating), "--note", note, "--responsible", responsible)
        self.act("agree", self.ids[piece], *said, *words)

    def export(self, piece: str) -> None:
        self.act("export", self.ids[piece], "-o", str(self.desk / "out.md"))

    def publish(self, piece: str, where: str, note: str = "") -> None:
        self.act("publish", self.ids[piece], "--where", where, "--note", note)

    def reopen(self, piece: str, note: str) -> None:
        self.act("reopen", self.ids[piece], "--note", note)
