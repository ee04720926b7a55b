"""What can be called at ShipStation, and which of the vendor's types each call uses.

A table as data: (method, path, request type, answer type). The request type describes
the body, or the query of a GET; "" means "takes none" or "answers without a body".
`[X]` is a list of X. Types are those of npm `shipstation-node`, as mended in
`shipstation_repairs_*.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    api: str  # "v1" or "v2"
    method: str
    path: str
    request: str
    answer: str
    status: int = 200

    @property
    def name(self) -> str:
        return f"{self.api} {self.method} {self.path}"


V1 = (
    ("GET", "/accounts/listtags", "", "ListAccountTagsResponse"),
    ("GET", "/carriers", "", "ListCarriersResponse"),
    ("GET", "/carriers/getcarrier", "CarrierQuery", "CarrierResponseItem"),
    ("GET", "/carriers/listservices", "CarrierQuery", "ListServicesResponse"),
    ("GET", "/carriers/listpackages", "CarrierQuery", "ListPackagesResponse"),
    ("POST", "/carriers/addfunds", "AddFundsOptions", "AddFundsResponse"),
    ("GET", "/customers", "ListCustomersOptions", "ListCustomersResponse"),
    ("GET", "/customers/{customerId}", "", "CustomerResponseItem"),
    ("GET", "/fulfillments", "ListFulfillmentsOptions", "ListFulfillmentsResponse"),
    ("GET", "/orders", "ListOrdersOptions", "ListOrdersResponse"),
    ("GET", "/orders/listbytag", "ListOrdersByTagOptions", "ListOrdersResponse"),
    ("GET", "/orders/{orderId}", "", "OrderResponseItem"),
    ("DELETE", "/orders/{orderId}", "", "OrderOperationResponse"),
    ("POST", "/orders/createorder", "CreateOrUpdateOrderOptions", "OrderResponseItem"),
    (
        "POST",
        "/orders/createorders",
        "[CreateOrUpdateOrderOptions]",
        "CreateOrUpdateMultipleOrdersResponse",
    ),
    (
        "POST",
        "/orders/createlabelfororder",
        "CreateOrderLabelOptions",
        "CreateLabelResponse",
    ),
    ("POST", "/orders/markasshipped", "MarkShippedOptions", "MarkShippedResponse"),
    ("POST", "/orders/holduntil", "HoldUntilOptions", "OrderOperationResponse"),
    ("POST", "/orders/restorefromhold", "OrderIdOptions", "OrderOperationResponse"),
    ("POST", "/orders/addtag", "OrderTagOptions", "OrderOperationResponse"),
    ("POST", "/orders/removetag", "OrderTagOptions", "OrderOperationResponse"),
    ("POST", "/orders/assignuser", "AssignUserOptions", "OrderOperationResponse"),
    ("POST", "/orders/unassignuser", "OrderIdsOptions", "OrderOperationResponse"),
    ("GET", "/products", "ListProductsOptions", "ListProductsResponse"),
    ("GET", "/products/{productId}", "", "GetProductResponse"),
    ("PUT", "/products/{productId}", "Product", "UpdateProductResponse"),
    ("GET", "/shipments", "ListShipmentsOptions", "ListShipmentsResponse"),
    (
        "POST",
        "/shipments/createlabel",
        "CreateShipmentLabelOptions",
        "ShipmentResponseItem",
    ),
    ("POST", "/shipments/getrates", "GetRatesOptions", "GetRatesResponse"),
    ("POST", "/shipments/voidlabel", "VoidLabelOptions", "VoidShipmentLabelResponse"),
    ("GET", "/stores", "ListStoresOptions", "ListStoresResponse"),
    ("GET", "/stores/marketplaces", "", "ListMarketplacesResponse"),
    ("GET", "/stores/getrefreshstatus", "StoreQuery", "GetRefreshRateResponse"),
    ("POST", "/stores/refreshstore", "RefreshStoreOptions", "RefreshStoreResponse"),
    ("POST", "/stores/deactivate", "StoreIdOptions", "DeactivateStoreResponse"),
    ("POST", "/stores/reactivate", "StoreIdOptions", "ReactivateStoreResponse"),
    ("GET", "/stores/{storeId}", "", "StoreResponseItem"),
    ("PUT", "/stores/{storeId}", "StoreResponseItem", "StoreResponseItem"),
    ("GET", "/users", "ListUsersOptions", "ListUsersResponse"),
    ("GET", "/warehouses", "", "ListWarehousesResponse"),
    ("GET", "/warehouses/{warehouseId}", "", "WarehouseResponseItem"),
    (
        "POST",
        "/warehouses/createwarehouse",
        "CreateWarehouseOptions",
        "WarehouseResponseItem",
    ),
    (
        "PUT",
        "/warehouses/{warehouseId}",
        "UpdateWarehouseOptions",
        "WarehouseResponseItem",
    ),
    ("DELETE", "/warehouses/{warehouseId}", "", "DeleteWarehouseResponse"),
    ("GET", "/webhooks", "", "ListWebhooksResponse"),
    (
        "POST",
        "/webhooks/subscribe",
        "SubscribeToWebhookOptions",
        "SubscriptToWebhookResponse",
    ),
    ("DELETE", "/webhooks/{webhookId}", "", ""),
)

V2 = (
    ("POST", "/addresses/validate", "[Address]", "[AddressValidationResult]"),
    ("GET", "/batches", "ListBatchesOptions", "ListBatchesResponse"),
    ("POST", "/batches", "CreateBatchOptions", "Batch"),
    ("GET", "/batches/external_batch_id/{external_batch_id}", "", "Batch"),
    ("GET", "/batches/{batch_id}", "", "Batch"),
    ("DELETE", "/batches/{batch_id}", "", "", 204),
    ("POST", "/batches/{batch_id}/add", "BatchMembersOptions", "", 204),
    ("POST", "/batches/{batch_id}/remove", "BatchMembersOptions", "", 204),
    (
        "GET",
        "/batches/{batch_id}/errors",
        "GetBatchErrorsOptions",
        "GetBatchErrorsResponse",
    ),
    (
        "POST",
        "/batches/{batch_id}/process/labels",
        "ProcessBatchLabelsOptions",
        "",
        204,
    ),
    ("GET", "/carriers", "", "ListCarriersResponse"),
    ("GET", "/carriers/{carrier_id}", "", "GetCarrierByIdResponse"),
    ("GET", "/carriers/{carrier_id}/options", "", "GetCarrierOptionsResponse"),
    ("GET", "/carriers/{carrier_id}/packages", "", "ListCarrierPackageTypesResponse"),
    ("GET", "/carriers/{carrier_id}/services", "", "ListCarrierServicesResponse"),
    ("GET", "/environment/webhooks", "", "ListWebhooksResponse"),
    ("POST", "/environment/webhooks", "CreateWebhookData", "Webhook"),
    ("GET", "/environment/webhooks/{webhook_id}", "", "Webhook"),
    ("PUT", "/environment/webhooks/{webhook_id}", "UpdateWebhookData", "", 204),
    ("DELETE", "/environment/webhooks/{webhook_id}", "", "", 204),
    ("GET", "/fulfillments", "FulfillmentQuery", "FulfillmentList"),
    ("POST", "/fulfillments", "CreateFulfillments", "CreateFulfillmentsResponse"),
    ("GET", "/labels", "ListLabelsOptions", "ListLabelsResponse"),
    ("POST", "/labels", "PurchaseLabelOptions", "Label"),
    ("POST", "/labels/rates/{rate_id}", "PurchaseLabelWithIdOptions", "Label"),
    ("POST", "/labels/shipment/{shipment_id}", "PurchaseLabelWithIdOptions", "Label"),
    ("GET", "/labels/{label_id}", "GetLabelByIdOptions", "Label"),
    ("POST", "/labels/{label_id}/return", "CreateReturnLabelOptions", "Label"),
    ("GET", "/labels/{label_id}/track", "", "LabelTrackingInfo"),
    ("PUT", "/labels/{label_id}/void", "", "VoidLabelResponse"),
    ("GET", "/manifests", "ListManifestsOptions", "ListManifestsResponse"),
    ("POST", "/manifests", "CreateManifestData", "CreateManifestResponse"),
    ("GET", "/manifests/{manifest_id}", "", "Manifest"),
    ("GET", "/packages", "", "ListPackageTypesResponse"),
    ("POST", "/packages", "CreateOrUpdatePackageTypeOptions", "PackageType"),
    ("GET", "/packages/{package_id}", "", "PackageType"),
    ("PUT", "/packages/{package_id}", "CreateOrUpdatePackageTypeOptions", "", 204),
    ("DELETE", "/packages/{package_id}", "", "", 204),
    ("GET", "/pickups", "ListPackagePickupsOptions", "ListPackagePickupsResponse"),
    ("POST", "/pickups", "SchedulePackagePickupData", "PackagePickup"),
    ("GET", "/pickups/{pickup_id}", "", "PackagePickup"),
    ("DELETE", "/pickups/{pickup_id}", "", "DeleteScheduledPickupResponse"),
    ("GET", "/products", "ProductQuery", "ProductList"),
    ("POST", "/rates", "GetRatesOptions", "GetRatesResponse"),
    ("POST", "/rates/estimate", "EstimateRatesOptions", "EstimateRatesResponse"),
    ("GET", "/rates/{rate_id}", "", "Rate"),
    ("GET", "/shipments", "ListShipmentsOptions", "ListShipmentsResponse"),
    ("POST", "/shipments", "CreateShipments", "CreateShipmentsResponse"),
    ("GET", "/shipments/external_shipment_id/{external_shipment_id}", "", "Shipment"),
    ("GET", "/shipments/{shipment_id}", "", "Shipment"),
    ("PUT", "/shipments/{shipment_id}", "ShipmentToWrite", "Shipment"),
    ("PUT", "/shipments/{shipment_id}/cancel", "", "", 204),
    (
        "GET",
        "/shipments/{shipment_id}/rates",
        "GetShipmentRatesOptions",
        "RatesInformation",
    ),
    (
        "POST",
        "/shipments/{shipment_id}/tags/{tag_name}",
        "",
        "AddTagToShipmentResponse",
    ),
    ("DELETE", "/shipments/{shipment_id}/tags/{tag_name}", "", "", 204),
    ("GET", "/tags", "", "GetTagsResponse"),
    ("POST", "/tags/{tag_name}", "", "CreateTagResponse"),
    ("POST", "/tracking/stop", "StopTrackingQuery", "", 204),
    ("GET", "/users", "UserQuery", "UserList"),
    ("GET", "/warehouses", "", "ListWarehousesResponse"),
    ("GET", "/warehouses/{warehouse_id}", "", "Warehouse"),
)

OPERATIONS = tuple(
    [Operation("v1", *row) for row in V1] + [Operation("v2", *row) for row in V2]
)

#: calls that are not GET but take a query instead of a body
QUERY_POSTS = {"v2 POST /tracking/stop"}
