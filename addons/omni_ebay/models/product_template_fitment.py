"""A product and the vehicles it fits."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..lib import vehicles


class ProductTemplate(models.Model):
    _inherit = "product.template"

    ebay_fitment_ids = fields.One2many(
        "ebay.fitment", "product_tmpl_id", "Fits", copy=True
    )
    ebay_vehicle_count = fields.Integer(
        "Vehicles",
        compute="_compute_ebay_vehicle_count",
        help="As eBay counts: a vehicle of ten years is ten vehicles.",
    )

    @api.depends("ebay_fitment_ids.year_from", "ebay_fitment_ids.year_to")
    def _compute_ebay_vehicle_count(self):
        for template in self:
            template.ebay_vehicle_count = vehicles.count(
                template.ebay_fitment_ids._fits()
            )

    def _check_fitment(self):
        """What eBay would refuse about the table as a whole."""
        self.ensure_one()
        fits = self.ebay_fitment_ids._fits()
        for first, second in vehicles.overlaps(fits):
            raise ValidationError(
                self.env._(
                    "“%(first)s” and “%(second)s” say the same vehicle twice. Join "
                    "them into one row, or change the years of one.",
                    first=first.label,
                    second=second.label,
                )
            )
        count = vehicles.count(fits)
        if count > vehicles.MOST_VEHICLES:
            raise ValidationError(
                self.env._(
                    "“%(product)s” fits %(count)s vehicles, each year counted. eBay "
                    "takes at most %(most)s of one listing: leave out the trim "
                    "where all of them fit, or list the part twice.",
                    product=self.display_name,
                    count=count,
                    most=vehicles.MOST_VEHICLES,
                )
            )

    def _ebay_fitment_changed(self):
        """Their listings have something new to tell."""
        listings = self.env["integration.product.binding"]
        listings._note_due("content_due", self)

    def action_ebay_check_fitment(self):
        """Ask eBay, on the site of each connection, whether it knows the vehicles."""
        asked = 0
        connections = self.env["integration.connection"].search(
            [("platform", "=", "ebay"), ("state", "=", "connected")]
        )
        for template in self.filtered("ebay_fitment_ids"):
            for category in template._ebay_fitment_categories(connections):
                connection = connections._ebay_of_tree(category.tree_id)
                self.env["sync.job"].enqueue(
                    connection,
                    "ebay_fitment_check",
                    payload={"template": template.id, "category": category.id},
                    identity_key=f"fitment:{template.id}:{category.id}",
                    lane="realtime",
                )
                asked += 1
        if not asked:
            raise UserError(
                self.env._(
                    "eBay knows vehicles by category. Choose the eBay category of this "
                    "product, or of its product category, then check again."
                )
            )
        return self.env["integration.connection"]._ebay_note(
            self.env._("eBay is being asked. The column “eBay” fills by itself.")
        )

    def _ebay_fitment_categories(self, connections):
        """The categories of eBay that this product goes into."""
        mapping = self.env["ebay.category.mapping"]
        found = self.env["ebay.category"]
        for connection in connections:
            found |= mapping._category_of(self, connection._ebay_trees()).get(
                self.id, found.browse()
            )
        return found
