"""Remembering what a pure function answered."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def memo(function: Callable[P, R]) -> Callable[P, R]:
    """functools.cache with the function's own types: type checkers take a dataclass for unhashable there."""
    remembered: Any = functools.cache(function)
    return cast("Callable[P, R]", remembered)
