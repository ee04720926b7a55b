// What happened, newest first; a click opens the whole exchange.

import { $, call, element } from "./dom.js";

const KEPT = 200;
let newest = 0;
let paused = false;

export function startJournal() {
  $("journal-kind").addEventListener("change", () => {
    newest = 0;
    $("entries").replaceChildren();
    refreshJournal();
  });
  $("journal-pause").addEventListener("click", () => {
    paused = !paused;
    $("journal-pause").classList.toggle("on", paused);
  });
}

export function forgetJournal() {
  $("entries").replaceChildren();
}

export async function refreshJournal() {
  if (paused) return;
  const kind = $("journal-kind").value;
  const { entries } = await call("GET",
    `/control/journal?since=${newest}&kind=${kind}&limit=${KEPT}`);
  if (kind !== $("journal-kind").value) return;
  for (const entry of entries) {
    if (entry.seq <= newest) continue;
    newest = entry.seq;
    $("entries").prepend(line(entry));
  }
  while ($("entries").children.length > KEPT) $("entries").lastChild.remove();
}

function line(entry) {
  const { good, what } = said(entry);
  const summary = element("summary", {}, [
    element("span", { className: "at", text: entry.at.slice(11, 19) }),
    element("span", { className: "badge", text: entry.platform }),
    element("span", { className: "what", text: what, title: what }),
    element("span", { className: good ? "good" : "bad", text: outcome(entry) }),
  ]);
  const details = element("details", { className: entry.platform }, [summary]);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(whole(entry));
  });
  return element("li", {}, [details]);
}

function said(entry) {
  switch (entry.kind) {
    case "request":
      return { good: entry.status < 400, what: entry.operation };
    case "webhook":
      return { good: entry.outcome === "delivered", what: `webhook ${entry.topic}` };
    case "fault":
      return { good: false, what: `fault on ${entry.operation}` };
    case "breach":
      return { good: false, what: `our answer to ${entry.operation} breaks the contract` };
    default:
      return { good: true, what: entry.text ?? entry.kind };
  }
}

function outcome(entry) {
  if (entry.kind === "request") return entry.status ?? "closed";
  if (entry.kind === "webhook") return `${entry.outcome} ${entry.status ?? ""}`.trim();
  return entry.fault ?? "";
}

function whole(entry) {
  const { body, answer, ...facts } = entry;
  const parts = [pretty(facts)];
  if (body) parts.push("— sent —", pretty(body));
  if (answer) parts.push("— answered —", pretty(answer));
  return element("pre", { text: parts.join("\n") });
}

function pretty(value) {
  try {
    const data = typeof value === "string" ? JSON.parse(value) : value;
    return JSON.stringify(data, null, 1);
  } catch {
    return value;
  }
}
