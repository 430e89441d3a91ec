"""The one table of recipes."""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.draw import (
    eigen,
    integers,
    networks,
    orthogonal,
    ranks,
    samples,
    singular,
    spectra,
    symmetric,
    vectors,
)
from decompdrill.draw.recipe import Recipe

RECIPES: Mapping[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        integers.INTEGER,
        integers.INTEGERS,
        integers.DISTINCT_INTEGERS,
        integers.DECIMAL,
        integers.ONE_OF,
        integers.SOME_OF,
        integers.PICK,
        integers.INDEX,
        integers.PERMUTATION,
        integers.ORDERED,
        integers.VALUE,
        eigen.WITH_EIGENVALUES,
        eigen.COMPLEX_EIGENVALUES,
        eigen.SURD_EIGENVALUES,
        eigen.TRIANGULAR,
        eigen.DIAGONAL,
        symmetric.SYMMETRIC_WITH_EIGENVALUES,
        symmetric.SYMMETRIC_SPECTRUM,
        symmetric.SYMMETRIC_WITH_SURDS,
        symmetric.SYMMETRIC,
        symmetric.REDUNDANT_COVARIANCE,
        ranks.GIVEN_RANK,
        ranks.PROPORTIONAL_ROWS,
        ranks.MATRIX,
        ranks.UNIMODULAR,
        ranks.PERMUTATION_MATRIX,
        orthogonal.RATIONAL_ORTHOGONAL,
        orthogonal.MAYBE_ORTHOGONAL,
        orthogonal.ORTHOGONAL_COLUMNS,
        singular.WITH_SINGULAR_VALUES,
        singular.GRAM_FRIENDLY,
        vectors.VECTOR,
        vectors.EIGENVECTOR_OF,
        vectors.MAYBE_EIGENVECTOR,
        spectra.SPECTRUM,
        spectra.RATIOS,
        spectra.THRESHOLD,
        spectra.PRINTED_SINGULAR_VALUES,
        samples.DATA_WITH_COVARIANCE,
        samples.CENTRED_DATA,
        samples.DATA,
        networks.LORA_LAYERS,
    )
}
