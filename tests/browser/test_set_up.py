"""Set Up: each step leads to where it is done."""


def test_a_step_leads_to_its_page_and_nothing_breaks_behind_it(room):
    browser = room.browser
    browser.go(f"/odoo/connections/{room.shop}")
    browser.click(".nav-link", "Set Up")
    browser.click(".o_field_omni_setup_steps button", "Match")
    browser.wait_for(".o_list_view .o_data_row")
    browser.wait_until(
        lambda: not browser.has(".o_form_view"), "the connection's form is left"
    )
