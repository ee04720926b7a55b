"""Where the package's types of V1 contradict ShipStation's own texts and answers."""

from __future__ import annotations

from .shipstation_repair import (
    ANYTHING,
    BOOLEAN,
    NUMBER,
    STRING,
    Repair,
    array,
    ref,
    several,
)

#: hold for requests and answers
REPAIRS = (
    Repair(
        "Address",
        "example answers leave all but these null; many countries have no states",
        required="name street1 city country",
    ),
    Repair(
        "BillingAddress",
        "the example of createorder sends a billTo with nothing but a name",
        {
            **several(
                "name company street1 street2 street3 city state postalCode country "
                "phone addressVerified",
                STRING,
            ),
            "residential": BOOLEAN,
        },
        required="name",
    ),
    Repair(
        "OrderItem",
        "'An identifier for the OrderItem in the originating system': may be null",
        optional="lineItemKey sku adjustment",
    ),
    *(
        Repair(
            name,
            "example answers: null until somebody fills it in",
            {"billTo": ref("BillingAddress")},
            optional="paymentDate shipByDate customerId customerUsername customerEmail "
            "customerNotes internalNotes giftMessage paymentMethod dimensions "
            "requestedShippingService carrierCode serviceCode packageCode shipDate "
            "weight insuranceOptions internationalOptions",
        )
        for name in ("Order", "OrderResponseItem")
    ),
    Repair(
        "InsuranceOptions",
        "example answers: provider null when nothing is insured",
        optional="provider",
    ),
    Repair(
        "InternationalOptions",
        "example answers: null for domestic orders",
        optional="contents customsItems nonDelivery",
    ),
    Repair(
        "CustomsItem",
        "example answers: the line's own id; harmonized code and origin null",
        optional="countryOfOrigin",
    ),
    Repair(
        "CustomerResponseItem",
        "example answers: these are null where the shop did not say",
        optional="company street2 phone email addressVerified",
    ),
    Repair(
        "ShipmentResponseItem",
        "example answers hold single objects where the package says arrays; "
        "createlabel answers with null for all that belongs to an order",
        {
            "shipTo": ref("Address"),
            "weight": ref("Weight"),
            "dimensions": ref("Dimensions"),
            "insuranceOptions": ref("InsuranceOptions"),
            "advancedOptions": ref("AdvancedOptions"),
            "shipmentItems": array(ref("OrderItem")),
        },
        optional="orderKey shipTo weight dimensions insuranceOptions advancedOptions "
        "shipmentItems confirmation trackingNumber",
    ),
    Repair(
        "FulfillmentResponseItem",
        "example answers: null for orders marked as shipped by hand",
        optional="userId customerEmail sellerFillProviderId sellerFillProviderName "
        "trackingNumber",
    ),
    Repair(
        "WarehouseResponseItem",
        "example answers carry the date of creation",
        {"createDate": STRING},
        required="warehouseId warehouseName originAddress isDefault",
    ),
    Repair(
        "UpdateWarehouseOptions",
        "the example sends back what it read",
        {"createDate": STRING},
    ),
    Repair(
        "WebhookResponseItem",
        "the example answer has more",
        {
            **several("MessageFormat Url Name", STRING),
            **several("BulkCopyBatchID BulkCopyRecordID", NUMBER),
            "Active": BOOLEAN,
            "WebhookLogs": array(ANYTHING),
            **several("Seller Store", ANYTHING),
        },
        required="WebHookID SellerID HookType MessageFormat Url Name Active "
        "IsLabelAPIHook",
    ),
    Repair(
        "ListWebhooksResponse",
        "the example answer is an object, the package says array",
        whole={
            "type": "object",
            "properties": {"webhooks": array(ref("WebhookResponseItem"))},
            "required": ["webhooks"],
            "additionalProperties": False,
        },
    ),
    Repair(
        "ProductTag",
        "example answers of products and customers: the tag alone",
        required="tagId name",
    ),
    Repair(
        "WebhookBody",
        "text of the webhook model",
        {"resource_url": STRING, "resource_type": ref("WebhookEventType")},
        required="*",
    ),
    Repair(
        "ErrorResponse",
        "answers reported by users: Message, and either ModelState or the exception; "
        "the gateway in front says `message` in small letters",
        {
            **several(
                "Message message ExceptionMessage ExceptionType StackTrace", STRING
            ),
            "ModelState": ANYTHING,
        },
    ),
)

#: hold for requests alone
REQUEST_REPAIRS = (
    Repair(
        "CreateOrUpdateOrderOptions",
        "the example sends a billing name alone, and lines without our identifier",
        {"billTo": ref("BillingAddress"), "items": array(ref("NewOrderItem"))},
        required="orderNumber orderDate orderStatus billTo shipTo",
    ),
    Repair(
        "NewOrderItem",
        "text of the OrderItem model; only name and quantity make a line",
        {
            **several(
                "lineItemKey sku name imageUrl warehouseLocation fulfillmentSku upc",
                STRING,
            ),
            **several(
                "orderItemId quantity unitPrice taxAmount shippingAmount productId",
                NUMBER,
            ),
            **several("createDate modifyDate", STRING),
            "adjustment": BOOLEAN,
            "weight": ref("Weight"),
            "options": array(ref("ItemOption")),
        },
        required="name quantity",
    ),
    Repair(
        "CreateOrderLabelOptions",
        "the example has a package code; 'confirmation' is null in it",
        {"packageCode": STRING},
        required="orderId carrierCode serviceCode shipDate testLabel",
    ),
    Repair(
        "CreateShipmentLabelOptions",
        "text: these are required; the package types the addresses wrongly",
        {"shipFrom": ref("Address"), "shipTo": ref("Address")},
        required="carrierCode serviceCode packageCode shipDate weight shipFrom shipTo",
    ),
    Repair(
        "GetRatesOptions",
        "text: these are required",
        {"fromWarehouseId": ANYTHING},
        required="carrierCode fromPostalCode toCountry toPostalCode weight",
    ),
    Repair(
        "ListOrdersOptions",
        "resource_url of ORDER_NOTIFY names the import",
        {"importBatch": STRING},
    ),
    Repair(
        "ListShipmentsOptions",
        "resource_url of SHIP_NOTIFY names the batch",
        {"batchId": NUMBER},
    ),
    Repair("CarrierQuery", "text", several("carrierCode", STRING), required="*"),
    Repair("StoreQuery", "text", several("storeId", NUMBER), required="*"),
    Repair("StoreIdOptions", "the example sends text", {"storeId": ANYTHING}, "*"),
    Repair("AddFundsOptions", "text", {"carrierCode": STRING, "amount": NUMBER}, "*"),
    Repair("OrderIdOptions", "text", several("orderId", NUMBER), "*"),
    Repair("OrderTagOptions", "text", several("orderId tagId", NUMBER), "*"),
    Repair(
        "HoldUntilOptions", "text", {"orderId": NUMBER, "holdUntilDate": STRING}, "*"
    ),
    Repair("OrderIdsOptions", "text", {"orderIds": array(NUMBER)}, "*"),
    Repair(
        "AssignUserOptions", "text", {"orderIds": array(NUMBER), "userId": STRING}, "*"
    ),
    Repair("VoidLabelOptions", "text", several("shipmentId", NUMBER), "*"),
    Repair("Product", "an update sends what changes", required="productId"),
    Repair("StoreResponseItem", "an update sends what changes", required="storeId"),
)
