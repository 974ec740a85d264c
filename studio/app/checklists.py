"""What only a person can judge about a piece: which questions are asked of it, and what stands of the answers.

Which questions there are is written in files (see `questions`); a content type may add its own. An answer is a named person's,
for one exact text and for the very words of the question. Nothing but a person answers: no check, and no two questions at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.app import questions
from studio.core.acts import Act, may, refusal
from studio.core.checklist import Checklist, Question, Round, Standing, Standings
from studio.core.errors import BadConfig, NotFound, Refused
from studio.core.events import Actor, EventType
from studio.core.judgement import Answer, ChecklistAnswer
from studio.core.piece import Channel, Person

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace


def lists_for(root: Path, channel: Channel, extra: Sequence[str] = ()) -> tuple[Checklist, ...]:
    """The two lists that a piece of this channel is asked.

    Args:
        root: folder of the workspace.
        extra: questions of its content type, as the template writes them; they are asked last, in review.
    Raises:
        BadConfig: the workspace's own file cannot be read.
    """
    return _with_extra([questions.list_for(root, channel, round) for round in Round], extra)


def _with_extra(lists: Sequence[Checklist], extra: Sequence[str]) -> tuple[Checklist, ...]:
    more = questions.of_template(extra)
    ids = frozenset(each.id for each in more)
    return tuple(
        replace(each, questions=(*each.questions, *more), extra=ids) if more and each.round is Round.IN_REVIEW else each
        for each in lists
    )


def all_lists(root: Path) -> tuple[Checklist, ...]:
    """Every list of the house, channel by channel. Raises: BadConfig."""
    return tuple(each for channel in Channel for each in lists_for(root, channel))


def list_named(root: Path, name: str) -> Checklist:
    """The list that goes by `email.in_review`.

    Raises:
        NotFound: there is none; it says which there are.
        BadConfig: its file cannot be read.
    """
    channel, _, round = name.strip().lower().replace("-", "_").partition(".")
    if channel not in set(Channel) or round not in set(Round):
        known = ", ".join(f"{each.value}.{one.value}" for each in Channel for one in Round)
        raise NotFound(f"There is no checklist “{name}”.", f"There are: {known}.")
    return questions.list_for(root, Channel(channel), Round(round))


# ---------------------------------------------------------------- answering


def asked(session: "ReviewSession") -> tuple[tuple[Checklist, ...], str]:
    """The lists that the piece on the desk is asked, and why the workspace's own could not be read; then the house's stand."""
    desk, piece = session.desk, session.piece
    template = desk.template_of(piece)
    extra = template.checklist if template else ()
    try:
        return lists_for(desk.root, piece.channel, extra), ""
    except BadConfig as error:
        house = [questions.house_list(piece.channel, round) for round in Round]
        return _with_extra(house, extra), f"{error.what} Until then the house’s questions are asked. {error.remedy}"


def standing(session: "ReviewSession") -> Standings:
    """How every question stands for the text on the desk.

    An answer of the review counts for the exact text it was given for. One given before handing on counts for the present text,
    and for the one that was handed on last, whatever the editor changed since. An answer to other words counts for nothing.
    """
    lists, problem = asked(session)
    known = {(each.list, each.item): each for each in session.desk.history.judged.ticks(session.piece.id)}
    present, rows = session.text_hash, []
    for each in lists:
        texts = {present, session.handed_hash} if each.round is Round.DRAFTING else {present}
        for question in each.questions:
            answer = known.get((each.name, question.id))
            stale = _stale(answer, question, each.round, texts) if answer else ""
            rows.append(Standing(each.name, each.round, question, answer, stale))
    return Standings(tuple(rows), problem)


def _stale(answer: ChecklistAnswer, question: Question, round: Round, texts: set[str]) -> str:
    if answer.question != question.question:
        return f"Answered to other words: “{answer.question}”" if answer.question else "Answered to other words."
    if answer.text_hash not in texts:
        return "The text has changed since." if round is Round.IN_REVIEW else "The text has changed since it was answered."
    return ""


def answer(session: "ReviewSession", list: str, item: str, answer: Answer, note: str = "") -> None:
    """Answer one question about the text on the desk, as the person who sits there.

    Raises:
        Refused: the role or the stage does not allow it, the review's questions are answered by somebody who is no editor, or a
            "no" has no note.
        NotFound: there is no such question.
    """
    session.must(Act.TICK)
    row = find(session, list, item)
    if row.round is Round.IN_REVIEW and not may(Act.APPROVE, session.person):
        persons = session.desk.policy.persons
        who = ", ".join(each.name for each in persons if may(Act.APPROVE, each) and each.works_on(session.piece.brand))
        raise Refused("The questions of the review are answered by an editor.", f"Who may: {who or 'nobody yet'}.")
    if answer is Answer.NO and not note.strip():
        raise Refused("A no needs a note.", "Say what is missing or wrong, so that somebody can mend it.")
    lists, _ = asked(session)
    version = next(each.version for each in lists if each.name == row.list)
    said = {"list": row.list, "item": row.question.id, "version": version, "question": row.question.question}
    session.flush()  # what was typed belongs to the text that is judged
    session.record(
        (EventType.CHECKLIST_ANSWERED, said | {"answer": answer.value, "note": note.strip(), "text_hash": session.text_hash})
    )


def find(session: "ReviewSession", list: str, item: str) -> Standing:
    """The question of that id; `list` may be left empty, or be the round alone, where that says enough.

    Raises:
        NotFound: there is none, or there are several.
    """
    wanted = list.strip().lower().replace("-", "_")
    rows = [row for row in standing(session).rows if wanted in ("", row.list, row.round.value)]
    found = [row for row in rows if row.question.id == item.strip()]
    if len(found) != 1:
        known = ", ".join(f"{row.round.value}.{row.question.id}" for row in rows)
        fault = "More than one question goes" if found else "No question goes"
        raise NotFound(f"{fault} by “{item}”.", f"There are: {known}." if known else "This piece is asked nothing.")
    return found[0]


# ---------------------------------------------------------------- changing the questions


def save(workspace: "Workspace", person: Person, name: str, asked: Sequence[Question]) -> Checklist:
    """Make these the workspace's own questions of a list. Other lists, and comments in the file, stay as they are.

    Raises:
        Refused: the person may not, or the file cannot be written.
        NotFound: no list goes by that name.
        BadConfig: a question is empty, or two have one id.
    """
    return _change(workspace, person, name, asked)


def restore(workspace: "Workspace", person: Person, name: str) -> Checklist:
    """Ask what the house asks again, and forget the workspace's own questions of a list. Raises: as `save`."""
    return _change(workspace, person, name, None)


def _change(workspace: "Workspace", person: Person, name: str, asked: Sequence[Question] | None) -> Checklist:
    workspace.must_be_writable()
    if refused := refusal(Act.CHECKLISTS, person, None, workspace.policy.persons):
        raise Refused(*refused)
    before = list_named(workspace.root, name)
    named: tuple[Question, ...] | None = None
    if asked is not None:
        named = with_ids(asked)
        if before.is_own and named == before.questions:
            return before
    elif not before.is_own:
        return before
    questions.write(workspace.root, before.channel, before.round, named)
    after = list_named(workspace.root, name)
    items = [
        {"id": each.id, "question": each.question, "why": each.why, "required": each.is_required} for each in after.questions
    ]
    payload = {"list": after.name, "version": after.version, "items": items}
    workspace.history.append(EventType.CHECKLIST_SAVED, "", Actor.person(person.name), payload)
    return after


def with_ids(asked: Sequence[Question]) -> tuple[Question, ...]:
    """The questions in plain form, each with an id: new ones get one of their words."""
    taken = [each.id for each in asked if each.id]
    made = []
    for each in asked:
        words = " ".join(each.question.split())
        id = questions.named(each.id.strip(), words, taken)
        taken.append(id)
        made.append(Question(id, words, " ".join(each.why.split()), each.is_required))
    return tuple(made)


__all__ = [
    "Answer",
    "Checklist",
    "Question",
    "Round",
    "Standing",
    "Standings",
    "all_lists",
    "answer",
    "asked",
    "find",
    "list_named",
    "lists_for",
    "restore",
    "save",
    "standing",
]
