"""Checking files without a workspace's history: what `bluepencil check` and `bluepencil claims` do."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio import checks, formats
from studio.app.desk import context_of, read_by
from studio.app.facts import of_brand as facts_of_brand
from studio.app.findings import once
from studio.app.house_guides import load_guides, words_of
from studio.app.languagetool import Proofreading
from studio.app.policy import Policy
from studio.app.situated import dialect_of, placed
from studio.app.tables.tone import aim_for
from studio.app.workspace import INI, POLICY, slug_of
from studio.checks.runner import Runner
from studio.core.check import DIALECTS, Context, Lane
from studio.core.claim import ClaimStatus, Standing
from studio.core.document import Document
from studio.core.errors import BadInput, NotFound
from studio.core.flag import Flag, Severity
from studio.core.piece import Channel

if TYPE_CHECKING:
    from studio.guides import Guides

_WEIGHTY, _OPINION = 0.6, 0.3
"""What a sentence with a weighty claim scores at least, and below which chance the model takes it for an opinion all the same."""


@dataclass(frozen=True)
class Checked:
    """A file's text and its flags; positions are code points of the file's text with `\\n` line ends."""

    document: Document
    flags: tuple[Flag, ...]


class FileChecker:
    """Checks files with the guides and the policy of a workspace, or of an ini file; else each with the next ini upward of it.

    Where there is none, the bundled guides apply.

    Attributes:
        problems: sentences about what did not run or could not be read, each once.
        failed: whether a file or a check is among them, so that what was found is not all there is.
    """

    def __init__(
        self,
        *,
        workspace: Path | None = None,
        ini: Path | None = None,
        channel: str = "",
        only: set[str] | None = None,
        min_level: str = "suggestion",
        dialect: str = "",
        proofread: bool = False,
    ) -> None:
        """Settle what to check with.

        Args:
            proofread: have LanguageTool read the files too, whatever the policy says; `close` ends it. Without a workspace nobody
                else has said so, and one file is not worth the seconds that it takes to start.
        Raises:
            BadInput: a check, channel, level or dialect that does not exist, or no such ini file.
            NotFound: the folder is no workspace.
            BadConfig: its policy cannot be read.
        """
        self.problems: list[str] = []
        self.failed = False
        self._policy = Policy.read(workspace / POLICY) if workspace else Policy()
        of_house = Proofreading.of(self._policy) if workspace else None
        self._proofreading = Proofreading(self._policy.languagetool) if proofread else of_house
        found = checks.find(outside=self._proofreading is not None)
        known = {check.id for check in found}
        if only and (unknown := only - known):
            raise BadInput(f"There is no check “{sorted(unknown)[0]}”.", f"Checks: {', '.join(sorted(known))}.")
        if min_level not in list(Severity):
            raise BadInput(f"There is no level “{min_level}”.", f"Levels: {', '.join(Severity)}.")
        if dialect and dialect not in DIALECTS:
            raise BadInput(f"There is no dialect “{dialect}”.", f"Dialects: {', '.join(DIALECTS)}.")
        if ini and not ini.is_file():
            raise BadInput(f"{ini} is not there.", "Name an existing .vale.ini.")
        if workspace and not any((workspace / name).is_file() for name in (INI, POLICY)):
            raise NotFound(f"{workspace} is not a workspace: it has neither {INI} nor {POLICY}.", "Name its folder after -w.")
        self._runner = Runner(found)
        self._workspace = workspace
        self._only = only
        self._floor = Severity(min_level).rank
        self._channel = _channel(channel) if channel else None
        self._ini = ini or (workspace / INI if workspace else None)
        self._has_channels = workspace is not None or self._channel is not None
        self._loaded: dict[tuple[Path | None, Channel, tuple[str, ...]], Guides] = {}
        self._dialect = dialect

    def close(self) -> None:
        """End the LanguageTool that was started for it."""
        if self._proofreading:
            self._proofreading.stop()

    def files(self, paths: Sequence[Path]) -> Iterator[Path]:
        """The files named, and those inside the folders named that can be read, in order of their names.

        Folders and files inside them whose names begin with a dot are passed over.
        """
        suffixes = set(formats.suffixes())
        for path in paths:
            if path.is_dir():
                inside = (found for found in path.rglob("*") if not _is_hidden(found.relative_to(path)))
                yield from sorted(found for found in inside if found.suffix.lower() in suffixes and found.is_file())
            else:
                yield path

    def check(self, paths: Sequence[Path]) -> dict[str, Checked]:
        """Check files and folders; a file that cannot be read becomes a problem and keeps none of the others out."""
        found = {}
        for path in self.files(paths):
            try:
                found[str(path)] = self.flags(path)
            except BadInput as error:
                self._miss(str(error))
        return found

    def flags(self, path: Path) -> Checked:
        """Check one file with every lane.

        Raises:
            BadInput: the file cannot be read, or names a channel that does not exist.
        """
        draft = formats.read(path)
        channel = self._channel or _channel(draft.meta.get("channel", ""), path.name)
        ini, guides = self._guides(path, channel)
        limits, brief = self._policy.limits_for(channel), draft.meta.get("brief", "")
        brand = draft.meta.get("brand", "") or self._policy.brand
        facts = facts_of_brand(self._workspace, brand) if self._workspace else ""
        words = words_of(guides, ini)
        locale = draft.meta.get("locale", "")
        dialect = self._dialect or dialect_of(locale, self._policy.dialect)
        context = context_of(channel, guides, words, limits, dialect, brief, facts, brand, self._policy)
        context = placed(context, aim_for(self._policy.tone, channel, draft.meta.get("audience", "")), locale)
        if self._proofreading:
            house = self._policy.model_copy(update={"dialect": dialect})
            context = read_by(context, self._proofreading.reader(house, locale))
        document = Document.parse(draft.front_matter + draft.text)
        found: list[Flag] = []
        for lane in Lane:
            report = self._runner.run(document, context, lane, self._only)
            found += report.flags
            for name, why in report.missing.items():
                self._miss(f"{path.name}: {name} did not run: {why}.")
        if not self._only or "style" in self._only:
            self.problems += [problem for problem in guides.problems if problem not in self.problems]
        loud = [flag for flag in once(found) if (flag.severity or Severity.WARNING).rank >= self._floor]
        return Checked(document, tuple(sorted(loud, key=lambda flag: (flag.span.start, flag.span.end, flag.rule))))

    def _guides(self, path: Path, channel: Channel) -> tuple[Path | None, "Guides"]:
        """The configuration for one file and its guides: the one named, else the next upward, else the bundled guides."""
        from studio.guides.ini import find_ini

        ini = self._ini or find_ini(path.absolute().parent, os.environ)
        if ini is None or self._has_channels or (ini.parent / POLICY).is_file():
            return ini, self._load(ini, channel, f"{channel.value}/{slug_of(path.stem)}.md", None)
        # Somebody's own Vale project: its sections speak of its folders and not of our channels.
        home = (ini.parent.parent if ini.parent.name == ".config" else ini.parent).absolute()
        whole = path.absolute()
        inside = next((whole.relative_to(above) for above in (home, Path.cwd()) if whole.is_relative_to(above)), Path(path.name))
        return ini, self._load(ini, channel, inside.as_posix(), os.environ)

    def _load(self, ini: Path | None, channel: Channel, path: str, environment: Mapping[str, str] | None) -> "Guides":
        """The guides for a path; files for which the same sections hold share them."""
        from studio.guides.ini import load_ini

        sections = tuple(section.name for section in load_ini(ini, environment).matching(path)) if ini and ini.exists() else ()
        key = ini, channel, sections
        if key not in self._loaded:
            self._loaded[key] = load_guides(ini, channel, "", path=path, environment=environment)
        return self._loaded[key]

    def _miss(self, problem: str) -> None:
        self.problems.append(problem)
        self.failed = True


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _channel(name: str, file: str = "") -> Channel:
    try:
        return Channel(name.strip().lower() or Channel.BLOG)
    except ValueError:
        where = f"{file}: there" if file else "There"
        raise BadInput(f"{where} is no channel “{name}”.", f"Channels: {', '.join(Channel)}.") from None


# ---------------------------------------------------------------- as text


def flags_text(found: Mapping[str, Checked]) -> str:
    """For people: per file, then line by line, with the layer that brought a rule here; a last line counts."""
    lines = []
    for path, checked in found.items():
        if checked.flags:
            lines.append(f"\n{path}")
        for flag in checked.flags:
            line, column = checked.document.line_and_column(flag.span.start)
            lines.append(f"  {line}:{column:<4} {flag.severity:<11} {flag.message}  {flag.rule}{_layer(flag)}")
    counts = {level: sum(f.severity is level for c in found.values() for f in c.flags) for level in Severity}
    files = f"{len(found)} file{'s' * (len(found) != 1)}"
    summary = ", ".join(f"{counts[level]} {level}{'s' * (counts[level] != 1)}" for level in reversed(Severity))
    return "\n".join([*lines, f"\n{summary} in {files}."]).lstrip("\n")


def _layer(flag: Flag) -> str:
    return f"  ({flag.layer})" if flag.layer else ""


def flags_line(found: Mapping[str, Checked]) -> str:
    """`path:line:col:Rule:Message`, as Vale prints it."""
    return "\n".join(
        f"{path}:{':'.join(map(str, checked.document.line_and_column(flag.span.start)))}:{flag.rule}:{flag.message}"
        for path, checked in found.items()
        for flag in checked.flags
    )


def flags_json(found: Mapping[str, Checked]) -> str:
    """The object Vale prints: per path with alerts a list of them, columns from 1, the last one included.

    `Key` and `Layer` are ours: what `dismiss` takes, and why the rule applies here. Editors that read Vale pass over them.
    """
    flagged = {path: checked for path, checked in found.items() if checked.flags}
    return _json({path: [_as_vale(checked.document, flag) for flag in checked.flags] for path, checked in flagged.items()})


def _as_vale(document: Document, flag: Flag) -> dict[str, Any]:
    line, first = document.line_and_column(flag.span.start)
    rest = document.text[flag.span.start : flag.span.end].split("\n")[0]  # Vale reports the first line of a long match
    texts = [fix.text for fix in flag.fixes]
    name = "remove" if texts == [""] else "replace" if texts else ""
    return {
        "Action": {"Name": name, "Params": [text for text in texts if text] or None},
        "Span": [first, first + max(1, len(rest)) - 1],
        "Check": flag.rule,
        "Description": flag.why,
        "Link": flag.link,
        "Message": flag.message,
        "Severity": str(flag.severity),
        "Match": flag.text,
        "Line": line,
        "Key": flag.key,
        "Layer": flag.layer,
    }


def claims_json(found: Mapping[str, Checked]) -> str:
    """Per path a list of claims with their place, categories, severity and status; `brief` is null where there is none."""
    return _json({path: [_claim(flag) for flag in checked.flags if flag.claim] for path, checked in found.items()})


def claims_text(found: Mapping[str, Checked]) -> str:
    """For people: line, severity, categories, words."""
    lines = []
    for path, checked in found.items():
        for flag in checked.flags:
            if flag.claim:
                line, column = checked.document.line_and_column(flag.span.start)
                kinds = ", ".join(flag.claim.categories)
                brief = f" [{_BRIEF[flag.claim.standing]}]" if flag.claim.standing else ""
                lines.append(f"{path}:{line}:{column}: {flag.claim.severity} ({kinds}){brief}: {' '.join(flag.text.split())}")
    return "\n".join(lines) or "No claims found."


_BRIEF = {
    Standing.GIVEN: "in the brief",
    Standing.ABSENT: "not in the brief",
    Standing.CONTRADICTS: "contradicts the brief",
}


def _claim(flag: Flag) -> dict[str, Any]:
    assert flag.claim
    return {
        "start": flag.span.start,
        "end": flag.span.end,
        "text": flag.text,
        "categories": list(flag.claim.categories),
        "severity": flag.claim.severity.value,
        "status": ClaimStatus.UNVERIFIED.value,
        "brief": flag.claim.standing.value if flag.claim.standing else None,
    }


def claims_of_lines(path: Path) -> Iterator[dict[str, Any]]:
    """One row per line of a text file, each read as one sentence: `{"line", "score", "claims"}`, lines from 1.

    The score says how surely the sentence is worth checking: 0.5 and more where it rather is.

    Offsets count in the line. A blank line is a row too.

    Raises:
        BadInput: the file cannot be read, or is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check the name.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not written in UTF-8.", "Save it as UTF-8.") from None
    runner = Runner([check for check in checks.find() if check.id == "claims"])
    context = Context(version="lines")
    lines = text.split("\n")  # not splitlines: a form feed inside a sentence would number all later lines anew
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, 1):
        found = runner.run(Document.parse(line), context, Lane.FAST).flags
        rows = [_claim(flag) for flag in found if flag.claim]
        yield {"line": number, "score": round(_score(line, found), 4), "claims": rows}


def _score(line: str, found: Sequence[Flag]) -> float:
    """How surely a sentence is worth checking, from 0 to 1: the model's chance, raised where a rule found a weighty claim.

    Patterns made for selling see a promise in "I will never give up" as well, so an opinion is left where the model has it.
    """
    from studio.checks.claiming import model  # it reads its weights, so not before somebody asks

    by_rule = [flag.claim.severity for flag in found if flag.claim and flag.claim.rule != "model"]
    heaviest = max(by_rule, key=lambda severity: severity.rank, default=None)
    chance = model.score(line, heaviest)
    if heaviest is None or not heaviest.is_weighty or chance < _OPINION:
        return chance
    return _WEIGHTY + (1 - _WEIGHTY) * (chance - _OPINION) / (1 - _OPINION)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
