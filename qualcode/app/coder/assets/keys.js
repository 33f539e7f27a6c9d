// @ts-check
// What each key does at the desk. Plain keys never leave it: outside they are the framework's.

const DIGIT = /^(?:Digit|Numpad)(\d)$/;
const LETTER = /^Key([A-Z])$/;

// The acts of the desk; the codes' own keys come after these.
const PLAIN = {
  ArrowDown: (desk, extend) => desk.pick.by(1, extend),
  ArrowUp: (desk, extend) => desk.pick.by(-1, extend),
  ArrowRight: (desk) => desk.pick.next(1),
  ArrowLeft: (desk) => desk.pick.next(-1),
  Home: (desk, extend) => desk.edgeOfTurn(-1, extend),
  End: (desk, extend) => desk.edgeOfTurn(1, extend),
  PageDown: (desk, extend) => desk.leaf(1, extend),
  PageUp: (desk, extend) => desk.leaf(-1, extend),
  Enter: (desk) => desk.enter(),
  " ": (desk) => desk.readPicked(),
  Delete: (desk) => desk.remove(),
  Backspace: (desk) => desk.remove(),
  Escape: (desk) => desk.escape(),
  "/": (desk) => desk.finder.open(),
  "?": (desk) => desk.sheet.help(),
  "[": (desk) => desk.go(-1),
  "]": (desk) => desk.go(1),
  z: (desk) => desk.undo("undo"),
  y: (desk) => desk.undo("redo"),
  m: (desk) => desk.writeMemo(),
  v: (desk) => desk.inVivo(),
  b: (desk) => desk.startBorders(),
  e: (desk) => desk.why(),
  a: (desk) => desk.decide("accept"),
  x: (desk) => desk.decide("reject"),
  n: (desk, extend) => desk.finder.walk(extend ? -1 : 1),
};
const CONTROL = {
  z: (desk, shift) => desk.undo(shift ? "redo" : "undo"),
  y: (desk) => desk.undo("redo"),
  Home: (desk, extend) => desk.pick.sentence(0, { extend }),
  End: (desk, extend) => desk.pick.sentence(desk.transcript.sentences.length - 1, { extend }),
};

// What a key press means: a function, or null where it means nothing here.
export function meaning(desk, event) {
  const digit = DIGIT.exec(event.code);
  const letter = LETTER.exec(event.code);
  if (event.ctrlKey || event.metaKey) {
    const act = event.altKey ? null : CONTROL[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    return act ? () => act(desk, event.shiftKey) : null;
  }
  if (event.altKey) return withAlt(desk, event, digit?.[1] ?? letter?.[1].toLowerCase());
  const pressed = digit ? digit[1] : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // a digit means the code even where Shift or the layout makes another sign of it
  const act = PLAIN[pressed] ?? (digit && event.shiftKey ? PLAIN[event.key] : null);
  if (act) return () => act(desk, event.shiftKey);
  const code = desk.codes.byKey(pressed);
  return code ? () => desk.codeWith(code.id) : null;
}

// With Alt arrows move the borders of the pick, and a code's key changes the coding that is aimed at.
function withAlt(desk, event, key) {
  if (event.key === "ArrowRight" || event.key === "ArrowLeft")
    return () => desk.pick.edge(event.shiftKey ? "s" : "e", event.key === "ArrowRight" ? 1 : -1);
  const code = key && desk.codes.byKey(key);
  return code ? () => desk.recode(code.id) : null;
}
