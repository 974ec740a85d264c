"""What readers will see, and the merge fields of a text, from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studio.cli import app

MAIL = """---
channel: email
---
Subject: Tea for {{first_name}}

Hi {{first_name}}, your {{ box | default: "box" }} of {{date}.
"""


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(each) for each in args])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "mail.md"
    path.write_text(MAIL, encoding="utf-8")
    return path


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("First name;Box\nAna;crate\n", encoding="utf-8")
    return path


def test_preview_tells_lengths_and_how_each_customer_reads_it(mail: Path, customers: Path, tmp_path: Path):
    status, told, remarks = run("preview", mail, "--customers", customers, "-w", tmp_path)
    assert (status, remarks) == (0, "")
    assert "Subject (22 characters): Tea for {{first_name}}" in told
    assert "There is no preheader" in told
    assert "=== Ana\nSubject: Tea for Ana" in told
    assert "=== Without first_name" in told
    assert "Without first_name it reads “Hi , your" in told
    assert "=== Without box" in told
    assert "your box of" in told


def test_preview_as_json_holds_counts_cuts_and_customers(mail: Path, customers: Path, tmp_path: Path):
    told = json.loads(run("preview", mail, "--customers", customers, "--format", "json", "-w", tmp_path)[1])
    assert told["channel"] == "email"
    assert told["lines"]["Subject"]["characters"] == 22
    assert [each["customer"] for each in told["customers"]] == ["Ana", "Without first_name", "Without box"]
    assert [each["made_by_program"] for each in told["customers"]] == [False, True, True]
    social = json.loads(run("preview", mail, "--channel", "social", "--format", "json", "-w", tmp_path)[1])
    networks = social["posts"][0]["networks"]
    assert list(networks) == ["x", "linkedin", "instagram", "facebook", "bluesky", "mastodon", "threads"]
    assert networks["x"]["fits"]


def test_preview_of_a_piece_shows_its_working_text(mail: Path, tmp_path: Path):
    folder = tmp_path / "house"
    assert run("init", folder, "--owner", "Erin")[0] == 0
    piece = run("import", mail, "-w", folder)[1].strip()
    status, told, _ = run("preview", piece, "-w", folder)
    assert status == 0
    assert "Subject (22 characters)" in told
    assert run("fields", piece, "-w", folder)[1].count("{{first_name}}") == 2


def test_a_column_that_is_missing_is_remarked(mail: Path, tmp_path: Path):
    (tmp_path / "list.csv").write_text("First name\nAna\n", encoding="utf-8")
    status, told, _ = run("preview", mail, "--customers", tmp_path / "list.csv", "-w", tmp_path)
    assert status == 0
    assert "There is no field “box”. It stands here as it is written." in told
    assert "your {{ box | default" in told


def test_fields_lists_every_field_with_its_place_its_kind_and_its_fault(mail: Path, tmp_path: Path):
    status, told, _ = run("fields", mail, "-w", tmp_path)
    assert status == 0
    assert told.splitlines()[0] == "4:18   {{first_name}}  ({{name}})"
    assert "without it “box”" in told
    assert "! This field is not closed" in told
    rows = json.loads(run("fields", mail, "--format", "json", "-w", tmp_path)[1])
    assert [(row["name"], row["line"], row["fallback"]) for row in rows] == [
        ("first_name", 4, None),
        ("first_name", 6, None),
        ("box", 6, "box"),
        ("date", 6, None),
    ]
    (tmp_path / "plain.md").write_text("No fields. 50% of 20%.\n", encoding="utf-8")
    assert run("fields", tmp_path / "plain.md", "-w", tmp_path)[1] == "No merge fields.\n"


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["preview", "nothing"], "There is no file “nothing”, and this folder is no workspace"),
        (["preview", "mail.md", "--channel", "fax"], "There is no channel “fax”"),
        (["preview", "mail.md", "--customers", "empty.csv"], "empty.csv is empty"),
        (["fields", "nothing"], "There is no file “nothing”, and this folder is no workspace"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    mail: Path, tmp_path: Path, args: list[str], problem: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    status, told, error = run(*args)
    assert (status, told) == (2, "")
    assert error.startswith(f"bluepencil: {problem}")
    assert error.count("\n") == 1
