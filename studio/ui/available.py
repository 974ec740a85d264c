"""Whether Qt can be used here, and what to install where it cannot."""

from importlib.metadata import version

from studio.app.doctor import Finding

_LIBRARIES = (
    "On Debian or Ubuntu: apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0"
)


def qt() -> Finding:
    """Try to load what a window needs."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return Finding("Qt", False, f"{error}. {_LIBRARIES}")
    return Finding("Qt", True, f"PySide6 {version('pyside6-essentials')}")
