"""Question banks: reading YAML with positions, validating it, finding the files, auditing the questions."""
