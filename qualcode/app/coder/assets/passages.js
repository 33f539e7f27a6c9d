// @ts-check
// Passages to read: who said it, what is before and after, and the marked words in between.
// All text goes in by textContent, never as markup.

export default function passages({ data, parentElement }) {
  let box = parentElement.querySelector(":scope > .qc-passages");
  if (!box) {
    box = document.createElement("div");
    box.className = "qc-passages";
    parentElement.append(box);
  }
  for (const look of ["plainly", "beside"])
    box.classList.toggle(`qc-${look}`, data.look === look);
  box.replaceChildren(
    ...data.passages.map((passage) => {
      const item = add(null, "figure", "qc-passage");
      if (passage.head) add(item, "figcaption", "qc-head", passage.head);
      const said = add(item, "div", "qc-quote");
      for (const [text, mark] of passage.pieces)
        add(said, mark === "marked" ? "mark" : "span", `qc-${mark}`, text);
      for (const line of passage.lines) {
        const row = add(item, "div", "qc-line");
        add(row, "span", "qc-line-name", line[0]);
        add(row, "span", "", line[1]);
      }
      return item;
    }),
  );
}

function add(parent, tag, style, text) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  if (text !== undefined) element.textContent = text;
  parent?.append(element);
  return element;
}
