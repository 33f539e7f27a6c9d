// A memo that is being written beneath a turn. A button or Ctrl+Enter saves it, Esc drops it; whoever
// goes elsewhere with words in it keeps them: nothing that was typed is lost.

class MemoField {
  constructor(desk, turn) {
    this.desk = desk;
    this.turn = turn;
    this.text = desk.data.doc.key;
    const said = desk.words;
    this.field = make("textarea", "qc-write", { rows: "2", placeholder: said.memo_here });
    this.field.setAttribute("aria-label", said.do_memo);
    this.box = make("div", "qc-memo");
    const row = make("div", "qc-memo-acts");
    row.append(this.button(said.memo_save, true), this.button(said.memo_drop, false));
    this.box.append(this.field, row);
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  button(label, keep) {
    const button = words("button", "qc-act", label);
    button.type = "button";
    button.addEventListener("click", () => this.close(keep));
    return button;
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const done = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (done || event.key === "Escape") this.close(done);
  }

  // What is written, as an act; nothing where nothing is.
  values() {
    const body = this.field.value.trim();
    return body ? { n: this.turn.n, body, text: this.text } : null;
  }

  close(keep) {
    const values = this.values();
    this.box.remove();
    this.desk.writing = null;
    this.desk.showPick(true);
    if (keep && values) this.desk.act("memo", values);
  }
}
