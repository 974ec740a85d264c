"""What is wrong with one address, and with those of the house's own sites."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from studio.checks._linking import Link
from studio.core.flag import Fix, Flag, Safety, Severity
from studio.core.linking import LinkRules
from studio.core.merging.reading import read
from studio.core.span import Span

_PLACEHOLDER_HOSTS = re.compile(
    r"(?:^|\.)(?:example\.(?:com|org|net|edu)|[\w-]+\.(?:example|invalid|test)|localhost"
    r"|(?:your|my)-?(?:own-?)?(?:domain|site|website|company|business|brand|store|shop|link|url)\.[a-z.]{2,8}"
    r"|(?:domain|website|yourname|companyname|brandname|site|url|link|insert-?link|placeholder)\.(?:com|org|net|co\.uk)|tbc|tbd)$"
)
_RESERVED = re.compile(r"\.example\.(?:com|org|net|edu)$")
_GENERAL = ("www", "shop", "blog", "app", "mail", "m", "store", "api", "links", "go", "get", "my", "your")
_LOCAL = re.compile(r"^(?:localhost|127\.|0\.0\.0\.0|192\.168\.|10\.\d+\.\d+\.\d+$|\[?::1)")
_WORDS = re.compile(
    r"^\W*(?:link|url|insert[ _-]?(?:link|url)(?:[ _-]?here)?|link[ _-]?here|url[ _-]?here|tbc|tbd|todo|x{3,}|\.{3}|…)\W*$", re.I
)
_SCHEME = re.compile(
    r"^(?:https?//|https?:/(?!/)|https?:(?!/)|https?:///+|(?:htp|hptt|htpp|hhtp|ttp|htts|htps|httpss|ttps)s?:?/{1,2}"
    r"|https?:\\+|https?://https?:?//|https?;//|https?://(?=/))",
    re.I,
)
_HOST = re.compile(r"^(?:[a-z0-9\u00a1-\uffff_-]+\.)+[a-z\u00a1-\uffff]{2,}$", re.I)
_TYPED_HOST = re.compile(r"^(?:www\.|(?:[a-z0-9-]+\.)+(?:com|org|net|co\.uk|io|uk|eu|de|fr|us|shop|app)(?:[/?#]|$))", re.I)
_KNOWN_PARAMETERS = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id")


def faults(link: Link, rules: LinkRules) -> Iterator[Flag]:
    """What is wrong with the address of one link; spans are of the source."""
    target = link.target
    if not target:
        what = "picture" if link.kind == "image" else "link"
        yield Flag.over(link.span, f"This {what} leads nowhere: no address stands in its brackets.", rule="Links.Broken")
        return
    bare = _without_fields(target)
    if not bare.strip():
        if any(c.isspace() for c in target):
            yield _blank_in_field(link)
        return
    if _WORDS.match(bare):
        message = f"“{target}” stands for an address that is still to come."
        yield Flag.over(link.where, message, rule="Links.Placeholder", severity=Severity.ERROR)
        return
    if wrong := _SCHEME.match(bare):
        yield _scheme(link, wrong)
        return
    if any(c.isspace() for c in target):
        yield _blanks(link)
        return
    yield from _of_address(link, bare, rules)


def _of_address(link: Link, bare: str, rules: LinkRules) -> Iterator[Flag]:
    if bare.startswith(("#", "/", "./", "../", "tel:", "sms:")):
        return
    if bare.startswith("mailto:"):
        address = bare[7:].partition("?")[0]
        if "@" not in address and link.target == bare:
            yield Flag.over(link.where, "This is no email address: it lacks “@”.", rule="Links.Broken")
        return
    if not re.match(r"[a-z][a-z0-9+.-]*:", bare, re.I) and link.kind != "bare":
        if "@" in bare and _HOST.match(bare.rpartition("@")[2]):
            fixes = (Fix(f"mailto:{link.target}", Safety.ASK),)
            yield Flag.over(link.where, "An email address needs “mailto:” before it.", rule="Links.Broken", fixes=fixes)
        elif _TYPED_HOST.match(bare):
            fixes = (Fix(f"https://{link.target}", Safety.ASK),)
            yield Flag.over(
                link.where,
                "This address needs “https://” before it, or it leads into our own site.",
                rule="Links.Broken",
                fixes=fixes,
            )
        return
    yield from _of_site(link, bare, rules)


def _of_site(link: Link, bare: str, rules: LinkRules) -> Iterator[Flag]:
    try:
        parts = urlsplit(bare if "://" in bare else f"https://{bare}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        yield Flag.over(link.where, "This is no address that a browser understands.", rule="Links.Broken")
        return
    if parts.scheme.lower() not in ("http", "https"):
        return
    is_own = any(host == own.casefold() or host.endswith(f".{own.casefold()}") for own in rules.own)
    if not is_own and (flag := _placeholder(link, host)):
        yield flag
        return
    if not _HOST.match(host) and not re.fullmatch(r"[\d.]+|\[?[0-9a-f:]+\]?", host) and host == _host_of(link.target):
        yield Flag.over(link.where, f"“{host}” is no whole domain.", rule="Links.Broken")
        return
    if parts.scheme == "http" and bare.lower().startswith("http:"):
        fixes = (Fix("https" + link.target[4:], Safety.ASK),)
        message = "This address is not secure; nearly every site answers to https."
        yield Flag.over(link.where, message, rule="Links.NotSecure", severity=Severity.SUGGESTION, fixes=fixes)
    yield from _parameters(link, parts.query, rules if is_own else LinkRules())


def _placeholder(link: Link, host: str) -> Flag | None:
    """A flag where `host` is nobody's."""
    if _LOCAL.match(host):
        message = f"“{host}” leads to the writer’s own computer."
    elif _PLACEHOLDER_HOSTS.search(host):
        message = f"“{host}” is a domain that stands for another: nobody answers there."
    else:
        return None
    # Whoever gave the domain a name of its own may mean it: in a demonstration, say.
    is_named = host.count(".") > 1 and host.partition(".")[0] not in _GENERAL and _RESERVED.search(host)
    severity = Severity.SUGGESTION if is_named else Severity.WARNING
    return Flag.over(link.where, message, rule="Links.Placeholder", severity=severity)


def _host_of(target: str) -> str:
    """The host of an address without fields; empty where one stands in it."""
    return "" if read(target) else urlsplit(target if "://" in target else f"https://{target}").hostname or ""


def _parameters(link: Link, query: str, rules: LinkRules) -> Iterator[Flag]:
    """Parameters that stand twice, are misspelt, or are missing on the house's own sites."""
    names = [part.partition("=")[0].removeprefix("amp;") for part in query.split("&") if part]
    for name, many in Counter(names).items():
        if many > 1 and not name.endswith(("[]", "%5B%5D")):
            yield Flag.over(_place(link, name, last=True), f"“{name}” stands twice in this address.", rule="Links.Twice")
    known = list(dict.fromkeys((*rules.tracking, *_KNOWN_PARAMETERS)))
    for name in dict.fromkeys(names):
        if name not in known:
            near = process.extractOne(name.casefold(), known, scorer=fuzz.ratio, score_cutoff=85)
            is_tracking = name.casefold().startswith("utm")
            if near and (is_tracking or near[0] in rules.tracking):
                message = f"“{name}” is no parameter that counts; did you mean “{near[0]}”?"
                fixes = (Fix(near[0], Safety.ASK),)
                yield Flag.over(_place(link, name), message, rule="Links.Tracking", fixes=fixes)
            elif is_tracking and rules.own:
                yield Flag.over(_place(link, name), f"“{name}” is no parameter that counts.", rule="Links.Tracking")
    for part in query.split("&"):
        name, sign, value = part.partition("=")
        if name in rules.tracking and (not sign or not value) and not read(link.target):
            yield Flag.over(_place(link, name), f"“{name}” has no value.", rule="Links.Tracking")
    near_ones = {name for name in names if name.casefold().startswith("utm")}
    missing = [name for name in rules.tracking if name not in names and not any(fuzz.ratio(name, n) >= 85 for n in near_ones)]
    if missing and link.kind != "image":
        listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        yield Flag.over(link.where, f"This link to our own site lacks {listed}.", rule="Links.Tracking")


def _place(link: Link, name: str, last: bool = False) -> Span:
    """Where a parameter's name stands."""
    found = [m.start(1) for m in re.finditer(rf"[?&](?:amp;)?({re.escape(name)})(?==|&|#|$)", link.target)]
    if not found:
        return link.where
    at = link.where.start + found[-1 if last else 0]
    return Span(at, at + len(name))


def _without_fields(target: str) -> str:
    """The address without its merge fields, which stand for something that is no fault of it."""
    made, at = "", 0
    for field in read(target):
        made += target[at : field.span.start] + ("x" if made or target[field.span.end :] else "")
        at = field.span.end
    return made + target[at:]


def _blank_in_field(link: Link) -> Flag:
    mended = re.sub(r"\{\{\s*(.*?)\s*\}\}", r"{{\1}}", link.target)
    fixes = (Fix(mended, Safety.SAFE),) if not any(c.isspace() for c in mended) else ()
    message = "With blanks inside the field this is no link in Markdown: take them out."
    return Flag.over(link.where, message, rule="Links.Broken", fixes=fixes)


def _blanks(link: Link) -> Flag:
    if read(link.target) and not any(c.isspace() for c in _without_fields(link.target)):
        return _blank_in_field(link)
    mended = re.sub(r"\s+", "%20", link.target)
    return Flag.over(
        link.where, "A blank stands inside this address, so this is no link.", rule="Links.Broken", fixes=(Fix(mended),)
    )


def _scheme(link: Link, wrong: re.Match[str]) -> Flag:
    secure = "" if re.match(r"https?:///?(?!/)|http[^s]", wrong[0]) and not wrong[0].lower().startswith("https") else "s"
    rest = link.target[wrong.end() :].lstrip("/\\")
    put = f"http{secure}://{rest}" if rest else ""
    fixes = (Fix(put, Safety.ASK),) if put else ()
    return Flag.over(link.where, f"An address begins with “https://”, not “{wrong[0]}”.", rule="Links.Broken", fixes=fixes)
