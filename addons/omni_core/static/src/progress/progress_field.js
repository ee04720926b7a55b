import { Component, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { reload } from "../common/reload";
import { number } from "../common/words";

const PROGRESS = "omni_core/progress";
// Whoever is not told over the bus (not everybody who starts jobs sees the queue) looks.
const LOOK_EVERY_MS = 4000;

/** How far a batch of jobs is, moving by itself. */
export class ProgressField extends Component {
    static template = "omni_core.ProgressField";
    static props = { ...standardFieldProps };

    setup() {
        this.number = number;
        this.told = useState({ total: null, done: 0, failed: 0, held: 0 });
        const bus = useService("bus_service");
        const onProgress = (message) => {
            if (message.batch_id === this.batchId) {
                Object.assign(this.told, message);
            }
        };
        bus.subscribe(PROGRESS, onProgress);
        bus.start();
        const timer = setInterval(() => this.look(), LOOK_EVERY_MS);
        onWillUnmount(() => {
            clearInterval(timer);
            bus.unsubscribe(PROGRESS, onProgress);
        });
    }

    get batchId() {
        const { resModel, resId, data } = this.props.record;
        return resModel === "sync.batch" ? resId : data.batch_id && data.batch_id.id;
    }

    async look() {
        if (this.batchId && !this.isOver && document.visibilityState !== "hidden") {
            await reload(this, this.props.record);
            this.told.total = null; // what was read is newer
        }
    }

    get counts() {
        return this.told.total === null ? this.props.record.data : this.told;
    }

    /** What is left waits for somebody, if for anything. */
    get isOver() {
        const { total, done, failed, held } = this.counts;
        return Boolean(total) && done + failed + held >= total;
    }

    width(count) {
        return `width: ${this.counts.total ? (100 * count) / this.counts.total : 0}%`;
    }
}

registry.category("fields").add("omni_progress", {
    component: ProgressField,
    supportedTypes: ["float"],
    fieldDependencies: ["total", "done", "failed", "held"].map((name) => ({ name, type: "integer" })),
});
