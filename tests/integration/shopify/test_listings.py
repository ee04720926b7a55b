"""Listings in Shopify: created once, changed where they differ, others' left alone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import (
    Ending,
    EndProduct,
    SetPrice,
    UpsertProduct,
)
from odoo.addons.omni_commerce.documents import (
    CustomField,
    Kind,
    Media,
    Money,
    Option,
    Product,
    Variant,
)
from odoo.addons.omni_commerce.listing_fields import PRICES, given, known_listing_fields
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.paging import items

ALL = frozenset(field.code for field in known_listing_fields())
LATER = ALL - PRICES
BRAND = CustomField("custom", "brand", "single_line_text_field", "Acme")


def usd(amount):
    return Money(Decimal(amount), "USD")


def shirt(**more):
    variants = tuple(
        Variant(
            ref="",
            key=size,
            sku=f"SHIRT-{size}",
            options=(("Size", size),),
            price=usd("19.90"),
            compare_at=usd("25.00"),
            cost=usd("7.50"),
            weight_g=Decimal(180),
            hs_code="610910",
            origin_country="PT",
        )
        for size in ("S", "M")
    )
    return replace(
        Product(
            ref="",
            title="Shirt",
            variants=variants,
            description="<p>Soft</p>",
            vendor="Acme",
            type="Shirts",
            tags=("cotton",),
            seo_title="Shirt by Acme",
            options=(Option("Size", ("S", "M")),),
            custom_fields=(BRAND,),
        ),
        **more,
    )


def picture(tmp_path, name="a"):
    path = tmp_path / f"{name}.png"
    path.write_bytes(b"\x89PNG" + name.encode())
    checksum = (name * 40)[:40]
    return Media("", alt=name, checksum=checksum, mimetype="image/png", file=str(path))


@pytest.fixture
def list_it(shop):
    """Creates a listing, and says what is there."""

    def create(product):
        codes = given(product, ALL)
        return push(shop, UpsertProduct(product, codes, key="create:1"))

    return create


def push(shop, command):
    [result] = shop.push([command])
    if result.error:
        raise result.error
    return result.product


def update(shop, before, there, gone=(), **more):
    """Send it again with other content, as a job does after another try."""
    wanted = replace(before, ref=there.ref, **more)
    codes = given(wanted, LATER) | given(before, LATER)
    return push(shop, UpsertProduct(wanted, codes, before, gone, key="x"))


def asked(shop):
    return [call.operation for call in shop.transport.calls]


def test_a_listing_is_created_with_all_that_it_says(shop, list_it):
    there = list_it(shirt())
    again = shop.get(Kind.PRODUCT, [there.ref])[there.ref]
    assert again.title == "Shirt" and again.vendor == "Acme"
    assert again.tags == ("cotton",) and again.seo_title == "Shirt by Acme"
    assert again.options == (Option("Size", ("S", "M")),)
    assert BRAND in again.custom_fields
    small = again.variants[0]
    assert small.sku == "SHIRT-S" and small.price == usd("19.90")
    assert small.compare_at == usd("25.00") and small.cost == usd("7.50")
    assert small.weight_g == 180 and small.hs_code == "610910"
    assert small.origin_country == "PT" and small.stock_ref


def test_a_lost_answer_does_not_create_a_second_one(shop, list_it):
    first, second = list_it(shirt()), list_it(shirt())
    assert first.ref == second.ref
    found = list(items(lambda cursor: shop.fetch(Kind.PRODUCT, cursor)))
    assert len(found) == 1


def test_a_product_without_options_is_one_variant(shop, list_it):
    variant = replace(shirt().variants[0], options=())
    there = list_it(shirt(options=(), variants=(variant,)))
    assert [v.sku for v in there.variants] == ["SHIRT-S"]
    update(shop, shirt(options=(), variants=(variant,)), there, title="Tee")
    assert "product_set" not in asked(shop)[-4:]


def test_only_what_differs_is_sent(shop, list_it):
    there = list_it(shirt())
    shop.transport.calls.clear()
    update(shop, shirt(), there)
    assert set(asked(shop)) <= {"products_by_id", "shop"}
    update(shop, shirt(), there, title="Tee")
    assert asked(shop).count("product_update") == 1
    assert "variants_update" not in asked(shop)


def test_what_others_added_stays_and_what_was_ours_goes(shop, merchant, list_it):
    there = list_it(shirt())
    merchant.do(
        """mutation T($id: ID!) { tagsAdd(id: $id, tags: ["sale"]) {
             userErrors { message } } }""",
        id=there.ref,
    )
    merchant.do(
        """mutation M($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
             userErrors { message } } }""",
        m=[
            {
                "ownerId": there.ref,
                "namespace": "custom",
                "key": "theirs",
                "type": "single_line_text_field",
                "value": "stays",
            }
        ],
    )
    there = update(shop, shirt(), there, tags=("linen",), custom_fields=())
    assert set(there.tags) == {"linen", "sale"}
    assert "theirs" in {field.key for field in there.custom_fields}
    assert BRAND not in there.custom_fields


def test_a_variant_is_added_and_one_of_ours_goes(shop, merchant, list_it):
    there = list_it(shirt())
    small, medium = shirt().variants
    large = replace(small, key="L", sku="SHIRT-L", options=(("Size", "L"),))
    gone = (there.variants[0].ref,)
    there = update(shop, shirt(), there, gone=gone, variants=(medium, large))
    assert [variant.sku for variant in there.variants] == ["SHIRT-M", "SHIRT-L"]


def test_a_variant_that_odoo_does_not_know_survives_every_update(shop, merchant):
    ref = merchant.product("OURS", "THEIRS")["id"]
    there = shop.get(Kind.PRODUCT, [ref])[ref]
    ours = Variant(
        there.variants[0].ref, key="1", sku="OURS-2", options=(("Colour", "OURS"),)
    )
    wanted = Product(ref, "Lever", (ours,), options=(Option("Colour", ("OURS",)),))
    codes = frozenset({"title", "variants", "options", "variants.sku"})
    there = push(shop, UpsertProduct(wanted, codes, key="k"))
    assert {variant.sku for variant in there.variants} == {"OURS-2", "THEIRS"}


def test_other_options_are_told_at_once_where_every_variant_is_ours(shop, list_it):
    there = list_it(shirt())
    before = there.variants[0].ref
    variants = tuple(
        replace(variant, options=(*variant.options, ("Colour", "Red")))
        for variant in shirt().variants
    )
    options = (*shirt().options, Option("Colour", ("Red",)))
    there = update(shop, shirt(), there, variants=variants, options=options)
    assert [option.name for option in there.options] == ["Size", "Colour"]
    assert there.variants[0].ref == before, "the variant is still the same one"
    assert BRAND in there.custom_fields


def test_other_options_are_refused_where_a_variant_is_not_ours(shop, merchant):
    ref = merchant.product("OURS", "THEIRS")["id"]
    there = shop.get(Kind.PRODUCT, [ref])[ref]
    ours = Variant(there.variants[0].ref, key="1", options=(("Size", "S"),))
    wanted = Product(ref, "Lever", (ours,), options=(Option("Size", ("S",)),))
    with pytest.raises(RejectedError, match="Odoo does not know: THEIRS"):
        push(shop, UpsertProduct(wanted, LATER, key="k"))


def test_a_price_in_another_currency_is_refused(shop, list_it):
    variant = replace(shirt().variants[0], price=Money(Decimal(5), "EUR"))
    with pytest.raises(RejectedError, match="prices are in USD"):
        list_it(shirt(variants=(variant,)))
    there = list_it(shirt())
    price = SetPrice(there.ref, there.variants[0].ref, Money(Decimal(5), "EUR"))
    good = SetPrice(there.ref, there.variants[1].ref, usd("5.00"))
    bad, fine = shop.push([price, good])
    assert "USD" in bad.error.message and fine.ok


def test_where_the_store_decides_about_prices_any_currency_will_do(shop, list_it):
    there = list_it(shirt())
    variants = tuple(
        replace(variant, price=Money(Decimal(5), "EUR")) for variant in shirt().variants
    )
    there = update(shop, shirt(), there, variants=variants, title="Tee")
    assert there.title == "Tee" and there.variants[0].price == usd("19.90")


def test_prices_change_alone_and_may_leave_the_compared_one(shop, list_it):
    there = list_it(shirt())
    price = SetPrice(
        there.ref, there.variants[0].ref, usd("15.00"), keeps_compare_at=True
    )
    [result] = shop.push([price])
    assert result.ok
    there = shop.get(Kind.PRODUCT, [there.ref])[there.ref]
    assert there.variants[0].price == usd("15.00")
    assert there.variants[0].compare_at == usd("25.00")


# -- images ----------------------------------------------------------------------------


def ready(shop, remote, ref):
    remote.advance(10)
    return shop.get(Kind.PRODUCT, [ref])[ref]


def test_an_image_is_uploaded_once_and_followed_until_it_is_ready(
    shop, remote, list_it, tmp_path
):
    product = shirt(media=(picture(tmp_path),))
    there = list_it(product)
    [media] = there.media
    assert media.status == "processing" and media.checksum == "a" * 40
    [media] = ready(shop, remote, there.ref).media
    assert media.status == "ready"
    assert media.checksum == "a" * 40, "known by its name, even if we forgot it"
    shop.transport.calls.clear()
    update(shop, product, there)
    assert "upload" not in asked(shop)


def test_an_image_of_ours_goes_and_one_of_others_stays(
    shop, merchant, remote, list_it, tmp_path
):
    first, second = picture(tmp_path, "a"), picture(tmp_path, "b")
    product = shirt(media=(first, second))
    there = list_it(product)
    merchant.do(
        """mutation P($id: ID!, $m: [CreateMediaInput!]) {
             productUpdate(product: {id: $id}, media: $m) {
               userErrors { message } } }""",
        id=there.ref,
        m=[
            {
                "originalSource": "https://pics.example/x.png",
                "mediaContentType": "IMAGE",
            }
        ],
    )
    ready(shop, remote, there.ref)
    there = update(shop, product, there, media=(second,))
    assert [media.checksum for media in there.media] == ["b" * 40, ""]


def test_ours_stand_in_the_order_of_odoo(shop, remote, list_it, tmp_path):
    first, second = picture(tmp_path, "a"), picture(tmp_path, "b")
    product = shirt(media=(first, second))
    there = list_it(product)
    ready(shop, remote, there.ref)
    there = update(shop, product, there, media=(second, first))
    assert [media.checksum[0] for media in there.media] == ["b", "a"]


def test_a_variant_gets_its_picture_when_shopify_is_done_with_it(
    shop, remote, list_it, tmp_path
):
    small, medium = shirt().variants
    red = replace(small, media=(picture(tmp_path, "c"),))
    product = shirt(variants=(red, medium))
    there = list_it(product)
    assert not there.variants[0].media
    ready(shop, remote, there.ref)
    there = update(shop, product, there)
    assert there.variants[0].media[0].checksum == "c" * 40


def test_a_file_that_is_lost_is_said_in_words(shop, list_it, tmp_path):
    media = replace(picture(tmp_path), file=str(tmp_path / "lost.png"))
    with pytest.raises(RejectedError, match="upload it to the product again"):
        list_it(shirt(media=(media,)))


# -- where it is shown -----------------------------------------------------------------


def showcases(shop, kind):
    found = items(lambda cursor: shop.fetch(Kind.SHOWCASE, cursor))
    return [showcase for showcase in found if showcase.kind == kind]


def test_it_is_published_to_channels_and_taken_off_again(store):
    online = showcases(store, "channel")[0]
    product = shirt(channels=(online.ref,))
    command = UpsertProduct(product, given(product, ALL), key="create:published")
    there = push(store, command)
    assert online.name and there.channels == (online.ref,)
    assert update(store, product, there, channels=()).channels == ()
    store.push([EndProduct(there.ref, Ending.DELETE)])


def collection(merchant, title):
    made = merchant.do(
        """mutation C($c: CollectionCreateInput!) { collectionCreate(collection: $c) {
             collection { id } userErrors { message } } }""",
        c={"title": title},
    )
    return made["collection"]["id"]


def test_it_joins_a_collection_and_leaves_it(shop, merchant, list_it):
    ref = collection(merchant, "Summer")
    [summer] = showcases(shop, "collection")
    assert summer.ref == ref and summer.name == "Summer" and not summer.is_automatic
    product = shirt(collections=(ref,))
    there = list_it(product)
    assert there.collections == (ref,)
    assert update(shop, product, there, collections=()).collections == ()


def test_a_product_leaves_all_of_many_collections(merchant, shop, list_it):
    """More than its own answer tells at once."""
    refs = [collection(merchant, f"Fits model {number}") for number in range(25)]
    product = shirt(collections=tuple(refs))
    there = list_it(product)
    assert set(there.collections) == set(refs)
    assert update(shop, product, there, collections=()).collections == ()


# -- the end ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "status"), [(Ending.HIDE, "draft"), (Ending.ARCHIVE, "archived")]
)
def test_a_listing_is_hidden_or_archived_and_comes_back(shop, list_it, how, status):
    there = list_it(shirt())
    [result] = shop.push([EndProduct(there.ref, how)])
    assert result.ok
    assert shop.get(Kind.PRODUCT, [there.ref])[there.ref].status == status
    assert update(shop, shirt(), there).status == "active"


def test_a_listing_is_deleted(shop, list_it):
    there = list_it(shirt())
    [result] = shop.push([EndProduct(there.ref, Ending.DELETE)])
    assert result.ok
    assert shop.get(Kind.PRODUCT, [there.ref]) == {}
