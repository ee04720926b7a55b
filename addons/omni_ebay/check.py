"""“Test connection”: which seller, and what the account still lacks."""

from __future__ import annotations

from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.words import _lt

from .client import scopes
from .client.client import EbayClient
from .readiness import lacking

# What may be missing, and what does not work without it.
LACKS = {
    "programme": _lt(
        "The account has not joined eBay's business policies: nothing "
        "can be listed from here. Joining takes up to a day."
    ),
    "policies": _lt(
        "A shipping, payment or return policy is missing on this site: "
        "nothing can be listed without one of each."
    ),
    "location": _lt(
        "There is no inventory location: eBay does not know where "
        "parcels leave, and nothing can be listed."
    ),
    "alert_email": _lt(
        "eBay has no e-mail address for alerts, so it notifies nobody: "
        "new orders are found by the poll alone."
    ),
    "signing_key": _lt(
        "The account's country wants finance calls signed, and there is "
        "no signing key: payouts and refunds do not work."
    ),
}


def check(client: EbayClient) -> CheckResult:
    user = client.call("identity", "GET", "/user").body
    forbidden = list(scopes.missing(client))
    missing = list(lacking(client, {one.scope for one in forbidden}))
    return CheckResult(
        account=f"{user.get('username') or user['userId']} "
        f"({user['registrationMarketplaceId']})",
        account_ref=user["userId"],
        warnings=[
            *(
                _lt(
                    "Not allowed (%(scope)s): %(what)s.",
                    scope=one.scope,
                    what=one.switches_off,
                )
                for one in forbidden
            ),
            *(LACKS[name] for name in missing),
        ],
        info={
            "lacking": missing,
            "forbidden": [[one.scope, one.switches_off] for one in forbidden],
        },
    )
