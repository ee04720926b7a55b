"""Says in the reader's language what a room without Odoo has said."""

from __future__ import annotations

from odoo.tools.translate import code_translations

from ..lib.words import told


def tell(lang: str | None, text: str) -> str:
    return told(text, lambda addon, source: _words(addon, lang, source))


def _words(addon: str, lang: str | None, source: str) -> str:
    if not addon or not lang or lang == "en_US":
        return source
    return code_translations.get_python_translations(addon, lang).get(source, source)
