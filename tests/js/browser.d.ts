// What our modules keep on the window, so that a module that is loaded again finds it there.

interface Window {
  __qcSeats?: WeakMap<object, any>;
  __qcCards?: WeakMap<object, any>;
  __qcDesks?: WeakMap<object, any>;
  __qcPlaces?: Map<string, any>;
  __qcDocs?: Map<string, any>;
  __qcWatched?: boolean;
}

// The pages that they are in are of HTML alone.
interface Element extends HTMLOrSVGElement {
  innerText: string;
}
