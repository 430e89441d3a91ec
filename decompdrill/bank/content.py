"""What a question says beyond its shape: its kind, draws, options, texts and expressions, and every fault of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from decompdrill import mathtext
from decompdrill.bank.question import BANK_KINDS, CHOICE, CODE, COMPUTED, CONSTRUCT, PARTS, RecipeShape, Variable
from decompdrill.bank.shapes import QuestionFile, describe_value
from decompdrill.bank.template import Template
from decompdrill.bank.tree import Steps, suggest
from decompdrill.expr import ExprError, Expression
from decompdrill.model import CheckName, Form, Raw

if TYPE_CHECKING:
    from decompdrill.bank.question import KindShape, Known, Option, Question
    from decompdrill.bank.shapes import OptionFile, PartFile

INSISTENCES = ("not-unit", "unsorted")
"""The notes of a right answer that a question may refuse."""

COMPUTED_FORMS = (Form.NUMBER, Form.INTEGER, Form.LIST, Form.VECTOR, Form.MATRIX, Form.YES_NO, Form.POLYNOMIAL)
CONSTRUCT_FORMS = (Form.VECTOR, Form.MATRIX, Form.FACTORS)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


_PART = re.compile(r"[A-Za-z]{1,20}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a question: the steps to it from the question, and where in a text it is."""

    steps: Steps
    message: str
    offset: int | None = None
    of_key: bool = False


def faults_of(item: QuestionFile, question: Question, known: Known, are_names_known: bool = True) -> Iterator[Fault]:
    """Yield every fault of a question that has its shape, and was made of that; without its draws, none of variables."""
    if item.objective not in known.objectives:
        yield Fault(("objective",), _unknown("an objective", item.objective, known.objectives))
    yield from _draw_faults(item, known.recipes)
    kind = known.kind(item.kind)
    if kind is None:
        yield Fault(("kind",), _unknown("a kind", item.kind, known.kind_names))
    else:
        if are_names_known:
            yield from _given_faults(item, kind)
        yield from _option_faults(item)
        yield from _answer_faults(item)
        yield from _construct_faults(item)
    yield from _slip_faults(item)
    for index, note in enumerate(item.insist):
        if note not in INSISTENCES:
            yield Fault(("insist", index), _unknown("a note", note, INSISTENCES))
    names = known.names.union(item.draw) if are_names_known else None
    yield from _text_faults(item, question, names)
    yield from _expression_faults(item, question, names, kind)
    yield from _part_faults(item, question, known, are_names_known)


def item_of_part(part: PartFile, item: QuestionFile) -> QuestionFile:
    """Return a part as a question of its own, with the draw of the whole."""
    fields = {name: getattr(part, name) for name in part.__struct_fields__ if name not in ("name", "when")}
    fields["hints"] = part.hints or item.hints
    head = (
        item.id,
        item.objective,
        item.title,
        item.level,
        fields.pop("kind"),
        fields.pop("prompt"),
        fields.pop("hints"),
    )
    return QuestionFile(*head, draw=item.draw, **fields)


def _part_faults(item: QuestionFile, question: Question, known: Known, are_names_known: bool) -> Iterator[Fault]:
    if item.kind == PARTS and len(item.parts) < 2:
        yield Fault((), f"expected two parts or more for the kind {PARTS}, got {len(item.parts) or 'none'}")
    if item.kind != PARTS and item.parts:
        yield Fault(("parts",), f"expected no parts for the kind {item.kind}; they are for {PARTS}", of_key=True)
    earlier: list[str] = []
    for index, (part, read) in enumerate(zip(item.parts, question.parts, strict=True)):
        at: Steps = ("parts", index)
        if part.name in (*item.draw, *earlier):
            yield Fault((*at, "name"), f"expected a name that is not taken, got '{part.name}'")
        if part.kind in (PARTS, CONSTRUCT, CODE):
            yield Fault((*at, "kind"), f"expected a kind with one answer, got '{part.kind}'")
        own = item_of_part(part, item)
        # Names of earlier parts are variables of this one.
        wider = replace(known, names=known.names.union(earlier))
        for fault in faults_of(own, read.question, wider, are_names_known):
            if fault.steps[:1] not in (("draw",), ("objective",), ("title",)):
                yield replace(fault, steps=(*at, *fault.steps))
        if read.when is not None:
            names = wider.names.union(item.draw) if are_names_known else None
            yield from _name_faults((*at, "when"), read.when, names)
        earlier.append(part.name)


def expression_of(value: object) -> str:
    """Return a literal of a bank as the text of an expression; a text is one already."""
    if isinstance(value, list):
        return f"[{', '.join(map(expression_of, value))}]"
    return value if isinstance(value, str) else str(value)


def variables_of(draw: Mapping[str, Mapping[str, Raw]]) -> tuple[Variable, ...]:
    """Return the variables of a draw as a bank or a topic declares them."""
    return tuple(
        Variable(name, str(params.get("recipe")), {key: value for key, value in params.items() if key != "recipe"})
        for name, params in draw.items()
    )


def _unknown(noun: str, name: str, known: Collection[str]) -> str:
    names = list(known)
    listed = f"; there are {', '.join(names)}" if 0 < len(names) <= 12 else ""
    return f"expected {noun}, got '{name[:60]}'{suggest(name, names) or listed}"


# ---- draws and givens ----------------------------------------------------------------------------------------------


def _draw_faults(item: QuestionFile, recipes: Mapping[str, RecipeShape]) -> Iterator[Fault]:
    for name, params in item.draw.items():
        steps: Steps = ("draw", name)
        if not _NAME.fullmatch(name):
            yield Fault(steps, f"expected a name of letters, digits and _, got '{name[:60]}'", of_key=True)
        recipe = params.get("recipe")
        if "recipe" not in params:
            yield Fault(steps, "expected the key 'recipe', got none")
        elif not isinstance(recipe, str) or recipe not in recipes:
            yield Fault((*steps, "recipe"), _unknown("a recipe", str(recipe), recipes))
        else:
            yield from _parameter_faults(steps, params, recipes[recipe])


def _parameter_faults(steps: Steps, params: Mapping[str, object], recipe: RecipeShape) -> Iterator[Fault]:
    for name, value in params.items():
        if name != "recipe" and name not in recipe.parameters:
            yield Fault((*steps, name), _unknown(f"a parameter of {recipe.name}", name, recipe.parameters), of_key=True)
        elif value is None:
            yield Fault((*steps, name), "expected a value, got nothing")
    for name in recipe.required:
        if name not in params:
            yield Fault(steps, f"expected the parameter '{name}' of {recipe.name}, got none")


def _given_faults(item: QuestionFile, kind: KindShape) -> Iterator[Fault]:
    there = {*item.given, *item.draw}
    for name in item.given:
        if name not in kind.fields:
            yield Fault(("given", name), _unknown(f"a given of {kind.name}", name, kind.fields), of_key=True)
    for name in kind.required:
        if name not in there:
            yield Fault(
                ("kind",), f"expected '{name}', which {kind.name} is given, among the draws or the given, got none"
            )
    for group in kind.one_of:
        chosen = [name for name in group if name in item.given] or [name for name in group if name in item.draw]
        if len(chosen) != 1:
            there_are = " and ".join(chosen) or "none"
            yield Fault(("given",), f"expected one of {', '.join(group)}, which {kind.name} is given, got {there_are}")


# ---- options, answers, slips ---------------------------------------------------------------------------------------


def _option_faults(item: QuestionFile) -> Iterator[Fault]:
    if item.kind != CHOICE:
        for key in ("options", "shown"):
            if getattr(item, key):
                yield Fault((key,), f"expected no {key} for the kind {item.kind}; they are for {CHOICE}", of_key=True)
        return
    for index, option in enumerate(item.options):
        yield from _one_option_faults(("options", index), option)
    wrong = sum(option.wrong is not None for option in item.options)
    if len(item.options) == wrong or not wrong:
        count = "none" if not item.options else f"{len(item.options) - wrong} right and {wrong} wrong"
        yield Fault(("options",), f"expected a right option and a wrong one at least, got {count}")
    elif item.shown is not None and item.shown > wrong + 1:
        yield Fault(("shown",), f"expected at most {wrong + 1} (a right option and the wrong ones), got {item.shown}")
    seen: set[str | None] = set()
    for index, option in enumerate(item.options):
        text = option.right or option.wrong
        if text in seen:
            yield Fault(("options", index), "expected options that differ, got the same text again")
        seen.add(text)


def _one_option_faults(steps: Steps, option: OptionFile) -> Iterator[Fault]:
    if (option.right is None) == (option.wrong is None):
        which = "neither" if option.right is None else "both"
        yield Fault(steps, f"expected one of 'right' and 'wrong', got {which}")
    elif option.right is not None:
        for key in ("slip", "why"):
            if getattr(option, key) is not None:
                yield Fault((*steps, key), f"expected no '{key}' with a right option", of_key=True)


def _answer_faults(item: QuestionFile) -> Iterator[Fault]:
    if item.answer is None and item.kind in (COMPUTED, CODE):
        yield Fault((), f"expected the key 'answer' for the kind {item.kind}, got none")
    if item.answer is not None and item.kind not in (COMPUTED, CODE):
        message = f"expected no answer for the kind {item.kind}, which works it out"
        yield Fault(
            ("answer",), message if item.kind not in BANK_KINDS else "expected options, got an answer", of_key=True
        )
    if item.kind == CODE and item.answer is not None and not _is_code(item.answer):
        yield Fault(("answer",), f"expected code as text or a list of such, got {describe_value(item.answer)}")
    asked = {COMPUTED: COMPUTED_FORMS, CONSTRUCT: CONSTRUCT_FORMS}.get(item.kind)
    if asked is not None and item.form not in asked:
        forms = [str(form) for form in asked]
        steps: Steps = () if item.form is None else ("form",)
        yield Fault(
            steps, f"expected a form ({', '.join(forms)}), got {'none' if item.form is None else repr(item.form)}"
        )
    if asked is None and item.form is not None:
        yield Fault(("form",), f"expected no form for the kind {item.kind}; it is for {COMPUTED}", of_key=True)


def _construct_faults(item: QuestionFile) -> Iterator[Fault]:
    for key in ("example", "conditions"):
        is_there = bool(getattr(item, key))
        if is_there and item.kind != CONSTRUCT:
            yield Fault((key,), f"expected no {key} for the kind {item.kind}; it is for {CONSTRUCT}", of_key=True)
        elif not is_there and item.kind == CONSTRUCT:
            yield Fault((), f"expected the key '{key}' for the kind {CONSTRUCT}, got none")
    if item.kind == CONSTRUCT and item.example and (len(item.example) > 1) is not (item.form == Form.FACTORS):
        count = "several matrices" if item.form == Form.FACTORS else "one of them"
        yield Fault(("example",), f"expected {count} for the form {item.form}, got {len(item.example)}")
    if item.kind == CONSTRUCT and item.slips:
        yield Fault(
            ("slips",), f"expected no slips for the kind {CONSTRUCT}, whose conditions say what fails", of_key=True
        )
    for name in item.example:
        if not _PART.fullmatch(name) or name in item.draw:
            yield Fault(
                ("example", name), f"expected a name of letters that is not drawn, got '{name[:60]}'", of_key=True
            )
    names = [condition.name for condition in item.conditions]
    for index, name in enumerate(names):
        if name in names[:index] or name in get_args(CheckName):
            yield Fault(("conditions", index, "name"), f"expected a name of its own for each condition, got '{name}'")


def _is_code(answer: object) -> bool:
    codes = answer if isinstance(answer, list) else [answer]
    return bool(codes) and all(isinstance(code, str) and code.strip() for code in codes)


def _slip_faults(item: QuestionFile) -> Iterator[Fault]:
    ids = [slip.id for slip in item.slips]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield Fault(("slips", index, "id"), f"expected each slip once, got '{name}' again")
    if item.kind == CHOICE and item.slips:
        yield Fault(("slips",), f"expected the slips of a {CHOICE} beside its wrong options, got a list", of_key=True)


# ---- texts and expressions -----------------------------------------------------------------------------------------


def _text_faults(item: QuestionFile, question: Question, names: Collection[str] | None) -> Iterator[Fault]:
    for steps, template in _texts(item, question):
        if steps[0] == "conditions" and names is not None:
            names_there: Collection[str] | None = {*names, *item.example}
        else:
            names_there = names
        if not template.text.strip():
            yield Fault(steps, "expected text, got empty text")
            continue
        masked = template.text
        if "{{" in masked:
            masked = template.masked
            for fault in template.faults:
                yield Fault(steps, fault.message, fault.offset)
            for placeholder in template.placeholders:
                yield from _name_faults(steps, placeholder.expression, names_there, placeholder.offset)
        for offset, message in mathtext.maths_faults(masked) if "{{" not in masked else ():
            yield Fault(steps, message, offset)


def _texts(item: QuestionFile, question: Question) -> Iterator[tuple[Steps, Template]]:
    yield ("title",), Template(item.title)
    yield ("prompt",), question.prompt
    for group, texts in (("hints", question.hints), ("steps", question.steps)):
        for index, text in enumerate(texts):
            yield (group, index), text
    said = [slip.said for slip in question.slips] + [slip.said for slip in question.code_slips]
    for index, text in enumerate(said):
        yield ("slips", index, "said"), text
    for index, condition in enumerate(question.conditions):
        yield ("conditions", index, "said"), condition.said
    for index, (option, read) in enumerate(zip(item.options, question.options, strict=True)):
        yield from _option_texts(("options", index), option, read)
    yield from _codes(item, question)


def _option_texts(steps: Steps, option: OptionFile, read: Option) -> Iterator[tuple[Steps, Template]]:
    """Yield the texts of an option; one that is both right and wrong has one too many."""
    for key, text in (("right", option.right), ("wrong", option.wrong)):
        if text is not None:
            yield (*steps, key), read.text if read.right is (key == "right") else Template(text)
    if read.why is not None:
        yield (*steps, "why"), read.why


def _codes(item: QuestionFile, question: Question) -> Iterator[tuple[Steps, Template]]:
    for index, (slip, read) in enumerate(zip(item.slips, question.code_slips, strict=False)):
        if isinstance(slip.answer, str):
            yield ("slips", index, "answer"), read.code
    if isinstance(item.answer, str | list):
        for index, code in enumerate(question.codes):
            yield ("answer", index) if isinstance(item.answer, list) else ("answer",), code


def _expression_faults(
    item: QuestionFile, question: Question, names: Collection[str] | None, kind: KindShape | None
) -> Iterator[Fault]:
    for name, value in item.given.items():
        if kind is None or value not in kind.words:
            yield from _name_faults(("given", name), question.given[name], names)
    for steps, code in _codes(item, question):
        # Code with placeholders is complete only once it is drawn.
        if code.text.strip() and "{{" not in code.text:
            yield from _name_faults(steps, Expression(code.text), names)
    for index, slip in enumerate(question.slips):
        yield from _name_faults(("slips", index, "answer"), slip.answer, names)
    if question.answer is not None:
        yield from _name_faults(("answer",), question.answer, names)
    for name, example in question.example.items():
        yield from _name_faults(("example", name), example, names)
    asked = None if names is None else {*names, *item.example}
    for index, condition in enumerate(question.conditions):
        yield from _name_faults(("conditions", index, "holds"), condition.holds, asked)


def _name_faults(
    steps: Steps, expression: Expression, names: Collection[str] | None, offset: int = 0
) -> Iterator[Fault]:
    text = expression.text
    try:
        used = expression.names
    except ExprError as error:
        yield Fault(steps, f"expected an expression, got '{text[:60]}': {error}", offset + error.offset)
        return
    for name in sorted(used.difference(used if names is None else names)):
        place = re.search(rf"\b{re.escape(name)}\b", text)
        message = _unknown("a variable", name, sorted(names or ()))
        yield Fault(steps, message, offset + (place.start() if place else 0))
