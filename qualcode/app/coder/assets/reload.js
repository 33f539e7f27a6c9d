// @ts-check
// After a break the framework may give its page up, or leave it empty. Acts are kept in the browser,
// so the page can be loaded again: nothing but the waiting is lost.

const LOOK_MS = 1000;
const PATIENCE = 3;

export function watchOver() {
  if (window.__qcWatched) return;
  window.__qcWatched = true;
  let broke = false;
  let blank = 0;
  setInterval(async () => {
    broke ||= state("connection") !== "CONNECTED";
    blank = broke && empty() ? blank + 1 : 0;
    if (blank >= PATIENCE && (await answers())) location.reload();
  }, LOOK_MS);
}

function state(what) {
  return document.querySelector('[data-testid="stApp"]')?.getAttribute(`data-test-${what}-state`);
}

// Whether nothing is shown although nothing is on its way.
function empty() {
  if (!document.querySelector('[data-testid="stApp"]')) return true;
  if (state("connection") !== "CONNECTED" || state("script") !== "notRunning") return false;
  return !document.querySelector('[data-testid="stMain"]')?.innerText.trim();
}

async function answers() {
  try {
    return (await fetch(new URL("_stcore/health", document.baseURI))).ok;
  } catch {
    return false;
  }
}
