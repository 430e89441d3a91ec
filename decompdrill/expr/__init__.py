"""The safe little language of banks: expressions in NumPy's names, walked over and never run by Python."""

from __future__ import annotations

from decompdrill.expr.syntax import ExprError, Expression, parse
from decompdrill.expr.values import Value
from decompdrill.expr.walk import evaluate

__all__ = ["ExprError", "Expression", "Value", "evaluate", "parse"]
