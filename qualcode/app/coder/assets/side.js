// What stands beside the transcript: how much is read, the codes with their keys, the acts.

class Side {
  constructor(desk) {
    this.desk = desk;
    this.box = make("div", "qc-side");
  }

  paint(codings, read) {
    const focus = this.box.contains(document.activeElement)
      ? document.activeElement.dataset.name
      : null;
    const parts = [this.progress(read), this.saved()];
    let group = null;
    for (const code of this.desk.data.codes) {
      if (code.group !== group) {
        group = code.group;
        if (group) parts.push(words("div", "qc-group", group));
      }
      const count = codings.filter((coding) => coding.c === code.id).length;
      parts.push(this.codeButton(code, count));
    }
    if (!this.desk.data.codes.length) parts.push(words("div", "qc-hint", this.desk.words.no_codes));
    if (!this.desk.closed) parts.push(this.acts(), words("div", "qc-hint", this.desk.words.keys));
    this.box.replaceChildren(...parts);
    if (focus) this.box.querySelector(`[data-name="${CSS.escape(focus)}"]`)?.focus();
  }

  progress(read) {
    const turns = this.desk.data.doc.turns;
    const done = turns.filter((turn) => read.get(turn.n)).length;
    const box = make("div", "qc-progress");
    const bar = make("progress", "", { max: turns.length || 1, value: done });
    bar.setAttribute("aria-label", this.desk.words.read);
    box.append(words("span", "", fill(this.desk.words.progress, { done, all: turns.length })), bar);
    return box;
  }

  codeButton(code, count) {
    const button = this.button(`code ${code.id}`, "qc-code", () => this.desk.codePick(code.id));
    button.style.setProperty("--qc-tint", code.colour);
    button.title = code.title;
    const key = words("kbd", "qc-key", code.key);
    button.append(key, words("span", "qc-name", code.label), words("span", "qc-count", count || ""));
    button.setAttribute("aria-label", `${code.label} (${code.key})`);
    return button;
  }

  acts() {
    const row = make("div", "qc-acts");
    const plain = [
      ["read", () => this.desk.readPicked()],
      ["memo", () => this.desk.writeMemo()],
      ["undo", () => this.desk.act("undo")],
      ["redo", () => this.desk.act("redo")],
      ["remove", () => this.desk.removePicked()],
    ];
    for (const [op, does] of plain) {
      const button = this.button(op, "qc-act", does);
      button.textContent = this.desk.words[`do_${op}`];
      row.append(button);
    }
    const all = this.button("read_all", "qc-act", () => {
      if (this.sure) this.desk.act("read_all");
      this.sure = !this.sure;
      this.desk.paint();
    });
    all.textContent = this.sure ? this.desk.words.sure_read_all : this.desk.words.do_read_all;
    row.append(all);
    return row;
  }

  button(id, style, does) {
    const button = make("button", style, { type: "button", "data-name": id });
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", does);
    return button;
  }

  saved() {
    const { outbox, refusal, closed, words: said } = this.desk;
    const waiting = outbox.waiting().length;
    const line = make("div", refusal ? "qc-saved qc-refused" : "qc-saved", { role: "status" });
    if (refusal || closed) line.textContent = refusal || said.closed;
    else line.textContent = waiting ? fill(said.waiting, { n: waiting }) : said.saved;
    return line;
  }
}
