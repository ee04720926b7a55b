"""Bring in fitment from a file, whole or not at all."""

import base64

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import split_every

from odoo.addons.omni_core.engine.language import tell

from ..lib import fitment_files
from ..lib.vehicles import MOST_VEHICLES, count, overlaps

_TOLD = 20
_BATCH = 1_000


class EbayFitmentImport(models.TransientModel):
    _name = "ebay.fitment.import"
    _description = "Import Fitment"

    product_tmpl_id = fields.Many2one(
        "product.template", "Product", help="For files that name no SKUs."
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()
    mode = fields.Selection(
        [
            ("add", "Add to what the products have"),
            ("replace", "Replace all that the products of the file have"),
        ],
        default="add",
        required=True,
    )
    report = fields.Text(readonly=True)

    def action_import(self):
        """All rows, or none and the reasons: half a file is worse than none."""
        self.ensure_one()
        self.env["ebay.fitment"].check_access("create")
        try:
            content = base64.b64decode(self.file)
            reading = fitment_files.read(self.filename or "", content)
        except (fitment_files.BadFile, ValueError) as error:
            raise UserError(tell(self.env.lang, error.args[0])) from error
        by_template, missing = self._by_template(reading.fits)
        told = [tell(self.env.lang, problem) for problem in reading.problems]
        problems = [*told, *missing]
        if not problems:
            wanted = {t: self._new_rows(t, fits) for t, fits in by_template.items()}
            problems = self._collisions(wanted)
        if problems:
            return self._show(problems)
        return self._take(wanted, reading.skipped)

    def _by_template(self, fits):
        """{product: its rows}, and what is said of SKUs that nobody has."""
        skus = [sku for sku in fits if sku]
        products = self.env["product.product"].search_fetch(
            [("default_code", "in", skus)], ["default_code", "product_tmpl_id"]
        )
        by_sku = products.grouped("default_code")
        found, missing = {}, []
        for sku, rows in fits.items():
            template = self.product_tmpl_id
            if sku:
                template = by_sku.get(sku, products.browse()).product_tmpl_id
            if len(template) == 1:
                found.setdefault(template, {}).update(dict.fromkeys(rows))
            else:
                missing.append(self._no_product(sku, template))
        return {template: list(rows) for template, rows in found.items()}, missing

    def _no_product(self, sku, templates):
        if not sku:
            return self.env._(
                "The file names no SKUs: open the product that it is about, and import "
                "it there."
            )
        if templates:
            return self.env._("Several products have the SKU “%s”.", sku)
        return self.env._("No product has the SKU “%s”.", sku)

    def _new_rows(self, template, fits):
        if self.mode == "replace":
            return fits
        known = set(template.ebay_fitment_ids._fits())
        return [fit for fit in fits if fit not in known]

    def _collisions(self, wanted):
        problems = []
        for template, fits in wanted.items():
            kept = [] if self.mode == "replace" else template.ebay_fitment_ids._fits()
            every = [*kept, *fits]
            problems += [
                self.env._(
                    "%(product)s: “%(first)s” and “%(second)s” say the same twice.",
                    product=template.display_name,
                    first=first.label,
                    second=second.label,
                )
                for first, second in overlaps(every)
            ]
            if count(every) > MOST_VEHICLES:
                problems.append(
                    self.env._(
                        "%(product)s would fit %(count)s vehicles, eBay takes "
                        "%(most)s.",
                        product=template.display_name,
                        count=count(every),
                        most=MOST_VEHICLES,
                    )
                )
        return problems

    def _show(self, problems):
        head = self.env._("Nothing was imported. Correct the file and import it again.")
        more = len(problems) - _TOLD
        tail = [self.env._("… and %s more.", more)] if more > 0 else []
        self.report = "\n".join([head, "", *problems[:_TOLD], *tail])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Fitment"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _take(self, wanted, skipped):
        templates = self.env["product.template"].union(*wanted)
        if self.mode == "replace":
            templates.ebay_fitment_ids.unlink()
        rows = [_vals(t, fit) for t, fits in wanted.items() for fit in fits]
        try:
            for batch in split_every(_BATCH, rows, list):
                self.env["ebay.fitment"].create(batch)
        except ValidationError as error:
            raise UserError(error.args[0]) from error
        text = self.env._(
            "%(rows)s rows for %(products)s products.",
            rows=len(rows),
            products=len(templates),
        )
        if skipped:
            text += " " + self.env._("%s deletions in the file were left out.", skipped)
        note = self.env["integration.connection"]._ebay_note(text)
        note["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return note


def _vals(template, fit):
    return {
        "product_tmpl_id": template.id,
        **{name: getattr(fit, name) or False for name in fit.__slots__},
    }
