"""decompdrill: practice linear-algebra decompositions at the command line."""

__version__ = "0.1.0"
