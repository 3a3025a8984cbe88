// The page beside the segment, with what is typed in it, scrolled to where that stands.

import { address, byId, show } from "./dom.js";
import { toHtml } from "./codes.js";
import { textField } from "./textfield.js";
import { token } from "./http.js";

const frame = byId("preview-frame");
const form = byId("preview-form");
let timer;
let drawn = "";

export const isOpen = () => !byId("preview").hidden;

export const toggle = (segment) => {
  const open = !isOpen();
  show(byId("preview"), open);
  show(byId("side"), !open);
  byId("preview-button").setAttribute("aria-expanded", String(open));
  document.getElementById("workspace").classList.toggle("workspace--preview", open);
  drawn = "";
  if (open) draw(segment);
};

export const draw = (segment) => {
  if (!isOpen() || !segment?.form) return;
  const html = toHtml(textField.value, segment.codes);
  const what = `${segment.id} ${html}`;
  if (what === drawn) return;
  drawn = what;
  form.action = address("preview", segment.id);
  form.elements.html.value = html;
  form.elements.csrfmiddlewaretoken.value = token();
  form.submit();
};

// Not for every key.
export const drawSoon = (segment) => {
  clearTimeout(timer);
  timer = setTimeout(() => draw(segment), 700);
};

const words = (text) => text.replace(/⟦\/?\d+⟧/g, "").replace(/\s+/g, " ").trim();

// The innermost element that shows the text.
const elementWith = (page, text) => {
  const found = [...page.querySelectorAll("main *, title ~ *, body *")].filter((each) => words(each.textContent).includes(text));
  return found.at(-1);
};

frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  const text = words(textField.value);
  const element = page?.body && text && elementWith(page, text);
  if (!element) return;
  element.style.outline = "3px solid #007d7e";
  element.style.outlineOffset = "4px";
  element.scrollIntoView({ block: "center" });
});
