// Ask for the state every second while somebody looks, and show it.

import { $, call } from "./dom.js";
import { showControls, startControls } from "./controls.js";
import { refreshJournal, startJournal } from "./journal.js";
import { showPlatforms } from "./platforms.js";

const EVERY_MS = 1000;

async function refresh() {
  try {
    const state = await call("GET", "/control/state");
    showControls(state);
    showPlatforms(state);
    await refreshJournal();
  } catch (error) {
    $("health").className = "bad";
    $("health").textContent = `the sandbox does not answer (${error.message})`;
  }
}

async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, EVERY_MS);
}

startJournal();
await startControls(refresh);
keepFresh();
