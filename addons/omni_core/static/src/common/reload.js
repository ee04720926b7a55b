import { status } from "@odoo/owl";

/** Read a record anew, unless the screen it is on is left meanwhile. */
export async function reload(component, record) {
    try {
        await record.load();
    } catch (error) {
        if (status(component) !== "destroyed") {
            throw error;
        }
    }
}
