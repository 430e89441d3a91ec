"""The command line: Typer wiring, what is passed in from outside (clocks, seeds), and the one handler of errors."""

from __future__ import annotations

import codecs
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

# Small matrices gain nothing from threads, and idle BLAS workers double the CPU time of a short process.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
# Plain help: Rich would cost every Tab of completion 60 ms.
os.environ.setdefault("TYPER_USE_RICH", "0")

import typer  # noqa: E402

from decompdrill import __version__  # noqa: E402
from decompdrill.errors import BankError, DrillError, ExitCode, UsageError, our_fault, versions  # noqa: E402
from decompdrill.history import LARGEST_SEED  # noqa: E402
from decompdrill.io.output import stderr, stdout  # noqa: E402

if TYPE_CHECKING:
    from decompdrill.practice.recorder import Clocks

CONTEXT = {"help_option_names": ["-h", "--help"]}

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
history_app = typer.Typer(
    name="history", help="Your answers.", no_args_is_help=True, context_settings=CONTEXT, rich_markup_mode=None
)
app.add_typer(history_app)
show_app = typer.Typer(
    name="show",
    help="Pictures of decompositions.",
    no_args_is_help=True,
    context_settings=CONTEXT,
    rich_markup_mode=None,
)
app.add_typer(show_app)

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
Light = Annotated[bool, typer.Option("--light", help="The terminal's ground is light: what is drawn in ink is dark.")]
Svg = Annotated[
    Path | None, typer.Option("--svg", metavar="FILE", help="Write the picture as SVG too.", show_default=False)
]
Data = Annotated[str, typer.Option("--data", metavar="NAME|@FILE", help="iris, penguins, states, or @file.csv.")]
LabelColumn = Annotated[
    str | None, typer.Option("--label", metavar="COLUMN", help="The column of classes.", show_default=False)
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="COLUMN", help="Only this column; repeatable.", show_default=False),
]
Standardise = Annotated[
    bool, typer.Option("--standardize/--no-standardize", help="Divide each column by its standard deviation.")
]
Kind = Annotated[str, typer.Argument(metavar="KIND", help="The kind of problem, e.g. eigenvalues.")]


Level = Annotated[
    str | None, typer.Option(metavar="N or N-M", help="Only questions of this level.", show_default=False)
]
Answers = Annotated[
    str | None, typer.Option(metavar="FILE|-", help="Take the answers from a file, one a line.", show_default=False)
]
PassMark = Annotated[
    str | None, typer.Option(metavar="P", help="Exit 1 below this score, e.g. 0.8 or 80%.", show_default=False)
]
Retry = Annotated[bool, typer.Option("--retry", help="What was wrong comes back before the end, drawn afresh.")]
Tries = Annotated[
    int | None,
    typer.Option(min=1, max=9, help="Tries per question. [default: 2 at a terminal, else 1]", show_default=False),
]


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        stdout().write(f"decompdrill {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from decompdrill.commands.start import start

        _finish(lambda: start(_clocks()))


@app.command()
def quiz(
    topics: Topics = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=10_000, help="How many questions.")] = 10,
    seed: Seed = None,
    bank: Banks = None,
    level: Level = None,
    answers: Answers = None,
    as_json: Json = False,
    plain: Plain = False,
    pass_mark: PassMark = None,
    retry: Retry = False,
    tries: Tries = None,
    no_history: Annotated[bool, typer.Option("--no-history", help="Record nothing.")] = False,
    weak: Annotated[bool, typer.Option("--weak", help="What you know least of what you have begun.")] = False,
    slip: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Draws on which this slip gives a wrong answer.", show_default=False),
    ] = None,
) -> None:
    """A quiz: asks, reads, judges, explains, records; without topics, what is due and what is next."""

    def run() -> ExitCode:
        from decompdrill.commands import quiz as command
        from decompdrill.commands.drill import Console

        options = command.QuizOptions(
            topics=tuple(topics or ()),
            count=count,
            seed=_random_seed() if seed is None else seed,
            is_seeded=seed is not None,
            banks=tuple(bank or ()),
            level=level,
            console=Console(answers, as_json, plain),
            pass_mark=pass_mark,
            retry=retry,
            tries=tries,
            history=not no_history,
            weak=weak,
            slip=slip,
        )
        return command.quiz(options, _clocks())

    _finish(run)


@app.command()
def timed(
    topics: Topics = None,
    length: Annotated[
        str | None, typer.Option("--time", metavar="T", help="For the whole: 90s, 2m, 1:30.", show_default=False)
    ] = None,
    per_question: Annotated[
        str | None, typer.Option(metavar="T", help="For each question, e.g. 30s.", show_default=False)
    ] = None,
    count: Annotated[
        int | None, typer.Option("--count", "-n", min=1, max=10_000, help="So many questions.", show_default=False)
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="sprint (1 min), classic (2 min) or marathon (10 min).", show_default=False),
    ] = None,
    level: Level = None,
    seed: Seed = None,
    bank: Banks = None,
    no_clock: Annotated[bool, typer.Option("--no-clock", help="Measure the time, and do not show it.")] = False,
    answers: Answers = None,
    as_json: Json = False,
    plain: Plain = False,
    no_history: Annotated[bool, typer.Option("--no-history", help="Record nothing.")] = False,
) -> None:
    """A drill against the clock: as many as there is time for; rate, accuracy, personal best."""

    def run() -> ExitCode:
        from decompdrill.commands import timed as command
        from decompdrill.commands.drill import Console

        options = command.TimedOptions(
            topics=tuple(topics or ()),
            seed=_random_seed() if seed is None else seed,
            time=length,
            per_question=per_question,
            count=count,
            preset=preset,
            level=level,
            clock=not no_clock,
            banks=tuple(bank or ()),
            console=Console(answers, as_json, plain),
            history=not no_history,
        )
        return command.time_runs(options, _clocks(), _random_seed)

    _finish(run)


@app.command()
def review(
    topics: Topics = None,
    count: Annotated[
        int | None, typer.Option("--count", "-n", min=1, max=10_000, help="How many at most.", show_default=False)
    ] = None,
    seed: Seed = None,
    bank: Banks = None,
    level: Level = None,
    answers: Answers = None,
    as_json: Json = False,
    plain: Plain = False,
    pass_mark: PassMark = None,
    retry: Retry = False,
    tries: Tries = None,
) -> None:
    """What is due today, by spaced repetition; every review is a fresh draw."""

    def run() -> ExitCode:
        from decompdrill.commands.drill import Console
        from decompdrill.commands.quiz import QuizOptions
        from decompdrill.commands.review import review as command

        options = QuizOptions(
            topics=tuple(topics or ()),
            count=count,
            seed=_random_seed() if seed is None else seed,
            is_seeded=seed is not None,
            banks=tuple(bank or ()),
            level=level,
            console=Console(answers, as_json, plain),
            pass_mark=pass_mark,
            retry=retry,
            tries=tries,
        )
        return command(options, _clocks())

    _finish(run)


@app.command()
def stats(
    bank: Banks = None,
    everything: Annotated[bool, typer.Option("--all", help="Every objective that was asked.")] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Where you stand, per objective and per slip, with trends."""

    def run() -> ExitCode:
        from decompdrill.commands.stats import stats as command

        return command(bank or (), everything, as_json, plain, _clocks())

    _finish(run)


@app.command()
def check(
    kind: Kind,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="Your answer; it may begin with a minus sign.")],
    given: GivenOption = None,
    why: Annotated[bool, typer.Option("--why", help="The worked solution too.")] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Judge your own answer to your own problem."""

    def run() -> ExitCode:
        from decompdrill.commands.check import check as command

        return command(kind, given or (), answer, as_json, plain, why)

    _finish(run)


@app.command()
def explain(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC]", help="A topic or a term; the list if none is named.", show_default=False),
    ] = None,
    given: GivenOption = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", min=0, max=LARGEST_SEED, help="A fresh example from this seed.", show_default=False),
    ] = None,
    label: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="The column of labels of a table that is given.", show_default=False),
    ] = None,
    last_mistake: Annotated[
        bool, typer.Option("--my-last-mistake", help="The topic of your last wrong answer, on its numbers.")
    ] = False,
    plain: Plain = False,
) -> None:
    """A topic with a worked example on live numbers, or a term of the glossary."""

    def run() -> ExitCode:
        from decompdrill.commands.explain import ExplainOptions
        from decompdrill.commands.explain import explain as command

        options = ExplainOptions(tuple(words or ()), tuple(given or ()), seed, label, last_mistake, plain)
        return command(options, _clocks())

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
    """The very question of a token, its answer, and how yours was judged."""

    def run() -> ExitCode:
        from decompdrill.commands.replay import replay as command

        return command(token, bank or (), plain, _clocks())

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
        str | None, typer.Argument(metavar="FORM", help="The form, e.g. number or matrix.", show_default=False)
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What was typed.", show_default=False)] = None,
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
    seeds: Annotated[int, typer.Option(min=1, max=100_000, help="Seeds to draw each question from.")] = 200,
    bank: Banks = None,
    as_json: Json = False,
) -> None:
    """Audit every question; exit 1 where there are faults."""

    def run() -> ExitCode:
        from decompdrill.commands.bank import check as command

        return command((*(paths or ()), *(bank or ())), seeds, as_json)

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


@bank_app.command("new")
def bank_new(name: Annotated[str, typer.Argument(metavar="NAME", help="The bank's id, e.g. my-bank.")]) -> None:
    """Write NAME.yaml, a bank of two questions to start from."""

    def run() -> ExitCode:
        from decompdrill.commands.bank_new import new

        return new(name)

    _finish(run)


@bank_app.command("schema")
def bank_schema() -> None:
    """The JSON Schema of a bank file."""

    def run() -> ExitCode:
        from decompdrill.commands.bank import schema

        return schema()

    _finish(run)


@app.command()
def where() -> None:
    """The paths of the history, its backups, your own banks and the cache."""

    def run() -> ExitCode:
        from decompdrill.commands.where import where as command

        return command()

    _finish(run)


@history_app.command("export")
def history_export() -> None:
    """Every answer as a JSON line."""

    def run() -> ExitCode:
        from decompdrill.commands.history import export

        return export(_now_ms)

    _finish(run)


@history_app.command("import")
def history_import(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="Lines that `history export` wrote.")],
) -> None:
    """Add answers from elsewhere; what is here already stays once."""

    def run() -> ExitCode:
        from decompdrill.commands.history import import_

        return import_(source, _now_ms)

    _finish(run)


@history_app.command("rebuild")
def history_rebuild() -> None:
    """Work out all that is derived from the answers again."""

    def run() -> ExitCode:
        from decompdrill.commands.history import rebuild

        return rebuild(_now_ms)

    _finish(run)


@history_app.command("forget")
def history_forget(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Delete every answer and every backup; asks first."""

    def run() -> ExitCode:
        from decompdrill.commands.history import forget

        return forget(yes, _now_ms)

    _finish(run)


@show_app.command("circle")
def show_circle(given: GivenOption = None, plain: Plain = False, light: Light = False, svg: Svg = None) -> None:
    """A 2×2 matrix takes the unit circle to an ellipse: rotate, stretch, rotate."""

    def run() -> ExitCode:
        from decompdrill.commands import show as command

        return command.show_circle(given or (), command.PictureOptions(plain, light, svg))

    _finish(run)


@show_app.command("pca")
def show_pca(
    data: Data = "iris",
    label: LabelColumn = None,
    column: Columns = None,
    standardize: Standardise = True,
    plain: Plain = False,
    light: Light = False,
    svg: Svg = None,
) -> None:
    """A table on its first two principal components, by class."""

    def run() -> ExitCode:
        from decompdrill.commands import show as command

        return command.show_pca(data, label, column or (), standardize, command.PictureOptions(plain, light, svg))

    _finish(run)


@show_app.command("scree")
def show_scree(
    data: Data = "iris",
    label: LabelColumn = None,
    column: Columns = None,
    standardize: Standardise = True,
    threshold: Annotated[
        str, typer.Option(metavar="SHARE", help="The share of the variance to keep, e.g. 0.95 or 95%.")
    ] = "0.95",
    plain: Plain = False,
    light: Light = False,
    svg: Svg = None,
) -> None:
    """The ratios of explained variance, and how many components reach a threshold."""

    def run() -> ExitCode:
        from decompdrill.commands import show as command

        output = command.PictureOptions(plain, light, svg)
        return command.show_scree(data, label, column or (), standardize, command.share_of(threshold), output)

    _finish(run)


@show_app.command("lowrank")
def show_lowrank(
    image: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A PGM; others with the extra `image`. [default: a photograph]", show_default=False
        ),
    ] = None,
    rank: Annotated[
        list[int] | None,
        typer.Option("--rank", metavar="K", help="A rank to show; repeatable. [default: 1, 5, 20]", show_default=False),
    ] = None,
    plain: Plain = False,
    light: Light = False,
    svg: Svg = None,
) -> None:
    """A photograph at lower ranks, with the numbers stored and the error."""

    def run() -> ExitCode:
        from decompdrill.commands import show as command

        return command.show_lowrank(image, rank or (), command.PictureOptions(plain, light, svg))

    _finish(run)


@show_app.command("cloud")
def show_cloud(
    data: Annotated[
        str | None,
        typer.Option(
            "--data", metavar="NAME|@FILE", help="A table; without one, a cloud is drawn.", show_default=False
        ),
    ] = None,
    label: LabelColumn = None,
    column: Columns = None,
    standardize: Standardise = False,
    seed: Seed = None,
    plain: Plain = False,
    light: Light = False,
    svg: Svg = None,
) -> None:
    """A cloud of points, its covariance ellipse and its principal axes."""

    def run() -> ExitCode:
        from decompdrill.commands import show as command

        drawn = _random_seed() if seed is None and data is None else seed
        output = command.PictureOptions(plain, light, svg)
        return command.show_cloud(data, label, column or (), standardize, drawn, output)

    _finish(run)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing is raised."""
    _make_streams_safe()
    try:
        app(args=with_negative_answers(arguments), prog_name="decompdrill")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else ExitCode.DONE
    except OSError as error:
        code = _machine_fault(error)
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
    except OSError as error:
        return _machine_fault(error)
    except Exception as error:
        if os.environ.get("DECOMPDRILL_DEBUG"):
            raise
        _say(_our_fault(error))
        return ExitCode.OUR_FAULT


def _machine_fault(error: OSError) -> ExitCode:
    """Say what the machine could not do, such as write to a full disk."""
    where = "" if error.filename is None else f"{error.filename}: "
    _say(f"{where}{error.strerror or type(error).__name__}")
    return ExitCode.UNREADABLE_INPUT


def _our_fault(error: Exception) -> str:
    import shlex

    command = shlex.join(["decompdrill", *sys.argv[1:]])
    return f"{our_fault(error)}, with this line: {versions()}, {command}"


def _say(message: str) -> None:
    """Write a message to stderr, the control characters in it as what they are."""
    try:
        stderr().write(f"decompdrill: {message}\n")
        stderr().flush()
    except OSError:
        return


def _finish(command: Callable[[], ExitCode]) -> NoReturn:
    if not Path(__file__).exists():
        _say("decompdrill must be installed as files; it cannot run from a zip")
        raise typer.Exit(ExitCode.UNREADABLE_INPUT)
    from decompdrill.io.folders import VARIABLE, is_empty_name

    if is_empty_name():
        _say(f"{VARIABLE} is empty, so the usual folders of this user serve")
    raise typer.Exit(handled(command))


def _now_ms() -> int:
    """Return the time of day: UTC, milliseconds since 1970; raises DrillError where Python cannot count so far."""
    try:
        return time.time_ns() // 1_000_000
    except OverflowError:
        raise DrillError("the clock of this machine is past the year 2262: set it right, and begin again") from None


def _clocks() -> Clocks:
    """Return the clocks and the chance of this machine."""
    from decompdrill.practice.recorder import Clocks

    return Clocks(
        monotonic=time.monotonic,
        now_ms=_now_ms,
        utc_offset_min=lambda: time.localtime().tm_gmtoff // 60,
        new_session=lambda: os.urandom(8).hex(),
        rollover_hours=_rollover_hours(),
    )


def _rollover_hours() -> int:
    """Return the hour of the night at which a study day ends."""
    named = os.environ.get("DECOMPDRILL_ROLLOVER", "4")
    if not (named.isascii() and named.isdecimal() and int(named) < 24):
        raise UsageError(f"DECOMPDRILL_ROLLOVER takes an hour from 0 to 23, and not {named[:20]!r}")
    return int(named)


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
    # What the parser of the command line says of an argument goes there too.
    sys.stderr = stderr()


def _twins(error: UnicodeError) -> tuple[str, int]:
    """Write what a stream cannot carry in characters that every stream can: √ as sqrt, and `?` for the unknown."""
    from decompdrill.frontends.display import TWINS

    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].translate(TWINS).encode("ascii", "replace").decode(), error.end


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _flushed(code: int) -> int:
    """Flush stdout; where it cannot be written, leave nothing for the interpreter to complain about."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return ExitCode.INTERRUPTED
        return code or _machine_fault(error)
    return code
