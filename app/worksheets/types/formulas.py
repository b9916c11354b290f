"""Formulas of worksheet types: arithmetic of columns and fields, read once and never run as a program."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Number = float
Numbers = Callable[[str], Number | None]
"""Tells the number of a column or a field, ``None`` where there is none."""
Columns = Callable[[str, str], Sequence[Number | None]]
"""Tells the numbers of a column of a collection, item by item."""

_OPERATIONS: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS = ("sum", "mean", "count")
LONGEST = 300
LARGEST = 1e15
"""A result beyond this is no figure of a small office but a slip, and isn't shown."""


class BadFormula(ValueError):
    """A formula that can't be understood."""


@dataclass(frozen=True)
class Names:
    """What a formula speaks of: plain names, and columns of collections as ``(collection, column)``."""

    plain: frozenset[str]
    columns: frozenset[tuple[str, str]]


@lru_cache(maxsize=512)
def parse(formula: str) -> ast.expr:
    """The tree of a formula.

    Raises:
        BadFormula: it isn't arithmetic of names and numbers.
    """
    if len(formula) > LONGEST:
        raise BadFormula(formula)
    try:
        tree = ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise BadFormula(formula) from problem
    _look(tree)
    return tree


def names(formula: str) -> Names:
    """What a formula speaks of.

    Raises:
        BadFormula: it can't be understood.
    """
    plain: set[str] = set()
    columns: set[tuple[str, str]] = set()
    for each in _leaves(parse(formula)):
        if isinstance(each, ast.Name):
            plain.add(each.id)
        elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            columns.add((each.value.id, each.attr))
    return Names(frozenset(plain), frozenset(columns))


def compute(formula: str, number: Numbers, column: Columns | None = None) -> Number | None:
    """The result; ``None`` when something it needs is missing or it would divide by zero.

    Raises:
        BadFormula: it can't be understood.
    """
    try:
        found = _value(parse(formula), number, column or (lambda _collection, _column: ()))
    except (ZeroDivisionError, OverflowError):
        return None
    return None if found is None or found != found or abs(found) > LARGEST else found  # noqa: PLR0124


def _look(tree: ast.expr) -> None:
    match tree:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            _look(left)
            _look(right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _look(operand)
        case ast.Constant(value=int() | float()) if not isinstance(tree.value, bool):
            pass
        case ast.Name():
            pass
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS and args:
            for each in args:
                if not isinstance(each, ast.Name | ast.Attribute):
                    raise BadFormula(ast.unparse(tree))
        case _:
            raise BadFormula(ast.dump(tree)[:LONGEST])


def _leaves(tree: ast.expr) -> Iterator[ast.expr]:
    match tree:
        case ast.BinOp(left=left, right=right):
            yield from _leaves(left)
            yield from _leaves(right)
        case ast.UnaryOp(operand=operand):
            yield from _leaves(operand)
        case ast.Call(args=args):
            yield from args
        case _:
            yield tree


def _value(tree: ast.expr, number: Numbers, column: Columns) -> Number | None:
    match tree:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name):
            return number(name)
        case ast.UnaryOp(operand=operand):
            found = _value(operand, number, column)
            return None if found is None else -found
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _value(left, number, column), _value(right, number, column)
            if first is None or second is None:
                return None
            return _OPERATIONS[type(op)](first, second)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _gathered(name, args, number, column)
    return None


def _gathered(name: str, args: Sequence[Any], number: Numbers, column: Columns) -> Number | None:
    first = args[0]
    if isinstance(first, ast.Attribute):
        found = list(_column(first, column))
        if len(args) > 1:
            wanted = list(_column(args[1], column))
            found = [each for each, yes in zip(found, wanted, strict=False) if yes]
    else:
        found = [number(each.id) for each in args]
    known = [each for each in found if each is not None]
    if name == "count":
        return float(len(known))
    if not known:
        return None
    return sum(known) / (len(known) if name == "mean" else 1)


def _column(node: Any, column: Columns) -> Sequence[Number | None]:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return column(node.value.id, node.attr)
    return ()
