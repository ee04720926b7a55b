/* A merchant connects a shop, pauses it, and empties the inbox of mappings. */

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const secret = ".o_field_widget[name=credential_ids] .o_data_row:contains(API Key)";

registry.category("web_tour.tours").add("omni_core_connect_a_shop", {
    steps: () => [
        ...stepUtils.goToAppSteps("omni_core.menu_root", "Open Integrations"),
        { trigger: "[data-menu-xmlid='omni_core.menu_connections']", run: "click" },
        { trigger: ".o_kanban_record:contains(Toy Shop)" },
        { trigger: ".o_switch_view.o_list", run: "click" },
        { trigger: ".o_data_row:contains(Toy Shop)" },

        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=name] input", run: "edit Shop by hand" },
        { trigger: ".o_field_widget[name=platform] input", run: "click" },
        { trigger: ".o_select_menu_item:contains(Vault Toy)", run: "click" },
        // Only when the server has said what the platform asks for: it redraws the pages.
        { trigger: ".o_notebook p:contains(Enter what the next pages ask for)" },
        { trigger: ".o_notebook .nav-link:contains(Secrets)", run: "click" },
        { trigger: `${secret}:contains(Missing)` },
        { trigger: `${secret} td[name=value]`, run: "click" },
        { trigger: `${secret} td[name=value] input`, run: "edit entered-by-hand" },
        { trigger: "button[name=action_connect]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Connected)" },
        { trigger: `${secret}:contains(Stored):not(:contains(entered-by-hand))` },

        { trigger: ".o_statusbar_buttons button:contains(Pause)", run: "click" },
        { trigger: ".modal [name=reason] input", run: "edit Stocktaking" },
        { trigger: ".modal button[name=action_pause]", run: "click" },
        { trigger: ".alert-info:contains(Stocktaking)" },
        { trigger: "button[name=action_resume]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Connected)" },

        { trigger: "[data-menu-xmlid='omni_core.menu_configuration']", run: "click" },
        { trigger: "[data-menu-xmlid='omni_core.menu_mappings']", run: "click" },
        { trigger: ".o_data_row:contains(Canada!) td[name=res_id]", run: "click" },
        { trigger: ".o_data_row td[name=res_id] input", run: "edit Canada" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Canada)", run: "click" },
        { trigger: ".o_list_button_save", run: "click" },
        { trigger: ".o_data_row [name=state]:contains(Mapped)" },

        { trigger: "[data-menu-xmlid='omni_core.menu_configuration']", run: "click" },
        { trigger: "[data-menu-xmlid='omni_core.menu_settings']", run: "click" },
        { trigger: "#omni_vault:contains(Open.)" },
    ],
});
