"""The variables of a question, drawn in the order in which they need one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from decompdrill import expr
from decompdrill.draw.recipe import DrawError, DrawnValue, exact_value, shown
from decompdrill.draw.stream import Stream
from decompdrill.draw.table import RECIPES

DEEPEST = 60
"""Variables that wait for one another: one more is declared after what it needs, which then is drawn already."""


class VariableDeclaration(Protocol):
    """A variable as a bank declares it."""

    @property
    def name(self) -> str: ...
    @property
    def recipe(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...


def draw_variables(
    variables: Sequence[VariableDeclaration],
    question_id: str,
    seed: int,
    attempt: int = 0,
    fixed: Mapping[str, DrawnValue] = MappingProxyType({}),
) -> dict[str, DrawnValue]:
    """Return the value of every variable, in the order of their declaration.

    A parameter that is the name of a variable, or an expression in names of variables, takes its value. Every variable
    has a stream of its own, so adding one changes no other. Those in `fixed` are not drawn; what follows from them does.
    Raises DrawError that names the variable at fault.
    """
    drawing = _Drawing(variables, question_id, seed, attempt, fixed)
    return {variable.name: drawing.value_of(variable.name) for variable in variables}


class _Drawing:
    def __init__(
        self,
        variables: Sequence[VariableDeclaration],
        question_id: str,
        seed: int,
        attempt: int,
        fixed: Mapping[str, DrawnValue],
    ) -> None:
        self._variables = {variable.name: variable for variable in variables}
        self._place = (question_id, seed, attempt)
        self._values: dict[str, DrawnValue] = dict(fixed)
        self._open: list[str] = []

    def value_of(self, name: str) -> DrawnValue:
        if name not in self._values:
            if name in self._open:
                circle = " → ".join([*self._open[self._open.index(name) :], name])
                raise DrawError(f"the variables need one another: {circle}")
            if len(self._open) == DEEPEST:
                first = self._open[0]
                raise DrawError(
                    f"variable {first}: it needs over {DEEPEST} others in a row; declare first what others need", first
                )
            self._open.append(name)
            self._values[name] = self._draw(self._variables[name])
            self._open.pop()
        return self._values[name]

    def _draw(self, variable: VariableDeclaration) -> DrawnValue:
        recipe = RECIPES.get(variable.recipe)
        if recipe is None:
            raise DrawError(f"variable {variable.name}: there is no recipe {shown(variable.recipe)}", variable.name)
        params = {
            name: self._resolved(variable, raw, words=name in recipe.words) for name, raw in variable.params.items()
        }
        question_id, seed, attempt = self._place
        try:
            return recipe.build(Stream(question_id, seed, variable.name, attempt), params)
        except DrawError as error:
            raise DrawError(f"variable {variable.name}: {error}", variable.name) from None

    def _resolved(self, variable: VariableDeclaration, raw: object, *, words: bool) -> object:
        """Return a parameter with names and expressions replaced by their values."""
        match raw:
            case str() if raw in self._variables:
                return self.value_of(raw)
            case str() if not words:
                return self._evaluated(variable, raw)
            case list() | tuple() if not words:
                return tuple(self._resolved(variable, item, words=False) for item in raw)
            case _:
                return raw

    def _evaluated(self, variable: VariableDeclaration, text: str) -> object:
        """Return the value of an expression in variables; any other text is a word or a number."""
        expression = _expression(text)
        if expression is None or not expression.names or not expression.names <= self._variables.keys():
            return text
        values = {name: self.value_of(name) for name in expression.names}
        try:
            return _shown_exactly(expr.evaluate(expression, values))
        except (expr.ExprError, DrawError) as error:
            raise DrawError(f"variable {variable.name}: {text}: {error}", variable.name) from None


@lru_cache(4096)
def _expression(text: str) -> expr.Expression | None:
    """Return the expression that a parameter writes, None where it is a word."""
    try:
        return expr.parse(text)
    except expr.ExprError:
        return None


def _shown_exactly(value: expr.Value) -> DrawnValue:
    match value:
        case float() | complex():
            raise DrawError(f"the value {value:.6g} has hidden digits; round it, as in round(…, 2)")
        case list() | tuple():
            return tuple(_shown_exactly(item) for item in value)
        case dict():
            return {name: _shown_exactly(item) for name, item in value.items()}
        case _:
            return exact_value(value)
