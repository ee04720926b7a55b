"""Pictures of products that were made from listings."""

from __future__ import annotations

import base64

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..codec import load
from ..documents import Product
from .common import connection_of


@register_operation
class ProductPictures(Operation):
    """Fetches them, and gives them to products that have none yet."""

    platform = "*"
    name = "product_pictures"
    title = _lt("Fetch pictures of products")
    lane = "bulk"

    def prepare(self, env, jobs):
        return [self._plan(connection_of(env, job), job.payload) for job in jobs]

    def _plan(self, connection, payload):
        """[model, id, address] of each picture that is missing."""
        listings = connection.env["integration.product.binding"]
        rows = []
        for listing in listings.browse(payload["listings"]).exists():
            product = load(Product, listing.there or {"ref": "", "title": ""})
            template = listing.product_tmpl_id
            if product.media and template and not template.image_1920:
                rows.append(["product.template", template.id, product.media[0].url])
            ours = {b.external_ref: b.product_id for b in listing.variant_ids}
            for variant in product.variants:
                record = ours.get(variant.ref)
                if variant.media and record and not record.image_variant_1920:
                    rows.append([record._name, record.id, variant.media[0].url])
        return [row for row in rows if row[2]]

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, rows in zip(jobs, plan, strict=True):
            outcome.results[job.id] = [
                (model, id_, content)
                for model, id_, url in rows
                if (content := _fetch(client, url))
            ]
        return outcome

    def apply(self, env, jobs, outcome):
        names = {
            "product.template": "image_1920",
            "product.product": "image_variant_1920",
        }
        for job in jobs:
            connection = connection_of(env, job)
            for model, id_, content in outcome.results[job.id]:
                record = connection.env[model].browse(id_).exists()
                record.write({names[model]: base64.b64encode(content)})


def _fetch(client, url):
    """One that cannot be had must not keep the others from coming."""
    try:
        return client.picture(url)
    except RejectedError:
        return None
