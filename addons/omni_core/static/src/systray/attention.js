import { Component, onWillStart, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { usePulse } from "../common/pulse";
import { number } from "../common/words";

/** Lights up when an integration needs a person; dark as long as all is well. */
export class Attention extends Component {
    static template = "omni_core.Attention";
    static components = { Dropdown, DropdownItem };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.number = number;
        this.state = useState({ isAllowed: false, kinds: [] });
        onWillStart(async () => {
            this.state.isAllowed = await user.hasGroup("omni_core.group_viewer");
            if (this.state.isAllowed) {
                this.load(); // not awaited: the page must not wait for it
            }
        });
        usePulse(() => this.state.isAllowed && this.load(), 10_000);
    }

    async load() {
        try {
            this.state.kinds = await this.orm.silent.call(
                "integration.issue",
                "get_attention",
                []
            );
        } catch {
            // A light in the corner is no reason for a dialog; the next pulse asks again.
        }
    }

    get count() {
        return this.state.kinds.reduce((sum, kind) => sum + kind.count, 0);
    }

    get tone() {
        return this.state.kinds.some((kind) => kind.tone === "danger") ? "danger" : "warning";
    }

    open(action) {
        this.action.doAction(action, { clearBreadcrumbs: true });
    }
}

registry
    .category("systray")
    .add("omni_core.attention", { Component: Attention }, { sequence: 25 });
