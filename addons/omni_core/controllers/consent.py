"""Where a platform sends people back to, with its permission or without.

Whoever calls this is an attacker until the state says otherwise: only the user who
pressed the button, within minutes and once, can end what that button began.
"""

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

CALLBACK = "/omni/consent"


class ConsentController(Controller):
    @route(CALLBACK, type="http", auth="user", methods=["GET"], readonly=False)
    def consented(self, state="", **answer):
        connection = request.env["integration.consent"]._redeem(state)
        if not connection:
            return request.make_response(
                request.env._(
                    "This sign-in was not begun here, or too long ago. Press “Sign In” "
                    "on the connection again."
                ),
                headers=[("Content-Type", "text/plain; charset=utf-8")],
                status=400,
            )
        if answer.get("code"):
            try:
                connection._signed_in({"state": state, **answer})
            except UserError as error:
                connection._sign_in_failed(str(error))
        else:
            connection._sign_in_failed(
                request.env._("You did not agree on their page: nothing has changed.")
            )
        return request.redirect(f"/odoo/connections/{connection.id}")
