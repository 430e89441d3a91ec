"""What is generated in README.md and the pages beside it: their examples, run again, their lists of commands and kinds, the picture.

`python -m tests.readme --update` writes them anew.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from difflib import unified_diff
from doctest import DocTestParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = (README, *(DOCS / f"{name}.md" for name in ("first-steps", "scripting", "commands", "judging")))
"""The pages whose examples are run."""
PICTURE = DOCS / "circle.svg"
DRAWN_BY = ("show", "circle", "-g", "A=2 1; 0 3", "--svg", "-")

SESSION = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
TOKEN = re.compile(r"([a-z0-9.-]+):(\d+):[0-9a-f]{8}")
TYPED = re.compile(r"^  > ?(.*)$", re.MULTILINE)
LIST = "<!-- {name}: written by tests/readme.py -->\n"
LIST_END = "<!-- end -->\n"


@dataclass(frozen=True, slots=True)
class Example:
    """A command as the README shows it, and what it prints there."""

    command: str
    printed: str

    @property
    def answers(self) -> str:
        """What a learner types in it: the lines behind the prompts of a quiz."""
        return "".join(f"{line}\n" for line in TYPED.findall(self.printed))


def examples(text: str) -> Iterator[Example]:
    """Yield every `$ command` of the console blocks with the lines below it."""
    for block in CONSOLE.findall(text):
        yield from _of_block(block)


def _of_block(block: str) -> Iterator[Example]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield Example(command, printed)


def run(example: Example, home: Path) -> str:
    """Return what the command prints in a plain shell, both streams, with the example's own answers."""
    looks = {"DECOMPDRILL_HOME": str(home), "PYTHONUTF8": "1", "COLUMNS": "80", "PYTHON": sys.executable}
    program = 'decompdrill() { "$PYTHON" -m decompdrill "$@"; }\n'
    done = subprocess.run(
        ["sh", "-c", program + example.command],
        cwd=ROOT,
        env={**os.environ, **looks},
        input=example.answers,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.stdout


def session(block: str) -> str:
    """Return a session of the interpreter with what it prints today; its statements share their names."""
    names: dict[str, object] = {}
    return "".join(_statement(example.source, names) for example in DocTestParser().get_examples(block))


def _statement(source: str, names: dict[str, object]) -> str:
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(source, README.name, "single"), names)
    first, *more = source.splitlines(keepends=True)
    return f">>> {first}{''.join(f'... {line}' for line in more)}{printed.getvalue()}"


# ---- lists ---------------------------------------------------------------------------------------------------------


def commands() -> str:
    """Return the table of all commands, their arguments and options, from the Typer application."""
    rows = ["| command | does | options |", "|---|---|---|"]
    rows += [_row(f"decompdrill {' '.join(words)}", command) for words, command in all_commands()]
    return "\n".join(rows) + "\n"


def all_commands() -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield the words of every command, such as bank list, with the command."""
    import typer

    from decompdrill.cli import app

    yield from _below((), typer.main.get_command(app))


def _below(words: tuple[str, ...], command: object) -> Iterator[tuple[tuple[str, ...], object]]:
    inner: Mapping[str, object] | None = getattr(command, "commands", None)
    if inner is None:
        yield words, command
        return
    for name, below in inner.items():
        yield from _below((*words, name), below)


def _row(path: str, command: object) -> str:
    parameters = [p for p in getattr(command, "params", []) if not getattr(p, "hidden", False)]
    usage = [path, *(p.make_metavar(_context(command)) for p in parameters if p.param_type_name == "argument")]
    options = [f"`{'` `'.join(p.opts)}`" for p in parameters if p.param_type_name == "option"]
    said = getattr(command, "help", None) or ""
    return f"| `{_cell(' '.join(usage))}` | {_cell(said.strip())} | {', '.join(options)} |"


def _context(command: object) -> object:
    context_class: Callable[[object], object] = command.context_class  # type: ignore[attr-defined]
    return context_class(command)


def kinds() -> str:
    """Return the table of the kinds of problems: what each is given and what it asks."""
    from decompdrill.kinds import KINDS

    rows = ["| kind | given | answer |", "|---|---|---|"]
    for kind in KINDS.values():
        parts = f" {', '.join(f'`{p}`' for p in kind.parts)}" if kind.parts else ""
        rows.append(f"| `{kind.name}` | {_given(kind.fields)} | {kind.form.value}{parts}: {kind.signature.asks} |")
    return "\n".join(rows) + "\n"


def _given(fields: tuple[object, ...]) -> str:
    """Return the names of the fields: alternatives joined by "or", optional ones in brackets."""
    words: dict[str, list[str]] = {}
    for field in fields:
        name, one_of, required = (getattr(field, a) for a in ("name", "one_of", "required"))
        words.setdefault(one_of or name, []).append(f"`{name}`" if required else f"[`{name}`]")
    return ", ".join(" or ".join(names) for names in words.values())


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


LISTS: Mapping[str, Callable[[], str]] = {"commands": commands, "kinds": kinds}


def listed(name: str, text: str) -> str:
    """Return a list as it stands in the README."""
    start = text.index(LIST.format(name=name)) + len(LIST.format(name=name))
    return text[start : text.index(LIST_END, start)]


def updated(text: str, home: Path) -> str:
    """Return the README with its examples run again, each with a home of its own in this one, and its lists made anew."""

    text = TOKEN.sub(_as_it_is_now, text)
    found = list(examples(text))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        printed = iter([*pool.map(run, found, (home / str(number) for number in range(len(found))))])

    def anew(block: re.Match[str]) -> str:
        return "".join(f"$ {example.command}\n{next(printed)}" for example in _of_block(block.group()))

    text = SESSION.sub(lambda block: session(block.group()), CONSOLE.sub(anew, text))
    for name, make in LISTS.items():
        if LIST.format(name=name) not in text:
            continue
        text = text.replace(LIST.format(name=name) + listed(name, text), LIST.format(name=name) + make())
    return text


def picture() -> str:
    """Return the picture of the README, as the program draws it today."""
    done = subprocess.run(
        [sys.executable, "-m", "decompdrill", *DRAWN_BY], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return done.stdout


def stale(text: str, home: Path) -> str:
    """Return where a page is not what the program says today, as a diff; nothing where it is."""
    now = updated(text, home)
    return "".join(unified_diff(text.splitlines(True), now.splitlines(True), "written", "generated", n=1))


def _as_it_is_now(token: re.Match[str]) -> str:
    """Return the token of the same question and seed, with the digest that the question has today."""
    from decompdrill.commands import open_banks
    from decompdrill.exercises.pose import token_of
    from decompdrill.io.folders import shipped_dir

    return str(token_of(open_banks([shipped_dir()]).question(token[1]), int(token[2])))


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("python -m tests.readme --update: run the examples of the pages and write what they print")
    PICTURE.write_text(picture(), encoding="utf-8")
    for page in PAGES:
        with tempfile.TemporaryDirectory() as place:
            page.write_text(updated(page.read_text(encoding="utf-8"), Path(place)), encoding="utf-8")
