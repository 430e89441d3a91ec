"""The help: commands in three groups, what each does in a whole sentence, and two examples that the command line takes."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import typer

from decompdrill import cli
from decompdrill.frontends.guide import EXAMPLES, GROUPS
from tests.commands.test_cli import decompdrill
from tests.readme import all_commands

COMMANDS = {" ".join(words): command for words, command in all_commands()}
BELOW = {"bank", "history", "show"}


def lines_of(shown: str) -> list[list[str]]:
    """Return the words of each command of ours in a line for the shell, without where it writes to."""
    found: list[list[str]] = [[]]
    reader = shlex.shlex(shown, posix=True, punctuation_chars=True)
    reader.whitespace_split = True
    for word in reader:
        if word in ("|", "||", "&&"):
            found.append([])
        else:
            found[-1].append(word)
    ours = [words[: words.index(">")] if ">" in words else words for words in found]
    return [words for words in ours if words[0] == "decompdrill"]


def test_every_command_has_two_examples_and_stands_in_one_group() -> None:
    assert {name for name in EXAMPLES if name not in BELOW} == {"", *COMMANDS}
    assert {len(examples) for examples in EXAMPLES.values()} == {2}
    names = [name for names in GROUPS.values() for name in names]
    assert sorted(names) == sorted(cli.root_command().commands)


@pytest.mark.parametrize("shown", [shown for examples in EXAMPLES.values() for shown, _ in examples])
def test_the_command_line_takes_every_example(shown: str) -> None:
    found = lines_of(shown)
    assert found
    for line in found:
        words = cli.with_negative_answers(line[1:])
        command: Any = cli.root_command()
        context = None
        while isinstance(command, typer.core.TyperGroup):
            context = command.make_context(words[0], [], parent=context, resilient_parsing=True)
            name, *words = words
            command = command.commands[name]
        command.make_context(name, words, parent=context)


def test_an_example_with_an_option_that_is_not_there_would_be_seen() -> None:
    with pytest.raises(Exception, match="No such option: --sede"):
        test_the_command_line_takes_every_example("decompdrill quiz --sede 3")


def test_the_help_shows_three_groups_and_cuts_no_sentence() -> None:
    shown = decompdrill("--help").stdout.decode()
    assert re.findall(r"^(\w+):$", shown, re.MULTILINE) == ["Options", "Learn", "Script", "Author", "Examples"]
    words = " ".join(shown.split())
    for command in cli.root_command().commands.values():
        assert command.help is not None
        assert " ".join(command.help.split()) in words
    assert "..." not in shown.replace("[ARGS]...", "")
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_help_of_a_command_begins_with_a_sentence_and_ends_with_its_examples(name: str) -> None:
    shown = decompdrill(*name.split(), "--help").stdout.decode()
    said = getattr(COMMANDS[name], "help", "")
    assert re.fullmatch(r"[A-Z][^.]*.*\.", said), said
    assert " ".join(said.split()) in " ".join(shown.split())
    examples = "".join(f"  {line}\n      {does}\n" for line, does in EXAMPLES[name])
    assert shown.endswith(f"\nExamples:\n{examples}")
