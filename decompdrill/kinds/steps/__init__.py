"""The worked solutions, one file for each family of kinds, and what they are written with."""
