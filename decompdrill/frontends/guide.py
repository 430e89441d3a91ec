"""What the help and the manual say beyond the options: the groups of the commands, and two examples of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Learn": ("quiz", "review", "timed", "placement", "explain", "show", "solve", "check", "work", "stats", "history"),
    "Script": ("draw", "grade", "read", "replay", "where"),
    "Author": ("bank",),
}
"""The commands at the top, by what one wants to do."""

GUIDE = "Guides: https://github.com/decompdrill/decompdrill/tree/main/docs"

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("decompdrill quiz svd -n 5", "Five questions on the SVD."),
        ("decompdrill explain svd", "The SVD, with a worked example."),
    ),
    "quiz": (
        ("decompdrill quiz eigenvalues pca -n 5", "Five questions from two topics."),
        ("decompdrill quiz --slip reads-diagonal", "Practice against one slip."),
    ),
    "placement": (
        ("decompdrill placement", "Find out what you know already."),
        ("decompdrill placement --no-history", "Try it without keeping the answers."),
    ),
    "timed": (
        ("decompdrill timed rank --preset sprint", "One minute of questions on rank."),
        ("decompdrill timed svd --time 90s --per-question 30s", "Ninety seconds, thirty for each question."),
    ),
    "review": (
        ("decompdrill review", "Everything that is due today."),
        ("decompdrill review svd -n 5", "Five questions at most, on the SVD alone."),
    ),
    "stats": (
        ("decompdrill stats --map", "All objectives, and what they rest on."),
        ("decompdrill stats --json", "The same figures for a script."),
    ),
    "check": (
        ('decompdrill check eigenvalues -g "A=2 1; 2 3" "4, 1"', "Judge two eigenvalues."),
        ('decompdrill check svd -g A=@m.csv --why "U = … | S = … | Vt = …"', "Judge an SVD, and see the solution."),
    ),
    "work": (
        ('decompdrill work eigenvalues -g "A=2 1; 2 3"', "Type your working, a line at a time."),
        ('decompdrill work rank -g "A=1 2; 2 4" working.txt', "Judge the lines of a file."),
    ),
    "explain": (
        ('decompdrill explain svd -g A="3 1; 1 3"', "The SVD, on your own matrix."),
        ("decompdrill explain condition number", "A term of the glossary."),
    ),
    "solve": (
        ('decompdrill solve eigenvalues -g "A=2 1; 2 3"', "The eigenvalues, step by step."),
        ("decompdrill solve svd -g A=@m.csv --json", "The steps as JSON, of a matrix in a file."),
    ),
    "replay": (
        ("decompdrill replay eigen.values-2x2:2:7b8dba18", "That question again, with its answer."),
        ("decompdrill replay eigen.values-2x2:2:7b8dba18 --json", "The same for a script."),
    ),
    "draw": (
        ("decompdrill draw eigenvalues --seed 3 --no-key", "One of each question on eigenvalues, without the answers."),
        (
            "decompdrill draw rank.dependent-row --count 30 --fields token,prompt",
            "Thirty variants, for thirty students.",
        ),
    ),
    "grade": (
        ("decompdrill grade answers.jsonl > marks.jsonl", "Judge a file of answers."),
        ("decompdrill draw svd --seed 3 | decompdrill grade", "Judge the answers that draw gives."),
    ),
    "read": (
        ('decompdrill read list "(3±√5)/2"', "The two numbers that this stands for."),
        ('decompdrill read matrix "1 2; 3 4"', "The rows of the matrix."),
    ),
    "where": (
        ("decompdrill where", "The folders, and the settings of your config file."),
        ("decompdrill where --json", "The same for a script."),
    ),
    "bank": (
        ("decompdrill bank list svd", "The questions on the SVD."),
        ("decompdrill bank new my-bank", "Begin a bank of your own."),
    ),
    "bank list": (
        ("decompdrill bank list eigenvalues", "The questions on eigenvalues, with their levels."),
        ("decompdrill bank list --json", "All questions, for a script."),
    ),
    "bank objectives": (
        ("decompdrill bank objectives", "What can be learned, in teaching order."),
        ("decompdrill bank objectives --bank my-bank.yaml", "Those of your own bank."),
    ),
    "bank kinds": (
        ("decompdrill bank kinds", "What check and solve can be asked."),
        ("decompdrill bank kinds --json", "The same for a script."),
    ),
    "bank slips": (
        ("decompdrill bank slips", "Every slip that can be named."),
        ("decompdrill bank slips --json", "The same for a script."),
    ),
    "bank check": (
        ("decompdrill bank check my-bank.yaml", "Every fault of your bank, with its line."),
        ("decompdrill bank check --seeds 20", "Audit the shipped banks quickly."),
    ),
    "bank show": (
        ("decompdrill bank show svd.values-2x2", "The question on numbers drawn at random."),
        (
            "decompdrill bank show my.question --seed 4 --bank my-bank.yaml",
            "One of your own, on the numbers of seed 4.",
        ),
    ),
    "bank new": (
        ("decompdrill bank new my-bank", "Write my-bank.yaml."),
        ("decompdrill bank new week-3", "Write week-3.yaml."),
    ),
    "bank schema": (
        ("decompdrill bank schema > bank.schema.json", "Let an editor check your bank as you type."),
        ("decompdrill bank schema | jq .title", "Look at one field of it."),
    ),
    "history": (
        ("decompdrill history export > answers.jsonl", "Take your answers to another machine."),
        ("decompdrill history check", "Look whether all of it is sound."),
    ),
    "history export": (
        ("decompdrill history export > answers.jsonl", "All your answers, in a file."),
        ("decompdrill history export | wc -l", "How many lines there are."),
    ),
    "history import": (
        ("decompdrill history import answers.jsonl", "Add the answers of another machine."),
        ("ssh laptop decompdrill history export | decompdrill history import -", "Fetch them from there."),
    ),
    "history check": (
        ("decompdrill history check", "Look whether all of it is sound."),
        ("decompdrill history check || decompdrill history backups", "Where it is not, list the backups."),
    ),
    "history backups": (
        ("decompdrill history backups", "What could be put back."),
        ("decompdrill history backups --json", "The same for a script."),
    ),
    "history restore": (
        ("decompdrill history restore", "Put back the backup that holds the most."),
        ("decompdrill history restore 2 --yes", "Put back the second of the list, without a question."),
    ),
    "history undo-import": (
        ("decompdrill history undo-import", "Take back the last import."),
        ("decompdrill history import wrong.jsonl && decompdrill history undo-import", "Add a file, and take it back."),
    ),
    "history void": (
        ("decompdrill history void 41", "Let answer 41 count nowhere."),
        ("decompdrill history void 41 42 43", "Let three answers count nowhere."),
    ),
    "history shift": (
        ("decompdrill history shift 41 --by -1d", "That session was a day earlier."),
        ('decompdrill history shift 41 --to "2026-03-01 12:00"', "It began at noon on March 1."),
    ),
    "history rebuild": (
        ("decompdrill history rebuild", "Work the schedule and the tallies out again."),
        ("decompdrill history rebuild && decompdrill stats", "And look at the figures."),
    ),
    "history forget": (
        ("decompdrill history forget", "Delete everything, after a question."),
        ("decompdrill history export > kept.jsonl && decompdrill history forget --yes", "Keep a copy first."),
    ),
    "show": (
        ('decompdrill show circle -g A="2 1; 0 3"', "What your matrix does to the unit circle."),
        ("decompdrill show pca --svg iris.svg", "A picture for a slide."),
    ),
    "show circle": (
        ('decompdrill show circle -g A="2 1; 0 3"', "Your own matrix."),
        ("decompdrill show circle --plain", "The picture in sentences."),
    ),
    "show pca": (
        ("decompdrill show pca --data penguins", "The penguins on two components."),
        ("decompdrill show pca --data @wine.csv --label cultivar", "Your own table, by class."),
    ),
    "show scree": (
        ("decompdrill show scree --threshold 90%", "How many components keep 90% of the variance."),
        ("decompdrill show scree --data states --no-standardize", "The columns in their own units."),
    ),
    "show lowrank": (
        ("decompdrill show lowrank", "A photograph at ranks 1, 5 and 20."),
        ("decompdrill show lowrank --image photo.pgm --rank 10 --rank 40", "Your own, at two ranks."),
    ),
    "show lora": (
        ("decompdrill show lora", "An update of rank 16 to a 4096×4096 layer."),
        ("decompdrill show lora --size 1024 --rank 8", "A smaller layer, and a lower rank."),
    ),
    "show cloud": (
        ("decompdrill show cloud --seed 3", "A cloud drawn from this seed."),
        (
            "decompdrill show cloud --data iris --column 'petal length' --column 'petal width'",
            "Two columns of a table.",
        ),
    ),
}
"""Lines to copy, with what each does, by the words of the command; those of the empty name are of decompdrill itself."""


class Formatter(Protocol):
    """What the parser of the command line writes its help with."""

    width: int

    def write(self, string: str) -> None: ...


def write_groups(formatter: Formatter, said: Mapping[str, str]) -> None:
    """Write the commands in their groups, with what each does; those of no group come last."""
    grouped = {name for names in GROUPS.values() for name in names}
    rest = tuple(name for name in said if name not in grouped)
    for title, names in (*GROUPS.items(), *([("More", rest)] if rest else [])):
        _write_list(formatter, title, [(name, said[name]) for name in names if name in said])


def write_commands(formatter: Formatter, said: Mapping[str, str]) -> None:
    """Write the commands of one group, with what each does."""
    _write_list(formatter, "Commands", list(said.items()))


def write_examples(formatter: Formatter, command: str) -> None:
    """Write the examples of a command, and below those of decompdrill itself where the guides are."""
    lines = [line for shown, does in EXAMPLES.get(command, ()) for line in (f"  {shown}", f"      {does}")]
    if lines:
        formatter.write("\nExamples:\n" + "".join(f"{line}\n" for line in lines))
    if not command:
        formatter.write(f"\n{GUIDE}\n")


def _write_list(formatter: Formatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    formatter.write(f"\n{title}:\n")
    column = max((len(name) for name, _ in rows), default=0) + 4
    for name, said in rows:
        first, *more = _wrapped(said, formatter.width - column)
        formatter.write(f"{f'  {name}':<{column}}{first}\n")
        formatter.write("".join(f"{' ' * column}{line}\n" for line in more))


def _wrapped(text: str, width: int) -> Iterable[str]:
    """Yield the lines of a text, broken at spaces."""
    import textwrap

    return textwrap.wrap(" ".join(text.split()), max(20, width))
