"""The Trading API's structure, for the calls that the sandbox plays.

No registry carries a complete schema of it, so the few calls are written down here in
the order of eBay's schema. One line per type: `Name`, then `!` = required, `*` = may
repeat, `:type` unless it is text. Element order is held against our answers only: eBay
itself takes requests in any order (the classic Python SDK sorts them by name).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

NAMESPACE = "urn:ebay:apis:eBLBaseComponents"
REQUEST_BASE = (
    "RequesterCredentials:Credentials DetailLevel* ErrorLanguage MessageID Version "
    "EndUserIP ErrorHandling InvocationID OutputSelector* WarningLevel"
)
ANSWER_BASE = (
    "Timestamp!:dateTime Ack!:ack CorrelationID Errors*:Error Message Version! Build!"
)
#: what each call takes, after the elements that all calls share
REQUESTS: dict[str, str] = {
    "GeteBayOfficialTime": "",
    "GetUser": "ItemID UserID IncludeFeatureEligibility:boolean",
    "GetItem": (
        "ItemID! IncludeWatchCount:boolean IncludeItemSpecifics:boolean "
        "IncludeTaxTable:boolean SKU VariationSKU VariationSpecifics:NameValues "
        "TransactionID IncludeItemCompatibilityList:boolean"
    ),
    "GetMyeBaySelling": (
        "ScheduledList:ListWish ActiveList:ListWish SoldList:ListWish "
        "UnsoldList:ListWish SellingSummary:ListWish HideVariations:boolean"
    ),
    "ReviseInventoryStatus": "InventoryStatus!*:InventoryStatus",
    "ReviseFixedPriceItem": "Item!:Item DeletedField*",
    "EndFixedPriceItem": "ItemID EndingReason! SKU",
    "GetMemberMessages": (
        "ItemID MailMessageType! MessageStatus DisplayToPublic:boolean "
        "StartCreationTime:dateTime EndCreationTime:dateTime Pagination:Pagination "
        "MemberMessageID SenderID"
    ),
    "AddMemberMessageRTQ": "ItemID MemberMessage!:MemberMessage",
    "AddMemberMessageAAQToPartner": "ItemID! MemberMessage!:MemberMessage",
    "CompleteSale": (
        "ItemID TransactionID Shipped:boolean Paid:boolean ListingType "
        "Shipment:Shipment OrderID OrderLineItemID"
    ),
}
#: what it answers, after the elements that all answers share
ANSWERS: dict[str, str] = {
    "GeteBayOfficialTime": "",
    "GetUser": "User:User",
    "GetItem": "Item:Item",
    "GetMyeBaySelling": "ActiveList:ItemList UnsoldList:ItemList",
    "ReviseInventoryStatus": "InventoryStatus*:InventoryStatus Fees*:InventoryFees",
    "ReviseFixedPriceItem": "ItemID SKU StartTime:dateTime EndTime:dateTime Fees:Fees",
    "EndFixedPriceItem": "EndTime:dateTime SKU",
    "GetMemberMessages": (
        "MemberMessage:MemberMessages PaginationResult:PaginationResult "
        "HasMoreItems:boolean"
    ),
    "AddMemberMessageRTQ": "",
    "AddMemberMessageAAQToPartner": "",
    "CompleteSale": "",
}
TYPES: dict[str, str] = {
    "Credentials": "eBayAuthToken",
    "Error": (
        "ShortMessage! LongMessage! ErrorCode! UserDisplayHint:boolean "
        "SeverityCode!:severity ErrorParameters*:ErrorParameter ErrorClassification!"
    ),
    "ErrorParameter": "Value",
    "User": (
        "EIASToken Email FeedbackScore:int Site Status UserID! SellerInfo:SellerInfo"
    ),
    "SellerInfo": "SellerBusinessType StoreOwner:boolean",
    "InventoryStatus": "SKU ItemID StartPrice:amount Quantity:int",
    "InventoryFees": "ItemID Fee*:Fee",
    "Fees": "Fee*:Fee",
    "Fee": "Name Fee:amount",
    "ListWish": (
        "Include:boolean ListingType Sort DurationInDays:int IncludeNotes:boolean "
        "Pagination:Pagination OrderStatusFilter"
    ),
    "Pagination": "EntriesPerPage:int PageNumber:int",
    "PaginationResult": "TotalNumberOfPages:int TotalNumberOfEntries:int",
    "ItemList": "ItemArray:ItemArray PaginationResult:PaginationResult",
    "ItemArray": "Item*:Item",
    "Item": (
        "ApplicationData Country Currency Description ItemID "
        "ListingDetails:ListingDetails ListingDuration ListingType Location "
        "PrimaryCategory:Category ProductListingDetails:ProductDetails Quantity:int "
        "Seller:User SellingStatus:SellingStatus Site StartPrice:amount "
        "Storefront:Storefront SubTitle Title QuantityAvailable:int SKU PostalCode "
        "PictureDetails:Pictures DispatchTimeMax:int ItemSpecifics:NameValues "
        "InventoryTrackingMethod Variations:Variations "
        "ItemCompatibilityList:Compatibilities ItemCompatibilityCount:int "
        "ConditionID:int ConditionDescription ConditionDisplayName "
        "SellerProfiles:SellerProfiles"
    ),
    "ListingDetails": (
        "RelistedItemID StartTime:dateTime EndTime:dateTime ViewItemURL EndingReason"
    ),
    "Category": "CategoryID! CategoryName",
    "ProductDetails": "EAN UPC ISBN BrandMPN:BrandMpn",
    "BrandMpn": "Brand MPN",
    "SellingStatus": "CurrentPrice:amount QuantitySold:int ListingStatus",
    "Storefront": "StoreCategoryID StoreCategory2ID",
    "Pictures": "GalleryURL PictureURL*",
    "NameValues": "NameValueList*:NameValue",
    "NameValue": "Name! Value* Source",
    "Variations": "Variation*:Variation VariationSpecificsSet:NameValues",
    "Variation": (
        "SKU StartPrice:amount Quantity:int VariationSpecifics:NameValues "
        "SellingStatus:SellingStatus Delete:boolean"
    ),
    "Compatibilities": "Compatibility*:Compatibility ReplaceAll:boolean",
    "Compatibility": "Delete:boolean NameValueList*:NameValue CompatibilityNotes",
    "SellerProfiles": (
        "SellerShippingProfile:ShippingProfile SellerReturnProfile:ReturnProfile "
        "SellerPaymentProfile:PaymentProfile"
    ),
    "ShippingProfile": "ShippingProfileID ShippingProfileName",
    "ReturnProfile": "ReturnProfileID ReturnProfileName",
    "PaymentProfile": "PaymentProfileID PaymentProfileName",
    "MemberMessages": "MemberMessageExchange*:MessageExchange",
    "MessageExchange": (
        "Item:Item Question:MemberMessage Response* MessageStatus "
        "CreationDate:dateTime LastModifiedDate:dateTime"
    ),
    "MemberMessage": (
        "MessageType QuestionType EmailCopyToSender:boolean DisplayToPublic:boolean "
        "SenderID SenderEmail RecipientID* Subject Body MessageID ParentMessageID"
    ),
    "Shipment": "ShippedTime:dateTime ShipmentTrackingDetails*:Tracking",
    "Tracking": (
        "ShippingCarrierUsed! ShipmentTrackingNumber! ShipmentLineItem:ShipmentLines"
    ),
    "ShipmentLines": "LineItem!*:ShipmentLine",
    "ShipmentLine": "Quantity:int CountryOfOrigin Description ItemID! TransactionID!",
}
_ACKS = ("Success", "Warning", "Failure", "PartialFailure")
_SCALARS = {
    "int": re.compile(r"-?\d{1,10}"),
    "boolean": re.compile(r"true|false|1|0"),
    "dateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?"),
    "ack": re.compile("|".join(_ACKS)),
    "severity": re.compile("Error|Warning"),
}


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    kind: str = ""
    required: bool = False
    repeats: bool = False


def _parts(line: str) -> tuple[Part, ...]:
    parts = []
    for word in line.split():
        head, _, kind = word.partition(":")
        parts.append(
            Part(head.rstrip("!*"), kind, "!" in head, "*" in head.lstrip("!"))
        )
    return tuple(parts)


_TYPES = {name: _parts(line) for name, line in TYPES.items()}
_REQUESTS = {name: _parts(f"{REQUEST_BASE} {line}") for name, line in REQUESTS.items()}
_ANSWERS = {name: _parts(f"{ANSWER_BASE} {line}") for name, line in ANSWERS.items()}


def check_request(call: str, root: Element) -> list[str]:
    return list(_check(root, _REQUESTS[call], "", ordered=False))


def check_answer(call: str, root: Element) -> list[str]:
    return list(_check(root, _ANSWERS[call], "", ordered=True))


def plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _check(
    element: Element, parts: tuple[Part, ...], where: str, ordered: bool
) -> Iterator[str]:
    known = {part.name: part for part in parts}
    seen: list[str] = []
    for child in element:
        name = plain(child.tag)
        path = f"{where}.{name}" if where else name
        part = known.get(name)
        if part is None:
            yield f"{path}: unknown element"
            continue
        if name in seen and not part.repeats:
            yield f"{path}: may not repeat"
        seen.append(name)
        yield from _check_value(child, part.kind, path, ordered)
    for part in parts:
        if part.required and part.name not in seen:
            yield f"{where + '.' if where else ''}{part.name}: is required"
    if ordered:
        order = [part.name for part in parts if part.name in seen]
        if list(dict.fromkeys(seen)) != order:
            yield f"{where or plain(element.tag)}: wrong order of elements"


def _check_value(
    element: Element, kind: str, path: str, ordered: bool
) -> Iterator[str]:
    text = (element.text or "").strip()
    if kind in _TYPES:
        yield from _check(element, _TYPES[kind], path, ordered)
    elif len(element):
        yield f"{path}: holds elements, must hold text"
    elif kind == "amount":
        if not _is_decimal(text):
            yield f"{path}: {text!r} is no amount"
    elif kind and not _SCALARS[kind].fullmatch(text):
        yield f"{path}: {text!r} is no {kind}"


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
