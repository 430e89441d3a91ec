"""The form `factors`: named parts, `V = … | L = …`."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from itertools import zip_longest

from decompdrill.answers.algebra import NumberTable
from decompdrill.answers.cursor import Expectation
from decompdrill.answers.grammar import Reading, parse_typed
from decompdrill.answers.literal import plain_entries
from decompdrill.answers.numeric import entries_of
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.spellings import are_apart, closing_bracket, depths, respelled
from decompdrill.answers.tokens import tidy_text
from decompdrill.answers.unsure import refuse_decimal_commas, refuse_groups, refuse_rows_by_slash
from decompdrill.answers.words import says_none
from decompdrill.model import Form, Number, Typed

_EXPECTED = "named parts, such as V = [[1, 2], [3, 4]] | L = 3, 2"
PART = Expectation("a matrix or a list", wary=True, repeats=True, pairs=True)
_LOOSE_PART = Expectation("a matrix or a list")
_DASH = r"(?:\s?+\^\s*+\{?+\s*+(?:T|H|\*|\\top)\s*+\}?+|\^'|[ᵀᴴ']|\*)?+"
_HEAD = re.compile(rf"(?<![\w\\Α-ω])(\\?+[A-Za-zΑ-ω]++{_DASH})\s*+(?::=|[=:≈])(?!=)\s*+")
_LAYOUT = re.compile(r"[\s^{}\\]")
_TRANSPOSED = re.compile(r"(?:top|[THᵀᴴ'*])$")
_INDEXED = re.compile(r"(?<![\w\\])\\?+([A-Za-zΑ-ω]++)(?:_?+\{?+([0-9]{1,2}+|[₀-₉]{1,2}+)\}?+)?+\s*+[=:]\s*+")
_RESULT = re.compile(r"\s*+(?:(?:Eigh?+|SVD)Result|torch\.return_types\.linalg_(?:eigh?+|svd))\((.*)\)\s*+", re.DOTALL)
_R_HEAD = re.compile(r"(?:eigen\(\) decomposition\s*+)?+\$(values|vectors|d|u|v)(?=\s)")
_OF_R = {"values": "values", "vectors": "vectors", "d": "S", "u": "U", "v": "V"}
_JULIA_HEAD = re.compile(r"(?m)^(?:Eigen|SVD)\{[^\n]*+$")
_JULIA_NAME = re.compile(r"\b(?:(U|Vt) factor|singular value(s)):")
_CLAIM = re.compile(
    r"\A\s*+A(?:[VPQ]\b)?+\s*+=\s*+(?:[A-ZΛΣᵀᴴ⁻¹'* ]|\\[A-Za-z]++|\^\{?+(?:-1|T|\\top|\*)\}?+)++(?:[,;:\n|]|(?:with|where)\b)++"
)
_SQUARE = re.compile(r"[\[\]]")
_VALUE_OF = re.compile(r"\beigenvalue\s*+(?:is\s++|[:=]\s*+)?+(?=[-+0-9(√])")
_VECTOR_OF = re.compile(
    r"(?<![\s,])[\s,]*+\b(?:with|has|and|having)?+\s*+(?:the\s++|an\s++)?+eigenvector\s*+(?:is\s++|[:=]\s*+)?+(?=[(\[<{])"
)
_PAIR = re.compile(r"(?<![^\s,;|])(?<!= )([-+]?[0-9./]++)\s*+:\s*+(?=[(\[<])")
_LEADS = re.compile(
    r"(?<![.\s])[.\s]*+\b[FfWw](?:or|hen)\s++(?=\\?(?:λ|lambda|eigen))|(?<=[0-9)])\s++with(?=\s++\\?[vuxpq])"
)
_UNSIGNED = re.compile(r"\b(eigenvalues|eigenvectors)\s++(?:are\s++)?+(?=[-0-9(\[])")
_DRAWN = re.compile("[⎡⎢⎣]([^⎡⎢⎣⎤⎥⎦]*+)[⎤⎥⎦]")
_EDGE = " \n|;,:$"
_OPENERS = ("(", "[", "{", "<")
_ALIASES = {
    "Σ": "S", "Sigma": "S", "sigma": "S", "σ": "S",
    "Λ": "L", "Lambda": "L", "lambda": "L", "λ": "L",
    "VT": "Vt", "s": "S", "Vh": "Vt", "VH": "Vt", "eigenvalues": "L", "w": "L", "eigvals": "L",
}  # fmt: skip
_ALSO = {
    "D": ("L", "S"),
    "values": ("L", "S"),
    **dict.fromkeys(("P", "X", "S", "U", "V", "Q", "eigenvectors", "vectors", "eigvecs"), ("V", "Q")),
}
_OF_PAIRS = {
    **dict.fromkeys(("λ", "lambda", "l"), ("L",)), **dict.fromkeys(("σ", "sigma", "s"), ("S",)),
    "u": ("U", "V", "Q"), "v": ("Vt", "V", "Q"), **dict.fromkeys(("x", "p", "q", "w"), ("V", "Q")),
}  # fmt: skip


def read_factors(text: str, parts: tuple[str, ...]) -> Typed:
    """Return the named parts of a tidy text, of another program's print, or of eigenvalues with vectors, `λ1 = 3, v1 = (1, 2), …`."""
    try:
        return _named(text, parts)
    except RefusalError as fault:
        if says_none(text):
            raise RefusalError(f"factors are asked: write {expected_parts(parts)}") from None
        whole, text = (0, len(text)), _of_print(text, parts)
        for reading in (_named, _paired):
            try:
                return reading(text, parts)
            except RefusalError:
                continue
        if fault.instead:
            raise
        raise RefusalError(fault.message, fault.span, _renamed(text, parts), whole) from None


def _of_print(text: str, parts: tuple[str, ...]) -> str:
    """Return what R, Julia, SymPy, Mathematica or PyTorch print with the names of its parts, another text respelled."""
    if len(parts) == len(_DRAWN.findall(text.partition("\n")[0])) > 1:  # as SymPy draws (P, D)
        matrices = zip_longest(*map(_DRAWN.findall, text.split("\n")), fillvalue="")
        text = "(" + ", ".join(f"Matrix([{'; '.join(filter(str.strip, rows))}])" for rows in matrices) + ")"
    if "$" in text:
        text = _R_HEAD.sub(lambda match: _OF_R[match[1]] + ":", text)
    text = respelled(Form.FACTORS, _CLAIM.sub("", _JULIA_NAME.sub(r"\1\2:", _JULIA_HEAD.sub("", text))))
    if match := _RESULT.fullmatch(text):
        return match[1]
    whole = text.strip()
    inside = _pieces(whole[1:-1]) if whole[:1] + whole[-1:] in ("[]", "()", "{}") else []
    if whole.startswith("[(") and all(piece.startswith("(") for piece in inside):
        triples = [_pieces(piece[1:-1]) for piece in inside]
        if all(len(triple) == 3 and triple[1].isdigit() and len(triple[1]) < 3 for triple in triples):
            values = ", ".join(value for value, times, _ in triples for _ in range(int(times)))
            vectors = [vector for *_, basis in triples for vector in _pieces(basis[1:-1])]
            columns = ", ".join(f"({_SQUARE.sub('', vector.removeprefix('Matrix')).strip('()')})" for vector in vectors)
            return f"eigenvalues = {values} | eigenvectors = {columns}"
    if len(inside) == len(parts) > 1 and whole.startswith(("{{", "(Matrix(")):
        if whole.startswith("{{") and "{" not in inside[0][1:]:
            return f"eigenvalues = {inside[0]} | eigenvectors = {', '.join(_pieces(inside[1][1:-1]))}"
        names = ("V" if part == "Vt" else part for part in parts)
        return " | ".join(f"{name} = {piece}" for name, piece in zip(names, inside, strict=True))
    text = _PAIR.sub(r"λ = \1: ", text.replace("->", ":").replace("→", ":"))
    return _VECTOR_OF.sub(": ", _VALUE_OF.sub("λ = ", _UNSIGNED.sub(r"\1 = ", _LEADS.sub(", ", text))))


def values_of_print(text: str) -> tuple[Number, ...] | None:
    """Return the eigenvalues or singular values that a print holds beside their vectors."""
    parts = ("U", "S", "Vt") if "Vt" in text or "Vh" in text or "$d" in text else ("V", "L")
    try:
        rows = dict(read_factors(text, parts).parts)[parts[1]].rows
    except RefusalError:
        return None
    return tuple(x for row in rows for x in row) if 1 in (len(rows), len(rows[0])) else None


def _named(text: str, parts: tuple[str, ...]) -> Typed:
    pieces = _headed(_HEAD, text)
    begin = pieces[0][0].start() if pieces else len(text)
    if not pieces or text[:begin].strip(_EDGE):
        raise RefusalError(f"a part has no name; expected {expected_parts(parts)}", (0, begin))
    read: dict[str, Typed] = {}
    for head, stop, end in pieces:
        name = _canonical(head[1], head.span(), parts)
        if name in read:
            raise RefusalError(f"the part {name} came twice", (head.start(), end))
        read[name] = _part(text, head.end(), stop, name, f"{name}: ")
        own = text[head.end() : stop].strip()
        if head[1].endswith("vectors") and own.startswith(_OPENERS):  # what NumPy, R and Julia print has none
            if not are_apart(own):
                message = "whether the vectors are rows or columns is not sure: write the matrix of the columns"
                raise RefusalError(message, (head.start(), stop))
            read[name] = _transposed(read[name])
    return _complete(text, read, parts)


def read_mapping(mapping: Mapping[str, str], parts: tuple[str, ...]) -> Typed:
    """Return the parts given each under its name; a span is one inside its part's own text."""
    read: dict[str, Typed] = {}
    for given, text in mapping.items():
        span = 0, len(text)
        name = _canonical(given.strip(), span, parts)
        if name in read:
            raise RefusalError(f"the part {name} came twice", span)
        try:
            tidy = tidy_text(text, PART.expected)
            heads = [head for head, _, _ in _headed(_HEAD, tidy)]
            is_named = heads and _canonical(heads[0][1], span, ()) == _canonical(given, span, ())
            read[name] = _part(tidy, heads[0].end() if is_named else 0, len(tidy), name)
        except RefusalError as fault:
            raise RefusalError(f"{name}: {fault.message}", fault.span or span) from None
    return _complete(" | ".join(f"{name} = {text}" for name, text in mapping.items()), read, parts)


def expected_parts(parts: tuple[str, ...]) -> str:
    return f"the parts {' | '.join(f'{name} = …' for name in parts)}" if parts else _EXPECTED


def _headed(heading: re.Pattern[str], text: str) -> list[tuple[re.Match[str], int, int]]:
    """Return each heading outside all brackets, where the part behind it ends, and where the next one begins."""
    depth_at = [depth for _, depth in depths(text)]
    heads = [head for head in heading.finditer(text) if depth_at[head.start()] <= 0]
    found = []
    for head, end in zip(heads, [*(head.start() for head in heads), len(text)][1:], strict=False):
        part = text[head.end() : end].rstrip(_EDGE)
        part = part[:-3].rstrip(_EDGE) if part.endswith(" and") else part
        found.append((head, head.end() + len(part), end))
    return found


def _paired(text: str, parts: tuple[str, ...]) -> Typed:
    """Return the parts of `λ1 = 3, v1 = (1, 2), …` or `λ1 = 3: (1, 2), …`."""
    pieces = _headed(_INDEXED, text)
    found: dict[str, list[tuple[Number, ...]]] = {part: [] for part in parts}
    unpaired = RefusalError("numbers and vectors do not pair")
    if not pieces or text[: pieces[0][0].start()].strip(_EDGE):
        raise unpaired
    vectors = next((part for part in parts if part in ("V", "Q")), "")
    for head, stop, _ in pieces:
        part = next((part for part in _OF_PAIRS.get(head[1].lower(), ()) if part in found), "")
        if not part or (head[2] and int(unicodedata.normalize("NFKC", head[2])) != len(found[part]) + 1):
            raise unpaired
        value, colon, vector = text[head.end() : stop].partition(":")
        for place, own in ((part, value), (vectors, vector))[: 1 + bool(colon and vectors)]:
            found[place].append(entries_of(parse_typed(own, PART), "a vector"))
    read = {}
    for part, rows in found.items():
        lengths = {len(row) for row in rows}
        if len(lengths) != 1 or (part in "LS" and lengths != {1}) or len(rows) != len(found[parts[0]]):
            raise unpaired
        columns = tuple(zip(*rows, strict=True))
        form = Form.LIST if part in "LS" else Form.MATRIX
        read[part] = Typed(form, "", tuple(rows) if part == "Vt" else columns)
    return Typed(Form.FACTORS, text, parts=tuple(read.items()))


def _transposed(part: Typed) -> Typed:
    return part if part.form is Form.LIST else Typed(part.form, part.text, tuple(zip(*part.rows, strict=True)))


def _renamed(text: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the text with the names that are asked, where it has as many parts and its values fit where they go."""
    pieces = _headed(_HEAD, text)
    heads = [head[1] for head, _, _ in pieces]
    own = [text[head.end() : stop].strip() for head, stop, _ in pieces]
    own = [f"({part})ᵀ" if _is_transpose(head) else part for head, part in zip(heads, own, strict=True)]
    if "Vt" in parts and "V" in heads:
        parts = tuple("V" if part == "Vt" else part for part in parts)
    if not heads:
        whole = text.strip()
        is_tuple = whole.startswith(("(", "[array", "[[[")) and closing_bracket(whole, 0) == len(whole) - 1
        own = _pieces(whole[1:-1] if is_tuple else whole)
        heads = [""] * len(own)
    free = [part for part in parts if part not in heads]
    unnamed = [index for index, head in enumerate(heads) if head not in parts]
    if len(own) != len(parts) or len(free) != len(unnamed):
        return ()
    value_part = next((part for part in free if part in ("L", "S")), "")
    kinds = {index: _kind(own[index]) for index in unnamed}
    wanted = "list" if "list" in kinds.values() else "diagonal"
    offers = []
    for values in [index for index in unnamed if kinds[index] == wanted] if value_part else [-1]:
        if any(kinds[index] not in ("matrix", "diagonal") for index in unnamed if index != values):
            continue
        others = iter([part for part in free if part != value_part])
        names = dict(enumerate(heads)) | {index: value_part if index == values else next(others) for index in unnamed}
        order = list(names) if pieces else sorted(names, key=lambda index: parts.index(names[index]))
        offers.append(" | ".join(f"{names[index]} = {own[index]}" for index in order))
    return tuple(offers)


def _is_transpose(head: str) -> bool:
    """Is this the name of a transpose, as is Pᵀ, and not Vt's?"""
    name = _LAYOUT.sub("", head.lstrip("\\"))
    return _TRANSPOSED.search(name) is not None and len(name) > 1 and name[0] != "V"


def _kind(own: str) -> str:
    """Return what a part without a name holds: a list, a matrix that is 0 beside its diagonal, or another one."""
    try:
        part = _part(own, 0, len(own), "")
    except RefusalError:
        return ""
    beside = [x for i, row in enumerate(part.rows) for j, x in enumerate(row) if i != j]
    return "list" if part.form is Form.LIST else "matrix" if any(x.value for x in beside) else "diagonal"


def _pieces(text: str) -> list[str]:
    """Return what white space, commas, semicolons and bars outside brackets separate, each on one line."""
    signs = list(text.replace("\n", " "))
    for place, depth in depths(text):
        if depth == 0 and text[place] in ",;| \n":
            signs[place] = "\n"
    return [piece for piece in "".join(signs).split("\n") if piece]


def _canonical(written: str, span: tuple[int, int], parts: tuple[str, ...]) -> str:
    """Return the part's own name for one of its spellings."""
    plain = written.lstrip("\\")
    name = _LAYOUT.sub("", plain)
    if name != plain or name[-1:] in "ᵀᴴ'*":
        name = _TRANSPOSED.sub("t", name)
    if name in parts:
        return name
    name = _ALIASES.get(name, name)
    if not parts or name in parts:
        return name
    also = [part for part in _ALSO.get(name, ()) if part in parts]
    meant = also or [part for part in parts if part.lower() == name.lower()]
    if len(meant) == 1:
        return meant[0]
    if name == "V" and "Vt" in parts:
        return name
    came = excerpt(written)
    near = difflib.get_close_matches(came, parts, 1, 0.5) or [p for p in parts if p.lower() == came.lower()]
    hint = f"; did you mean {near[0]}?" if near else ""
    raise RefusalError(f"'{came}' is not one of the parts {', '.join(parts)}{hint}", span)


def _part(text: str, start: int, end: int, name: str, lead: str = "") -> Typed:
    """Return one part: rows are a matrix, a flat sequence is a list; `lead` stands before what is refused in it."""
    own = text[start:end].strip()
    if plain := plain_entries(own):
        return Typed(Form.LIST, own, (plain,))
    try:
        refuse_groups(own)
        if name in ("L", "S") and not (own.startswith("[") and ";" in own):
            refuse_decimal_commas(own)
        else:
            refuse_rows_by_slash(own)
        found = _parsed(text, start, end)
    except RefusalError as fault:
        raise fault.at((start, end), f"{lead}{fault.message}") from None
    if isinstance(found.value, NumberTable) and not found.value.flat:
        if found.plus_minus:
            raise RefusalError(f"{lead}an entry with ± is two values; expected a matrix", found.plus_minus)
        return Typed(Form.MATRIX, own, found.value.rows)
    return Typed(Form.LIST, own, (entries_of(found, "a list"),))


def _parsed(text: str, start: int, end: int) -> Reading:
    """Return what a part holds; in rows, unlike in a list, a space always separates."""
    try:
        return parse_typed(text, PART, start, end)
    except RefusalError as wary:
        try:
            found = parse_typed(text, _LOOSE_PART, start, end)
        except RefusalError:
            raise wary from None
        if isinstance(found.value, NumberTable) and not found.value.flat:
            return found
        raise


def _complete(text: str, read: dict[str, Typed], parts: tuple[str, ...]) -> Typed:
    if "Vt" in parts and "V" in read and "Vt" not in read:
        read["Vt"] = _transposed(read.pop("V"))
    if extra := next((name for name in read if parts and name not in parts), ""):
        raise RefusalError(f"the part Vt came twice, once as {extra}")
    missing = [name for name in parts if name not in read]
    if missing:
        named = f"parts {' and '.join(missing)} are" if len(missing) > 1 else f"part {missing[0]} is"
        raise RefusalError(f"the {named} missing; expected {expected_parts(parts)}")
    return Typed(Form.FACTORS, text, parts=tuple((name, read[name]) for name in parts or read))
