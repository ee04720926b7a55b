"""Code 39, so that a label of the sandbox can be scanned like a real one."""

from __future__ import annotations

# n = narrow, W = wide; bars and spaces take turns, nine of them a character.
_PATTERNS = {
    "0": "nnnWWnWnn", "1": "WnnWnnnnW", "2": "nnWWnnnnW", "3": "WnWWnnnnn",
    "4": "nnnWWnnnW", "5": "WnnWWnnnn", "6": "nnWWWnnnn", "7": "nnnWnnWnW",
    "8": "WnnWnnWnn", "9": "nnWWnnWnn", "A": "WnnnnWnnW", "B": "nnWnnWnnW",
    "C": "WnWnnWnnn", "D": "nnnnWWnnW", "E": "WnnnWWnnn", "F": "nnWnWWnnn",
    "G": "nnnnnWWnW", "H": "WnnnnWWnn", "I": "nnWnnWWnn", "J": "nnnnWWWnn",
    "K": "WnnnnnnWW", "L": "nnWnnnnWW", "M": "WnWnnnnWn", "N": "nnnnWnnWW",
    "O": "WnnnWnnWn", "P": "nnWnWnnWn", "Q": "nnnnnnWWW", "R": "WnnnnnWWn",
    "S": "nnWnnnWWn", "T": "nnnnWnWWn", "U": "WWnnnnnnW", "V": "nWWnnnnnW",
    "W": "WWWnnnnnn", "X": "nWnnWnnnW", "Y": "WWnnWnnnn", "Z": "nWWnWnnnn",
    "-": "nWnnnnWnW", "*": "nWnnWnWnn",
}  # fmt: skip


def bars(text: str) -> list[tuple[int, int]]:
    """(offset, width) of each bar, in narrow widths (a wide one is three)."""
    found, at = [], 0
    for character in f"*{text.upper()}*":
        for index, width in enumerate(_PATTERNS.get(character, _PATTERNS["-"])):
            units = 3 if width == "W" else 1
            if index % 2 == 0:
                found.append((at, units))
            at += units
        at += 1
    return found


def width(text: str) -> int:
    offset, last = bars(text)[-1]
    return offset + last
