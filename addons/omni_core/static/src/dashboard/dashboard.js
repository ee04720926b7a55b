import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { usePulse } from "../common/pulse";
import { ago, exactly, number, percent } from "../common/words";
import { TrafficChart } from "./traffic_chart";

const REMEMBERED = "omni_core.dashboard.period";

export class Dashboard extends Component {
    static template = "omni_core.Dashboard";
    static components = { Layout, TrafficChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.words = { ago, exactly, number, percent };
        this.lights = {
            ok: _t("Healthy"),
            warn: _t("Look here"),
            down: _t("Down"),
            off: _t("Off"),
        };
        this.periods = [
            { code: "hour", label: _t("Hour") },
            { code: "day", label: _t("Day") },
            { code: "week", label: _t("Week") },
            { code: "month", label: _t("Month") },
        ];
        this.state = useState({
            period: localStorage.getItem(REMEMBERED) || "day",
            data: null,
            error: false,
            isLoading: true,
        });
        usePulse(() => this.load());
        let timer;
        onMounted(() => {
            this.load();
            timer = setInterval(() => this.load(), 60_000); // ages grow by themselves
        });
        onWillUnmount(() => clearInterval(timer));
    }

    async load() {
        this.state.isLoading = true;
        try {
            const question = this.orm.silent.call("integration.dashboard", "get_data", [
                this.state.period,
            ]);
            this.state.data = await this.keepLast.add(question);
            this.state.error = false;
        } catch (error) {
            // A server that restarts must not throw a dialog at whoever watches.
            this.state.error = error.data?.message || _t("The server does not answer.");
        }
        this.state.isLoading = false;
    }

    choosePeriod(period) {
        localStorage.setItem(REMEMBERED, period);
        this.state.period = period;
        this.load();
    }

    open(action) {
        if (action) {
            this.action.doAction(action);
        }
    }

    openRecord(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openInbox() {
        this.action.doAction("omni_core.integration_issue_action");
    }

    openJourney() {
        this.action.doAction("omni_core.integration_journey_action");
    }

    connect() {
        this.action.doAction("omni_core.integration_connection_action", {
            viewType: "form",
        });
    }

    /** Width of a part of a bar; what is there at all stays visible. */
    width(part, whole) {
        return part ? Math.max((100 * part) / whole, 2) : 0;
    }

    toneOf(share) {
        return share < 15 ? "danger" : share < 40 ? "warning" : "success";
    }
}

registry.category("actions").add("omni_core.dashboard", Dashboard);
