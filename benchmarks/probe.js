// What a coder waits for, seen from inside the page: when a key was pressed, when the frame that
// shows its coding had been drawn, and when the page said that everything is saved.
// Times are milliseconds since 1970 by the page's own clock; `offset` gives the machine's.
(() => {
  const seen = (window.__seen = { presses: [], frames: [], first: null });
  const now = () => performance.timeOrigin + performance.now();

  // A frame is drawn after its animation callbacks; a message posted in one is delivered after it.
  function afterFrame(then) {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(now());
      channel.port2.postMessage(0);
    });
  }

  seen.afterFrame = afterFrame;

  seen.begin = (at) => {
    const press = { at, painted: 0, saved: 0, waits: false };
    press.done = new Promise((resolve) => (press.resolve = resolve));
    seen.presses.push(press);
  };

  seen.offset = () => {
    const before = Date.now();
    while (Date.now() === before);
    return Date.now() - now();
  };

  addEventListener(
    "keydown",
    (event) => {
      if (seen.keys?.includes(event.key)) seen.begin(performance.timeOrigin + event.timeStamp);
    },
    true,
  );

  function drawn(press) {
    if (press.drawing) return;
    press.drawing = true;
    afterFrame((at) => {
      press.painted = at;
      if (press.saved) press.resolve();
    });
  }

  function watch(records) {
    const text = document.querySelector(".qc-turns");
    if (!seen.first && text?.querySelector(".qc-s"))
      seen.first = new Promise((resolve) => afterFrame(resolve));
    if (seen.changed) {
      const standing = seen.changed();
      if (standing && standing !== seen.standing) {
        seen.standing = standing;
        const press = seen.presses.at(-1);
        if (press && !press.saved) {
          press.saved = 1;
          drawn(press);
        }
      }
      return;
    }
    const press = seen.presses.at(-1);
    if (!press || press.saved) return;
    for (const record of records)
      if (record.type === "childList" && text?.contains(record.target)) drawn(press);
    const pending = document.querySelector(".qc-desk")?.dataset.pending;
    if (pending !== "0") press.waits = true;
    else if (press.waits && !press.saving) {
      press.saving = true;
      afterFrame((at) => {
        press.saved = at;
        if (press.painted) press.resolve();
      });
    }
  }

  new MutationObserver(watch).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-pending", "data-pick", "class"],
  });

  // when the data of a page came over the wire, and how much of it
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        const size = data.byteLength ?? data.size ?? data.length;
        seen.frames.push({ at: now(), size });
      });
    }
  };
})();
