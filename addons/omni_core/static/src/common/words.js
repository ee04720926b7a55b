import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

/** "5 minutes ago", for a moment as the server writes it. */
export function ago(moment) {
    return moment ? deserializeDateTime(moment).toRelative() : _t("never");
}

/** The moment in full, in the time of the reader. */
export function exactly(moment) {
    return moment ? formatDateTime(deserializeDateTime(moment)) : "";
}

export function percent(share) {
    const value = 100 * share;
    return `${value && value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}

export function number(value) {
    return new Intl.NumberFormat().format(value);
}
