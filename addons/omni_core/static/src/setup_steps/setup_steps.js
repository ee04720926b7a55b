import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { reload } from "../common/reload";

/** The steps of `integration.connection.setup_steps`, each with the button that does it. */
export class SetupSteps extends Component {
    static template = "omni_core.SetupSteps";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    icon(step) {
        if (step.is_done) {
            return "fa-check-circle text-success";
        }
        return step.is_optional ? "fa-circle-o text-muted" : "fa-exclamation-circle text-warning";
    }

    /** Saves first: what was typed in belongs to the step that it is for. */
    async perform(step) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        await this.action.doActionButton({
            type: "object",
            name: step.action,
            resModel: record.resModel,
            resId: record.resId,
            resIds: [record.resId],
            context: record.context,
            onClose: () => reload(this, record),
        });
    }
}

registry.category("fields").add("omni_setup_steps", {
    component: SetupSteps,
    supportedTypes: ["json"],
});
