"""The other stages of a piece from the command line, with the refusals of the window."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from studio.cli import app
from studio.core.gate import GateId

POLICY = """
brand = "Larkspur"

[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor", "owner"]

[[people]]
name = "Mia"
roles = ["editor"]
brands = ["Mill"]

[gate]
""" + "\n".join(f'{gate.value} = "off"' for gate in GateId)


@pytest.fixture
def desk(tmp_path: Path):
    folder = tmp_path / "shop"

    def run(*args: str) -> Result:
        return CliRunner().invoke(app, [*args, "-w", str(folder)])

    assert run_init(folder).exit_code == 0
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    (folder / "draft.md").write_text("# Slow tea\n\nWe make a pot of tea.\n", encoding="utf-8")
    run.folder = folder
    return run


def run_init(folder: Path) -> Result:
    return CliRunner().invoke(app, ["init", str(folder), "--owner", "Erin"])


def _piece(desk, *more: str) -> str:
    return desk("import", str(desk.folder / "draft.md"), "--as", "Erin", *more).stdout.strip()


def _stage(desk, piece: str) -> str:
    return next(each["stage"] for each in json.loads(desk("pieces", "--format", "json").stdout) if each["id"] == piece)


def test_a_piece_goes_its_whole_way_and_back(desk):
    piece = _piece(desk)
    steps = [
        (("submit", piece, "--to", "Erin", "--as", "Wren"), "in_review"),
        (("recall", piece, "--as", "Wren"), "drafting"),
        (("submit", piece, "--to", "Erin", "--as", "Wren"), "in_review"),
        (("approve", piece, "--as", "Erin"), "approved"),
        (("hold", piece, "--reason", "A storm.", "--until", "2099-12-24", "--as", "Wren"), "on_hold"),
        (("resume", piece, "--as", "Erin"), "approved"),
        (("publish", piece, "--where", "our blog", "--as", "Erin"), "published"),
        (("reopen", piece, "--note", "The price is wrong.", "--as", "Erin"), "drafting"),
        (("withdraw", piece, "--reason", "Nobody wants it.", "--as", "Erin"), "withdrawn"),
        (("bring-back", piece, "--as", "Erin"), "drafting"),
    ]
    for args, stage in steps:
        done = desk(*args)
        assert (done.exit_code, _stage(desk, piece)) == (0, stage), done.output
    told = desk("history", piece).stdout
    for sentence in ("Put the piece on hold until 24 December 2099. A storm.", "Marked the piece as published: our blog."):
        assert sentence in told


def test_a_refusal_is_one_line_that_says_who_may_or_what_to_do(desk):
    piece = _piece(desk)
    desk("hold", piece, "--reason", "A storm.", "--as", "Wren")
    for args, told in (
        (("resume", piece, "--as", "Wren"), "Wren may not take it off hold: that takes an editor or an owner. Who may: Erin."),
        (
            ("export", piece, "-o", str(desk.folder / "out.md")),
            "You cannot export while the piece is “On hold”. Take it off hold first.",
        ),
        (("hold", "--reason", "x"), "Give a piece, or `--brand NAME`, or `--campaign NAME`."),
        (("publish", piece, "--where", " ", "--as", "Erin"), "You cannot mark it as published while"),
    ):
        done = desk(*args)
        assert done.exit_code == 2
        assert told in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_everything_of_a_brand_is_held_and_goes_on(desk):
    first, second = _piece(desk), _piece(desk)
    mill = _piece(desk, "--brand", "Mill")
    done = desk("hold", "--brand", "Larkspur", "--reason", "A storm.", "--as", "Wren")
    assert "2 on hold, as Wren." in done.stdout
    assert [_stage(desk, piece) for piece in (first, second, mill)] == ["on_hold", "on_hold", "drafting"]
    assert "2 off hold, as Erin." in desk("resume", "--brand", "Larkspur", "--as", "Erin").stdout


def test_a_draft_that_came_in_for_the_wrong_brand_and_channel_need_not_be_withdrawn_and_imported_again(desk):
    piece = _piece(desk)
    told = desk("describe", piece).stdout
    assert "Brand             Larkspur" in told
    assert "Channel           blog" in told
    done = desk("describe", piece, "--brand", "Mill", "--channel", "email", "--as", "Erin")
    assert "Brand             Mill" in done.stdout
    assert "Channel           email" in done.stdout
    assert "Mia" in desk("describe", piece, "--brand", "Larkspur", "--as", "Mia").stderr
    assert "There is no channel “radio”." in desk("describe", piece, "--channel", "radio", "--as", "Erin").stderr
    assert desk("verify").exit_code == 0


def test_a_piece_is_described_and_the_description_printed(desk):
    piece = _piece(desk)
    done = desk("describe", piece, "--audience", "regulars", "--locale", "en-GB", "--audience-checked", "--as", "Wren")
    assert done.exit_code == 0, done.output
    assert "Audience          regulars" in done.stdout
    found = json.loads(desk("describe", piece, "--format", "json").stdout)
    assert (found["audience"], found["locale"]) == ("regulars", "en-GB")
    assert found["audience_checked"].startswith("Wren, ")
    assert "Nothing differs." in desk("describe", piece, "--locale", "en-GB").stdout


def test_people_says_who_works_here_for_whom_and_who_may_what(desk):
    told = desk("people").stdout
    assert "Mia: editor  for Mill alone" in told
    assert "It takes an editor or owner to " in told
    found = json.loads(desk("people", "--format", "json").stdout)
    assert found["people"][0] == {"name": "Wren", "roles": ["writer"], "brands": []}
    assert found["may"]["approve"] == ["editor", "owner"]
    assert found["may"]["hold"] == ["writer", "editor", "owner"]


def test_somebody_of_one_brand_lists_and_opens_no_other(desk):
    ours, mill = _piece(desk), _piece(desk, "--brand", "Mill")
    listed = desk("pieces", "--as", "Mia").stdout
    assert mill in listed
    assert ours not in listed
    refused = desk("flags", ours, "--as", "Mia")
    assert refused.exit_code == 2
    assert "Mia works for Mill, and not for Larkspur." in refused.stderr


def test_a_house_sees_its_people_by_the_names_it_gives_their_roles(desk):
    own = POLICY.replace('roles = ["writer"]', 'roles = ["support"]', 1) + '\n[roles]\nsupport = "writer"\n'
    (desk.folder / "policy.toml").write_text(own, encoding="utf-8")
    told = desk("people").stdout
    assert "Wren: support\n" in told
    assert "“support” may what a writer may." in told
    found = json.loads(desk("people", "--format", "json").stdout)
    assert found["people"][0]["roles"] == ["support"]
    assert found["roles"] == {"support": "writer"}
