"""How far we agree with the real Vale, on texts of our own and all the public packages at hand.

Run it: `make agreement` (or `python tests/agreement/__main__.py [--packages DIR] [--vale PROGRAM] [--all]`). Vale is built
by the Go toolchain, once for each version, into the user's cache folder; where that cannot be it says so and ends.

Both read the same files with the same `.vale.ini`, as a person would start them, and what they print as JSON is held side
by side at three levels: (a) file, rule and message, (b) the line too, (c) the columns too. Agreement is the share of Vale's
alerts that we print as well. Every difference is listed with its reason from `reasons.toml`; one without a reason is a bug
of ours until somebody shows that it is not, and makes the run fail.

Three corpora: texts of our own under all packages; the same texts in a house with sections, levels, terms, ignored words
and a rule of its own for every kind; and a line for every plain word or phrase that a rule of the packages lists, so that
every list is tried and not only what a handful of texts happens to say.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from os import environ
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from differences import Difference, Reason, Trial, differences, explained, reasons  # noqa: E402
from programs import MODULES, Alert, CannotBuild, built, ours, theirs, version_of  # noqa: E402
from texts import own_texts, packages_in, probes, set_up, set_up_house  # noqa: E402

from studio.app.checking import Checked  # noqa: E402

AIM = 0.99
LEVELS = ("rule and message", "and line", "and columns")
Corpus = tuple[str, Path, list[Path], list[Alert], dict[str, Checked]]
"""A title, the folder with its ini, the files, and what we have to say about them."""


def corpora(packages: Sequence[Path], folder: Path) -> list[Corpus]:
    """Lay out every corpus and check it with our own program."""
    made: list[Corpus] = []
    plain, house = folder / "plain", folder / "house"
    for home in (plain, house):
        home.mkdir()
    texts = own_texts()
    files = set_up(plain, packages, texts)
    listed = probes(packages, plain)
    at_home = set_up_house(house, packages, texts)
    for title, home, part in (
        ("Texts of our own", plain, files),
        ("The same in a house of its own", house, at_home),
        ("Every plain entry of every list", plain, listed),
    ):
        print(f"{title}: {len(part)} files, {sum(len(p.read_text(encoding='utf-8').split()) for p in part):,} words", flush=True)
        made.append((title, home, part, *ours(part)))
    return made


def compare(trial: Trial, known: Sequence[Reason], show_all: bool) -> tuple[list[float], int]:
    """Print the agreement of one corpus with every difference; gives the three shares and how many nothing explains."""
    shares = []
    for level, name in enumerate(LEVELS):
        one, other = (Counter(alert.at(level) for alert in there) for there in (trial.vales, trial.ours))
        shares.append((one & other).total() / max(1, one.total()))
        aim = f" (aim >= {AIM:.0%})" if level == 1 else ""
        print(f"  {shares[-1]:7.2%} agree on {name}{aim}; only Vale {(one - other).total()}, only ours {(other - one).total()}")
    told: dict[str, list[Difference]] = {}
    for difference, reason in explained(differences(trial.vales, trial.ours), trial, known):
        told.setdefault(reason.why if reason else "NOT EXPLAINED", []).append(difference)
    for why, found in sorted(told.items(), key=lambda item: -len(item[1])):
        print(f"  {len(found):4}  {why}")
        for difference in found if show_all or why == "NOT EXPLAINED" else found[:2]:
            print(f"          {difference}")
    return shares, len(told.get("NOT EXPLAINED", ()))


def programs(given: str) -> list[tuple[str, str]]:
    """Version and path of the program named, or of all that can be had; what cannot be had is said."""
    if given:
        return [(version_of(given), given)]
    found = []
    for version in MODULES:
        try:
            found.append((version, built(version)))
        except CannotBuild as why:
            print(f"Vale {version} is not here: {why}.")
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description="Agreement with the real Vale.")
    asked.add_argument("--packages", type=Path, default=ROOT.parent / "shared" / "vale-packages")
    asked.add_argument("--vale", default=environ.get("VALE", ""), help="the program; else two versions are built with Go")
    asked.add_argument("--all", action="store_true", help="list every difference, not two of each reason")
    said = asked.parse_args()
    packages = packages_in(said.packages) if said.packages.is_dir() else []
    if not packages:
        print(f"No public packages lie in {said.packages}; name a folder that holds some: --packages DIR")
        return 2
    tried = programs(said.vale)
    if not tried:
        print("So there is nothing to compare with: install Go, or name a Vale with --vale PROGRAM.")
        return 2
    unexplained, known, table = 0, reasons(), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        # Nobody's own configuration has a say here.
        environ["XDG_CONFIG_HOME"] = folder
        for name in ("VALE_CONFIG_PATH", "VALE_STYLES_PATH"):
            environ.pop(name, None)
        laid_out = corpora(packages, Path(folder))
        for version, program in tried:
            for title, home, files, our, read in laid_out:
                trial = Trial(program, home, theirs(program, home / ".vale.ini", files), our, read)
                print(
                    f"\nVale {version}, {title[0].lower()}{title[1:]}: it prints {len(trial.vales)} alerts, we print {len(our)}"
                )
                shares, left = compare(trial, known, said.all)
                unexplained += left
                table.append(f"{version:8} {title:34} {len(trial.vales):7,} " + " ".join(f"{share:8.2%}" for share in shares))
    print(f"\n{'Vale':8} {'corpus':34} {'alerts':>7} {'message':>8} {'line':>8} {'columns':>8}", *table, sep="\n")
    print(f"\n{unexplained} differences without a reason." if unexplained else "\nEvery difference has its reason.")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
