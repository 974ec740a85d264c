"""What is wrong with the merge fields of a text: one function for each kind of fault, all over the same row of fields."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from studio.core.check import Context
from studio.core.flag import Fix, Flag, Safety, Severity
from studio.core.merging.dialects import Dialect, Field, Filter, Part, plain_name, same_name
from studio.core.merging.filters import FILTERS, PASSED
from studio.core.merging.known import bare, usual
from studio.core.piece import Channel
from studio.core.span import Span

_CURLY = (Dialect.CURLY, Dialect.LIQUID, Dialect.HANDLEBARS)
_STAND_INS = {"firstname": "there", "name": "there", "fullname": "there", "nickname": "there", "contactname": "there"}
_ALWAYS_ENDS = ("url", "link", "unsubscribe", "email", "id", "year", "address")
_ALWAYS_BEGINS = ("sender", "company", "shop", "store", "brand", "our", "house", "support", "agent", "unsub", "current", "list")


def broken(fields: Sequence[Field]) -> Iterator[Flag]:
    """Fields that lack a brace or a name."""
    for field in fields:
        if field.fault:
            fixes = (Fix(field.mended, Safety.ASK),) if field.mended else ()
            yield Flag.over(field.span, field.fault, rule="Fields.Broken", severity=Severity.ERROR, fixes=fixes)


def filters(fields: Sequence[Field]) -> Iterator[Flag]:
    """Filters that do not exist, or lack what they need."""
    known = [*FILTERS, *PASSED]
    for field in fields:
        for used in field.filters if field.dialect is Dialect.LIQUID and not field.fault else ():
            yield from _filter(used, known)


def _filter(used: Filter, known: list[str]) -> Iterator[Flag]:
    rule = "Fields.Filter"
    if not used.name:
        yield Flag.over(used.span, "A bar with no filter behind it.", rule=rule, severity=Severity.ERROR)
    elif used.name in FILTERS:
        if len(used.args) < FILTERS[used.name][0]:
            example = f'{used.name}: "…"'
            message = f"The filter “{used.name}” needs something behind it, such as {example}."
            yield Flag.over(used.span, message, rule=rule, severity=Severity.ERROR)
    elif used.name not in PASSED:
        near = process.extractOne(used.name, known, scorer=fuzz.ratio, score_cutoff=75)
        name = Span(used.span.start, used.span.start + len(used.name))
        fixes = (Fix(near[0]),) if near else ()
        hint = f" Did you mean “{near[0]}”?" if near else ""
        message = f"There is no filter “{used.name}”.{hint}"
        yield Flag.over(name, message, rule=rule, severity=Severity.ERROR, fixes=fixes)


def names(fields: Sequence[Field], context: Context) -> Iterator[Flag]:
    """Names that the house does not know; where it names none, two spellings of one name."""
    asked = [field for field in fields if field.name and not field.fault and field.part in (Part.VALUE, Part.IF)]
    asked = [field for field in asked if field.name[0] not in "\"'"]
    known = context.fields.with_brief(context.brief)
    if not known.all:
        yield from _two_spellings(asked)
        return
    for field in asked:
        if known.has(field):
            continue
        place = Span(field.where.start, field.where.start + len(field.name))
        if near := known.near(field.name):
            message = f"There is no field “{field.name}”; the house knows “{near}”."
            fixes = (Fix(near),)
            yield Flag.over(place, message, rule="Fields.Misspelled", severity=Severity.ERROR, fixes=fixes)
        else:
            those = f"{', '.join(known.all[:8])}{'…' if len(known.all) > 8 else ''}"
            message = f"There is no field “{field.name}”. Known here: {those}."
            # What only a brief names may well be not all there is.
            severity = Severity.ERROR if context.fields.names else Severity.WARNING
            yield Flag.over(place, message, rule="Fields.Unknown", severity=severity)


def _two_spellings(asked: Sequence[Field]) -> Iterator[Flag]:
    spelled = usual(field.name for field in asked)
    for field in asked:
        right = spelled[plain_name(field.name)]
        if field.name != right:
            place = Span(field.where.start, field.where.start + len(field.name))
            message = f"The same field is written “{right}” elsewhere; one of the two stays empty."
            yield Flag.over(place, message, rule="Fields.Misspelled", severity=Severity.ERROR, fixes=(Fix(right),))


def conditions(fields: Sequence[Field]) -> Iterator[Flag]:
    """Conditions that are opened and never ended, or the other way round."""
    open_ones: list[Field] = []
    for field in fields:
        if field.part is Part.IF:
            open_ones.append(field)
        elif field.part is Part.END and open_ones:
            open_ones.pop()
        elif field.part in (Part.END, Part.ELSE, Part.ELSE_IF) and not open_ones:
            what = "ends" if field.part is Part.END else "belongs to"
            message = f"“{field.text}” {what} a condition that was never opened."
            yield Flag.over(field.span, message, rule="Fields.Condition", severity=Severity.ERROR)
    for field in open_ones:
        end = {Dialect.LIQUID: "{% endif %}", Dialect.HANDLEBARS: "{{/if}}"}.get(field.dialect, "*|END:IF|*")
        message = f"This condition is never ended; put {end} where it should end."
        yield Flag.over(field.span, message, rule="Fields.Condition", severity=Severity.ERROR)


def fallbacks(fields: Sequence[Field], context: Context, faulty: Sequence[Flag]) -> Iterator[Flag]:
    """Values that may be missing, where nothing is said to stand there instead; `faulty` has said enough of its fields."""
    if context.channel not in (Channel.EMAIL, Channel.SUPPORT):
        return
    filled = {same_name(bare(name)) for name in context.fields.filled}
    guards: list[tuple[str, bool]] = []  # of each condition around: the name, and whether it holds in this part
    has_blocks = any(field.dialect is Dialect.HANDLEBARS for field in fields)
    for field in fields:
        if field.part is Part.IF:
            guards.append((same_name(field.name), not field.negated))
        elif field.part is Part.ELSE and guards:
            guards[-1] = (guards[-1][0], not guards[-1][1])
        elif field.part is Part.ELSE_IF and guards:
            guards[-1] = ("", False)
        elif field.part is Part.END and guards:
            guards.pop()
        if field.part is not Part.VALUE or field.fault or field.fallback is not None or field.name[:1] in "\"'":
            continue
        name = same_name(field.name)
        if any(flag.span.overlaps(field.span) for flag in faulty):
            continue
        if name in filled or (name, True) in guards or _is_always_there(name):
            continue
        yield _no_fallback(field, name, has_blocks)


def _is_always_there(name: str) -> bool:
    return name.endswith(_ALWAYS_ENDS) or name.startswith(_ALWAYS_BEGINS)


def _no_fallback(field: Field, name: str, has_blocks: bool) -> Flag:
    stand_in = _STAND_INS.get(name, "")
    if field.dialect in _CURLY:
        message = f"A customer without {field.name} sees a hole here; say what stands there instead."
        written = field.text.strip("{} ")
        put = f"{{{{#if {written}}}}}{{{{{written}}}}}{{{{else}}}}{stand_in}{{{{/if}}}}" if has_blocks else ""
        put = put or f'{{{{ {written} | default: "{stand_in}" }}}}'
        fixes = (Fix(put),) if stand_in else ()
        return Flag.over(field.span, message, rule="Fields.NoFallback", severity=Severity.WARNING, fixes=fixes)
    message = f"A customer without {field.name} sees a hole here, unless your mailing program fills it."
    return Flag.over(field.span, message, rule="Fields.NoFallback", severity=Severity.SUGGESTION)


def mixed(fields: Sequence[Field]) -> Iterator[Flag]:
    """Fields of two kinds of mailing program in one text."""
    kinds = Counter(_family(field.dialect) for field in fields)
    tongues = {field.dialect for field in fields} & {Dialect.LIQUID, Dialect.HANDLEBARS}
    if len(kinds) < 2 and len(tongues) < 2:
        return
    if len(kinds) < 2:
        kinds = Counter(field.dialect for field in fields if field.dialect in tongues)
    usual = kinds.most_common(1)[0][0]
    told = set[Dialect]()
    for field in fields:
        kind = _family(field.dialect) if len({_family(each) for each in kinds}) > 1 else field.dialect
        if kind in kinds and kind is not usual and kind not in told:
            told.add(kind)
            message = f"This field is written as {kind.label}, the others as {usual.label}; a mailing program fills in one kind."
            yield Flag.over(field.span, message, rule="Fields.Mixed", severity=Severity.ERROR)


def _family(dialect: Dialect) -> Dialect:
    return Dialect.CURLY if dialect in _CURLY else dialect
