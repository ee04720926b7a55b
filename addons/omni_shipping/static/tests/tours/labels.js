/* A packer buys a label; a manager gets the money of an orphan back. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("omni_shipping_buy_a_label", {
    steps: () => [
        { trigger: "button[name=action_omni_buy_labels]", run: "click" },
        { trigger: ".o_notification:contains(are being bought)" },
        // The form was read again: the button is gone
        { trigger: ".o_form_view:not(:has(button[name=action_omni_buy_labels]))" },
        { trigger: ".nav-link[name=omni_labels]", run: "click" },
        { trigger: ".o_field_widget[name=omni_label_ids]:contains(Being Bought)" },
    ],
});

registry.category("web_tour.tours").add("omni_shipping_void_an_orphan", {
    steps: () => [
        { trigger: ".o_data_row:contains(TOY00001):contains(5.00)" },
        { trigger: ".o_data_row button[name=action_void]", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
