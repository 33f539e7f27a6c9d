// @ts-check
// While the line to the server is cut the framework opens a dialog of its own, which takes the keys
// from the desk although coding can go on: acts wait here until the line is mended, and the desk says
// so itself. So that dialog is closed as soon as it opens, and the keys stay where they were.

const STATE = "data-test-connection-state";
const DIALOG = '[role="dialog"]';

export class Line {
  constructor(box) {
    this.box = box;
    this.held = null;
    this.strayed = false;
    this.intruders = new Set();
    this.onFocus = ({ target }) => {
      if (this.box.contains(target)) [this.held, this.strayed] = [target, this.intruders.size > 0];
      else if (!this.intrudes(target)) this.held = null;
    };
    this.onKey = (event) => this.passOn(event);
    document.addEventListener("focusin", this.onFocus);
    window.addEventListener("keydown", this.onKey, true);
    this.watching = new MutationObserver(() => this.noticed());
    this.watching.observe(document.body, { childList: true });
  }

  close() {
    clearTimeout(this.timer);
    this.watching.disconnect();
    window.removeEventListener("keydown", this.onKey, true);
    document.removeEventListener("focusin", this.onFocus);
  }

  cut() {
    const app = document.querySelector(`[${STATE}]`);
    return Boolean(app) && app.getAttribute(STATE) !== "CONNECTED";
  }

  // Whether an element stands in a dialog that came while the line was cut and asks for no words.
  intrudes(element) {
    const dialog = element.closest?.(DIALOG);
    if (!dialog || this.box.contains(dialog)) return false;
    if (this.cut() && !dialog.querySelector("input, textarea, select")) this.intruders.add(dialog);
    this.strayed ||= this.intruders.has(dialog);
    return this.intruders.has(dialog);
  }

  // Closed in a task of its own: the framework is still drawing when it is heard of.
  noticed() {
    for (const dialog of document.querySelectorAll(`body > :not(#root) ${DIALOG}`)) this.intrudes(dialog);
    for (const dialog of this.intruders) if (!dialog.isConnected) this.intruders.delete(dialog);
    if (!this.intruders.size) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const dialog of this.intruders) dialog.querySelector('button[aria-label="Close"]')?.click();
      if (this.held?.isConnected) this.held.focus({ preventScroll: true });
    });
  }

  // A key that met the dialog before it was closed goes where it was meant for.
  passOn(event) {
    if (!this.held?.isConnected || this.box.contains(event.target)) return;
    // a dialog that goes may leave the focus nowhere
    const strays = event.target === document.body && (this.cut() || this.strayed);
    if (!strays && !this.intrudes(event.target)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
    const again = { key, code, shiftKey, altKey, ctrlKey, metaKey, bubbles: true, cancelable: true };
    this.held.dispatchEvent(new KeyboardEvent("keydown", again));
  }
}
