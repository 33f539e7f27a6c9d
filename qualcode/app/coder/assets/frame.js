// @ts-check
// The desk's frame on the page: its parts in their places, as high as the window allows; the voice
// for screen readers; and the reasons of a suggestion.

import { float } from "./toolbar.js";
import { button, fill, make, words } from "./shapes.js";

export class Frame {
  constructor(desk, root) {
    this.desk = desk;
    this.box = make("div", "qc-desk");
    this.cell = make("div", "qc-cell");
    this.voice = make("div", "qc-voice", { role: "status", "aria-live": "polite" });
    this.reasons = make("div", "qc-why", { role: "note" });
    this.reasons.hidden = true;
    this.cell.append(desk.finder.box, desk.page.scroller, this.reasons, desk.bar.box, desk.picker.box);
    this.box.append(this.cell, desk.side.box, desk.sheet.box, this.voice);
    this.holder = make("div", "qc-holder");
    this.holder.append(this.box);
    root.append(this.holder);
    this.onResize = () => this.fit();
    window.addEventListener("resize", this.onResize);
  }

  close() {
    window.removeEventListener("resize", this.onResize);
    this.holder.remove();
  }

  opened() {
    const { desk } = this;
    desk.page.scroller.setAttribute("aria-label", fill(desk.words.text_of, { name: desk.data.doc.name }));
    desk.bar.hide();
    this.hideWhy();
    this.fit();
    // the page's own rows above may still be on their way
    requestAnimationFrame(() => this.fit());
  }

  // How far down the page the desk begins: what is left of the window is its height.
  fit() {
    const main = this.holder.closest('[data-testid="stMain"]');
    const top = this.holder.getBoundingClientRect().top + (main?.scrollTop ?? 0);
    this.holder.style.setProperty("--qc-top", `${Math.round(top)}px`);
  }

  say(sentence) {
    // the same words twice are said twice
    this.voice.replaceChildren(words("span", "", sentence));
  }

  // ---- why the machine suggests ---------------------------------------------------------------

  showWhy(outline) {
    const { desk } = this;
    const said = desk.words;
    const score = Number.isFinite(outline.score) ? ` ${outline.score.toFixed(2)}` : "";
    const row = make("div", "qc-memo-acts");
    row.append(
      button("qc-small", `${said.accept} (a)`, () => desk.decide("accept")),
      button("qc-small", `${said.reject} (x)`, () => desk.decide("reject")),
      button("qc-small", said.close, () => this.hideWhy()),
    );
    this.reasons.replaceChildren(
      words("div", "qc-group", `${said.suggested} ${desk.codes.label(outline.c)}${score}`),
      ...outline.why.map((line) => words("div", "qc-hint", line)),
      row,
    );
    this.reasons.hidden = false;
    desk.bar.hide();
    float(this.reasons, desk);
    desk.say([said.suggested, desk.codes.label(outline.c), ...outline.why].join(" "));
  }

  hideWhy() {
    if (this.reasons.contains(document.activeElement)) this.desk.page.scroller.focus({ preventScroll: true });
    this.reasons.hidden = true;
  }
}
