"""Exports of a whole store: the same documents as by pages, in portions of any size."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from odoo.addons.omni_commerce import codec
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.lib.errors import GoneError
from odoo.addons.omni_shopify import exports
from odoo.addons.omni_shopify.client import bulk
from odoo.addons.omni_shopify.client.bulk_queries import ORDERS, PRODUCTS

LISTS = {"": ("variants", "media"), "variants": ("media",)}


def exported(store, remote, text):
    """The export of that query, once Shopify has made it."""
    ref = bulk.start(store.client, text)
    remote.advance(60)
    return bulk.look(store.client, ref)


def test_an_exported_product_is_the_one_that_pages_bring(store, remote):
    more = exports.published_more(store.client)
    export = exported(store, remote, PRODUCTS.named("Whole", more=more))
    nodes, end = bulk.read(store.client, export, PRODUCTS.lists)
    assert end is None
    found = {p.ref: p for p in exports.exported_products(store.reader, nodes)}
    assert found.keys() == {row.gid for row in remote.store["Product"]}
    paged = store.get(Kind.PRODUCT, list(found))
    for ref, product in found.items():
        assert codec.dump(product) == codec.dump(replace(paged[ref], collections=()))


@pytest.mark.parametrize("most", [1_000, 7_777, 100_000])
def test_portions_of_any_size_bring_the_same(store, remote, most):
    export = exported(store, remote, PRODUCTS.named(f"Portions{most}"))
    whole, _end = bulk.read(store.client, export, PRODUCTS.lists)
    found, offset, portions = [], 0, 0
    while offset is not None:
        nodes, offset = bulk.read(store.client, export, PRODUCTS.lists, offset, most)
        found += nodes
        portions += 1
    assert portions > 1
    assert found == whole


def test_members_find_their_owners_and_their_list():
    lines = [
        {"id": "P1"},
        {"id": "V1", "of_variants": "ProductVariant", "__parentId": "P1"},
        {"id": "M1", "of_media": "MediaImage", "__parentId": "V1"},
        {"id": "M1", "of_media": "MediaImage", "__parentId": "P1"},
        {"id": "P2", "note": 'says "__parentId": "P1" \u0000'},
    ]
    first, second = bulk.nested([json.dumps(line).encode() for line in lines], LISTS)
    assert [v["id"] for v in first["variants"]["nodes"]] == ["V1"]
    assert [m["id"] for m in first["variants"]["nodes"][0]["media"]["nodes"]] == ["M1"]
    assert [m["id"] for m in first["media"]["nodes"]] == ["M1"]
    assert second["variants"]["nodes"] == []
    assert second["note"] == 'says "__parentId": "P1" '


def test_an_export_of_nothing_is_empty(shop, remote):
    export = exported(shop, remote, PRODUCTS.named("Nothing"))
    assert export.is_complete
    assert bulk.read(shop.client, export, PRODUCTS.lists) == ([], None)


def test_the_same_export_is_not_begun_twice(store, remote):
    text = ORDERS.named("Once", search="created_at:>='2020-01-01T00:00:00Z'")
    first = bulk.start(store.client, text)
    assert bulk.start(store.client, text) == first, "on its way"
    remote.advance(60)
    assert bulk.start(store.client, text) == first, "just done"
    (row,) = (r for r in remote.store["BulkOperation"] if r.gid == first)
    row.created_at -= timedelta(hours=2)
    assert bulk.start(store.client, text) != first, "done long ago"


def test_a_file_that_is_gone_is_told(store, remote):
    export = exported(store, remote, PRODUCTS.named("Gone"))
    remote.store.files.clear()
    with pytest.raises(GoneError):
        bulk.read(store.client, export, PRODUCTS.lists)
