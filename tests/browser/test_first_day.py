"""The first day of a shop manager: from an empty database to orders and a score.

The tests follow one another, as the day does.
"""

import json
from datetime import date, timedelta

from tools.omni import axe


def test_an_empty_control_room_says_how_to_begin(first_day):
    browser = first_day.browser
    first_day.open("integrations", ".o_omni_empty")
    browser.click(".o_omni_empty .btn-primary", "Connect an account")
    browser.wait_for(".o_form_view [name=platform]")


def test_a_wrong_key_is_refused_in_words(first_day):
    browser = first_day.browser
    first_day.new_connection("Web shop", "Shopify")
    first_day.tab("Shopify")
    keys = first_day.keys("shopify")
    browser.type("[name=shopify_shop] input", f"{keys['shop']}.myshopify.com")
    first_day.tab("Options")
    browser.type("[name=base_url] input", f"{first_day.sandbox.base_url}/shopify")
    first_day.tab("Secrets")
    first_day.enter_secret("Client ID", keys["client_id"])
    first_day.enter_secret("Client secret", "shpss_of-another-app")
    browser.click("button[name=action_connect]")
    browser.wait_for(".modal .modal-body", "client")
    first_day.picture("first_day_wrong_key")
    browser.click(".modal footer .btn-primary")
    browser.wait_for(".o_arrow_button_current", "Draft")


def test_with_the_right_key_it_is_connected_and_nobody_reads_the_key_again(first_day):
    browser, keys = first_day.browser, first_day.keys("shopify")
    first_day.tab("Secrets")
    first_day.enter_secret("Client secret", keys["client_secret"])
    browser.click("button[name=action_connect]")
    browser.wait_for(".o_arrow_button_current", "Connected")
    browser.wait_for(".o_data_row", "Stored")
    assert keys["client_secret"] not in browser.run("document.body.outerHTML")


def test_each_step_is_checked_where_it_stands(first_day):
    browser = first_day.browser
    first_day.open_connection("Web shop")
    assert first_day.step_is_done("connected")
    assert not first_day.step_is_done("tested")
    before = first_day.score()
    browser.click("[data-step=tested] button")
    browser.wait_until(lambda: first_day.step_is_done("tested"), "a passed test")
    assert first_day.score() > before
    browser.wait_for(".o_form_sheet", "Test passed")


def test_the_first_products_and_orders_come_in_before_ones_eyes(first_day):
    browser = first_day.browser
    browser.click("[data-step=listings] button")
    browser.wait_for(".o_notification")
    browser.click("[data-step=orders] button", "Import")
    browser.type(".modal [name=date_from] input", _days_ago(20))
    browser.click(".modal button[name=action_import]")
    browser.wait_for(".modal .o_omni_progress")
    browser.wait_for(".modal .o_omni_progress[data-over=true]", "wait for a person")
    first_day.picture("first_day_import")
    found = first_day.search("integration.order.binding")
    assert found
    browser.click(".modal footer button", "Show Its Jobs")
    browser.wait_for(".o_form_view .o_omni_progress")
    browser.wait_for("[name=job_ids] .o_data_row", "is mapped")


def test_another_platform_is_tried_with_the_simulator_in_one_click(first_day):
    browser = first_day.browser
    first_day.open("connections/new", ".o_form_view [name=platform]")
    first_day.new_connection("Labels", "ShipStation")
    browser.click(".o_notebook button[name=action_use_simulator]")
    browser.wait_for(".o_arrow_button_current", "Connected")
    assert first_day.step_is_done("secrets")


def test_what_is_still_open_is_told(first_day):
    first_day.settle()
    first_day.open_connection("Web shop")
    first_day.browser.wait_until(lambda: first_day.step_is_done("orders"), "orders")
    assert not first_day.step_is_done("listings")
    first_day.browser.wait_for("[data-step=listings]", "have a product here")
    assert 0 < first_day.score() < 100


def test_the_first_stock_is_read_before_ones_eyes(first_day):
    """With no product matched there is nothing to count, and it says what to do."""
    browser = first_day.browser
    shelf = first_day.search("stock.location", ("usage", "=", "internal"))[:1]
    place = first_day.search("integration.location", ("active", "=", True))[:1]
    filled = {"location_ids": [(6, 0, shelf)]}
    first_day.odoo.call("integration.location", "write", place, filled)
    first_day.open_connection("Web shop")
    first_day.tab("Stock")
    browser.click("button[name=action_load_stock]")
    browser.wait_for(".o_arrow_button_current", "To Be Approved")
    browser.wait_for(".o_form_sheet", "There is nothing to count")
    first_day.picture("first_day_stock")
    browser.click("button[name=action_give_up]")


def test_when_nothing_is_left_open_it_is_ready_to_go_live(first_day):
    """Step by step, each by what its own text says is to be done."""
    browser = first_day.browser
    first_day.odoo.call("integration.connection", "action_check", [first_day.shop])
    owner = first_day.search("res.users", ("login", "=", "admin"))
    first_day.odoo.call("res.users", "write", owner, {"email": "me@example.org"})
    _leave_alone_what_nobody_matched(first_day)
    _take_each_tax_as_suggested(first_day)
    first_day.settle()
    first_day.open_connection("Web shop")
    browser.wait_until(lambda: first_day.step_is_done("mapped"), "no value to map")
    still_open = browser.run(_OPEN_STEPS)
    assert (first_day.score(), still_open) == (100, [])
    first_day.picture("first_day_ready")


def _leave_alone_what_nobody_matched(first_day):
    listings = first_day.search(
        "integration.variant.binding", ("connection_id", "=", first_day.shop)
    )
    wizard = {"reason": "Not ours", "binding_ids": [(6, 0, listings)]}
    [wizard] = first_day.odoo.call("integration.match.ignore", "create", [wizard])
    first_day.odoo.call("integration.match.ignore", "action_ignore", [wizard])


def _take_each_tax_as_suggested(first_day):
    """An accountant has made Odoo's taxes; the mapping screen knows which is which."""
    browser = first_day.browser
    rows = first_day.unmapped()
    for name, key in {_tax_name(row): row["external_key"] for row in rows}.items():
        first_day.make_tax(key, name)
    first_day.open("mappings", ".o_data_row [name=suggestion]")
    first_day.picture("first_day_mappings")
    browser.click(".o_list_view thead .o_list_record_selector input")
    browser.click(".o_control_panel button", "Accept Suggestions")
    browser.wait_until(lambda: not first_day.unmapped(), "taxes that are mapped")


def _tax_name(row):
    """One tax for all states of a country: "VAT 20 %, included"."""
    how = row["external_key"].rpartition("/")[2]
    return f"{row['label']}, {how}"


def test_the_set_up_is_reachable_by_keyboard_and_legible(first_day):
    browser = first_day.browser
    browser.run(f"{axe.script()};0")
    found = browser.run(
        f"axe.run({json.dumps('.o_omni_setup')}, {{resultTypes: ['violations']}})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html)))"
    )
    assert not found


# Of those that count for the score.
_OPEN_STEPS = """
[...document.querySelectorAll("[data-step]")]
    .filter((step) => step.querySelector("[aria-label=Open]"))
    .filter((step) => !step.querySelector(".badge"))
    .map((step) => step.innerText)
"""


def _days_ago(days):
    """As an American user types it."""
    return (date.today() - timedelta(days)).strftime("%m/%d/%Y")
