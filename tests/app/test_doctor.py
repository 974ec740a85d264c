"""What the doctor says of this computer."""

import pytest

from studio.app import doctor
from studio.app.doctor import Finding, examine
from studio.checks import grammar
from studio.core import data

WINDOW = Finding("Window", True, "Qt 6")


def test_everything_is_looked_at_in_the_order_a_start_needs_it(tmp_path):
    found = examine(WINDOW, tmp_path)
    names = [each.name for each in found]
    assert names[:3] == ["Python", "House guides and sample", "Window"]
    assert {"Check “style”", "Check “claims”", "Check “grammar”", "Check “readability”"} <= set(names)
    assert all(each.is_there and each.detail for each in found)


def test_a_missing_engine_is_named_with_how_to_get_it_and_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(grammar, "find_spec", lambda name: None)
    (found,) = [each for each in examine(WINDOW, tmp_path) if each.name == "Check “grammar”"]
    assert (found.is_there, found.is_needed) == (False, False)
    assert "pip install harper-py" in found.detail


def test_an_installation_that_is_not_whole_is_needed_and_named(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(doctor, "data_path", lambda *parts: data.data_path(*parts, package=tmp_path / "studio"))
    found = examine(WINDOW, tmp_path)[1]
    assert (found.is_there, found.is_needed) == (False, True)
    assert "Install Blue Pencil again" in found.detail


@pytest.mark.parametrize(
    ("people", "is_there"),
    [
        ("", True),
        ('[[people]]\nname = "Ann"\nroles = ["editor"]\n', False),
        ('[[people]]\nname = "Ann"\nroles = ["owner"]\n', True),
    ],
)
def test_a_house_in_which_nobody_could_do_what_takes_an_owner_is_told_so(tmp_path, people: str, is_there: bool):
    (tmp_path / "policy.toml").write_text(people, encoding="utf-8")
    (found,) = [each for each in examine(WINDOW, tmp_path) if each.name == "People"]
    assert (found.is_there, found.is_needed) == (is_there, False)
    assert ("names no owner" in found.detail) is not is_there


def test_services_are_named_with_where_they_run_and_whether_their_key_is_here(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))

    def found() -> list[tuple[str, bool, str]]:
        return [(each.name, each.is_there, each.detail) for each in examine(WINDOW, tmp_path) if "AI service" in each.name]

    assert found() == [("AI services", True, "none is set up, and everything else works without one")]
    (tmp_path / "services.toml").write_text(
        '[[service]]\nname = "Larch"\naddress = "http://127.0.0.1:11434/v1"\nkey = "none"\n'
        '[[service]]\nname = "Far"\naddress = "https://api.example.com/v1"\n',
        encoding="utf-8",
    )
    assert found() == [
        ("AI service “Larch”", True, "http://127.0.0.1:11434/v1, on this computer; it wants no key"),
        ("AI service “Far”", False, "https://api.example.com/v1, not on this computer; its key is not on this computer"),
    ]
    (tmp_path / "services.toml").write_text("[[service", encoding="utf-8")
    assert [(name, there) for name, there, _ in found()] == [("AI services", False)]
