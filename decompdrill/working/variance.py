"""Lines on covariance and explained variance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.refusal import RefusalError
from decompdrill.judging.tolerances import REACHED
from decompdrill.kinds.reference import variance as reference
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, over
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import tables
from decompdrill.working.names import Names, fixed, indexed
from decompdrill.working.plain import answer, formula, list_of, matrix_of_given, one_of, plain_quantity, scalar
from decompdrill.working.quantities import (
    Board,
    Fact,
    Quantity,
    Stated,
    Test,
    TestResult,
    Understood,
    finding_of,
    follows_from,
    judged_as,
    listed_numbers,
    matrix_of,
)
from decompdrill.working.spectral import Subject, are_its_roots, is_among, spectral
from decompdrill.working.tables import EntryTable, Several, SideValue


def data(board: Board) -> Matrix:
    return board.given.matrix("X")


def _means(board: Board) -> tuple[Scalar, ...]:
    return tuple(reference.column_means(data(board)))


def _mean_row(board: Board) -> SideValue:
    return EntryTable((tuple(map(tables.number, _means(board))),), flat=True)


def _mean(board: Board, stated: Stated) -> TestResult | None:
    """Test the mean of one column, or the means of all."""
    means = _means(board)
    if isinstance(stated.value, Number):
        at = {"x": "1", "y": "2", "z": "3"}.get(stated.index, stated.index)
        truths = means[int(at) - 1 : int(at)] if at.isdigit() and int(at) else means
        outcomes = [tables.close(stated.value, tables.number(m)) for m in truths]
        if Outcome.RIGHT in outcomes:
            return TestResult(Outcome.RIGHT)
        return TestResult(Outcome.IMPRECISE if Outcome.IMPRECISE in outcomes else Outcome.WRONG) if outcomes else None
    entries = listed_numbers(stated.value)
    if len(entries) != len(means):
        return None
    return TestResult(tables.agree(EntryTable((tuple(entries),), flat=True), _mean_row(board)))


def covariance_matrix(board: Board) -> Matrix:
    given = board.given
    if "covariance" in given:
        return given.matrix("covariance")
    if given.kind == "covariance":
        return reference.covariance(data(board), given.count("ddof"))
    return reference.covariance_of(given)


def _centred(board: Board) -> Matrix:
    return reference.centred(data(board))


def _covariance_of_own(board: Board, fact: Fact, stated: Stated) -> bool:
    """Is this the covariance by one's own centered data?"""
    own = matrix_of(fact.stated.value)
    if own is None:
        return False
    ddof = board.given.count("ddof") if "ddof" in board.given else 1
    if own.shape[0] - ddof < 1:
        return False
    found = tables.table(reference.gram(own, own.shape[0] - ddof).rows)
    return tables.agree(found, stated.value) is not Outcome.WRONG


def _centred_by_own(board: Board, fact: Fact, stated: Stated) -> bool:
    means = listed_numbers(fact.stated.value)
    X = data(board)
    if len(means) != X.shape[1] or not isinstance(stated.value, EntryTable):
        return False
    rows = [
        [tables.values_added(tables.number(x), tables.negative_of(m)) for x, m in zip(row, means, strict=True)]
        for row in X.rows
    ]
    return (
        tables.agree(EntryTable(tuple(tuple(map(tables.as_entry, row)) for row in rows)), stated.value)
        is not Outcome.WRONG
    )


def _one_entry(board: Board, stated: Stated) -> TestResult | None:
    """Test one entry of the covariance: a variance, or that of two columns."""
    C = covariance_matrix(board)
    if not isinstance(stated.value, Number):
        return None
    i, j = _place(stated.index)
    if i is not None and j is not None and i < C.shape[0] and j < C.shape[0]:
        return TestResult(tables.close(stated.value, tables.number(C.rows[i][j])))
    is_variance = stated.index in ("x", "y", "z") or stated.index.isdigit()
    entries = [
        C.rows[k][m]
        for k in range(C.shape[0])
        for m in range(C.shape[0])
        if (k == m) == is_variance or not stated.index
    ]
    outcomes = [tables.close(stated.value, tables.number(x)) for x in entries]
    return TestResult(min(outcomes, key=(Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG).index)) if outcomes else None


def _place(index: str) -> tuple[int | None, int | None]:
    letters = [("xyz".index(c) if c in "xyz" else int(c) - 1) for c in index if c in "xyz" or c in "123456789"]
    if len(letters) == 1:
        return letters[0], letters[0]
    return (letters[0], letters[1]) if len(letters) == 2 else (None, None)


def of_data() -> tuple[Quantity, ...]:
    """Return what can be stated of the data on the way to their covariance."""
    mean = Quantity(
        "means",
        "the mean of a column",
        r"means?(?:_(?P<index>[0-9xyz]))?|mean\((?P<index2>[xyz])\)|(?P<index3>[xyz])bar|xbar_(?P<index4>[0-9])|μ(?:_(?P<index5>[0-9xyz]))?|m_(?P<index6>[0-9xyz])"
        r"|(?P<index7>[xyz])",
        Form.VECTOR,
        _mean,
        is_unnamed=False,
    )
    centred = plain_quantity(
        "centred",
        "the centered data",
        r"Xc|X_c|Xcentered",
        Form.MATRIX,
        matrix_of_given(_centred),
        follows_from("means", test=_centred_by_own),
    )
    one = Quantity(
        "entry",
        "an entry of the covariance matrix",
        r"(?:var|Var|cov|Cov|c|C|s\^2|σ\^2)(?:_(?P<index>[0-9xyz,]{1,3})|\((?P<index2>[xyz](?:,[xyz])?)\)|\(X\))(?:\^2)?|[sσ]_(?P<index3>[xyz]{1,2})(?:\^2)?|cov|var|Cov|Var",
        Form.NUMBER,
        _one_entry,
        is_unnamed=False,
    )
    return mean, centred, one


def _n_names(board: Board) -> dict[str, Scalar | int | SideValue]:
    given = board.given
    found: dict[str, Scalar | int | SideValue] = {}
    if "X" in given:
        X = given.matrix("X")
        found |= {"n": X.shape[0], "N": X.shape[0]}
        found["Xc"] = found["X_c"] = tables.table(_centred(board).rows)
        means = _means(board)
        found |= dict(zip(("xbar", "ybar", "zbar"), means, strict=False))
    return found


def covariance_lines() -> Understood:
    whole = answer(
        "the covariance matrix",
        r"C|S|Σ|cov(?:\(X\))?|Cov(?:\(X\))?",
        Form.MATRIX,
        follows_from("centred", test=_covariance_of_own),
    )
    mean, centred, one = of_data()
    examples = ("`mean = (2, 4)`", "`Xc = [-1 -1; 0 -2; 1 3]`", "`C = XcᵀXc/(n − 1) = …`")
    return Understood((mean, centred, whole, one), ("answer",), fixed(_n_names), examples)


# ---- explained variance --------------------------------------------------------------------------------------------


def values_of(board: Board) -> tuple[Scalar, ...]:
    """Return the variances along the components, or the ratios where they are given."""
    return reference.variances(board.given)


def total_variance(board: Board) -> Scalar:
    return reference.total_of(board.given)


def _eigenvalues_of_own(_: Board, fact: Fact, stated: Stated) -> bool:
    matrix_ = matrix_of(fact.stated.value)
    if matrix_ is None or not matrix_.is_square:
        return False
    found = Several(tuple(map(tables.number, linalg.eigenvalues(matrix_))))
    return tables.agree(found, stated.value) is not Outcome.WRONG


def _total_of(values: SideValue) -> SideValue:
    return reduce(numbers.add_numbers, listed_numbers(values)) if listed_numbers(values) else values


def _ratio_truth(board: Board, stated: Stated) -> TestResult | None:
    """Test ratios: each by its place, or all; or one without a place."""
    whole = total_variance(board)
    ratios = [tables.number(over(x, whole)) for x in values_of(board)]
    if isinstance(stated.value, Number):
        if stated.index.isdigit() and int(stated.index):
            at = int(stated.index) - 1
            return TestResult(tables.close(stated.value, ratios[at])) if at < len(ratios) else None
        outcomes = [tables.close(stated.value, r) for r in ratios]
        return TestResult(min(outcomes, key=(Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG).index))
    if board.task.kind.name == "explained-variance":
        return finding_of(judged_as(board.task, stated.value), is_own=True)
    return TestResult(tables.agree(stated.value, Several(tuple(ratios))))


def _ratio_of_own(*source: str) -> Callable[[Board, Stated], int | None]:
    def rule(board: Board, stated: Stated) -> int | None:
        """Is this a ratio of one's own values, or by one's own sum?"""
        values, whole = board.latest("eigenvalues"), board.latest("total")
        facts = [f for f in (values, whole) if f is not None and not f.is_true]
        own = (
            listed_numbers(values.stated.value) if values is not None else [tables.number(x) for x in values_of(board)]
        )
        sums = (
            [whole.stated.value]
            if whole is not None
            else [_total_of(Several(tuple(own))), tables.number(total_variance(board))]
        )
        stated_values = listed_numbers(stated.value)
        if not facts or not stated_values:
            return None
        try:
            found = [tables.quotient_of(x, s) for x in own for s in sums]
        except RefusalError:
            return None
        fits = all(any(tables.agree(v, x) is not Outcome.WRONG for x in found) for v in stated_values)
        return max(f.line for f in facts) if fits else None

    return rule


def _cumulative(board: Board) -> list[Number]:
    whole = total_variance(board)
    found: list[Number] = []
    for value in values_of(board):
        share = tables.number(over(value, whole))
        found.append(numbers.add_numbers(found[-1], share) if found else share)
    return found


def _cumulative_truth(board: Board, stated: Stated) -> TestResult | None:
    sums = _cumulative(board)
    if isinstance(stated.value, Number):
        if stated.index.isdigit() and 0 < int(stated.index) <= len(sums):
            return TestResult(tables.close(stated.value, sums[int(stated.index) - 1]))
        if board.task.kind.name == "cumulative-variance":
            return finding_of(judged_as(board.task, stated.value), is_own=True)
        outcomes = [tables.close(stated.value, s) for s in sums]
        return TestResult(min(outcomes, key=(Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG).index))
    entries = listed_numbers(stated.value)
    outcomes = [tables.close(v, s) for v, s in zip(entries, sums, strict=False)]
    return TestResult(max(outcomes, key=(Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG).index)) if outcomes else None


def _cumulative_of_own(board: Board, stated: Stated) -> int | None:
    ratios = board.latest("ratios")
    if ratios is None or ratios.is_true:
        return None
    own = listed_numbers(ratios.stated.value)
    sums: list[Number] = []
    for x in own:
        sums.append(numbers.add_numbers(sums[-1], x) if sums else x)
    values = listed_numbers(stated.value)
    fits = bool(values) and all(any(tables.close(v, s) is not Outcome.WRONG for s in sums) for v in values)
    return ratios.line if fits else None


def _needed_of_own(board: Board, stated: Stated) -> int | None:
    """Is this the count that one's own sums of ratios give?"""
    cumulative, ratios = board.latest("cumulative"), board.latest("ratios")
    threshold = board.given.number("threshold").value.real if "threshold" in board.given else None
    if threshold is None or not isinstance(stated.value, Number):
        return None
    for fact, is_sum in ((cumulative, True), (ratios, False)):
        if fact is None or fact.is_true:
            continue
        sums, running = [], 0.0
        for x in listed_numbers(fact.stated.value):
            running = x.value.real if is_sum else running + x.value.real
            sums.append(running)
        found = next((i for i, s in enumerate(sums, 1) if s >= threshold - REACHED), None)
        if found is not None and stated.value.exact == found:
            return fact.line
    return None


RATIO = (
    "|".join(rf"{name}(?:_(?P<index{at}>[0-9]))?" for at, name in enumerate(("ratios?", "EVR", "evr"), 1))
    + "|[rp]_(?P<index9>[0-9])"
)
CUMULATIVE = r"s_(?P<index4>[0-9])|CVR(?:_(?P<index>[0-9]))?|cum(?:ulative)?(?:_(?P<index2>[0-9]))?|c_(?P<index3>[0-9])|share|cumsum"
TOTAL = r"total|sum|tr\(?[CSΣ]?\)?|trace|Σλ(?:_i)?|totalvariance"


def explained() -> tuple[Quantity, ...]:
    """Return variances, their sum, ratios and sums of ratios."""
    values = one_of(
        "variances along the components",
        "eigenvalues",
        r"λ(?:_(?P<index>[0-9]))?|eigenvalues|σ\^2|σ(?:_(?P<index2>[0-9]))?\^2|variances?|l",
        lambda b: None if "ratios" in b.given else list_of(values_of)(b),
        follows_from("answer-covariance", test=_eigenvalues_of_own),
        follows_from("polynomial", test=are_its_roots),
        follows_from("eigenvalues", test=is_among),
        is_unnamed=True,
    )
    whole = plain_quantity(
        "total",
        "the total variance",
        TOTAL,
        Form.NUMBER,
        scalar(total_variance),
        formula({"eigenvalues": list_of(values_of)}, _total_of),
    )
    ratios = Quantity("ratios", "ratios of explained variance", RATIO, Form.LIST, _ratio_truth, (_ratio_of_own(),))
    cumulative = Quantity(
        "cumulative",
        "a share of the variance of the first components",
        CUMULATIVE,
        Form.LIST,
        _cumulative_truth,
        (_cumulative_of_own,),
    )
    return values, whole, ratios, cumulative


def _spectral_of_data(board: Board) -> bool:
    return "X" in board.given or "covariance" in board.given


def explained_lines(final: tuple[str, ...], *more: Quantity) -> Understood:
    """Return what the lines on ratios of explained variance can state."""
    return Understood((*explained(), *more, *_covariance_parts()), final, _explained_names(), EXPLAINED_EXAMPLES)


EXPLAINED_EXAMPLES = ("`total = 4 + 1 = 5`", "`ratios = 0.8, 0.2`", "`EVR1 = 4/5 = 0.8`")


def _explained_names() -> Names:
    return indexed("λ", values_of, fixed(_n_names))


def _covariance_parts() -> tuple[Quantity, ...]:
    """Return the covariance matrix and its polynomial, for the problems that give data or a covariance matrix."""

    def guarded(test: Callable[[Board, Stated], TestResult | None]) -> Callable[[Board, Stated], TestResult | None]:
        return lambda board, stated: test(board, stated) if _spectral_of_data(board) else None

    def with_data(test: Callable[[Board, Stated], TestResult | None]) -> Callable[[Board, Stated], TestResult | None]:
        return lambda board, stated: test(board, stated) if "X" in board.given else None

    subject = Subject("C", covariance_matrix, ("answer-covariance",), is_given=False)
    polynomial, _, vector, shifted = spectral(subject, letters="v|u|w|q|e")
    whole = plain_quantity(
        "answer-covariance",
        "the covariance matrix",
        r"C|S|Σ|cov|Cov",
        Form.MATRIX,
        lambda b: tables.table(covariance_matrix(b).rows) if _spectral_of_data(b) else None,
        is_unnamed=True,
    )
    whole = replace(whole, truth=_or_unscaled(whole.truth))
    in_data = [
        replace(q, heads=q.heads.replace("|(?P<index7>[xyz])", "")) for q in of_data()
    ]  # x is an entry of v here
    guarded_ = [replace(q, truth=guarded(q.truth)) for q in (polynomial, vector, shifted)]
    return whole, *guarded_, *(replace(q, truth=with_data(q.truth)) for q in in_data)


def _or_unscaled(truth: Test) -> Test:
    """Return the test of a covariance matrix, which may be that of the data before they are standardized."""

    def test(board: Board, stated: Stated) -> TestResult | None:
        found = truth(board, stated)
        if found is None or found.outcome is not Outcome.WRONG or "X" not in board.given:
            return found
        return TestResult(tables.agree(stated.value, tables.table(reference.covariance(data(board)).rows)))

    return test


def needed_lines() -> Understood:
    count = answer("how many components are needed", r"k|components|K|count", Form.INTEGER, _needed_of_own)
    return explained_lines(("answer",), count)


def component_lines() -> Understood:
    """Return what the lines on a principal component can state."""
    subject = Subject("C", covariance_matrix, ("answer-covariance",), is_given=False)
    polynomial, eigenvalues, vector, shifted = spectral(subject, letters="v|u|w|q|e|p|pc|PC")
    whole, *others = _covariance_parts()
    data_parts = [q for q in others if q.id in ("means", "centred", "entry")]
    quantities = (polynomial, eigenvalues, shifted, vector, whole, *data_parts)
    examples = ("`C = [4 2; 2 3]`", "`p = λ² − 7λ + 8`", "`λ = 5.56, 1.44`", "`v1 = (0.79, 0.62)`")
    return Understood(quantities, ("eigenvector",), fixed(_n_names), examples)
