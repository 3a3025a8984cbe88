// The field for the translation: its placeholders are seen, and cannot be cut in two.

import { byId } from "./dom.js";
import { around, nodesOf, token } from "./codes.js";

const field = byId("text");
const mirror = byId("mirror");
let isOwn = false;
let before = 0;

export const textField = field;

// Changes that can be undone with the browser's own "undo".
const replaceSelection = (text) => {
  isOwn = true;
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!done) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  isOwn = false;
  field.dispatchEvent(new Event("workspace:input"));
};

const tokens = () => [...field.value.matchAll(token())].map((match) => [match.index, match.index + match[0].length]);

// The placeholder inside of which a place is.
const tokenAt = (place) => tokens().find(([start, end]) => start < place && place < end);

const keepOutOfTokens = () => {
  if (isOwn || document.activeElement !== field) return;
  let { selectionStart: start, selectionEnd: end } = field;
  const [first, last] = [tokenAt(start), tokenAt(end)];
  if (first || last) {
    if (start === end) start = end = start > before ? first[1] : first[0];
    else [start, end] = [first ? first[0] : start, last ? last[1] : end];
    field.setSelectionRange(start, end, field.selectionDirection);
  }
  before = field.selectionStart;
};

const deleteWhole = (event) => {
  if (isOwn || field.selectionStart !== field.selectionEnd || !event.inputType.startsWith("delete")) return;
  const at = field.selectionStart;
  const isForward = event.inputType.includes("Forward");
  const next = tokens().find(([start, end]) => (isForward ? start === at : end === at));
  if (!next) return;
  event.preventDefault();
  field.setSelectionRange(...next);
  replaceSelection("");
};

export const draw = () => {
  // What follows the last line break has a height, too.
  mirror.replaceChildren(...nodesOf(`${field.value}\u200b`));
};

export const insert = (text) => {
  field.focus();
  replaceSelection(text);
};

export const insertCode = (code) => {
  const { selectionStart: start, selectionEnd: end, value } = field;
  insert(around(code, value.slice(start, end)));
  // The caret goes between the two, where the text belongs.
  if (code.end && start === end) field.setSelectionRange(start + `⟦${code.number}⟧`.length, start + `⟦${code.number}⟧`.length);
};

export const replaceAll = (text) => {
  field.focus();
  field.select();
  replaceSelection(text);
};

export const setText = (text) => {
  field.value = text;
  before = text.length;
  draw();
};

export const caretToEnd = () => {
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
};

export const selected = () => field.value.slice(field.selectionStart, field.selectionEnd) || String(getSelection());

export const onInput = (listener) => {
  const changed = () => {
    draw();
    listener();
  };
  field.addEventListener("input", changed);
  field.addEventListener("workspace:input", changed);
};

field.addEventListener("beforeinput", deleteWhole);
document.addEventListener("selectionchange", keepOutOfTokens);
