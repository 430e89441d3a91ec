"""The conversations of a quiz and of a timed run, what they ask, and when it comes back."""
