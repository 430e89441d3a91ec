"""Exact numbers, polynomials and spectra, without a word about questions."""
