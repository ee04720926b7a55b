"""Writes down how a channel received listings and prices."""

from odoo import fields, models

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.lib.errors import GoneError

from ..codec import dump
from ..listing_fields import only
from ..listing_pairs import images, named, pairs
from ..listing_sender import is_left

REST_S = 30


class ListingBook(models.AbstractModel):
    _name = "integration.listing.book"
    _description = "What Channels Were Told About Listings"

    def _write_down(self, connection, plan, results):
        """``results`` are those of the first rows of the plan; the rest is left."""
        self._refuse(plan["refused"])
        left = {row["listing"] for row in plan["rows"][len(results) :]}
        for row, result in zip(plan["rows"], results, strict=False):
            listing = self._listing(row)
            if is_left(result):
                left.add(listing.id)
            elif isinstance(result.error, GoneError) and listing.external_ref:
                listing._gone_there()
            elif result.error:
                self._refuse({listing.id: tell(self.env.lang, result.error.message)})
            else:
                self._listed(connection, listing, row, result)
                if hint := result.data.get("hint"):
                    texts = (plan["hints"][listing.id], tell(self.env.lang, hint))
                    plan["hints"][listing.id] = "\n".join(filter(None, texts))
                if result.data.get("again"):
                    left.add(listing.id)
        self._hint(plan["hints"], left)
        self._settle(connection, "content_due", plan, left)

    def _listing(self, row):
        return self.env["integration.product.binding"].browse(row["listing"])

    def _listed(self, connection, listing, row, result):
        """It is there: bind it, and remember what was said."""
        there = result.product
        if not listing.external_ref:
            listing._bind(there.ref)
        found = pairs(row["command"].product, there)
        known = {ref: int(variant.key) for ref, variant in found}
        importer = self.env["integration.product.importer"]
        importer._import(connection, [there], known)
        listing.write(
            {
                # What was ended while this was on its way stays ended.
                "state": "ended" if listing.state == "ended" else "listed",
                "error": False,
                # One that is to be told again is never the same as it was.
                "sent_hash": False if result.data.get("again") else row["hash"],
                "sent": dump(_said(row["command"], result)),
                "sent_at": fields.Datetime.now(),
            }
        )

    def _refuse(self, texts):
        for listing in self.env["integration.product.binding"].browse(texts):
            listing._refused(texts[listing.id])

    def _hint(self, hints, left):
        for listing in self.env["integration.product.binding"].browse(hints):
            if listing.id not in left and (listing.hint or "") != hints[listing.id]:
                listing.hint = hints[listing.id]

    def _settle(self, connection, column, plan, left):
        """What was told is not due any more; what is still due asks for a job."""
        listings = self.env["integration.product.binding"]
        done = {id_: due for id_, due in plan["due"].items() if id_ not in left}
        if column == "content_due":
            self._unchanged(plan, left)
        listings._not_due(column, {id_: due for id_, due in done.items() if due})
        # What the channel could not take now is tried again after a rest.
        listings._ask(connection, column, rest_s=0 if done else REST_S)

    def _unchanged(self, plan, left):
        """Looked at, and nothing had to be said: it is listed as it should be."""
        told = {row["listing"] for row in plan["rows"]} | left | plan["refused"].keys()
        listings = self.env["integration.product.binding"].browse(
            [id_ for id_ in plan["due"] if id_ not in told]
        )
        fine = listings.filtered(lambda listing: listing.state != "listed")
        fine.write({"state": "listed", "error": False})

    # -- prices --

    def _write_down_prices(self, connection, plan, results):
        refused = dict(plan["refused"])
        left = {row["listing"] for row in plan["rows"][len(results) :]}
        told = {}
        for row, result in zip(plan["rows"], results, strict=False):
            if is_left(result):
                left.add(row["listing"])
            elif result.error:
                refused[row["listing"]] = tell(self.env.lang, result.error.message)
            else:
                told.setdefault(row["told"], []).append(row["binding"])
        for price, ids in told.items():
            bindings = self.env["integration.variant.binding"].browse(ids)
            bindings.write({"price_told": price, "price_there": price})
        self._note_prices(plan["due"], refused, left)
        self._settle(connection, "price_due", plan, left)

    def _note_prices(self, due, refused, left):
        listings = self.env["integration.product.binding"].browse(due)
        for listing in listings.filtered(lambda listing: listing.id not in left):
            text = refused.get(listing.id, False)
            if listing.price_error != text:
                listing.price_error = text

    # -- ends --

    def _write_down_ends(self, connection, plan, results):
        left = len(plan["rows"]) - len(results)
        for row, result in zip(plan["rows"], results, strict=False):
            listing = self._listing(row)
            if is_left(result):
                left += 1
            elif result.error and not isinstance(result.error, GoneError):
                listing._refused(tell(self.env.lang, result.error.message))
                listing.end_how = False
            else:  # gone is what was wanted, whoever was quicker
                listing._ended()
        if left:
            connection._request_by_system("product_delete")


def _said(command, result):
    """What the channel was told, with the names that it has for our images."""
    codes = command.fields - result.data.get("untold", frozenset())
    return only(named(command.product, images(result.product)), codes)
