import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ago, exactly } from "../common/words";

const SHORTEST_TERM = 2;

/** Everything that happened to one thing, found by any of its numbers. */
export class Journey extends Component {
    static template = "omni_core.Journey";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.words = { ago, exactly };
        const { term = "", model, record_id } = this.props.action.params || {};
        this.state = useState({ term, story: null, isLoading: false, error: "" });
        useAutofocus({ refName: "term" });
        onWillStart(() => {
            if (model && record_id) {
                return this.ask(["", model, record_id]);
            }
            return term && this.ask([term]);
        });
    }

    async ask(question) {
        this.state.isLoading = true;
        try {
            const answer = this.orm.silent.call("integration.journey", "get_story", question);
            this.state.story = await this.keepLast.add(answer);
            this.state.error = "";
        } catch (error) {
            this.state.error = error.data?.message || _t("The server does not answer.");
        }
        this.state.isLoading = false;
    }

    search(ev) {
        ev.preventDefault();
        if (this.state.term.trim().length >= SHORTEST_TERM) {
            this.ask([this.state.term]);
        }
    }

    open(step) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: step.model,
            res_id: step.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("omni_core.journey", Journey);

/** Ctrl+K and any number: the journey of whatever bears it. */
let mayFollow = null;
registry.category("command_provider").add("omni_core.journey", {
    async provide(env, { searchValue = "" }) {
        const term = searchValue.trim();
        if (term.length <= SHORTEST_TERM) {
            return [];
        }
        mayFollow ??= await user.hasGroup("omni_core.group_viewer");
        if (!mayFollow) {
            return [];
        }
        return [
            {
                name: _t("Follow “%s” through the integrations", term),
                category: "omni_journey",
                action: () =>
                    env.services.action.doAction({
                        type: "ir.actions.client",
                        tag: "omni_core.journey",
                        name: _t("Journey"),
                        params: { term },
                    }),
            },
        ];
    },
});
registry.category("command_categories").add("omni_journey", {}, { sequence: 90 });
