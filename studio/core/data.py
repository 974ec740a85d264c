"""Where the files that travel with the program stand: house guides, icons, fonts, the sample."""

from pathlib import Path

from studio.core.errors import NotFound

_PACKAGE = Path(__file__).parent.parent


def data_path(*parts: str, package: Path = _PACKAGE) -> Path:
    """Find a file or folder that travels with the program.

    Args:
        parts: as seen from the repository's root, for example `"resources", "sample"` or `"styleguides"`.
        package: the folder of the package `studio`.
    Returns:
        An existing path: inside the package where the program was installed from a wheel, beside it in a checkout.
    Raises:
        NotFound: when it stands in neither place, so the installation is not whole.
    """
    # A checkout never has `studio/data`, so whichever of the two exists is the right one.
    for root in (package / "data", package.parent):
        found = root.joinpath(*parts)
        if found.exists():
            return found
    raise NotFound(f"The program's own file {'/'.join(parts)} is missing.", "Install Blue Pencil again.")
