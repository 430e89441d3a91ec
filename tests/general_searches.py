"""Searches for a matrix on which a general sentence fails: thousands of small ones, many of them singular, symmetric or repeated.

A search yields the counter-examples that it finds, none where the sentence holds. NumPy alone, or whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Search = Callable[[], Iterator[object]]
NEAR = 1e-8
ENTRIES = (-2, -1, 0, 1, 2)


def matrices(square: bool = False, count: int = 400) -> Iterator[Array]:
    """Yield all 2×2 matrices of small entries, and random ones of one to four rows, of full and of lower rank."""
    for a, b, c, d in product(ENTRIES, repeat=4):
        yield np.array([[a, b], [c, d]], float)
    rng = np.random.default_rng(1846)
    for _ in range(count):
        m, n = rng.integers(1, 5, size=2)
        m = n if square else m
        r = rng.integers(0, 4)
        yield rng.integers(-2, 3, size=(m, n)).astype(float)
        yield (rng.integers(-2, 3, size=(m, r)) @ rng.integers(-2, 3, size=(r, n))).astype(float)
        yield np.triu(rng.integers(-2, 3, size=(m, n))).astype(float)


def symmetric() -> Iterator[Array]:
    for A in matrices(square=True):
        yield A + A.T
        yield A.T @ A


def orthogonal() -> Iterator[Array]:
    """Yield permutations with signs, rotations, reflections, and products of them."""
    rng = np.random.default_rng(5)
    for _ in range(400):
        n = int(rng.integers(1, 5))
        yield np.eye(n)[rng.permutation(n)] * rng.choice([-1.0, 1.0], size=n)
        yield np.linalg.qr(rng.normal(size=(n, n)))[0]


def samples() -> Iterator[Array]:
    """Yield data of two rows at least, some with a constant or a repeated column."""
    yield from (A for A in matrices() if len(A) > 1)


def covariance(X: Array) -> Array:
    centered = X - X.mean(axis=0)
    return np.asarray(centered.T @ centered / (len(X) - 1))


def is_near(a: object, b: object, scale: float = 1.0) -> bool:
    return bool(np.all(np.abs(np.asarray(a) - np.asarray(b)) <= NEAR * max(1.0, scale)))


def rank(A: Array) -> int:
    """Return the rank by elimination without division, in whole numbers."""
    rows = [[round(x) for x in row] for row in A.tolist()]
    found = 0
    for column in range(A.shape[1]):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        top = rows[found]
        for i in range(found + 1, len(rows)):
            rows[i] = [top[column] * x - rows[i][column] * y for x, y in zip(rows[i], top, strict=True)]
        found += 1
    return found


def det(A: Array) -> int:
    """Return the determinant by expansion along the first row, in whole numbers."""
    if len(A) == 1:
        return round(float(A[0, 0]))
    minors = (np.delete(A[1:], j, axis=1) for j in range(len(A)))
    return sum((-1) ** j * round(float(A[0, j])) * det(minor) for j, minor in enumerate(minors))


# ---- eigenvalues -----------------------------------------------------------------------------------------------------


def trace_and_determinant() -> Iterator[object]:
    """The eigenvalues add up to the trace and multiply to the determinant."""
    for A in matrices(square=True):
        roots = np.linalg.eigvals(A)
        if not (is_near(roots.sum(), np.trace(A), 10) and is_near(roots.prod(), det(A), 1000)):
            yield A


def singular_exactly_when() -> Iterator[object]:
    """0 is an eigenvalue exactly when the determinant is 0, the rank below n, a singular value 0, some v ≠ 0 sent to 0."""
    for A in matrices(square=True):
        n = len(A)
        s = np.linalg.svd(A, compute_uv=False)
        told = {det(A) == 0, rank(A) < n, bool(s[-1] <= NEAR), n - rank(A) > 0}
        if len(told) > 1 or (det(A) == 0) != bool(np.min(abs(np.linalg.eigvals(A))) <= 1e-3):
            yield A


def eigenvector_multiples() -> Iterator[object]:
    """Every nonzero multiple of an eigenvector is one, for the same eigenvalue; a combination in one eigenspace too."""
    for A in matrices(square=True):
        roots, V = np.linalg.eig(A)
        for root, v in zip(roots, V.T, strict=True):
            if any(not is_near(A @ (c * v), root * (c * v), 20) for c in (-3, 0.5, 2j)):
                yield A, root


def shifted_scaled_powers() -> Iterator[object]:
    """Of cA + dI, Aᵏ and A⁻¹ every eigenvalue is cλ + d, λᵏ and 1/λ, with the eigenvectors of A."""
    for A in matrices(square=True):
        roots, V = np.linalg.eig(A)
        eye = np.eye(len(A))
        right = [is_near((c * A + d * eye) @ V, V * (c * roots + d), 50) for c in (-3, 2) for d in (-1, 4)]
        right += [is_near(np.linalg.matrix_power(A, 3) @ V, V * roots**3, 1000)]
        if det(A):
            right.append(is_near(np.linalg.inv(A) @ V, V / roots, 1e4))
        if not all(right):
            yield A


def equal_entries() -> Iterator[object]:
    """A nonzero vector of equal entries is an eigenvector exactly when all rows have the same sum."""
    for A in matrices(square=True):
        image = A @ np.full(len(A), 2.0)
        if bool(np.all(image == image[0])) != (len(set(A.sum(axis=1))) == 1):
            yield A


def standard_basis() -> Iterator[object]:
    """eᵢ is an eigenvector exactly when column i is zero off the diagonal."""
    for A in matrices(square=True):
        for i, e in enumerate(np.eye(len(A))):
            is_eigenvector = rank(np.array([A @ e, e])) == 1
            if is_eigenvector != (not np.delete(A[:, i], i).any()):
                yield A, i


def identity_alone() -> Iterator[object]:
    """Every vector is an eigenvector only of a multiple of the identity."""
    vectors = [np.array(v, float) for v in product(ENTRIES, repeat=2) if any(v)]
    for A in matrices(square=True, count=0):
        all_are = all(rank(np.array([A @ v, v])) == 1 for v in vectors)
        if all_are != np.array_equal(A, A[0, 0] * np.eye(2)):
            yield A


def triangular() -> Iterator[object]:
    """The eigenvalues of a triangular matrix are on its diagonal; different ones make it diagonalizable."""
    for A in matrices(square=True):
        T = np.triu(A)
        diagonal = np.diag(T)
        if not is_near(sorted(np.linalg.eigvals(T).real), sorted(diagonal)):
            yield T
        if len(set(diagonal)) == len(T) and np.linalg.svd(np.linalg.eig(T)[1], compute_uv=False)[-1] < 1e-6:
            yield T


def multiplicities() -> Iterator[object]:
    """A 2×2 matrix has a basis of eigenvectors exactly when each eigenvalue has as many as its multiplicity."""
    for a, b, c, d in product(ENTRIES, repeat=4):
        discriminant = (a - d) ** 2 + 4 * b * c
        is_multiple = b == c == 0 and a == d
        doubled = np.array([[a - d, 2 * b], [2 * c, d - a]], float)  # twice A − λI for a double root λ = (a + d)/2
        geometric = 2 if discriminant else 2 - rank(doubled)
        if (geometric == 2) != (discriminant != 0 or is_multiple):
            yield a, b, c, d


def conjugate_pairs() -> Iterator[object]:
    """Where the discriminant is negative no real vector stays on its line; the roots are a conjugate pair."""
    vectors = [np.array(v, float) for v in product(ENTRIES, repeat=2) if any(v)]
    for A in matrices(square=True, count=0):
        if np.trace(A) ** 2 < 4 * det(A):
            roots = np.linalg.eigvals(A)
            if any(rank(np.array([A @ v, v])) < 2 for v in vectors) or not is_near(roots[0], roots[1].conj()):
                yield A


def spectral_theorem() -> Iterator[object]:
    """A real symmetric matrix has real eigenvalues and an orthonormal basis of eigenvectors; QΛQᵀ is symmetric."""
    for A in symmetric():
        roots, Q = np.linalg.eigh(A)
        if not (is_near(Q.T @ Q, np.eye(len(A))) and is_near(Q * roots @ Q.T, A, 50)):
            yield A
        if np.max(abs(np.linalg.eigvals(A).imag)) > NEAR:
            yield A
    for Q in orthogonal():
        made = Q * np.arange(1, len(Q) + 1) @ Q.T
        if not is_near(made, made.T):
            yield Q


def perpendicular_eigenvectors() -> Iterator[object]:
    """Eigenvectors of a symmetric matrix for different eigenvalues are perpendicular."""
    for A in symmetric():
        roots, V = np.linalg.eig(A)
        for i, j in product(range(len(A)), repeat=2):
            if abs(roots[i] - roots[j]) > 1e-3 and abs(V[:, i] @ V[:, j]) > 1e-6:
                yield A


# ---- rank ------------------------------------------------------------------------------------------------------------


def ranks() -> Iterator[object]:
    """Rows and columns have one rank, at most the shorter side; AᵀA and AAᵀ share it; singular values count it."""
    for A in matrices():
        r = rank(A)
        s = np.linalg.svd(A, compute_uv=False)
        told = {r, rank(A.T), rank(A.T @ A), rank(A @ A.T), int(np.sum(s > NEAR))}
        if len(told) > 1 or r > min(A.shape):
            yield A


def rank_and_nullity() -> Iterator[object]:
    """The null space has the dimension n − rank, one for each column without a pivot."""
    for A in matrices():
        Vh = np.linalg.svd(A)[2]
        free = Vh[rank(A) :]
        if A.shape[1] - rank(A) != len(free) or not is_near(A @ free.T, 0):
            yield A


def growing_rank() -> Iterator[object]:
    """With each row the rank grows by 1, or stays where the row is a combination of those before it."""
    for A in matrices():
        steps = np.diff([0, *(rank(A[: i + 1]) for i in range(len(A)))])
        if set(steps) - {0, 1}:
            yield A
        for i, step in enumerate(steps):
            before = A[:i].T
            left = A[i] if not i else A[i] - before @ np.linalg.lstsq(before, A[i], rcond=None)[0]
            if (step == 0) != is_near(left, 0):
                yield A, i


def rank_one() -> Iterator[object]:
    """A matrix that is not zero has rank 1 exactly when all its rows are multiples of one row."""
    for A in matrices():
        if A.any():
            row = next(r for r in A if r.any())
            if (rank(A) == 1) != all(rank(np.array([row, other])) == 1 for other in A):
                yield A


def sums_of_layers() -> Iterator[object]:
    """A sum of r products uvᵀ has rank r only if the u are linearly independent and the v are too."""
    rng = np.random.default_rng(2)
    for _ in range(1500):
        r = int(rng.integers(1, 4))
        U, V = rng.integers(-1, 2, size=(3, r)).astype(float), rng.integers(-1, 2, size=(4, r)).astype(float)
        if (rank(U @ V.T) == r) != (rank(U) == r and rank(V) == r):
            yield U, V


def ranks_of_products() -> Iterator[object]:
    """rank(BC) ≥ rank(B) + rank(C) − n and ≤ the smaller; rank(A + B) ≤ the sum."""
    rng = np.random.default_rng(4)
    for _ in range(1500):
        B, C = rng.integers(-1, 2, size=(3, 3)).astype(float), rng.integers(-1, 2, size=(3, 4)).astype(float)
        low, high = rank(B) + rank(C) - 3, min(rank(B), rank(C))
        if not low <= rank(B @ C) <= high or rank(B + C[:, :3]) > rank(B) + rank(C[:, :3]):
            yield B, C


# ---- SVD and norms ---------------------------------------------------------------------------------------------------


def svd_of_any() -> Iterator[object]:
    """Every real matrix is UΣVᵀ, with orthonormal factors and values that descend and are never negative."""
    for A in matrices():
        U, s, Vh = np.linalg.svd(A)
        S = np.zeros(A.shape)
        np.fill_diagonal(S, s)
        fits = is_near(U @ S @ Vh, A, 20) and is_near(U.T @ U, np.eye(len(U))) and is_near(Vh @ Vh.T, np.eye(len(Vh)))
        if not fits or s.min() < 0 or np.any(np.diff(s) > 0):
            yield A


def gram_matrices() -> Iterator[object]:
    """AᵀA is symmetric without negative eigenvalues, whose roots are the singular values, filled up with zeros."""
    for A in matrices():
        G = A.T @ A
        roots = np.linalg.eigvalsh(G)[::-1]
        s = np.linalg.svd(A, compute_uv=False)
        squares = np.concatenate([s**2, np.zeros(max(0, len(G) - len(s)))])[: len(G)]
        if not np.array_equal(G, G.T) or roots.min() < -1e-9 or not is_near(roots, squares, 100):
            yield A


def most_stretched() -> Iterator[object]:
    """No unit vector is stretched beyond σ₁, which v₁ reaches; no entry exceeds it; no column is longer."""
    rng = np.random.default_rng(6)
    for A in matrices():
        s, Vh = np.linalg.svd(A)[1:]
        x = rng.normal(size=(A.shape[1], 20))
        lengths = np.linalg.norm(A @ (x / np.linalg.norm(x, axis=0)), axis=0)
        largest = max(lengths.max(), abs(A).max(), np.linalg.norm(A, axis=0).max())
        if largest > s[0] + NEAR or not is_near(np.linalg.norm(A @ Vh[0]), s[0]):
            yield A


def least_stretched() -> Iterator[object]:
    """No unit vector is stretched less than by the smallest singular value, if there are no more columns than rows; v_n is by it."""
    rng = np.random.default_rng(11)
    for A in matrices():
        if A.shape[0] >= A.shape[1]:
            s, Vh = np.linalg.svd(A)[1:]
            x = rng.normal(size=(A.shape[1], 20))
            lengths = np.linalg.norm(A @ (x / np.linalg.norm(x, axis=0)), axis=0)
            if lengths.min() < s[-1] - NEAR or not is_near(np.linalg.norm(A @ Vh[-1]), s[-1]):
                yield A


def condition_numbers() -> Iterator[object]:
    """σ₁/σ_p is never below 1, and 1 for orthogonal matrices and their multiples."""
    for A in matrices():
        s = np.linalg.svd(A, compute_uv=False)
        if s[-1] > NEAR and s[0] / s[-1] < 1:
            yield A
    for Q in orthogonal():
        if not is_near(np.linalg.cond(3 * Q), 1):
            yield Q


def orthogonal_matrices() -> Iterator[object]:
    """An orthogonal matrix keeps lengths and angles; |λ| = σ = 1, det = ±1; rows orthonormal; its inverse is its transpose."""
    rng = np.random.default_rng(7)
    for Q in orthogonal():
        n = len(Q)
        x = rng.normal(size=(n, 5))
        fits = [is_near((Q @ x).T @ (Q @ x), x.T @ x, 100), is_near(Q @ Q.T, np.eye(n)), is_near(np.linalg.inv(Q), Q.T)]
        fits += [
            is_near(abs(np.linalg.eigvals(Q)), 1),
            is_near(np.linalg.svd(Q)[1], 1),
            is_near(abs(np.linalg.det(Q)), 1),
        ]
        if not all(fits) or is_near(Q @ Q, np.eye(n)) != is_near(Q, Q.T):
            yield Q
    for A in matrices(square=True):
        if det(A) and is_near(np.linalg.inv(A), A.T) != is_near(A.T @ A, np.eye(len(A))):
            yield A


def determinant_is_not_enough() -> Iterator[object]:
    """Not every matrix of determinant ±1 is orthogonal: the search must find one that is not."""
    if not any(abs(det(A)) == 1 and not np.array_equal(A.T @ A, np.eye(2)) for A in matrices(square=True, count=0)):
        yield "none"


def tall_columns() -> Iterator[object]:
    """More rows than entries are never orthonormal: UUᵀ of a tall U has rank n < m; more vectors than entries depend."""
    for A in matrices():
        m, n = A.shape
        if m > n and (is_near(A @ A.T, np.eye(m)) or rank(A) == m):
            yield A


def eckart_young() -> Iterator[object]:
    """No matrix of rank at most k is closer than A_k, in the spectral and the Frobenius norm."""
    rng = np.random.default_rng(8)
    for A in matrices(count=150):
        U, s, Vh = np.linalg.svd(A, full_matrices=False)
        m, n = A.shape
        for k in range(1, len(s)):
            best = (U[:, :k] * s[:k]) @ Vh[:k]
            tail = s[k:]
            if not (
                is_near(np.linalg.norm(A - best, 2), tail[0])
                and is_near(np.linalg.norm(A - best), np.sqrt(sum(tail**2)))
            ):
                yield A, k
            for size in (0.01, 0.3, 2.0):
                B = (U[:, :k] * s[:k] + size * rng.normal(size=(m, k))) @ (Vh[:k] + size * rng.normal(size=(k, n)))
                if np.linalg.norm(A - B) < np.linalg.norm(A - best) - NEAR or np.linalg.norm(A - B, 2) < tail[0] - NEAR:
                    yield A, k


def diagonal_singular_values() -> Iterator[object]:
    """The absolute values on the diagonal are the singular values exactly when the matrix is diagonal."""
    for A in matrices():
        told = sorted(abs(np.diag(A)), reverse=True)
        is_diagonal = np.count_nonzero(A) == np.count_nonzero(np.diag(A))
        if is_near(np.linalg.svd(A, compute_uv=False), told) != is_diagonal:
            yield A


# ---- data ------------------------------------------------------------------------------------------------------------


def centered_columns() -> Iterator[object]:
    """After centering every column adds up to 0; centering changes no covariance; XᵀX = X_cᵀX_c + nμμᵀ."""
    for X in samples():
        mu = X.mean(axis=0)
        centered = X - mu
        whole = centered.T @ centered + len(X) * np.outer(mu, mu)
        if not (
            is_near(centered.sum(axis=0), 0)
            and is_near(whole, X.T @ X)
            and is_near(covariance(X), covariance(centered))
        ):
            yield X


def covariance_matrices() -> Iterator[object]:
    """A covariance matrix is symmetric with wᵀCw ≥ 0, and singular exactly when a combination of the features is constant."""
    rng = np.random.default_rng(9)
    for X in samples():
        C = covariance(X)
        w = rng.normal(size=(C.shape[0], 10))
        roots, V = np.linalg.eigh(C)
        constant = np.ptp(X @ V[:, 0]) <= 1e-6
        if not is_near(C, C.T) or np.min(np.sum(w * (C @ w), axis=0)) < -NEAR or (roots[0] <= 1e-9) != bool(constant):
            yield X


def variance_ratios() -> Iterator[object]:
    """The ratios of explained variance descend, lie between 0 and 1, and add up to 1."""
    for X in samples():
        roots = np.linalg.eigvalsh(covariance(X))[::-1]
        if roots[0] > 1e-9:
            ratios = roots / roots.sum()
            if (
                not is_near(ratios.sum(), 1)
                or ratios.min() < -NEAR
                or ratios.max() > 1 + NEAR
                or np.any(np.diff(ratios) > 0)
            ):
                yield X


def best_directions() -> Iterator[object]:
    """No k orthonormal directions lose less of centered data than the first k components, which are perpendicular."""
    rng = np.random.default_rng(10)
    for X in samples():
        centered = X - X.mean(axis=0)
        Vh = np.linalg.svd(centered)[2]
        n = X.shape[1]
        for k in range(1, n):
            other = np.linalg.qr(rng.normal(size=(n, k)))[0]
            kept, theirs = np.linalg.norm(centered @ Vh[:k].T), np.linalg.norm(centered @ other)
            if theirs > kept + NEAR or not is_near(Vh @ Vh.T, np.eye(n)):
                yield X, k


def numbers_of_factors() -> Iterator[object]:
    """2dr < d² only if r < d/2, and k(m + n + 1) < mn only if k < mn/(m + n + 1)."""
    for d, r in product(range(1, 60), repeat=2):
        if (2 * d * r < d * d) != (r < d / 2):
            yield d, r
    for m, n, k in product(range(1, 25), repeat=3):
        if (k * (m + n + 1) < m * n) != (k < m * n / (m + n + 1)):
            yield m, n, k


SEARCHES: dict[str, Search] = {
    search.__name__.replace("_", "-"): search
    for search in (
        trace_and_determinant,
        singular_exactly_when,
        eigenvector_multiples,
        shifted_scaled_powers,
        equal_entries,
        standard_basis,
        identity_alone,
        triangular,
        multiplicities,
        conjugate_pairs,
        spectral_theorem,
        perpendicular_eigenvectors,
        ranks,
        rank_and_nullity,
        growing_rank,
        rank_one,
        sums_of_layers,
        ranks_of_products,
        svd_of_any,
        gram_matrices,
        most_stretched,
        least_stretched,
        condition_numbers,
        orthogonal_matrices,
        determinant_is_not_enough,
        tall_columns,
        eckart_young,
        diagonal_singular_values,
        centered_columns,
        covariance_matrices,
        variance_ratios,
        best_directions,
        numbers_of_factors,
    )
}
