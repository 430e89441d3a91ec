"""The command line: Typer wiring, what is passed in from outside (clocks, seeds), and the one handler of errors."""

from __future__ import annotations

import codecs
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, ParamSpec, TextIO

# Small matrices gain nothing from threads, and idle BLAS workers double the CPU time of a short process.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
# Plain help: Rich would cost every Tab of completion 60 ms.
os.environ.setdefault("TYPER_USE_RICH", "0")

import typer  # noqa: E402
import typer.core  # noqa: E402
from typer._completion_classes import completion_init  # noqa: E402

from decompdrill import __version__  # noqa: E402
from decompdrill.errors import BankError, DrillError, ExitCode, UsageError, faults_are_raised, our_fault, versions  # noqa: E402
from decompdrill.history import LARGEST_SEED  # noqa: E402
from decompdrill.io.output import stderr, stdout  # noqa: E402
from decompdrill.names import known_as  # noqa: E402

if TYPE_CHECKING:
    from decompdrill.practice.recorder import Clocks

P = ParamSpec("P")

PROGRAM = "decompdrill"
COMPLETE = "_DECOMPDRILL_COMPLETE"
"""The variable by which a shell asks what it may offer at Tab."""


SPELLED = ("standardize", "no-standardize", "lowrank")
"""Options and commands that have other spellings, which are taken too."""


class _Command(typer.core.TyperCommand):
    """A command whose help ends with examples."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        from decompdrill.frontends.guide import write_examples

        write_examples(formatter, _words_of(ctx))


class _Group(typer.core.TyperGroup):
    """A group whose help says of each command what it does, whole, and ends with examples."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        from decompdrill.frontends import guide

        said = {name: command.help or "" for name, command in self.commands.items() if not command.hidden}
        (guide.write_commands if _words_of(ctx) else guide.write_groups)(formatter, said)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        from decompdrill.frontends.guide import write_examples

        write_examples(formatter, _words_of(ctx))


def _words_of(context: typer.Context) -> str:
    """Return the words that name a command, such as `bank list`; none for decompdrill itself."""
    return context.command_path.partition(" ")[2]


def _group(name: str, said: str, *, is_root: bool = False) -> typer.Typer:
    """Return a group of commands; the root also runs where no command is named."""
    return typer.Typer(
        name=name,
        cls=_Group,
        help=said,
        no_args_is_help=not is_root,
        add_completion=False,  # Typer's own takes no name of a shell
        invoke_without_command=is_root,
        context_settings={
            "help_option_names": ["-h", "--help"],
            "token_normalize_func": lambda word: known_as(word, SPELLED),
        },
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _command(group: typer.Typer, name: str | None = None) -> Callable[[Callable[P, ExitCode]], Callable[P, NoReturn]]:
    """Make a function a command of the group, whose parameters are its options; it imports what it needs inside."""

    def wired(command: Callable[P, ExitCode]) -> Callable[P, NoReturn]:
        @wraps(command)
        def finished(*args: P.args, **kwargs: P.kwargs) -> NoReturn:
            _finish(lambda: command(*args, **kwargs))

        return group.command(name, cls=_Command)(finished)

    return wired


app = _group(
    "decompdrill",
    "Practice matrix decompositions: eigenvalues, rank, SVD, low-rank approximation, covariance, PCA, LoRA.",
    is_root=True,
)
bank_app = _group("bank", "List, show, check and begin banks of questions.")
history_app = _group("history", "Export, import, check, mend or delete your answers.")
show_app = _group("show", "Draw what a decomposition does.")
for _below in (bank_app, history_app, show_app):
    app.add_typer(_below)

# ---- arguments and options of several commands ---------------------------------------------------------------------


def _offered(sort: str) -> Callable[[str], list[str]]:
    """Return what the shell asks at Tab for the names of this sort in `frontends.completion`."""

    def offered(incomplete: str) -> list[str]:
        from decompdrill.frontends import completion

        return completion.offered(sort, incomplete, of_banks)

    def of_banks(sort: str) -> Iterable[str]:
        from decompdrill.commands.bank import names_of_banks

        return names_of_banks(())[sort]

    return offered


TopicsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TOPIC]...",
        help="Banks, topics, questions or objectives; all if none is named.",
        autocompletion=_offered("topics"),
    ),
]
KindArgument = Annotated[
    str,
    typer.Argument(metavar="KIND", help="The kind of problem, e.g. eigenvalues.", autocompletion=_offered("kinds")),
]
BanksOption = Annotated[
    list[Path] | None,
    typer.Option("--bank", metavar="PATH", help="A bank file or folder instead of the shipped ones; repeatable."),
]
SeedOption = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=0, max=LARGEST_SEED, help="The same seed gives the same questions. [default: random]"
    ),
]
LevelOption = Annotated[
    str | None,
    typer.Option(metavar="N or N-M", help="Only questions of this level.", autocompletion=_offered("levels")),
]
AnswersOption = Annotated[
    str | None, typer.Option(metavar="FILE|-", help="Take the answers from a file, one a line; # begins a comment.")
]
PassMarkOption = Annotated[str | None, typer.Option(metavar="P", help="Exit 1 below this score, e.g. 0.8 or 80%.")]
RetryOption = Annotated[
    bool, typer.Option("--retry/--no-retry", help="What was wrong comes back before the end, drawn afresh.")
]
TriesOption = Annotated[
    int | None, typer.Option(metavar="N", min=1, max=9, help="Tries per question. [default: 2 at a terminal, else 1]")
]
HistoryOption = Annotated[
    bool | None,
    typer.Option("--history/--no-history", help="Keep the answers. [default: keep them, but not with --answers]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
PlainOption = Annotated[bool, typer.Option("--plain/--no-plain", help="Plain sentences, for screen readers.")]
JobsOption = Annotated[int, typer.Option(metavar="N", min=1, max=256, help="Processes.")]
ShardOption = Annotated[str | None, typer.Option(metavar="I/N", help="Part I of N of the exercises, counted from 1.")]
ClusterOption = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, whose workers do it; with the extra `cluster`.")
]
GivenOption = Annotated[
    list[str] | None,
    typer.Option(
        "--given",
        "-g",
        metavar="NAME=VALUE",
        help='What the problem gives, e.g. -g "A=2 1; 2 3"; also NAME=@file.csv, NAME=@- for stdin.',
    ),
]
DataArgument = Annotated[
    str,
    typer.Option(metavar="NAME|@FILE", help="iris, penguins, states, or @file.csv.", autocompletion=_offered("tables")),
]
LabelColumnOption = Annotated[str | None, typer.Option("--label", metavar="COLUMN", help="The column of classes.")]
ColumnsOption = Annotated[
    list[str] | None, typer.Option("--column", metavar="COLUMN", help="Only this column; repeatable.")
]
StandardizeOption = Annotated[bool, typer.Option(help="Divide each column by its standard deviation.")]
LightOption = Annotated[
    bool, typer.Option("--light/--dark", help="The terminal's ground is light: what is drawn in ink is dark.")
]
SvgOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the picture as SVG too; - writes it alone to standard output."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Let --svg replace what is no SVG.")]

# ---- commands ------------------------------------------------------------------------------------------------------


_SHELLS = "bash, zsh, fish, powershell or pwsh"
_THIS_ONE = "Without a name, it is the shell that you are in."
_IN_THIS_ONE = "this"


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
    plain: PlainOption = False,
    show_completion: Annotated[
        str | None,
        typer.Option(metavar="[SHELL]", help=f"Print what lets a shell complete at Tab: {_SHELLS}. {_THIS_ONE}"),
    ] = None,
    install_completion: Annotated[
        str | None, typer.Option(metavar="[SHELL]", help=f"Set a shell up to complete at Tab. {_THIS_ONE}")
    ] = None,
) -> None:
    if version:
        stdout().write(f"decompdrill {__version__}\n")
        raise typer.Exit
    if show_completion is not None or install_completion is not None:
        _finish(lambda: _complete_in(show_completion, install_completion))
    if context.invoked_subcommand is None:
        from decompdrill.commands.start import Starts, start

        starts = Starts(lambda words: ExitCode(run(words)), list(root_command().commands), _random_seed)
        _finish(lambda: start(_clocks(), starts, plain))
    elif plain:
        raise typer.BadParameter(f"it stands behind the command: decompdrill {context.invoked_subcommand} --plain")


@_command(app)
def quiz(
    topics: TopicsArgument = None,
    count: Annotated[
        int, typer.Option("--count", "-n", metavar="N", min=1, max=10_000, help="How many questions.")
    ] = 10,
    seed: SeedOption = None,
    bank: BanksOption = None,
    level: LevelOption = None,
    answers: AnswersOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    pass_mark: PassMarkOption = None,
    retry: RetryOption = False,
    tries: TriesOption = None,
    history: HistoryOption = None,
    weak: Annotated[bool, typer.Option("--weak", help="What you know least of what you have begun.")] = False,
    slip: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Draws on which this slip gives a wrong answer.", autocompletion=_offered("slips")
        ),
    ] = None,
) -> ExitCode:
    """Ask questions, judge your answers, and explain; at a terminal each question is chosen by what you know."""
    from decompdrill.commands.drill import Console
    from decompdrill.commands.quiz import QuizOptions, quiz

    questions = (tuple(topics or ()), count, _seed(seed), seed is not None, tuple(bank or ()), level)
    console = Console(answers, as_json, plain)
    options = QuizOptions(*questions, console, pass_mark, retry, tries, _is_kept(history, answers), weak, slip)
    return quiz(options, _clocks())


@_command(app)
def placement(
    seed: SeedOption = None,
    bank: BanksOption = None,
    answers: AnswersOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    history: HistoryOption = None,
) -> ExitCode:
    """Find where to begin, in fifteen questions at most; what you know is not asked from the start again."""
    from decompdrill.commands.drill import Console
    from decompdrill.commands.placement import PlacementOptions, placement

    console = Console(answers, as_json, plain)
    options = PlacementOptions(_seed(seed), seed is not None, tuple(bank or ()), console, _is_kept(history, answers))
    return placement(options, _clocks())


@_command(app)
def timed(
    topics: TopicsArgument = None,
    length: Annotated[str | None, typer.Option("--time", metavar="T", help="For the whole: 90s, 2m, 1:30.")] = None,
    per_question: Annotated[str | None, typer.Option(metavar="T", help="For each question, e.g. 30s.")] = None,
    count: Annotated[
        int | None, typer.Option("--count", "-n", metavar="N", min=1, max=10_000, help="So many questions.")
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="sprint (1 min), classic (2 min) or marathon (10 min).",
            autocompletion=_offered("presets"),
        ),
    ] = None,
    level: LevelOption = None,
    seed: SeedOption = None,
    bank: BanksOption = None,
    no_clock: Annotated[bool, typer.Option("--no-clock", help="Measure the time, and do not show it.")] = False,
    answers: AnswersOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    history: HistoryOption = None,
) -> ExitCode:
    """Drill against the clock, and see your rate, your accuracy and your best."""
    from decompdrill.commands.drill import Console
    from decompdrill.commands.timed import TimedOptions, time_runs

    limits = (length, per_question, count, preset)
    banks, console = tuple(bank or ()), Console(answers, as_json, plain)
    options = TimedOptions(
        tuple(topics or ()), _seed(seed), *limits, level, not no_clock, banks, console, _is_kept(history, answers)
    )
    return time_runs(options, _clocks(), _random_seed)


@_command(app)
def review(
    topics: TopicsArgument = None,
    count: Annotated[
        int | None, typer.Option("--count", "-n", metavar="N", min=1, max=10_000, help="How many at most.")
    ] = None,
    seed: SeedOption = None,
    bank: BanksOption = None,
    level: LevelOption = None,
    answers: AnswersOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    pass_mark: PassMarkOption = None,
    retry: RetryOption = False,
    tries: TriesOption = None,
    history: HistoryOption = None,
) -> ExitCode:
    """Ask what is due today, by spaced repetition, each question with fresh numbers."""
    from decompdrill.commands.drill import Console
    from decompdrill.commands.quiz import QuizOptions
    from decompdrill.commands.review import review

    questions = (tuple(topics or ()), count, _seed(seed), seed is not None, tuple(bank or ()), level)
    console = Console(answers, as_json, plain)
    return review(QuizOptions(*questions, console, pass_mark, retry, tries, _is_kept(history, answers)), _clocks())


@_command(app)
def stats(
    topics: TopicsArgument = None,
    bank: BanksOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Every objective that was asked.")] = False,
    as_map: Annotated[
        bool, typer.Option("--map", help="All objectives by topic, begun or not, and what they rest on.")
    ] = False,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> ExitCode:
    """Show where you stand, by objective and by slip, with trends; show the map of topics that are named."""
    from decompdrill.commands.stats import show_map, stats

    if (as_map or topics) and not as_json:
        return show_map(topics or (), bank or (), plain, _clocks())
    return stats(bank or (), everything, as_json, plain, _clocks())


@_command(app)
def check(
    kind: KindArgument,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="Your answer; it may begin with a minus sign.")],
    given: GivenOption = None,
    why: Annotated[bool, typer.Option("--why", help="The worked solution too.")] = False,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> ExitCode:
    """Judge your own answer to your own problem."""
    from decompdrill.commands.check import check

    return check(kind, given or (), answer, as_json, plain, why)


@_command(app, "work")
def work_lines(
    kind: KindArgument,
    source: Annotated[str, typer.Argument(metavar="[FILE|-]", help="The lines of your working.")] = "-",
    given: GivenOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> ExitCode:
    """Judge your own working, line by line."""
    from decompdrill.commands.work import show_working

    return show_working(kind, given or (), source, as_json, plain, _clocks())


@_command(app)
def explain(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="A topic or a term; the list if none is named.",
            autocompletion=_offered("lessons"),
        ),
    ] = None,
    given: GivenOption = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", min=0, max=LARGEST_SEED, help="A fresh example from this seed.")
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="COLUMN", help="The column of labels of a table that is given.")
    ] = None,
    last_mistake: Annotated[
        bool, typer.Option("--my-last-mistake", help="The topic of your last wrong answer, on its numbers.")
    ] = False,
    plain: PlainOption = False,
) -> ExitCode:
    """Explain a topic with a worked example on live numbers, or a term of the glossary."""
    from decompdrill.commands.explain import ExplainOptions, explain

    options = ExplainOptions(tuple(words or ()), tuple(given or ()), seed, label, last_mistake, plain)
    return explain(options, _clocks(), _random_seed)


@_command(app)
def solve(
    kind: KindArgument, given: GivenOption = None, as_json: JsonOption = False, plain: PlainOption = False
) -> ExitCode:
    """Solve your own problem, step by step."""
    from decompdrill.commands.solve import solve

    return solve(kind, given or (), plain, as_json)


@_command(app)
def replay(
    token: Annotated[str, typer.Argument(metavar="TOKEN")],
    bank: BanksOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> ExitCode:
    """Show the very question of a token, its answer, and how yours was judged."""
    from decompdrill.commands.replay import replay

    return replay(token, bank or (), as_json, plain, _clocks())


@_command(app)
def draw(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|TOPIC...",
            help="Questions, by their ids, topics or objectives.",
            autocompletion=_offered("topics"),
        ),
    ],
    seed: SeedOption = None,
    count: Annotated[
        int, typer.Option(metavar="N", min=1, max=1_000_000, help="Variants of each question, of seeds counted up.")
    ] = 1,
    bank: BanksOption = None,
    level: LevelOption = None,
    no_key: Annotated[bool, typer.Option("--no-key", help="Without answers, slips and steps.")] = False,
    fields: Annotated[str | None, typer.Option(help="These fields alone, e.g. token,prompt,answer.")] = None,
    jobs: JobsOption = 1,
    shard: ShardOption = None,
    cluster: ClusterOption = None,
) -> ExitCode:
    """Write variants of questions as JSON lines."""
    from decompdrill.commands.draw import DrawOptions, draw, parse_fields
    from decompdrill.commands.shards import parse_shard
    from decompdrill.practice.select import parse_levels

    shown = parse_fields(fields, not no_key)
    banks, levels = tuple(bank or ()), parse_levels(level)
    options = DrawOptions(tuple(ids), _seed(seed), count, banks, levels, shown, parse_shard(shard))
    return draw(options, jobs, cluster)


@_command(app)
def grade(
    source: Annotated[str, typer.Argument(metavar="[FILE|-]", help="Records, one a line.")] = "-",
    bank: BanksOption = None,
    jobs: JobsOption = 1,
    shard: ShardOption = None,
    cluster: ClusterOption = None,
) -> ExitCode:
    """Judge many answers: read JSON lines, and write one for each."""
    from decompdrill.commands.grade import grade
    from decompdrill.commands.shards import parse_shard

    return grade(source, tuple(bank or ()), jobs, parse_shard(shard), cluster)


@_command(app)
def read(
    form: Annotated[str | None, typer.Argument(metavar="FORM", help="The form, e.g. number or matrix.")] = None,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What was typed.")] = None,
) -> ExitCode:
    """Show how a typed answer is read, as JSON; with neither argument, read JSON lines from stdin."""
    if form is not None and text is None:
        raise typer.BadParameter("FORM needs a TEXT to read", param_hint="TEXT")
    from decompdrill.commands import read as command

    return command.read_stream() if form is None or text is None else command.read_text(form, text)


@_command(bank_app, "list")
def bank_list(topics: TopicsArgument = None, bank: BanksOption = None, as_json: JsonOption = False) -> ExitCode:
    """List the questions, one a line."""
    from decompdrill.commands.bank import list_questions

    return list_questions(topics or (), bank or (), as_json)


@_command(bank_app, "objectives")
def bank_objectives(bank: BanksOption = None, as_json: JsonOption = False) -> ExitCode:
    """List the learning objectives, in teaching order."""
    from decompdrill.commands.bank import list_objectives

    return list_objectives(bank or (), as_json)


@_command(bank_app, "kinds")
def bank_kinds(as_json: JsonOption = False) -> ExitCode:
    """List the kinds of problem that `check` and `solve` take, and what each is given."""
    from decompdrill.commands.bank import list_kinds

    return list_kinds(as_json)


@_command(bank_app, "slips")
def bank_slips(bank: BanksOption = None, as_json: JsonOption = False) -> ExitCode:
    """List the slips, with the kinds and questions that know each: `quiz --slip ID` asks where one leads astray."""
    from decompdrill.commands.bank import list_slips

    return list_slips(bank or (), as_json)


@_command(bank_app, "check")
def bank_check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Banks; the shipped ones if none is named.")
    ] = None,
    seeds: Annotated[
        int, typer.Option(metavar="N", min=1, max=100_000, help="Seeds to draw each question from.")
    ] = 200,
    bank: BanksOption = None,
    adversary: Annotated[
        bool, typer.Option("--adversary", help="Instead, the share of the draws that lazy strategies pass.")
    ] = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Audit every question, and exit with 1 where there are faults."""
    banks = (*(paths or ()), *(bank or ()))
    if adversary:
        from decompdrill.commands.adversary import try_lazy_strategies

        return try_lazy_strategies(banks, seeds, as_json)
    from decompdrill.commands.bank import check

    return check(banks, seeds, as_json)


@_command(bank_app, "show")
def bank_show(
    question_id: Annotated[str, typer.Argument(metavar="ID", autocompletion=_offered("questions"))],
    seed: SeedOption = None,
    bank: BanksOption = None,
    plain: PlainOption = False,
) -> ExitCode:
    """Show one question as it is drawn, with hints, answer, slips and steps."""
    from decompdrill.commands.bank import show_question

    return show_question(question_id, _seed(seed), bank or (), plain)


@_command(bank_app, "new")
def bank_new(name: Annotated[str, typer.Argument(metavar="NAME", help="The bank's id, e.g. my-bank.")]) -> ExitCode:
    """Write NAME.yaml, a bank of two questions to start from."""
    from decompdrill.commands.bank_new import new

    return new(name)


@_command(bank_app, "schema")
def bank_schema() -> ExitCode:
    """Write the JSON Schema of a bank file."""
    from decompdrill.commands.bank import schema

    return schema()


@_command(app)
def where(as_json: JsonOption = False) -> ExitCode:
    """Show the paths of the history, its backups, your own banks, the config file and the cache, and your settings."""
    from decompdrill.commands.where import where

    return where(as_json)


@_command(history_app, "export")
def history_export() -> ExitCode:
    """Write every answer as a JSON line."""
    from decompdrill.commands.history import export

    return export(_now_ms)


@_command(history_app, "import")
def history_import(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="Lines that `history export` wrote.")],
) -> ExitCode:
    """Add answers from elsewhere; what is here already stays once."""
    from decompdrill.commands.history import import_

    return import_(source, _now_ms)


@_command(history_app, "check")
def history_check() -> ExitCode:
    """Look at every page and row of the history, and exit with 1 where it is not sound."""
    from decompdrill.commands.history_backups import check_history

    return check_history(_now_ms)


@_command(history_app, "backups")
def history_backups(as_json: JsonOption = False) -> ExitCode:
    """List the backups with what they hold, the one that holds the most first."""
    from decompdrill.commands.history_backups import list_backups

    return list_backups(as_json)


@_command(history_app, "restore")
def history_restore(
    number: Annotated[int, typer.Argument(metavar="[NUMBER]", help="As `history backups` lists them.")] = 1,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> ExitCode:
    """Put a backup in the place of the history, which becomes a backup first; asks first."""
    from decompdrill.commands.history_backups import restore

    return restore(number, yes, _now_ms)


@_command(history_app, "undo-import")
def history_undo_import() -> ExitCode:
    """Take back the last import whole."""
    from decompdrill.commands.history_mend import undo_import

    return undo_import(_now_ms)


@_command(history_app, "void")
def history_void(
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER...", help="As `history export` shows them.")],
) -> ExitCode:
    """Take back answers that were kept: they count nowhere."""
    from decompdrill.commands.history_mend import void

    return void(numbers, _now_ms)


@_command(history_app, "shift")
def history_shift(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Any answer of the session.")],
    by: Annotated[str | None, typer.Option(metavar="TIME", help="By so much, e.g. -1d2h30m.")] = None,
    to: Annotated[
        str | None, typer.Option(metavar="TIME", help="To when the session began, e.g. '2026-03-01 12:00'.")
    ] = None,
) -> ExitCode:
    """Move the times of a session's answers, where the clock was wrong."""
    from decompdrill.commands.history_mend import shift

    return shift(number, by, to, _clocks())


@_command(history_app, "rebuild")
def history_rebuild() -> ExitCode:
    """Work out all that is derived from the answers again."""
    from decompdrill.commands.history import rebuild

    return rebuild(_now_ms)


@_command(history_app, "forget")
def history_forget(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> ExitCode:
    """Delete every answer and every backup; asks first."""
    from decompdrill.commands.history import forget

    return forget(yes, _now_ms)


@_command(show_app, "circle")
def show_circle(
    given: GivenOption = None,
    plain: PlainOption = False,
    light: LightOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
) -> ExitCode:
    """Draw how a 2×2 matrix takes the unit circle to an ellipse: rotate, stretch, rotate."""
    from decompdrill.commands import show as command

    return command.show_circle(given or (), command.PictureOptions(plain, light, svg, force))


@_command(show_app, "pca")
def show_pca(
    data: DataArgument = "iris",
    label: LabelColumnOption = None,
    column: ColumnsOption = None,
    standardize: StandardizeOption = True,
    plain: PlainOption = False,
    light: LightOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
) -> ExitCode:
    """Draw a table on its first two principal components, by class."""
    from decompdrill.commands import show as command

    return command.show_pca(data, label, column or (), standardize, command.PictureOptions(plain, light, svg, force))


@_command(show_app, "scree")
def show_scree(
    data: DataArgument = "iris",
    label: LabelColumnOption = None,
    column: ColumnsOption = None,
    standardize: StandardizeOption = True,
    threshold: Annotated[
        str, typer.Option(metavar="SHARE", help="The share of the variance to keep, e.g. 0.95 or 95%.")
    ] = "0.95",
    plain: PlainOption = False,
    light: LightOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
) -> ExitCode:
    """Draw the ratios of explained variance, and how many components reach a threshold."""
    from decompdrill.commands import show as command

    output = command.PictureOptions(plain, light, svg, force)
    return command.show_scree(data, label, column or (), standardize, command.share_from(threshold), output)


@_command(show_app, "lowrank")
def show_lowrank(
    image: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A PGM; others with the extra `image`. [default: a photograph]")
    ] = None,
    rank: Annotated[
        list[int] | None, typer.Option("--rank", metavar="K", help="A rank to show; repeatable. [default: 1, 5, 20]")
    ] = None,
    plain: PlainOption = False,
    light: LightOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
) -> ExitCode:
    """Draw a photograph at lower ranks, with the numbers stored and the error."""
    from decompdrill.commands import show as command

    return command.show_lowrank(image, rank or (), command.PictureOptions(plain, light, svg, force))


@_command(show_app, "lora")
def show_lora(
    size: Annotated[int, typer.Option(metavar="D", help="Rows and columns of the layer's weights.")] = 4096,
    rank: Annotated[int, typer.Option(metavar="R", help="The rank of the update.")] = 16,
    plain: PlainOption = False,
    light: LightOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
) -> ExitCode:
    """Draw a layer's weights beside the two factors of a LoRA update, to scale, with the counts."""
    from decompdrill.commands import show as command

    return command.show_lora(size, rank, command.PictureOptions(plain, light, svg, force))


@_command(show_app, "cloud")
def show_cloud(
    data: Annotated[
        str | None, typer.Option("--data", metavar="NAME|@FILE", help="A table; without one, a cloud is drawn.")
    ] = None,
    label: LabelColumnOption = None,
    column: ColumnsOption = None,
    standardize: StandardizeOption = False,
    seed: SeedOption = None,
    plain: PlainOption = False,
    light: LightOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
) -> ExitCode:
    """Draw a cloud of points, its covariance ellipse and its principal axes."""
    from decompdrill.commands import show as command

    drawn = _random_seed() if seed is None and data is None else seed
    output = command.PictureOptions(plain, light, svg, force)
    return command.show_cloud(data, label, column or (), standardize, drawn, output)


def root_command() -> typer.core.TyperGroup:
    """Return the command of which all others are below, for what writes or reads them: the manual, and home."""
    return typer.main.get_group(app)


def _root_with(words: Sequence[str]) -> typer.Typer:
    """Return the root with the one command that the first word names, or else with all: to build them is half of a start."""
    word = words[0] if words else ""
    commands = [one for one in app.registered_commands if (one.name or getattr(one.callback, "__name__", "")) == word]
    groups = [one for one in app.registered_groups if one.typer_instance and one.typer_instance.info.name == word]
    if not (commands or groups):
        return app
    root = copy(app)
    root.registered_commands, root.registered_groups = commands, groups
    return root


WITH_SETTINGS = (
    "quiz",
    "review",
    "timed",
    "placement",
    "stats",
    "check",
    "work",
    "explain",
    "solve",
    "replay",
    "show",
    "bank",
)
"""The commands that have an option which config.toml can set; the others do not look for it."""


def _own_defaults(root: typer.Typer, words: Sequence[str]) -> dict[str, Any]:
    """Return what config.toml sets in the place of defaults, by command and option; say what of it is left out."""
    if words and words[0] not in WITH_SETTINGS and words[0] != "where":
        return {}
    from decompdrill.io.settings import own_config

    try:
        config = own_config()
    except DrillError:  # there is no home: a command that needs one says so
        return {}
    for fault in config.faults:
        _say(fault)
    if not config.values or not words:
        return dict(config.values)
    values = {name: value for name, value in config.values.items() if name != "count" or words[0] == "quiz"}
    below = (one.typer_instance for one in root.registered_groups if one.typer_instance is not None)
    names = [name for group in below for name in typer.main.get_group(group).commands]
    return {words[0]: values | dict.fromkeys(names, values)}


def _words_before_tab() -> list[str]:
    """Return the words behind the name of the program that stand there whole where a shell asks what it may offer."""
    line = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", ""))
    return [*line.split(), ""][1 : -1 if line.endswith(" ") else -2]


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing is raised."""
    _make_streams_safe()
    try:
        words = arguments
        if COMPLETE in os.environ:
            completion_init()
            words = _words_before_tab()
        root = _root_with(words)
        root(
            args=with_negative_answers(with_shell(arguments)), prog_name=PROGRAM, default_map=_own_defaults(root, words)
        )
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else ExitCode.DONE
        if isinstance(end.__context__, BrokenPipeError):  # Typer met it, which leaves with 1
            code = ExitCode.CLOSED_PIPE
    except BrokenPipeError:
        code = ExitCode.CLOSED_PIPE
    except OSError as error:
        code = _machine_fault(error)
    return _flushed(code)


def with_shell(arguments: Sequence[str]) -> list[str]:
    """Return the arguments; an option on completion that names no shell means this one."""
    names_none = list(arguments) in (["--show-completion"], ["--install-completion"])
    return [*arguments, _IN_THIS_ONE] if names_none else list(arguments)


def _complete_in(shown: str | None, installed: str | None) -> ExitCode:
    """Print the script that lets a shell complete at Tab, or put it where the shell finds it."""
    from typer import _completion_shared as shells

    asked = (shown or installed or "").lower()
    shell = shells._get_shell_name() if asked == _IN_THIS_ONE else asked
    if shell not in {one.value for one in shells.Shells}:
        named = "this shell" if asked == _IN_THIS_ONE else repr(asked[:40])
        raise UsageError(f"there is completion for {_SHELLS}, and not for {named}")
    if installed is None:
        script = shells.get_completion_script(prog_name=PROGRAM, complete_var=COMPLETE, shell=shell)
        stdout().write(f"{script}\n")
    else:
        _, path = shells.install(shell, PROGRAM, COMPLETE)
        stdout().write(f"{shell} completes decompdrill at Tab from its next start on: {path}\n")
    return ExitCode.DONE


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
        return ExitCode.CLOSED_PIPE
    except KeyboardInterrupt as interrupt:
        _say(" ".join(["interrupted", *map(str, interrupt.args)]))
        return ExitCode.INTERRUPTED
    except BankError as error:
        _say("\n".join([str(error), *(str(p) for p in error.problems if str(p) not in str(error))]))
        return error.exit_code
    except DrillError as error:
        _say(str(error))
        return error.exit_code
    except OSError as error:
        return _machine_fault(error)
    except typer.BadParameter:  # Typer says it, with the usage of the command
        raise
    except Exception as error:
        if faults_are_raised():
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
    named = os.environ.get("DECOMPDRILL_ROLLOVER")
    if named is None:
        from decompdrill.io.settings import own_config

        return int(own_config().values.get("rollover", 4))
    if not (named.isascii() and named.isdecimal() and int(named) < 24):
        raise UsageError(f"DECOMPDRILL_ROLLOVER takes an hour from 0 to 23, and not {named[:20]!r}")
    return int(named)


def _is_kept(history: bool | None, answers: str | None) -> bool:
    """Whether answers are kept: those of a file are only where that is asked for."""
    return answers is None if history is None else history


def _seed(given: int | None) -> int:
    return _random_seed() if given is None else given


def _random_seed() -> int:
    return int.from_bytes(os.urandom(4), "big") % 1_000_000


def _make_streams_safe() -> None:
    """Let no character that a stream cannot carry end the program, and give it streams where it was started without."""
    codecs.register_error("twins", _twins)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "twins"), (sys.stderr, "twins")):
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
    except BrokenPipeError:
        code = ExitCode.CLOSED_PIPE
    except OSError as error:
        _write_nowhere(sys.stdout)
        return code or _machine_fault(error)
    if code == ExitCode.CLOSED_PIPE:
        _write_nowhere(sys.stdout)
    return code


def _write_nowhere(stream: TextIO) -> None:
    """Let what a stream still holds go where it can be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
