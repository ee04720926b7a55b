"""A secret that does not leak by accident: printing, logging, pickling show stars."""

from __future__ import annotations


class Secret:
    """Holds a clear-text secret for the length of one request."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "***"

    def __reduce__(self):
        raise TypeError("a secret cannot be pickled or copied")
