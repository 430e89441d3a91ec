"""How the answer of each form is typed."""

from __future__ import annotations

from decompdrill.model import Exercise, Form

HOW_TO_TYPE = {
    Form.NUMBER: "a number: 3, -1/2, 0.25, sqrt(5), (1+√5)/2, 2+3i",
    Form.INTEGER: "a whole number: 3",
    Form.LIST: "a list: 7, -2   or   (3±√7)/2",
    Form.VECTOR: "a vector: [1, -2]   or   1 -2",
    Form.MATRIX: "a matrix: [[1, 2], [3, 4]]   or   1 2; 3 4",
    Form.YES_NO: "yes or no",
    Form.POLYNOMIAL: "a polynomial: x^2 - 8x + 3   or   1, -8, 3",
    Form.CHOICE: "the letter of one option",
    Form.FACTORS: "parts, each with its name",
    Form.CODE: "one Python expression",
    Form.LINE: "the line, such as   det(A) = 10   or   p = x^2 - 7x + 10",
    Form.PARTS: "each part in turn",
}


def how_to_type(exercise: Exercise) -> str:
    """Return how the answer to an exercise is written."""
    if exercise.form is Form.FACTORS:
        return "parts: " + " | ".join(f"{name} = ..." for name, _ in exercise.answer.parts)
    return HOW_TO_TYPE[exercise.form]
