// Inline mark-up as numbered placeholders, "⟦1⟧text⟦/1⟧", to HTML and to elements on the screen.

import { el } from "./dom.js";

export const token = () => /⟦(\/?)(\d+)⟧/g;

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const byNumber = (codes) => new Map(codes.map((code) => [String(code.number), code]));

// The HTML that the text stands for.
export const toHtml = (text, codes) => {
  const known = byNumber(codes);
  return escape(text).replace(token(), (sign, closes, number) => {
    const code = known.get(number);
    return code ? (closes ? code.end : code.start) : sign;
  });
};

// The first placeholder that is unknown, cut, or not opened and closed in order; else null.
export const faultIn = (text, codes) => {
  const known = byNumber(codes);
  const open = [];
  for (const [sign, closes, number] of text.matchAll(token())) {
    const code = known.get(number);
    if (!code || (closes && (!code.end || open.pop() !== number))) return sign;
    if (!closes && code.end) open.push(number);
  }
  const cut = text.replace(token(), "").match(/⟦\/?\d*|\/?\d*⟧/);
  return cut?.[0] ?? (open.length ? `⟦${open.pop()}⟧` : null);
};

// Codes of the original that the text lacks.
export const missingIn = (text, codes, source) =>
  codes.filter(({ number }) => source.includes(`⟦${number}⟧`) && !text.includes(`⟦${number}⟧`));

// What is inserted for a code, around what is selected.
export const around = (code, selected) => `⟦${code.number}⟧${code.end ? `${selected}⟦/${code.number}⟧` : ""}`;

// The text as nodes, its placeholders as elements that are told apart from text.
export const nodesOf = (text) => {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(token())) {
    nodes.push(text.slice(at, match.index), el("span", { class: "workspace__code" }, match[0]));
    at = match.index + match[0].length;
  }
  return [...nodes, text.slice(at)];
};

const TAGS = { removed: "del", added: "ins" };

// Pieces of a comparison ([kind, text]) as nodes.
export const piecesOf = (pieces) =>
  pieces.map(([kind, text]) => (TAGS[kind] ? el(TAGS[kind], {}, ...nodesOf(text)) : el("span", {}, ...nodesOf(text))));

// The original as nodes: what was changed in it, and its terms underlined, with their numbers.
export const sourceNodes = (segment) => {
  const pieces = segment.diff ?? [["same", segment.source]];
  const marks = segment.terms.flatMap((term, number) => term.places.map(([start, end]) => ({ start, end, term, number: number + 1 })));
  marks.sort((one, other) => one.start - other.start);
  let at = 0;
  return pieces.map(([kind, text]) => {
    if (kind === "removed") return el("del", {}, ...nodesOf(text));
    const nodes = underlined(text, at, marks);
    at += text.length;
    return kind === "added" ? el("ins", {}, ...nodes) : el("span", {}, ...nodes);
  });
};

const underlined = (text, from, marks) => {
  const nodes = [];
  let at = 0;
  for (const { start, end, term, number } of marks) {
    const first = Math.max(start - from, at);
    const last = Math.min(end - from, text.length);
    if (last <= first) continue;
    nodes.push(...nodesOf(text.slice(at, first)));
    nodes.push(el("span", { class: "workspace__term", title: term.expected, "data-number": number }, text.slice(first, last)));
    at = last;
  }
  return [...nodes, ...nodesOf(text.slice(at))];
};
