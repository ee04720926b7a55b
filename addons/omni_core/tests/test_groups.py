from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestGroups(TransactionCase):
    """Who sees the Integrations menu, and what each role includes."""

    def _menus_of(self, groups):
        user = new_test_user(self.env, login="someone", groups=groups)
        return self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()

    def test_a_viewer_may_see_the_integrations_menu(self):
        menu = self.env.ref("omni_core.menu_root")
        self.assertIn(
            "omni_core.group_viewer",
            menu.group_ids._get_external_ids()[menu.group_ids.id],
        )

    def test_an_administrator_is_operator_and_viewer_too(self):
        user = new_test_user(
            self.env, login="boss", groups="omni_core.group_administrator"
        )
        self.assertTrue(user.has_group("omni_core.group_operator"))
        self.assertTrue(user.has_group("omni_core.group_viewer"))
        self.assertTrue(user.has_group("base.group_user"))

    def test_a_viewer_is_no_operator(self):
        user = new_test_user(self.env, login="guest", groups="omni_core.group_viewer")
        self.assertFalse(user.has_group("omni_core.group_operator"))

    def test_the_first_administrator_can_set_up_integrations(self):
        admin = self.env.ref("base.user_admin")
        self.assertTrue(admin.has_group("omni_core.group_administrator"))
