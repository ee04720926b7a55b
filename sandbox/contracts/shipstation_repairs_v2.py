"""Where the package's types of V2 contradict ShipStation's own texts and answers."""

from __future__ import annotations

from .shipstation_repair import (
    ANYTHING,
    BOOLEAN,
    NUMBER,
    STRING,
    Repair,
    array,
    enum,
    ref,
    several,
)

EVENTS = (
    "batch carrier_connected order_source_refresh_complete rate report_complete "
    "sales_orders_imported track batch_processed_v2 fulfillment_rejected_v2 "
    "fulfillment_shipped_v2 label_created_v2 shipment_created_v2 track_event_v2"
)
_TRACKING_CODES = enum("UN", "AC", "IT", "DE", "EX", "AT", "NY", "SP")
_LINKS = {
    "type": "object",
    "properties": several("first last prev next", ref("PageLink")),
    "required": ["first", "last"],
    "additionalProperties": False,
}
_PAGED = {**several("total page pages", NUMBER), "links": _LINKS}
SALES_ORDER = {
    **several(
        "requested_shipment_service hold_until_date ship_by_date store_id "
        "notes_from_buyer notes_for_gift assigned_user display_scheme",
        STRING,
    ),
    **several("retail_rate amount_paid shipping_paid tax_paid", ref("MonetaryValue")),
    "is_gift": BOOLEAN,
    "zone": NUMBER,
    **several("ship_from return_to", ref("ShippingAddress")),
    "items": array(ref("ShipmentItem")),
    "packages": array(ref("Package")),
}
_LISTS = (
    "ListBatchesResponse ListLabelsResponse ListManifestsResponse "
    "ListPackagePickupsResponse ListShipmentsResponse GetBatchErrorsResponse"
)
#: hold for requests and answers
REPAIRS = (
    *(
        Repair(
            name,
            "answers: links beside first and last are empty objects at the ends",
            {"links": _LINKS},
        )
        for name in _LISTS.split()
    ),
    Repair("PageLink", "answers: an object, empty at the ends", {"href": STRING}),
    Repair(
        "Address",
        "answers of warehouses: null where the seller did not say",
        optional="phone email company_name address_line2 address_line3 "
        "address_residential_indicator",
    ),
    Repair(
        "ShippingAddress",
        "many countries have no states, some no postal codes",
        {"residential": BOOLEAN},
        optional="state_province postal_code",
    ),
    Repair(
        "ShipmentItem",
        "vendor's own file (Aug 2025): more fields; sales_order_item_id, which the "
        "package misspells",
        {
            **several(
                "sales_order_item_id bundle_sku item_id allocation_status image_url "
                "inventory_location product_id fullfilment_sku upc order_source_code",
                STRING,
            ),
            **several("unit_price tax_amount shipping_amount", NUMBER),
            "weight": ref("Weight"),
            "options": array(ref("ItemOption")),
        },
        required="name quantity",
    ),
    Repair("ItemOption", "vendor's own file", several("name value", STRING)),
    Repair(
        "Package",
        "vendor's own file: weight alone is required",
        {
            **several("shipment_package_id tracking_number", STRING),
            "products": array(ref("Product")),
        },
        required="weight",
    ),
    Repair("Product", "vendor's own file: nothing is required", required=""),
    Repair(
        "LabelPackage",
        "vendor's own file: a number as id; answers: null where there is none",
        {"package_id": NUMBER},
        required="weight",
    ),
    Repair("PackagePickup", "answers: null until called off", optional="cancelled_at"),
    *(
        Repair(
            name,
            "vendor's own file (Aug 2025) has the fields of a sales order; "
            "texts: carrier and service are null until chosen",
            SALES_ORDER,
            optional="carrier_id service_code",
        )
        for name in ("Shipment", "GetRatesResponse")
    ),
    Repair(
        "Label",
        "vendor's own file: more fields; answers: null where there is none",
        {
            **several(
                "external_shipment_id external_order_id outbound_label_id "
                "validate_address label_download_type confirmation",
                STRING,
            ),
            "test_label": BOOLEAN,
            "shipment": ref("Shipment"),
            "ship_to": ref("ShippingAddress"),
            "qr_code_download": ref("OptionalLink"),
            "rate_details": array(ANYTHING),
            "packages": array(ref("LabelPackage")),
        },
        optional="form_download paperless_download requested_comparison_amount "
        "rma_number batch_id voided_at label_image_id insurance_claim "
        "alternative_identifiers tracking_url",
    ),
    Repair(
        "LabelTrackingInfo",
        "captured answers and vendor's own file: two-letter status codes, the scans in "
        "`events`, one text as exception_description, carrier_code of any carrier",
        {
            "status_code": _TRACKING_CODES,
            "carrier_code": STRING,
            "carrier_status_description": STRING,
            "exception_description": STRING,
            "events": array(ref("TrackEvent")),
        },
        required="tracking_number tracking_url status_code status_description "
        "carrier_code events",
    ),
    Repair(
        "TrackEvent",
        "captured answers: two-letter status codes; null where the carrier is silent",
        {"status_code": _TRACKING_CODES, "proof_of_delivery_url": STRING},
        required="occurred_at description event_code status_code",
    ),
    Repair(
        "Rate",
        "answers: null where the carrier does not say",
        optional="requested_comparison_amount tax_amount delivery_days "
        "estimated_delivery_date carrier_delivery_days",
    ),
    Repair(
        "RatesInformation",
        "vendor's own file: errors beside the rates",
        {"errors": array(ref("ShipStationAPIError"))},
    ),
    Repair(
        "EstimateRatesResponse",
        "vendor's own file: a rate without an id",
        whole=array(ref("RateEstimate")),
    ),
    Repair(
        "RateEstimate",
        "vendor's own file",
        {
            **several(
                "rate_type carrier_id package_type estimated_delivery_date "
                "carrier_delivery_days ship_date service_type service_code "
                "carrier_code carrier_nickname carrier_friendly_name validation_status",
                STRING,
            ),
            **several(
                "shipping_amount insurance_amount confirmation_amount other_amount "
                "tax_amount",
                ref("MonetaryValue"),
            ),
            **several("zone delivery_days", NUMBER),
            **several("guaranteed_service negotiated_rate trackable", BOOLEAN),
            **several("warning_messages error_messages", array(STRING)),
            "rate_details": array(ANYTHING),
        },
        required="rate_type carrier_id shipping_amount insurance_amount "
        "confirmation_amount other_amount package_type service_code carrier_code",
    ),
    Repair(
        "Carrier",
        "answers: null without a funding source",
        {"carrier_code": STRING},
        optional="funding_source_id nickname",
    ),
    Repair("CarrierAdvancedOptions", "answers: null without default", required="name"),
    Repair(
        "ListCarriersResponse",
        "answers: an empty list of errors beside the carriers",
        {"errors": array(ref("ShipStationAPIError")), "request_id": STRING},
    ),
    Repair(
        "Batch",
        "answers: null until the batch was processed",
        optional="processed_at label_download form_download paperless_download "
        "external_batch_id batch_notes process_errors",
    ),
    Repair(
        "CreateManifestResponse",
        "text: what comes beside `manifests` is deprecated",
        required="manifests manifest_request_id status",
    ),
    Repair(
        "Webhook",
        "community clients of 2026: the _v2 events, a name and a store; text: the "
        "package's enum is of August 2025",
        {
            "event": enum(*EVENTS.split()),
            **several("name store_id", STRING),
        },
        required="webhook_id url event headers",
    ),
    Repair(
        "WebhookBody",
        "text of the payload schemas: tracking carries its data",
        {
            **several("resource_url resource_type", STRING),
            "data": ref("LabelTrackingInfo"),
        },
        required="resource_url resource_type",
    ),
    Repair(
        "AddressValidationResult",
        "vendor's own file",
        {
            "status": enum("unverified", "verified", "warning", "error"),
            "original_address": ref("Address"),
            "matched_address": ref("Address"),
            "messages": array(ANYTHING),
        },
        required="status original_address messages",
    ),
    Repair(
        "CreateShipmentsResponse",
        "vendor's own file",
        {
            "has_errors": BOOLEAN,
            "shipments": array(ref("CreatedShipment")),
        },
        required="*",
    ),
    Repair(
        "CreatedShipment",
        "vendor's own file; a refused one has nothing but its errors",
        {
            "errors": array(STRING),
            "address_validation": ref("AddressValidationResult"),
        },
        required="errors",
        like="Shipment",
    ),
    Repair(
        "Fulfillment",
        "text of the fulfillments guide; field names from community clients",
        {
            **several(
                "fulfillment_id shipment_id shipment_number user_id tracking_number "
                "created_at ship_date voided_at delivered_at "
                "fulfillment_carrier_friendly_name fulfillment_provider_id "
                "fulfillment_provider_friendly_name fulfillment_provider_code "
                "fulfillment_service_code notification_error_message",
                STRING,
            ),
            **several("void_requested voided order_source_notified", BOOLEAN),
            "fulfillment_fee": ref("MonetaryValue"),
            "ship_to": ref("ShippingAddress"),
        },
        required="fulfillment_id shipment_id tracking_number created_at ship_date "
        "void_requested voided order_source_notified ship_to",
    ),
    Repair(
        "FulfillmentList",
        "text of the fulfillments guide",
        {**_PAGED, "fulfillments": array(ref("Fulfillment"))},
        required="*",
    ),
    Repair(
        "CreateFulfillmentsResponse",
        "text of the fulfillments guide: partial success, one result each",
        {"has_errors": BOOLEAN, "fulfillments": array(ref("CreatedFulfillment"))},
        required="*",
    ),
    Repair(
        "CreatedFulfillment",
        "text of the fulfillments guide",
        several("shipment_id shipment_number error_message", STRING),
        required="shipment_id",
    ),
    Repair(
        "UserList",
        "vendor's own file (Aug 2025)",
        {**_PAGED, "users": array(ref("User"))},
        required="*",
    ),
    Repair(
        "User",
        "vendor's own file (Aug 2025)",
        several("user_id name email status", STRING),
        required="user_id name",
    ),
    Repair(
        "ProductList",
        "vendor's own file (Aug 2025)",
        {**_PAGED, "products": array(ref("CatalogProduct"))},
        required="*",
    ),
    Repair(
        "CatalogProduct",
        "vendor's own file (Aug 2025)",
        {
            "product_id": NUMBER,
            **several("sku name created_at modified_at", STRING),
            "price": NUMBER,
            "active": BOOLEAN,
            "weight": ref("Weight"),
        },
        required="product_id sku name active",
    ),
)
