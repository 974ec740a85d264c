"""The brand's voice: what it is learned from, how it sounds, and what of a piece leaves it."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli.shell import (
    HERE,
    As,
    AsFirst,
    Folder,
    Listing,
    PieceId,
    app,
    choice,
    out,
    out_json,
    reader_at,
    remark,
    session_at,
    told,
    workspace_at,
)
from studio.core.errors import BadInput, NotFound
from studio.core.phrases import count, listed
from studio.core.piece import Channel

if TYPE_CHECKING:
    from studio.app.voice_of_piece import PieceVoice
    from studio.core.voice_profile import Profile
    from studio.core.voicing import Row

voice = typer.Typer(help="A brand's voice: learned from its own published texts, shown as figures, and held against a piece.")
app.add_typer(voice, name="voice")

Brand = Annotated[str, typer.Argument(metavar="BRAND", help="The brand's name, as its pieces have it.")]
OnChannel = Annotated[str, typer.Option("--channel", help="blog, web, email, social or support.")]
_FAR = 8  # sentences shown to people; JSON has all


@voice.command()
@told
def profile(
    brand: Brand,
    channel: OnChannel = "blog",
    words: Annotated[bool, typer.Option("--words", help="As sentences to write by, as a prompt has them.")] = False,
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: AsFirst = "",
) -> None:
    """How a brand sounds on a channel: each figure with its range, how it is counted, and a sentence to hear it by."""
    from studio.app import voices

    with workspace_at(workspace) as opened:
        if who := reader_at(opened, person):
            opened.must_work_on(who, brand)
        found = voices.profile_of(opened, brand, choice(Channel, channel))
    if found is None:
        raise NotFound(
            f"There is nothing yet to learn the voice of {brand} from.",
            f'`bluepencil voice add "{brand}" FILE…` takes published texts in.',
        )
    if format is Listing.JSON:
        out_json(_profile(found) | {"in_words": list(voices.in_words(found)), "samples": list(voices.samples(found))})
    elif words:
        heard = (
            [f"It sounds like this: {' '.join(f'“{each}”' for each in voices.samples(found))}"] if voices.samples(found) else []
        )
        out("\n".join((*voices.in_words(found), *heard)))
    else:
        _print(found)


def _print(found: "Profile") -> None:
    from studio.core.measures import MEASURES

    out(f"{found.brand}, {found.channel}: learned from {found.target.origin} ({listed(found.target.texts)}).")
    for measure in MEASURES:
        wanted = found.target.ranges.get(measure.id)
        if not wanted:
            continue
        figure = f"{measure.said(wanted.low)} to {measure.said(wanted.high)} {measure.unit}"
        out(f"\n{measure.name}: {figure} (all texts: {measure.said(wanted.least)} to {measure.said(wanted.most)})")
        out(f"    {measure.how}")
        for each in found.examples.get(measure.id, ())[:2]:
            out(f"    “{each.sentence}” ({each.text})")
    if found.favourites:
        out("\nWords it likes")
        for liked in found.favourites:
            out(f"    {liked.words}: {count(liked.times, 'time')} in {count(liked.texts, 'text')}")
    if found.avoided:
        out("\nWords it avoids")
        for shunned in found.avoided:
            out(f"    {shunned.words}: {shunned.why}")


def _profile(found: "Profile") -> dict[str, Any]:
    return {
        "brand": found.brand,
        "channel": found.channel,
        "learned_from": found.target.origin,
        "texts": list(found.target.texts),
        "figures": {name: asdict(each) for name, each in found.target.ranges.items()},
        "sentences": {name: asdict(each) for name, each in found.sentences.items()},
        "habits": dict(found.habits),
        "favourites": [asdict(each) for each in found.favourites],
        "avoided": [asdict(each) for each in found.avoided],
        "examples": {name: [asdict(each) for each in some] for name, some in found.examples.items()},
    }


# ---------------------------------------------------------------- what it is learned from


@voice.command()
@told
def add(
    brand: Brand,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE…", help="Published texts, or folders of them.")] = None,
    channel: Annotated[str, typer.Option(help="Where they were published; without it what a file's header says.")] = "",
    approved: Annotated[bool, typer.Option("--approved", help="The brand's own approved and published pieces as well.")] = False,
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Add published texts to what a brand's voice is learned from; an editor or an owner does it."""
    from studio.app import voice_adding

    if not files and not approved:
        raise BadInput("No text is named.", "Name files or folders, or say `--approved`.")
    with workspace_at(workspace) as opened:
        who, on = opened.person(person), choice(Channel, channel) if channel else None
        done = [voice_adding.add_files(opened, who, brand, files or [], on)]
        if approved:
            done.append(voice_adding.add_pieces(opened, who, voice_adding.could_add(opened, who, brand)))
    for problem in (each for one in done for each in one.problems):
        remark(problem)
    names = [each for one in done for each in one.names]
    if not names:
        raise BadInput("Nothing was added.", "What was left out is told above." if done[0].problems else "Nothing new is there.")
    out(f"{count(len(names), 'text')} added to the voice of {brand}: {listed(names)}. As {who.name}.")


@voice.command()
@told
def remove(
    brand: Brand,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The text's file, as `voice profile` names it.")],
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Take a text out of what a brand's voice is learned from; its file is deleted."""
    from studio.app import voice_adding

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        voice_adding.remove(opened, who, brand, name)
    out(f"{name} is taken out of the voice of {brand}. As {who.name}.")


# ---------------------------------------------------------------- a piece


@voice.command()
@told
def piece(id: PieceId, workspace: Folder = HERE, format: Listing = Listing.TEXT, person: As = "") -> None:
    """A piece held against its brand's voice: AI original, text and target side by side, and the sentences that leave it."""
    from studio.app.voice_of_piece import hear

    with workspace_at(workspace) as opened:
        one = opened.piece(id)
        found = hear(opened, one, opened.person(person) if person else opened.holder(one))
    if format is Listing.JSON:
        out_json(_heard(found))
        return
    if found.missing:
        remark(found.missing)
    if found.profile:
        out(f"Held against {found.profile.target.origin}.")
    out(f"{'':<32} {'AI original':>12} {'now':>12}   target")
    for row in found.rows:
        out(f"{row.measure.name:<32} {_figure(row, row.original):>12} {_figure(row, row.edited):>12}   {_wanted(row)}".rstrip())
    if found.far:
        out(f"\nThe sentences that leave the voice ({min(len(found.far), _FAR)} of {len(found.far)}), the farthest first")
        for each in found.far[:_FAR]:
            out(f"    “{' '.join(each.text.split())}”")
            for why in each.whys:
                out(f"        {why.words}")
    elif not found.missing:
        out("\nNo sentence leaves the voice.")
    if found.nearest_words:
        out(f"\n{found.nearest_words}")
    for rated in found.ratings:
        out(f"{rated.who} said at the yes how much it sounds like the brand: {rated.rating} of 5.")


def _figure(row: "Row", value: float | None) -> str:
    return "–" if value is None else row.measure.said(value)


def _wanted(row: "Row") -> str:
    if row.wanted is None:
        return ""
    lies = f", now {row.edited_lies.value}" if row.edited_lies else ""
    return f"{row.measure.said(row.wanted.low)} to {row.measure.said(row.wanted.high)} {row.measure.unit}{lies}"


def _heard(found: "PieceVoice") -> dict[str, Any]:
    return {
        "piece": found.piece.id,
        "missing": found.missing,
        "held_against": found.profile.target.origin if found.profile else "",
        "figures": [
            {
                "measure": row.measure.id,
                "original": row.original,
                "edited": row.edited,
                "target": asdict(row.wanted) if row.wanted else None,
                "edited_lies": row.edited_lies.value if row.edited_lies else None,
            }
            for row in found.rows
        ],
        "far": [
            {"start": each.span.start, "end": each.span.end, "text": each.text}
            | {"why": [{"measure": why.measure, "words": why.words} for why in each.whys]}
            for each in found.far
        ],
        "nearest": found.nearest_words,
        "ratings": [asdict(each) for each in found.ratings],
    }


@voice.command()
@told
def why(
    id: PieceId,
    words: Annotated[str, typer.Option(help="Words of the change: those that came, or those that went.")] = "",
    reason: Annotated[
        str, typer.Option(help="fact, tone, voice, local, culture, inclusive, story, legal, clarity, other; none takes it back.")
    ] = "",
    note: Annotated[str, typer.Option(help="More, in your own words.")] = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """What the changes of a piece are for: said so far, or said now of one of them. Nobody has to."""
    from studio.app.explaining import change_with, explain, explained, said
    from studio.core.events import EventType
    from studio.core.reasons import Reason

    if bool(words) != bool(reason):
        raise BadInput("A reason is that of a change.", "Say both `--words` and `--reason`.")
    with workspace_at(workspace) as opened:
        session = session_at(opened, id, person)
        if words:
            change = change_with(session.comparison, words)
            given = None if reason == "none" else choice(Reason, reason)
            explain(session, change, given, note)
            out(f"{said(change)}: {given.value if given else 'taken back'}. As {session.person.name}.")
            return
        known = explained(opened.history.events(session.piece.id, [EventType.CHANGE_EXPLAINED]))
        for change in session.comparison.changes:
            told_of = known.get(change.id)
            by = f"{told_of.reason.value}{f' ({told_of.note})' if told_of.note else ''}, {told_of.who}" if told_of else "–"
            out(f"{said(change)}: {by}")
        if not session.comparison.changes:
            remark("the text has no changes.")
