// A coder's acts (`acts.js`) are a part of the desk (`desk.js`): what of the desk they are done with.

import type { Codes } from "../../qualcode/app/coder/assets/codes.js";
import type { Frame } from "../../qualcode/app/coder/assets/frame.js";
import type { Memos } from "../../qualcode/app/coder/assets/memo.js";
import type { Outbox } from "../../qualcode/app/coder/assets/outbox.js";
import type { Page } from "../../qualcode/app/coder/assets/transcript_view.js";
import type { Pick } from "../../qualcode/app/coder/assets/selection.js";
import type { Picker } from "../../qualcode/app/coder/assets/picker.js";
import type { Side } from "../../qualcode/app/coder/assets/sidebar.js";
import type { Bar } from "../../qualcode/app/coder/assets/toolbar.js";
import type { Transcript } from "../../qualcode/app/coder/assets/transcript.js";
import type { Work } from "../../qualcode/app/coder/assets/state.js";

declare module "../../qualcode/app/coder/assets/acts.js" {
  interface Acts {
    closed: boolean;
    data: any;
    words: Record<string, string>;
    told: string;
    bar: Bar;
    codes: Codes;
    frame: Frame;
    memos: Memos;
    outbox: Outbox;
    page: Page;
    pick: Pick;
    picker: Picker;
    side: Side;
    transcript: Transcript;
    work: Work;
    keepPlace(scrolled?: boolean): void;
    paintSide(): void;
    painted(): void;
  }
}
