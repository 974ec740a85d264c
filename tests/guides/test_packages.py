"""A team brings the style guides it already has, without a network and without risk."""

import io
import os
import stat
import tracemalloc
import zipfile

import pytest

from studio.core.errors import BadInput
from studio.guides import load, packages
from studio.guides.ini import load_ini
from studio.guides.packages import install

TEA = "extends: existence\nmessage: tea\ntokens: [tea]\n"
BAD = "extends: existence\nmessage: bad\ntokens: ['open(']\n"


def folder(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return path


def tree(root):
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


SHAPES = {
    "one folder named for the guide": ({"Tea/Pot.yml": TEA}, {"Tea/Pot.yml"}),
    "the rules themselves": ({"Pot.yml": TEA, "meta.json": "{}"}, {"Tea/Pot.yml", "Tea/meta.json"}),
    "a complete package": (
        {"Tea/.vale.ini": "[*]\nBasedOnStyles = Tea\n", "Tea/styles/Tea/Pot.yml": TEA, "Tea/LICENSE": "MIT"},
        {"Tea/Pot.yml", "Tea/LICENSE", ".vale-config/000-Tea.ini"},
    ),
    "what a hosting site wraps around it": (
        {"Tea-0.14.1/Tea/Pot.yml": TEA, "Tea-0.14.1/LICENSE": "MIT", "Tea-0.14.1/README.md": "Tea.", "Tea-0.14.1/.vale.ini": ""},
        {"Tea/Pot.yml", "Tea/LICENSE", "Tea/README.md"},
    ),
    "a guide with folders in it": (
        {"Tea/Black/Pot.yml": TEA, "Tea/Green/Pot.yml": TEA},
        {"Tea/Black/Pot.yml", "Tea/Green/Pot.yml"},
    ),
    "several guides": (
        {"all/Tea/Pot.yml": TEA, "all/Tea/README.md": "Tea.", "all/Milk/Jug.yml": TEA, "all/LICENSE": "MIT"},
        {"Tea/Pot.yml", "Tea/README.md", "Tea/LICENSE", "Milk/Jug.yml", "Milk/LICENSE"},
    ),
    "what does not belong": (
        {"Tea/Pot.yml": TEA, "Tea/run.exe": "x", "Tea/.git/x.yml": TEA, "__MACOSX/Tea/._Pot.yml": "x", "Tea/.DS_Store": "x"},
        {"Tea/Pot.yml"},
    ),
    "what a package shares": (
        {
            "Tea/styles/Tea/Pot.yml": TEA,
            "Tea/styles/config/vocabularies/Tea/accept.txt": "Assam\n",
            "Tea/styles/config/vocabularies/Tea/run.exe": "x",
        },
        {"Tea/Pot.yml", "config/vocabularies/Tea/accept.txt"},
    ),
    "settings alone": ({"Tea/.vale.ini": "[*.md]\nTokenIgnores = a+\n"}, {".vale-config/000-Tea.ini"}),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_packages_come_in_every_shape_that_people_have(tmp_path, shape, packed):
    files, expected = SHAPES[shape]
    if packed:
        source = zipped(tmp_path / "Tea.zip", files)
    else:
        top = {name.partition("/")[0] for name in files if not name.startswith("__")}
        source = folder(tmp_path / "in" / "Tea", files)
        if top in ({"Tea"}, {"Tea-0.14.1"}, {"all"}):  # a person names the unpacked folder, not the one around it
            source = source / top.pop()
            if shape == "a guide with folders in it":
                source = source.parent
    installed = install(source, tmp_path / "styles")
    assert tree(tmp_path / "styles") == expected
    assert installed.names == tuple(sorted({name.partition("/")[0] for name in expected} - {".vale-config", "config"}))
    assert installed.rules == sum(name.endswith(".yml") for name in expected)
    assert installed.settings == (("Tea",) if ".vale-config/000-Tea.ini" in expected else ())
    assert installed.problems == ()


def test_what_came_in_runs_at_once(tmp_path, flags):
    installed = install(zipped(tmp_path / "Tea.zip", SHAPES["a complete package"][0]), tmp_path / "styles")
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n")
    guides = load(tmp_path / ".vale.ini")
    assert (installed.names, installed.rules) == (("Tea",), 1)
    assert [flag.rule for flag in flags(guides, "tea")] == ["Tea.Pot"]
    assert guides.problems == ()


def test_the_version_in_a_downloads_name_is_no_part_of_the_guides(tmp_path):
    assert install(zipped(tmp_path / "Tea-v1.2.0.zip", {"Pot.yml": TEA}), tmp_path / "styles").names == ("Tea",)


def test_rules_that_cannot_run_come_in_and_are_named(tmp_path):
    installed = install(folder(tmp_path / "Tea", {"Pot.yml": TEA, "Bad.yml": BAD}), tmp_path / "styles")
    assert installed.rules == 2
    (problem,) = installed.problems
    assert problem.startswith("Tea/Bad.yml, line 3: ")
    assert "open(" in problem


def test_a_rule_may_build_on_one_of_another_guide(tmp_path):
    others = folder(tmp_path / "bundled", {"Far/Off.yml": TEA})
    source = folder(tmp_path / "Tea", {"Pot.yml": "extends: Far.Off\n"})
    assert install(source, tmp_path / "styles", others=[others]).problems == ()
    assert install(source, tmp_path / "styles", replace=True).problems != ()


def test_a_guide_that_is_there_gives_way_only_when_asked(tmp_path):
    source = folder(tmp_path / "Tea", {"Pot.yml": TEA})
    styles = folder(tmp_path / "styles", {"Tea/Own.yml": TEA})
    with pytest.raises(BadInput, match="Tea is already there"):
        install(source, styles)
    assert tree(styles) == {"Tea/Own.yml"}
    assert install(source, styles, replace=True).names == ("Tea",)
    assert tree(styles) == {"Tea/Pot.yml"}


def test_one_guide_in_the_way_keeps_all_of_a_package_out(tmp_path):
    styles = folder(tmp_path / "styles", {"Tea/Own.yml": TEA})
    with pytest.raises(BadInput, match="already there"):
        install(zipped(tmp_path / "all.zip", SHAPES["several guides"][0]), styles)
    assert tree(styles) == {"Tea/Own.yml"}


def test_when_writing_fails_halfway_everything_is_as_it_was(tmp_path, monkeypatch):
    styles = folder(tmp_path / "styles", {"Tea/Own.yml": TEA, "Milk/Own.yml": TEA})
    source = zipped(tmp_path / "all.zip", SHAPES["several guides"][0])
    real, moved = os.rename, []

    def rename(path, target):
        if "new" in os.fspath(path) and moved:
            raise OSError(28, "No space left on device")
        moved.extend([path] if "new" in os.fspath(path) else [])
        real(path, target)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(BadInput, match="No space left"):
        install(source, styles, replace=True)
    assert tree(styles) == {"Tea/Own.yml", "Milk/Own.yml"}


def test_a_file_in_the_way_of_what_a_package_shares_keeps_all_of_it_out(tmp_path):
    styles = folder(
        tmp_path / "styles", {"Tea/Own.yml": TEA, "config/dictionaries": "a file", ".vale-config/000-Tea.ini": "# old\n"}
    )
    shared = {f"Tea/styles/config/{name}/x.txt": "Assam\n" for name in ("aside", "dictionaries")}
    files = {"Tea/.vale.ini": "[*]\nTea.Pot = NO\n", "Tea/styles/Tea/Pot.yml": TEA, **shared}
    with pytest.raises(BadInput, match=r"cannot be brought in: dictionaries: .*exists"):
        install(zipped(tmp_path / "Tea.zip", files), styles, replace=True)
    assert tree(styles) == {"Tea/Own.yml", "config/dictionaries", ".vale-config/000-Tea.ini"}
    assert (styles / ".vale-config/000-Tea.ini").read_text() == "# old\n"
    assert not (styles / "config" / "aside").exists()


def test_a_file_where_the_style_folder_should_be_is_said_in_one_sentence(tmp_path):
    (tmp_path / "styles").write_text("a file")
    with pytest.raises(BadInput, match="cannot be brought in: styles"):
        install(folder(tmp_path / "Tea", {"Pot.yml": TEA}), tmp_path / "styles")


def test_a_houses_term_lists_are_never_written_over(tmp_path):
    styles = folder(tmp_path / "styles", {"config/vocabularies/Tea/accept.txt": "Earl Grey\n"})
    source = zipped(tmp_path / "Tea.zip", SHAPES["what a package shares"][0])
    installed = install(source, styles, replace=True)
    assert (styles / "config/vocabularies/Tea/accept.txt").read_text() == "Earl Grey\n"
    assert installed.problems == ("config/vocabularies/Tea/accept.txt is already there and was left as it is.",)


def test_settings_that_cannot_be_read_are_left_out_and_named(tmp_path):
    installed = install(
        zipped(tmp_path / "Tea.zip", {"Tea/.vale.ini": "what\n", "Tea/styles/Tea/Pot.yml": TEA}), tmp_path / "styles"
    )
    assert tree(tmp_path / "styles") == {"Tea/Pot.yml"}
    (problem,) = installed.problems
    assert "Tea's .vale.ini, line 1: `what` is no setting" in problem


def test_the_settings_of_a_package_are_replaced_with_it(tmp_path):
    source = zipped(tmp_path / "Tea.zip", SHAPES["settings alone"][0])
    for _ in range(2):
        install(source, tmp_path / "styles", replace=True)
    assert tree(tmp_path / "styles") == {".vale-config/000-Tea.ini"}


def test_of_a_dozen_packages_the_last_to_come_in_has_the_last_word(tmp_path):
    for number in range(12):
        files = {f"P{number}/.vale.ini": f"MinAlertLevel = {'error' if number == 11 else 'warning'}\n"}
        install(zipped(tmp_path / f"P{number}.zip", files), tmp_path / "styles")
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n")
    assert load_ini(tmp_path / ".vale.ini").core.value("MinAlertLevel") == "error"


def test_a_package_comes_after_those_that_vale_itself_brought_in(tmp_path):
    styles = folder(tmp_path / "styles", {f".vale-config/{number}-P.ini": "MinAlertLevel = warning\n" for number in range(12)})
    install(zipped(tmp_path / "Tea.zip", {"Tea/.vale.ini": "MinAlertLevel = error\n"}), styles)
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n")
    assert load_ini(tmp_path / ".vale.ini").core.value("MinAlertLevel") == "error"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "name", ["../evil.yml", "Tea/../../evil.yml", "/tmp/evil.yml", "C:/evil.yml", "..\\evil.yml", "C:\\evil.yml"]
)
def test_a_file_that_would_lie_outside_is_refused_and_nothing_is_written(tmp_path, name):
    source = zipped(tmp_path / "Tea.zip", {"Tea/Pot.yml": TEA, name: TEA})
    with pytest.raises(BadInput, match="outside its folder"):
        install(source, tmp_path / "deep" / "styles")
    assert tree(tmp_path) == {"Tea.zip"}


def test_a_link_in_a_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo("Tea/Pot.yml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "Tea.zip", "w") as package:
        package.writestr(link, "/etc/passwd")
    with pytest.raises(BadInput, match=r"link to another file: Tea/Pot\.yml"):
        install(tmp_path / "Tea.zip", tmp_path / "styles")


def test_a_link_in_a_folder_is_left_out_and_named(tmp_path):
    source = folder(tmp_path / "Tea", {"Pot.yml": TEA})
    (tmp_path / "secret.txt").write_text("x")
    (source / "Link.txt").symlink_to(tmp_path / "secret.txt")
    (source / "Loop").symlink_to(source)
    installed = install(source, tmp_path / "styles")
    assert tree(tmp_path / "styles") == {"Tea/Pot.yml"}
    assert installed.problems == tuple(f"{name} is a link to another file and was left out." for name in ("Link.txt", "Loop"))


def test_a_package_that_unfolds_into_something_huge_is_refused_unread(tmp_path, monkeypatch):
    source = zipped(tmp_path / "Tea.zip", {"Tea/Pot.yml": TEA, "Tea/big.txt": " " * 60_000_000})
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("read"))
    with pytest.raises(BadInput, match="more than 50 MB"):
        install(source, tmp_path / "styles")


@pytest.mark.parametrize("packed", [True, False])
def test_a_package_of_too_many_files_is_refused(tmp_path, monkeypatch, packed):
    monkeypatch.setattr(packages, "MOST_FILES", 3)
    files = {f"Tea/R{n}.yml": TEA for n in range(4)}
    source = zipped(tmp_path / "Tea.zip", files) if packed else folder(tmp_path / "in", files)
    with pytest.raises(BadInput, match="more than 3 files"):
        install(source, tmp_path / "styles")


def test_a_size_that_lies_is_an_error_and_not_more_bytes(tmp_path):
    source = zipped(tmp_path / "Tea.zip", {"Tea/Pot.yml": TEA + "#" * 10_000})
    data = source.read_bytes()
    size = len(TEA) + 10_000
    source.write_bytes(data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(BadInput, match=r"cannot be read as a \.zip"):
        install(source, tmp_path / "styles")


def test_a_bomb_that_says_it_is_small_is_never_unpacked(tmp_path):
    blown_up = 64 << 20
    source = zipped(tmp_path / "Tea.zip", {"Tea/Pot.yml": "#" * blown_up})
    source.write_bytes(source.read_bytes().replace(blown_up.to_bytes(4, "little"), (10).to_bytes(4, "little")))
    tracemalloc.start()
    with pytest.raises(BadInput, match=r"cannot be read as a \.zip"):
        install(source, tmp_path / "styles")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < blown_up / 8


def test_a_way_of_packing_that_cannot_be_bounded_is_refused(tmp_path):
    source = tmp_path / "Tea.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("Tea/Pot.yml", TEA)
    with pytest.raises(BadInput, match="packed in a way"):
        install(source, tmp_path / "styles")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"notes.txt": "x"}, "holds no style guide"),
        ({"Tea/ci.yml": "on: push\n"}, "holds no style guide"),
        ({}, "holds no style guide"),
        ({"Vale/Pot.yml": TEA}, "cannot be called Vale"),
        ({"Te.a/Pot.yml": TEA}, "cannot name a style guide"),
        (
            {"a/Tea/Pot.yml": TEA, "b/Tea/Pot.yml": TEA, "a/Tea/README.md": "", "b/Tea/README.md": ""},
            "two style guides called Tea",
        ),
    ],
)
def test_what_is_no_package_is_refused_in_one_sentence(tmp_path, files, words):
    with pytest.raises(BadInput, match=words):
        install(zipped(tmp_path / "it.zip", files), tmp_path / "styles")
    assert not (tmp_path / "styles").exists()


def test_what_is_no_zip_or_not_there_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with pytest.raises(BadInput, match=r"a\.zip cannot be read as a \.zip"):
        install(tmp_path / "a.zip", tmp_path / "styles")
    with pytest.raises(BadInput, match="is not there"):
        install(tmp_path / "b.zip", tmp_path / "styles")


def test_a_zip_that_breaks_off_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("Tea/Pot.yml", TEA * 100)
    data = bytearray(buffer.getvalue())
    data[60] ^= 0xFF
    (tmp_path / "Tea.zip").write_bytes(data)
    with pytest.raises(BadInput, match=r"cannot be read as a \.zip"):
        install(tmp_path / "Tea.zip", tmp_path / "styles")


def test_the_public_packages_come_in_whole(packages, tmp_path):
    installed = install(packages, tmp_path / "styles")
    assert set(installed.names) >= {"Google", "Microsoft", "proselint", "write-good"}
    assert installed.rules >= 140
    assert not [problem for problem in installed.problems if "cannot be read" in problem]
    assert (tmp_path / "styles" / "Google" / "LICENSE").is_file()
