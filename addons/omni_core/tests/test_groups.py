from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestGroups(TransactionCase):
    """The three roles: each includes the one before, and no more."""

    def _groups_of(self, role):
        user = new_test_user(self.env, login=role, groups=f"omni_core.group_{role}")
        roles = ("viewer", "operator", "administrator")
        return [name for name in roles if user.has_group(f"omni_core.group_{name}")]

    def test_a_viewer_is_nothing_more(self):
        self.assertEqual(self._groups_of("viewer"), ["viewer"])

    def test_an_operator_is_a_viewer_too(self):
        self.assertEqual(self._groups_of("operator"), ["viewer", "operator"])

    def test_an_administrator_is_all_three(self):
        everything = ["viewer", "operator", "administrator"]
        self.assertEqual(self._groups_of("administrator"), everything)

    def test_an_ordinary_employee_does_not_see_the_menu(self):
        menu = self.env.ref("omni_core.menu_root")
        self.assertEqual(menu.group_ids, self.env.ref("omni_core.group_viewer"))

    def test_the_first_administrator_of_odoo_may_set_up_integrations(self):
        admin = self.env.ref("base.user_admin")
        self.assertTrue(admin.has_group("omni_core.group_administrator"))
