"""The team at the command line: every step is a command as somebody would type it."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from studio.cli import app


class ByCommand:
    """Does each step by one command."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ids: dict[str, str] = {}

    def run(self, *words: str, who: str = "") -> str:
        """Run a command. Returns what was refused, in words; what it printed is in `printed`."""
        made = CliRunner().invoke(app, [*words, "-w", str(self.root), *(["--as", who] if who else [])])
        assert made.exception is None or isinstance(made.exception, SystemExit), made.exception
        self.printed: str = made.stdout
        return made.stderr.strip() or f"exit {made.exit_code}" if made.exit_code else ""

    def make_campaign(self, who: str, name: str, facts: str) -> str:
        file = self.root.parent / "facts.txt"
        file.write_text(facts, encoding="utf-8")
        return self.run("campaign", "make", name, "--facts", str(file), who=who)

    def bring(self, who: str, piece: str, file: Path) -> str:
        refused = self.run("import", str(file), "--campaign", "winter-menu", who=who)
        self.ids[piece] = self.printed.strip()
        return refused

    def rewrite(self, who: str, piece: str, old: str, new: str) -> str:
        self.run("show", self.ids[piece], "--text", "working")
        file = self.root.parent / "working.md"
        assert self.printed.count(old) == 1
        file.write_text(self.printed.replace(old, new), encoding="utf-8")
        return self.run("edit", self.ids[piece], "--from", str(file), who=who)

    def confirm(self, who: str, piece: str) -> str:
        return self.run("confirm", self.ids[piece], who=who)

    def tell_readers(self, who: str, piece: str) -> str:
        return self.run("disclosure", self.ids[piece], "--level", "line", "--insert", who=who)

    def tick(self, who: str, piece: str, question: str, answer: str, note: str = "") -> str:
        return self.run("tick", self.ids[piece], question, answer, *(["--note", note] if note else []), who=who)

    def comment(self, who: str, piece: str, words: str, text: str) -> str:
        return self.run("comment", self.ids[piece], text, "--on", words, who=who)

    def _thread(self, piece: str) -> str:
        assert self.run("comments", self.ids[piece], "--format", "json") == ""
        found: Any = json.loads(self.printed)
        rows = found if isinstance(found, list) else found["threads"]
        return str(rows[0].get("number", rows[0].get("thread")))

    def reply(self, who: str, piece: str, text: str) -> str:
        return self.run("comment", self.ids[piece], text, "--reply", self._thread(piece), who=who)

    def resolve(self, who: str, piece: str) -> str:
        return self.run("resolve", self.ids[piece], self._thread(piece), who=who)

    def hand_on(self, who: str, piece: str, to: str, question: str) -> str:
        asked = ["--question", question] if question else []
        return self.run("submit", self.ids[piece], "--to", to, *asked, who=who)

    def send_back(self, who: str, piece: str, note: str) -> str:
        return self.run("request-changes", self.ids[piece], "--note", note, who=who)

    def agree(self, who: str, piece: str, *parts: str) -> str:
        return self.run("agree", self.ids[piece], *(word for part in parts for word in ("--part", part)), who=who)

    def approve(self, who: str, piece: str) -> str:
        return self.run("approve", self.ids[piece], who=who)

    def hold_all(self, who: str, reason: str) -> str:
        return self.run("hold", "--campaign", "winter-menu", "--reason", reason, who=who)

    def resume_all(self, who: str) -> str:
        return self.run("resume", "--campaign", "winter-menu", who=who)

    def approve_set(self, who: str) -> str:
        return self.run("campaign", "approve", "winter-menu", who=who)

    def export(self, who: str, piece: str) -> str:
        return self.run("export", self.ids[piece], "-o", str(self.root.parent / f"{piece}.html"), who=who)

    def publish(self, who: str, piece: str, where: str) -> str:
        return self.run("publish", self.ids[piece], "--where", where, who=who)

    def reopen(self, who: str, piece: str, note: str) -> str:
        return self.run("reopen", self.ids[piece], "--note", note, who=who)
