"""The edit-history report tells where the words come from, with how that is counted."""

from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup

from studio.core.origins import HOW_ORIGINS_ARE_COUNTED
from studio.core.provenance import HOW_DEPTH_IS_COUNTED


def test_the_page_has_a_short_table_of_origins_and_the_depth_of_the_edit(desk: Any) -> None:
    page = BeautifulSoup(desk.report(desk.tea()).page(), "html.parser")
    heading = next(each for each in page.find_all("h3") if each.get_text() == "Where the words come from")
    table = heading.find_next("table")
    assert table
    rows = {
        cells[0]: cells[1:] for row in table.find_all("tr")[1:] if (cells := [cell.get_text() for cell in row.find_all("td")])
    }
    assert list(rows) == ["AI", "Typed", "Fix", "Rewrite"]
    assert rows["Typed"][2] == "Wren Adeyemi and Tom Reed"
    text = page.get_text()
    assert HOW_ORIGINS_ARE_COUNTED in text
    assert HOW_DEPTH_IS_COUNTED in text


def test_json_has_every_run_and_its_words_add_up_to_those_of_the_text(desk: Any) -> None:
    [piece] = desk.report(desk.tea()).record()["pieces"]
    runs, told = piece["origins"]["runs"], piece["origins"]["shares"]
    assert (runs[0]["start"], runs[-1]["end"]) == (0, len(piece["text"]))
    assert all(one["end"] == other["start"] for one, other in pairwise(runs))
    assert sum(each["words"] for each in told["by_origin"].values()) == told["words"] == piece["retained"]["words"]
    assert "text" not in runs[0]  # it stands in the piece's text; twice would be read twice by whoever redacts
    assert piece["edit_depth"]["how_counted"] == HOW_DEPTH_IS_COUNTED
