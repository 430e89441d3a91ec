"""The kinds of problems: one explicit table. What a kind is given and asks is known without it, from `signatures`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from decompdrill.kinds.signatures import FAMILIES, SIGNATURES

if TYPE_CHECKING:
    from decompdrill.kinds.base import Kind


class _Kinds(Mapping[str, "Kind"]):
    """Each kind by name; the file of its family is imported when one of them is asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, Kind] = {}

    def __getitem__(self, name: str) -> Kind:
        if name not in self._loaded and name in SIGNATURES:
            family = next(family for family, kinds in FAMILIES.items() if SIGNATURES[name] in kinds)
            self._loaded |= _checked(family, _family(family))
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in SIGNATURES

    def __iter__(self) -> Iterator[str]:
        return iter(SIGNATURES)

    def __len__(self) -> int:
        return len(SIGNATURES)


def _family(family: str) -> tuple[Kind, ...]:
    match family:
        case "eigen":
            from decompdrill.kinds import eigen

            return eigen.KINDS
        case "determinants":
            from decompdrill.kinds import determinants

            return determinants.KINDS
        case "ranks":
            from decompdrill.kinds import ranks

            return ranks.KINDS
        case "diagonal":
            from decompdrill.kinds import diagonal

            return diagonal.KINDS
        case "singular":
            from decompdrill.kinds import singular

            return singular.KINDS
        case "lowrank":
            from decompdrill.kinds import lowrank

            return lowrank.KINDS
        case "variance":
            from decompdrill.kinds import variance

            return variance.KINDS
    raise LookupError(f"decompdrill/kinds/__init__.py imports no family {family!r}, which FAMILIES has")


def _checked(family: str, kinds: tuple[Kind, ...]) -> dict[str, Kind]:
    """Return the kinds of a family by name; raises LookupError where they are not those that FAMILIES lists."""
    found = {kind.name: kind for kind in kinds}
    if wrong := sorted(found.keys() ^ {signature.name for signature in FAMILIES[family]}):
        raise LookupError(
            f"{', '.join(wrong)}: in FAMILIES or in KINDS of decompdrill/kinds/{family}.py, but not in both"
        )
    return found


KINDS: Mapping[str, Kind] = _Kinds()

__all__ = ["FAMILIES", "KINDS", "SIGNATURES"]
