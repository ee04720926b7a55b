"""A day in the control room, in a real browser, against the simulated platforms."""

import itertools
import json

import pytest

from tools.omni import axe

_deliveries = itertools.count(1)


def test_the_dashboard_moves_while_orders_come_in(room):
    room.open_dashboard()
    before = room.card("calls")
    room.sandbox.buy("shopify", 3)
    room.ask_for_news()
    # Nobody presses anything: the numbers come by themselves.
    room.browser.wait_until(lambda: room.card("calls") != before, "more calls")
    assert room.browser.has("[data-connection*=Shopify][data-light=ok]")


def test_a_number_leads_to_what_is_behind_it(room):
    room.open_dashboard()
    room.browser.click("[data-card=unmapped]")
    room.browser.wait_for(".o_list_view .o_data_row")
    assert room.browser.has(".o_breadcrumb", "Unmapped Values")


def test_the_period_is_chosen_and_remembered(room):
    room.open_dashboard()
    room.browser.click("[data-period=month]")
    room.browser.wait_for("[data-period=month][aria-pressed=true]")
    room.open_dashboard()
    room.browser.wait_for("[data-period=month][aria-pressed=true]")
    room.browser.click("[data-period=day]")


def test_an_error_is_found_in_the_inbox_and_fixed(room):
    browser = room.browser
    job = room.read_order("gid://shopify/Order/404")
    browser.go("/odoo/integration-jobs")
    browser.wait_for(".o_list_view")
    # The light in the corner leads there; it went on without a reload.
    browser.click(".o_omni_attention button")
    browser.click(".o_omni_attention_menu .dropdown-item", "Refused")
    browser.click(".o_data_row td[name=name]", "The channel has no order")
    browser.wait_for(".o_form_view", "What to do")
    room.picture("inbox_issue")
    browser.click("button[name=action_open_jobs]")
    browser.click(".o_data_row td[name=operation_title]", "Read order")

    browser.click(".o_statusbar_buttons button", "Edit and Run Again")
    browser.wait_for(".modal .ace_editor")
    right = json.dumps({"ref": room.an_order()["external_ref"]})
    browser.run(
        "ace.edit(document.querySelector('.modal .ace_editor'))"
        f".setValue({json.dumps(right)}, 1)"
    )
    browser.type(".modal [name=reason] input", "Wrong number")
    browser.click(".modal button[name=action_run]")

    def is_solved():
        [row] = room.read("sync.job", [job], "status", "issue_id")
        issue = room.read("integration.issue", [row["issue_id"][0]], "state")
        return (row["status"], issue[0]["state"]) == ("done", "closed")

    browser.wait_until(is_solved, "an issue that closed itself")
    browser.go(f"/odoo/integration-jobs/{job}")
    browser.click(".o_notebook a", "Changes")
    browser.wait_for("[name=edit_ids] .o_data_row", "Wrong number")


def test_a_webhook_is_replayed(room):
    browser, order = room.browser, room.an_order()
    delivery = f"browser-{next(_deliveries)}"
    number = int(order["external_ref"].rpartition("/")[2])
    body = {"id": number, "admin_graphql_api_id": order["external_ref"]}
    assert room.tell("orders/updated", body, delivery).status_code == 200
    [event] = room.search("integration.event", ("delivery_ref", "=", delivery))
    room.settle()
    browser.go(f"/odoo/integration-events/{event}")
    browser.wait_for(".o_omni_payload .o_omni_name", "admin_graphql_api_id")
    browser.click("button[name=action_replay]")

    def is_replayed():
        [row] = room.read("integration.event", [event], "replay_count", "status")
        return (row["replay_count"], row["status"]) == (1, "processed")

    browser.wait_until(is_replayed, "a replayed event")


def test_an_order_is_followed_from_its_number(room):
    browser, order = room.browser, room.an_order()
    browser.go("/odoo/integration-journey")
    browser.type(".o_omni_journey_search input", order["name"])
    browser.click(".o_omni_journey_search button")
    browser.wait_for(".o_omni_step[data-model='integration.order.binding']")
    browser.wait_for(".o_omni_step[data-model='sync.job']")
    browser.type(".o_omni_journey_search input", "no such number")
    browser.click(".o_omni_journey_search button")
    browser.wait_for(".o_omni_journey_nothing")


@pytest.mark.parametrize(
    ("path", "shows"),
    [
        ("integrations", ".o_omni_dashboard_body[data-ready=true] canvas"),
        ("integration-inbox", ".o_kanban_record:not(.o_kanban_ghost)"),
        ("integration-journey", ".o_omni_journey_search"),
        ("integration-jobs", ".o_kanban_record:not(.o_kanban_ghost)"),
        ("channel-orders", ".o_kanban_record:not(.o_kanban_ghost)"),
        ("match-products", ".o_kanban_record:not(.o_kanban_ghost)"),
    ],
)
def test_a_screen_fits_a_phone(room, path, shows):
    room.browser.resize(390, 844)
    try:
        room.browser.go(f"/odoo/{path}")
        room.browser.wait_for(shows)
        room.picture(f"phone_{path}")
        wide = room.browser.run(
            "[...document.querySelectorAll('.o_action_manager .o_content *')]"
            ".filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
            ".map(one => one.className)"
        )
        assert not wide
    finally:
        room.browser.resize(1400, 900)


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("integrations", ".o_omni_dashboard_body[data-ready=true]"),
        ("integration-journey", ".o_omni_journey"),
    ],
)
def test_nothing_keeps_people_out_of_our_screens(room, path, root):
    room.browser.go(f"/odoo/{path}")
    room.browser.wait_for(root)
    room.browser.run(f"{axe.script()};0")
    found = room.browser.run(
        f"axe.run({json.dumps(root)}, {{resultTypes: ['violations']}})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html)))"
    )
    assert not found
