from odoo.tests import HttpCase, tagged

CLIENT_IS_UP = "!!document.querySelector('.o_main_navbar')"


@tagged("post_install", "-at_install")
class TestWebClient(HttpCase):
    """A real browser opens Odoo with the suite installed."""

    def test_the_web_client_starts_without_an_error_in_the_console(self):
        # browser_js fails on any console.error that comes before this line
        code = "console.log('test successful')"
        self.browser_js("/odoo", code, ready=CLIENT_IS_UP, login="admin")

    def test_the_icon_of_the_menu_is_served(self):
        answer = self.url_open("/omni_core/static/description/icon.png")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "image/png")
