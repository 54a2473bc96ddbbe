"""Keeps an error inside a Qt override from ending the process.

On Python 3.11 an exception of C origin (IndexError, TypeError ...) that leaves a Python override
of a Qt virtual is a segmentation fault instead of a traceback. Every override in this package
wears `@guarded(fallback)`: the exception is handed to `sys.excepthook` (the error desk) and Qt
gets the fallback.
"""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def guarded(fallback: R) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Hand what goes wrong in a Qt override to the error desk and answer Qt with `fallback`."""

    def wrap(method: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(method)
        def safe(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return method(*args, **kwargs)
            except Exception as fault:  # noqa: BLE001 - the error desk decides; Qt must never see it
                sys.excepthook(type(fault), fault, fault.__traceback__)
                return fallback

        return safe

    return wrap
