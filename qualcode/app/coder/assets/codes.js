// @ts-check
// The codebook as the desk knows it: labels, colours, keys; which codes were used last; and the
// search of the picker, by label, first letters, pinyin or id.

import { store, stored } from "./outbox.js";
import { clustersIn } from "./transcript.js";
import { fresh } from "./state.js";

const RECENT = 8;
const STRIPES = {
  solid: (colour) => `linear-gradient(${colour},${colour})`,
  dashed: (colour) => `repeating-linear-gradient(90deg,${colour} 0 9px,transparent 9px 13px)`,
  dotted: (colour) => `repeating-linear-gradient(90deg,${colour} 0 2px,transparent 2px 5px)`,
  double: (colour) => `linear-gradient(${colour} 0 1px,transparent 1px 2px,${colour} 2px)`,
};

export class Codes {
  constructor(channel) {
    this.channel = channel;
    this.listed = [];
    this.byId = new Map();
    this.born = new Map();
    this.hoped = new Map();
    try {
      this.recent = JSON.parse(stored(`qc:${channel}:recent`)) ?? [];
    } catch {
      this.recent = [];
    }
  }

  // Take the codebook; return whether a code that was known looks otherwise now.
  take(listed) {
    const before = this.byId;
    this.listed = listed;
    this.byId = new Map(listed.map((code) => [code.id, { ...code, find: findable(code) }]));
    for (const [event, label] of this.hoped) {
      const found = this.named(label);
      if (found) this.used(found.id);
      if (found) this.hoped.delete(event);
    }
    return [...before.values()].some((old) => {
      const now = this.byId.get(old.id);
      return !now || now.label !== old.label || now.colour !== old.colour || now.line !== old.line;
    });
  }

  // A code that this desk has just named and the server does not know yet.
  bear(event) {
    this.born.set(fresh(event), event.label);
    this.hoped.set(event.id, event.label);
  }

  label(id) {
    return this.byId.get(id)?.label ?? this.born.get(id) ?? id;
  }

  short(id) {
    return clustersIn(this.label(id)).slice(0, 2).join("");
  }

  colour(id) {
    return this.byId.get(id)?.colour ?? "#6B7280";
  }

  // The stripe under what is coded, as an image: past the twelfth code colours come again, and the
  // line tells them apart, as in the list of codes.
  stripe(id) {
    return (STRIPES[this.byId.get(id)?.line] ?? STRIPES.solid)(this.colour(id));
  }

  named(label) {
    const wanted = label.trim().toLowerCase();
    return [...this.byId.values()].find((code) => code.label.toLowerCase() === wanted);
  }

  byKey(key) {
    return this.listed.find((code) => code.key === key);
  }

  used(id) {
    if (!this.byId.has(id)) return;
    this.recent = [id, ...this.recent.filter((it) => it !== id)].slice(0, RECENT);
    store(`qc:${this.channel}:recent`, JSON.stringify(this.recent));
  }

  recents(most = RECENT) {
    return this.recent.filter((id) => this.byId.has(id)).slice(0, most).map((id) => this.byId.get(id));
  }

  depth(code) {
    let depth = 0;
    let at = code;
    while (at?.parent && this.byId.has(at.parent) && depth < 6) {
      at = this.byId.get(at.parent);
      depth += 1;
    }
    return depth;
  }

  // Codes that a query finds, best first; with an empty one those used last, then all in order.
  search(query) {
    const wanted = query.trim().toLowerCase();
    if (!wanted) {
      const first = this.recents();
      return [...first, ...this.listed.map((it) => this.byId.get(it.id)).filter((it) => !first.includes(it))];
    }
    const ranked = [];
    for (const code of this.byId.values()) {
      const rank = rankOf(code, wanted);
      if (rank < 9) ranked.push([rank, this.place(code), code]);
    }
    return ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((it) => it[2]);
  }

  place(code) {
    const at = this.recent.indexOf(code.id);
    return at < 0 ? RECENT : at;
  }
}

function findable(code) {
  return { label: code.label.toLowerCase(), id: code.id.toLowerCase(), spelt: (code.initials ?? "").toLowerCase().split(/\s+/) };
}

function rankOf({ find, key }, wanted) {
  if (find.label === wanted || (key && key === wanted)) return 0;
  if (find.label.startsWith(wanted)) return 1;
  const spelt = wanted.replace(/\s+/g, "");
  if (find.spelt.some((it) => it.startsWith(spelt))) return 2;
  if (find.label.includes(wanted)) return 3;
  return find.id.startsWith(wanted) ? 4 : 9;
}
