// @ts-check
// The small bar beside what was picked by mouse or touch, and where things float above the text.

import { button, make } from "./shapes.js";

export class Bar {
  constructor(desk) {
    this.desk = desk;
    this.box = make("div", "qc-bar", { role: "toolbar" });
    this.box.hidden = true;
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    desk.page.scroller.addEventListener("scroll", () => this.shown && this.put(), { passive: true });
  }

  get shown() {
    return !this.box.hidden;
  }

  hide() {
    this.box.hidden = true;
  }

  show() {
    const { desk } = this;
    if (desk.closed || !desk.pick.some || desk.picker.shown) return this.hide();
    this.box.setAttribute("aria-label", desk.words.bar);
    this.box.replaceChildren(...this.acts());
    this.box.hidden = false;
    this.put();
  }

  // Above what was read already, so that the next line is free for the mouse; below a finger.
  put() {
    float(this.box, this.desk, matchMedia("(pointer: fine)").matches);
  }

  acts() {
    const { desk } = this;
    const said = desk.words;
    const act = (key, label, does, name) => {
      const made = button("qc-act", label, () => {
        does();
        if (this.shown) this.show();
      }, { "data-name": name });
      if (key) {
        const hint = make("kbd", "qc-key");
        hint.textContent = key;
        made.append(hint);
      }
      return made;
    };
    if (desk.pick.moving)
      return [
        act("Enter", said.border_save, () => desk.saveBorders(), "border_save"),
        act("Esc", said.border_leave, () => desk.pick.leaveBorders(), "border_leave"),
      ];
    if (desk.pick.aimed?.startsWith("g:"))
      return [
        act("a", said.accept, () => desk.decide("accept"), "accept"),
        act("x", said.reject, () => desk.decide("reject"), "reject"),
        act("e", said.why, () => desk.why(), "why"),
      ];
    if (desk.pick.aimed)
      return [
        act("⏎", said.recode, () => desk.openPicker(), "recode"),
        act("b", said.borders, () => desk.startBorders(), "borders"),
        act("m", said.do_memo, () => desk.writeMemo(), "memo"),
        act("Del", said.do_remove, () => desk.remove(), "remove"),
      ];
    const recent = desk.codes.recents(3).map((code) => {
      const made = act(code.key, code.label, () => desk.codeWith(code.id), "recent");
      made.classList.add("qc-bar-code");
      made.style.setProperty("--qc-tint", desk.codes.colour(code.id));
      return made;
    });
    const more = [
      act("⏎", said.pick_code, () => desk.openPicker(), "picker"),
      act("m", said.do_memo, () => desk.writeMemo(), "memo"),
      act("Space", said.do_read, () => desk.readPicked(), "read"),
    ];
    if (desk.data.may.new_code) more.splice(1, 0, act("v", said.in_vivo, () => desk.inVivo(), "in_vivo"));
    return [...recent, ...more];
  }
}

// Put a floating box below what is picked, or above it where there is no room, inside the desk; with
// `above` the other way round.
export function float(box, desk, above = false) {
  const frame = desk.cell.getBoundingClientRect();
  const boxes = desk.page.ranges(desk.pick.s, desk.pick.e).flatMap((range) => [...range.getClientRects()]);
  const seen = boxes.filter((it) => it.bottom > frame.top && it.top < frame.bottom);
  const near = seen.at(-1) ?? { left: frame.left + 40, top: frame.top + 40, bottom: frame.top + 60 };
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.min(Math.max(near.left - frame.left, 4), Math.max(4, frame.width - width - 14));
  const first = seen[0] ?? near;
  // the handles of borders hang below the line
  let top = near.bottom - frame.top + (desk.pick.moving ? 18 : 6);
  const fits = first.top - frame.top - height - 6 >= 4;
  if ((above && fits) || top + height > frame.height - 4) top = first.top - frame.top - height - 6;
  if (top < 4) top = Math.max(4, frame.height - height - 8);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
