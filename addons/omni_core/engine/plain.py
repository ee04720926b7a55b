"""From errors of the engine to what a person at the screen reads."""

from __future__ import annotations

from contextlib import contextmanager

from odoo.exceptions import UserError

from ..lib.errors import IntegrationError
from .language import tell


@contextmanager
def as_user_error(env):
    """Buttons show the error's own sentence; without its cause, which may hold more."""
    try:
        yield
    except IntegrationError as error:
        raise UserError(tell(env.lang, error.message)) from None
