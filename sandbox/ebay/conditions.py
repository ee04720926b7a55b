"""Conditions: the Inventory API's words, Trading's numbers, and what parts may have."""

from __future__ import annotations

#: ConditionEnum -> condition id of the Trading and Metadata APIs
IDS: dict[str, str] = {
    "NEW": "1000",
    "LIKE_NEW": "2750",
    "NEW_OTHER": "1500",
    "NEW_WITH_DEFECTS": "1750",
    "CERTIFIED_REFURBISHED": "2000",
    "EXCELLENT_REFURBISHED": "2010",
    "VERY_GOOD_REFURBISHED": "2020",
    "GOOD_REFURBISHED": "2030",
    "SELLER_REFURBISHED": "2500",
    "USED_EXCELLENT": "3000",
    "USED_VERY_GOOD": "4000",
    "USED_GOOD": "5000",
    "USED_ACCEPTABLE": "6000",
    "FOR_PARTS_OR_NOT_WORKING": "7000",
}
#: what a parts category takes: id -> its words there
PARTS: dict[str, str] = {
    "1000": "New",
    "1500": "Open box",
    "2500": "Seller refurbished",
    "3000": "Used",
    "7000": "For parts or not working",
}
#: clothing takes neither refurbished nor broken goods
CLOTHING: dict[str, str] = {
    "1000": "New with tags",
    "1500": "New without tags",
    "3000": "Pre-owned",
}


def condition_id(name: str) -> str:
    return IDS.get(name, "1000")
