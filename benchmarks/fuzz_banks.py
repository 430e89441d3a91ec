"""Banks to fuzz with: shipped questions spoiled as text and as a tree, and sound ones that cost, contradict or never end."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import yaml

from benchmarks.fuzz_records import AWKWARD, STRANGE, Node, blocks, changed
from benchmarks.fuzz_texts import expression, near_limits, spoiled
from decompdrill.draw.table import RECIPES
from decompdrill.kinds import KINDS
from decompdrill.model import Form
from tests.property.test_expr_attacks import BOMBS

HEAD = "bank: fuzz\ntitle: Fuzz\nquestions:\n"
RAW: tuple[str, ...] = (
    "&a",
    "*a",
    "!!python/object:os.system",
    "<<: *a",
    "? ",
    "|\n",
    ">\n",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "# ",
    '"\\U0001F600"',
    "\t",
)
RAW += (
    "0o17",
    "0x1F",
    "1_000",
    "2026-01-01",
    "~",
    "yes",
    ".inf",
    ".nan",
    "1:30",
    "- - - ",
    "{a: ",
    "[",
    '"\\x1b[31m"',
    "!!binary aGk=",
)
RAW += ('"\\ud800"', '"\\U00110000"')


def bank(rng: Random) -> str:
    """Return the text of a bank of one question: three in four a shipped one that is spoiled, else one that is hard."""
    if rng.random() < 0.25:
        return hard(rng)
    text = HEAD + rng.choice(blocks())
    chance = rng.random()
    if chance < 0.35:
        return spoiled(rng, text, RAW)
    tree = yaml.safe_load(text)
    tree = changed(rng, tree)
    text = yaml.safe_dump(tree, allow_unicode=chance < 0.7, sort_keys=False)
    return spoiled(rng, text, RAW) if chance > 0.95 else text


# ---- hard ones -----------------------------------------------------------------------------------------------------

COSTLY: tuple[str, ...] = (
    "sum([sum([i * j for i in range(300)]) for j in range(300)])",
    "det([[1 / (i + j + 1) for i in range(8)] for j in range(8)])",
    "sum(sum([[i * j for i in range(90)] for j in range(90)]))",
    "sum(np.linalg.svd([[(i * j) % 7 for i in range(60)] for j in range(60)])[1])",
    "sum(np.linalg.inv([[1 / (i + j + 1) for i in range(8)] for j in range(8)])[0])",
    "prod([1 / (k + 1) for k in range(150)])",
    "sum([1 / (k + 1) for k in range(400)])",
    "sum([sqrt(k) for k in range(300)])",
    "max([max([i * i for i in range(200)]) for j in range(200)])",
    "sum([k for k in range(99999)])",
)
"""Expressions that are allowed and take long."""

NEVER: tuple[dict[str, Node], ...] = (
    {"recipe": "integer", "low": 9, "high": 1},
    {"recipe": "integer", "low": 1, "high": 3, "exclude": [1, 2, 3]},
    {"recipe": "distinct-integers", "count": 10, "low": 1, "high": 3},
    {"recipe": "value", "value": "1 / (a - a)"},
    {"recipe": "value", "value": "sqrt(a)"},
    {"recipe": "value", "value": "b"},
    {"recipe": "pick", "from": "[]"},
    {"recipe": "with-eigenvalues", "eigenvalues": [1, 2], "bound": 0},
    {"recipe": "with-eigenvalues", "eigenvalues": [90, -90, 0, 1], "bound": 3},
    {"recipe": "given-rank", "rows": 2, "columns": 2, "rank": 3},
    {"recipe": "unimodular", "size": 8, "bound": 1},
    {"recipe": "data-with-covariance", "samples": 3, "features": 9},
)
"""Draws of which most or all cannot be made."""

PARAMETERS: tuple[Node, ...] = (0, 1, 2, 3, 4, 8, 40, 1000, 10**6, 10**30, -1, 0.5, "a", "b", [1, 2], [5, -3, 0, 7])
PARAMETERS += ([[2, 1], [1, 2]], [], "", "2 * a", [10**30, 1], list(range(1000)), True, "descending", "sqrt(a)")


def hard(rng: Random) -> str:
    """Return a bank of one small sound question to which one to three things were done that make it hard."""
    question = _sound(rng)
    for _ in range(rng.choice((1, 1, 2, 3))):
        rng.choice(_HARDENED)(rng, question)
    tree = {"bank": "fuzz", "title": "Fuzz", "questions": [question]}
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10**6)


def _sound(rng: Random) -> dict[str, Node]:
    question: dict[str, Node] = {
        "id": "fuzz.q",
        "objective": "eigenvalues-2x2",
        "title": "Fuzz",
        "level": 1,
        "kind": rng.choice(("computed", "choice", "code", "kind")),
        "prompt": "What of $a = {{ a }}$ and {{ b }}?",
        "hints": ["Look at {{ a }}."],
        "draw": {
            "a": {"recipe": "integer", "low": 2, "high": 9},
            "b": {"recipe": "integers", "count": 3, "low": -9, "high": 9},
        },
        "steps": ["It is {{ a + 1 }}."],
    }
    match question["kind"]:
        case "computed":
            form, answer = rng.choice(_COMPUTED)
            question |= {
                "form": form.value,
                "answer": answer,
                "slips": [{"id": "off", "answer": "a + 2", "said": "No."}],
            }
        case "choice":
            question["options"] = [
                {"right": "It is {{ a }}."},
                *({"wrong": f"Or {n}.", "why": "No."} for n in range(3)),
            ]
        case "code":
            question |= {"answer": "sum(b) + a", "slips": [{"id": "off", "answer": "sum(b)", "said": "Add a."}]}
        case _:
            question["kind"] = rng.choice(sorted(KINDS))
            question["draw"]["A"] = {"recipe": rng.choice(("symmetric", "matrix", "triangular", "given-rank"))}
            question["given"] = {
                field.name: rng.choice(("a", "b", "A")) for field in KINDS[question["kind"]].fields[:1]
            }
    return question


_COMPUTED = (
    (Form.NUMBER, "a + 1"),
    (Form.INTEGER, "a + 1"),
    (Form.LIST, "[a, a + 1, -a]"),
    (Form.VECTOR, "[1, a]"),
    (Form.MATRIX, "[[1, a], [a, 2]]"),
    (Form.YES_NO, "a > 5"),
    (Form.POLYNOMIAL, "[1, -a, 2]"),
)


def _formula(rng: Random) -> str:
    """Return an expression that costs, bursts, or is any at all."""
    chance = rng.random()
    if chance < 0.6:
        return f"{rng.choice(COSTLY)} + {rng.choice(('a', '1', 'max(b)'))}"
    return rng.choice(BOMBS) if chance < 0.8 else expression(rng)


def _costly(rng: Random, question: dict[str, Node]) -> None:
    formula = _formula(rng)
    place = rng.choice(("answer", "slips", "draw", "prompt", "hints", "steps", "given"))
    if place == "slips":
        question[place] = [
            {"id": f"s{n}", "answer": f"{formula} + {n}", "said": "No."} for n in range(rng.choice((1, 5, 60, 400)))
        ]
    elif place == "draw":
        question[place] |= {f"c{n}": {"recipe": "value", "value": formula} for n in range(rng.choice((1, 5, 60)))}
    elif place == "prompt":
        question[place] += (" {{ " + formula + " }}") * rng.choice((1, 5))
    elif place == "given":
        question[place] = dict.fromkeys(question.get(place, {"A": ""}), formula)
    elif place == "answer":
        question[place] = rng.choice((formula, f"[{formula}, {formula}]", f"[{formula} for i in range(50)]"))
    else:
        question[place] = ["{{ " + formula + " }}"] * rng.choice((1, 5, 20))


def _never(rng: Random, question: dict[str, Node]) -> None:
    name = rng.choice(("a", "b", "A", "c"))
    question["draw"][name] = dict(rng.choice(NEVER))


def _any_recipe(rng: Random, question: dict[str, Node]) -> None:
    """Draw a variable by any recipe, with parameters that hardly suit it."""
    recipe = RECIPES[rng.choice(sorted(RECIPES))]
    wanted = {name for name in recipe.parameters if name in recipe.required or rng.random() < 0.5}
    given = {name: rng.choice((*PARAMETERS, *AWKWARD)) for name in sorted(wanted)}
    question["draw"][rng.choice(("a", "b", "A"))] = {"recipe": recipe.name, **given}


def _contradictory(rng: Random, question: dict[str, Node]) -> None:
    """Let a slip be the answer, a hint give it away, options read the same, or names mean two things."""
    shape = rng.randrange(6)
    if shape == 0 and "answer" in question:
        question["slips"] = [{"id": "same", "answer": question["answer"], "said": "No."}]
    elif shape == 1 and question["kind"] == "choice":
        same = rng.choice(("It is {{ a }}.", "{{ a }}", "  It  is {{ b[0] }}"))
        question["options"] = [{"right": same}, {"right": same + " "}, {"wrong": same.upper()}, {"wrong": same + "."}]
        question["shown"] = rng.choice((2, 3, 26))
    elif shape == 2:
        question["hints"] = ["It is {{ a + 1 }}, or [{{ a }}, {{ a + 1 }}, {{ -a }}]."]
    elif shape == 3:
        question["coincide"] = ["off", "nosuch"]
        question["insist"] = rng.choice((["not-unit"], ["unsorted"], ["not-unit", "unsorted"], ["nosuch"]))
    elif shape == 4:
        name = rng.choice(("frobenius", "pi", "sum", "np", "λ", "x" * 40, "True"))
        question["draw"][name] = {"recipe": "value", "value": "a"}
        question["prompt"] += " {{ " + name + " }}"
    else:
        question["draw"] |= {"a": {"recipe": "value", "value": "c"}, "c": {"recipe": "value", "value": "a + 1"}}


def _huge(rng: Random, question: dict[str, Node]) -> None:
    """Let there be thousands of one thing, or one thing be thousands long."""
    many = rng.choice((26, 27, 200, 3000))
    text = "It is {{ a }}. " * (rng.choice((1, 1000)) if many < 100 else 1)
    shape = rng.randrange(9)
    if shape == 0:
        question["draw"] |= {f"v{n}": {"recipe": "integer", "low": 0, "high": n} for n in range(many)}
    elif shape == 1:
        chain = {f"v{n}": {"recipe": "value", "value": f"v{n - 1} + 1" if n else "a"} for n in range(many)}
        question["draw"] |= chain if rng.random() < 0.5 else dict(reversed(chain.items()))
    elif shape == 2:
        question["slips"] = [{"id": f"s{n}", "answer": f"a + {n + 2}", "said": text} for n in range(many)]
    elif shape == 3:
        question |= {"kind": "choice", "options": [{"right": text}, *({"wrong": f"{n} {text}"} for n in range(many))]}
    elif shape == 4:
        question["steps"] = [text] * min(many, 200)
    elif shape == 5:
        question["hints"] = [text] * min(many, 20)
    elif shape == 6:
        question["prompt"] = text * 10
    elif shape == 7:
        question["answer"] = f"[a + i for i in range({many})]"
        question["form"] = rng.choice(("list", "vector", "polynomial"))
    else:
        question["draw"]["b"] = {"recipe": "value", "value": [[n] for n in range(many)]}


def _deep(rng: Random, question: dict[str, Node]) -> None:
    """Nest formulas, placeholders, expressions or lists in one another."""
    deep = rng.choice((19, 20, 21, 40, 41, 200, 3000))
    opened, closed = rng.choice(_NESTED)
    nested = opened * deep + "a" + closed * deep
    place = rng.choice(("prompt", "hints", "steps", "answer", "draw"))
    if place in ("prompt", "hints", "steps"):
        text = rng.choice(("${}$", "$${}$$", "{{{{ {} }}}}", "{}")).format(nested[:19_000])
        question[place] = text if place == "prompt" else [text]
    elif place == "answer":
        question[place] = nested
    else:
        value: Node = "a"
        for _ in range(min(deep, 200)):
            value = [value]
        question[place]["b"] = {"recipe": "value", "value": value}


_NESTED = (
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("{{", "}}"),
    (r"\frac{", "}{2}"),
    (r"\sqrt{", "}"),
    ("a^{", "}"),
    ("a_{", "}"),
    (r"\left(", r"\right)"),
    (r"\begin{bmatrix} 1 & ", r"\end{bmatrix}"),
    ("-", ""),
    ("sqrt(", ")"),
    ("a + (", ")"),
    ("**", "**"),
    ("> ", ""),
)


def _long_text(rng: Random, question: dict[str, Node]) -> None:
    question[rng.choice(("title", "prompt"))] = near_limits(rng)[:20_001]


def _strange(rng: Random, question: dict[str, Node]) -> None:
    """Let a parameter of a draw be what none should be."""
    question["draw"]["b"] = {"recipe": "value", "value": rng.choice((*STRANGE, *AWKWARD))}


_HARDENED: tuple[Callable[[Random, dict[str, Node]], None], ...] = (
    _costly,
    _costly,
    _costly,
    _never,
    _any_recipe,
    _any_recipe,
    _contradictory,
    _huge,
    _huge,
    _deep,
    _long_text,
    _strange,
)
