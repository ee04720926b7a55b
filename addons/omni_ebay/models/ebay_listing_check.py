"""What is wrong with a listing, as a list with a button beside each finding."""

from odoo import api, fields, models

#: what is found at fault -> where it is put right
_AT_LISTING = {"title", "description", "extra.category", "extra.condition"}
_AT_LISTING |= {"extra.duration", "extra.aspects"}
_AT_PROFILE = {"extra.policies", "extra.place", "extra.sites", "variants.price"}
_AT_CATEGORY = {"extra.rules"}


class EbayListingFinding(models.Model):
    _name = "ebay.listing.finding"
    _description = "Finding of an eBay Listing"
    _order = "is_error desc, id"
    _rec_name = "text"

    listing_id = fields.Many2one(
        "integration.product.binding", required=True, index=True, ondelete="cascade"
    )
    text = fields.Char("What Is Wrong", required=True)
    field = fields.Char()
    is_error = fields.Boolean(
        "Holds It",
        help="eBay would refuse the listing. It is sent once this is mended.",
    )
    place = fields.Char("Where", compute="_compute_place")

    @api.depends("field")
    def _compute_place(self):
        for finding in self:
            if finding.field in _AT_CATEGORY:
                finding.place = self.env._("Read Rules")
            elif finding.field in _AT_PROFILE:
                finding.place = self.env._("Open Profile")
            elif finding.field in _AT_LISTING:
                finding.place = self.env._("On This Page")
            else:
                finding.place = self.env._("Open Product")

    def action_fix(self):
        """Go where it is put right."""
        self.ensure_one()
        listing = self.listing_id
        if self.field in _AT_CATEGORY:
            return listing.action_ebay_read_rules()
        target = listing.product_tmpl_id
        if self.field in _AT_PROFILE:
            target = listing.profile_id
        elif self.field in _AT_LISTING:
            target = listing
        return {
            "type": "ir.actions.act_window",
            "res_model": target._name,
            "res_id": target.id,
            "view_mode": "form",
        }


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    ebay_finding_ids = fields.One2many(
        "ebay.listing.finding", "listing_id", "Findings", readonly=True
    )
    ebay_checked_at = fields.Datetime("Checked", readonly=True, copy=False)
    ebay_used_category_id = fields.Many2one(
        "ebay.category", "Goes Into", compute="_compute_ebay_used_category_id"
    )

    @api.depends("ebay_category_id", "profile_id", "product_tmpl_id.categ_id")
    def _compute_ebay_used_category_id(self):
        self.ebay_used_category_id = False
        writer = self.env["ebay.listing.writer"]
        for connection, listings in self._ebay().grouped("connection_id").items():
            categories = writer._categories(connection, listings)
            for listing in listings:
                listing.ebay_used_category_id = categories[listing.id]

    def action_ebay_check(self):
        """All that eBay would refuse, without asking it."""
        self._demand_operator()
        listings = self.sudo()  # it reads what the job that sends it reads
        products = listings.env["integration.listing.composer"]._compose(listings)
        found = listings._lint(products)
        listings.ebay_finding_ids.unlink()
        listings.env["ebay.listing.finding"].create(
            [
                {
                    "listing_id": listing.id,
                    "text": finding.text,
                    "field": finding.field,
                    "is_error": finding.is_error,
                }
                for listing in listings
                for finding in found[listing.id]
            ]
        )
        listings.ebay_checked_at = fields.Datetime.now()
        return True

    def action_ebay_read_rules(self):
        self._demand_operator()
        self.ebay_used_category_id.action_read_rules()
        return self.env["integration.connection"]._ebay_note(
            self.env._("eBay is being asked what it wants to know in this category.")
        )

    def action_ebay_suggest(self):
        """Take the category that fits the title best; where none does, ask eBay."""
        self._demand_operator()
        for listing in self._ebay():
            found = listing._ebay_suggested()
            if found:
                listing.ebay_category_id = found
                continue
            self.env["sync.job"].enqueue(
                listing.connection_id,
                "ebay_category_suggest",
                payload={"listing": listing.id},
                identity_key=f"suggest:{listing.id}",
                lane="realtime",
                record=listing,
            )
        return True

    def _ebay_title(self):
        return self.own_title or self.product_tmpl_id.name or ""

    def _ebay_suggested(self):
        """Of what is loaded: parts stand in the last of a site's trees."""
        categories = self.env["ebay.category"]
        trees = self.connection_id.sudo()._ebay_trees()
        for tree in trees.sorted("ref", reverse=True):
            if found := categories._suggest(tree, self._ebay_title(), limit=1):
                return found
        return categories

    def _ebay_take_category(self, tree, refs):
        """eBay's best, unless somebody has chosen one meanwhile."""
        known = self.env["ebay.category"].search(
            [
                ("tree_id", "in", self.connection_id._ebay_trees().ids),
                ("tree_id.ref", "=", tree),
                ("ref", "in", refs),
                ("is_leaf", "=", True),
            ]
        )
        best = known.sorted(lambda category: refs.index(category.ref))[:1]
        if best and not self.ebay_category_id:
            self.ebay_category_id = best

    def action_list(self):
        """What eBay asks in their categories is read along with it."""
        unread = self._ebay().ebay_used_category_id.filtered(
            lambda category: not category._is_fresh()
        )
        if unread:
            unread.action_read_rules()
        return super().action_list()
