import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const FORMATS = { hour: "HH:mm", day: "HH:mm", week: "ccc HH:mm", month: "d LLL" };

/** Calls of each step as bars, those that failed on top; finished jobs as a line. */
export class TrafficChart extends Component {
    static template = "omni_core.TrafficChart";
    static props = { points: Array, period: String };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                this.draw();
            },
            () => [this.props.points]
        );
        useEffect(
            () => () => this.chart?.destroy(),
            () => []
        );
    }

    draw() {
        const data = this.data;
        if (this.chart) {
            this.chart.data.labels = data.labels;
            data.datasets.forEach((set, i) => (this.chart.data.datasets[i].data = set.data));
            this.chart.update("none");
            return;
        }
        // eslint-disable-next-line no-undef
        this.chart = new Chart(this.canvas.el, { data, options: this.options });
    }

    get data() {
        const { points, period } = this.props;
        const style = getComputedStyle(document.documentElement);
        const color = (name) => style.getPropertyValue(`--${name}`).trim() || undefined;
        const pick = (key) => points.map((point) => point[key]);
        const bar = (label, key, name) => ({
            type: "bar",
            label,
            data: pick(key),
            backgroundColor: color(name),
            stack: "calls",
            borderRadius: 2,
        });
        return {
            labels: points.map((p) => deserializeDateTime(p.at).toFormat(FORMATS[period])),
            datasets: [
                {
                    type: "line",
                    label: _t("Jobs done"),
                    data: pick("jobs"),
                    borderColor: color("success"),
                    backgroundColor: color("success"),
                    pointRadius: 0,
                    borderWidth: 2,
                    tension: 0.3,
                },
                bar(_t("Calls"), "calls", "info"),
                bar(_t("Failed calls"), "failed_calls", "danger"),
                bar(_t("Failed jobs"), "failed_jobs", "warning"),
            ],
        };
    }

    get options() {
        const color = getComputedStyle(this.canvas.el).color;
        const grid = { color: "rgba(128, 128, 128, 0.15)" };
        const ticks = { color, precision: 0, maxRotation: 0, autoSkipPadding: 16 };
        return {
            animation: false,
            maintainAspectRatio: false,
            interaction: { mode: "index", intersect: false },
            scales: {
                x: { stacked: true, ticks, grid: { display: false } },
                y: { stacked: true, beginAtZero: true, ticks, grid },
            },
            plugins: { legend: { labels: { color, boxWidth: 12 } } },
        };
    }
}
