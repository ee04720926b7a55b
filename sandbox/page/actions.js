// What a client types in to connect, and what this platform alone can do.

import { call, element } from "./dom.js";

export function connectBox(credentials) {
  const facts = Object.entries(credentials).flatMap(([name, value]) => [
    element("dt", { text: name.replaceAll("_", " ") }),
    element("dd", { text: value, title: "a click selects it" }),
  ]);
  if (!facts.length) return [];
  return [element("details", { className: "box" }, [
    element("summary", { text: "Connect" }),
    element("dl", {}, facts),
  ])];
}

export function actionBox(code, names) {
  if (!names.length) return [];
  const options = names.map((name) => element("option", { value: name, text: name }));
  const action = element("select", { ariaLabel: "Action" }, options);
  const body = element("input", { value: "{}", ariaLabel: "Its JSON", spellcheck: false });
  const said = element("pre", { hidden: true });
  const form = element("form", { className: "group" }, [
    action, body, element("button", { text: "Do it" }),
  ]);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.hidden = false;
    said.textContent = await outcome(code, action.value, body.value);
  });
  return [element("details", { className: "box" }, [
    element("summary", { text: "Actions" }), form, said,
  ])];
}

async function outcome(code, action, body) {
  try {
    const answer = await call("POST", `/control/${code}/${action}`, JSON.parse(body || "{}"));
    return JSON.stringify(answer, null, 1);
  } catch (error) {
    return `That did not work: ${error.message}`;
  }
}
