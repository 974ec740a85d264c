"""The formats there are: every module of this package that holds a `READER` or a `WRITER`."""

import importlib
import pkgutil
from functools import lru_cache

import studio.formats
from studio.formats.kinds import Reader, Writer


@lru_cache(maxsize=1)
def _found() -> tuple[tuple[Reader, ...], tuple[Writer, ...]]:
    modules = [importlib.import_module(f"studio.formats.{info.name}") for info in pkgutil.iter_modules(studio.formats.__path__)]
    found_readers = [module.READER for module in modules if hasattr(module, "READER")]
    found_writers = [module.WRITER for module in modules if hasattr(module, "WRITER")]
    return tuple(sorted(found_readers, key=lambda r: r.title)), tuple(sorted(found_writers, key=lambda w: w.title))


def readers() -> tuple[Reader, ...]:
    """Every way in, by title."""
    return _found()[0]


def writers() -> tuple[Writer, ...]:
    """Every way out, by title."""
    return _found()[1]


def suffixes() -> tuple[str, ...]:
    """The endings of files that can be read, with the dot, in lower case and in order."""
    return tuple(sorted(suffix for reader in readers() for suffix in reader.suffixes))
