"""What people look for on a product: its number, category, condition, duration on eBay.

The listings hold the truth, since a product may be on eBay more than once. These fields
show the first of them, and writing one of them writes it there.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .ebay_terms import CONDITIONS, DURATIONS

SHOWN = (
    "ebay_item_id",
    "ebay_category_id",
    "ebay_condition",
    "ebay_listing_duration",
)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    ebay_listing_ids = fields.One2many(
        "integration.product.binding",
        "product_tmpl_id",
        "eBay Listings",
        domain=[("platform", "=", "ebay")],
        readonly=True,
    )
    ebay_item_id = fields.Char(
        "eBay Item Number", compute="_compute_ebay", search="_search_ebay_item_id"
    )
    ebay_category_id = fields.Many2one(
        "ebay.category",
        "eBay Category",
        compute="_compute_ebay",
        inverse="_inverse_ebay_category_id",
        search="_search_ebay_category_id",
        domain="[('is_leaf', '=', True)]",
    )
    ebay_condition = fields.Selection(
        CONDITIONS,
        "eBay Condition",
        compute="_compute_ebay",
        inverse="_inverse_ebay_condition",
        search="_search_ebay_condition",
    )
    ebay_listing_duration = fields.Selection(
        DURATIONS,
        "eBay Duration",
        compute="_compute_ebay",
        inverse="_inverse_ebay_listing_duration",
        search="_search_ebay_listing_duration",
    )

    @api.depends(*(f"ebay_listing_ids.{name}" for name in SHOWN))
    def _compute_ebay(self):
        for template in self:
            # sudo: of listings, whoever sees the product may know these four things.
            listing = template.sudo().ebay_listing_ids[:1]
            for name in SHOWN:
                template[name] = listing[name]

    def _search_ebay(self, name, operator, value):
        found = (
            self.env["integration.product.binding"]
            .sudo()
            ._search([("platform", "=", "ebay"), (name, operator, value)])
        )
        return [("ebay_listing_ids", "any!", [("id", "in", found)])]

    def _search_ebay_item_id(self, operator, value):
        return self._search_ebay("ebay_item_id", operator, value)

    def _search_ebay_category_id(self, operator, value):
        return self._search_ebay("ebay_category_id", operator, value)

    def _search_ebay_condition(self, operator, value):
        return self._search_ebay("ebay_condition", operator, value)

    def _search_ebay_listing_duration(self, operator, value):
        return self._search_ebay("ebay_listing_duration", operator, value)

    def _inverse_ebay_category_id(self):
        self._write_to_ebay("ebay_category_id")

    def _inverse_ebay_condition(self):
        self._write_to_ebay("ebay_condition")

    def _inverse_ebay_listing_duration(self):
        self._write_to_ebay("ebay_listing_duration")

    def _write_to_ebay(self, name):
        """Onto the first listing; a product that has none is prepared to get one."""
        for template in self:
            value = template[name]
            listing = template.ebay_listing_ids[:1]
            if not listing and value:
                listing = template._ebay_draft()
            listing[name] = value

    def _ebay_draft(self):
        """Of the only connection with eBay: which of several, a person has to say."""
        self.ensure_one()
        connection = self.env["integration.connection"].search(
            [
                ("platform", "=", "ebay"),
                ("company_id", "=", (self.company_id or self.env.company).id),
                ("state", "!=", "draft"),
            ]
        )
        if len(connection) != 1:
            raise UserError(
                self.env._(
                    "There is no eBay connection, or more than one: prepare the "
                    "listing of “%s” from the connection.",
                    self.display_name,
                )
            )
        return self.env["integration.product.binding"].create(
            {
                "connection_id": connection.id,
                "product_tmpl_id": self.id,
                "profile_id": connection._default_profile().id,
                "is_managed": True,
            }
        )

    def action_ebay_open(self):
        """The product's listing on eBay; prepared where there is none yet."""
        self.ensure_one()
        listing = self.ebay_listing_ids[:1] or self._ebay_draft()
        return listing.action_open()

    def action_ebay_import_fitment(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Fitment"),
            "res_model": "ebay.fitment.import",
            "view_mode": "form",
            "target": "new",
            "context": {"default_product_tmpl_id": self.id},
        }
