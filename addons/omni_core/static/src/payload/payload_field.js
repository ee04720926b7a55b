import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const OPEN_LEVELS = 2;
const SHORT = 1_500; // characters that are read at a glance, all unfolded
const LARGEST_TREE = 200_000;

/** One value of a JSON document; objects and lists can be folded. */
export class PayloadNode extends Component {
    static template = "omni_core.PayloadNode";
    static components = {}; // itself, see below
    static props = { value: true, name: { optional: true }, openLevels: Number };

    setup() {
        this.state = useState({ isOpen: this.props.openLevels > 0 });
    }

    get isBranch() {
        return this.props.value !== null && typeof this.props.value === "object";
    }

    get entries() {
        return Object.entries(this.props.value);
    }

    get size() {
        const count = this.entries.length;
        return Array.isArray(this.props.value) ? `[${count}]` : `{${count}}`;
    }

    get kind() {
        return this.props.value === null ? "null" : typeof this.props.value;
    }

    get text() {
        return JSON.stringify(this.props.value);
    }
}
PayloadNode.components = { PayloadNode };

/** Text of a payload: JSON as a tree, anything else as it is laid out by the server. */
export class PayloadField extends Component {
    static template = "omni_core.PayloadField";
    static components = { PayloadNode };
    static props = { ...standardFieldProps };

    setup() {
        this.notification = useService("notification");
    }

    get text() {
        return this.props.record.data[this.props.name] || "";
    }

    /** The document, in a list; empty if the text is none. */
    get documents() {
        if (!/^\s*[[{]/.test(this.text) || this.text.length > LARGEST_TREE) {
            return [];
        }
        try {
            return [JSON.parse(this.text)];
        } catch {
            return []; // cut off, or not quite JSON
        }
    }

    get openLevels() {
        return this.text.length < SHORT ? Infinity : OPEN_LEVELS;
    }

    async copy() {
        try {
            await navigator.clipboard.writeText(this.text);
            this.notification.add(_t("Copied."), { type: "success" });
        } catch {
            this.notification.add(_t("The browser does not allow to copy."), {
                type: "warning",
            });
        }
    }
}

registry.category("fields").add("omni_payload", {
    component: PayloadField,
    displayName: _t("Payload"),
    supportedTypes: ["text", "char"],
});
