"""What each kind of problem is given and asks: one table that needs no NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from decompdrill.model import Form


class FieldType(StrEnum):
    """The types a given can have; the words are used in messages."""

    MATRIX = "a matrix"
    VALUES = "a list of numbers"
    VECTOR = "a vector"
    NUMBER = "a number"
    SHARE = "a share between 0 and 1"
    COUNT = "a whole number"
    WORD = "a word"
    FLAG = "yes or no"
    LAYERS = "a list of layers {d_in, d_out, count}"


@dataclass(frozen=True, slots=True)
class Field:
    """One given of a kind; fields with the same `one_of` are alternatives of which exactly one is given."""

    name: str
    type: FieldType
    required: bool = True
    one_of: str = ""
    words: tuple[str, ...] = ()
    default: int | str | bool | None = None
    least: int = 1


class Freedom(StrEnum):
    """In what one right answer to a problem may differ from another."""

    NONE = "in nothing"
    ORDER = "in the order of its values"
    SIGN = "in its sign"
    LENGTH = "in its length and its sign"
    BASIS = "in the order, the signs and, where it need not be orthonormal, the lengths of the eigenvectors"
    SIGNS = "in the signs of each pair of singular vectors"
    TIES = "in which of equal singular values it keeps"


@dataclass(frozen=True, slots=True)
class Requires:
    """What is said of a matrix that has no answer of a kind."""

    square: str
    """What only a square matrix has, or can be."""
    of_square: str = ""
    """Why a square matrix may have no answer, in sentences."""
    shown_by: str = ""
    """The kind whose worked solution shows that."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The name of a kind, its fields, and the form of its answer; `parts` are those of a factorization."""

    name: str
    form: Form
    asks: str
    fields: tuple[Field, ...]
    parts: tuple[str, ...] = ()
    in_decimals: bool = False
    """Answers are written as decimals (ratios, factors), not as fractions."""
    freedom: Freedom = Freedom.NONE
    requires: Requires | None = None
    """What A must be; None where every matrix of numbers will do, or none is given."""


_STORAGE_FIELDS = (Field("m", FieldType.COUNT), Field("n", FieldType.COUNT), Field("k", FieldType.COUNT))
# ---- explained variance --------------------------------------------------------------------------------------------


_SOURCES = (
    Field("X", FieldType.MATRIX, one_of="source"),
    Field("covariance", FieldType.MATRIX, one_of="source"),
    Field("eigenvalues", FieldType.VALUES, one_of="source"),
    Field("singular_values", FieldType.VALUES, one_of="source"),
)
_STANDARDIZE = Field("standardize", FieldType.FLAG, required=False)
_RATIOS = Field("ratios", FieldType.VALUES, one_of="source")


FAMILIES: Mapping[str, tuple[Signature, ...]] = {
    "eigen": (
        Signature(
            "eigenvalues",
            Form.LIST,
            "the eigenvalues of A, repeated according to multiplicity",
            (Field("A", FieldType.MATRIX),),
            freedom=Freedom.ORDER,
            requires=Requires("has eigenvalues"),
        ),
        Signature(
            "eigenvector",
            Form.VECTOR,
            "an eigenvector of A for the eigenvalue",
            (Field("A", FieldType.MATRIX), Field("eigenvalue", FieldType.NUMBER)),
            freedom=Freedom.LENGTH,
            requires=Requires("has eigenvectors"),
        ),
        Signature(
            "is-eigenvector",
            Form.YES_NO,
            "whether v is an eigenvector of A",
            (Field("A", FieldType.MATRIX), Field("v", FieldType.VECTOR)),
        ),
        Signature(
            "eigenvalue-of",
            Form.NUMBER,
            "the eigenvalue that belongs to v",
            (Field("A", FieldType.MATRIX), Field("v", FieldType.VECTOR)),
        ),
    ),
    "determinants": (
        Signature(
            "characteristic-polynomial",
            Form.POLYNOMIAL,
            "the characteristic polynomial of A",
            (Field("A", FieldType.MATRIX),),
            freedom=Freedom.SIGN,
            requires=Requires("has a characteristic polynomial"),
        ),
        Signature(
            "determinant",
            Form.NUMBER,
            "the determinant of A",
            (Field("A", FieldType.MATRIX),),
            requires=Requires("has a determinant"),
        ),
        Signature(
            "trace", Form.NUMBER, "the trace of A", (Field("A", FieldType.MATRIX),), requires=Requires("has a trace")
        ),
    ),
    "ranks": (
        Signature("rank", Form.INTEGER, "the rank of A", (Field("A", FieldType.MATRIX),)),
        Signature(
            "nullity",
            Form.INTEGER,
            "the nullity of A, the dimension of its null space",
            (Field("A", FieldType.MATRIX),),
        ),
        Signature(
            "numerical-rank",
            Form.INTEGER,
            "the numerical rank",
            (
                Field("A", FieldType.MATRIX, one_of="matrix"),
                Field("singular_values", FieldType.VALUES, one_of="matrix"),
                Field("rtol", FieldType.NUMBER, required=False),
                Field("atol", FieldType.NUMBER, required=False),
            ),
        ),
    ),
    "diagonal": (
        Signature(
            "is-diagonalizable", Form.YES_NO, "whether A is diagonalizable over ℂ", (Field("A", FieldType.MATRIX),)
        ),
        Signature(
            "is-orthogonal",
            Form.YES_NO,
            "whether A is orthogonal",
            (Field("A", FieldType.MATRIX), Field("tolerance", FieldType.NUMBER, required=False)),
            requires=Requires("can be orthogonal"),
        ),
        Signature(
            "diagonalization",
            Form.FACTORS,
            "V and Λ with A = VΛV⁻¹",
            (Field("A", FieldType.MATRIX),),
            parts=("V", "L"),
            freedom=Freedom.BASIS,
            requires=Requires(
                "can be diagonalized",
                of_square="A is defective: it has too few independent eigenvectors to be diagonalized.",
                shown_by="is-diagonalizable",
            ),
        ),
        Signature(
            "orthogonal-diagonalization",
            Form.FACTORS,
            "Q orthogonal and Λ with A = QΛQᵀ",
            (Field("A", FieldType.MATRIX),),
            parts=("Q", "L"),
            freedom=Freedom.BASIS,
            requires=Requires(
                "can be diagonalized",
                of_square="A is not symmetric, so no orthogonal matrix of real eigenvectors diagonalizes it.",
            ),
        ),
    ),
    "singular": (
        Signature(
            "singular-values",
            Form.LIST,
            "the singular values of A, zeros included",
            (Field("A", FieldType.MATRIX),),
            freedom=Freedom.ORDER,
        ),
        Signature(
            "svd",
            Form.FACTORS,
            "U, Σ and Vᵀ with A = UΣVᵀ",
            (Field("A", FieldType.MATRIX),),
            parts=("U", "S", "Vt"),
            freedom=Freedom.SIGNS,
        ),
        Signature(
            "norm",
            Form.NUMBER,
            "the norm of A",
            (Field("A", FieldType.MATRIX), Field("norm", FieldType.WORD, words=("frobenius", "spectral", "nuclear"))),
        ),
    ),
    "lowrank": (
        Signature(
            "low-rank",
            Form.MATRIX,
            "the best rank-k approximation of A",
            (Field("A", FieldType.MATRIX), Field("k", FieldType.COUNT)),
            freedom=Freedom.TIES,
        ),
        Signature(
            "low-rank-error",
            Form.NUMBER,
            "the error of the best rank-k approximation",
            (
                Field("A", FieldType.MATRIX, one_of="matrix"),
                Field("singular_values", FieldType.VALUES, one_of="matrix"),
                Field("k", FieldType.COUNT, least=0),
                Field("norm", FieldType.WORD, words=("frobenius", "spectral")),
            ),
        ),
        Signature("low-rank-storage", Form.INTEGER, "how many numbers a rank-k factorization stores", _STORAGE_FIELDS),
        Signature(
            "compression-factor",
            Form.NUMBER,
            "the compression factor of a rank-k factorization",
            _STORAGE_FIELDS,
            in_decimals=True,
        ),
        Signature(
            "lora-parameters",
            Form.INTEGER,
            "how many parameters LoRA trains",
            (Field("r", FieldType.COUNT), Field("layers", FieldType.LAYERS)),
        ),
    ),
    "variance": (
        Signature(
            "covariance",
            Form.MATRIX,
            "the covariance matrix of X",
            (Field("X", FieldType.MATRIX), Field("ddof", FieldType.COUNT, required=False, default=1, least=0)),
        ),
        Signature(
            "explained-variance",
            Form.LIST,
            "the ratios of explained variance, largest first",
            (*_SOURCES, _STANDARDIZE),
            in_decimals=True,
        ),
        Signature(
            "cumulative-variance",
            Form.NUMBER,
            "the share of the variance in the first k components",
            (*_SOURCES, _RATIOS, _STANDARDIZE, Field("k", FieldType.COUNT)),
            in_decimals=True,
        ),
        Signature(
            "components-needed",
            Form.INTEGER,
            "the smallest number of components that reach the threshold",
            (*_SOURCES, _RATIOS, _STANDARDIZE, Field("threshold", FieldType.SHARE)),
        ),
        Signature(
            "principal-component",
            Form.VECTOR,
            "the principal component with this index",
            (
                Field("X", FieldType.MATRIX, one_of="source"),
                Field("covariance", FieldType.MATRIX, one_of="source"),
                _STANDARDIZE,
                Field("index", FieldType.COUNT, required=False, default=1),
            ),
            freedom=Freedom.LENGTH,
        ),
    ),
}
"""The kinds by the file of decompdrill/kinds/ where the rest of them stands."""

SIGNATURES: Mapping[str, Signature] = {s.name: s for family in FAMILIES.values() for s in family}
