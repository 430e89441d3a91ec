"""An exercise from a question and a seed, a verdict from a text, and the audit of a bank that stands on both."""
