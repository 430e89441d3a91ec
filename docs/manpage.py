"""The manual page, docs/decompdrill.1, made from what the help is made from: the commands, their options and their examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decompdrill.frontends.guide import EXAMPLES, GROUPS

EXITS = {
    0: "Done; an answer that check judges is right.",
    1: "Not right, a score below the pass mark, or a bank or a history with faults.",
    2: "The command line cannot be understood.",
    65: "A bank, a record, a file or a given that cannot be read.",
    70: "A fault of decompdrill itself; it says how to report it.",
    130: "Interrupted.",
    141: "The pipe was closed.",
}
VARIABLES = {
    "DECOMPDRILL_HOME": "The folder of the history, of your own banks, of config.toml and of the cache, all in one.",
    "DECOMPDRILL_ROLLOVER": "The hour of the night at which a study day ends, from 0 to 23.",
    "NO_COLOR": "Where it is set, nothing is colored.",
    "FORCE_COLOR": "Where it is set, what goes to a pipe is colored too.",
}


def page(command: Any) -> str:
    """Return the manual in roff, of the command line's root."""
    lines = [
        '.\\" Written by docs/generate.py from the help of the commands.',
        ".TH DECOMPDRILL 1",
        ".SH NAME",
        "decompdrill \\- practice matrix decompositions at the command line",
        ".SH SYNOPSIS",
        ".B decompdrill",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]...",
        ".SH DESCRIPTION",
        _escaped(command.help),
        "Without a command, decompdrill at a terminal shows what is due, and Enter starts it.",
        ".SH OPTIONS",
        *_options(command),
    ]
    for title, names in GROUPS.items():
        lines += [f".SH COMMANDS TO {title.upper()}"]
        for name in names:
            lines += _section((name,), command.commands[name])
    lines += [".SH EXIT STATUS", *(line for code, said in EXITS.items() for line in _item(str(code), said))]
    lines += [".SH ENVIRONMENT", *(line for name, said in VARIABLES.items() for line in _item(name, said))]
    return "\n".join(lines) + "\n"


def _section(words: tuple[str, ...], command: Any) -> Iterator[str]:
    """Yield the lines of a command, or of each command of a group."""
    if below := getattr(command, "commands", None):
        for name, inner in below.items():
            yield from _section((*words, name), inner)
        return
    yield f".SS decompdrill {_escaped(_usage(words, command))}"
    yield _escaped(command.help)
    yield from _options(command)
    for line, does in EXAMPLES[" ".join(words)]:
        yield from (".PP", f"{_escaped(does)}", ".PP", ".RS 4", ".nf", _escaped(line), ".fi", ".RE")


def _usage(words: tuple[str, ...], command: Any) -> str:
    context = command.context_class(command)
    arguments = [p.make_metavar(context) for p in command.params if p.param_type_name == "argument"]
    return " ".join((*words, *arguments))


def _options(command: Any) -> Iterator[str]:
    context = command.context_class(command)
    for parameter in command.params:
        record = None if getattr(parameter, "hidden", False) else parameter.get_help_record(context)
        if record is not None:
            yield from _item(*record)


def _item(name: str, said: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{_escaped(' '.join(name.split()))}\\fR", _escaped(said))


def _escaped(text: str) -> str:
    """Return a text in which roff sees no request and no escape, its hyphens as they are typed."""
    safe = " ".join(text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").split())
    return f"\\&{safe}" if safe[:1] in (".", "'") else safe
