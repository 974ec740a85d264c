"""The ledger of AI use on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from studio.app import asking
from studio.app.masking import Part
from studio.app.workspace import Workspace
from studio.core.asking import Answer, Purpose, Service
from studio.core.check import Context
from studio.core.errors import Cancelled
from tests.test_cli import CLEAN, POLICY, Shell

NEAR = Service("Larch", "http://127.0.0.1:9/v1", "tiny-1", key="none")
FAR = Service("Far", "https://api.example.com/v1", "grand-9", price_in=2.0, price_out=4.0, currency="EUR")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


def note(shell: Shell, service: Service = FAR, piece: str = "", outcome: object = None, text: str = "Slow tea.") -> None:
    with Workspace.open(shell.workspace) as opened:
        made = asking.prepare(opened.policy, service, Purpose.DRAFT, "Write.", [Part("Brief", text)], Context(), piece=piece)
        asking.note(opened, opened.person("Erin"), made, outcome or Answer("A.", "grand-9a", 1000, 500, True, 1.0, 1))


def test_an_owner_sees_what_was_asked_by_service_and_month_with_what_it_cost(shell: Shell):
    piece = shell.bring(CLEAN)
    note(shell, piece=piece, text="Write to jane.whitlow@example.org.")
    note(shell, NEAR, outcome=Cancelled())
    said = shell.at("ai-use").stdout
    assert "Far (elsewhere): 1 call; 1 personal datum masked; tokens 1,000 asked, 500 answered; cost 0.004 EUR." in said
    assert "Larch (on this computer): 1 call (1 cancelled); 0 personal data masked; tokens none; no cost known." in said
    assert said.endswith("In all: 2 calls; cost 0.004 EUR.\n")
    calls = shell.at("ai-use", "--calls", "--by", "Erin").stdout
    assert "Erin had Far (grand-9a, elsewhere) asked to write a draft for “Slow tea”" in calls
    assert "masked 1 e-mail address; answered." in calls
    assert "whitlow" not in said + calls


def test_scripts_read_the_ledger_as_json_and_as_csv(shell: Shell):
    piece = shell.bring(CLEAN)
    note(shell, piece=piece)
    note(shell, NEAR)
    told = json.loads(shell.at("ai-use", "--format", "json").stdout)
    assert (told["total"]["calls"], told["total"]["costs"]) == (2, {"EUR": 0.004})
    assert [each["service"] for each in told["by_service"]] == ["Far", "Larch"]
    rows = list(csv.DictReader(io.StringIO(shell.at("ai-use", "--piece", piece, "--format", "csv").stdout)))
    assert [(row["service"], row["cost"], row["hash of what went out"]) for row in rows] == [
        ("Far", "0.004", told["calls"][0]["hash"])
    ]


def test_nothing_asked_is_said_and_a_period_that_is_none_is_refused(shell: Shell):
    assert "no AI service was asked for anything." in shell.at("ai-use").stderr
    note(shell)
    assert "in this period" in shell.at("ai-use", "--to", "2020-01-01").stderr
    assert "is not a date" in shell.refused("ai-use", "--from", "yesterday")


def test_the_public_statement_is_printed_and_written_once_only(shell: Shell):
    note(shell, piece=shell.bring(CLEAN))
    said = shell.at("ai-statement").stdout
    assert said.startswith("# How we use AI at ")
    target = shell.folder / "ai.html"
    assert shell.at("ai-statement", "-o", target, "--as", "Erin").stdout.strip() == str(target)
    assert "<h1>How we use AI" in target.read_text(encoding="utf-8")
    assert "is there already" in shell.refused("ai-statement", "-o", target)
