"""What an operator wrote: the file `.env`, and the environment over it, as one set of variables.

People paste. So quotation marks of any kind, blanks and invisible characters around a value are
taken off; and what cannot be read, or is nobody's name, is told with its line or with the name that
was meant.
"""

# Chinese is read here: quotation marks that people paste.

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from unicodedata import normalize

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from bot.app.channels import CHANNELS
from core.errors import Problem, SettingsInvalid

PREFIX = "PAPERBOY_"
# Ours, but no setting: where the tests find recorded inputs.
TESTING = "PAPERBOY_RECORDED"

# What other programs read, although it looks like a slip of one of ours.
FOREIGN = frozenset(
    {"DATABASE_URI", "DATABASE_URLS", "OPENAI_API_KEYS", "OPENAI_BASE_URLS", "OPENAI_MODELS"}
)
# What other programs call the same thing. In our own file it is meant for us.
ELSEWHERE = {
    "OPENAI_API_BASE": "OPENAI_BASE_URL",
    "OPENAI_API_BASE_URL": "OPENAI_BASE_URL",
    "OPENAI_BASE": "OPENAI_BASE_URL",
    "OPENAI_KEY": "OPENAI_API_KEY",
    "OPENAI_MODEL_NAME": "OPENAI_MODEL",
    "OPENAI_URL": "OPENAI_BASE_URL",
}
for _channel in CHANNELS:
    ELSEWHERE |= _channel.other_names
# What other programs call a model's key ends like this.
KEY = "_API_KEY"
# How many slips of the finger a name of ours may have and still be told; fewer for short names that
# everybody uses.
SLIPS = 2
SLIPS_OF_USUAL = 1
# How like each other two names that begin as ours do must be, for one to be named beside the other,
# as difflib's ratio.
LIKENESS = 0.5
# A part of a name of ours that is no longer than this may mean anything.
SHORTEST = 3

# What pasting puts around a value: marks that no value has, and plain quotation marks in pairs.
_MARKS = "“”‘’「」＂＇`\ufeff\u200b\u200c\u200d\u2060\xad"
_QUOTES = "\"'"
# What nobody sees, wherever it stands: it comes along with what is pasted.
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\xad"))


@dataclass(frozen=True, slots=True)
class EnvFile:
    """What a file of variables holds, and what in it cannot be read."""

    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def read_env_file(path: Path) -> EnvFile:
    """The variables in the file; none when there is no file. Raises SettingsInvalid when it cannot
    be read at all."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return EnvFile({}, (_problem(path, "directory"),))
        data = path.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            return EnvFile({}, (_problem(path, "dangling"),))
        return EnvFile({})
    except OSError as error:
        unreadable = _problem(path, "unreadable", reason=error.strerror or "")
        raise SettingsInvalid((unreadable,)) from None
    text = _decoded(path, data)
    bindings = list(parse_stream(StringIO(text)))
    odd = [binding for binding in bindings if _is_odd(binding)]
    # The odd lines are left out, since the library would complain of them as well; so is an empty
    # variable that has a value elsewhere.
    filled = {binding.key for binding in bindings if binding.value}
    fine = "".join(
        binding.original.string
        for binding in bindings
        if not _is_odd(binding) and (binding.value or binding.key not in filled)
    )
    parsed = dotenv_values(stream=StringIO(fine))
    values = {_name(name): value for name, value in parsed.items() if value is not None}
    problems = [_problem(path, "line", line=str(_line(binding))) for binding in odd]
    problems += _twice(path, bindings)
    return EnvFile(values, tuple(problems))


def merged(file: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """The variables by their names in capitals, tidied. The environment comes before the file.

    An empty variable says nothing. Programs agree that of two spellings of a proxy's variable the
    one in lower case counts, that it takes the other back when it is empty, and that HTTP_PROXY in
    capitals is nothing in a CGI script, whose clients can set it.
    """
    found: dict[str, str] = {}
    for variables in (file, environment):
        for name in sorted(variables, key=str.islower):
            if name == "HTTP_PROXY" and "REQUEST_METHOD" in variables:
                continue
            value = tidied(variables[name])
            if value:
                found[name.upper()] = value
            elif name.endswith("_proxy"):
                found.pop(name.upper(), None)
    return found


def tidied(value: str) -> str:
    """The value without what pasting put around it."""
    bare = value.translate(_UNSEEN).strip().strip(_MARKS).strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in _QUOTES:
        bare = bare[1:-1]
    if bare == value:
        return value
    return tidied(bare)  # taking one layer off may have bared another


def misspelt(
    names: Iterable[str],
    ours: Collection[str],
    usual: Collection[str],
    *,
    of_our_file: bool = False,
) -> dict[str, str]:
    """The names that nobody reads, and for each the one that was meant; "" where it is like none.

    What begins as our names do is meant for us. Of the rest only slips are told, for other programs
    have variables too; in a file of our own also what they call the same thing, and our names with
    something missing or around them.
    """
    known = {*ours, *usual, *FOREIGN, TESTING}
    told: dict[str, str] = {}
    for name in sorted(names):
        capitals = name.upper()
        if capitals in known:
            continue
        plain = normalize("NFKC", capitals)
        nearest = _nearest(plain, ours, SLIPS) or _nearest(plain, usual, SLIPS_OF_USUAL)
        if not nearest and of_our_file:
            nearest = _meant(plain, ours, known)
        if not nearest and plain.startswith(PREFIX):
            nearest = _likest(plain, ours)
        if nearest or plain.startswith(PREFIX):
            told[name] = nearest
    return told


def slips(one: str, other: str) -> int:
    """How many slips of the finger lie between two words: a letter more, less, another, or two
    exchanged.

    The optimal string alignment distance (Boytsov 2011, 2.2).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, wanted in enumerate(other, start=1):
            least = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            exchanged = (
                row > 1 and column > 1 and one[row - 2] == wanted and letter == other[column - 2]
            )
            if exchanged:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        before, last = last, line
    return last[-1]


def _nearest(name: str, known: Collection[str], most: int) -> str:
    """The known name that is at most so many slips away, or ""."""
    # Each slip changes the length by one and the letters by two at most: that alone rules nearly
    # all names out.
    likely = [
        each
        for each in known
        if abs(len(each) - len(name)) <= most and len(set(each) ^ set(name)) <= 2 * most
    ]
    if not likely:
        return ""
    distance, nearest = min((slips(name, each), each) for each in likely)
    if distance > most:
        return ""
    if distance > 1:
        # Whoever leaves off an end means what begins so, however like another name it is.
        longer = [each for each in known if each.startswith(name)]
        if len(longer) == 1:
            return longer[0]
    return nearest


def _meant(name: str, ours: Iterable[str], known: Container[str]) -> str:
    """What a name in our own file stands for: it is what others call it, a part of it, or has
    something around it."""
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    for word in re.findall(r"\w+", name):
        if word != name and word in known:
            return str(word)
    for each in ours:
        if _rest(each) == name and len(name) > SHORTEST:
            return each
    if name.endswith(KEY):
        return "OPENAI_API_KEY"
    return ""


def _likest(name: str, ours: Iterable[str]) -> str:
    """The name that is this one's rest behind our prefix, or has that rest; else the one with our
    prefix that is most like it; or ""."""
    wanted = name.removeprefix(PREFIX)
    for each in ours:
        if wanted in (each, _rest(each)):
            return each
    rests = [each.removeprefix(PREFIX) for each in ours if each.startswith(PREFIX)]
    found = get_close_matches(wanted, rests, 1, LIKENESS)
    if not found:
        return ""
    return PREFIX + found[0]


def _rest(name: str) -> str:
    """The name without the word before its first underscore: whose setting it is."""
    return name.partition("_")[2]


def _name(key: str) -> str:
    """The variable's name without what pasting put around it."""
    return key.translate(_UNSEEN).strip(_MARKS)


def _twice(path: Path, bindings: Iterable[Binding]) -> Iterator[Problem]:
    """Yields a problem for each variable that the file gives several values."""
    given: dict[str, dict[str, int]] = {}
    for binding in bindings:
        if binding.key is not None and binding.value:
            given.setdefault(_name(binding.key), {})[binding.value] = _line(binding)
    for name, values in given.items():
        if len(values) > 1:
            *others, last = map(str, sorted(values.values()))
            yield _problem(path, "twice", name=name, line=last, others=", ".join(others))


def _decoded(path: Path, data: bytes) -> str:
    """The file's text; raises SettingsInvalid when it is not UTF-8 or holds a NUL."""
    wide = _wide(data)
    if wide:
        raise SettingsInvalid((_problem(path, "encoding", encoding=wide),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        chinese = _chinese(data)
        if chinese:
            problem = _problem(path, "encoding", encoding=chinese)
        else:
            problem = _problem(path, "not_utf8")
        raise SettingsInvalid((problem,)) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise SettingsInvalid((_problem(path, "nul", line=str(line)),))
    return text


def _wide(data: bytes) -> str:
    """Which UTF-16 or UTF-32 that is, as iconv calls it, or "". Without a mark, most of it must be
    ASCII."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    even = data[::2].count(0)
    odd = data[1::2].count(0)
    if max(even, odd) <= len(data) / 4 or min(even, odd) > len(data) / 8:
        return ""
    if odd > even:
        return "UTF-16LE"
    return "UTF-16BE"


def _chinese(data: bytes) -> str:
    """The encoding, if that can be Chinese as Windows writes it, or ""."""
    for encoding in ("GBK", "GB18030"):
        with suppress(UnicodeDecodeError):
            data.decode(encoding)
            return encoding
    return ""


def _is_odd(binding: Binding) -> bool:
    """Whether the line is neither a variable nor a comment."""
    return binding.error or (binding.key is not None and binding.value is None)


def _line(binding: Binding) -> int:
    """The number of the binding's line; the library counts blank lines before it as part of it."""
    text = binding.original.string
    blank = text[: len(text) - len(text.lstrip())]
    return binding.original.line + blank.count("\n")


def _problem(path: Path, kind: str, **data: str) -> Problem:
    """What is wrong with the file at that path."""
    return Problem(str(path.absolute()), f"settings.file.{kind}", tuple(data.items()))
