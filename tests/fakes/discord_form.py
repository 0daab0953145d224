"""What is wrong with a body, collected in the tree that Discord answers with."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord_state import Json, Refusal

Path = tuple[str | int, ...]


class Form:
    """Errors by path. With `utf16_too` false, lengths are counted in code points only.

    Discord does not say what it counts; UTF-16 units, of which there are never fewer, are the safe
    reading.
    """

    def __init__(self, *, utf16_too: bool = True) -> None:
        self.errors: Json = {}
        self._utf16_too = utf16_too

    def length(self, text: str) -> int:
        """How long the text counts."""
        return len(text.encode("utf-16-le")) // 2 if self._utf16_too else len(text)

    def wrong(self, path: Path, code: str, message: str) -> None:
        """Note an error."""
        node = self.errors
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def text(self, holder: Json, name: str, path: Path, most: int, least: int = 0) -> str:
        """The text under that name, "" when it is absent; with `least` it is required."""
        value = holder.get(name)
        if value is None:
            if least:
                self.wrong((*path, name), "BASE_TYPE_REQUIRED", "This field is required")
            return ""
        if not isinstance(value, str):
            self.wrong((*path, name), "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return ""
        self._sized(self.length(value), (*path, name), most, least, "in length")
        return value

    def items(self, holder: Json, name: str, path: Path, most: int, least: int = 0) -> list[Any]:
        """The list under that name, [] when it is absent; with `least` it is required."""
        value = holder.get(name)
        if value is None and not least:
            return []
        if not isinstance(value, list):
            self.wrong(
                (*path, name), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"
            )
            return []
        self._sized(len(value), (*path, name), most, least, "in length")
        return value

    def number(
        self, holder: Json, name: str, path: Path, least: int, most: int, default: int
    ) -> int:
        """The number under that name."""
        value = holder.get(name)
        if value is None:
            return default
        if not isinstance(value, int) or not least <= value <= most:
            message = f"int value should be between {least} and {most}."
            self.wrong((*path, name), "NUMBER_TYPE_RANGE", message)
            return default
        return value

    def choice(self, holder: Json, name: str, path: Path, choices: tuple[int, ...]) -> None:
        """Require one of those values under that name."""
        if holder.get(name) not in choices:
            self.wrong(
                (*path, name),
                "BASE_TYPE_CHOICES",
                f"Value must be one of {{{', '.join(map(str, choices))}}}.",
            )

    def check(self) -> None:
        """Raise the refusal, if anything was wrong."""
        if self.errors:
            raise Refusal(400, 50035, "Invalid Form Body", self.errors)

    def _sized(self, size: int, path: Path, most: int, least: int, unit: str) -> None:
        if least and not least <= size <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} {unit}.")
        elif size > most:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer {unit}.")


def refused(path: Path, code: str, message: str) -> Refusal:
    """The refusal of a body with one error."""
    form = Form()
    form.wrong(path, code, message)
    return Refusal(400, 50035, "Invalid Form Body", form.errors)
