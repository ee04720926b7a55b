"""From errors of the engine to what a person at the screen reads."""

from __future__ import annotations

from contextlib import contextmanager

from markupsafe import Markup

from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..lib.errors import IntegrationError
from .language import tell


def as_note(text: str) -> Markup:
    """Notes of activities are HTML: what a platform says in one stays text."""
    return text if isinstance(text, Markup) else plaintext2html(text)


@contextmanager
def as_user_error(env):
    """Buttons show the error's own sentence; without its cause, which may hold more."""
    try:
        yield
    except IntegrationError as error:
        raise UserError(tell(env.lang, error.message)) from None
