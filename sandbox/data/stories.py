"""What may happen to an order, told once per platform and repeated in turn.

Every story of the list comes up within one round, so that even a small world covers
all of them; plain sales in between keep it plausible.
"""

from __future__ import annotations

STORIES = {
    "shopify": (
        "plain", "percentage", "guest", "partial_refund", "plain", "gift_card",
        "multi_location", "tip", "plain", "duties", "edit", "fixed_amount",
        "cancelled", "plain", "reverse_charge", "test", "free_shipping", "full_refund",
        "plain", "unfulfilled", "gift_card_sold", "pending", "goodwill", "plain",
        "custom_line", "part_shipped", "cancelled_unpaid", "paid_by_gift_card",
        "everything", "plain",
    ),
    "ebay": (
        "plain", "marketplace_tax", "partial_refund", "plain", "percentage",
        "multi_location", "marketplace_tax", "cancelled", "plain", "unfulfilled",
        "full_refund", "plain", "part_shipped", "duties", "goodwill", "plain",
    ),
}  # fmt: skip
FIRST_NUMBER = 1001
# No factor in common: eBay's numbers walk through all the endings before a repeat.
ENDINGS, STRIDE = 90_000, 7_919
#: orders a day or two old are still to be shipped: work for whoever tries the suite
UNSHIPPED_DAYS = 2
NEVER_SHIPPED = {
    "unfulfilled", "cancelled", "cancelled_unpaid", "pending", "gift_card_sold",
}  # fmt: skip


def place_of(index: int) -> tuple[str, int]:
    """Platform of order `index` (three of five on Shopify), and its number there."""
    rounds, step = divmod(index, 5)
    return (
        ("shopify", rounds * 3 + step) if step < 3 else ("ebay", rounds * 2 + step - 3)
    )


def story_of(index: int) -> str:
    platform, nth = place_of(index)
    return STORIES[platform][nth % len(STORIES[platform])]


def number_of(index: int) -> str:
    """The order's number as the platform would give it; never twice the same."""
    platform, nth = place_of(index)
    if platform == "shopify":
        return f"#{FIRST_NUMBER + nth}"
    high, low = divmod(nth, ENDINGS)
    return f"{nth % 20 + 1:02d}-{10_000 + high}-{10_000 + low * STRIDE % ENDINGS}"


def index_of(number: str) -> int | None:
    """The order that has this number: how one is found among a million at once."""
    try:
        if number.startswith("#"):
            rounds, step = divmod(int(number[1:]) - FIRST_NUMBER, 3)
        else:
            _, high, ending = number.split("-")
            low = (int(ending) - 10_000) * pow(STRIDE, -1, ENDINGS) % ENDINGS
            rounds, step = divmod((int(high) - 10_000) * ENDINGS + low, 2)
            step += 3
    except ValueError:
        return None
    index = rounds * 5 + step
    return index if index >= 0 and number_of(index) == number else None
