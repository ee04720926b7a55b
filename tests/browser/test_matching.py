"""A person matches what a shop lists to products of Odoo, and takes it back."""

import pytest

OPEN = ["unmatched", "ambiguous"]
LISTING = "integration.variant.binding"


@pytest.fixture(scope="module")
def listing(room):
    """One that nobody could match, and a product here that is nearly called so."""
    found = room.search(
        LISTING, ("connection_id", "=", room.shop), ("match_state", "in", OPEN)
    )
    [row] = room.read(LISTING, found[:1], "title", "sku")
    name = f"{row['title']} – browser"
    product = room.odoo.call(
        "product.product",
        "create",
        [{"name": name, "default_code": f"{row['sku']}*", "is_storable": True}],
    )
    room.odoo.call(LISTING, "action_match_again", found[:1])
    room.settle()
    return {"id": found[0], "product": product[0], "name": name, **row}


def product_of(room, listing):
    [row] = room.read(LISTING, [listing["id"]], "product_id")
    return row["product_id"] and row["product_id"][0]


def open_screen(room, listing):
    room.browser.go("/odoo/match-products")
    room.browser.wait_for(".o_list_view .o_data_row")
    room.browser.type(".o_searchview_input", listing["title"])
    room.browser.click(".o_searchview_autocomplete .dropdown-item", listing["title"])
    room.browser.wait_for(".o_data_row td[name=title]", listing["title"])


def test_a_listing_stands_beside_what_it_might_be_and_is_matched(room, listing):
    open_screen(room, listing)
    room.browser.wait_for(".o_data_row [name=best_product_id]", listing["name"])
    room.browser.wait_for(".o_data_row [name=confidence]", "Almost certain")
    room.picture("matching_screen")
    room.browser.click(".o_data_row button[name=action_accept_best]")
    room.browser.wait_until(
        lambda: product_of(room, listing) == listing["product"], "a matched listing"
    )


def test_it_is_unmatched_again_from_the_history(room, listing):
    room.browser.go("/odoo/match-history")
    room.browser.wait_for(".o_data_row [name=after_name]", listing["name"])
    room.picture("matching_history")
    room.browser.click(".o_data_row button[name=action_undo]")
    room.browser.wait_until(
        lambda: not product_of(room, listing), "a listing without product"
    )
    room.browser.go("/odoo/match-history")
    room.browser.wait_for(".o_data_row [name=what]", "Undone")


def test_another_product_is_looked_for_among_all(room, listing):
    open_screen(room, listing)
    room.browser.click(".o_data_row button[name=action_choose]")
    room.browser.wait_for(".modal [name=suggestion_ids] .o_data_row")
    room.picture("matching_choose")
    room.browser.click(".modal [name=suggestion_ids] button[name=action_accept]")
    room.browser.wait_until(
        lambda: product_of(room, listing) == listing["product"], "a matched listing"
    )
    room.odoo.call(LISTING, "action_undo_match", [listing["id"]])


def test_those_that_are_sure_are_seen_before_they_are_all_accepted(room, listing):
    room.browser.go("/odoo/match-products")
    room.browser.wait_for(".o_list_view .o_data_row")
    room.browser.click(".o_control_panel button", "Accept All Above")
    room.browser.wait_for(".modal [name=binding_ids] .o_data_row", listing["name"])
    room.picture("matching_accept_all")
    room.browser.click(".modal button[name=action_accept]")
    room.browser.wait_until(
        lambda: product_of(room, listing) == listing["product"], "a matched listing"
    )
