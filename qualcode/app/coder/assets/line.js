// While the line to the server is cut the framework opens a dialog of its own, which takes the keys
// from the desk although coding can go on: acts wait here until the line is mended, and the desk says
// so itself. So that dialog is closed as soon as it opens, and the keys stay where they were.

const STATE = "data-test-connection-state";

export class Line {
  constructor(box) {
    this.box = box;
    this.held = null;
    this.onFocus = ({ target }) => {
      if (this.box.contains(target)) this.held = target;
      else if (!this.foreign(target)) this.held = null;
    };
    document.addEventListener("focusin", this.onFocus);
    this.watching = new MutationObserver(() => this.clear());
    this.watching.observe(document.body, { childList: true });
  }

  close() {
    this.watching.disconnect();
    document.removeEventListener("focusin", this.onFocus);
  }

  cut() {
    const state = document.querySelector(`[${STATE}]`)?.getAttribute(STATE);
    return state !== undefined && state !== "CONNECTED";
  }

  // Return the framework's dialog that an element stands in: it came while the line was cut.
  foreign(element) {
    const dialog = this.cut() && element.closest?.('[role="dialog"]');
    return dialog && !this.box.contains(dialog) ? dialog : null;
  }

  clear() {
    if (!this.cut()) return;
    for (const dialog of document.querySelectorAll('body > :not(#root) [role="dialog"]')) {
      // whatever asks the coder for words is none of the framework's
      if (!this.foreign(dialog) || dialog.querySelector("input, textarea, select")) continue;
      dialog.querySelector('button[aria-label="Close"]')?.click();
    }
    if (this.held?.isConnected && document.activeElement !== this.held)
      this.held.focus({ preventScroll: true });
  }
}
