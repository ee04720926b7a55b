import { Component, onWillUnmount, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { reload } from "../common/reload";

const LOOK_EVERY_MS = 3000;

/** Where a form shows it, the form is read anew until it is not shown any more. */
export class AwaitWidget extends Component {
    static template = xml`<i class="fa fa-circle-o-notch fa-spin me-2" aria-hidden="true" />`;
    static props = { ...standardWidgetProps };

    setup() {
        const timer = setInterval(() => this.look(), LOOK_EVERY_MS);
        onWillUnmount(() => clearInterval(timer));
    }

    async look() {
        if (document.visibilityState !== "hidden") {
            await reload(this, this.props.record);
        }
    }
}

registry.category("view_widgets").add("omni_await", { component: AwaitWidget });
