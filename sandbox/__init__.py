"""OmniRoute sandbox: Shopify, eBay and ShipStation on loopback, strict as the real ones."""
