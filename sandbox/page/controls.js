// Clock, live traffic, faults, start over: every control answers at once.

import { $, call, element } from "./dom.js";
import { forgetJournal } from "./journal.js";

const RATES = [0, 1, 2, 5, 10, 30, 60, 120];
const GROUPS = [
  ["the connection", /^(status|throttle|timeout|hangup|half|slow|html200|redirect)$/],
  ["webhooks", /^webhook_/],
  ["the platform", /./],
];
let state = null;
let kinds = null;
let refresh = () => {};

export async function startControls(onChange) {
  refresh = onChange;
  kinds = (await call("GET", "/control/faults")).kinds;
  for (const button of document.querySelectorAll("[data-clock]")) {
    button.addEventListener("click", () => clock(JSON.parse(button.dataset.clock)));
  }
  $("freeze").addEventListener("click", () =>
    clock(state.clock.frozen ? { thaw: true } : { freeze: true }));
  $("skew").addEventListener("click", () =>
    clock({ skew_s: state.clock.skew_s ? 0 : 600 }));
  $("rate").addEventListener("input", () => showRate(RATES[$("rate").value]));
  $("rate").addEventListener("change", () =>
    act("POST", "/control/live", { orders_per_minute: RATES[$("rate").value] }));
  $("fault-clear").addEventListener("click", () => act("DELETE", "/control/faults"));
  $("reset").addEventListener("click", async () => {
    if (!confirm("Forget everything and load the world anew?")) return;
    await act("POST", "/control/reset", { data: true });
    forgetJournal();
  });
}

export function showControls(newState) {
  state = newState;
  $("now").textContent = state.clock.now.slice(0, 19).replace("T", " ") + " UTC";
  $("drift").textContent = drift(state.clock);
  $("freeze").textContent = state.clock.frozen ? "Go on" : "Freeze";
  $("freeze").classList.toggle("on", state.clock.frozen);
  $("skew").classList.toggle("on", state.clock.skew_s !== 0);
  if (document.activeElement !== $("rate")) {
    const rate = state.live.orders_per_minute;
    $("rate").value = Math.max(0, RATES.findLastIndex((step) => step <= rate));
    showRate(rate);
  }
  showHealth();
  showFaults();
}

function showRate(rate) {
  $("rate-shown").textContent = rate ? `${rate} / min` : "off";
}

function drift({ ahead_s: ahead, skew_s: skew }) {
  const hours = ahead / 3600;
  const parts = [];
  if (Math.abs(ahead) > 2) {
    parts.push(`${ahead > 0 ? "+" : ""}${Math.abs(hours) < 1
      ? `${Math.round(ahead / 60)} min` : `${hours.toFixed(1)} h`}`);
  }
  if (skew) parts.push(`skewed by ${skew / 60} min`);
  return parts.join(", ");
}

function showHealth() {
  const broken = state.breaches;
  const unchecked = Object.values(state.contract).includes(null);
  $("health").className = broken || unchecked ? "bad" : "good";
  $("health").textContent = broken
    ? `${broken} answers broke a contract`
    : unchecked ? "answers are not validated" : "no answer broke a contract";
  const warnings = state.warnings.map((text) => element("li", { text }));
  $("warnings").replaceChildren(...warnings);
}

function showFaults() {
  const where = $("fault-platform");
  const known = new Set([...where.options].map((option) => option.value));
  for (const code of Object.keys(state.platforms)) {
    if (!known.has(code)) where.append(element("option", { value: code, text: code }));
  }
  const left = new Set(Object.keys(kinds));
  const nodes = GROUPS.flatMap(([title, pattern]) => {
    const mine = [...left].filter((kind) => pattern.test(kind));
    mine.forEach((kind) => left.delete(kind));
    return [element("h3", { text: title }), ...mine.map(faultButton)];
  });
  $("fault-kinds").replaceChildren(...nodes);
}

function faultButton(kind) {
  const rules = state.faults.filter((rule) => rule.kind === kind && rule.times !== 0);
  const hits = rules.reduce((sum, rule) => sum + rule.hits, 0);
  const where = rules.map((rule) => rule.platform || "everywhere").join(", ");
  const button = element("button", {
    text: kind.replace("webhook_", "").replaceAll("_", " ") + (hits ? ` ×${hits}` : ""),
    title: kinds[kind] + (where ? ` — on: ${where}` : ""),
    className: rules.length ? "on" : "",
  });
  button.addEventListener("click", () => (rules.length ? switchOff(rules) : switchOn(kind)));
  return button;
}

function switchOn(kind) {
  const often = JSON.parse($("fault-often").value);
  return act("POST", "/control/faults",
    { kind, platform: $("fault-platform").value, ...often });
}

async function switchOff(rules) {
  for (const rule of rules) {
    await act("DELETE", `/control/faults/${encodeURIComponent(rule.id)}`);
  }
}

function clock(body) {
  return act("POST", "/control/clock", body);
}

async function act(method, path, body) {
  try {
    await call(method, path, body);
  } catch (error) {
    alert(`That did not work: ${error.message}`);
  }
  await refresh();
}
