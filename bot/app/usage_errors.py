"""What is wrong with a call of the command line, in the operator's language: the library that reads
calls says it in English alone."""

# Tested in tests/bot/test_main.py.

from __future__ import annotations

import re

from locales import Translator

# The library's sentences, and the catalog's for the same.
_SENTENCES = (
    (re.compile(r"Missing command\."), "cli.usage.no_command"),
    (re.compile(r"No such command '(?P<name>[^\n']*+)'\."), "cli.usage.unknown_command"),
    (
        re.compile(r"No such command '(?P<name>[^\n']*+)'\. Did you mean (?P<near>[^\n?.]*+)\?"),
        "cli.usage.unknown_command_near",
    ),
    (re.compile(r"No such option: (?P<name>[^\s]*+)[^\n]*+"), "cli.usage.unknown_option"),
    (re.compile(r"Missing (?:argument|option) '(?P<name>[^\n']*+)'\."), "cli.usage.missing"),
    (re.compile(r"Option '(?P<name>[^\n']*+)' requires an argument\."), "cli.usage.no_value"),
    (
        re.compile(r"Option '(?P<name>[^\n']*+)' does not take a value\."),
        "cli.usage.no_value_wanted",
    ),
    (
        re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>[^\n()]*+)\)"),
        "cli.usage.more",
    ),
    (re.compile(r"Invalid value: (?P<said>[^\n]*+)"), "cli.usage.invalid"),
    (re.compile(r"Invalid value for '(?P<name>[^\n']*+)': [^\n]*+"), "cli.usage.invalid_value"),
)


def usage_told(t: Translator, problem: str) -> str:
    """The sentence for what the library says is wrong; its own where we know no other."""
    for sentence, key in _SENTENCES:
        found = sentence.fullmatch(problem.strip())
        if found:
            # "FILE..." may be several: the sentence has its own stop.
            return t.t(
                key, **{name: said.removesuffix("...") for name, said in found.groupdict().items()}
            )
    return problem
