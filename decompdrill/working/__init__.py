"""The working of a problem, judged line by line."""
