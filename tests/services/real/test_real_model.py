"""The line to services against llama.cpp's own server: not a server of ours that speaks as we think they do."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from studio.core.asking import Heard, Message, Purpose, Request, Service, Speaker
from studio.core.errors import Cancelled, ServiceTrouble, Trouble
from studio.services.ai import Line, probe

NAME, KEY, WRONG = "tiny-random", "sk-canary-1234567890", "sk-wrong-0987654321"
SCHEMA = {
    "title": "answer",
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": ["figure", "promise", "other"]},
        "sure": {"type": "boolean"},
    },
    "required": ["kind", "sure"],
    "additionalProperties": False,
}

pytestmark = pytest.mark.skipif(
    find_spec("xllamacpp") is None or find_spec("gguf") is None,
    reason="no server of llama.cpp is here: the packages xllamacpp and gguf are not installed, which are for Linux on x86-64",
)


class Real:
    """A service that is really one, and a line to it."""

    def __init__(self, root: str, line: Line) -> None:
        self.root, self.line = root, line
        self.service = Service("Larch", f"{root}/v1", NAME, tries=1)

    def request(self, text: str = "Tea.", most: int = 40, schema: dict[str, object] | None = None) -> Request:
        said = (Message(Speaker.HOUSE, "Write a line."), Message(Speaker.MATERIAL, text))
        return Request(Purpose.DRAFT, said, {"max_tokens": most, "seed": 1, "temperature": 0.7}, schema)

    def trouble(self, service: Service, key: str = KEY) -> ServiceTrouble:
        with pytest.raises(ServiceTrouble) as caught:
            self.line.run(probe(service, key))
        assert KEY not in str(caught.value)
        assert WRONG not in str(caught.value)
        return caught.value

    def is_at_work(self) -> bool:
        asked = urllib.request.Request(f"{self.root}/slots", headers={"Authorization": f"Bearer {KEY}"})
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return any(slot["is_processing"] for slot in json.load(answer))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    folder = tmp_path_factory.mktemp("model")
    script, model = Path(__file__).with_name("tiny.py"), folder / "tiny.gguf"
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, script, model, KEY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdin
    assert process.stdout
    root = process.stdout.readline().strip()
    assert root.startswith("http://127.0.0.1:"), (folder / "log").read_text()
    line = Line()
    yield Real(root, line)
    line.close()
    process.stdin.close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
    process.stdout.close()


def test_the_test_button_finds_its_model(real):
    found = real.line.run(probe(real.service, KEY))
    assert found.models == (NAME,)
    assert found.sentence.startswith(f"It works: “{NAME}” answers in")


def test_words_come_one_by_one_and_are_counted_by_the_service(real):
    heard: list[Heard] = []
    answer = real.line.ask(real.service, KEY, real.request(), heard.append)
    assert len(heard) > 10
    assert "".join(each.words for each in heard) == answer.text
    assert answer.is_counted
    assert answer.tokens_out == 40
    assert not answer.is_whole, "it was cut where we said that it should be"


def test_the_same_seed_gives_the_same_answer(real):
    first, second = (real.line.ask(real.service, KEY, real.request()) for _ in range(2))
    assert first.text == second.text


def test_a_structured_answer_holds_to_its_schema_whatever_the_model_is_like(real):
    answer = real.line.ask(real.service, KEY, real.request(most=400, schema=SCHEMA))
    found = json.loads(answer.text)
    assert set(found) == {"kind", "sure"}
    assert found["kind"] in ("figure", "promise", "other")
    assert isinstance(found["sure"], bool)


def test_several_are_answered_side_by_side(real):
    answers = real.line.ask_all(real.service, KEY, [real.request(f"Tea {which}.") for which in range(5)])
    assert all(not isinstance(each, ServiceTrouble) and each.text.strip() for each in answers)


def test_what_is_cancelled_is_dropped_there_too(real):
    heard: list[Heard] = []
    with pytest.raises(Cancelled):
        real.line.ask(real.service, KEY, real.request(most=30_000), heard.append, lambda: len(heard) > 3)
    assert heard
    for _ in range(200):
        if not real.is_at_work():
            break
    else:
        pytest.fail("it goes on writing what nobody waits for")


def test_what_is_wrong_is_told_in_its_own_sentence(real):
    assert real.trouble(real.service, WRONG).trouble is Trouble.KEY
    other = real.trouble(Service("Larch", f"{real.root}/v1", "grand-9", tries=1))
    assert other.trouble is Trouble.MODEL
    assert NAME in other.remedy
    beside = real.trouble(Service("Larch", f"{real.root}/v2", NAME, tries=1))
    assert beside.trouble is Trouble.NOT_AN_INTERFACE
    assert "web page" not in str(beside), "what answers is none"
    assert real.trouble(Service("Larch", "http://127.0.0.1:9/v1", NAME, tries=1)).trouble is Trouble.ADDRESS


def test_a_text_that_is_too_long_for_the_model_is_told_so(real):
    with pytest.raises(ServiceTrouble) as caught:
        real.line.ask(real.service, KEY, real.request("tea " * 40_000))
    assert caught.value.trouble is Trouble.TOO_LONG
