"""The terms to translate are those in the source: Odoo's own export says so."""

import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from tools.omni import addons, paths


@tagged("post_install", "-at_install")
class TestTemplates(TransactionCase):
    def test_each_template_is_up_to_date(self):
        """Else somebody reads English: run ./omni words, and translate what is new."""
        exported = io.BytesIO()
        trans_export(None, addons.names(), exported, "po", self.env)
        terms = polib.pofile(exported.getvalue().decode())
        everything = {entry.msgid for entry in terms}
        for addon in addons.names():
            with self.subTest(addon):
                now = {entry.msgid for entry in terms if addon in modules_of(entry)}
                path = paths.ADDONS / addon / "i18n" / f"{addon}.pot"
                template = {entry.msgid for entry in polib.pofile(str(path))}
                self.assertEqual(now - template, set(), "new: run ./omni words")
                # What several add-ons extend is told of one of them only
                self.assertEqual(template - everything, set(), "gone: run ./omni words")


def modules_of(entry):
    first_line = entry.comment.splitlines()[0]  # "modules: omni_core, omni_ebay"
    return first_line.partition(": ")[2].split(", ")
