"""Products, media, collections, publishing: good requests of every family."""

from __future__ import annotations

import pytest

from .shopify_merchant import PRODUCT_SET, Merchant


@pytest.fixture
def merchant(remote):
    return Merchant.of_a_new_shop(remote)


@pytest.fixture
def big_shop(remote):
    return Merchant(remote)


def test_products_are_read_page_by_page_to_the_end(big_shop):
    query = """query Page($after: String) {
      products(first: 40, after: $after, sortKey: UPDATED_AT) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id legacyResourceId title handle status vendor tags descriptionHtml
          options { name position optionValues { id name } }
          media(first: 3) { nodes { id status ... on MediaImage { image { url } } } }
          metafields(first: 3) { nodes { namespace key type value } }
          resourcePublications(first: 2) { nodes { isPublished publication { id } } }
          variants(first: 2) {
            pageInfo { hasNextPage }
            nodes {
              id sku barcode price compareAtPrice inventoryQuantity
              inventoryItem {
                tracked unitCost { amount currencyCode }
                measurement { weight { unit value } }
              }
            }
          }
        }
      }
    }"""
    seen, after, more = set(), None, True
    while more:
        page = big_shop.read(query, after=after)
        fresh = {node["id"] for node in page["nodes"]}
        assert not seen & fresh
        seen |= fresh
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    total = "{ productsCount { count precision } }"
    assert len(seen) == big_shop.read(total)["count"]


def test_product_set_makes_options_variants_metafields_files_and_stock(merchant):
    place = merchant.locations()[0]
    made = merchant.do(
        PRODUCT_SET,
        identifier={"handle": "odoo-42-lever"},
        input={
            "title": "Lever",
            "handle": "odoo-42-lever",
            "vendor": "ACME",
            "tags": ["odoo"],
            "seo": {"title": "Lever", "description": "A lever"},
            "productOptions": [
                {"name": "Size", "position": 1, "values": [{"name": "S"}]}
            ],
            "files": [
                {"originalSource": "https://odoo.example/1.png", "contentType": "IMAGE"}
            ],
            "metafields": [
                {
                    "namespace": "odoo",
                    "key": "template",
                    "type": "number_integer",
                    "value": "42",
                }
            ],
            "variants": [
                {
                    "sku": "LEV-S",
                    "price": "10.00",
                    "optionValues": [{"optionName": "Size", "name": "S"}],
                    "inventoryItem": {
                        "tracked": True,
                        "cost": "4.00",
                        "countryCodeOfOrigin": "US",
                        "measurement": {"weight": {"unit": "KILOGRAMS", "value": 0.3}},
                    },
                    "inventoryQuantities": [
                        {"locationId": place, "name": "available", "quantity": 5}
                    ],
                }
            ],
        },
    )["product"]
    variant = made["variants"]["nodes"][0]
    assert variant["price"] == "10.00"
    assert merchant.available(variant["inventoryItem"]["id"]) == 5


def test_product_set_deletes_what_a_list_leaves_out(merchant):
    """The trap of productSet: variants that are not named are gone."""
    product = merchant.product("RED", "BLUE")
    kept = product["variants"]["nodes"][0]
    again = merchant.do(
        PRODUCT_SET,
        identifier={"id": product["id"]},
        input={
            "productOptions": [{"name": "Colour", "values": [{"name": "RED"}]}],
            "variants": [
                {
                    "id": kept["id"],
                    "price": "12.00",
                    "optionValues": [{"optionName": "Colour", "name": "RED"}],
                }
            ],
        },
    )["product"]
    assert [v["id"] for v in again["variants"]["nodes"]] == [kept["id"]]
    only_title = merchant.do(
        PRODUCT_SET, identifier={"id": product["id"]}, input={"title": "New title"}
    )["product"]
    assert len(only_title["variants"]["nodes"]) == 1


def test_product_set_without_waiting_is_an_operation_that_completes(merchant, remote):
    started = merchant.do(
        """mutation Later($input: ProductSetInput!) {
             productSet(input: $input, synchronous: false) {
               productSetOperation { id status } userErrors { message }
             }
           }""",
        input={"title": "Slow product"},
    )["productSetOperation"]
    assert started["status"] == "CREATED"
    remote.advance(10)
    status = """query Op($id: ID!) { productOperation(id: $id) {
      status product { title } ... on ProductSetOperation { userErrors { message } }
    } }"""
    assert merchant.read(status, id=started["id"]) == {
        "status": "COMPLETE",
        "product": {"title": "Slow product"},
        "userErrors": [],
    }


def test_a_product_is_created_with_media_and_archived(merchant):
    made = merchant.do(
        """mutation Create($product: ProductCreateInput!, $media: [CreateMediaInput!]) {
             productCreate(product: $product, media: $media) {
               product { id status media(first: 5) { nodes { id status alt } } }
               userErrors { field message }
             }
           }""",
        product={"title": "Mirror", "status": "DRAFT"},
        media=[
            {
                "originalSource": "https://odoo.example/mirror.png",
                "mediaContentType": "IMAGE",
                "alt": "front",
            }
        ],
    )["product"]
    assert made["media"]["nodes"][0]["status"] == "UPLOADED"
    archived = merchant.do(
        """mutation Archive($product: ProductUpdateInput!) {
             productUpdate(product: $product) {
               product { status } userErrors { field message }
             }
           }""",
        product={"id": made["id"], "status": "ARCHIVED"},
    )
    assert archived["product"]["status"] == "ARCHIVED"


def test_media_become_ready_after_a_while(merchant, remote):
    product = merchant.product()
    merchant.do(
        """mutation Media($product: ProductUpdateInput!, $media: [CreateMediaInput!]) {
             productUpdate(product: $product, media: $media) {
               product { id } userErrors { message }
             }
           }""",
        product={"id": product["id"]},
        media=[
            {"originalSource": "https://x.example/a.png", "mediaContentType": "IMAGE"}
        ],
    )
    query = """query Media($id: ID!) { product(id: $id) { media(first: 5) { nodes {
      status ... on MediaImage { image { url width } }
    } } } }"""
    remote.advance(60)
    media = merchant.read(query, id=product["id"])["media"]["nodes"][0]
    assert media["status"] == "READY"
    assert merchant.remote.session.get(media["image"]["url"]).ok


def test_prices_of_many_variants_change_in_one_call(merchant):
    product = merchant.product("A", "B")
    variants = product["variants"]["nodes"]
    changed = merchant.do(
        """mutation Prices($id: ID!, $rows: [ProductVariantsBulkInput!]!) {
             productVariantsBulkUpdate(
               productId: $id, variants: $rows, allowPartialUpdates: true
             ) {
               productVariants { sku price compareAtPrice barcode }
               userErrors { code field message }
             }
           }""",
        id=product["id"],
        rows=[
            {
                "id": variant["id"],
                "price": "12.00",
                "compareAtPrice": "15.00",
                "barcode": "4006381333931",
                "inventoryItem": {"cost": "1.5"},
            }
            for variant in variants
        ],
    )
    assert [row["price"] for row in changed["productVariants"]] == ["12.00", "12.00"]


def test_metafields_are_set_compared_and_deleted(merchant):
    product = merchant.product()
    row = {
        "ownerId": product["id"],
        "namespace": "odoo",
        "key": "note",
        "type": "single_line_text_field",
        "value": "1",
    }
    mutation = """mutation Meta($rows: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $rows) {
        metafields { id compareDigest value }
        userErrors { code field message elementIndex }
      }
    }"""
    digest = merchant.do(mutation, rows=[row])["metafields"][0]["compareDigest"]
    again = {**row, "value": "2", "compareDigest": digest}
    assert merchant.do(mutation, rows=[again])["metafields"][0]["value"] == "2"
    stale = merchant.refused(mutation, rows=[{**again, "value": "3"}])
    assert stale[0]["code"] == "STALE_OBJECT"
    gone = merchant.do(
        """mutation Gone($rows: [MetafieldIdentifierInput!]!) {
             metafieldsDelete(metafields: $rows) {
               deletedMetafields { ownerId namespace key } userErrors { message }
             }
           }""",
        rows=[{"ownerId": product["id"], "namespace": "odoo", "key": "note"}],
    )
    assert gone["deletedMetafields"][0]["key"] == "note"


def test_collections_in_the_new_form_and_in_the_old_one(merchant):
    first, second = merchant.product(), merchant.product()
    new = merchant.do(
        """mutation New($collection: CollectionCreateInput!) {
             collectionCreate(collection: $collection) {
               collection {
                 id handle products(first: 5) { nodes { id } }
                 sources { title ... on CollectionConditionsSource { id } }
               }
               userErrors { field message }
             }
           }""",
        collection={
            "title": "Levers",
            "sources": [
                {
                    "source": {
                        "title": "By hand",
                        "inclusion": {"selections": [{"productId": first["id"]}]},
                    }
                }
            ],
        },
    )["collection"]
    assert new["products"]["nodes"] == [{"id": first["id"]}]
    assert new["sources"][0]["title"] == "By hand"
    old = merchant.do(
        """mutation Old($input: CollectionInput!) {
             collectionCreate(input: $input) {
               collection { id handle } userErrors { field message }
             }
           }""",
        input={"title": "Levers", "products": [first["id"]]},
    )["collection"]
    assert old["handle"] == "levers-1"
    added = merchant.do(
        """mutation Add($id: ID!, $ids: [ID!]!) {
             collectionAddProducts(id: $id, productIds: $ids) {
               collection { productsCount { count } } userErrors { field message }
             }
           }""",
        id=old["id"],
        ids=[second["id"]],
    )
    assert added["collection"]["productsCount"]["count"] == 2


def test_a_product_is_published_on_one_channel_and_withdrawn(big_shop):
    publications = big_shop.read(
        """{ publications(first: 10) { nodes {
             id autoPublish catalog { title } channels(first: 2) { nodes { handle } }
           } } }"""
    )["nodes"]
    product = big_shop.product()
    mutation = """mutation Publish($id: ID!, $input: [PublicationInput!]!) {
      %s(id: $id, input: $input) {
        publishable { availablePublicationsCount { count } }
        userErrors { field message }
      }
    }"""
    target = [{"publicationId": publications[0]["id"]}]
    for name, count in (("publishablePublish", 1), ("publishableUnpublish", 0)):
        done = big_shop.do(mutation % name, id=product["id"], input=target)
        assert done["publishable"]["availablePublicationsCount"]["count"] == count


def test_options_are_added_renamed_and_removed(merchant):
    product = merchant.product("ONE")
    added = merchant.do(
        """mutation Add($id: ID!, $options: [OptionCreateInput!]!) {
             productOptionsCreate(productId: $id, options: $options) {
               product { options { id name values } } userErrors { code field message }
             }
           }""",
        id=product["id"],
        options=[{"name": "Size", "values": [{"name": "S"}]}],
    )["product"]["options"]
    assert [option["name"] for option in added] == ["Colour", "Size"]
    renamed = merchant.do(
        """mutation Rename($id: ID!, $option: OptionUpdateInput!) {
             productOptionUpdate(productId: $id, option: $option) {
               product { options { name } } userErrors { code message }
             }
           }""",
        id=product["id"],
        option={"id": added[1]["id"], "name": "Length"},
    )
    assert renamed["product"]["options"][1]["name"] == "Length"
    left = merchant.do(
        """mutation Remove($id: ID!, $options: [ID!]!) {
             productOptionsDelete(productId: $id, options: $options) {
               deletedOptionsIds product { options { name } }
               userErrors { code message }
             }
           }""",
        id=product["id"],
        options=[added[1]["id"]],
    )
    assert left["product"]["options"] == [{"name": "Colour"}]


def test_variants_are_added_and_deleted_in_bulk(merchant):
    product = merchant.product("ONE")
    made = merchant.do(
        """mutation More($id: ID!, $rows: [ProductVariantsBulkInput!]!) {
             productVariantsBulkCreate(productId: $id, variants: $rows) {
               productVariants { id sku title } userErrors { code field message }
             }
           }""",
        id=product["id"],
        rows=[
            {
                "price": "3.00",
                "optionValues": [{"optionName": "Colour", "name": "TWO"}],
                "inventoryItem": {"sku": "TWO"},
            }
        ],
    )["productVariants"][0]
    assert (made["sku"], made["title"]) == ("TWO", "TWO")
    left = merchant.do(
        """mutation Less($id: ID!, $ids: [ID!]!) {
             productVariantsBulkDelete(productId: $id, variantsIds: $ids) {
               product { variantsCount { count } } userErrors { code message }
             }
           }""",
        id=product["id"],
        ids=[made["id"]],
    )
    assert left["product"]["variantsCount"]["count"] == 1


def test_a_deleted_product_is_gone(merchant):
    product = merchant.product()
    merchant.do(
        """mutation Delete($input: ProductDeleteInput!) {
             productDelete(input: $input) { deletedProductId userErrors { message } }
           }""",
        input={"id": product["id"]},
    )
    query = "query One($id: ID!) { product(id: $id) { id } }"
    assert merchant.read(query, id=product["id"]) is None
