// @ts-check
// All keys on one sheet, and the question that stands before an act on the whole transcript.

import { button, make, words } from "./shapes.js";

// Each row: the keys, and the word of the catalogue that says what they do.
const KEYS = [
  ["↑ ↓", "k_sentence"], ["Shift+↑ ↓", "k_extend"], ["Alt+← →", "k_end"], ["Alt+Shift+← →", "k_start"],
  ["Home End", "k_turn"], ["PgUp PgDn", "k_page"],
  ["1 2 3 …", "k_code"], ["Enter", "k_picker"], ["v", "k_vivo"], ["Space", "k_read"], ["m", "k_memo"],
  ["← →", "k_aim"], ["Del", "k_remove"], ["Alt+1 2 3 …", "k_recode"], ["b", "k_borders"],
  ["e a x", "k_suggestion"],
  ["z · y", "k_undo"], ["/ · n N", "k_find"], ["[ ]", "k_next"], ["?", "k_help"],
];

export class Sheet {
  constructor(desk) {
    this.desk = desk;
    this.box = make("div", "qc-sheet", { role: "dialog", "aria-modal": "true" });
    this.box.hidden = true;
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("click", (event) => event.target === this.box && this.close());
  }

  get shown() {
    return !this.box.hidden;
  }

  help() {
    const said = this.desk.words;
    const table = make("dl", "qc-keys");
    for (const [keys, word] of KEYS) {
      const row = make("div", "qc-keys-row");
      row.append(words("dt", "", keys), words("dd", "", said[word]));
      table.append(row);
    }
    this.open(said.help_title, [table], [[said.close, () => this.close()]]);
  }

  ask(question, yes, does) {
    const done = () => {
      this.close();
      does();
    };
    this.open(question, [], [[yes, done], [this.desk.words.cancel, () => this.close()]]);
  }

  open(title, parts, acts) {
    this.back = document.activeElement;
    const card = make("div", "qc-card");
    const row = make("div", "qc-memo-acts");
    row.append(...acts.map(([label, does]) => button("qc-act", label, does)));
    if (!parts.length) card.classList.add("qc-question");
    card.append(words("h2", "qc-sheet-title", title), ...parts, row);
    this.box.setAttribute("aria-label", title);
    this.box.replaceChildren(card);
    this.box.hidden = false;
    row.firstElementChild.focus();
  }

  close() {
    this.box.hidden = true;
    const back = this.back?.isConnected && this.back !== document.body ? this.back : this.desk.page.scroller;
    back.focus({ preventScroll: true });
  }

  key(event) {
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "?") {
      event.preventDefault();
      this.close();
    }
    if (event.key !== "Tab") return;
    // the focus goes round inside the sheet
    const all = [...this.box.querySelectorAll("button")];
    const at = all.findIndex((it) => it === document.activeElement) + (event.shiftKey ? -1 : 1);
    event.preventDefault();
    all[(at + all.length) % all.length].focus();
  }
}
