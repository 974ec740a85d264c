"""What the house says of fields and links in policy.toml reaches the checks, and an old policy says nothing."""

from pathlib import Path

import pytest

from studio.app.house import in_house, with_fields
from studio.app.policy import Policy
from studio.core.check import Context
from studio.core.errors import BadConfig
from studio.core.linking import LinkRules
from studio.core.merging.known import KnownFields
from studio.core.piece import Channel


def read(folder: Path, text: str) -> Policy:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return Policy.read(path)


def test_a_policy_without_the_tables_leaves_every_context_as_it_was(tmp_path: Path):
    context = Context(version="v")
    assert in_house(context, read(tmp_path, "")) == context


def test_fields_and_sites_reach_the_checks_and_change_the_version(tmp_path: Path):
    policy = read(
        tmp_path,
        '[merge_fields]\nknown = ["first_name"]\nfilled = ["unsubscribe_url"]\nbraces = true\n'
        '[links]\nown = ["shop.co.uk"]\ntracking = ["a"]\n[links.email]\ntracking = ["b", "c"]\n',
    )
    blog = in_house(Context(version="v"), policy)
    email = in_house(Context(channel=Channel.EMAIL, version="v"), policy)
    assert blog.fields == KnownFields(("first_name",), ("unsubscribe_url",), True)
    assert (blog.links, email.links) == (LinkRules(("shop.co.uk",), ("a",)), LinkRules(("shop.co.uk",), ("b", "c")))
    assert len({"v", blog.version, email.version}) == 3


def test_a_content_type_adds_its_fields_to_those_of_the_house(tmp_path: Path):
    house = in_house(Context(version="v"), read(tmp_path, '[merge_fields]\nknown = ["first_name"]'))
    with_more = with_fields(house, ("order_number", "first_name"))
    assert with_more.fields.names == ("first_name", "order_number")
    assert with_more.version != house.version
    assert with_fields(house, ("first_name",)) is house


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[merge_fields]\nknwon = ["a"]', "knwon"),
        ('[merge_fields]\nknown = "a"', "merge_fields.known"),
        ('[merge_fields]\nbraces = "yes"', "merge_fields.braces"),
        ('[links]\nown = ["https://shop.co.uk/"]', "links.own"),
        ('[links]\ntracking = ["a=b"]', "links.tracking"),
        ('[links.fax]\ntracking = ["a"]', "fax"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, text: str, problem: str):
    with pytest.raises(BadConfig, match=problem):
        read(tmp_path, text)
