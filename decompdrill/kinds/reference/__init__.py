"""The right answers: what each kind of problem computes, and how an answer to it is judged."""
