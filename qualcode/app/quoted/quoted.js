// @ts-check
// Passages to read and to choose from: each with a box to tick, and a button that leads to its
// place. What is ticked lives here, so that a quick hand never waits; the server hears every
// change and believes only what it has shown. All text goes in by textContent, never as markup.

const LISTS = new WeakMap();

export default function quoted({ data, parentElement, setStateValue, setTriggerValue }) {
  let list = LISTS.get(parentElement);
  if (!list) LISTS.set(parentElement, (list = { ticked: new Set(), sign: null }));
  if (list.sign !== data.sign) {
    list.sign = data.sign;
    list.ticked = new Set(data.ticked);
  }
  list.tell = () => setStateValue("ticked", { sign: list.sign, ids: [...list.ticked] });
  list.open = (id) => setTriggerValue("open", id);
  paper(parentElement);
  draw(list, data, parentElement);
}

// the theme's colours are known inside of a component only; the bar above stands outside of it
function paper(element) {
  const colour = getComputedStyle(element).getPropertyValue("--st-background-color");
  document.documentElement.style.setProperty("--qc-page", colour.trim() || "Canvas");
}

function draw(list, data, parent) {
  let box = parent.querySelector(":scope > .qc-quoted");
  if (!box) box = add(parent, "div", "qc-quoted");
  const held = box.contains(document.activeElement) ? document.activeElement.dataset.at : null;
  box.replaceChildren(...data.items.map((item) => row(list, data, item)));
  if (data.ticks && data.items.some((item) => item.may)) box.append(foot(list, data, box));
  if (held) box.querySelector(`[data-at="${CSS.escape(held)}"]`)?.focus();
}

function row(list, data, item) {
  const element = add(null, "div", "qc-quoted-row");
  element.dataset.id = item.id;
  if (data.ticks) tick(list, item, element);
  const body = add(element, "div", "qc-quoted-body");
  const head = add(body, "div", "qc-quoted-head");
  add(head, "span", "qc-quoted-who", item.head);
  const open = add(head, "button", "qc-quoted-open", data.words.open);
  open.type = "button";
  open.dataset.at = `open ${item.id}`;
  open.setAttribute("aria-label", `${data.words.open}: ${item.head}`);
  open.onclick = () => list.open(item.id);
  const said = add(body, "div", "qc-quoted-said");
  for (const [text, mark] of item.pieces)
    add(said, mark === "marked" ? "mark" : "span", `qc-quoted-${mark}`, text);
  for (const [name, text] of item.lines) {
    const line = add(body, "div", "qc-quoted-line");
    if (name) add(line, "span", "qc-quoted-name", name);
    add(line, "span", "", text);
  }
  return element;
}

function tick(list, item, element) {
  const holder = add(element, "label", "qc-quoted-tick");
  const input = add(holder, "input");
  input.type = "checkbox";
  input.disabled = !item.may;
  input.checked = item.may && list.ticked.has(item.id);
  input.dataset.at = `tick ${item.id}`;
  input.setAttribute("aria-label", item.head);
  element.classList.toggle("qc-quoted-on", input.checked);
  input.onchange = () => {
    if (input.checked) list.ticked.add(item.id);
    else list.ticked.delete(item.id);
    element.classList.toggle("qc-quoted-on", input.checked);
    list.tell();
  };
}

// stands below the passages: whoever reaches it has come past them
function foot(list, data, box) {
  const holder = add(null, "div", "qc-quoted-foot");
  const may = data.items.filter((item) => item.may).map((item) => item.id);
  for (const on of [true, false]) {
    const word = on ? "all" : "none";
    const button = add(holder, "button", "qc-quoted-open", data.words[word]);
    button.type = "button";
    button.dataset.at = word;
    button.onclick = () => {
      for (const id of may) {
        if (on) list.ticked.add(id);
        else list.ticked.delete(id);
      }
      for (const input of box.querySelectorAll("input:not(:disabled)")) {
        input.checked = on;
        input.closest(".qc-quoted-row").classList.toggle("qc-quoted-on", on);
      }
      list.tell();
    };
  }
  return holder;
}

function add(parent, tag, style, text) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  if (text !== undefined) element.textContent = text;
  parent?.append(element);
  return element;
}
