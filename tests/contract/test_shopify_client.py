"""Every question that our Shopify client can ask, held against the official schema."""

import pytest
from graphql import TypeInfo, TypeInfoVisitor, Visitor, visit

from sandbox.contracts.shopify import DEFAULT_VERSION
from tools.shopify_client import library as client_library

VERSIONS = (DEFAULT_VERSION, "2026-10")


library = client_library()


def gid(noun, number=1):
    return f"gid://shopify/{noun}/{number}"


PAGE = {"first": 50, "after": "cursor"}
SEARCH = {**PAGE, "query": "updated_at:>='2026-11-01T00:00:00Z'"}
KEY = {"key": "6f1d0e9c-3f0b-5a53-9a0e-0d4a5f0f7d11"}
SUBSCRIPTION = {
    "uri": "https://odoo.example/omni/webhook/t",
    "format": "JSON",
    "includeFields": ["id", "updated_at"],
}


def rest_of(noun):
    return {"id": gid(noun), "after": "cursor"}


FIELD = {"namespace": "custom", "key": "brand", "type": "single_line_text_field"}
OPTION = {"optionName": "Size", "name": "S"}
VARIANT = {
    "price": "9.90",
    "compareAtPrice": None,
    "barcode": "4006381333931",
    "inventoryPolicy": "DENY",
    "inventoryItem": {
        "sku": "A-1",
        "cost": "4.00",
        "tracked": True,
        "requiresShipping": True,
        "harmonizedSystemCode": "650610",
        "countryCodeOfOrigin": "DE",
        "measurement": {"weight": {"unit": "GRAMS", "value": 900.0}},
    },
    "optionValues": [OPTION],
    "metafields": [{**FIELD, "value": "Acme"}],
}
SCALARS = {
    "title": "Helmet",
    "descriptionHtml": "<p>Hard</p>",
    "vendor": "Acme",
    "productType": "Helmets",
    "handle": "helmet",
    "status": "ACTIVE",
    "tags": ["new"],
    "seo": {"title": "Helmet", "description": "Hard"},
}
CUSTOM_ID = {
    "customId": {"namespace": "omniroute", "key": "listing", "value": "create:1"}
}

VARIABLES = {
    "bulk_mutation": {"mutation": "mutation m { x }", "path": "tmp/1/lines.jsonl"},
    "bulk_query": {"query": "{ products { edges { node { id } } } }"},
    "bulk_recent": {},
    "bulk_state": {"id": gid("BulkOperation")},
    "collections": PAGE,
    "media_order": {
        "id": gid("Product"),
        "moves": [{"id": gid("MediaImage"), "newPosition": "0"}],
    },
    "media_update": {
        "files": [
            {"id": gid("MediaImage"), "alt": "Front"},
            {"id": gid("MediaImage", 2), "referencesToRemove": [gid("Product")]},
        ]
    },
    "metafield_define": {
        "definition": {**FIELD, "name": "Brand", "ownerType": "PRODUCT"}
    },
    "metafields_delete": {
        "metafields": [
            {"ownerId": gid("Product"), "namespace": "custom", "key": "brand"}
        ]
    },
    "metafields_set": {
        "metafields": [{**FIELD, "ownerId": gid("Product"), "value": "Acme"}]
    },
    "product_delete": {"id": gid("Product")},
    "product_find": {"identifier": CUSTOM_ID},
    "product_set": {
        "identifier": CUSTOM_ID,
        "input": {
            **SCALARS,
            "productOptions": [{"name": "Size", "values": [{"name": "S"}]}],
            "variants": [
                {key: value for key, value in VARIANT.items() if key != "metafields"}
            ],
            "metafields": [{**FIELD, "value": "create:1"}],
        },
    },
    "product_update": {
        "product": {
            "id": gid("Product"),
            **SCALARS,
            "collectionsToJoin": [gid("Collection")],
            "collectionsToLeave": [gid("Collection", 2)],
        },
        "media": [
            {
                "originalSource": "https://odoo.example/a.png",
                "mediaContentType": "IMAGE",
                "alt": "Front",
            }
        ],
    },
    "publications": PAGE,
    "publish": {
        "id": gid("Product"),
        "input": [{"publicationId": gid("Publication")}],
    },
    "unpublish": {
        "id": gid("Product"),
        "input": [{"publicationId": gid("Publication")}],
    },
    "upload_places": {
        "input": [
            {
                "resource": "IMAGE",
                "filename": "a.png",
                "mimeType": "image/png",
                "httpMethod": "POST",
            }
        ]
    },
    "variants_create": {"product": gid("Product"), "variants": [VARIANT]},
    "variants_delete": {
        "product": gid("Product"),
        "variants": [gid("ProductVariant")],
    },
    "variants_update": {
        "product": gid("Product"),
        "variants": [
            {
                **VARIANT,
                "id": gid("ProductVariant"),
                "mediaId": gid("MediaImage"),
            }
        ],
    },
    "consents": SEARCH,
    "customer_data": {},
    "locations": PAGE,
    "more_collections": rest_of("Product"),
    "more_levels": rest_of("InventoryItem"),
    "more_lines": rest_of("Order"),
    "more_lines_to_ship": rest_of("FulfillmentOrder"),
    "more_media": rest_of("Product"),
    "more_metafields": rest_of("Product"),
    "more_parcel_lines": rest_of("Fulfillment"),
    "more_publications": rest_of("Product"),
    "more_refund_lines": rest_of("Refund"),
    "more_shipping_lines": rest_of("Order"),
    "more_variants": rest_of("Product"),
    "payout_lines": {**PAGE, "query": "payments_transfer_id:1"},
    "disputes": {**PAGE, "query": "initiated_at:>='2026-05-01T00:00:00Z'"},
    "payouts": {**PAGE, "query": "issued_at:>='2026-11-01T00:00:00Z'"},
    "order_cancel": {
        "id": gid("Order"),
        "reason": "INVENTORY",
        "restock": True,
        "notify": True,
        "refund": {"originalPaymentMethodsRefund": True},
    },
    "order_close": {"id": gid("Order")},
    "order_edit_add_item": {
        "id": gid("CalculatedOrder"),
        "title": "Gift wrapping",
        "price": {"amount": "1.25", "currencyCode": "USD"},
        "quantity": 2,
        "ships": False,
    },
    "order_edit_add_variant": {
        "id": gid("CalculatedOrder"),
        "variant": gid("ProductVariant"),
        "quantity": 2,
    },
    "order_edit_begin": {"id": gid("Order")},
    "order_edit_commit": {
        "id": gid("CalculatedOrder"),
        "notify": True,
        "note": "Changed in Odoo",
    },
    "order_edit_discount": {
        "id": gid("CalculatedOrder"),
        "line": gid("CalculatedLineItem"),
        "discount": {
            "fixedValue": {"amount": "1.25", "currencyCode": "USD"},
            "description": "Odoo",
        },
    },
    "order_edit_quantity": {
        "id": gid("CalculatedOrder"),
        "line": gid("CalculatedLineItem"),
        "quantity": 1,
        "restock": True,
    },
    "order_mark_paid": {"id": gid("Order")},
    "order_state": {"id": gid("Order")},
    "order_to_ship": {"id": gid("Order")},
    "orders": SEARCH,
    "orders_count": {"query": SEARCH["query"]},
    "orders_by_id": {"ids": [gid("Order")]},
    "price_lists": PAGE,
    "list_prices_set": {
        "id": gid("PriceList"),
        "prices": [
            {
                "variantId": gid("ProductVariant"),
                "price": {"amount": "9.90", "currencyCode": "CAD"},
                "compareAtPrice": {"amount": "12.00", "currencyCode": "CAD"},
            }
        ],
    },
    "prices_set": {
        "product": gid("Product"),
        "variants": [
            {"id": gid("ProductVariant"), "price": "9.90", "compareAtPrice": None}
        ],
    },
    "products": SEARCH,
    "products_count": {},
    "products_by_id": {"ids": [gid("Product")]},
    "order_capture": {
        "input": {
            "id": gid("Order"),
            "parentTransactionId": gid("OrderTransaction"),
            "amount": "9.90",
            "currency": "EUR",
        }
    },
    "order_to_return": {"id": gid("Order")},
    "return_create": {
        "input": {
            "orderId": gid("Order"),
            "notifyCustomer": False,
            "returnLineItems": [
                {
                    "fulfillmentLineItemId": gid("FulfillmentLineItem"),
                    "quantity": 1,
                    "returnReason": "UNKNOWN",
                }
            ],
        }
    },
    "returns_of_orders": {"ids": [gid("Order")]},
    "refund_create": {
        "input": {
            "orderId": gid("Order"),
            "note": "Too late",
            "notify": True,
            "currency": "EUR",
            "refundLineItems": [
                {
                    "lineItemId": gid("LineItem"),
                    "quantity": 1,
                    "restockType": "RETURN",
                    "locationId": gid("Location"),
                }
            ],
            "shipping": {"fullRefund": True},
            "transactions": [
                {
                    "orderId": gid("Order"),
                    "parentId": gid("OrderTransaction"),
                    "kind": "REFUND",
                    "gateway": "shopify_payments",
                    "amount": "9.90",
                }
            ],
        },
        **KEY,
    },
    "refund_suggest": {
        "id": gid("Order"),
        "lines": [{"lineItemId": gid("LineItem"), "quantity": 1}],
        "shipping": "5.00",
        "full": False,
    },
    "refunds_by_id": {"ids": [gid("Refund")]},
    "pickup_ready": {
        "input": {
            "lineItemsByFulfillmentOrder": [
                {"fulfillmentOrderId": gid("FulfillmentOrder")}
            ]
        }
    },
    "hold_release": {"id": gid("FulfillmentOrder")},
    "to_ship_of_orders": {"ids": [gid("Order")]},
    "ship": {
        "fulfillment": {
            "lineItemsByFulfillmentOrder": [
                {
                    "fulfillmentOrderId": gid("FulfillmentOrder"),
                    "fulfillmentOrderLineItems": [
                        {"id": gid("FulfillmentOrderLineItem"), "quantity": 1}
                    ],
                }
            ],
            "notifyCustomer": True,
            "trackingInfo": {"company": "UPS", "numbers": ["1Z"], "urls": []},
        }
    },
    "shipment": {"id": gid("Fulfillment")},
    "shipment_cancel": {"id": gid("Fulfillment")},
    "shipment_move": {
        "id": gid("FulfillmentOrder"),
        "location": gid("Location"),
        "lines": [{"id": gid("FulfillmentOrderLineItem"), "quantity": 1}],
    },
    "shop": {},
    "shop_locales": {},
    "translations": {"id": gid("Product"), "locale": "de"},
    "translations_register": {
        "id": gid("Product"),
        "translations": [
            {
                "key": "title",
                "value": "Helm",
                "locale": "de",
                "translatableContentDigest": "5c1f",
            }
        ],
    },
    "translations_remove": {
        "id": gid("Product"),
        "keys": ["title"],
        "locales": ["de"],
    },
    "stock": PAGE,
    "stock_activate": {
        "item": gid("InventoryItem"),
        "location": gid("Location"),
        "available": 3,
        **KEY,
    },
    "stock_by_id": {"ids": [gid("InventoryItem")]},
    "stock_set": {
        "input": {
            "name": "available",
            "reason": "correction",
            "quantities": [
                {
                    "inventoryItemId": gid("InventoryItem"),
                    "locationId": gid("Location"),
                    "quantity": 3,
                    "changeFromQuantity": None,
                }
            ],
        },
        **KEY,
    },
    "tracking_set": {
        "id": gid("Fulfillment"),
        "tracking": {"company": "UPS", "numbers": ["1Z", "2Z"]},
        "notify": False,
    },
    "webhook_create": {"topic": "ORDERS_CREATE", "subscription": SUBSCRIPTION},
    "webhook_delete": {"id": gid("WebhookSubscription")},
    "webhook_update": {
        "id": gid("WebhookSubscription"),
        "subscription": {"uri": SUBSCRIPTION["uri"]},
    },
    "webhooks": PAGE,
}


@pytest.fixture
def contract(kernel):
    return kernel.platforms["shopify"].contract


def test_every_operation_that_is_defined_is_covered_here():
    assert sorted(VARIABLES) == list(library.known_operations())


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("operation", sorted(VARIABLES))
def test_the_official_schema_takes_the_operation(contract, operation, version):
    text = library.text_of(operation)
    assert contract.check_request(version, text, VARIABLES[operation]) == []


@pytest.mark.parametrize("operation", sorted(VARIABLES))
def test_nothing_deprecated_is_asked_for(contract, operation):
    """What is deprecated today is gone in a year, and so is our version."""

    document = contract.document(DEFAULT_VERSION, library.text_of(operation)).node
    types = TypeInfo(contract.schema(DEFAULT_VERSION))
    found = []

    class Deprecated(Visitor):
        def enter_field(self, node, *_):
            definition = types.get_field_def()
            if definition and definition.deprecation_reason:
                found.append(node.name.value)

    visit(document, TypeInfoVisitor(types, Deprecated()))
    assert found == []


def test_the_schema_refuses_what_it_does_not_know(contract):
    """The check above can fail: a field that is not there is told."""
    text = library.text_of("shop").replace("myshopifyDomain", "noSuchField")
    assert contract.check_request(DEFAULT_VERSION, text, {})
