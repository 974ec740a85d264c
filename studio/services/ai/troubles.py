"""What went wrong with a service, as one sentence that says what to do. No key ever stands in one."""

import re
import ssl
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from studio.core.asking import Service
from studio.core.errors import ServiceTrouble, Trouble

_MOST = 200  # code points of the service's own words
_KEYS = re.compile(r"(?i)\b(?:bearer\s+\S+|(?:sk|pk|key|api)[-_][\w-]{8,})")
_NUMBER = re.compile(r"^Error code: \d+(?: - )?")  # the package says it before the service's own words
_TOO_LONG = re.compile(r"(?i)context.{0,20}(?:length|window|size)|too (?:long|many tokens)|maximum.{0,20}tokens")


class Spoilt(ServiceTrouble):
    """An answer came, and is none. To send the same again would only cost again."""


def of(error: Exception, service: Service, key: str) -> ServiceTrouble:
    """The trouble that an error of a call means. Raises the error itself where it is no trouble of the service's, but a bug."""
    import httpx2
    import openai

    if within := next((cause for cause in _causes(error) if isinstance(cause, ServiceTrouble)), None):
        return within  # the package puts an error of its own around ours
    if any(isinstance(cause, httpx2.DecodingError) for cause in _causes(error)):
        return unreadable(service)
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException | TimeoutError):
        return _timeout(service)
    if isinstance(error, openai.APIConnectionError | httpx2.TransportError):
        return _unreached(error, service)
    if isinstance(error, openai.APIStatusError):
        return _status(error, service, key)
    if isinstance(error, openai.APIResponseValidationError | ValueError | RecursionError):  # what they say is not the service's
        return unreadable(service)
    if isinstance(error, openai.OpenAIError):
        return _broken(service, _own_words(str(error), key))
    raise error


def _timeout(service: Service) -> ServiceTrouble:
    what = f"{service.name} said nothing for {service.timeout:.0f} seconds."
    return ServiceTrouble(Trouble.TIMEOUT, what, "Try again, or give it more time in the connection’s settings.")


def _unreached(error: Exception, service: Service) -> ServiceTrouble:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(cause) for cause in causes):
        what = f"{service.host} shows a certificate that this computer does not trust."
        return ServiceTrouble(Trouble.CERTIFICATE, what, "Check the address; if it is right, ask whoever runs the service.")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        what = f"{service.host} does not speak https on that port."
        return ServiceTrouble(Trouble.ADDRESS, what, "Write http:// if the service runs on this computer, else check the port.")
    if any("reset" in str(cause).lower() or "disconnect" in str(cause).lower() for cause in causes):
        return broken_off(service)
    more = "Start the service, or check its address." if service.is_local else "Check the address, and the network."
    return ServiceTrouble(Trouble.ADDRESS, f"Nobody answers at {service.told_address}.", more)


def _status(error: "Exception", service: Service, key: str) -> ServiceTrouble:
    import openai

    assert isinstance(error, openai.APIStatusError)
    code, words = error.status_code, _own_words(error.message, key)
    said = f" It says: “{words}”" if words else ""
    if 300 <= code < 400:
        return sent_on(service, error.response.headers.get("location", ""))
    if _is_page(error):
        return no_interface(service)
    if code in (401, 403):
        return ServiceTrouble(Trouble.KEY, f"{service.name} does not take the key.{said}", "Give it another key.")
    if code == 404 and "model" in words.lower():
        return ServiceTrouble(
            Trouble.MODEL, f"{service.name} has no model “{service.model}”.", "Choose one of those it has: press Test."
        )
    if code == 404:
        return not_there(service)
    if code == 429 and "quota" in words.lower():
        return ServiceTrouble(Trouble.KEY, f"The account at {service.name} has nothing left.{said}", "See to it there.")
    if code == 429:
        return ServiceTrouble(Trouble.BUSY, f"{service.name} has too much to do.", "Try again in a minute.")
    if code in (400, 413, 422) and _TOO_LONG.search(words):
        what = f"That is too long for “{service.model}”.{said}"
        return ServiceTrouble(Trouble.TOO_LONG, what, "Send less, or choose a model that takes more.")
    if code in (400, 422):
        return ServiceTrouble(
            Trouble.DECLINED, f"{service.name} does not take the request.{said}", "Check the model and the settings."
        )
    if code >= 500:
        return _broken(service, words)
    return ServiceTrouble(Trouble.BROKEN, f"{service.name} answered with error {code}.{said}", "Check the address.")


def _broken(service: Service, words: str) -> ServiceTrouble:
    said = f" It says: “{words}”" if words else ""
    return ServiceTrouble(Trouble.BROKEN, f"{service.name} failed by itself.{said}", "Try again later.")


def broken_off(service: Service) -> ServiceTrouble:
    """The connection ended in the middle of an answer."""
    return ServiceTrouble(Trouble.BROKEN, f"{service.name} broke off before it was done.", "Try again.")


def failed(service: Service, said: Any, key: str) -> ServiceTrouble:
    """The service sent an error where its answer should stand.

    Args:
        said: the error as it came, a record or anything else.
    """
    words = said.get("message") if isinstance(said, Mapping) else said
    return _broken(service, _own_words(words, key) if isinstance(words, str) else "")


def silent(service: Service) -> ServiceTrouble:
    """The answer holds no words."""
    return Spoilt(Trouble.BROKEN, f"{service.name} answered without a word.", "Try again, or choose another model.")


def unreadable(service: Service) -> ServiceTrouble:
    """What came has not the form of an answer."""
    what = f"{service.name} sent something that cannot be read as an answer."
    return Spoilt(Trouble.BROKEN, what, "Try again; if it stays so, check the address.")


def endless(service: Service) -> ServiceTrouble:
    """More came than any answer has."""
    what = f"{service.name} sent more than any answer needs, and was stopped."
    return Spoilt(Trouble.BROKEN, what, "Try again, or choose another model.")


def declined(service: Service) -> ServiceTrouble:
    """The service's own filter stopped the answer."""
    return ServiceTrouble(Trouble.DECLINED, f"{service.name} will not answer that.", "Say it in other words.")


def no_interface(service: Service) -> ServiceTrouble:
    """Something answers there, and it is no interface of an AI service."""
    what = f"What answers at {service.told_address} is a web page, and no AI service."
    return ServiceTrouble(Trouble.NOT_AN_INTERFACE, what, "The address of most services ends in /v1; check yours.")


def not_there(service: Service) -> ServiceTrouble:
    """Something answers there, and knows nothing of such an interface under that address."""
    what = f"What answers at {service.told_address} has no interface of an AI service there."
    return ServiceTrouble(Trouble.NOT_AN_INTERFACE, what, "The address of most services ends in /v1; check yours.")


def sent_on(service: Service, location: str) -> ServiceTrouble:
    """It names another place to ask. Only what says where that is is told: the rest may hold a key."""
    try:
        parts = urlsplit(urljoin(service.address, location))
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        port = f":{parts.port}" if parts.port else ""
        where = f"{parts.scheme}://{host}{port}{parts.path}" if location and host else "another place"
    except ValueError:
        where = "another place"
    what = f"{service.name} sends whoever asks on to {where}, and nothing is sent there."
    return ServiceTrouble(Trouble.NOT_AN_INTERFACE, what, "If you know that place, make it the address of the service.")


def refused_words(error: Exception) -> str:
    """What a service says of a request that it does not take; empty for any other error."""
    import openai

    if isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        return f"{error.message} {error.body}"
    return ""


def asked_to_wait(error: Exception) -> float:
    """Seconds that the service wants to be left alone; 0 where it does not say."""
    import openai

    said = error.response.headers.get("retry-after", "") if isinstance(error, openai.APIStatusError) else ""
    try:
        return max(0.0, float(said))
    except ValueError:
        return 0.0


def _is_page(error: Exception) -> bool:
    import openai

    return isinstance(error, openai.APIStatusError) and "html" in error.response.headers.get("content-type", "")


def _own_words(text: str, key: str) -> str:
    """The service's own words, short and without anything that looks like a key: some send back what they were sent."""
    if key:
        text = text.replace(key, "…")
    shown = "".join(sign for sign in _KEYS.sub("…", _NUMBER.sub("", text)) if sign.isprintable() or sign.isspace())
    plain = " ".join(shown.split())
    return plain if len(plain) <= _MOST else f"{plain[: _MOST - 1]}…"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__
