"""A report for outsiders from the command line."""

import json

from tests.test_cli import shell  # noqa: F401 - the fixture


def test_a_redacted_report_names_nobody_and_says_so(shell, tmp_path):  # noqa: F811
    draft, report = tmp_path / "tea.md", tmp_path / "out.json"
    draft.write_text("# Tea\n\n“Lovely,” says Margaret Haverstock. Write to margaret@example.org.\n", encoding="utf-8")
    shell.at("import", draft)
    made = shell.at("report", "edit-history", "-o", report, "--redacted")
    assert "Taken out: " in made.stderr
    assert "read it first" in made.stderr
    text = report.read_text(encoding="utf-8")
    assert "Margaret" not in text
    assert "example.org" not in text
    assert json.loads(text)["redacted"][0].startswith("Redacted for outsiders")
    shell.at("report", "edit-history", "-o", report, "--force")
    assert "Margaret" in report.read_text(encoding="utf-8")
