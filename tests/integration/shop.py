"""A store of the sandbox beside another platform, for the tests that need both."""

from tests.sandbox.shopify_sandbox import CLIENT_ID, SECRET


def connect_shop(env, merchant, **vals):
    """The merchant's store as a connection that works."""
    shop = env["integration.connection"].create(
        {
            "name": "Shop",
            "platform": "shopify",
            "base_url": f"{merchant.remote.base_url}/shopify",
            "shopify_shop": f"{merchant.shop}.myshopify.com",
            **vals,
        }
    )
    secrets = {"client_id": (CLIENT_ID, None), "client_secret": (SECRET, None)}
    env["integration.credential"]._store_many(shop, secrets)
    shop.state = "connected"
    return shop
