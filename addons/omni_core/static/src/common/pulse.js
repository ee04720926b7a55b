import { useService } from "@web/core/utils/hooks";
import { onWillUnmount } from "@odoo/owl";

const PULSE = "omni_core/pulse";

/**
 * Call back when the server has something new to show: at most once per `everyMs`, and
 * not while nobody looks at the page.
 */
export function usePulse(callback, everyMs = 3000) {
    const bus = useService("bus_service");
    let timer = null;
    let last = 0;
    const call = () => {
        timer = null;
        if (document.visibilityState === "hidden") {
            return; // caught up with when somebody looks again
        }
        last = Date.now();
        callback();
    };
    const onPulse = () => {
        if (timer === null) {
            timer = setTimeout(call, Math.max(0, last + everyMs - Date.now()));
        }
    };
    const onVisible = () => document.visibilityState === "visible" && onPulse();
    bus.subscribe(PULSE, onPulse);
    bus.start();
    document.addEventListener("visibilitychange", onVisible);
    onWillUnmount(() => {
        clearTimeout(timer);
        bus.unsubscribe(PULSE, onPulse);
        document.removeEventListener("visibilitychange", onVisible);
    });
}
