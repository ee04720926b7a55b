"""What Shopify is asked for in bulk.

Made by ``python -m tools.generate`` out of ``operations/``, not to be edited by hand.
"""

from __future__ import annotations

from .bulk import BulkQuery

PRODUCTS = BulkQuery(
    """\
query $name {
  products(query: $search) {
    edges { node {
      id
      legacyResourceId
      title
      handle
      status
      vendor
      productType
      tags
      descriptionHtml
      updatedAt
      isGiftCard
      seo {
        title
        description
      }
      options {
        name
        optionValues {
          name
        }
      }
      media {
        edges { node {
          of_media: __typename
          id
          alt
          status
          ... on MediaImage {
            image {
              url
            }
          }
        } }
      }
      metafields {
        edges { node {
          of_metafields: __typename
          namespace
          key
          type
          value
        } }
      }
      variants {
        edges { node {
          of_variants: __typename
          id
          title
          sku
          barcode
          price
          compareAtPrice
          inventoryPolicy
          selectedOptions {
            name
            value
          }
          media {
            edges { node {
              of_media: __typename
              id
            } }
          }
          inventoryItem {
            id
            tracked
            requiresShipping
            harmonizedSystemCode
            countryCodeOfOrigin
            unitCost {
              amount
              currencyCode
            }
            measurement {
              weight {
                unit
                value
              }
            }
          }
        } }
      }
      $more
    } }
  }
}
""",
    {"": ("media", "metafields", "variants"), "variants": ("media",)},
)

ORDERS = BulkQuery(
    """\
query $name {
  orders(query: $search) {
    edges { node {
      id
      updatedAt
      $more
    } }
  }
}
""",
    {},
)
