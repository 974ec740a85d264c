"""The AI services that a workspace knows, by name: `services.toml` in its folder, without any key.

The file belongs to the house and may stand in version control; the keys belong to the people and stay on their computers, see
`service_keys`. Every change that is made here goes into the history as `service.saved`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import tomlkit
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from studio.app.alone import alone
from studio.app.house_files import readable
from studio.core.acts import Act, refusal
from studio.core.asking import Service
from studio.core.errors import BadConfig, BadInput, NotFound, Refused
from studio.core.events import Actor, EventType

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from studio.app.workspace import Workspace
    from studio.core.piece import Person

FILE = "services.toml"
_LOCK = ".services.lock"
_NO_KEYS = "Write keyring, passphrase, none, or the name of an environment variable; a key itself never stands here."
_FIRST = "# AI services by address and model. Keys are never written here; see `bluepencil services key`.\n"
KINDS = ("keyring", "passphrase", "none")
"""Where a key can come from, beside an environment variable."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")  # with a line in it, which hardly any key has
_ONE_WORD = re.compile(r"[\w-]+")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)  # an address of the network in one number, such as 134744072
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # kinds of signs: line breaks, controls, what turns the direction of writing
_MAY_HOLD_A_KEY = re.compile(r"[@?#]")
_USUAL_PORTS: Mapping[str, str] = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
}
"""Where the servers that people run themselves usually listen, by name."""


_REMEDIES: Mapping[str, str] = {
    "currency": "Write three capital letters, such as EUR.",
    "terms": "Write a day such as 2027-01-31, or nothing.",
}
"""What to write instead, where the library's own words would not help."""


def _day(iso: str) -> str:
    """A day, or nothing. Raises: ValueError, where it is neither."""
    if iso and date.fromisoformat(iso).isoformat() != iso:
        raise ValueError(iso)
    return iso


def _seen(text: str) -> str:
    """A text, if it is one line and all of it is to be seen: else it could pass for something else in a list or a sentence."""
    if any(unicodedata.category(sign) in _UNSEEN for sign in text):
        raise PydanticCustomError("unseen", "Write it in one line, without signs that nobody can see")
    return text


class _Entry(BaseModel):
    """One `[[service]]`; see `core.asking.Service`."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_seen)]
    address: Annotated[str, Field(min_length=1, max_length=500)]
    model: Annotated[str, Field(max_length=200), AfterValidator(_seen)] = ""
    key: Annotated[str, Field(max_length=100)] = "keyring"
    timeout: Annotated[float, Field(ge=1, le=3600)] = 60.0
    tries: Annotated[int, Field(ge=1, le=5)] = 3
    price_in: Annotated[float, Field(ge=0, le=100_000)] = 0.0
    price_out: Annotated[float, Field(ge=0, le=100_000)] = 0.0
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    terms: Annotated[str, AfterValidator(_day)] = ""


_SAID_AGAIN = frozenset(_Entry.model_fields) - {"address", "key"}


def usual() -> Iterator[Service]:
    """Services that people often run on their own computer, for a form to begin with; whether they run is not known."""
    for name, address in _USUAL_PORTS.items():
        yield Service(name, address, "", key="none")


def services(root: Path) -> tuple[Service, ...]:
    """Every service of the workspace, in the file's order; none where it has no file.

    Raises:
        BadConfig: naming the file and the first thing wrong in it.
    """
    rows = _document(root).unwrap().get("service", [])
    if not isinstance(rows, list):
        raise BadConfig(f"{FILE} holds no list of services.", "Begin each one with [[service]].")
    found = tuple(_read(row) for row in rows)
    names = [each.name.casefold() for each in found]
    if twice := next((each.name for each in found if names.count(each.name.casefold()) > 1), ""):
        raise BadConfig(f"{FILE}: two services are called “{twice}”.", "Give each a name of its own.")
    return found


def service(root: Path, name: str = "") -> Service:
    """The service of that name, whatever the case; the first one where none is named.

    Raises:
        NotFound: there is none; it says which there are.
    """
    every = services(root)
    if not every:
        raise NotFound("No AI service is set up here.", "Add one: AI services… in the menu, or `bluepencil services add`.")
    found = next((each for each in every if not name.strip() or each.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise NotFound(f"There is no AI service “{name}”.", f"There are: {', '.join(each.name for each in every)}.")
    return found


def save(workspace: "Workspace", person: "Person", made: Service, was: str = "") -> None:
    """Add a service, or put it in the place of the one called `was`.

    Raises:
        Refused: the person is no owner, or another program changes the list at this moment.
        BadInput: an address that is none, a name that is taken, or a number out of bounds.
        BadConfig: the file cannot be read, or written.
    """
    _must_be_theirs(workspace, person)
    entry, old = _checked(made), was.strip().casefold()
    with _changing(workspace, person, _told(made, was)) as document:
        names = [each.name.casefold() for each in services(workspace.root)]
        if entry.name.casefold() in names and entry.name.casefold() != old:
            raise BadInput(f"There is a service “{entry.name}” already.", "Give this one another name.")
        rows = document.setdefault("service", tomlkit.aot())
        table = next((row for row in rows if old and _name(row) == old), None)
        if table is None:
            table = tomlkit.table()
            rows.append(table)
        for name, value in entry.model_dump().items():
            if name in ("name", "address") or value != _Entry.model_fields[name].default:
                table[name] = value
            elif name in table:
                del table[name]


def remove(workspace: "Workspace", person: "Person", name: str) -> None:
    """Raises: Refused, as `save`; NotFound, where there is no such service."""
    _must_be_theirs(workspace, person)
    gone = service(workspace.root, name)
    with _changing(workspace, person, _told(gone) | {"removed": True}) as document:
        service(workspace.root, gone.name)  # another program may have removed it meanwhile
        rows = document["service"]
        del rows[next(place for place, row in enumerate(rows) if _name(row) == gone.name.casefold())]


def must_be_sound(made: Service) -> None:
    """Raises: BadInput, where it is no service that could be saved."""
    _checked(made)


def is_variable(key: str) -> bool:
    """Whether that is the name of an environment variable, and not a key that somebody wrote in the wrong place."""
    return bool(_VARIABLE.fullmatch(key))


def _must_be_theirs(workspace: "Workspace", person: "Person") -> None:
    """Raises: Refused, where the person may not change services."""
    workspace.must_be_writable()
    if refused := refusal(Act.SERVICES, person, None, workspace.policy.persons):
        raise Refused(*refused)


def _told(made: Service, was: str = "") -> dict[str, Any]:
    told: dict[str, Any] = {"name": made.name, "address": made.told_address, "model": made.model, "local": made.is_local}
    return told | ({"was": was} if was and was != made.name else {})


def _checked(made: Service) -> _Entry:
    """Raises: BadInput, with what is wrong in a sentence."""
    if wrong := _wrong_address(made):
        raise BadInput(*wrong)
    if made.key not in KINDS and not is_variable(made.key):
        what = "Where the key comes from is keyring, passphrase, none, or the name of an environment variable."
        raise BadInput(what, "The key itself is never written here: it is asked for.")
    try:
        return _Entry(**{name: getattr(made, name) for name in _Entry.model_fields})
    except ValidationError as error:
        first = error.errors()[0]
        where = str(first["loc"][0]) if first["loc"] else "value"
        raise BadInput(f"The {where.replace('_', ' ')} cannot be {_input(first)}.", _remedy(first)) from None


def _wrong_address(made: Service) -> tuple[str, str] | None:
    """Why nothing may be sent to the address of a service: what is wrong, and what to write. No key is ever said again."""
    more = "The address holds more than where the service is.", "Leave out names, keys and whatever follows a “?”."
    like = "Write it like http://127.0.0.1:11434/v1."
    if any(sign.isspace() or not sign.isprintable() for sign in made.address.strip()):
        return "The address holds a blank, a line break or a sign that nobody can see.", like
    quoted = "That" if _MAY_HOLD_A_KEY.search(made.address) else f"“{made.address}”"
    try:
        parts = urlsplit(made.address)
        scheme, host, _ = parts.scheme, made.host, parts.port
    except ValueError:  # brackets that do not close, a port that is no number
        return f"{quoted} is no address of a service.", like
    if parts.username is not None or parts.query or parts.fragment:
        return more
    if scheme not in ("http", "https") or not host:
        return f"{quoted} is no address of a service.", like
    if scheme == "http" and made.key != "none" and not made.is_local and not _is_in_this_house(host):
        return "A key would go to that address for everybody to read.", "Write https:// instead of http://."
    return None


def _is_in_this_house(host: str) -> bool:
    """Whether a host is called by one word, as computers of one's own network are; a number in any writing is no word."""
    return bool(_ONE_WORD.fullmatch(host)) and not _NUMBER.fullmatch(host)


def _read(row: object) -> Service:
    try:
        entry = _Entry.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "service"
        if where == "key":
            raise BadConfig(f"{FILE}: what stands under key is too long.", _NO_KEYS) from None
        raise BadConfig(f"{FILE}: {where} cannot be {_input(first)}.", _remedy(first)) from None
    if entry.key not in KINDS and not is_variable(entry.key):
        raise BadConfig(f"{FILE}: what stands under key of {entry.name} says not where a key comes from.", _NO_KEYS)
    found = Service(**entry.model_dump())
    if wrong := _wrong_address(found):
        raise BadConfig(f"{FILE}, address of {found.name}: {wrong[0]}", wrong[1])
    return found


def _input(first: "ErrorDetails") -> str:
    """What was written, in quotes; but not where it may be a key: in an address, and under a name that nobody knows."""
    where = str(first["loc"][0]) if first["loc"] else ""
    return f"“{first['input']}”" if where in _SAID_AGAIN and first["type"] != "unseen" else "what stands there"


def _remedy(first: "ErrorDetails") -> str:
    name = str(first["loc"][0]) if first["loc"] else ""
    return _REMEDIES.get(name, f"{first['msg']}.")


def _name(row: Any) -> str:
    """What services are told apart by."""
    return str(row.get("name", "")).strip().casefold()


@contextmanager
def _changing(workspace: "Workspace", person: "Person", told: Mapping[str, Any]) -> Iterator[tomlkit.TOMLDocument]:
    """The file as it is now, to be changed. No other program changes it meanwhile; file and history take the change, or neither.

    Raises:
        Refused: another program changes it at this moment.
        BadConfig: it cannot be read, or written.
    """
    path = workspace.root / FILE
    with ExitStack() as held:
        try:
            held.enter_context(alone(workspace.root / _LOCK))
        except OSError:
            raise Refused("Another program is changing the AI services right now.", "Try again in a moment.") from None
        document = _document(workspace.root)
        before = tomlkit.dumps(document) if path.exists() else None
        yield document
        _write(workspace.root, tomlkit.dumps(document))
        try:
            workspace.history.append(EventType.SERVICE_SAVED, "", Actor.person(person.name), dict(told))
        except BaseException:
            if before is None:
                path.unlink()
            else:
                _write(workspace.root, before)
            raise


def _document(root: Path) -> tomlkit.TOMLDocument:
    path = root / FILE
    with readable(FILE):
        text = path.read_text(encoding="utf-8-sig") if path.exists() else _FIRST
    try:
        return tomlkit.parse(text)
    except tomlkit.exceptions.ParseError as error:
        raise BadConfig(f"{FILE} is not valid TOML: {error}.", "Mend the line or take it out.") from None


def _write(root: Path, text: str) -> None:
    try:
        beside = root / f".{FILE}.new"
        beside.write_text(text, encoding="utf-8")
        beside.replace(root / FILE)
    except OSError as error:
        raise BadConfig(f"{FILE} cannot be written: {error.strerror}.", "Check the folder.") from None
