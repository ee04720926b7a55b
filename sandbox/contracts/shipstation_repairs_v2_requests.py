"""What V2 wants of a request: its types lose every `required` first (`shipstation.py`),
because they reuse the answers' types with all that only ShipStation can know."""

from __future__ import annotations

from .shipstation_repair import (
    BOOLEAN,
    NUMBER,
    STRING,
    Repair,
    array,
    enum,
    ref,
    several,
)
from .shipstation_repairs_v2 import EVENTS, SALES_ORDER

_SHIPMENT_WRITTEN = {
    **SALES_ORDER,
    **several(
        "shipment_id carrier_id service_code shipping_rule_id external_order_id "
        "external_shipment_id shipment_number ship_date warehouse_id "
        "comparison_rate_type order_source_code",
        STRING,
    ),
    "create_sales_order": BOOLEAN,
    "is_return": BOOLEAN,
    "validate_address": enum("no_validation", "validate_only", "validate_and_clean"),
    "shipment_status": enum("pending", "processing", "label_purchased", "cancelled"),
    "ship_to": ref("ShippingAddress"),
    "confirmation": ref("DeliveryConfirmation"),
    "customs": ref("InternationalShipmentOptions"),
    "advanced_options": ref("AdvancedShipmentOptions"),
    "insurance_provider": ref("InsuranceProvider"),
    "tax_identifiers": array(ref("TaxIdentifier")),
    "tags": array(ref("Tag")),
}

#: hold for requests alone, which lose every `required` first (see `shipstation.py`)
REQUEST_REPAIRS = (
    Repair("Weight", "type text", required="value unit"),
    Repair("MonetaryValue", "type text", required="currency amount"),
    Repair("PackageTypeDimensions", "type text", required="unit length width height"),
    Repair("Tag", "type text", required="name"),
    Repair("WebhookHeader", "type text", required="key value"),
    Repair("Package", "vendor's own file", required="weight"),
    Repair("ShipmentItem", "text: a line has a name", required="name"),
    Repair(
        "Address",
        "text: the least an address can be checked by",
        required="address_line1 country_code",
    ),
    Repair(
        "ShippingAddress",
        "text of ship_to: required properties",
        required="name address_line1 city_locality country_code",
    ),
    Repair(
        "InternationalShipmentOptions",
        "type text",
        {"customs_items": array(ref("CustomsItem"))},
        required="contents non_delivery",
    ),
    Repair("CustomsItem", "type text", required="quantity value"),
    Repair("ShipmentToWrite", "what a client may say of a shipment", _SHIPMENT_WRITTEN),
    Repair(
        "NewShipment",
        "text: a shipment goes to somebody",
        _SHIPMENT_WRITTEN,
        required="ship_to",
    ),
    Repair(
        "CreateShipments",
        "vendor's own file",
        {"shipments": array(ref("NewShipment"))},
        required="*",
    ),
    Repair(
        "ShipmentToLabel",
        "text: what a label needs",
        _SHIPMENT_WRITTEN,
        required="carrier_id service_code ship_to packages",
    ),
    Repair(
        "PurchaseLabelOptions",
        "text: a label is bought for a shipment; the rest has defaults",
        {"shipment": ref("ShipmentToLabel")},
        required="shipment",
    ),
    Repair(
        "GetRatesOptions",
        "text: a shipment or its id, and the carriers to ask",
        {"shipment": ref("NewShipment"), "rate_options": ref("RateOptions")},
        required="rate_options",
    ),
    Repair(
        "RateOptions",
        "type text",
        {
            "carrier_ids": array(STRING),
            **several("package_types service_codes", array(STRING)),
            **several("calculate_tax_amount is_return", BOOLEAN),
            **several("preferred_currency rate_type", STRING),
        },
        required="carrier_ids",
    ),
    Repair(
        "EstimateRatesOptions",
        "the package types carrier_ids as text, its example is a list",
        {"carrier_ids": array(STRING)},
        required="from_country_code from_postal_code to_country_code to_postal_code "
        "weight",
    ),
    Repair(
        "ListShipmentsOptions",
        "resource_url of SHIPMENT_CREATED_V2 names the import",
        {"import_batch_id": STRING},
    ),
    Repair(
        "CreateWebhookData",
        "text",
        {**several("name store_id", STRING), "event": enum(*EVENTS.split())},
        required="url event",
    ),
    Repair("UpdateWebhookData", "text", {**several("name store_id", STRING)}, "url"),
    Repair(
        "SchedulePackagePickupData",
        "text",
        required="label_ids contact_details pickup_window",
    ),
    Repair(
        "PackagePickupContactDetails", "vendor's own file", required="name email phone"
    ),
    Repair("PackagePickupWindow", "vendor's own file", required="start_at end_at"),
    Repair("ProcessBatchLabelsOptions", "text: all of it has defaults", required=""),
    Repair(
        "BatchMembersOptions",
        "text of add and remove",
        several("shipment_ids rate_ids", array(STRING)),
    ),
    Repair("CreateManifestData", "vendor's own file", required=""),
    Repair(
        "CreateOrUpdatePackageTypeOptions", "type text", required="package_code name"
    ),
    Repair(
        "CreateFulfillments",
        "text of the fulfillments guide",
        {"fulfillments": array(ref("NewFulfillment"))},
        required="*",
    ),
    Repair(
        "NewFulfillment",
        "text of the fulfillments guide",
        {
            **several("shipment_id tracking_number carrier_code ship_date", STRING),
            **several("notify_customer notify_order_source", BOOLEAN),
        },
        required="shipment_id tracking_number carrier_code",
    ),
    Repair(
        "FulfillmentQuery",
        "text of the fulfillments guide",
        {
            **several("page page_size", NUMBER),
            **several(
                "fulfillment_id shipment_id shipment_number tracking_number "
                "created_at_start created_at_end ship_date_start ship_date_end "
                "sort_by sort_dir batch_id",
                STRING,
            ),
        },
    ),
    Repair(
        "UserQuery",
        "vendor's own file (Aug 2025)",
        {"status": STRING, **several("page page_size", NUMBER)},
    ),
    Repair(
        "ProductQuery",
        "vendor's own file (Aug 2025)",
        {
            **several("sku name", STRING),
            "active": BOOLEAN,
            **several("page page_size", NUMBER),
        },
    ),
    Repair(
        "StopTrackingQuery",
        "vendor's own file (Aug 2025)",
        several("carrier_code tracking_number", STRING),
        required="*",
    ),
)
