import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";

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
    return `${formatFloat(value, { digits: [16, value && value < 10 ? 1 : 0] })} %`;
}

/** As the language of the reader writes it, which may not be that of the browser. */
export function number(value) {
    return formatInteger(value);
}
