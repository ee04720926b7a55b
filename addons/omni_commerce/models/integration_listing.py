"""A product as we want it on a channel, from the draft until it is ended.

The listing *is* the binding of the product (see docs/commerce.md, "Listings"): what is
there is in ``title``, ``status``, ``url``; what we want there is in this file.
"""

import uuid

from odoo import api, fields, models

from ..codec import load
from ..documents import Product
from ..lint import Finding, doubles, same_options


class IntegrationProductBinding(models.Model):
    _name = "integration.product.binding"
    _inherit = ("integration.product.binding", "integration.due.mixin")

    external_ref = fields.Char(required=False)  # a draft is not there yet
    title = fields.Char(required=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("queued", "Being Sent"),
            ("listed", "Listed"),
            ("error", "Refused"),
            ("ended", "Ended"),
        ],
        readonly=True,
        required=True,
        default="draft",
        index=True,
        copy=False,
    )
    error = fields.Text("What Is Wrong", readonly=True, copy=False)
    price_error = fields.Text("Price Not Sent", readonly=True, copy=False)
    hint = fields.Text("Worth Knowing", readonly=True, copy=False)
    media_note = fields.Char(
        "Images There",
        readonly=True,
        copy=False,
        help="How far the channel is with the images that were sent.",
    )
    is_managed = fields.Boolean(
        "Kept by Odoo",
        help="What changes in Odoo is sent. Otherwise the listing is only watched.",
    )
    profile_id = fields.Many2one(
        "integration.listing.profile",
        index="btree_not_null",
        domain="[('connection_id', '=', connection_id)]",
        help="What it says counts wherever the listing says nothing itself.",
    )
    product_image = fields.Image(related="product_tmpl_id.image_256")
    product_thumbnail = fields.Image(related="product_tmpl_id.image_128")
    note = fields.Char("How It Stands", compute="_compute_note")
    # -- what we want there; empty: the product's own, or the profile's --
    own_title = fields.Char(
        "Title",
        translate=False,
        help="Empty: the name of the product.",
    )
    own_description = fields.Html(
        "Description",
        sanitize=True,
        help="Empty: the description of the product for the web shop, or else for "
        "quotations.",
    )
    vendor = fields.Char(
        "Brand",
        help="Empty: the brand of the product, or the profile's.",
    )
    product_type = fields.Char(
        "Kind of Product",
        help="Empty: the profile's.",
    )
    seo_title = fields.Char(
        "Title in Search Engines",
        help="Empty: as the channel makes it from the title.",
    )
    seo_description = fields.Text(
        "Description in Search Engines",
        help="Empty: as the channel makes it from the description.",
    )
    tag_ids = fields.Many2many(
        "product.tag",
        string="More Tags",
        help="Beside the tags of the product.",
    )
    sells_when_out = fields.Selection(
        [("no", "Cannot be bought"), ("yes", "Can still be bought")],
        "When Out of Stock",
        help="Empty: as the profile says.",
    )
    listing_status = fields.Selection(
        [
            ("active", "On sale"),
            ("draft", "Draft over there"),
            ("archived", "Archived"),
        ],
        "Shall Be",
        help="Empty: as the profile says.",
    )
    price_rule_id = fields.Many2one(
        "integration.price.rule",
        check_company=True,
        index="btree_not_null",
        help="Empty: the profile's.",
    )
    publication_ids = fields.Many2many(
        "integration.showcase",
        "integration_listing_publication_rel",
        string="Sales Channels",
        domain="[('connection_id', '=', connection_id), ('kind', '=', 'channel')]",
        help="Where the product is published. Empty: as the profile says.",
    )
    collection_ids = fields.Many2many(
        "integration.showcase",
        "integration_listing_collection_rel",
        string="Collections",
        domain="[('connection_id', '=', connection_id), ('kind', '=', 'collection'),"
        " ('is_automatic', '=', False)]",
        help="Beside those that show the product's category.",
    )
    excluded_product_ids = fields.Many2many(
        "product.product",
        "integration_listing_excluded_rel",
        string="Variants Left Out",
        domain="[('product_tmpl_id', '=', product_tmpl_id)]",
        help="These variants are not offered on this channel.",
    )
    image_ids = fields.One2many("integration.listing.image", "listing_id", copy=True)
    own_images_only = fields.Boolean(
        "Without the Product's Images",
        help="Only the images below are shown there.",
    )
    custom_field_ids = fields.One2many(
        "integration.listing.custom.field", "listing_id", copy=True
    )
    # -- what was told, and what is there --
    content_due = fields.Integer(readonly=True, copy=False)
    price_due = fields.Integer(readonly=True, copy=False)
    sent_hash = fields.Char(
        readonly=True, copy=False, help="Fingerprint of what was sent last."
    )
    sent = fields.Json(
        readonly=True, copy=False, prefetch=False, help="The document sent last."
    )
    there = fields.Json(
        readonly=True, copy=False, prefetch=False, help="The document as last read."
    )
    sent_at = fields.Datetime("Sent", readonly=True, copy=False)
    create_key = fields.Char(
        readonly=True,
        copy=False,
        default=lambda self: uuid.uuid4().hex,
        help="By this a draft is created once over there, however often it is tried.",
    )
    end_how = fields.Selection(
        [("hide", "Hide"), ("archive", "Archive"), ("delete", "Delete")],
        "To Be Ended",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _content_due_idx = models.Index(
        "(connection_id, content_due) WHERE content_due > 0"
    )
    _price_due_idx = models.Index("(connection_id, price_due) WHERE price_due > 0")
    _draft_uniq = models.UniqueIndex(
        "(connection_id, product_tmpl_id) WHERE active AND external_ref IS NULL"
        " AND state != 'ended'",
        "A listing of this product is being prepared for the connection already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.setdefault("state", "listed" if vals.get("external_ref") else "draft")
        return super().create(vals_list)

    def _update_from(self, row):
        """The document of a listing is only read and written where it is another."""
        if row.get("content_hash") == self.content_hash:
            row = {name: value for name, value in row.items() if name != "there"}
        return super()._update_from(row)

    @api.depends("title", "own_title", "product_tmpl_id.name")
    def _compute_display_name(self):
        for listing in self:
            listing.display_name = (
                listing.title or listing.own_title or listing.product_tmpl_id.name
            )

    @api.depends(
        "error", "price_error", "hint", "media_note", "content_due", "is_managed"
    )
    def _compute_note(self):
        """What is wrong, else what is going on, else what is worth knowing."""
        for listing in self:
            waits = listing.content_due or listing.price_due
            listing.note = (
                (listing.error or listing.price_error or "").split("\n")[0]
                or (waits and self.env._("Waits to be sent."))
                or listing.media_note
                or (listing.hint or "").split("\n")[0]
                or (not listing.is_managed and self.env._("Watched, not kept by Odoo."))
                or False
            )

    def _term(self, name):
        """What the listing says, else its profile: of any field that both have."""
        return self[name] or self.profile_id[name]

    def _owned_fields(self):
        """The codes of ``listing_fields.py`` that are ours to write."""
        return self.profile_id._owned_fields(is_new=not self.external_ref)

    def _sent_before(self):
        """The document that was sent last, or none."""
        return load(Product, self.sent) if self.sent else None

    # -- what a platform add-on overrides --

    def _enrich(self, products):
        """{listing id: the outgoing ``documents.Product``}, with what is special here.

        The one hook for whatever goes out: overrides take the listings of their
        platform, and ``dataclasses.replace`` what they add. Called with all listings of
        a batch at once: read in groups.
        """
        return products

    def _lint(self, products):
        """{listing id: findings} about the outgoing documents, before any call.

        The one hook for what a platform demands. An error keeps the listing from being
        sent, with its text on the listing; anything else is only told.
        """
        return {
            listing.id: list(listing._lint_one(products[listing.id]))
            for listing in self
            if listing.id in products
        }

    def _lint_one(self, product):
        """What no channel could do anything with."""
        if not product.title.strip():
            yield Finding(self.env._("The listing has no title."), "title")
        if not product.variants:
            text = self.env._(
                "Nothing is left to sell: all variants are archived or left out."
            )
            yield Finding(text, "variants")
        for sku in doubles(product):
            text = self.env._("Two variants have the SKU “%s”: give each its own.", sku)
            yield Finding(text, "variants.sku")
        if any(not variant.sku for variant in product.variants):
            text = self.env._("A variant has no SKU: its orders cannot be told apart.")
            yield Finding(text, "variants.sku", is_error=False)
        for options in same_options(product):
            text = self.env._("Two variants have the same options: “%s”.", options)
            yield Finding(text, "variants.options")
        if any(v.price is not None and not v.price for v in product.variants):
            text = self.env._("A variant would be sold for nothing: give it a price.")
            yield Finding(text, "variants.price")
