"""The LaTeX that may be used: every command with its Unicode, its ASCII and its spoken form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Style(Enum):
    """How text is written: for a terminal, for a terminal without Unicode, or to be read aloud."""

    UNICODE = auto()
    ASCII = auto()
    SPEECH = auto()


class SymbolRole(Enum):
    """What a symbol does between its neighbours; spaces depend on it."""

    ORDINARY = auto()
    BINARY = auto()
    RELATION = auto()
    PUNCTUATION = auto()
    OPENING = auto()
    CLOSING = auto()
    FUNCTION = auto()
    BIG = auto()
    """A sum or a product: like a function, with limits."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One symbol in each style."""

    unicode: str
    ascii: str
    speech: str
    role: SymbolRole = SymbolRole.ORDINARY

    def written(self, style: Style) -> str:
        match style:
            case Style.UNICODE:
                return self.unicode
            case Style.ASCII:
                return self.ascii
            case Style.SPEECH:
                return self.speech


_GREEK_NAMES = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
    phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
GREEK = {
    rf"\{name}": Glyph(letter, name, name)
    for name, letter in zip(
        _GREEK_NAMES.split(),
        "αβγδϵεζηθικλμνξπρστυφϕχψωΓΔΘΛΞΠΣΥΦΨΩ",
        strict=True,
    )
}

BINARY = {
    "+": ("+", "+", "plus"),
    "-": ("−", "-", "minus"),
    "*": ("*", "*", "times"),
    r"\cdot": ("·", "*", "times"),
    r"\times": ("×", "x", "by"),
    r"\pm": ("±", "+-", "plus or minus"),
    r"\mp": ("∓", "-+", "minus or plus"),
    r"\circ": ("∘", "o", "after"),
    r"\oplus": ("⊕", "(+)", "direct sum"),
    r"\otimes": ("⊗", "(x)", "tensor"),
    r"\cup": ("∪", "union", "union"),
    r"\cap": ("∩", "intersect", "intersected with"),
}

RELATION = {
    "=": ("=", "=", "equals"),
    "<": ("<", "<", "is less than"),
    ">": (">", ">", "is greater than"),
    ":": (":", ":", "such that"),
    r"\lt": ("<", "<", "is less than"),
    r"\gt": (">", ">", "is greater than"),
    r"\le": ("≤", "<=", "is at most"),
    r"\leq": ("≤", "<=", "is at most"),
    r"\ge": ("≥", ">=", "is at least"),
    r"\geq": ("≥", ">=", "is at least"),
    r"\ll": ("≪", "<<", "is much less than"),
    r"\gg": ("≫", ">>", "is much greater than"),
    r"\ne": ("≠", "!=", "is not"),
    r"\neq": ("≠", "!=", "is not"),
    r"\approx": ("≈", "~=", "is about"),
    r"\equiv": ("≡", "==", "is identical to"),
    r"\sim": ("∼", "~", "is similar to"),
    r"\propto": ("∝", "prop. to", "is proportional to"),
    r"\in": ("∈", "in", "in"),
    r"\notin": ("∉", "not in", "not in"),
    r"\subset": ("⊂", "subset of", "is a subset of"),
    r"\perp": ("⊥", "_|_", "is perpendicular to"),
    r"\parallel": ("∥", "||", "is parallel to"),
    r"\mid": ("|", "|", "such that"),
    r"\to": ("→", "->", "goes to"),
    r"\rightarrow": ("→", "->", "goes to"),
    r"\mapsto": ("↦", "|->", "maps to"),
    r"\implies": ("⇒", "=>", "implies"),
    r"\Rightarrow": ("⇒", "=>", "implies"),
    r"\iff": ("⇔", "<=>", "if and only if"),
    r"\Leftrightarrow": ("⇔", "<=>", "if and only if"),
    r"\colon": (":", ":", "from"),
}

PUNCTUATION = {
    ",": (",", ",", ","),
    ";": (";", ";", ";"),
}

OPENING = {
    "(": ("(", "(", "open bracket"),
    "[": ("[", "[", "open bracket"),
    r"\{": ("{", "{", "the set"),
    r"\langle": ("⟨", "<", "the inner product of"),
    r"\lfloor": ("⌊", "floor(", "the floor of"),
    r"\lceil": ("⌈", "ceil(", "the ceiling of"),
    r"\lvert": ("|", "|", "the size of"),
    r"\lVert": ("‖", "||", "the norm of"),
}

CLOSING = {
    ")": (")", ")", "close bracket"),
    "]": ("]", "]", "close bracket"),
    r"\}": ("}", "}", ", end of set"),
    r"\rangle": ("⟩", ">", ","),
    r"\rfloor": ("⌋", ")", ","),
    r"\rceil": ("⌉", ")", ","),
    r"\rvert": ("|", "|", ","),
    r"\rVert": ("‖", "||", ","),
}

FUNCTION = {
    r"\det": ("det", "det", "the determinant of"),
    r"\tr": ("tr", "tr", "the trace of"),
    r"\rank": ("rank", "rank", "the rank of"),
    r"\diag": ("diag", "diag", "the diagonal matrix of"),
    r"\dim": ("dim", "dim", "the dimension of"),
    r"\ker": ("ker", "ker", "the kernel of"),
    r"\Null": ("null", "null", "the null space of"),
    r"\nullity": ("nullity", "nullity", "the nullity of"),
    r"\im": ("im", "im", "the image of"),
    r"\span": ("span", "span", "the span of"),
    r"\var": ("var", "var", "the variance of"),
    r"\cov": ("cov", "cov", "the covariance of"),
    r"\corr": ("corr", "corr", "the correlation of"),
    r"\cond": ("cond", "cond", "the condition number of"),
    r"\max": ("max", "max", "the maximum of"),
    r"\min": ("min", "min", "the minimum of"),
    r"\arg": ("arg", "arg", "the argument of"),
    r"\sin": ("sin", "sin", "the sine of"),
    r"\cos": ("cos", "cos", "the cosine of"),
    r"\tan": ("tan", "tan", "the tangent of"),
    r"\exp": ("exp", "exp", "the exponential of"),
    r"\log": ("log", "log", "the logarithm of"),
    r"\ln": ("ln", "ln", "the natural logarithm of"),
    r"\lim": ("lim", "lim", "the limit of"),
}

BIG = {
    r"\sum": ("∑", "sum", "the sum of"),
    r"\prod": ("∏", "prod", "the product of"),
}

ORDINARY = {
    "|": ("|", "|", "bar"),
    "/": ("/", "/", "over"),
    "!": ("!", "!", "factorial"),
    ".": (".", ".", "point"),
    "?": ("?", "?", "unknown"),
    "'": ("′", "'", "prime"),
    r"\prime": ("′", "'", "prime"),
    r"\top": ("ᵀ", "T", "transpose"),
    r"\ast": ("*", "*", "star"),
    r"\star": ("⋆", "*", "star"),
    r"\dagger": ("†", "+", "dagger"),
    r"\infty": ("∞", "inf", "infinity"),
    r"\ell": ("ℓ", "l", "l"),
    r"\emptyset": ("∅", "{}", "the empty set"),
    r"\partial": ("∂", "d", "partial"),
    r"\nabla": ("∇", "grad", "grad"),
    r"\forall": ("∀", "for all", "for all"),
    r"\exists": ("∃", "there is", "there is"),
    r"\square": ("□", "_", "blank"),
    r"\dots": ("…", "...", "and so on"),
    r"\ldots": ("…", "...", "and so on"),
    r"\cdots": ("⋯", "...", "and so on"),
    r"\vdots": ("⋮", ":", "and so on"),
    r"\ddots": ("⋱", "...", "and so on"),
    r"\%": ("%", "%", "percent"),
    r"\$": ("$", "$", "dollars"),
    r"\#": ("#", "#", "number"),
    r"\&": ("&", "&", "and"),
    r"\_": ("_", "_", "underscore"),
    r"\degree": ("°", " deg", "degrees"),
}

SPACES = {r"\,": 0, r"\:": 1, r"\;": 1, r"\!": 0, "\\ ": 1, "~": 1, r"\quad": 2, r"\qquad": 4}
"""Spaces and their width in characters."""

ACCENTS = {
    r"\hat": ("\u0302", "hat"),
    r"\bar": ("\u0304", "bar"),
    r"\tilde": ("\u0303", "tilde"),
    r"\vec": ("\u20d7", "vec"),
}
ACCENTS |= {r"\overline": ACCENTS[r"\bar"], r"\widehat": ACCENTS[r"\hat"], r"\dot": ("\u0307", "dot")}
"""Accents as a combining character and a word."""

FONTS = (r"\mathbf", r"\mathrm", r"\mathit", r"\mathsf", r"\mathcal", r"\boldsymbol", r"\boxed")
"""Fonts, which plain text does not have: the letters stay what they are."""

TEXTS = (r"\text", r"\textbf", r"\textit", r"\mbox", r"\operatorname", r"\mathtt", r"\texttt")
"""Commands whose argument is words."""

DOUBLE_STRUCK = {"R": "ℝ", "C": "ℂ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ"}
DOUBLE_STRUCK_SPEECH = {
    "R": "the reals",
    "C": "the complex numbers",
    "N": "the naturals",
    "Z": "the integers",
    "Q": "the rationals",
}

FRACTIONS = (r"\frac", r"\tfrac", r"\dfrac")
STRUCTURES = (*FRACTIONS, r"\sqrt", r"\left", r"\right", r"\begin", r"\end", r"\mathbb", r"\|", r"\\")

ENVIRONMENTS = {
    "bmatrix": ("[", "]"),
    "pmatrix": ("(", ")"),
    "vmatrix": ("|", "|"),
    "matrix": ("", ""),
    "aligned": ("", ""),
    "cases": ("{", ""),
}
"""Matrices and other environments of rows, with their brackets."""

DELIMITERS = (
    "(",
    ")",
    "[",
    "]",
    r"\{",
    r"\}",
    "|",
    r"\|",
    ".",
    r"\langle",
    r"\rangle",
    r"\lVert",
    r"\rVert",
    r"\lvert",
    r"\rvert",
)
"""What may stand after \\left and \\right."""

_BY_ROLE = {
    SymbolRole.BINARY: BINARY,
    SymbolRole.RELATION: RELATION,
    SymbolRole.PUNCTUATION: PUNCTUATION,
    SymbolRole.OPENING: OPENING,
    SymbolRole.CLOSING: CLOSING,
    SymbolRole.FUNCTION: FUNCTION,
    SymbolRole.BIG: BIG,
    SymbolRole.ORDINARY: ORDINARY,
}

GLYPHS: dict[str, Glyph] = GREEK | {
    command: Glyph(*forms, role) for role, table in _BY_ROLE.items() for command, forms in table.items()
}
"""Every symbol, by its character or command."""

COMMANDS = frozenset(
    name
    for name in (*GLYPHS, *SPACES, *ACCENTS, *FONTS, *TEXTS, *STRUCTURES, r"\-")
    if name.startswith("\\") and name != r"\-"
)
"""Every command of the subset."""

SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWᵀ*′",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ*′",
)
SUBSCRIPTS = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
"""Characters that have a raised or lowered form."""
