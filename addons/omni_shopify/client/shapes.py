"""What Shopify answers to our operations, and what they take (API 2026-07).

Made by ``python -m tools.generate``, not to be edited by hand. A class with the
name of a fragment is what the fragment selects. The others bear the name of Shopify's
type or, where several operations select it differently, that of the way to it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, TypedDict


class Location(TypedDict):
    id: str


class InventoryQuantity(TypedDict):
    name: str
    quantity: int


class Level(TypedDict):
    location: Location
    quantities: list[InventoryQuantity]


class DiscountApplication(TypedDict, total=False):
    code: str
    title: str


class Allocation(TypedDict):
    allocatedAmountSet: Bag
    discountApplication: DiscountApplication


class MoneyV2(TypedDict):
    amount: str
    currencyCode: str


class Bag(TypedDict):
    shopMoney: MoneyV2
    presentmentMoney: MoneyV2


class LineItemGroup(TypedDict):
    id: str


class Product(TypedDict):
    id: str


class ProductVariant(TypedDict):
    id: str
    barcode: str | None


class Attribute(TypedDict):
    key: str
    value: str | None


class Duty(TypedDict):
    id: str
    price: Bag
    taxLines: list[Tax]


class Line(TypedDict):
    id: str
    title: str
    variantTitle: str | None
    sku: str | None
    vendor: str | None
    quantity: int
    currentQuantity: int
    requiresShipping: bool
    taxable: bool
    isGiftCard: bool
    lineItemGroup: LineItemGroup | None
    product: Product | None
    variant: ProductVariant | None
    customAttributes: list[Attribute]
    originalUnitPriceSet: Bag
    discountAllocations: list[Allocation]
    taxLines: list[Tax]
    duties: list[Duty]


class Tax(TypedDict):
    title: str
    rate: int | Decimal | None
    channelLiable: bool | None
    priceSet: Bag


class Image(TypedDict):
    url: str


class PictureAlways(TypedDict):
    id: str
    alt: str | None
    status: str


class Picture(PictureAlways, total=False):
    image: Image | None


class Field(TypedDict):
    namespace: str
    key: str
    type: str
    value: str


class LineItem(TypedDict):
    id: str


class RefundedLine(TypedDict):
    quantity: int
    restockType: str
    lineItem: LineItem
    location: Location | None
    subtotalSet: Bag
    totalTaxSet: Bag


class Shipping(TypedDict):
    id: str | None
    title: str
    code: str | None
    carrierIdentifier: str | None
    source: str | None
    originalPriceSet: Bag
    discountAllocations: list[Allocation]
    taxLines: list[Tax]


class SelectedOption(TypedDict):
    name: str
    value: str


class Media(TypedDict):
    id: str


class MediaConnection(TypedDict):
    nodes: list[Media]


class Weight(TypedDict):
    unit: str
    value: int | Decimal


class InventoryItemMeasurement(TypedDict):
    weight: Weight | None


class InventoryItem(TypedDict):
    id: str
    tracked: bool
    requiresShipping: bool
    harmonizedSystemCode: str | None
    countryCodeOfOrigin: str | None
    unitCost: MoneyV2 | None
    measurement: InventoryItemMeasurement


class VariantDetail(TypedDict):
    id: str
    title: str
    sku: str | None
    barcode: str | None
    price: str
    compareAtPrice: str | None
    inventoryPolicy: str
    selectedOptions: list[SelectedOption]
    media: MediaConnection
    inventoryItem: InventoryItem


class CustomerEmailAddress(TypedDict):
    emailAddress: str


class CustomerPhoneNumber(TypedDict):
    phoneNumber: str


class Buyer(TypedDict):
    id: str
    firstName: str | None
    lastName: str | None
    locale: str
    note: str | None
    tags: list[str]
    taxExempt: bool
    defaultEmailAddress: CustomerEmailAddress | None
    defaultPhoneNumber: CustomerPhoneNumber | None


class PaymentTerms(TypedDict):
    dueInDays: int | None


class OrderRiskAssessment(TypedDict):
    riskLevel: str


class OrderRiskSummary(TypedDict):
    recommendation: str
    assessments: list[OrderRiskAssessment]


class Company(TypedDict):
    id: str
    name: str


class CompanyLocationTaxSettings(TypedDict):
    taxRegistrationId: str | None
    taxExempt: bool


class CompanyLocation(TypedDict):
    id: str
    name: str
    taxSettings: CompanyLocationTaxSettings


class PurchasingEntity(TypedDict, total=False):
    company: Company
    location: CompanyLocation


class UTMParameters(TypedDict):
    campaign: str | None
    content: str | None
    medium: str | None
    source: str | None
    term: str | None


class CustomerVisit(TypedDict):
    landingPage: str | None
    referrerUrl: str | None
    source: str
    utmParameters: UTMParameters | None


class CustomerJourneySummary(TypedDict):
    lastVisit: CustomerVisit | None


class CashRoundingAdjustment(TypedDict):
    paymentSet: Bag


class AdditionalFee(TypedDict):
    id: str
    name: str
    price: Bag
    taxLines: list[Tax]


class PageInfo(TypedDict):
    hasNextPage: bool
    endCursor: str | None


class LineItemConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[Line]


class ShippingLineConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[Shipping]


class Refund(TypedDict):
    id: str


class OrderDetail(TypedDict):
    id: str
    legacyResourceId: str
    name: str
    email: str | None
    phone: str | None
    note: str | None
    tags: list[str]
    test: bool
    poNumber: str | None
    edited: bool
    createdAt: str
    updatedAt: str
    processedAt: str
    cancelledAt: str | None
    cancelReason: str | None
    currencyCode: str
    presentmentCurrencyCode: str
    taxesIncluded: bool
    taxExempt: bool
    sourceName: str | None
    sourceIdentifier: str | None
    customerLocale: str | None
    displayFinancialStatus: str | None
    displayFulfillmentStatus: str
    returnStatus: str
    customAttributes: list[Attribute]
    retailLocation: Location | None
    paymentTerms: PaymentTerms | None
    risk: OrderRiskSummary
    customer: Buyer | None
    purchasingEntity: PurchasingEntity | None
    billingAddress: PostalAddress | None
    shippingAddress: PostalAddress | None
    customerJourneySummary: CustomerJourneySummary | None
    totalPriceSet: Bag
    totalOutstandingSet: Bag
    totalTipReceivedSet: Bag
    totalCashRoundingAdjustment: CashRoundingAdjustment
    additionalFees: list[AdditionalFee]
    lineItems: LineItemConnection
    shippingLines: ShippingLineConnection
    transactions: list[Transaction]
    refunds: list[Refund]
    fulfillments: list[Parcel]


class FulfillmentService(TypedDict):
    handle: str


class FulfillmentTrackingInfo(TypedDict):
    company: str | None
    number: str | None
    url: str | None


class FulfillmentLineItem(TypedDict):
    quantity: int | None
    lineItem: LineItem


class FulfillmentLineItemConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[FulfillmentLineItem]


class Parcel(TypedDict):
    id: str
    status: str
    createdAt: str
    location: Location | None
    service: FulfillmentService | None
    trackingInfo: list[FulfillmentTrackingInfo]
    fulfillmentLineItems: FulfillmentLineItemConnection


class PostalAddress(TypedDict):
    name: str | None
    company: str | None
    address1: str | None
    address2: str | None
    city: str | None
    zip: str | None
    province: str | None
    provinceCode: str | None
    countryCodeV2: str | None
    phone: str | None


class OrderTransaction(TypedDict):
    id: str


class Transaction(TypedDict):
    id: str
    kind: str
    status: str
    gateway: str | None
    processedAt: str | None
    createdAt: str
    test: bool
    authorizationExpiresAt: str | None
    receiptJson: Any | None
    parentTransaction: OrderTransaction | None
    amountSet: Bag


class SEO(TypedDict):
    title: str | None
    description: str | None


class ProductOptionValue(TypedDict):
    name: str


class ProductOption(TypedDict):
    name: str
    optionValues: list[ProductOptionValue]


class ProductDetailMedia(TypedDict):
    pageInfo: PageInfo
    nodes: list[Picture]


class MetafieldConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[Field]


class Publication(TypedDict):
    id: str


class ResourcePublication(TypedDict):
    isPublished: bool
    publication: Publication


class ResourcePublicationConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[ResourcePublication]


class Collection(TypedDict):
    id: str


class CollectionConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[Collection]


class ProductVariantConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[VariantDetail]


class ProductDetail(TypedDict):
    id: str
    legacyResourceId: str
    title: str
    handle: str
    status: str
    vendor: str
    productType: str
    tags: list[str]
    descriptionHtml: str
    updatedAt: str
    isGiftCard: bool
    seo: SEO
    options: list[ProductOption]
    media: ProductDetailMedia
    metafields: MetafieldConnection
    resourcePublications: ResourcePublicationConnection
    collections: CollectionConnection
    variants: ProductVariantConnection


class Return(TypedDict):
    id: str


class RefundDuty(TypedDict):
    amountSet: Bag


class RefundLineItemConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[RefundedLine]


class RefundDetailRefundShippingLinesPageInfo(TypedDict):
    hasNextPage: bool


class RefundShippingLine(TypedDict):
    subtotalAmountSet: Bag
    taxAmountSet: Bag


class RefundShippingLineConnection(TypedDict):
    pageInfo: RefundDetailRefundShippingLinesPageInfo
    nodes: list[RefundShippingLine]


class RefundDetailOrderAdjustmentsPageInfo(TypedDict):
    hasNextPage: bool


class OrderAdjustment(TypedDict):
    reason: str | None
    amountSet: Bag
    taxAmountSet: Bag


class OrderAdjustmentConnection(TypedDict):
    pageInfo: RefundDetailOrderAdjustmentsPageInfo
    nodes: list[OrderAdjustment]


class RefundDetailTransactionsPageInfo(TypedDict):
    hasNextPage: bool


class OrderTransactionConnection(TypedDict):
    pageInfo: RefundDetailTransactionsPageInfo
    nodes: list[Transaction]


RefundDetailWords = TypedDict("RefundDetailWords", {"return": "Return | None"})


class RefundDetail(RefundDetailWords):
    id: str
    createdAt: str | None
    processedAt: str
    note: str | None
    duties: list[RefundDuty] | None
    refundLineItems: RefundLineItemConnection
    refundShippingLines: RefundShippingLineConnection
    orderAdjustments: OrderAdjustmentConnection
    transactions: OrderTransactionConnection


class ReturnDetailReturnLineItemsPageInfo(TypedDict):
    hasNextPage: bool


class ReturnDetailReturnLineItemsNodesFulfillmentLineItem(TypedDict):
    lineItem: LineItem


class ReturnLineItemType(TypedDict, total=False):
    quantity: int
    returnReasonNote: str
    fulfillmentLineItem: ReturnDetailReturnLineItemsNodesFulfillmentLineItem


class ReturnLineItemTypeConnection(TypedDict):
    pageInfo: ReturnDetailReturnLineItemsPageInfo
    nodes: list[ReturnLineItemType]


class ReturnDetail(TypedDict):
    id: str
    name: str
    status: str
    createdAt: str
    returnLineItems: ReturnLineItemTypeConnection


class InventoryLevelConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[Level]


class Stock(TypedDict):
    id: str
    inventoryLevels: InventoryLevelConnection


class BulkOperation(TypedDict):
    id: str


class BulkMutationUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class BulkOperationRunMutationPayload(TypedDict):
    bulkOperation: BulkOperation | None
    userErrors: list[BulkMutationUserError]


class BulkMutationAnswer(TypedDict):
    bulkOperationRunMutation: BulkOperationRunMutationPayload | None


class BulkOperationUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class BulkOperationRunQueryPayload(TypedDict):
    bulkOperation: BulkOperation | None
    userErrors: list[BulkOperationUserError]


class BulkQueryAnswer(TypedDict):
    bulkOperationRunQuery: BulkOperationRunQueryPayload | None


class BulkRecentBulkOperationsNodes(TypedDict):
    id: str
    status: str
    createdAt: str
    query: str


class BulkOperationConnection(TypedDict):
    nodes: list[BulkRecentBulkOperationsNodes]


class BulkRecentAnswer(TypedDict):
    bulkOperations: BulkOperationConnection


class BulkStateBulkOperation(TypedDict):
    id: str
    status: str
    errorCode: str | None
    url: str | None
    fileSize: str | None


class BulkStateAnswer(TypedDict):
    bulkOperation: BulkStateBulkOperation | None


class CollectionSourceInclusionCondition(TypedDict):
    id: str


class CollectionSourceInclusion(TypedDict):
    conditions: list[CollectionSourceInclusionCondition]


class CollectionSource(TypedDict, total=False):
    inclusion: CollectionSourceInclusion


class CollectionsCollectionsNodes(TypedDict):
    id: str
    title: str
    sources: list[CollectionSource]


class CollectionsCollections(TypedDict):
    pageInfo: PageInfo
    nodes: list[CollectionsCollectionsNodes]


class CollectionsAnswer(TypedDict):
    collections: CollectionsCollections


class ConsentsCustomersNodesDefaultEmailAddress(TypedDict):
    marketingState: str
    marketingUpdatedAt: str | None


class Customer(TypedDict):
    id: str
    defaultEmailAddress: ConsentsCustomersNodesDefaultEmailAddress | None


class CustomerConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[Customer]


class ConsentsAnswer(TypedDict):
    customers: CustomerConnection


class CustomerDataCustomersNodes(TypedDict):
    id: str
    firstName: str | None
    defaultEmailAddress: CustomerEmailAddress | None


class CustomerDataCustomers(TypedDict):
    nodes: list[CustomerDataCustomersNodes]


class CustomerDataAnswer(TypedDict):
    customers: CustomerDataCustomers


class ShopifyPaymentsDisputeReasonDetails(TypedDict):
    reason: str


class Order(TypedDict):
    id: str


class ShopifyPaymentsDispute(TypedDict):
    id: str
    type: str
    status: str
    initiatedAt: str
    evidenceDueBy: str | None
    evidenceSentOn: str | None
    reasonDetails: ShopifyPaymentsDisputeReasonDetails
    amount: MoneyV2
    order: Order | None


class ShopifyPaymentsDisputeConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[ShopifyPaymentsDispute]


class ShopifyPaymentsAccount(TypedDict):
    disputes: ShopifyPaymentsDisputeConnection


class DisputesAnswer(TypedDict):
    shopifyPaymentsAccount: ShopifyPaymentsAccount | None


class FulfillmentOrder(TypedDict):
    id: str


class FulfillmentOrderReleaseHoldUserError(TypedDict):
    field: list[str] | None
    message: str


class FulfillmentOrderReleaseHoldPayload(TypedDict):
    fulfillmentOrder: FulfillmentOrder | None
    userErrors: list[FulfillmentOrderReleaseHoldUserError]


class HoldReleaseAnswer(TypedDict):
    fulfillmentOrderReleaseHold: FulfillmentOrderReleaseHoldPayload | None


class PriceListPriceUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class PriceListFixedPricesAddPayload(TypedDict):
    userErrors: list[PriceListPriceUserError]


class ListPricesSetAnswer(TypedDict):
    priceListFixedPricesAdd: PriceListFixedPricesAddPayload | None


class MoneyInput(TypedDict):
    amount: str
    currencyCode: str


class PriceListPriceInputAlways(TypedDict):
    price: MoneyInput
    variantId: str


class PriceListPriceInput(PriceListPriceInputAlways, total=False):
    compareAtPrice: MoneyInput | None


class LocationsLocationsNodes(TypedDict):
    id: str
    name: str
    isActive: bool
    fulfillsOnlineOrders: bool


class LocationConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[LocationsLocationsNodes]


class LocationsAnswer(TypedDict):
    locations: LocationConnection


class Job(TypedDict):
    id: str


class MediaUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class ProductReorderMediaPayload(TypedDict):
    job: Job | None
    mediaUserErrors: list[MediaUserError]


class MediaOrderAnswer(TypedDict):
    productReorderMedia: ProductReorderMediaPayload | None


class MoveInput(TypedDict):
    id: str
    newPosition: str


class File(TypedDict):
    id: str


class FilesUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class FileUpdatePayload(TypedDict):
    files: list[File] | None
    userErrors: list[FilesUserError]


class MediaUpdateAnswer(TypedDict):
    fileUpdate: FileUpdatePayload | None


class FileUpdateInputAlways(TypedDict):
    id: str


class FileUpdateInput(FileUpdateInputAlways, total=False):
    alt: str | None
    filename: str | None
    originalSource: str | None
    previewImageSource: str | None
    referencesToAdd: list[str] | None
    referencesToRemove: list[str] | None


class MetafieldDefinition(TypedDict):
    id: str


class MetafieldDefinitionCreateUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class MetafieldDefinitionCreatePayload(TypedDict):
    createdDefinition: MetafieldDefinition | None
    userErrors: list[MetafieldDefinitionCreateUserError]


class MetafieldDefineAnswer(TypedDict):
    metafieldDefinitionCreate: MetafieldDefinitionCreatePayload | None


class MetafieldAccessInput(TypedDict, total=False):
    admin: Literal["MERCHANT_READ", "MERCHANT_READ_WRITE"] | None
    customerAccount: Literal["NONE", "READ", "READ_WRITE"] | None
    storefront: Literal["NONE", "PUBLIC_READ"] | None


class MetafieldCapabilityAdminFilterableInput(TypedDict):
    enabled: bool


class MetafieldCapabilityAnalyticsQueryableInput(TypedDict):
    enabled: bool


class MetafieldCapabilityCartToOrderCopyableInput(TypedDict):
    enabled: bool


class MetafieldCapabilitySmartCollectionConditionInput(TypedDict):
    enabled: bool


class MetafieldCapabilityUniqueValuesInput(TypedDict):
    enabled: bool


class MetafieldCapabilityCreateInput(TypedDict, total=False):
    adminFilterable: MetafieldCapabilityAdminFilterableInput | None
    analyticsQueryable: MetafieldCapabilityAnalyticsQueryableInput | None
    cartToOrderCopyable: MetafieldCapabilityCartToOrderCopyableInput | None
    smartCollectionCondition: MetafieldCapabilitySmartCollectionConditionInput | None
    uniqueValues: MetafieldCapabilityUniqueValuesInput | None


class MetafieldDefinitionConstraintsInput(TypedDict):
    key: str
    values: list[str]


class MetafieldDefinitionValidationInput(TypedDict):
    name: str
    value: str


class MetafieldDefinitionInputAlways(TypedDict):
    key: str
    name: str
    ownerType: Literal[
        "API_PERMISSION",
        "ARTICLE",
        "BLOG",
        "CARTTRANSFORM",
        "COLLECTION",
        "COMPANY",
        "COMPANY_LOCATION",
        "CUSTOMER",
        "DELIVERY_CUSTOMIZATION",
        "DISCOUNT",
        "DRAFTORDER",
        "FULFILLMENT_CONSTRAINT_RULE",
        "GIFT_CARD_TRANSACTION",
        "LOCATION",
        "MARKET",
        "MEDIA_IMAGE",
        "ORDER",
        "ORDER_ROUTING_LOCATION_RULE",
        "PAGE",
        "PAYMENT_CUSTOMIZATION",
        "PRODUCT",
        "PRODUCTVARIANT",
        "SELLING_PLAN",
        "SHOP",
        "TRANSFER",
        "VALIDATION",
    ]
    type: str


class MetafieldDefinitionInput(MetafieldDefinitionInputAlways, total=False):
    access: MetafieldAccessInput | None
    capabilities: MetafieldCapabilityCreateInput | None
    constraints: MetafieldDefinitionConstraintsInput | None
    description: str | None
    namespace: str | None
    pin: bool | None
    validations: list[MetafieldDefinitionValidationInput] | None


class MetafieldIdentifier(TypedDict):
    key: str


class UserError(TypedDict):
    field: list[str] | None
    message: str


class MetafieldsDeletePayload(TypedDict):
    deletedMetafields: list[MetafieldIdentifier | None] | None
    userErrors: list[UserError]


class MetafieldsDeleteAnswer(TypedDict):
    metafieldsDelete: MetafieldsDeletePayload | None


class MetafieldIdentifierInput(TypedDict):
    key: str
    namespace: str
    ownerId: str


class Metafield(TypedDict):
    id: str
    key: str
    definition: MetafieldDefinition | None


class MetafieldsSetUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class MetafieldsSetPayload(TypedDict):
    metafields: list[Metafield] | None
    userErrors: list[MetafieldsSetUserError]


class MetafieldsSetAnswer(TypedDict):
    metafieldsSet: MetafieldsSetPayload | None


class MetafieldsSetInputAlways(TypedDict):
    key: str
    ownerId: str
    value: str


class MetafieldsSetInput(MetafieldsSetInputAlways, total=False):
    compareDigest: str | None
    namespace: str | None
    type: str | None


class Node(TypedDict, total=False):
    collections: CollectionConnection


class MoreCollectionsAnswer(TypedDict):
    node: Node | None


class MoreLevelsNode(TypedDict, total=False):
    inventoryLevels: InventoryLevelConnection


class MoreLevelsAnswer(TypedDict):
    node: MoreLevelsNode | None


class MoreLinesNode(TypedDict, total=False):
    lineItems: LineItemConnection


class MoreLinesAnswer(TypedDict):
    node: MoreLinesNode | None


class FulfillmentOrderLineItem(TypedDict):
    id: str
    remainingQuantity: int
    lineItem: LineItem


class FulfillmentOrderLineItemConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[FulfillmentOrderLineItem]


class MoreLinesToShipNode(TypedDict, total=False):
    lineItems: FulfillmentOrderLineItemConnection


class MoreLinesToShipAnswer(TypedDict):
    node: MoreLinesToShipNode | None


class MoreMediaNodeMedia(TypedDict):
    pageInfo: PageInfo
    nodes: list[Picture]


class MoreMediaNode(TypedDict, total=False):
    media: MoreMediaNodeMedia


class MoreMediaAnswer(TypedDict):
    node: MoreMediaNode | None


class MoreMetafieldsNode(TypedDict, total=False):
    metafields: MetafieldConnection


class MoreMetafieldsAnswer(TypedDict):
    node: MoreMetafieldsNode | None


class MoreParcelLinesNodeFulfillmentLineItemsNodes(TypedDict):
    id: str
    quantity: int | None
    lineItem: LineItem


class MoreParcelLinesNodeFulfillmentLineItems(TypedDict):
    pageInfo: PageInfo
    nodes: list[MoreParcelLinesNodeFulfillmentLineItemsNodes]


class MoreParcelLinesNode(TypedDict, total=False):
    fulfillmentLineItems: MoreParcelLinesNodeFulfillmentLineItems


class MoreParcelLinesAnswer(TypedDict):
    node: MoreParcelLinesNode | None


class MorePublicationsNode(TypedDict, total=False):
    resourcePublications: ResourcePublicationConnection


class MorePublicationsAnswer(TypedDict):
    node: MorePublicationsNode | None


class MoreRefundLinesNode(TypedDict, total=False):
    refundLineItems: RefundLineItemConnection


class MoreRefundLinesAnswer(TypedDict):
    node: MoreRefundLinesNode | None


class MoreShippingLinesNode(TypedDict, total=False):
    shippingLines: ShippingLineConnection


class MoreShippingLinesAnswer(TypedDict):
    node: MoreShippingLinesNode | None


class MoreVariantsNode(TypedDict, total=False):
    variants: ProductVariantConnection


class MoreVariantsAnswer(TypedDict):
    node: MoreVariantsNode | None


class OrderCancelUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class OrderCancelPayload(TypedDict):
    job: Job | None
    orderCancelUserErrors: list[OrderCancelUserError]


class OrderCancelAnswer(TypedDict):
    orderCancel: OrderCancelPayload | None


class OrderCancelStoreCreditRefundInput(TypedDict, total=False):
    expiresAt: str | None


class OrderCancelRefundMethodInput(TypedDict, total=False):
    originalPaymentMethodsRefund: bool | None
    storeCreditRefund: OrderCancelStoreCreditRefundInput | None


class OrderCaptureOrderCaptureTransaction(TypedDict):
    id: str
    status: str


class OrderCapturePayload(TypedDict):
    transaction: OrderCaptureOrderCaptureTransaction | None
    userErrors: list[UserError]


class OrderCaptureAnswer(TypedDict):
    orderCapture: OrderCapturePayload | None


class OrderCaptureInputAlways(TypedDict):
    amount: str
    id: str
    parentTransactionId: str


class OrderCaptureInput(OrderCaptureInputAlways, total=False):
    currency: str | None
    finalCapture: bool | None


class OrderCloseOrderCloseOrder(TypedDict):
    id: str
    closedAt: str | None


class OrderClosePayload(TypedDict):
    order: OrderCloseOrderCloseOrder | None
    userErrors: list[UserError]


class OrderCloseAnswer(TypedDict):
    orderClose: OrderClosePayload | None


class CalculatedLineItem(TypedDict):
    id: str
    discountedUnitPriceSet: Bag


class OrderEditAddCustomItemPayload(TypedDict):
    calculatedLineItem: CalculatedLineItem | None
    userErrors: list[UserError]


class OrderEditAddItemAnswer(TypedDict):
    orderEditAddCustomItem: OrderEditAddCustomItemPayload | None


class OrderEditAddVariantPayload(TypedDict):
    calculatedLineItem: CalculatedLineItem | None
    userErrors: list[UserError]


class OrderEditAddVariantAnswer(TypedDict):
    orderEditAddVariant: OrderEditAddVariantPayload | None


class OrderEditBeginOrderEditBeginCalculatedOrderLineItemsPageInfo(TypedDict):
    hasNextPage: bool


class OrderEditBeginOrderEditBeginCalculatedOrderLineItemsNodes(TypedDict):
    id: str


class CalculatedLineItemConnection(TypedDict):
    pageInfo: OrderEditBeginOrderEditBeginCalculatedOrderLineItemsPageInfo
    nodes: list[OrderEditBeginOrderEditBeginCalculatedOrderLineItemsNodes]


class CalculatedOrder(TypedDict):
    id: str
    lineItems: CalculatedLineItemConnection


class OrderEditBeginPayload(TypedDict):
    calculatedOrder: CalculatedOrder | None
    userErrors: list[UserError]


class OrderEditBeginAnswer(TypedDict):
    orderEditBegin: OrderEditBeginPayload | None


class OrderEditCommitPayload(TypedDict):
    order: Order | None
    userErrors: list[UserError]


class OrderEditCommitAnswer(TypedDict):
    orderEditCommit: OrderEditCommitPayload | None


class OrderEditAddLineItemDiscountPayload(TypedDict):
    calculatedLineItem: CalculatedLineItem | None
    userErrors: list[UserError]


class OrderEditDiscountAnswer(TypedDict):
    orderEditAddLineItemDiscount: OrderEditAddLineItemDiscountPayload | None


class OrderEditAppliedDiscountInput(TypedDict, total=False):
    description: str | None
    fixedValue: MoneyInput | None
    percentValue: int | Decimal | None


class OrderEditQuantityOrderEditSetQuantityCalculatedLineItem(TypedDict):
    id: str
    quantity: int


class OrderEditSetQuantityPayload(TypedDict):
    calculatedLineItem: OrderEditQuantityOrderEditSetQuantityCalculatedLineItem | None
    userErrors: list[UserError]


class OrderEditQuantityAnswer(TypedDict):
    orderEditSetQuantity: OrderEditSetQuantityPayload | None


class OrderMarkPaidOrderMarkAsPaidOrder(TypedDict):
    id: str
    displayFinancialStatus: str | None


class OrderMarkAsPaidPayload(TypedDict):
    order: OrderMarkPaidOrderMarkAsPaidOrder | None
    userErrors: list[UserError]


class OrderMarkPaidAnswer(TypedDict):
    orderMarkAsPaid: OrderMarkAsPaidPayload | None


class OrderStateOrder(TypedDict):
    id: str
    cancelledAt: str | None


class OrderStateAnswer(TypedDict):
    order: OrderStateOrder | None


class OrderToReturnOrderFulfillmentsFulfillmentLineItemsNodes(TypedDict):
    id: str
    quantity: int | None
    lineItem: LineItem


class OrderToReturnOrderFulfillmentsFulfillmentLineItems(TypedDict):
    pageInfo: PageInfo
    nodes: list[OrderToReturnOrderFulfillmentsFulfillmentLineItemsNodes]


class Fulfillment(TypedDict):
    id: str
    status: str
    fulfillmentLineItems: OrderToReturnOrderFulfillmentsFulfillmentLineItems


class OrderToReturnOrderReturnsPageInfo(TypedDict):
    hasNextPage: bool


class OrderToReturnOrderReturnsNodesReturnLineItemsPageInfo(TypedDict):
    hasNextPage: bool


class OrderToReturnOrderReturnsNodesReturnLineItemsNodesFulfillmentLineItem(TypedDict):
    id: str


class OrderToReturnOrderReturnsNodesReturnLineItemsNodes(TypedDict, total=False):
    quantity: int
    fulfillmentLineItem: (
        OrderToReturnOrderReturnsNodesReturnLineItemsNodesFulfillmentLineItem
    )


class OrderToReturnOrderReturnsNodesReturnLineItems(TypedDict):
    pageInfo: OrderToReturnOrderReturnsNodesReturnLineItemsPageInfo
    nodes: list[OrderToReturnOrderReturnsNodesReturnLineItemsNodes]


class OrderToReturnOrderReturnsNodes(TypedDict):
    status: str
    returnLineItems: OrderToReturnOrderReturnsNodesReturnLineItems


class ReturnConnection(TypedDict):
    pageInfo: OrderToReturnOrderReturnsPageInfo
    nodes: list[OrderToReturnOrderReturnsNodes]


class OrderToReturnOrder(TypedDict):
    id: str
    fulfillments: list[Fulfillment]
    returns: ReturnConnection


class OrderToReturnAnswer(TypedDict):
    order: OrderToReturnOrder | None


class OrderToShipOrderFulfillmentsTrackingInfo(TypedDict):
    number: str | None


class OrderToShipOrderFulfillments(TypedDict):
    id: str
    status: str
    trackingInfo: list[OrderToShipOrderFulfillmentsTrackingInfo]
    fulfillmentLineItems: FulfillmentLineItemConnection


class OrderToShipOrderFulfillmentOrdersPageInfo(TypedDict):
    hasNextPage: bool


class FulfillmentHold(TypedDict):
    reason: str
    reasonNotes: str | None


class FulfillmentOrderAssignedLocation(TypedDict):
    location: Location | None


class OrderToShipOrderFulfillmentOrdersNodes(TypedDict):
    id: str
    status: str
    fulfillmentHolds: list[FulfillmentHold]
    assignedLocation: FulfillmentOrderAssignedLocation
    lineItems: FulfillmentOrderLineItemConnection


class FulfillmentOrderConnection(TypedDict):
    pageInfo: OrderToShipOrderFulfillmentOrdersPageInfo
    nodes: list[OrderToShipOrderFulfillmentOrdersNodes]


class OrderToShipOrder(TypedDict):
    id: str
    name: str
    cancelledAt: str | None
    fulfillments: list[OrderToShipOrderFulfillments]
    fulfillmentOrders: FulfillmentOrderConnection


class OrderToShipAnswer(TypedDict):
    order: OrderToShipOrder | None


class OrdersOrdersNodes(TypedDict):
    id: str
    updatedAt: str


class OrderConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[OrdersOrdersNodes]


class OrdersAnswer(TypedDict):
    orders: OrderConnection


class OrdersByIdAnswer(TypedDict):
    nodes: list[OrderDetail | None]


class Count(TypedDict):
    count: int


class OrdersCountAnswer(TypedDict):
    ordersCount: Count | None


class ShopifyPaymentsAssociatedOrder(TypedDict):
    id: str


class ShopifyPaymentsBalanceTransaction(TypedDict):
    id: str
    type: str
    adjustmentReason: str | None
    amount: MoneyV2
    fee: MoneyV2
    associatedOrder: ShopifyPaymentsAssociatedOrder | None
    sourceOrderTransactionId: str | None


class ShopifyPaymentsBalanceTransactionConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[ShopifyPaymentsBalanceTransaction]


class PayoutLinesShopifyPaymentsAccount(TypedDict):
    balanceTransactions: ShopifyPaymentsBalanceTransactionConnection


class PayoutLinesAnswer(TypedDict):
    shopifyPaymentsAccount: PayoutLinesShopifyPaymentsAccount | None


class ShopifyPaymentsPayout(TypedDict):
    id: str
    legacyResourceId: str
    issuedAt: str
    status: str
    transactionType: str
    net: MoneyV2


class ShopifyPaymentsPayoutConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[ShopifyPaymentsPayout]


class PayoutsShopifyPaymentsAccount(TypedDict):
    payouts: ShopifyPaymentsPayoutConnection


class PayoutsAnswer(TypedDict):
    shopifyPaymentsAccount: PayoutsShopifyPaymentsAccount | None


class FulfillmentOrderLineItemsPreparedForPickupUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class FulfillmentOrderLineItemsPreparedForPickupPayload(TypedDict):
    userErrors: list[FulfillmentOrderLineItemsPreparedForPickupUserError]


class PickupReadyAnswer(TypedDict):
    fulfillmentOrderLineItemsPreparedForPickup: (
        FulfillmentOrderLineItemsPreparedForPickupPayload | None
    )


class PreparedFulfillmentOrderLineItemsInput(TypedDict):
    fulfillmentOrderId: str


class FulfillmentOrderLineItemsPreparedForPickupInput(TypedDict):
    lineItemsByFulfillmentOrder: list[PreparedFulfillmentOrderLineItemsInput]


class PriceList(TypedDict):
    id: str
    name: str
    currency: str


class PriceListConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[PriceList]


class PriceListsAnswer(TypedDict):
    priceLists: PriceListConnection


class PricesSetProductVariantsBulkUpdateProductVariants(TypedDict):
    id: str


class ProductVariantsBulkUpdateUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class ProductVariantsBulkUpdatePayload(TypedDict):
    productVariants: list[PricesSetProductVariantsBulkUpdateProductVariants] | None
    userErrors: list[ProductVariantsBulkUpdateUserError]


class PricesSetAnswer(TypedDict):
    productVariantsBulkUpdate: ProductVariantsBulkUpdatePayload | None


class CountryHarmonizedSystemCodeInputAlways(TypedDict):
    harmonizedSystemCode: str


class CountryHarmonizedSystemCodeInput(
    CountryHarmonizedSystemCodeInputAlways, total=False
):
    countryCode: str | None


class WeightInput(TypedDict):
    unit: Literal["GRAMS", "KILOGRAMS", "OUNCES", "POUNDS"]
    value: int | Decimal


class InventoryItemMeasurementInput(TypedDict, total=False):
    shippingPackageId: str | None
    weight: WeightInput | None


class InventoryItemInput(TypedDict, total=False):
    cost: str | None
    countryCodeOfOrigin: str | None
    countryHarmonizedSystemCodes: list[CountryHarmonizedSystemCodeInput] | None
    harmonizedSystemCode: str | None
    measurement: InventoryItemMeasurementInput | None
    provinceCodeOfOrigin: str | None
    requiresShipping: bool | None
    sku: str | None
    tracked: bool | None


class InventoryLevelInput(TypedDict):
    availableQuantity: int
    locationId: str


class MetafieldInput(TypedDict, total=False):
    id: str | None
    key: str | None
    namespace: str | None
    type: str | None
    value: str | None


class VariantOptionValueInput(TypedDict, total=False):
    id: str | None
    linkedMetafieldValue: str | None
    name: str | None
    optionId: str | None
    optionName: str | None


class InventoryAdjustmentInputAlways(TypedDict):
    locationId: str


class InventoryAdjustmentInput(InventoryAdjustmentInputAlways, total=False):
    adjustment: int | None
    changeFromQuantity: int | None


class UnitPriceMeasurementInput(TypedDict, total=False):
    quantityUnit: (
        Literal[
            "CL",
            "CM",
            "FLOZ",
            "FT",
            "FT2",
            "G",
            "GAL",
            "IN",
            "ITEM",
            "KG",
            "L",
            "LB",
            "M",
            "M2",
            "M3",
            "MG",
            "ML",
            "MM",
            "OZ",
            "PT",
            "QT",
            "UNKNOWN",
            "YD",
        ]
        | None
    )
    quantityValue: int | Decimal | None
    referenceUnit: (
        Literal[
            "CL",
            "CM",
            "FLOZ",
            "FT",
            "FT2",
            "G",
            "GAL",
            "IN",
            "ITEM",
            "KG",
            "L",
            "LB",
            "M",
            "M2",
            "M3",
            "MG",
            "ML",
            "MM",
            "OZ",
            "PT",
            "QT",
            "UNKNOWN",
            "YD",
        ]
        | None
    )
    referenceValue: int | None


class ProductVariantsBulkInput(TypedDict, total=False):
    barcode: str | None
    compareAtPrice: str | None
    id: str | None
    inventoryItem: InventoryItemInput | None
    inventoryPolicy: Literal["CONTINUE", "DENY"] | None
    inventoryQuantities: list[InventoryLevelInput] | None
    mediaId: str | None
    mediaSrc: list[str] | None
    metafields: list[MetafieldInput] | None
    optionValues: list[VariantOptionValueInput] | None
    price: str | None
    published: bool | None
    quantityAdjustments: list[InventoryAdjustmentInput] | None
    requiresComponents: bool | None
    showUnitPrice: bool | None
    taxCode: str | None
    taxable: bool | None
    unitPriceMeasurement: UnitPriceMeasurementInput | None


class ProductDeletePayload(TypedDict):
    deletedProductId: str | None
    userErrors: list[UserError]


class ProductDeleteAnswer(TypedDict):
    productDelete: ProductDeletePayload | None


class ProductFindAnswer(TypedDict):
    productByIdentifier: Product | None


class UniqueMetafieldValueInputAlways(TypedDict):
    key: str
    value: str


class UniqueMetafieldValueInput(UniqueMetafieldValueInputAlways, total=False):
    namespace: str | None


class ProductIdentifierInput(TypedDict, total=False):
    customId: UniqueMetafieldValueInput | None
    handle: str | None
    id: str | None


class ProductSetUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class ProductSetPayload(TypedDict):
    product: Product | None
    userErrors: list[ProductSetUserError]


class ProductSetAnswer(TypedDict):
    productSet: ProductSetPayload | None


class ProductSetIdentifiers(TypedDict, total=False):
    customId: UniqueMetafieldValueInput | None
    handle: str | None
    id: str | None


class ProductClaimOwnershipInput(TypedDict, total=False):
    bundles: bool | None


class FileSetInput(TypedDict, total=False):
    alt: str | None
    contentType: Literal["EXTERNAL_VIDEO", "FILE", "IMAGE", "MODEL_3D", "VIDEO"] | None
    duplicateResolutionMode: Literal["APPEND_UUID", "RAISE_ERROR", "REPLACE"] | None
    filename: str | None
    id: str | None
    originalSource: str | None


class LinkedMetafieldCreateInputAlways(TypedDict):
    key: str
    namespace: str


class LinkedMetafieldCreateInput(LinkedMetafieldCreateInputAlways, total=False):
    values: list[str] | None


class OptionValueSetInput(TypedDict, total=False):
    id: str | None
    name: str | None


class OptionSetInput(TypedDict, total=False):
    id: str | None
    linkedMetafield: LinkedMetafieldCreateInput | None
    name: str | None
    position: int | None
    values: list[OptionValueSetInput] | None


class SEOInput(TypedDict, total=False):
    description: str | None
    title: str | None


class ProductSetInventoryInput(TypedDict):
    locationId: str
    name: str
    quantity: int


class ProductVariantSetInputAlways(TypedDict):
    optionValues: list[VariantOptionValueInput]


class ProductVariantSetInput(ProductVariantSetInputAlways, total=False):
    barcode: str | None
    compareAtPrice: str | None
    file: FileSetInput | None
    id: str | None
    inventoryItem: InventoryItemInput | None
    inventoryPolicy: Literal["CONTINUE", "DENY"] | None
    inventoryQuantities: list[ProductSetInventoryInput] | None
    metafields: list[MetafieldInput] | None
    position: int | None
    price: str | None
    published: bool | None
    requiresComponents: bool | None
    showUnitPrice: bool | None
    sku: str | None
    taxCode: str | None
    taxable: bool | None
    unitPriceMeasurement: UnitPriceMeasurementInput | None


class ProductSetInput(TypedDict, total=False):
    category: str | None
    claimOwnership: ProductClaimOwnershipInput | None
    collections: list[str] | None
    combinedListingRole: Literal["CHILD", "PARENT"] | None
    descriptionHtml: str | None
    files: list[FileSetInput] | None
    giftCard: bool | None
    giftCardTemplateSuffix: str | None
    handle: str | None
    metafields: list[MetafieldInput] | None
    productOptions: list[OptionSetInput] | None
    productType: str | None
    redirectNewHandle: bool | None
    requiresSellingPlan: bool | None
    seo: SEOInput | None
    status: Literal["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"] | None
    tags: list[str] | None
    templateSuffix: str | None
    title: str | None
    variants: list[ProductVariantSetInput] | None
    vendor: str | None


class ProductUpdateProductUpdateProduct(TypedDict):
    media: MediaConnection


class ProductUpdatePayload(TypedDict):
    product: ProductUpdateProductUpdateProduct | None
    userErrors: list[UserError]


class ProductUpdateAnswer(TypedDict):
    productUpdate: ProductUpdatePayload | None


class ProductUpdateInput(TypedDict, total=False):
    category: str | None
    collectionsToJoin: list[str] | None
    collectionsToLeave: list[str] | None
    deleteConflictingConstrainedMetafields: bool | None
    descriptionHtml: str | None
    giftCardTemplateSuffix: str | None
    handle: str | None
    id: str | None
    metafields: list[MetafieldInput] | None
    productType: str | None
    redirectNewHandle: bool | None
    requiresSellingPlan: bool | None
    seo: SEOInput | None
    status: Literal["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"] | None
    tags: list[str] | None
    templateSuffix: str | None
    title: str | None
    vendor: str | None


class CreateMediaInputAlways(TypedDict):
    mediaContentType: Literal["EXTERNAL_VIDEO", "IMAGE", "MODEL_3D", "VIDEO"]
    originalSource: str


class CreateMediaInput(CreateMediaInputAlways, total=False):
    alt: str | None


class ProductConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[Product]


class ProductsAnswer(TypedDict):
    products: ProductConnection


class ProductsByIdAnswer(TypedDict):
    nodes: list[ProductDetail | None]


class ProductsCountAnswer(TypedDict):
    productsCount: Count | None


class Channel(TypedDict):
    name: str


class ChannelConnection(TypedDict):
    nodes: list[Channel]


class Catalog(TypedDict):
    title: str


class PublicationsPublicationsNodes(TypedDict):
    id: str
    channels: ChannelConnection | None
    catalog: Catalog | None


class PublicationConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[PublicationsPublicationsNodes]


class PublicationsAnswer(TypedDict):
    publications: PublicationConnection


class PublishablePublishPayload(TypedDict):
    userErrors: list[UserError]


class PublishAnswer(TypedDict):
    publishablePublish: PublishablePublishPayload | None


class PublicationInput(TypedDict, total=False):
    publicationId: str | None
    publishDate: str | None


class RefundCreateRefundCreateRefund(TypedDict):
    id: str
    totalRefundedSet: Bag


class RefundCreatePayload(TypedDict):
    refund: RefundCreateRefundCreateRefund | None
    userErrors: list[UserError]


class RefundCreateAnswer(TypedDict):
    refundCreate: RefundCreatePayload | None


class RefundDutyInputAlways(TypedDict):
    dutyId: str


class RefundDutyInput(RefundDutyInputAlways, total=False):
    refundType: Literal["FULL", "PROPORTIONAL"] | None


class RefundLineItemInputAlways(TypedDict):
    lineItemId: str
    quantity: int


class RefundLineItemInput(RefundLineItemInputAlways, total=False):
    locationId: str | None
    restockType: Literal["CANCEL", "LEGACY_RESTOCK", "NO_RESTOCK", "RETURN"] | None


class StoreCreditRefundInputAlways(TypedDict):
    amount: MoneyInput


class StoreCreditRefundInput(StoreCreditRefundInputAlways, total=False):
    expiresAt: str | None


class RefundMethodInput(TypedDict, total=False):
    storeCreditRefund: StoreCreditRefundInput | None


class ShippingRefundInput(TypedDict, total=False):
    amount: str | None
    fullRefund: bool | None


class OrderTransactionInputAlways(TypedDict):
    amount: str
    gateway: str
    kind: Literal[
        "AUTHORIZATION",
        "CAPTURE",
        "CHANGE",
        "EMV_AUTHORIZATION",
        "REFUND",
        "SALE",
        "SUGGESTED_REFUND",
        "VOID",
    ]
    orderId: str


class OrderTransactionInput(OrderTransactionInputAlways, total=False):
    parentId: str | None


class RefundInputAlways(TypedDict):
    orderId: str


class RefundInput(RefundInputAlways, total=False):
    allowOverRefunding: bool | None
    currency: str | None
    discrepancyReason: Literal["CUSTOMER", "DAMAGE", "OTHER", "RESTOCK"] | None
    note: str | None
    notify: bool | None
    processedAt: str | None
    refundDuties: list[RefundDutyInput] | None
    refundLineItems: list[RefundLineItemInput] | None
    refundMethods: list[RefundMethodInput] | None
    shipping: ShippingRefundInput | None
    transactions: list[OrderTransactionInput] | None


class RefundSuggestOrderFulfillmentsFulfillmentLineItemsNodes(TypedDict):
    lineItem: LineItem


class RefundSuggestOrderFulfillmentsFulfillmentLineItems(TypedDict):
    pageInfo: PageInfo
    nodes: list[RefundSuggestOrderFulfillmentsFulfillmentLineItemsNodes]


class RefundSuggestOrderFulfillments(TypedDict):
    id: str
    status: str
    location: Location | None
    fulfillmentLineItems: RefundSuggestOrderFulfillmentsFulfillmentLineItems


class ShippingRefund(TypedDict):
    amountSet: Bag


class RefundLineItem(TypedDict):
    quantity: int
    lineItem: LineItem


class SuggestedOrderTransaction(TypedDict):
    gateway: str | None
    parentTransaction: OrderTransaction | None
    amountSet: Bag
    maximumRefundableSet: Bag | None


class SuggestedRefund(TypedDict):
    amountSet: Bag
    shipping: ShippingRefund
    refundLineItems: list[RefundLineItem]
    suggestedTransactions: list[SuggestedOrderTransaction]


class RefundSuggestOrder(TypedDict):
    presentmentCurrencyCode: str
    fulfillments: list[RefundSuggestOrderFulfillments]
    suggestedRefund: SuggestedRefund | None


class RefundSuggestAnswer(TypedDict):
    order: RefundSuggestOrder | None


class RefundsByIdAnswer(TypedDict):
    nodes: list[RefundDetail | None]


class ReturnCreateReturnCreateReturn(TypedDict):
    id: str
    status: str


class ReturnUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


ReturnCreatePayloadWords = TypedDict(
    "ReturnCreatePayloadWords", {"return": "ReturnCreateReturnCreateReturn | None"}
)


class ReturnCreatePayload(ReturnCreatePayloadWords):
    userErrors: list[ReturnUserError]


class ReturnCreateAnswer(TypedDict):
    returnCreate: ReturnCreatePayload | None


class ExchangeLineItemAppliedDiscountValueInput(TypedDict, total=False):
    amount: MoneyInput | None
    percentage: int | Decimal | None


class ExchangeLineItemAppliedDiscountInputAlways(TypedDict):
    value: ExchangeLineItemAppliedDiscountValueInput


class ExchangeLineItemAppliedDiscountInput(
    ExchangeLineItemAppliedDiscountInputAlways, total=False
):
    description: str | None


class ExchangeLineItemInputAlways(TypedDict):
    quantity: int


class ExchangeLineItemInput(ExchangeLineItemInputAlways, total=False):
    appliedDiscount: ExchangeLineItemAppliedDiscountInput | None
    giftCardCodes: list[str] | None
    variantId: str | None


class RestockingFeeInput(TypedDict):
    percentage: int | Decimal


class ReturnLineItemInputAlways(TypedDict):
    fulfillmentLineItemId: str
    quantity: int


class ReturnLineItemInput(ReturnLineItemInputAlways, total=False):
    restockingFee: RestockingFeeInput | None
    returnReasonDefinitionId: str | None
    returnReasonNote: str | None


class ReturnShippingFeeInput(TypedDict):
    amount: MoneyInput


class ReturnInputAlways(TypedDict):
    orderId: str
    returnLineItems: list[ReturnLineItemInput]


class ReturnInput(ReturnInputAlways, total=False):
    exchangeLineItems: list[ExchangeLineItemInput] | None
    requestedAt: str | None
    returnShippingFee: ReturnShippingFeeInput | None


class ReturnsOfOrdersNodesReturnsPageInfo(TypedDict):
    hasNextPage: bool


class ReturnsOfOrdersNodesReturns(TypedDict):
    pageInfo: ReturnsOfOrdersNodesReturnsPageInfo
    nodes: list[ReturnDetail]


class ReturnsOfOrdersNodes(TypedDict, total=False):
    id: str
    returns: ReturnsOfOrdersNodesReturns


class ReturnsOfOrdersAnswer(TypedDict):
    nodes: list[ReturnsOfOrdersNodes | None]


class ShipFulfillmentCreateFulfillment(TypedDict):
    id: str
    status: str


class FulfillmentCreatePayload(TypedDict):
    fulfillment: ShipFulfillmentCreateFulfillment | None
    userErrors: list[UserError]


class ShipAnswer(TypedDict):
    fulfillmentCreate: FulfillmentCreatePayload | None


class FulfillmentOrderLineItemInput(TypedDict):
    id: str
    quantity: int


class FulfillmentOrderLineItemsInputAlways(TypedDict):
    fulfillmentOrderId: str


class FulfillmentOrderLineItemsInput(FulfillmentOrderLineItemsInputAlways, total=False):
    fulfillmentOrderLineItems: list[FulfillmentOrderLineItemInput] | None


class FulfillmentOriginAddressInputAlways(TypedDict):
    countryCode: str


class FulfillmentOriginAddressInput(FulfillmentOriginAddressInputAlways, total=False):
    address1: str | None
    address2: str | None
    city: str | None
    provinceCode: str | None
    zip: str | None


class FulfillmentTrackingInput(TypedDict, total=False):
    company: str | None
    number: str | None
    numbers: list[str] | None
    url: str | None
    urls: list[str] | None


class FulfillmentInputAlways(TypedDict):
    lineItemsByFulfillmentOrder: list[FulfillmentOrderLineItemsInput]


class FulfillmentInput(FulfillmentInputAlways, total=False):
    notifyCustomer: bool | None
    originAddress: FulfillmentOriginAddressInput | None
    trackingInfo: FulfillmentTrackingInput | None


class ShipmentFulfillment(TypedDict):
    id: str
    status: str


class ShipmentAnswer(TypedDict):
    fulfillment: ShipmentFulfillment | None


class ShipmentCancelFulfillmentCancelFulfillment(TypedDict):
    id: str
    status: str


class FulfillmentCancelPayload(TypedDict):
    fulfillment: ShipmentCancelFulfillmentCancelFulfillment | None
    userErrors: list[UserError]


class ShipmentCancelAnswer(TypedDict):
    fulfillmentCancel: FulfillmentCancelPayload | None


class ShipmentMoveFulfillmentOrderMoveMovedFulfillmentOrder(TypedDict):
    id: str
    status: str
    assignedLocation: FulfillmentOrderAssignedLocation
    lineItems: FulfillmentOrderLineItemConnection


class FulfillmentOrderMoveFulfillmentOrderMoveUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class FulfillmentOrderMovePayload(TypedDict):
    movedFulfillmentOrder: ShipmentMoveFulfillmentOrderMoveMovedFulfillmentOrder | None
    userErrors: list[FulfillmentOrderMoveFulfillmentOrderMoveUserError]


class ShipmentMoveAnswer(TypedDict):
    fulfillmentOrderMove: FulfillmentOrderMovePayload | None


class ShopPlan(TypedDict):
    publicDisplayName: str
    partnerDevelopment: bool


class Shop(TypedDict):
    id: str
    name: str
    email: str
    myshopifyDomain: str
    currencyCode: str
    ianaTimezone: str
    taxesIncluded: bool
    plan: ShopPlan


class AccessScope(TypedDict):
    handle: str


class AppInstallation(TypedDict):
    accessScopes: list[AccessScope]


class ApiVersion(TypedDict):
    handle: str
    supported: bool


class ShopAnswer(TypedDict):
    shop: Shop
    currentAppInstallation: AppInstallation
    publicApiVersions: list[ApiVersion]


class ShopLocale(TypedDict):
    locale: str
    primary: bool
    published: bool


class ShopLocalesAnswer(TypedDict):
    shopLocales: list[ShopLocale]


class StockInventoryItemsNodes(TypedDict):
    id: str


class InventoryItemConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[StockInventoryItemsNodes]


class StockAnswer(TypedDict):
    inventoryItems: InventoryItemConnection


class InventoryLevel(TypedDict):
    id: str


class InventoryActivatePayload(TypedDict):
    inventoryLevel: InventoryLevel | None
    userErrors: list[UserError]


class StockActivateAnswer(TypedDict):
    inventoryActivate: InventoryActivatePayload | None


class StockByIdAnswer(TypedDict):
    nodes: list[Stock | None]


class InventoryAdjustmentGroup(TypedDict):
    id: str


class InventorySetQuantitiesUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class InventorySetQuantitiesPayload(TypedDict):
    inventoryAdjustmentGroup: InventoryAdjustmentGroup | None
    userErrors: list[InventorySetQuantitiesUserError]


class StockSetAnswer(TypedDict):
    inventorySetQuantities: InventorySetQuantitiesPayload | None


class InventoryQuantityInputAlways(TypedDict):
    inventoryItemId: str
    locationId: str
    quantity: int


class InventoryQuantityInput(InventoryQuantityInputAlways, total=False):
    changeFromQuantity: int | None


class InventorySetQuantitiesInputAlways(TypedDict):
    name: str
    quantities: list[InventoryQuantityInput]
    reason: str


class InventorySetQuantitiesInput(InventorySetQuantitiesInputAlways, total=False):
    referenceDocumentUri: str | None


class DeliveryMethod(TypedDict):
    methodType: str


class ToShipOfOrdersNodesFulfillmentOrdersNodesFulfillmentHolds(TypedDict):
    displayReason: str
    reasonNotes: str | None


class ToShipOfOrdersNodesFulfillmentOrdersNodes(TypedDict):
    id: str
    status: str
    deliveryMethod: DeliveryMethod | None
    fulfillmentHolds: list[ToShipOfOrdersNodesFulfillmentOrdersNodesFulfillmentHolds]
    assignedLocation: FulfillmentOrderAssignedLocation


class ToShipOfOrdersNodesFulfillmentOrders(TypedDict):
    nodes: list[ToShipOfOrdersNodesFulfillmentOrdersNodes]


class ToShipOfOrdersNodes(TypedDict, total=False):
    id: str
    fulfillmentOrders: ToShipOfOrdersNodesFulfillmentOrders


class ToShipOfOrdersAnswer(TypedDict):
    nodes: list[ToShipOfOrdersNodes | None]


class TrackingSetFulfillmentTrackingInfoUpdateFulfillment(TypedDict):
    id: str


class FulfillmentTrackingInfoUpdatePayload(TypedDict):
    fulfillment: TrackingSetFulfillmentTrackingInfoUpdateFulfillment | None
    userErrors: list[UserError]


class TrackingSetAnswer(TypedDict):
    fulfillmentTrackingInfoUpdate: FulfillmentTrackingInfoUpdatePayload | None


class TranslatableContent(TypedDict):
    key: str
    digest: str | None


class Translation(TypedDict):
    key: str
    value: str | None
    outdated: bool


class TranslatableResource(TypedDict):
    translatableContent: list[TranslatableContent]
    translations: list[Translation]


class TranslationsAnswer(TypedDict):
    translatableResource: TranslatableResource | None


class TranslationUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class TranslationsRegisterPayload(TypedDict):
    userErrors: list[TranslationUserError]


class TranslationsRegisterAnswer(TypedDict):
    translationsRegister: TranslationsRegisterPayload | None


class TranslationInputAlways(TypedDict):
    key: str
    locale: str
    translatableContentDigest: str
    value: str


class TranslationInput(TranslationInputAlways, total=False):
    marketId: str | None


class TranslationsRemovePayload(TypedDict):
    userErrors: list[TranslationUserError]


class TranslationsRemoveAnswer(TypedDict):
    translationsRemove: TranslationsRemovePayload | None


class PublishableUnpublishPayload(TypedDict):
    userErrors: list[UserError]


class UnpublishAnswer(TypedDict):
    publishableUnpublish: PublishableUnpublishPayload | None


class StagedUploadParameter(TypedDict):
    name: str
    value: str


class StagedMediaUploadTarget(TypedDict):
    url: str | None
    resourceUrl: str | None
    parameters: list[StagedUploadParameter]


class StagedUploadsCreatePayload(TypedDict):
    stagedTargets: list[StagedMediaUploadTarget] | None
    userErrors: list[UserError]


class UploadPlacesAnswer(TypedDict):
    stagedUploadsCreate: StagedUploadsCreatePayload | None


class StagedUploadInputAlways(TypedDict):
    filename: str
    mimeType: str
    resource: Literal[
        "BULK_MUTATION_VARIABLES",
        "COLLECTION_IMAGE",
        "DISPUTE_FILE_UPLOAD",
        "FILE",
        "IMAGE",
        "MODEL_3D",
        "PRODUCT_IMAGE",
        "RETURN_LABEL",
        "SHOP_IMAGE",
        "URL_REDIRECT_IMPORT",
        "VIDEO",
    ]


class StagedUploadInput(StagedUploadInputAlways, total=False):
    fileSize: str | None
    httpMethod: Literal["POST", "PUT"] | None


class VariantsCreateProductVariantsBulkCreateProductVariants(TypedDict):
    id: str


class ProductVariantsBulkCreateUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class ProductVariantsBulkCreatePayload(TypedDict):
    productVariants: list[VariantsCreateProductVariantsBulkCreateProductVariants] | None
    userErrors: list[ProductVariantsBulkCreateUserError]


class VariantsCreateAnswer(TypedDict):
    productVariantsBulkCreate: ProductVariantsBulkCreatePayload | None


class ProductVariantsBulkDeleteUserError(TypedDict):
    code: str | None
    field: list[str] | None
    message: str


class ProductVariantsBulkDeletePayload(TypedDict):
    product: Product | None
    userErrors: list[ProductVariantsBulkDeleteUserError]


class VariantsDeleteAnswer(TypedDict):
    productVariantsBulkDelete: ProductVariantsBulkDeletePayload | None


class VariantsUpdateProductVariantsBulkUpdateProductVariants(TypedDict):
    id: str


class VariantsUpdateProductVariantsBulkUpdate(TypedDict):
    productVariants: list[VariantsUpdateProductVariantsBulkUpdateProductVariants] | None
    userErrors: list[ProductVariantsBulkUpdateUserError]


class VariantsUpdateAnswer(TypedDict):
    productVariantsBulkUpdate: VariantsUpdateProductVariantsBulkUpdate | None


class WebhookSubscription(TypedDict):
    id: str
    topic: str
    uri: str


class WebhookSubscriptionCreatePayload(TypedDict):
    webhookSubscription: WebhookSubscription | None
    userErrors: list[UserError]


class WebhookCreateAnswer(TypedDict):
    webhookSubscriptionCreate: WebhookSubscriptionCreatePayload | None


class HasMetafieldsMetafieldIdentifierInputAlways(TypedDict):
    key: str


class HasMetafieldsMetafieldIdentifierInput(
    HasMetafieldsMetafieldIdentifierInputAlways, total=False
):
    namespace: str | None


class WebhookSubscriptionInput(TypedDict, total=False):
    filter: str | None
    format: Literal["JSON", "XML"] | None
    includeFields: list[str] | None
    metafieldNamespaces: list[str] | None
    metafields: list[HasMetafieldsMetafieldIdentifierInput] | None
    name: str | None
    uri: str | None


class WebhookSubscriptionDeletePayload(TypedDict):
    deletedWebhookSubscriptionId: str | None
    userErrors: list[UserError]


class WebhookDeleteAnswer(TypedDict):
    webhookSubscriptionDelete: WebhookSubscriptionDeletePayload | None


class WebhookSubscriptionUpdatePayload(TypedDict):
    webhookSubscription: WebhookSubscription | None
    userErrors: list[UserError]


class WebhookUpdateAnswer(TypedDict):
    webhookSubscriptionUpdate: WebhookSubscriptionUpdatePayload | None


class WebhooksWebhookSubscriptionsNodes(TypedDict):
    id: str
    topic: str
    uri: str
    format: str


class WebhookSubscriptionConnection(TypedDict):
    pageInfo: PageInfo
    nodes: list[WebhooksWebhookSubscriptionsNodes]


class WebhooksAnswer(TypedDict):
    webhookSubscriptions: WebhookSubscriptionConnection
