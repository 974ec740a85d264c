"""Arithmetic in rule files: `0.39 * (words / sentences) + 11.8`, and the condition its value is held against.

Read into a tree and checked against a short list of what may stand in it; nothing is ever handed to `eval`. Every
number is a float, so that one half is written `1/2`.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping

import regex

from studio.guides.reading import BrokenRule

_MOST = 1000  # characters; the longest public formula has a tenth of it
_OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: math.fmod,
}
_COMPARISONS: dict[type, Callable[[float, float], bool]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: dict[str, tuple[Callable[..., float], int]] = {
    **{name: (getattr(math, name), 1) for name in ("sqrt", "floor", "ceil", "trunc", "log", "log2", "log10", "exp", "cbrt")},
    **{name: (getattr(math, name), 1) for name in ("sin", "cos", "tan", "asin", "acos", "atan")},
    "abs": (abs, 1),
    "max": (max, 2),
    "min": (min, 2),
    "pow": (math.pow, 2),
}
_CONSTANTS = {"pi": math.pi, "e": math.e}


class Formula:
    """An expression over named numbers.

    Args:
        text: as the rule file writes it: `+ - * / %`, comparisons, `&&`, `||`, `!`, brackets, `math.sqrt(x)` and its like,
            `round(x, 1)`.
        names: the numbers it may name; dots in a name are part of it (`heading.h1`).
    Raises:
        BrokenRule: when it holds anything else.
    """

    def __init__(self, text: str, names: frozenset[str]) -> None:
        if not text.strip():
            raise BrokenRule("It is empty.")
        if len(text) > _MOST:
            raise BrokenRule(f"It has {len(text):,} characters; {_MOST:,} is the most.")
        plain = regex.sub(r"\bheading[._](h[1-6])\b", r"heading_\1", text)
        plain = regex.sub(r"!(?!=)", " not ", plain.replace("&&", " and ").replace("||", " or "))
        try:
            self._tree = ast.parse(" ".join(plain.split()), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise BrokenRule(f"`{text.strip()}` is no formula.") from error
        self._names = frozenset(name.replace(".", "_") for name in names)
        try:
            self._value(self._tree, dict.fromkeys(self._names, 1.0))
        except (ArithmeticError, ValueError):
            pass  # these numbers only; others may be in its range
        except RecursionError as error:
            raise BrokenRule(f"`{text.strip()}` is nested too deeply.") from error

    def of(self, numbers: Mapping[str, float]) -> float | None:
        """Its value, None where there is none (a division by zero, the root of a negative number)."""
        try:
            value = self._value(self._tree, {name.replace(".", "_"): float(number) for name, number in numbers.items()})
        except (ArithmeticError, ValueError):
            return None
        return value if math.isfinite(value) else None

    def _value(self, node: ast.expr, numbers: Mapping[str, float]) -> float:
        if isinstance(node, ast.BoolOp):
            # All parts are looked at, so that a fault in any of them is found when the rule is read.
            parts = [bool(self._value(part, numbers)) for part in node.values]
            return float(all(parts) if isinstance(node.op, ast.And) else any(parts))
        if isinstance(node, ast.Compare):
            return self._compared(node, numbers)
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](self._value(node.left, numbers), self._value(node.right, numbers))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.UAdd):
            value = self._value(node.operand, numbers)
            return float(not value) if isinstance(node.op, ast.Not) else -value if isinstance(node.op, ast.USub) else value
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return float(node.value)  # type: ignore[arg-type]  # the line above knows its type
        if isinstance(node, ast.Name):
            return self._named(node.id, numbers)
        if isinstance(node, ast.Attribute) and _is_math(node.value) and node.attr in _CONSTANTS:
            return _CONSTANTS[node.attr]
        if isinstance(node, ast.Call):
            return self._called(node, numbers)
        raise BrokenRule(f"`{ast.unparse(node)}` is nothing a formula may hold.")

    def _named(self, name: str, numbers: Mapping[str, float]) -> float:
        if name not in self._names:
            raise BrokenRule(f"`{name}` is no number a formula can name.")
        return numbers.get(name, 0.0)

    def _compared(self, node: ast.Compare, numbers: Mapping[str, float]) -> float:
        left, right = self._value(node.left, numbers), self._value(node.comparators[0], numbers)
        if len(node.ops) > 1 or type(node.ops[0]) not in _COMPARISONS:
            raise BrokenRule(f"`{ast.unparse(node)}` is nothing a formula may hold.")
        return float(_COMPARISONS[type(node.ops[0])](left, right))

    def _called(self, node: ast.Call, numbers: Mapping[str, float]) -> float:
        arguments = [self._value(argument, numbers) for argument in node.args]
        if isinstance(node.func, ast.Name) and node.func.id == "round" and len(arguments) in (1, 2) and not node.keywords:
            return _rounded(*arguments)
        if isinstance(node.func, ast.Attribute) and _is_math(node.func.value) and not node.keywords:
            function, wanted = _FUNCTIONS.get(node.func.attr, (None, 0))
            if function is not None and len(arguments) == wanted:
                return float(function(*arguments))
        raise BrokenRule(f"`{ast.unparse(node)}` is nothing a formula may hold.")


def _is_math(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "math"


def _rounded(number: float, places: float = 0.0) -> float:
    """Halves go up in size, as in Go, and not to the even neighbour."""
    scale = 10.0 ** max(-12, min(12, int(places)))
    return math.copysign(math.floor(abs(number) * scale + 0.5) / scale, number)
