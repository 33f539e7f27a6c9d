// @ts-check
// The searchable list of codes: a combobox over the text. A name that is not there can be made.

import { float } from "./toolbar.js";
import { fill, make, words } from "./shapes.js";

let counted = 0;

export class Picker {
  constructor(desk) {
    this.desk = desk;
    const id = `qc-picker-${(counted += 1)}`;
    this.box = make("div", "qc-picker");
    this.box.hidden = true;
    this.field = make("input", "qc-field", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": id,
    });
    this.list = make("ul", "qc-options", { role: "listbox", id });
    this.hint = make("div", "qc-hint");
    this.box.append(this.field, this.list, this.hint);
    this.field.addEventListener("input", () => this.search());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option) this.choose(this.options[Number(option.dataset.k)]);
    });
    this.box.addEventListener("focusout", (event) => {
      const to = /** @type {Element | null} */ (event.relatedTarget);
      if (this.shown && to && !this.box.contains(to)) this.hide(false);
    });
  }

  get shown() {
    return !this.box.hidden;
  }

  // `chosen` is called with {id} of a code or {label} of a new one.
  open(chosen, { query = "", label, may }) {
    this.chosen = chosen;
    this.may = may;
    const said = this.desk.words;
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = said.picker_hint;
    this.list.setAttribute("aria-label", said.codes);
    this.hint.textContent = said.picker_keys;
    this.field.value = query;
    this.desk.bar.hide();
    this.box.hidden = false;
    this.search();
    float(this.box, this.desk);
    this.field.focus({ preventScroll: true });
    this.field.select();
  }

  hide(back = true) {
    this.box.hidden = true;
    if (back) this.desk.page.scroller.focus({ preventScroll: true });
  }

  search() {
    const query = this.field.value;
    const { codes, words: said } = this.desk;
    this.options = codes.search(query).map((code) => ({ code }));
    const label = query.trim();
    if (label && this.may && !codes.named(label)) this.options.push({ label });
    this.list.replaceChildren(...this.options.map((it, k) => this.option(it, k)));
    if (!this.options.length)
      this.list.append(words("li", "qc-hint", label || !this.may ? said.no_code_found : said.first_code));
    this.aim(0);
  }

  option({ code, label }, k) {
    const { words: said, codes } = this.desk;
    const item = make("li", code ? "qc-option" : "qc-option qc-new", {
      role: "option", id: `${this.list.id}-${k}`, "data-k": k, "aria-selected": "false",
    });
    if (!code) {
      item.append(words("span", "qc-name", fill(said.new_code, { name: label })));
      return item;
    }
    item.style.setProperty("--qc-tint", code.colour);
    item.title = code.title ?? "";
    item.append(words("kbd", "qc-key", code.key), words("span", "qc-name", code.label));
    if (code.group) item.append(words("span", "qc-of", code.group));
    if (!this.field.value.trim() && k < codes.recents().length) item.classList.add("qc-recent");
    return item;
  }

  aim(k) {
    if (!this.options.length) return this.field.removeAttribute("aria-activedescendant");
    this.at = (k + this.options.length) % this.options.length;
    for (const item of this.list.querySelectorAll('[aria-selected="true"]')) item.setAttribute("aria-selected", "false");
    const item = this.list.children[this.at];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", item.id);
  }

  choose(option) {
    if (!option) return;
    this.hide();
    this.chosen(option.code ? { id: option.code.id } : { label: option.label });
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    const made = event.shiftKey && this.may && this.options.at(-1)?.label;
    const keys = {
      ArrowDown: () => this.aim(this.at + 1),
      ArrowUp: () => this.aim(this.at - 1),
      PageDown: () => this.aim(Math.min(this.at + 8, this.options.length - 1)),
      PageUp: () => this.aim(Math.max(this.at - 8, 0)),
      Enter: () => this.choose(made ? this.options.at(-1) : this.options[this.at]),
      Escape: () => this.hide(),
      Tab: () => this.hide(),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }
}
