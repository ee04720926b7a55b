"""Shopify, eBay and ShipStation on loopback, as strict as the real ones."""
