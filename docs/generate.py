"""The generated parts of docs/authoring.md: what its commands print and what the code knows; the manual page; the names for the shell.

`python docs/generate.py` writes them anew; with `--check` nothing is written, and a stale part is an exit of 1.
The words that no code knows stand in docs/reference.yaml.
"""

from __future__ import annotations

import ast
import contextlib
import difflib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import manpage
import msgspec

from decompdrill import answers, cli, expr, mathtext
from decompdrill.bank import content, shapes
from decompdrill.bank.load import load_banks
from decompdrill.bank.question import BANK_KINDS
from decompdrill.bank.read import parse_yaml
from decompdrill.bank.schema import json_schema
from decompdrill.bank.template import Template
from decompdrill.commands.bank import names_of_banks, slip_table
from decompdrill.commands.timed import PRESETS
from decompdrill.draw import RECIPES
from decompdrill.exercises import audit, construct_checks, equivalents, grade, guessing, pose, teaching_order
from decompdrill.exercises.filling import fill_template
from decompdrill.exercises.known import known_names
from decompdrill.expr.functions import FUNCTIONS, METHODS, Function
from decompdrill.expr.syntax import ATTRIBUTES, CONSTANTS, MOST_CHARACTERS
from decompdrill.frontends.completion import NAMES, name_lines
from decompdrill.io.folders import shipped_dir
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.base import Kind, Slip
from decompdrill.kinds.signatures import Field
from decompdrill.mathtext.formats import FORMATS
from decompdrill.model import Form, Given, Raw
from decompdrill.pictures.shipped import SHIPPED
from decompdrill.topics.library import shipped_topics

DOCS = Path(__file__).resolve().parent
PAGE = DOCS / "authoring.md"
WORDS = DOCS / "reference.yaml"
MANUAL = DOCS / "decompdrill.1"
SECTION = re.compile(r"(?<=<!-- generated: )([a-z-]+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
BLOCK = re.compile(r"^```(yaml|diff|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"^  > ?(.*)$", re.MULTILINE)
BANK, OBJECTIVES = "my.yaml", "objectives.yaml"

Row: TypeAlias = Sequence[str]


class Stale(Exception):
    """The words do not fit what the code knows."""


# ---- words ---------------------------------------------------------------------------------------------------------


def words(group: str, names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the words for each name, in the order of the names.

    Raises Stale where a name has none, or where there are words for no name.
    """
    return _fitting(group, _mapping(_words()[group]), names)


def _fitting(group: str, said: Mapping[str, object], names: Collection[str]) -> dict[str, tuple[str, ...]]:
    missing, spare = [n for n in names if n not in said], [n for n in said if n not in names]
    if missing or spare:
        raise Stale(f"{WORDS.name}, {group}: missing {missing}, too many {spare}")
    return {name: tuple(map(str, _list(said[name]))) for name in names}


def _words() -> Mapping[str, object]:
    tree, problems = parse_yaml(WORDS.read_text(encoding="utf-8"), WORDS.name)
    if tree is None or problems:
        raise Stale("; ".join(map(str, problems)))
    return _mapping(tree.root)


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, dict), value
    return value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def table(heads: Row, rows: Iterator[Row]) -> str:
    """Return a Markdown table; bars inside a cell are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(
        f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in r)} |\n" for r in lines
    )


def code(names: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


# ---- the keys of a file --------------------------------------------------------------------------------------------

TITLES = {
    "BankFile": "A bank",
    "QuestionFile": "A question",
    "OptionFile": "An option of a `choice`",
    "SlipFile": "A slip",
    "ConditionFile": "A condition of a `construct`",
    "PartFile": "A part of a question in `parts`",
    "ObjectiveFile": "An objective, in `objectives.yaml`",
}


def keys() -> str:
    """Return a table for each kind of mapping in a file, from the JSON Schema."""
    structs = {**_definitions(json_schema()), **_definitions(msgspec.json.schema(shapes.ObjectivesFile))}
    said = _mapping(_words()["keys"])
    _fitting("keys", dict.fromkeys(said, ""), TITLES)
    return "\n".join(_keys_of(name, structs[name], _mapping(said[name])) for name in TITLES)


def _definitions(schema: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    return {name: _mapping(d) for name, d in _mapping(schema["$defs"]).items()}


def _keys_of(name: str, struct: Mapping[str, object], said: Mapping[str, object]) -> str:
    fields = _mapping(struct["properties"])
    fitting = _fitting(f"keys of {name}", said, fields)
    required = _list(struct.get("required", []))
    rows = ((f"`{k}`", "yes" if k in required else "", _typed(_mapping(fields[k])), fitting[k][0]) for k in fields)
    return f"**{TITLES[name]}**\n\n{table(('key', 'needed', 'type', 'holds'), rows)}"


def _typed(schema: Mapping[str, object]) -> str:
    """Return the type of a key in words."""
    if "anyOf" in schema:
        choices = [_mapping(c) for c in _list(schema["anyOf"]) if _mapping(c).get("type") != "null"]
        return _typed(choices[0]) if len(choices) == 1 else "an expression"
    if "enum" in schema:
        return f"one of {code([str(name) for name in _list(schema['enum']) if name is not None])}"
    match schema.get("type"):
        case "string":
            return shapes.IN_WORDS[str(schema["pattern"])] if "pattern" in schema else "text"
        case "boolean":
            return "`true` or `false`"
        case "integer":
            return f"a whole number from {schema['minimum']} to {schema['maximum']}"
        case "number":
            return f"a number above {schema['exclusiveMinimum']}, at most {schema['maximum']}"
        case "array":
            return f"a list of {_items(_mapping(schema['items']))}"
        case _:
            return "names with values"


def _items(schema: Mapping[str, object]) -> str:
    if "$ref" in schema:
        return {
            "QuestionFile": "questions",
            "SlipFile": "slips",
            "OptionFile": "options",
            "ConditionFile": "conditions",
            "PartFile": "parts",
        }[_ref(schema)]
    if "enum" in schema:
        return _typed(schema).removeprefix("one of ")
    return {shapes.ID: "names", "": "texts"}.get(str(schema.get("pattern", "")), "rows such as `Q03`")


def _ref(schema: Mapping[str, object]) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


# ---- recipes, kinds, forms -----------------------------------------------------------------------------------------


def recipes() -> str:
    rows = ((f"[`{r.name}`](recipes.md#{r.name})", r.sentence) for r in RECIPES.values())
    return table(("recipe", "draws"), rows)


def kinds() -> str:
    """Return a part for each kind: what it asks and is given, and its slips, shown on problems.

    Those of docs/reference.yaml come first; a kind that has none there is shown on draws of the shipped questions.
    """
    samples = _mapping(_words()["kinds"])
    if spare := [name for name in samples if name not in KINDS]:
        raise Stale(f"{WORDS.name}, kinds: too many {spare}")
    return "\n".join(
        _kind(kind, [_mapping(given) for given in _list(samples[kind.name])] if kind.name in samples else _drawn(kind))
        for kind in KINDS.values()
    )


def _drawn(kind: Kind) -> Sequence[Mapping[str, object]]:
    """Return what twenty draws of each shipped question of a kind give."""
    asking = [q for q in load_banks(None, known_names()).questions.values() if q.kind == kind.name]
    if not asking:
        raise Stale(f"no question of questions/ asks {kind.name}: add one, or problems of it to {WORDS.name}, kinds")
    return [pose.pose(question, seed).given for question in asking for seed in range(1, 21)]


def _kind(kind: Kind, samples: Sequence[Mapping[str, object]]) -> str:
    parts = f" with the parts {code(kind.parts)}" if kind.parts else ""
    head = f"#### `{kind.name}`\n\n{kind.signature.asks[0].upper()}{kind.signature.asks[1:]}. Form: `{kind.form}`{parts}. Given: "
    return f"{head}{'; '.join(_given(kind.fields))}.\n\n{_slips(kind, samples)}"


def _given(fields: Sequence[Field]) -> Iterator[str]:
    groups: dict[str, list[Field]] = {}
    for field in fields:
        groups.setdefault(field.one_of or field.name, []).append(field)
    for group in groups.values():
        texts = [f"`{f.name}`, {_kind_of(f)}" for f in group]
        yield f"one of {' / '.join(texts)}" if len(texts) > 1 else texts[0]


def _kind_of(field: Field) -> str:
    typed = f"one of {code(field.words)}" if field.words else field.type
    if field.type == "a whole number":
        typed += f" from {field.least}"
    if field.required:
        return typed
    return f"{typed} ({'optional' if field.default is None else f'{field.default} if left out'})"


def _slips(kind: Kind, samples: Sequence[Mapping[str, object]]) -> str:
    shown = _shown_slips(kind, samples)
    named = {slip.id: row for slip, row in shown.items()}
    rows = (shown.get(slip) or named.get(slip.id) or _spotted(kind, slip, samples[0]) for slip in kind.avoided_slips)
    return table(("slip", "given", "its answer", "what the learner is told"), rows)


def _shown_slips(kind: Kind, samples: Sequence[Mapping[str, object]]) -> dict[Slip, Row]:
    """Return the row of each slip that is computed beforehand, from the first problem on which it is wrong."""
    found: dict[Slip, Row] = {}
    for sample in samples:
        task = grade.task_of(kind.name, _raw(sample))
        for candidate in name_slip.candidates(task):
            typed = answers.show(candidate.answer)
            slip = candidate.slip
            found.setdefault(slip, (f"`{slip.id}`", _sample(sample), f"`{typed}`", _said(slip, task.given)))
    return found


def _spotted(kind: Kind, slip: Slip, sample: Mapping[str, object]) -> Row:
    if slip.spots is None:
        raise Stale(f"{WORDS.name}, kinds: no problem of {kind.name} shows the slip {slip.id}")
    said = _said(slip, grade.task_of(kind.name, _raw(sample)).given)
    return f"`{slip.id}`", _sample(sample), "seen in what is typed", said


def _said(slip: Slip, given: Given) -> str:
    """Return what a slip says as a terminal shows it."""
    return mathtext.render_line(slip.said(given), mathtext.Style.UNICODE)


def _raw(sample: Mapping[str, object]) -> Mapping[str, Raw]:
    return sample  # type: ignore[return-value]


def _sample(sample: Mapping[str, object]) -> str:
    return f"`{', '.join(f'{name} = {_plain(value)}' for name, value in sample.items())}`"


def _plain(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{k}: {_plain(v)}" for k, v in value.items()) + "}"
        case [[*_], *_]:
            return "; ".join(" ".join(map(_plain, row)) for row in value)
        case list():
            return ", ".join(map(_plain, value))
        case _:
            return str(value)


def forms() -> str:
    said = words("forms", [form.value for form in Form])
    rows = ((f"`{name}`", given, judged, code(_asked_by(Form(name)))) for name, (given, judged) in said.items())
    return table(("form", "the answer is", "if `computed`, judged", "kinds"), rows)


def _asked_by(form: Form) -> list[str]:
    computed = ["computed"] if form in content.COMPUTED_FORMS else []
    computed += ["construct"] if form in content.CONSTRUCT_FORMS else []
    named = [form.value] if form.value in BANK_KINDS else []
    return [*computed, *named, *(kind.name for kind in KINDS.values() if kind.form is form)]


# ---- expressions and formats ---------------------------------------------------------------------------------------


def functions() -> str:
    said = words("functions", FUNCTIONS)
    groups = words("groups", {_module(f): None for f in FUNCTIONS.values()})
    return "\n".join(f"**{title}**\n\n{_functions_of(module, said)}" for module, (title,) in groups.items())


def _functions_of(module: str, said: Mapping[str, tuple[str, ...]]) -> str:
    rows = (
        (f"`{name}`", _takes(FUNCTIONS[name]), f"`{example}` is {_value(example)}", gives)
        for name, (example, gives) in said.items()
        if _module(FUNCTIONS[name]) == module
    )
    return table(("function", "takes", "example", "gives"), rows)


def _module(function: Function) -> str:
    return function.call.__module__.rpartition(".")[2]


def _takes(function: Function) -> str:
    return ", ".join([function.counted, *(f"`{name}=`" for name in function.keywords)])


def _value(example: str) -> str:
    return f"`{_as_python(expr.evaluate(expr.parse(example), {}))}`"


def _as_python(value: object) -> str:
    match value:
        case bool():
            return str(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case float():
            return f"{value:.6g}"
        case list() | tuple():
            return f"[{', '.join(map(_as_python, value))}]"
        case _:
            return str(value)


def syntax() -> str:
    attributes = code([f".{name}" for name in ATTRIBUTES])
    return (
        f"- attributes of an array: {attributes}; methods: {code([f'.{name}' for name in METHODS])}\n"
        f"- constants: {code(CONSTANTS)}; at most {MOST_CHARACTERS:,} characters, plain ASCII\n"
    )


def formats() -> str:
    rows = (
        (f"`{name}`", f"`{example}`", _look(example, name), use)
        for name, (example, use) in words("formats", FORMATS).items()
    )
    return table(("format", "of", "on the line", "for"), rows)


def _look(example: str, name: str) -> str:
    filled = fill_template(Template(f"${{{{ {example} | {name} }}}}$"), {})
    return f"`{mathtext.render_line(filled, mathtext.Style.UNICODE)}`"


# ---- faults --------------------------------------------------------------------------------------------------------


def checks() -> str:
    """Return the table of the audit's faults, their words from its source."""
    found = _messages()
    rows = (
        ("; ".join(f"`{message}`" for message in found[what]), when, mend)
        for what, (when, mend) in words("audit", found).items()
    )
    return table(("fault", "there is one where", "what to do"), rows)


def _messages() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in (
        n for module in (audit, construct_checks, guessing, teaching_order) for n in ast.walk(_source(module))
    ):
        if isinstance(node, ast.Call) and _name(node) == "Finding":
            sort, _, message = node.args
            found.setdefault(_text(sort).split(" …")[0] or "…", []).append(_text(message))
    del found["draw"]  # a question that cannot be drawn says why in its own words: see refused
    (template,) = found.pop("…")
    return found | {label: [template.replace("…", label)] for label in _transformations()}


def _transformations() -> list[str]:
    """Return what is done to a key before it is judged again."""
    yields = [node.value for node in ast.walk(_source(equivalents)) if isinstance(node, ast.Yield)]
    labels = [_text(node.elts[0]) for node in yields if isinstance(node, ast.Tuple)]
    return list(dict.fromkeys(label for label in labels if label != "…"))


def _text(node: ast.expr) -> str:
    """Return a text of the source, with … for what is filled in."""
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.JoinedStr(values=parts):
            return "".join(map(_text, parts))
        case _:
            return "…"


def _source(module: object) -> ast.Module:
    return ast.parse(Path(str(getattr(module, "__file__", ""))).read_text(encoding="utf-8"))


def refused() -> str:
    """Return the table of the reasons why a draw is not asked, from the source of `pose`."""
    found = {
        _text(node.exc.args[0])
        for node in ast.walk(_source(pose))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc) == "NotAsked"
    } - {"…"}
    rows = ((f"`{message}`", does) for message, (does,) in words("refused", sorted(found, reverse=True)).items())
    return table(("reason", "what to do"), rows)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


# ---- commands ------------------------------------------------------------------------------------------------------


def replayed(text: str) -> str:
    """Return the page with its commands run again in this directory, where its banks are built as a reader builds them.

    A `yaml` block that begins with `bank:` or `objectives:` is a file, one of `- id:` is added to the bank; a `diff`
    mends the bank; of a `console` block each `$ decompdrill …` is run.
    """
    return BLOCK.sub(lambda block: f"```{block[1]}\n{_step(block[1], block[2])}```", text)


def _step(sort: str, body: str) -> str:
    bank = Path(BANK)
    if sort == "console":
        return "".join(_run_again(part) for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:])
    if sort == "diff":
        bank.write_text(_mended(bank.read_text(encoding="utf-8"), body), encoding="utf-8")
    elif body.startswith("objectives:"):
        Path(OBJECTIVES).write_text(body, encoding="utf-8")
    elif body.startswith("bank:"):
        bank.write_text(body, encoding="utf-8")
    elif body.startswith("  - id:"):
        bank.write_text(f"{bank.read_text(encoding='utf-8')}\n{body}", encoding="utf-8")
    return body


def _mended(bank: str, diff: str) -> str:
    lines = diff.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] in signs) for signs in ("-", "+"))
    if bank.count(old) != 1:
        raise Stale(f"the bank has not one such place, but {bank.count(old)}: {old}")
    return bank.replace(old, new)


def _run_again(part: str) -> str:
    command, _, printed = part.partition("\n")
    typed = "".join(f"{answer}\n" for answer in TYPED.findall(printed))
    return f"$ {command}\n{_run(shlex.split(command)[1:], typed)}"


def _run(arguments: Sequence[str], typed: str) -> str:
    """Return what a command prints, both streams."""
    printed, stdin = io.BytesIO(), sys.stdin
    stream = io.TextIOWrapper(printed, "utf-8", write_through=True)
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8")
    try:
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            cli.run(arguments)
            stream.flush()
    finally:
        sys.stdin = stdin
    return printed.getvalue().decode()


# ---- the page ------------------------------------------------------------------------------------------------------

SECTIONS: Mapping[str, Callable[[], str]] = {
    "keys": keys,
    "recipes": recipes,
    "kinds": kinds,
    "forms": forms,
    "syntax": syntax,
    "functions": functions,
    "formats": formats,
    "checks": checks,
    "refused": refused,
}


def generated(text: str) -> str:
    """Return the page with every part between its markers made anew."""
    return SECTION.sub(lambda found: f"{found[1]}{found[2]}{SECTIONS[found[1]]()}", text)


def updated(text: str) -> str:
    """Return the page as it should be; its commands are run in a directory of their own."""
    missing = SECTIONS.keys() - {found[1] for found in SECTION.finditer(text)}
    if missing:
        raise Stale(f"{PAGE.name} has no part {', '.join(sorted(missing))}")
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        os.environ.update(DECOMPDRILL_HOME=str(Path(place) / "home"), COLUMNS="80")
        os.environ.pop("FORCE_COLOR", None)
        os.chdir(place)
        try:
            return replayed(generated(text))
        finally:
            os.chdir(here)


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with `--check` only say on stderr where it is stale."""
    text = PAGE.read_text(encoding="utf-8")
    try:
        wanted = updated(text)
    except Stale as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    files = {PAGE: wanted, **others()}
    if list(arguments) != ["--check"]:
        for path, made in files.items():
            path.write_text(made, encoding="utf-8")
        return 0
    stale = [line for path, made in files.items() for line in _difference(path, made)]
    sys.stderr.writelines(stale)
    return int(bool(stale))


def others() -> Mapping[Path, str]:
    """Return the files that are generated whole."""
    return {NAMES: name_lines(names()), MANUAL: manpage.page(cli.root_command())}


def names() -> Mapping[str, Collection[str]]:
    """Return the names that the shell offers, by their sort."""
    return {
        **names_of_banks((shipped_dir(),)),
        "kinds": KINDS,
        "lessons": shipped_topics().ids,
        "slips": slip_table(load_banks(None, known_names())),
        "levels": [str(level) for level in range(1, 6)],
        "presets": PRESETS,
        "tables": SHIPPED,
    }


def _difference(path: Path, made: str) -> Iterator[str]:
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    return difflib.unified_diff(there.splitlines(True), made.splitlines(True), path.name, "generated", n=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
