// One card per platform: counts as tabs, the newest rows below, changes flash.

import { actionBox, connectBox } from "./actions.js";
import { $, call, element } from "./dom.js";

const NAMES = { shopify: "Shopify", ebay: "eBay", shipstation: "ShipStation" };
const MOST_ROWS = 50; // of a table in a snapshot
const MOMENT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;
const cards = {}; // code -> {card, body, tabs, contract, open, seen}

export function showPlatforms(state) {
  for (const [code, held] of Object.entries(state.platforms)) {
    const card = (cards[code] ??= newCard(code, state));
    card.held = held;
    showContract(card, state.contract[code]);
    showTabs(card);
    showRows(card);
  }
}

function newCard(code, { actions, credentials }) {
  const contract = element("span", { className: "soft right" });
  const order = element("button", { text: "New order" });
  order.addEventListener("click", () =>
    call("POST", "/control/orders", { platform: code, count: 1 }).catch(complain));
  const boxes = [...connectBox(credentials[code]), ...actionBox(code, actions[code])];
  const tabs = element("div", { className: "tabs" });
  const body = element("div", { className: "rows" });
  const title = element("h2", { text: NAMES[code] ?? code });
  const head = element("header", {}, [title, order, ...boxes, contract]);
  $("platforms").append(element("article", { className: `card ${code}` }, [head, tabs, body]));
  return { code, tabs, body, contract, open: null, seen: null };
}

function complain(error) {
  alert(`That did not work: ${error.message}`);
}

function showContract(card, contract) {
  card.contract.textContent = contract
    ? `${contract.requests} requests and ${contract.answers} answers validated · ` +
      `${contract.operations} of ${contract.known_operations} operations seen`
    : "not validated: vendor contract missing";
}

function showTabs(card) {
  const { counts = {}, tables = {} } = card.held;
  const names = [...new Set([...Object.keys(counts), ...Object.keys(tables)])];
  card.open ??= ["orders", ...names].find((name) => tables[name]?.length) ?? null;
  card.tabs.replaceChildren(...names.map((name) => tab(card, name, counts[name], tables)));
}

function tab(card, name, count, tables) {
  const shown = tables[name]?.length;
  const known = count ?? shown;
  const more = count === undefined && shown === MOST_ROWS ? "+" : "";
  const number = element("b", { text: known.toLocaleString("en") + more });
  const label = name.replaceAll("_", " ");
  if (!(name in tables)) return element("span", { className: "count" }, [number, label]);
  const button = element("button", { className: card.open === name ? "open" : "" },
    [number, label]);
  button.addEventListener("click", () => {
    card.open = name;
    card.seen = null;
    showTabs(card);
    showRows(card);
  });
  return button;
}

function showRows(card) {
  const rows = card.held.tables?.[card.open] ?? [];
  const print = JSON.stringify(rows);
  if (print === card.printed && card.seen) return; // nothing moved: leave the scroll
  card.printed = print;
  if (!rows.length) {
    card.seen = null;
    card.body.replaceChildren(element("p", { className: "empty", text: "nothing here yet" }));
    return;
  }
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const keyOf = keyIn(rows, columns);
  const seen = new Map();
  const lines = rows.map((row) => {
    const key = keyOf(row);
    seen.set(key, row);
    const before = card.seen?.get(key);
    const cells = columns.map((name) => cell(row[name], card.seen && changed(before, row, name)));
    return element("tr", {}, cells);
  });
  const heads = columns.map((name) => element("th", {
    text: name.replaceAll("_", " "),
    className: typeof rows[0][name] === "number" ? "number" : "",
  }));
  const table = element("table", {}, [
    element("thead", {}, [element("tr", {}, heads)]),
    element("tbody", {}, lines),
  ]);
  const { scrollTop, scrollLeft } = card.body;
  card.body.replaceChildren(table);
  Object.assign(card.body, { scrollTop, scrollLeft });
  card.seen = seen;
}

// As many of the first columns as it takes to tell the rows apart: a SKU, or a SKU at
// a location.
function keyIn(rows, columns) {
  for (let width = 1; width <= columns.length; width++) {
    const keyOf = (row) => JSON.stringify(columns.slice(0, width).map((name) => row[name]));
    if (new Set(rows.map(keyOf)).size === rows.length) return keyOf;
  }
  return (row) => JSON.stringify(row);
}

function changed(before, row, name) {
  return !before || JSON.stringify(before[name]) !== JSON.stringify(row[name]);
}

function cell(value, isNew) {
  const text = value === null || value === undefined ? ""
    : typeof value === "object" ? JSON.stringify(value) : String(value);
  const className = [typeof value === "number" && "number", isNew && "changed"];
  const shown = text.replace(MOMENT, "$1 $2");
  return element("td", { text: shown, title: text, className: className.filter(Boolean).join(" ") });
}
