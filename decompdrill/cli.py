"""The command line: Typer wiring, what the world passes in (clock, seeds), and the one handler of errors."""

from __future__ import annotations

import codecs
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn, TextIO

# Small matrices gain nothing from threads, and idle BLAS workers double the CPU time of a short process.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
# Plain help: Rich would cost every Tab of completion 60 ms.
os.environ.setdefault("TYPER_USE_RICH", "0")

import typer  # noqa: E402

from decompdrill import __version__  # noqa: E402
from decompdrill.errors import BankError, DrillError, ExitCode  # noqa: E402

CONTEXT = {"help_option_names": ["-h", "--help"]}
LARGEST_SEED = 10**18 - 1

app = typer.Typer(
    name="decompdrill",
    help="Practise matrix decompositions: eigenvalues, rank, SVD, low-rank approximation, covariance, PCA, LoRA.",
    context_settings=CONTEXT,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)
bank_app = typer.Typer(
    name="bank", help="The question banks.", no_args_is_help=True, context_settings=CONTEXT, rich_markup_mode=None
)
app.add_typer(bank_app)

Topics = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TOPIC]...", help="Banks, topics, questions or objectives; all if none is named.", show_default=False
    ),
]
Banks = Annotated[
    list[Path] | None,
    typer.Option(
        "--bank",
        metavar="PATH",
        help="A bank file or folder instead of the shipped ones; repeatable.",
        show_default=False,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        min=0,
        max=LARGEST_SEED,
        help="The same seed gives the same questions. [default: random]",
        show_default=False,
    ),
]
GivenOption = Annotated[
    list[str] | None,
    typer.Option(
        "--given",
        "-g",
        metavar="NAME=VALUE",
        help='What the problem gives, e.g. -g "A=2 1; 2 3"; also NAME=@file.csv.',
        show_default=False,
    ),
]
Plain = Annotated[bool, typer.Option("--plain", help="Plain sentences, for screen readers.")]
Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
Kind = Annotated[str, typer.Argument(metavar="KIND", help="The kind of problem, e.g. eigenvalues.")]


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"decompdrill {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from decompdrill.commands.start import start

        _finish(start)


@app.command()
def quiz(
    topics: Topics = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=10_000, help="How many questions.")] = 10,
    seed: Seed = None,
    bank: Banks = None,
    level: Annotated[
        str | None, typer.Option(metavar="N or N-M", help="Only questions of this level.", show_default=False)
    ] = None,
    answers: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Take the answers from a file, one a line.", show_default=False)
    ] = None,
    as_json: Json = False,
    plain: Plain = False,
    pass_mark: Annotated[
        str | None, typer.Option(metavar="P", help="Exit 1 below this score, e.g. 0.8 or 80%.", show_default=False)
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="What was wrong comes back before the end, drawn afresh.")
    ] = False,
    tries: Annotated[
        int | None,
        typer.Option(min=1, max=9, help="Tries per question. [default: 2 at a terminal, else 1]", show_default=False),
    ] = None,
    no_history: Annotated[bool, typer.Option("--no-history", help="Record nothing.")] = False,
) -> None:
    """A quiz: asks, reads, judges, explains."""

    def run() -> ExitCode:
        from decompdrill.commands import quiz as command

        options = command.Options(
            topics=tuple(topics or ()),
            count=count,
            seed=_random_seed() if seed is None else seed,
            banks=tuple(bank or ()),
            level=level,
            answers=answers,
            as_json=as_json,
            plain=plain,
            pass_mark=pass_mark,
            retry=retry,
            tries=tries,
            history=not no_history,
        )
        return command.quiz(options, time.monotonic)

    _finish(run)


@app.command()
def check(
    kind: Kind,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="Your answer; it may begin with a minus sign.")],
    given: GivenOption = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Judge your own answer to your own problem."""

    def run() -> ExitCode:
        from decompdrill.commands.check import check as command

        return command(kind, given or (), answer, as_json, plain)

    _finish(run)


@app.command()
def solve(kind: Kind, given: GivenOption = None, plain: Plain = False) -> None:
    """The worked solution of your own problem, step by step."""

    def run() -> ExitCode:
        from decompdrill.commands.solve import solve as command

        return command(kind, given or (), plain)

    _finish(run)


@app.command()
def replay(token: Annotated[str, typer.Argument(metavar="TOKEN")], bank: Banks = None, plain: Plain = False) -> None:
    """The very question of a token, and its answer."""

    def run() -> ExitCode:
        from decompdrill.commands.replay import replay as command

        return command(token, bank or (), plain)

    _finish(run)


@app.command()
def draw(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Questions, by their ids.")],
    seed: Seed = None,
    count: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Variants of each question, of seeds counted up.")
    ] = 1,
    bank: Banks = None,
    no_key: Annotated[bool, typer.Option("--no-key", help="Without answers, slips and steps.")] = False,
) -> None:
    """Variants of questions as JSON lines."""

    def run() -> ExitCode:
        from decompdrill.commands.draw import draw as command

        return command(ids, _random_seed() if seed is None else seed, count, bank or (), key=not no_key)

    _finish(run)


@app.command()
def grade(
    source: Annotated[str, typer.Argument(metavar="[FILE|-]", help="Records, one a line.")] = "-",
    bank: Banks = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Processes.")] = 1,
) -> None:
    """Judge answers in bulk: JSON lines in, JSON lines out."""

    def run() -> ExitCode:
        from decompdrill.commands.grade import grade as command

        return command(source, tuple(bank or ()), jobs)

    _finish(run)


@app.command()
def read(
    form: Annotated[
        str | None, typer.Argument(metavar="[FORM", help="The form, e.g. number or matrix.", show_default=False)
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="TEXT]", help="What was typed.", show_default=False)] = None,
) -> None:
    """How a typed answer is read, as JSON; with neither argument, JSON lines from stdin."""
    if form is not None and text is None:
        raise typer.BadParameter("FORM needs a TEXT to read", param_hint="TEXT")

    def run() -> ExitCode:
        from decompdrill.commands import read as command

        return command.read_stream() if form is None or text is None else command.read_text(form, text)

    _finish(run)


@bank_app.command("list")
def bank_list(topics: Topics = None, bank: Banks = None, as_json: Json = False) -> None:
    """The questions, one a line."""

    def run() -> ExitCode:
        from decompdrill.commands.bank import list_questions

        return list_questions(topics or (), bank or (), as_json)

    _finish(run)


@bank_app.command("objectives")
def bank_objectives(bank: Banks = None, as_json: Json = False) -> None:
    """The learning objectives, in teaching order."""

    def run() -> ExitCode:
        from decompdrill.commands.bank import list_objectives

        return list_objectives(bank or (), as_json)

    _finish(run)


@bank_app.command("check")
def bank_check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Banks; the shipped ones if none is named.", show_default=False),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=100_000, help="Seeds to draw each question from.")] = 50,
    as_json: Json = False,
) -> None:
    """Audit every question; exit 1 where there are faults."""

    def run() -> ExitCode:
        from decompdrill.commands.bank import check as command

        return command(paths or (), seeds, as_json)

    _finish(run)


@bank_app.command("show")
def bank_show(
    question_id: Annotated[str, typer.Argument(metavar="ID")],
    seed: Seed = None,
    bank: Banks = None,
    plain: Plain = False,
) -> None:
    """One question as it is drawn, with hints, answer, slips and steps."""

    def run() -> ExitCode:
        from decompdrill.commands.bank import show_question

        return show_question(question_id, _random_seed() if seed is None else seed, bank or (), plain)

    _finish(run)


@bank_app.command("schema")
def bank_schema() -> None:
    """The JSON Schema of a bank file."""

    def run() -> ExitCode:
        from decompdrill.commands.bank import schema

        return schema()

    _finish(run)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing is raised."""
    _make_streams_safe()
    try:
        app(args=with_negative_answers(arguments), prog_name="decompdrill")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else ExitCode.DONE
    return _flushed(code)


NEGATIVE_ANSWERS = ("check", "read")
"""The commands whose arguments may begin with a minus sign."""


def with_negative_answers(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with those of `check` and `read` behind a `--`, so that `-5` is an answer and no option."""
    if not arguments or arguments[0] not in NEGATIVE_ANSWERS or "--" in arguments:
        return list(arguments)
    options: list[str] = []
    words: list[str] = []
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in ("-g", "--given"):
            options += [argument, *(value for value in [next(rest, None)] if value is not None)]
        elif argument == "-h" or (argument[:2] == "--" and argument[2:3].isalpha()) or _is_joined_given(argument):
            options.append(argument)
        else:
            words.append(argument)
    return [arguments[0], *options, *(["--", *words] if words else [])]


def _is_joined_given(argument: str) -> bool:
    """Whether this is `-gA=…`, the option and its value in one word."""
    return argument.startswith("-g") and "=" in argument


def handled(command: Callable[[], ExitCode]) -> ExitCode:
    """Run a command; say its error, if any, in one line on stderr, and return its exit code."""
    try:
        return command()
    except BrokenPipeError:
        return ExitCode.INTERRUPTED
    except KeyboardInterrupt:
        _say("interrupted")
        return ExitCode.INTERRUPTED
    except BankError as error:
        _say("\n".join([str(error), *(str(p) for p in error.problems if str(p) not in str(error))]))
        return error.exit_code
    except DrillError as error:
        _say(str(error))
        return error.exit_code
    except Exception as error:
        if os.environ.get("DECOMPDRILL_DEBUG"):
            raise
        _say(_our_fault(error))
        return ExitCode.OUR_FAULT


def _our_fault(error: Exception) -> str:
    import shlex

    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return (
        f"this is a fault of decompdrill itself ({said}). Please report it, with this line: "
        f"decompdrill {__version__}, Python {sys.version.split()[0]}, {shlex.join(['decompdrill', *sys.argv[1:]])}"
    )


def _say(message: str) -> None:
    try:
        sys.stderr.write(f"decompdrill: {message}\n")
        sys.stderr.flush()
    except OSError:
        return


def _finish(command: Callable[[], ExitCode]) -> NoReturn:
    raise typer.Exit(handled(command))


def _random_seed() -> int:
    return int.from_bytes(os.urandom(4), "big") % 1_000_000


def _make_streams_safe() -> None:
    """Let no character that a stream cannot carry end the program, and give it streams where it was started without."""
    codecs.register_error("twins", _twins)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "twins"), (sys.stderr, "twins")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=errors)


def _twins(error: UnicodeError) -> tuple[str, int]:
    """Write what a stream cannot carry in characters that every stream can: √ as sqrt, and `?` for the unknown."""
    from decompdrill.frontends.look import TWINS

    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].translate(TWINS).encode("ascii", "replace").decode(), error.end


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _flushed(code: int) -> int:
    """Flush stdout; where its reader has gone, leave nothing for the interpreter to complain about."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.INTERRUPTED
    return code
