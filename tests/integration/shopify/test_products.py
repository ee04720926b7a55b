"""Products of Shopify as documents."""

from odoo.addons.omni_commerce import codec
from odoo.addons.omni_commerce import documents as doc
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.lib.paging import items


def test_every_product_of_the_store_is_read_whole(store, remote):
    found = list(items(lambda cursor: store.fetch(Kind.PRODUCT, cursor)))
    there = {row.gid: row for row in remote.store["Product"]}
    assert {product.ref for product in found} == set(there)
    for product in found:
        row = there[product.ref]
        assert [v.ref for v in product.variants] == [v.gid for v in row.variants]
        assert len(product.media) == len(row.media)
        assert codec.load(doc.Product, codec.dump(product)) == product
    variant = found[0].variants[0]
    assert variant.sku and variant.stock_ref and variant.price.currency == "USD"
    assert variant.weight_g > 0 and variant.cost


def test_a_product_of_many_variants_is_read_to_its_last(merchant, shop):
    skus = [f"MANY-{number:03d}" for number in range(120)]
    ref = merchant.product(*skus)["id"]
    product = shop.get(Kind.PRODUCT, [ref])[ref]
    assert [variant.sku for variant in product.variants] == skus
    assert product.variants[0].options == (("Colour", "MANY-000"),)


def test_a_deleted_product_is_missing_in_the_answer(shop):
    assert shop.get(Kind.PRODUCT, ["gid://shopify/Product/999999999"]) == {}
