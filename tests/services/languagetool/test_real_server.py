"""The real LanguageTool, put together from the jars its makers publish: what it finds, exactly where, and that it comes back."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from studio.core.errors import ServiceTrouble, Trouble
from studio.core.proofreading import Wish
from studio.services.languagetool import Client, Installed, Server, State
from tests.services.languagetool.real import real

_LONG = (
    "We sell tea and cake and bread and jam and honey and many more things 😀 that you may like when you come to see us in the "
    "shop 🫖 on the corner of the street where we have been for as long as anybody can remember and the door is always open."
)
TEXTS = [  # text, rule, the words flagged (the second time they stand there, where a number follows), what to write instead
    ("She waited a hour at the counter.", "EN_A_VS_AN", "a", 1, "an"),
    ("😀 He waited an day at the counter.", "EN_A_VS_AN", "an", 0, "a"),
    ("He have a shop in town.", "HE_VERB_AGR", "have", 0, "has"),
    ("👨‍👩‍👧 He have a shop in town.", "HE_VERB_AGR", "have", 0, "has"),
    ("🎉🎉 Their is a queue at the door.", "THEIR_IS", "Their", 0, "There"),
    ("We sell more then forty teas.", "COMP_THAN", "then", 0, "than"),
    ("☕ The tea is is ready.", "ENGLISH_WORD_REPEAT_RULE", "is is", 0, "is"),
    ("You should of called us.", "MODAL_OF", "should of", 0, "should have"),
    ("I like 🍵 and I care about there prices.", "THERE_THEIR", "there", 0, "their"),
    ("It depends from the weather 🌧.", "DEPEND_ON", "depends", 0, "depends on"),
    ("🫖 We recieve parcels on Monday.", "MORFOLOGIK_RULE_EN_GB", "recieve", 0, "receive"),
    ("He is taller then me.", "COMPARISONS_THEN", "taller then", 0, "taller than"),
    ("😀😀 The company lost it's way.", "IT_IS_2", "it's", 0, "its"),
    ("Every customers gets a sample.", "EACH_EVERY_NNS", "Every customers", 0, "All customers"),
    ("He suggested to buy the large tin 🎁.", "ADMIT_ENJOY_VB", "suggested to buy", 0, "suggested buying"),
    ("🇬🇧 The shop opens on the 31st of june.", "TWELFTH_OF_NEVER", "31st of june", 0, ""),
    ("The results was good.", "AGREEMENT_SENT_START", "was", 0, "were"),
    ("Did you went to the shop? 😀", "DID_PAST", "went", 0, "go"),
    ("The colour of the tea 🍵🍵 was to dark.", "TO_TOO", "to", 0, "too"),
    ("😀 We look forward to hear from you.", "ADMIT_ENJOY_VB", "to hear", 0, "to hearing"),
    ("Come in 😀 , please, and and sit.", "ENGLISH_WORD_REPEAT_RULE", "and and", 0, "and"),
    ("We come 😀 , and go.", "COMMA_PARENTHESIS_WHITESPACE", " ,", 0, ","),
]


@pytest.mark.parametrize(("text", "rule", "words", "nth", "fix"), TEXTS)
def test_each_known_fault_is_found_at_its_very_letters_whatever_emoji_stand_before_it(client, text, rule, words, nth, fix):
    found = [each for each in client.check(text, Wish()) if each.rule == rule]
    assert [each.span.of(text) for each in found] == [words]
    start = text.index(words) if not nth else text.index(words, text.index(words) + 1)
    assert (found[0].span.start, found[0].span.end) == (start, start + len(words))
    assert fix in found[0].fixes if fix else not found[0].fixes


def test_a_fault_with_emoji_inside_it_ends_where_it_ends(client: Client) -> None:
    text = f"{_LONG} The door is 😀 open."
    found = [each for each in client.check(text, Wish(picky=True)) if each.rule == "TOO_LONG_SENTENCE"]
    assert [each.span.of(text) for each in found] == [_LONG]


def test_a_text_without_faults_gets_no_remark(client: Client) -> None:
    assert not client.check("The shop opens at nine 😀, and the tea is ready by then.", Wish())


def test_a_rule_that_is_off_says_nothing_and_the_others_speak(client: Client) -> None:
    text = "She waited a hour. The tea is is ready."
    assert {each.rule for each in client.check(text, Wish())} == {"EN_A_VS_AN", "ENGLISH_WORD_REPEAT_RULE"}
    assert {each.rule for each in client.check(text, Wish(off=("EN_A_VS_AN",)))} == {"ENGLISH_WORD_REPEAT_RULE"}


def test_british_and_american_spelling_are_each_right_in_their_own_language(client: Client) -> None:
    text = "The color and the colour of tea."
    british = {each.span.of(text) for each in client.check(text, Wish("en-GB"))}
    american = {each.span.of(text) for each in client.check(text, Wish("en-US"))}
    assert (british, american) == ({"color"}, {"colour"})


def test_a_language_that_the_server_does_not_know_is_named(client: Client) -> None:
    with pytest.raises(ServiceTrouble, match="does not know this language") as told:
        client.check("Guten Tag.", Wish("de-DE"))
    assert told.value.trouble is Trouble.MODEL
    assert "en-GB" in client.languages()


def test_a_proxy_set_for_this_computer_is_not_asked_about_a_server_on_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert client.check("The tea is is ready.", Wish())


def test_the_server_is_reached_from_this_computer_alone_and_its_memory_is_capped(address: str) -> None:
    port = int(address.rpartition(":")[2])
    heard = [
        each for each in psutil.net_connections(kind="inet") if each.status == psutil.CONN_LISTEN and each.laddr.port == port
    ]
    assert heard
    assert {each.laddr.ip.removeprefix("::ffff:") for each in heard} <= {"127.0.0.1", "::1"}
    assert "-Xmx1024m" in psutil.Process(heard[0].pid).cmdline()


def test_killed_in_the_middle_of_work_it_comes_back_and_finds_the_same() -> None:
    server, text = Server(*real()), "She waited a hour at the counter."
    server.start()
    try:
        old = Client(server.ready(180), 120)
        before, killed = old.check(text, Wish()), server.pid
        psutil.Process(killed).children()[0].kill()
        with pytest.raises(ServiceTrouble):
            _ask_until_it_fails(old, text)
        assert _comes(lambda: server.pid != killed), "the watch notices within a moment"
        assert Client(server.ready(180), 120).check(text, Wish()) == before
        assert server.state is State.RUNNING
    finally:
        server.stop()


def _ask_until_it_fails(client: Client, text: str) -> None:
    while True:
        client.check(text, Wish())


def _comes(what: Callable[[], object], looks: int = 1200) -> bool:
    """Whether something is so at last; a program that never gets there fails a test and does not hang it."""
    for _ in range(looks):
        if what():
            return True
        time.sleep(0.05)
    return False


_PROGRAM = """
import sys, time
from collections.abc import Callable
from pathlib import Path
from studio.services.languagetool import Server, find_java, installed
server = Server(find_java()[0], installed(Path(sys.argv[1])))
server.start()
while not server.pid:
    time.sleep(0.05)
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process as only this kind of system does")
def test_no_server_is_left_behind_when_the_program_is_killed(tmp_path: Path) -> None:
    folder = real()[1].folder
    (tmp_path / "program.py").write_text(textwrap.dedent(_PROGRAM))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(tmp_path / "program.py"), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        guard = psutil.Process(int(program.stdout.readline()))
        assert _comes(guard.children)
        children = guard.children()
        program.send_signal(signal.SIGKILL)
    gone, alive = psutil.wait_procs([guard, *children], timeout=60)
    assert not alive
    assert {process.pid for process in gone} >= {children[0].pid}


def test_a_server_that_cannot_start_says_why_and_does_not_try_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.services.languagetool import server as module

    monkeypatch.setattr(module, "_WAITS", (0.01,))
    java, found = real()
    broken = Server(java, Installed(found.folder, "/nowhere/at/all.jar", "6.8"))
    broken.start()
    with contextlib.suppress(ServiceTrouble):
        broken.ready()
    assert broken.state is State.FAILED
    assert "org.languagetool.server.HTTPServer" in broken.why
    with pytest.raises(ServiceTrouble, match="LanguageTool does not run"):
        broken.ready()
