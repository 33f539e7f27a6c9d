// @ts-check
// What stands beside the transcript: whether all is saved, how much is read, the codes with their
// keys, the acts, and memos on the transcript and on codes. Each part is drawn once and then mended.

import { button, fill, make, words } from "./shapes.js";

export class Side {
  constructor(desk) {
    this.desk = desk;
    this.box = make("div", "qc-side");
    this.drawn = {};
  }

  // Draw everything anew: another codebook, another language, another transcript.
  build() {
    const { desk } = this;
    const said = desk.words;
    const back = this.box.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    this.saved = make("div", "qc-saved");
    this.progress = make("div", "qc-progress");
    this.bar = make("progress", "", { "aria-label": said.read });
    this.read = words("span", "", "");
    this.progress.append(this.read, this.bar);
    this.hits = make("div", "qc-row");
    this.list = make("div", "qc-codes", { role: "group", "aria-label": said.codes });
    this.counts = new Map();
    this.drawn = {};
    this.list.append(...this.codeParts());
    this.paintUndo = desk.closed ? () => {} : this.acts();
    this.memos = make("div", "qc-transcript-memos");
    this.more = this.moreParts();
    const top = make("div", "qc-row qc-top");
    top.append(this.saved, words("div", "qc-coder", desk.data.who, { title: said.who }), ...(desk.closed ? [] : [this.undo, this.redo]), this.help());
    this.box.replaceChildren(top, this.progress, this.hits, this.list, this.memos, this.more);
    this.paint();
    this.paintMemos();
    if (back) this.box.querySelector(`[data-name="${CSS.escape(back)}"]`)?.focus();
  }

  codeParts() {
    const { codes, words: said } = this.desk;
    const parts = [];
    let group = null;
    for (const code of codes.listed) {
      if (code.group !== group) {
        group = code.group;
        if (group) parts.push(words("div", "qc-group", group));
      }
      parts.push(this.codeRow(code));
    }
    if (!parts.length) parts.push(words("div", "qc-hint", said.no_codes));
    return parts;
  }

  codeRow(code) {
    const { desk } = this;
    const row = button("qc-code", "", () => desk.codeWith(code.id), { "data-name": `code ${code.id}`, "data-code": code.id });
    const count = words("span", "qc-count", "");
    this.counts.set(code.id, count);
    row.style.setProperty("--qc-tint", code.colour);
    row.style.setProperty("--qc-line", code.line);
    row.style.setProperty("--qc-depth", desk.codes.depth(code));
    row.title = code.title ?? "";
    row.append(words("kbd", "qc-key", code.key), words("span", "qc-name", code.label), count);
    const box = make("div", "qc-code-box");
    const memo = button("qc-small qc-code-act", "✎", () => desk.memos.write("code", code.id), {
      "data-name": `memo ${code.id}`, title: desk.words.memo_on_code, "aria-label": `${desk.words.memo_on_code} ${code.label}`,
    });
    const all = fill(desk.words.passages_of, { code: code.label });
    const passages = button("qc-small qc-code-act", "❝", () => desk.lookAt(code.id), {
      "data-name": `passages ${code.id}`, title: all, "aria-label": all,
    });
    const line = make("div", "qc-code-line");
    line.append(row, passages);
    if (!desk.closed) line.append(memo);
    box.append(line, make("div", "qc-code-notes", { "data-of": code.id }));
    return box;
  }

  acts() {
    const { desk } = this;
    const said = desk.words;
    const undo = (op, sign) => button("qc-small", sign, () => desk.undo(op), { "data-name": op, title: said[`do_${op}`], "aria-label": said[`do_${op}`] });
    this.undo = undo("undo", "↶");
    this.redo = undo("redo", "↷");
    return () => {
      for (const op of ["undo", "redo"]) this[op].setAttribute("aria-disabled", String(!desk.work.can(op)));
    };
  }

  help() {
    const said = this.desk.words;
    return button("qc-small", "?", () => this.desk.sheet.help(), { "data-name": "help", title: said.help_title, "aria-label": said.help_title });
  }

  moreParts() {
    const { desk } = this;
    const said = desk.words;
    const box = make("details", "qc-more");
    box.open = this.opened ?? false;
    box.addEventListener("toggle", () => (this.opened = box.open));
    const row = make("div", "qc-acts");
    const act = (name, does) => row.append(button("qc-act", said[`do_${name}`], does, { "data-name": name }));
    if (!desk.closed) {
      act("read", () => desk.readPicked());
      act("memo", () => desk.writeMemo());
      act("remove", () => desk.remove());
      act("read_all", () => desk.sheet.ask(said.ask_read_all, said.sure_read_all, () => desk.readAll()));
      act("memo_transcript", () => desk.memos.write("transcript", ""));
    }
    act("find", () => desk.finder.open());
    act("before", () => desk.go(-1));
    act("after", () => desk.go(1));
    box.append(words("summary", "", said.more, { "data-name": "more" }), row);
    return box;
  }

  // ---- what changes ---------------------------------------------------------------------------

  paint() {
    if (!this.saved) return;
    this.paintSaved();
    this.paintUndo();
    const { work, codes, transcript, words: said } = this.desk;
    if (this.drawn.done !== work.done || this.drawn.of !== transcript) {
      Object.assign(this.drawn, { done: work.done, of: transcript });
      this.bar.max = transcript.answers || 1;
      this.bar.value = work.done;
      this.read.textContent = fill(said.progress, { done: work.done, all: transcript.answers });
    }
    for (const code of codes.listed) {
      const count = this.counts.get(code.id);
      const text = String(work.counts.get(code.id) || "");
      if (!count || count.textContent === text) continue;
      count.textContent = text;
      count.closest(".qc-code").setAttribute("aria-label", `${code.label} ${text} (${code.key})`);
    }
  }

  paintSaved() {
    const { outbox, refusal, closed, words: said } = this.desk;
    const waiting = outbox.size;
    let text = waiting ? fill(outbox.late ? said.waiting_long : said.waiting, { n: waiting }) : said.saved;
    if (!waiting && closed) text = said.closed;
    if (refusal) text = refusal;
    if (this.drawn.saved === text) return;
    this.drawn.saved = text;
    this.saved.className = refusal ? "qc-saved qc-refused" : waiting ? "qc-saved qc-waiting" : "qc-saved";
    this.saved.replaceChildren(words("span", "", text));
    if (refusal) this.saved.append(button("qc-small", "×", () => this.desk.tell(""), { "aria-label": said.close }));
  }

  paintMemos() {
    const { work, codes, memos, words: said } = this.desk;
    const open = (kind, target) => [...memos.fields.values()].filter((it) => it.kind === kind && String(it.target) === target);
    const found = work.memosOf("transcript", "");
    const fields = open("transcript", "");
    this.memos.setAttribute("aria-label", said.memo_on_transcript);
    if (found.length || fields.length) {
      if (!this.heading) this.heading = words("div", "qc-group", "");
      this.heading.textContent = said.memo_on_transcript;
      if (!this.notes) this.notes = make("div", "qc-notes");
      if (this.notes.parentNode !== this.memos) this.memos.replaceChildren(this.heading, this.notes);
      memos.fillBox(this.notes, found, fields);
    } else this.memos.replaceChildren();
    for (const box of this.list.querySelectorAll(".qc-code-notes"))
      memos.fillBox(box, codes.byId.has(box.dataset.of) ? work.memosOf("code", box.dataset.of) : [], open("code", box.dataset.of));
  }

  paintHits(count, at) {
    if (!this.hits) return;
    const said = this.desk.words;
    if (!count) return this.hits.replaceChildren();
    this.hits.replaceChildren(
      words("span", "qc-count", fill(said.find_at, { n: at + 1, all: count })),
      button("qc-small", "↑", () => this.desk.finder.walk(-1), { "aria-label": said.find_back, title: `${said.find_back} (N)`, "data-name": "hit_back" }),
      button("qc-small", "↓", () => this.desk.finder.walk(1), { "aria-label": said.find_next, title: `${said.find_next} (n)`, "data-name": "hit_next" }),
    );
  }
}
