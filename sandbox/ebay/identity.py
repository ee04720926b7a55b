"""Who the seller is (Identity), and the seller's digital signing keys."""

from __future__ import annotations

from datetime import timedelta

from .call import IDENTITY, PUBLIC, Answer, Call, operation
from .errors import EbayError
from .signing import make_jwe, make_signing_key
from .state import Json

KEYS = "/developer/key_management/v1/signing_key"
KEY_LIFE = timedelta(days=3 * 365)


@operation("commerce_identity.getUser", "GET /commerce/identity/v1/user", IDENTITY)
def user(call: Call) -> Answer:
    seller = call.seller
    return Answer(
        body={
            "userId": seller.user_id,
            "username": seller.username,
            "accountType": "BUSINESS",
            "registrationMarketplaceId": seller.site.marketplace,
            "status": "CONFIRMED",
            "businessAccount": {"name": seller.name, "email": seller.email},
        }
    )


@operation("developer_key_management.createSigningKey", f"POST {KEYS}", PUBLIC)
def create_key(call: Call) -> Answer:
    cipher = (call.body or {}).get("signingKeyCipher") or "ED25519"
    private, public = make_signing_key(cipher)
    key: Json = {
        "signingKeyId": call.ebay.next_id("key"),
        "signingKeyCipher": cipher,
        "publicKey": public,
        "jwe": make_jwe(public, cipher),
        "creationTime": int(call.now.timestamp()),
        "expirationTime": int((call.now + KEY_LIFE).timestamp()),
    }
    call.ebay.signing_keys[key["signingKeyId"]] = key
    # The private half is shown this once and never again.
    return Answer(body={**key, "privateKey": private})


@operation("developer_key_management.getSigningKeys", f"GET {KEYS}", PUBLIC)
def keys(call: Call) -> Answer:
    return Answer(body={"signingKeys": list(call.ebay.signing_keys.values())})


@operation(
    "developer_key_management.getSigningKey", f"GET {KEYS}/{{signing_key_id}}", PUBLIC
)
def key(call: Call) -> Answer:
    found = call.ebay.signing_keys.get(call.path["signing_key_id"])
    if found is None:
        raise EbayError(210002, 404, signingKeyId=call.path["signing_key_id"])
    return Answer(body=found)
