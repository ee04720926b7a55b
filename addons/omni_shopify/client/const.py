"""What is agreed with Shopify: the version we speak, and its limits."""

from datetime import date

API_VERSION = "2026-07"
# Shopify keeps a version for a year after its release, at least.
API_VERSION_ENDS = date(2027, 7, 1)
TOKEN_HEADER = "X-Shopify-Access-Token"
MOST_INPUTS = 250  # entries that one input list may have
PAGE_SIZE = 50
# A guess until the answer tells: what most of our operations cost, in points.
USUAL_COST = 25.0
MOST_WHOLE = 25  # documents with all that is in them, in one question

# https://help.shopify.com/en/manual/products/variants
MOST_OPTIONS = 3
MOST_VARIANTS = 2048
MOST_MEDIA = 250
MOST_TAGS = 250
MOST_TITLE = 255
MOST_VALUE = 255  # characters of an option's value, a tag
