"""The only way from a tree to questions and objectives: all of them valid, or every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

import msgspec

from decompdrill.bank import shapes
from decompdrill.bank.content import (
    COMPUTED_FORMS,
    CONSTRUCT_FORMS,
    INSISTENCES,
    expression_of,
    faults_of,
    item_of_part,
    variables_of,
)
from decompdrill.bank.question import (
    CHOICE,
    CODE,
    COMPUTED,
    CONSTRUCT,
    PARTS,
    Bank,
    BankCondition,
    BankPart,
    BankSlip,
    CodeSlip,
    KindShape,
    Known,
    Option,
    Question,
)
from decompdrill.bank.template import Template
from decompdrill.bank.tree import MOST_PROBLEMS, Steps, Tree, follow, suggest
from decompdrill.expr import Expression
from decompdrill.model import BankFault, Form, Objective
from decompdrill.names import known_as

MOST_MENDED = 2_000
"""Questions whose content is looked at although the bank has not its shape."""


def parse_bank(tree: Tree, known: Known) -> tuple[Bank | None, tuple[BankFault, ...]]:
    """Return the bank, or every fault that it has and no bank."""
    found = [*_repeated(tree, "questions", "question")]
    shape = shapes.convert(tree, shapes.BankFile)
    if shape is None:
        of_shape = islice(shapes.shape_faults(tree, shapes.BankFile), MOST_PROBLEMS)
        of_content = islice(_faults_of_content(tree, known), MOST_PROBLEMS)
        return None, _in_order([*found, *of_shape, *of_content])
    questions = []
    for index, written in enumerate(shape.questions):
        steps: Steps = ("questions", index)
        item = _as_known(written, known)
        question = question_of(item, shape.bank, known.kind(item.kind), (tree.path, tree.items[steps][0]), known)
        found += _content_faults(tree, steps, item, question, known)
        questions.append(question)
    if found:
        return None, _in_order(found)
    return Bank(shape.bank, shape.title, tree.path, tuple(questions)), ()


def parse_objectives(
    tree: Tree, before: Mapping[str, Objective] | None = None
) -> tuple[tuple[Objective, ...], tuple[BankFault, ...]]:
    """Return the objectives in teaching order, or none and every fault; `before` are those already known."""
    found = [*_repeated(tree, "objectives", "objective")]
    shape = shapes.convert(tree, shapes.ObjectivesFile)
    if shape is None:
        return (), _in_order([*found, *islice(shapes.shape_faults(tree, shapes.ObjectivesFile), MOST_PROBLEMS)])
    earlier = list(before or ())
    required: list[tuple[str, ...]] = []
    for index, item in enumerate(shape.objectives):
        required.append(tuple(known_as(needed, earlier) for needed in item.requires))
        for number, needed in enumerate(required[-1]):
            if needed not in earlier:
                message = f"expected an objective that stands before this one, got '{needed}'{suggest(needed, earlier)}"
                found.append(tree.problem(("objectives", index, "requires", number), message))
        earlier.append(item.id)
    taught = zip(shape.objectives, required, strict=True)
    objectives = tuple(Objective(o.id, o.title, tuple(o.rows), requires) for o, requires in taught)
    return (() if found else objectives), _in_order(found)


def json_schema(known: Known | None = None) -> dict[str, object]:
    """Return the JSON Schema of a bank file; with what is known, its kinds, recipes and objectives as well."""
    schema: dict[str, object] = msgspec.json.schema(shapes.BankFile)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A question bank of decompdrill"
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    fields = definitions["QuestionFile"]["properties"]
    forms = [*COMPUTED_FORMS, *(form for form in CONSTRUCT_FORMS if form not in COMPUTED_FORMS)]
    fields["form"] = {"enum": [None, *map(str, forms)], "default": None}
    fields["insist"]["items"]["enum"] = list(INSISTENCES)
    fields["draw"]["additionalProperties"]["required"] = ["recipe"]
    if known is not None:
        fields["kind"]["enum"] = list(known.kind_names)
        fields["draw"]["additionalProperties"]["properties"] = {"recipe": {"enum": list(known.recipes)}}
        if known.objectives:
            fields["objective"]["enum"] = list(known.objectives)
    return schema


def _in_order(problems: list[BankFault]) -> tuple[BankFault, ...]:
    """Return the problems by their place; of very many the first, and that there are more."""
    ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
    if len(ordered) < MOST_PROBLEMS:
        return tuple(ordered)
    last = ordered[MOST_PROBLEMS - 1]
    return (*ordered[:MOST_PROBLEMS], replace(last, message="more faults may follow; mend these first"))


def _repeated(tree: Tree, group: str, noun: str) -> Iterator[BankFault]:
    """Yield a fault for every id that another item of the group has before."""
    first: dict[str, int] = {}
    items = follow(tree.root, (group,))
    for index, item in enumerate(items if isinstance(items, list) else ()):
        name = item.get("id") if isinstance(item, dict) else None
        if not isinstance(name, str):
            continue
        if name in first:
            line = tree.items[(group, first[name])][0]
            message = f"expected each {noun} once, got '{name}' again; it is at {tree.path}:{line} too"
            yield tree.problem((group, index, "id"), message)
        first.setdefault(name, index)


def _faults_of_content(tree: Tree, known: Known) -> Iterator[BankFault]:
    """Yield the faults of content in the sound parts of an unsound bank, in its first questions if it is huge."""
    questions = follow(tree.root, ("questions",))
    for index, node in enumerate(questions[:MOST_MENDED] if isinstance(questions, list) else ()):
        if isinstance(node, dict):
            written, replaced = shapes.mended(node, shapes.QuestionFile)
            item = _as_known(written, known)
            question = question_of(item, "", known.kind(item.kind), known=known)
            yield from _content_faults(tree, ("questions", index), item, question, known, replaced)


def _content_faults(
    tree: Tree,
    steps: Steps,
    item: shapes.QuestionFile,
    question: Question,
    known: Known,
    replaced: frozenset[Steps] = frozenset(),
) -> Iterator[BankFault]:
    for fault in faults_of(item, question, known, are_names_known=("draw",) not in replaced):
        where = (*steps, *fault.steps)
        if any(fault.steps[: len(r)] == r or r[: len(fault.steps)] == fault.steps != () for r in replaced):
            continue
        yield tree.problem(where, fault.message, fault.offset, fault.of_key)


# ---- questions -----------------------------------------------------------------------------------------------------


def question_of(
    item: shapes.QuestionFile,
    bank: str,
    kind: KindShape | None,
    location: tuple[str, int] = ("", 0),
    known: Known | None = None,
) -> Question:
    """Return a question of the shape; what it names may still be unknown, and its texts may have faults."""
    is_code = item.kind == CODE
    return Question(
        id=item.id,
        bank=bank,
        objective=item.objective,
        title=item.title,
        level=item.level,
        kind=item.kind,
        draw=variables_of(item.draw),
        given=_given(item, kind),
        prompt=_template(item.prompt),
        hints=tuple(map(_template, item.hints)),
        slips=() if is_code else tuple(map(_slip, item.slips)),
        options=tuple(map(_option, item.options)),
        shown=_shown(item),
        answer=Expression(expression_of(item.answer)) if item.kind == COMPUTED and item.answer is not None else None,
        form=_form(item),
        codes=_codes(item.answer) if is_code else (),
        code_slips=tuple(map(_code_slip, item.slips)) if is_code else (),
        example={name: Expression(expression_of(value)) for name, value in item.example.items()},
        conditions=tuple(map(_condition, item.conditions)),
        parts=tuple(_part(part, item, bank, known, location) for part in item.parts),
        steps=tuple(map(_template, item.steps)),
        par=item.par,
        insist=tuple(item.insist),
        coincide=tuple(item.coincide),
        shows_answer=item.shows_answer,
        location=location,
    )


def _as_known(item: shapes.QuestionFile, known: Known) -> shapes.QuestionFile:
    """Return a question with the names of its objective, kind and recipes as they are known, in whichever spelling they came."""
    draw = {
        name: params | {"recipe": known_as(params["recipe"], known.recipes)}
        if isinstance(params.get("recipe"), str)
        else params
        for name, params in item.draw.items()
    }
    objective, kind = known_as(item.objective, known.objectives), known_as(item.kind, known.kind_names)
    return msgspec.structs.replace(item, objective=objective, kind=kind, draw=draw)


def _template(text: str) -> Template:
    return Template(text.rstrip())


def _given(item: shapes.QuestionFile, kind: KindShape | None) -> dict[str, Expression]:
    """Return what the kind is given, with each variable named like a field unless an alternative to it is given."""
    given = {name: Expression(expression_of(value)) for name, value in item.given.items()}
    if kind is None:
        return given
    decided = {name for group in kind.one_of if any(n in item.given for n in group) for name in group}
    for name in kind.fields:
        if name in item.draw and name not in given and name not in decided:
            given[name] = Expression(name)
    return given


def _option(option: shapes.OptionFile) -> Option:
    text = option.wrong if option.right is None else option.right
    why = None if option.why is None else Template(option.why)
    return Option(_template(text or ""), option.right is not None, option.slip, why)


def _slip(slip: shapes.SlipFile) -> BankSlip:
    return BankSlip(slip.id, Expression(expression_of(slip.answer)), _template(slip.said))


def _code_slip(slip: shapes.SlipFile) -> CodeSlip:
    return CodeSlip(slip.id, Template(expression_of(slip.answer), is_code=True), _template(slip.said))


def _form(item: shapes.QuestionFile) -> Form | None:
    if item.kind == PARTS:
        return Form.PARTS
    return Form(item.form) if item.kind in (COMPUTED, CONSTRUCT) and item.form in list(Form) else None


def _part(
    part: shapes.PartFile, item: shapes.QuestionFile, bank: str, known: Known | None, location: tuple[str, int]
) -> BankPart:
    whole = item_of_part(part, item)
    kind = None if known is None else known.kind(whole.kind)
    when = None if part.when is None else Expression(part.when)
    return BankPart(part.name, question_of(whole, bank, kind, location), when)


def _condition(condition: shapes.ConditionFile) -> BankCondition:
    return BankCondition(condition.name, Expression(condition.holds), _template(condition.said))


def _shown(item: shapes.QuestionFile) -> int:
    if item.kind != CHOICE:
        return 0
    wrong = sum(option.wrong is not None for option in item.options)
    return item.shown or min(wrong + 1, shapes.LETTERS)


def _codes(answer: shapes.ExpressionText | None) -> tuple[Template, ...]:
    if answer is None:
        return ()
    texts = map(str, answer) if isinstance(answer, list) else (expression_of(answer),)
    return tuple(Template(text, is_code=True) for text in texts)
