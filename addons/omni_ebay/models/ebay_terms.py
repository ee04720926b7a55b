"""On what terms a product is listed on eBay: of a profile, or of one listing."""

from odoo import fields, models

CONDITIONS = [
    ("NEW", "New"),
    ("NEW_OTHER", "Open box"),
    ("NEW_WITH_DEFECTS", "New with defects"),
    ("CERTIFIED_REFURBISHED", "Refurbished: certified"),
    ("EXCELLENT_REFURBISHED", "Refurbished: excellent"),
    ("VERY_GOOD_REFURBISHED", "Refurbished: very good"),
    ("GOOD_REFURBISHED", "Refurbished: good"),
    ("SELLER_REFURBISHED", "Refurbished by the seller"),
    ("LIKE_NEW", "Like new"),
    ("PRE_OWNED_EXCELLENT", "Pre-owned: excellent"),
    ("USED_EXCELLENT", "Used"),
    ("PRE_OWNED_FAIR", "Pre-owned: fair"),
    ("USED_VERY_GOOD", "Used: very good"),
    ("USED_GOOD", "Used: good"),
    ("USED_ACCEPTABLE", "Used: acceptable"),
    ("FOR_PARTS_OR_NOT_WORKING", "For parts, or not working"),
]
DURATIONS = [
    ("GTC", "Until cancelled"),
    ("DAYS_3", "3 days"),
    ("DAYS_5", "5 days"),
    ("DAYS_7", "7 days"),
    ("DAYS_10", "10 days"),
    ("DAYS_21", "21 days"),
    ("DAYS_30", "30 days"),
]
_POLICY = (
    "[('connection_id', '=', connection_id), ('site_id', '=', False),"
    " ('kind', '=', '%s')]"
)


class EbayListingTerms(models.AbstractModel):
    """The same fields on both, as ``listing._term`` wants them."""

    _name = "ebay.listing.terms"
    _description = "eBay Listing Terms"

    ebay_category_id = fields.Many2one(
        "ebay.category",
        "eBay Category",
        ondelete="set null",
        domain="[('is_leaf', '=', True), ('tree_id', 'in', ebay_tree_ids)]",
        help="Empty: the profile's, then the one that the product category is mapped "
        "to.",
    )
    ebay_tree_ids = fields.Many2many("ebay.tree", compute="_compute_ebay_tree_ids")
    ebay_condition = fields.Selection(
        CONDITIONS,
        "Condition",
        help="Empty: the profile's.",
    )
    ebay_condition_note = fields.Char(
        "About the Condition",
        help="What buyers should know of an item that is not new.",
    )
    ebay_listing_duration = fields.Selection(
        DURATIONS,
        "Duration",
        help="Empty: the profile's. Shops nearly always sell until cancelled.",
    )
    ebay_fulfillment_policy_id = fields.Many2one(
        "ebay.policy",
        "Shipping Policy",
        domain=_POLICY % "fulfillment",
        ondelete="set null",
        help="eBay's own agreement on shipping, made in the account there. Empty: "
        "the profile's.",
    )
    ebay_payment_policy_id = fields.Many2one(
        "ebay.policy",
        "Payment Policy",
        domain=_POLICY % "payment",
        ondelete="set null",
        help="eBay's own agreement on payment, made in the account there. Empty: the "
        "profile's.",
    )
    ebay_return_policy_id = fields.Many2one(
        "ebay.policy",
        "Return Policy",
        domain=_POLICY % "return",
        ondelete="set null",
        help="eBay's own agreement on returns, made in the account there. Empty: the "
        "profile's.",
    )
    ebay_place_id = fields.Many2one(
        "ebay.place",
        "Sent From",
        domain="[('connection_id', '=', connection_id)]",
        ondelete="set null",
        help="The place that buyers see beside the item, and that its delivery is "
        "reckoned from.",
    )

    def _compute_ebay_tree_ids(self):
        for record in self:
            connection = record.connection_id
            is_ebay = connection.platform == "ebay"
            record.ebay_tree_ids = is_ebay and connection._ebay_trees()


class IntegrationListingProfile(models.Model):
    _name = "integration.listing.profile"
    _inherit = ("integration.listing.profile", "ebay.listing.terms")

    ebay_aspect_rule_ids = fields.One2many(
        "ebay.aspect.rule", "profile_id", "Item Specifics", copy=True
    )
