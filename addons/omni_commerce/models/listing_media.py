"""Which images listings have: by their checksums, without reading one of them."""

from odoo import models
from odoo.fields import Domain

from ..documents import Media


class ListingMedia(models.AbstractModel):
    _name = "integration.listing.media"
    _description = "Images of Listings"

    def _of(self, variants):
        """The images of listings and their products: {listing: products} given."""
        listings = self.env["integration.product.binding"].union(*variants)
        own = listings.image_ids
        products = self.env["product.product"].union(*variants.values())
        templates = listings.product_tmpl_id
        gallery = self._gallery(templates)
        sources = {
            "integration.listing.image": (own, "image_1920"),
            "product.template": (templates, "image_1920"),
            "product.product": (products, "image_variant_1920"),
            "product.image": (gallery, "image_1920"),
        }
        files = {
            (model, attachment.res_id): attachment
            for model, (records, name) in sources.items()
            if records
            for attachment in self._attachments(model, records, name)
        }
        return _Pictures(self, files, gallery)

    def _gallery(self, templates):
        """More pictures, where an add-on like Odoo's own web shop keeps them."""
        if "product_template_image_ids" not in templates._fields:
            return ()
        return templates.product_template_image_ids

    def _attachments(self, model, records, name):
        # sudo: whoever may see a product may see its picture.
        return (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                Domain("res_model", "=", model)
                & Domain("res_field", "=", name)
                & Domain("res_id", "in", records.ids),
                ["res_id", "checksum", "mimetype", "store_fname", "access_token"],
            )
        )

    def _document(self, attachment, alt):
        return Media(
            url=self._url(attachment),
            alt=alt or "",
            checksum=attachment.checksum or "",
            mimetype=attachment.mimetype or "",
            file=self._file(attachment),
        )

    def _url(self, attachment):
        """Where a channel can fetch it; only of use where it can reach us."""
        base = attachment.get_base_url()
        if not base.startswith("https://"):
            return ""
        [token] = attachment.generate_access_token()
        return f"{base}/web/image/{attachment.id}?access_token={token}"

    def _file(self, attachment):
        name = attachment.store_fname
        return attachment._full_path(name) if name else ""


class _Pictures:
    """The pictures of a batch, ready to be asked for."""

    def __init__(self, source, files, gallery):
        self.source, self.files, self.gallery = source, files, gallery

    def of_listing(self, listing):
        template = listing.product_tmpl_id
        found = [self._one(image, image.name) for image in listing.image_ids]
        if not listing.own_images_only:
            found.append(self._one(template, template.name))
            found += [self._one(image, image.name) for image in self._more(template)]
        return _once(found)

    def of_variant(self, listing, product):
        own = listing.image_ids.filtered(lambda image: image.product_id == product)
        found = [self._one(image, image.name) for image in own]
        if not listing.own_images_only:
            found.append(self._one(product, product.display_name))
        return _once(found)

    def _more(self, template):
        return template.product_template_image_ids if self.gallery else ()

    def _one(self, record, alt):
        attachment = self.files.get((record._name, record.id))
        return attachment and self.source._document(attachment, alt)


def _once(found):
    """Each picture once, however often it hangs on a product."""
    return tuple({media.checksum: media for media in found if media}.values())
