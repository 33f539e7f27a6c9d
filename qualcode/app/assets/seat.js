// @ts-check
// The seat of this window, in the storage that the browser keeps for it alone: it outlives a reload,
// a new window has none, and a duplicated one begins with a copy of its own.

const KEY = "qc:seat";
const TOLD = (window.__qcSeats ??= new WeakMap());

// null asks what is kept, "" forgets it; the server always has what is kept, for each telling runs
// the page and is left out where it says nothing new.
export default function seat({ data, parentElement, setStateValue }) {
  if (data.seat !== null) keep(data.seat);
  const name = data.seat ?? kept();
  if (data.seat !== null && TOLD.get(parentElement) === name) return;
  TOLD.set(parentElement, name);
  setStateValue("seat", name);
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
