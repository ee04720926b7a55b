// The few helpers that all parts share. Text goes in as text, never as HTML:
// the sandbox's names and titles are hostile on purpose.

export const $ = (id) => document.getElementById(id);

export function element(tag, { text, className, title, ...rest } = {}, children = []) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  if (title) node.title = title;
  for (const [name, value] of Object.entries(rest)) node[name] = value;
  node.append(...children);
  return node;
}

export async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error || `status ${answer.status}`);
  return data;
}
