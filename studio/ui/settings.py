"""What the program remembers of its window: size and place, theme, the last workspace and piece, who sat at the desk."""

from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

_RECENT = 6


class Settings:
    """A small file in the person's own settings folder. Each setting is one line here; nothing of a draft is in it."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = QSettings(str(path or user_config_path("bluepencil") / "window.ini"), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        value = self._store.value(name, default)
        return value if isinstance(value, str) else default

    def set_text(self, name: str, value: str) -> None:
        self._store.setValue(name, value)

    def flag(self, name: str, default: bool = True) -> bool:
        return self.text(name, "yes" if default else "no") == "yes"

    def set_flag(self, name: str, value: bool) -> None:
        self.set_text(name, "yes" if value else "no")

    @property
    def geometry(self) -> QByteArray:
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def recent(self) -> list[Path]:
        """Workspaces opened lately, newest first, those that are still there."""
        folders = [Path(line) for line in self.text("recent").split("\n") if line]
        return [folder for folder in folders if (folder / "history.db").exists()]

    def remember_workspace(self, folder: Path) -> None:
        folders = [folder, *(each for each in self.recent if each != folder)][:_RECENT]
        self.set_text("recent", "\n".join(map(str, folders)))

    def save(self) -> None:
        self._store.sync()
