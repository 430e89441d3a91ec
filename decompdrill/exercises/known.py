"""What a bank may name: the kinds of problems and the recipes, without the NumPy that either needs to work."""

from __future__ import annotations

from functools import lru_cache

from decompdrill.bank.question import KindShape, Known, RecipeShape
from decompdrill.draw import RECIPES
from decompdrill.kinds.signatures import SIGNATURES


@lru_cache(maxsize=1)
def known_names() -> Known:
    """Return what a bank may name, from the tables of kinds and recipes."""
    kinds = {name: _kind_shape(name) for name in SIGNATURES}
    recipes = {r.name: RecipeShape(r.name, tuple(r.required), tuple(r.defaults)) for r in RECIPES.values()}
    return Known(kinds, recipes)


def _kind_shape(name: str) -> KindShape:
    fields = SIGNATURES[name].fields
    groups = {f.one_of: tuple(g.name for g in fields if g.one_of == f.one_of) for f in fields if f.one_of}
    return KindShape(
        name,
        required=tuple(f.name for f in fields if f.required and not f.one_of),
        optional=tuple(f.name for f in fields if not f.required),
        one_of=tuple(groups.values()),
        words=tuple(word for f in fields for word in f.words),
    )
