"""What the slips of rank, nullity and numerical rank give."""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.model import Raw
from tests.slips.matrices import FULL
from tests.slips.row import Row, gives

# the third row is the sum of the first two, the fourth is zero: rank 2, nullity 3
WIDE: list[Raw] = [[1, 2, 0, 1, 3], [2, 4, 1, 0, 1], [3, 6, 1, 1, 4], [0, 0, 0, 0, 0]]
# all rows are multiples of the first: rank 1, nullity 1
TALL: list[Raw] = [[1, 2], [2, 4], [-3, -6], [4, 8]]
# the second row is √2 times the first, the fourth the sum of the first and the third: rank 2
WITH_ROOTS: list[Raw] = [["1", "sqrt(2)"], ["sqrt(2)", "2"], ["0", "0"], ["1", "1"], ["2", "1+sqrt(2)"]]
NOTHING: list[Raw] = [[0, 0, 0], [0, 0, 0]]

RANK: tuple[Row, ...] = (
    gives(
        "rank",
        "no-row-is-a-multiple",
        {"A": WIDE},
        [3],
        said="Without zero rows and multiples of other rows, 3 rows are left, but these are linearly dependent: a row can be a combination of several others. Eliminate and count the pivots.",
    ),
    gives("rank", "no-row-is-a-multiple", {"A": TALL}, [1], told=()),
    gives(
        "rank",
        "no-row-is-a-multiple",
        {"A": WITH_ROOTS},
        [3],
        said="Without zero rows and multiples of other rows, 3 rows are left, but A has only 2 columns, so its rank is at most 2. Eliminate and count the pivots.",
    ),
    gives(
        "rank",
        "counts-columns",
        {"A": WIDE},
        [5],
        said="5 is the number of columns, and the rank is at most 4, the number of rows. Eliminate and count the pivots.",
    ),
    gives(
        "rank",
        "counts-columns",
        {"A": TALL},
        [2],
        said="2 is the number of columns, the most that the rank could be. Eliminate and count the pivots.",
    ),
    gives("rank", "counts-nonzero-rows", {"A": WIDE}, [3], told=()),
    gives(
        "rank",
        "counts-nonzero-rows",
        {"A": TALL},
        [4],
        said="4 rows are nonzero, but they are linearly dependent: count the nonzero rows after elimination, not before.",
    ),
    gives(
        "rank",
        "counts-nonzero-rows",
        {"A": WITH_ROOTS},
        [4],
        said="4 rows are nonzero, but they are linearly dependent: count the nonzero rows after elimination, not before.",
    ),
    gives("rank", "counts-rows", {"A": WIDE}, [4], said="4 is the number of rows. Eliminate and count the pivots."),
    gives("rank", "counts-rows", {"A": TALL}, [4], told=()),
    gives("rank", "full-rank-assumed", {"A": WIDE}, [4], told=()),
    gives("rank", "full-rank-assumed", {"A": TALL}, [2], told=()),
    gives("rank", "nullity-instead", {"A": WIDE}, [3], told=()),
    gives(
        "rank",
        "nullity-instead",
        {"A": FULL},
        [0],
        said="0 is the nullity, the number of columns without a pivot. The rank is the number of columns with one.",
    ),
    gives(
        "rank",
        "one-dependence-too-many",
        {"A": WIDE},
        [1],
        said="One too few: every row that is not zero after elimination counts, since these rows are linearly independent.",
    ),
    gives(
        "rank",
        "one-dependence-too-many",
        {"A": FULL},
        [2],
        said="One too few: every row that is not zero after elimination counts, since these rows are linearly independent.",
    ),
    gives(
        "rank",
        "one-dependence-too-many",
        {"A": TALL},
        [0],
        said="Only a zero matrix has rank 0, and A has an entry that is not zero.",
    ),
    gives(
        "rank",
        "one-dependence-too-many",
        {"A": TALL},
        [0],
        said="Only a zero matrix has rank 0, and A has an entry that is not zero.",
    ),
    gives("rank", "further/dependence-missed", {"A": WIDE}, [3], told=()),
    gives(
        "rank",
        "further/dependence-missed",
        {"A": [[1, 2, 3, 0], [2, 4, 6, 0], [1, 2, 3, 1], [2, 4, 6, 2]]},
        [3],
        said="One too many: a row that depends on the others was counted. Eliminate to the end; a row of zeros does not count.",
    ),
    gives("rank", "one-dependence-too-many", {"A": NOTHING}, []),
    gives("rank", "further/counts-the-longer-side", {"A": WIDE}, [5, 2], told=()),
    gives(
        "rank",
        "further/counts-the-longer-side",
        {"A": TALL},
        [4, 3],
        said="3 is the number of rows without a pivot. The rank is the number of pivots.",
        told=(1,),
    ),
)

NULLITY: tuple[Row, ...] = (
    gives(
        "nullity",
        "rank-instead",
        {"A": WIDE},
        [2],
        said="2 is the rank. The nullity is the number of columns, 5, minus the rank.",
    ),
    gives(
        "nullity",
        "rank-instead",
        {"A": FULL},
        [3],
        said="3 is the rank. The nullity is the number of columns, 3, minus the rank.",
    ),
    gives("nullity", "rows-for-columns", {"A": WIDE}, [2], told=()),
    gives(
        "nullity",
        "rows-for-columns",
        {"A": TALL},
        [3],
        said="This is the number of rows minus the rank, the nullity of Aᵀ. Rank and nullity of A add up to the number of columns, 2.",
    ),
    gives(
        "nullity",
        "counts-columns",
        {"A": WIDE},
        [5],
        said="5 is the number of columns, the rank plus the nullity. Subtract the rank.",
    ),
    gives(
        "nullity",
        "counts-columns",
        {"A": TALL},
        [2],
        said="2 is the number of columns, the rank plus the nullity. Subtract the rank.",
    ),
    gives(
        "nullity",
        "further/one-off",
        {"A": WIDE},
        [4, 2],
        said="Off by one: the nullity is the number of columns, 5, minus the number of pivots. Count the pivots again.",
        told=(0,),
    ),
    gives(
        "nullity",
        "further/one-off",
        {"A": TALL},
        [2, 0],
        said="Off by one: the nullity is the number of columns, 2, minus the number of pivots. Count the pivots again.",
        told=(1,),
    ),
    gives(
        "nullity",
        "further/one-off",
        {"A": FULL},
        [1],
        said="Off by one: the nullity is the number of columns, 3, minus the number of pivots. Count the pivots again.",
    ),
    gives("nullity", "further/counts-a-side", {"A": WIDE}, [4, 2], told=()),
    gives(
        "nullity",
        "further/counts-a-side",
        {"A": TALL},
        [4, 1],
        said="The nullity is the number of columns without a pivot: the number of columns, 2, minus the rank.",
        told=(0,),
    ),
)

ABSOLUTE: Mapping[str, Raw] = {"singular_values": [7, 2, 0.5, 0.001, 0], "atol": 0.1}  # 7, 2 and 0.5: rank 3
RELATIVE: Mapping[str, Raw] = {"singular_values": [0.5, 7, 2, 0.001, 0], "rtol": 0.1}  # above 0.7 are 7 and 2
SMALL: Mapping[str, Raw] = {"singular_values": [0.5, 0.25], "atol": 1}
MATRIX: Mapping[str, Raw] = {"A": [[2, 0, 0], [0, 0.5, 0]], "rtol": 0.5}  # 1 is the bound, 2 above it
# within σ₁·max(m, n)·ε = 4·4·2.2e−16 = 3.6e−15: two of them
BY_NUMPY: Mapping[str, Raw] = {"singular_values": [4, 1, "3e-15", "1e-15"]}

NUMERICAL_RANK: tuple[Row, ...] = (
    gives(
        "numerical-rank",
        "counts-every-nonzero",
        ABSOLUTE,
        [4],
        said="Every singular value that is not exactly zero was counted. Those that are not above the threshold, 0.1, count as zero.",
    ),
    gives(
        "numerical-rank",
        "counts-every-nonzero",
        BY_NUMPY,
        [4],
        said="Every singular value that is not exactly zero was counted. Those that are not above the threshold, about 3.6 × 10⁻¹⁵, count as zero.",
    ),
    gives(
        "numerical-rank",
        "counts-over-one",
        ABSOLUTE,
        [2],
        said="The threshold is 0.1, not 1: every singular value above it counts.",
    ),
    gives(
        "numerical-rank",
        "counts-over-one",
        BY_NUMPY,
        [1],
        said="The threshold is about 3.6 × 10⁻¹⁵, not 1: every singular value above it counts.",
    ),
    gives(
        "numerical-rank",
        "counts-all",
        ABSOLUTE,
        [5],
        said="5 is the number of singular values. Count only those above the threshold, 0.1.",
    ),
    gives("numerical-rank", "counts-all", MATRIX, [2], told=()),
    gives("numerical-rank", "counts-the-noise", ABSOLUTE, [2], told=()),
    gives(
        "numerical-rank",
        "counts-the-noise",
        RELATIVE,
        [3],
        said="This counts the singular values that are not above the threshold, 0.7. Count those above it.",
    ),
    gives("numerical-rank", "counts-the-noise", MATRIX, [1], told=()),
    # above 0.1·7 = 0.7, and above 0.1
    gives(
        "numerical-rank",
        "further/relative-for-absolute",
        ABSOLUTE,
        [2],
        told=(),
    ),
    gives("numerical-rank", "further/relative-for-absolute", RELATIVE, [3], told=()),
    gives(
        "numerical-rank",
        "further/relative-for-absolute",
        {"singular_values": [7, 2, 0.5, 0.3], "atol": 0.4},
        [1],
        told=(),
    ),
    gives(
        "numerical-rank",
        "further/relative-for-absolute",
        {"singular_values": [0.5, 0.2, 0.1], "rtol": 0.3},
        [1],
        told=(),
    ),
    # above 0.5·10 = 5
    gives(
        "numerical-rank",
        "further/relative-for-absolute",
        {"singular_values": [10, 6, 4, 3, 0.2], "atol": 0.5},
        [2],
        said="The tolerance is absolute: the threshold is 0.5 itself, not a share of the largest singular value.",
    ),
    # above 0.38
    gives(
        "numerical-rank",
        "further/relative-for-absolute",
        {"singular_values": [0.9, 0.6, 0.4, 0.35, 0.1], "rtol": 0.38},
        [3],
        said="The tolerance is relative: the threshold is 0.342, which is 0.38 times the largest singular value.",
    ),
    gives("numerical-rank", "further/relative-for-absolute", BY_NUMPY, []),
    gives("numerical-rank", "further/one-off", ABSOLUTE, [4, 2], told=()),
    gives("numerical-rank", "further/one-off", {"singular_values": [7, 3, 2, 0.5, 0], "atol": 0.1}, [5, 3], told=()),
    gives(
        "numerical-rank",
        "further/one-off",
        {"singular_values": [7, 3, 2, 1.5, 0.5, 0.3, 0.001, 0], "atol": 0.1},
        [7, 5],
        said="Off by one: count each singular value above the threshold, 0.1, and no other.",
        told=(1,),
    ),
    gives(
        "numerical-rank",
        "further/one-off",
        SMALL,
        [1],
        said="Off by one: count each singular value above the threshold, 1, and no other.",
    ),
)

ROWS: tuple[Row, ...] = (*RANK, *NULLITY, *NUMERICAL_RANK)
