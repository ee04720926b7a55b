"""How one person looks in what was said: a pattern to search stored text by.

Written for PostgreSQL's case-insensitive ``~*`` over bodies of any make: JSON, forms
and XML, with bytes beyond ASCII escaped. It rather finds too much than too little: what
is lost by that is an old body, what is lost by the other is a promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .words import _lt

_SHORTEST_REF = 4
_FEWEST_DIGITS, _DIGITS_COMPARED = 7, 9
_LONGEST_ESCAPE = 24  # one character beyond ASCII, as escaped bytes


@dataclass(frozen=True, slots=True)
class Person:
    """What identifies somebody: here by e-mail and phone, over there by a reference."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()

    def pattern(self) -> str:
        return person_pattern(self.emails, self.phones, self.refs)

    def also(self, emails: Iterable[str], phones: Iterable[str]) -> Person:
        """With what else is known. Numbers too short to mean anybody are left out."""
        more = [p for p in phones if p and len(_digits(p)) >= _FEWEST_DIGITS]
        return Person(
            tuple(dict.fromkeys((*self.emails, *filter(None, emails)))),
            tuple(dict.fromkeys((*self.phones, *more))),
            self.refs,
        )


def person_pattern(
    emails: Iterable[str] = (), phones: Iterable[str] = (), refs: Iterable[str] = ()
) -> str:
    """One expression for all that identifies the person.

    :raises ValueError: nothing to search by, or too little to mean one person
    """
    parts = [_spelled(email) for email in emails if email]
    parts += [_phone(phone) for phone in phones if phone]
    parts += [_ref(str(ref)) for ref in refs if ref]
    if not parts:
        raise ValueError(_lt("Nobody is named."))
    return "|".join(f"(?:{part})" for part in parts)


def _phone(phone: str) -> str:
    """The last digits, however they are grouped: +49 170 123 or (0170) 123."""
    digits = _digits(phone)
    if len(digits) < _FEWEST_DIGITS:
        raise ValueError(
            _lt("“%(phone)s” is too short for a telephone number.", phone=phone)
        )
    return "[^0-9]{0,3}".join(digits[-_DIGITS_COMPARED:]) + "(?![0-9])"


def _digits(phone: str) -> str:
    return re.sub(r"[^0-9]", "", phone)


def _ref(ref: str) -> str:
    if len(ref) < _SHORTEST_REF:
        raise ValueError(_lt("“%(ref)s” is too short to mean one person.", ref=ref))
    spelled = _spelled(ref)
    return f"(?<![0-9]){spelled}(?![0-9])" if ref.isdigit() else spelled


def _spelled(text: str) -> str:
    return "".join(map(_character, text.strip()))


def _character(character: str) -> str:
    """Itself, or as forms and JSON may write it."""
    if character.isalnum() and character.isascii():
        return character
    if not character.isascii():
        return f".{{1,{_LONGEST_ESCAPE}}}"
    code = f"{ord(character):02x}"
    return rf"(?:\{character}|%{code}|\\+u00{code})"
