// @ts-check
// What the browser sends, as the server declares it (`messages.py` of the desk and of Verify): a test
// holds that the fields agree. Types alone: no module needs this one to run.

/** @typedef {{channel?: string, events?: any[], seq?: number, need?: string, go?: -1 | 0 | 1, node?: string}} Envelope A batch, before its acts are looked at. */
/** @typedef {{s: number, e: number, u: string}} SentSpan A place in the text with the name of its coding. */
/** @typedef {{u: string, s?: number | null, e?: number | null, c?: string | null}} LostCoding A coding by its name, and by what it covers where the desk lacks that name. */
/** @typedef {{op: "code", spans: SentSpan[], c: string, text: number}} CodeAct Give places a code. */
/** @typedef {{op: "code_new", text: number, spans: SentSpan[], label: string, vivo?: boolean, language?: string | null}} CodeNewAct Give places a code that is made for them. */
/** @typedef {{op: "uncode", codings: LostCoding[], text: number}} UncodeAct Remove codings. */
/** @typedef {{op: "border", u: string, s: number, e: number, text: number}} BorderAct Move the borders of a coding. */
/** @typedef {{op: "recode", u: string, c: string, text: number}} RecodeAct Give a coding another code. */
/** @typedef {{op: "read", n: number[], text: number}} ReadAct Mark turns as read. */
/** @typedef {{op: "read_all", text: number}} ReadAllAct Mark a whole transcript as read. */
/** @typedef {{op: "memo", m: string, kind: "code" | "coding" | "transcript" | "turn", body: string, target?: number | string | null, text: number}} MemoAct Write a memo on something of this text, or on a code. */
/** @typedef {{op: "memo_change", m: string, body: string}} MemoChangeAct Write a memo anew. */
/** @typedef {{op: "memo_remove", m: string}} MemoRemoveAct Remove a memo. */
/** @typedef {{op: "undo"}} UndoAct Take the last act back. */
/** @typedef {{op: "redo"}} RedoAct Do again what was taken back. */
/** @typedef {{op: "accept", g: number}} AcceptAct Take a suggestion. */
/** @typedef {{op: "reject", g: number}} RejectAct Decline a suggestion. */
/** @typedef {{op: "change", g: number, c: string}} ChangeAct Take another code in the place of a suggestion. */
/** @typedef {{op: "answer", pick: number, codes?: string[], ms?: unknown}} AnswerOnCard Give the first answer, before anything is seen. */
/** @typedef {{op: "finish", pick: number, codes?: string[], ms?: unknown}} FinishOnCard Close a card. */
/** @typedef {{op: "accept", pick: number, codes?: string[], ms?: unknown, g: number}} AcceptOnCard Take a suggestion. */
/** @typedef {{op: "reject", pick: number, codes?: string[], ms?: unknown, g: number}} RejectOnCard Decline a suggestion. */
/** @typedef {{op: "change", pick: number, codes?: string[], ms?: unknown, g: number, c: string}} ChangeOnCard Take another code in the place of a suggestion. */
/** @typedef {{op: "add", pick: number, codes?: string[], ms?: unknown, c: string}} AddOnCard Give the unit a code beside the suggestions. */
/** @typedef {{op: "remove", pick: number, codes?: string[], ms?: unknown, c: string}} RemoveOnCard Take such a code back. */
/** @typedef {{op: "skip", pick: number, codes?: string[], ms?: unknown}} SkipOnCard Leave the card for later. */
/** @typedef {{op: "look", pick: number, codes?: string[], ms?: unknown}} LookOnCard See what stood behind a card. */
/** @typedef {{op: "undo"}} UndoOnCard Take the last act back. */
/** @typedef {CodeAct | CodeNewAct | UncodeAct | BorderAct | RecodeAct | ReadAct | ReadAllAct | MemoAct | MemoChangeAct | MemoRemoveAct | UndoAct | RedoAct | AcceptAct | RejectAct | ChangeAct} DeskAct What is done at the desk. */
/** @typedef {AnswerOnCard | FinishOnCard | AcceptOnCard | RejectOnCard | ChangeOnCard | AddOnCard | RemoveOnCard | SkipOnCard | LookOnCard | UndoOnCard} CardAct What is done on a card. */

/** @typedef {{id: string, seat?: string, text?: number}} Named What each act carries beside its fields. */
/** @typedef {Named & (DeskAct | CardAct)} Act */
/** @typedef {{id: string, reason: string}} Answer `reason` is "" where the act was done. */

export {};
