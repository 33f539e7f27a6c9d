// @ts-check
// The seat of this window, in the storage that the browser keeps for it alone: it outlives a reload,
// a new window has none, and a duplicated one begins with a copy of its own.

const KEY = "qc:seat";
const SCRIPT = "data-test-script-state";
const TOLD = (window.__qcSeats ??= new WeakMap());

// null asks what is kept, "" forgets it; the server always has what is kept, for each telling runs
// the page and is left out where it says nothing new. What is told names the question that it
// answers: after a broken line the server hears at first what was told to the session before.
export default function seat({ data, parentElement, setStateValue }) {
  if (data.seat !== null) keep(data.seat);
  const told = `${data.asked}:${data.seat ?? kept()}`;
  if (data.seat !== null && TOLD.get(parentElement) === told) return;
  TOLD.set(parentElement, told);
  const tell = () => TOLD.get(parentElement) === told && setStateValue("seat", told);
  if (data.seat === null) tell();
  else onceDrawn(tell);
}

// A telling runs a part of the page. While the page is on its way, the server would give up what is
// not sent of it yet, and the window would stay as it was before.
/** @param {() => void} then */
function onceDrawn(then) {
  const app = document.querySelector(`[${SCRIPT}]`);
  if (!app || app.getAttribute(SCRIPT) === "notRunning") return then();
  const watching = new MutationObserver(() => {
    if (app.getAttribute(SCRIPT) !== "notRunning") return;
    watching.disconnect();
    then();
  });
  watching.observe(app, { attributeFilter: [SCRIPT] });
}

function kept() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(name) {
  try {
    if (name) sessionStorage.setItem(KEY, name);
    else sessionStorage.removeItem(KEY);
  } catch {
    // switched off: the seat lasts until the window is loaded anew
  }
}
