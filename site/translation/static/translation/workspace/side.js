// The right of the workspace: matches from the memory, official terms, concordance, history.

import { address, byId, el, settings, t } from "./dom.js";
import { nodesOf, piecesOf } from "./codes.js";
import { get, post } from "./http.js";
import * as field from "./textfield.js";

const target = { lang: settings.language, dir: settings.direction };
let best = null;
// How often the history was drawn: an answer that was asked for before may lack what came since.
let drawings = 0;

const note = (text) => el("p", { class: "workspace__none" }, text);

export const drawTerms = (segment) => {
  const terms = segment.terms.map((term, number) =>
    el(
      "li",
      {},
      el("button", { type: "button", disabled: !term.insert, "aria-label": term.insert ? t("insertTerm", { term: term.insert }) : null, onclick: () => insertTerm(segment, number) },
        el("kbd", {}, number + 1),
        el("span", { class: "workspace__term-source", lang: segment.sourceLanguage }, term.term),
        el("span", { class: "workspace__term-target", ...target }, term.expected || t("noTerm")),
        term.status && el("span", { class: "workspace__term-status" }, term.isUnconfirmed ? `${term.status}, ${t("unconfirmed")}` : term.status),
      ),
      term.note && el("p", {}, term.note),
      term.avoid.length > 0 && el("p", { class: "workspace__avoid" }, t("avoid", { terms: term.avoid.join(", ") })),
    ),
  );
  byId("terms").replaceChildren(terms.length ? el("ol", { class: "workspace__terms" }, ...terms) : note(t("noTerms")));
};

export const insertTerm = (segment, number) => {
  const term = segment.terms[number];
  if (term?.insert) field.insert(term.insert);
};

// What is known of a segment besides itself; `isCurrent` says whether it is still looked at.
export const about = async (segment, isCurrent, { onRepeat }) => {
  best = null;
  byId("matches").replaceChildren(note(t("loading")));
  byId("events").replaceChildren();
  const drawn = drawings;
  let answer;
  try {
    answer = await get(address("about", segment.id));
  } catch {
    if (isCurrent()) byId("matches").replaceChildren(note(t("failed")));
    return;
  }
  if (!isCurrent()) return;
  drawMatches(answer.matches);
  if (drawn === drawings) drawEvents(answer);
  const { repetitions } = answer;
  if (repetitions) byId("matches").append(el("button", { type: "button", class: "button button-small button-secondary", onclick: onRepeat }, t("repeat", { count: repetitions })));
};

const drawMatches = (matches) => {
  best = matches[0] ?? null;
  const items = matches.map((match) =>
    el(
      "li",
      {},
      el("button", { type: "button", "aria-label": `${t("match", { percentage: match.percentage })}: ${match.text}. ${t("use")}`, onclick: () => field.replaceAll(match.text) },
        el("span", { class: `workspace__percent${match.percentage === 100 ? " workspace__percent--exact" : ""}` }, `${match.percentage} %`),
        match.isContext && el("span", { class: "workspace__percent workspace__percent--exact" }, t("context")),
        el("span", { class: "workspace__match-text", ...target }, ...nodesOf(match.text)),
        el("span", { class: "workspace__match-source", dir: "auto" }, ...(match.diff ? piecesOf(match.diff) : [match.source])),
        el("span", { class: "workspace__match-page" }, el("bdi", {}, match.title), match.at && ` · ${match.at}`),
      ),
    ),
  );
  byId("matches").replaceChildren(items.length ? el("ol", { class: "workspace__matches" }, ...items) : note(t("noMatches")));
};

export const takeBest = () => {
  if (best) field.replaceAll(best.text);
  return Boolean(best);
};

const drawEvents = ({ events, approved }) => {
  drawings += 1;
  const lines = events.map((event) => line(event.who, event.label, event.at, event.comment, event.text));
  if (approved) lines.push(line(approved.who, t("approved"), approved.at, "", approved.text));
  byId("events").replaceChildren(...(lines.length ? lines : [el("li", { class: "workspace__none" }, t("noEvents"))]));
};

const line = (who, label, at, comment, text) =>
  el(
    "li",
    {},
    el("p", {}, el("strong", {}, who || "–"), ` ${label} `, el("time", {}, at)),
    comment && el("p", { class: "workspace__said-text" }, comment),
    text && el("p", target, ...nodesOf(text)),
    text && el("button", { type: "button", class: "workspace__link", onclick: () => field.replaceAll(text) }, t("restore")),
  );

export const lookUp = async (words, segment) => {
  const input = byId("concordance");
  if (words) input.value = words.trim();
  const hits = byId("hits");
  if (!input.value.trim()) return input.focus();
  hits.replaceChildren(note(t("loading")));
  try {
    const where = byId("concordance-in").checked ? "target" : "source";
    const query = { q: input.value, language: settings.language, from: segment?.sourceLanguage ?? "en", in: where };
    drawHits((await get(settings.addresses.concordance, query)).hits);
  } catch {
    hits.replaceChildren(note(t("failed")));
  }
};

const drawHits = (hits) => {
  const items = hits.map((hit) =>
    el("li", {}, el("p", { dir: "auto" }, hit.source), el("p", { class: "workspace__match-text", ...target }, hit.text), el("p", { class: "workspace__match-page" }, [hit.title, hit.at].filter(Boolean).join(" · "))),
  );
  byId("hits").replaceChildren(items.length ? el("ol", { class: "workspace__hits" }, ...items) : note(t("noHits")));
};

// Resolves to what became of the comment; `isCurrent` says whether the segment is still looked at.
export const comment = async (segment, isCurrent) => {
  const box = byId("comment");
  const text = box.value;
  const toEditors = byId("comment-to").checked;
  // Emptied at once: a second press must not send it again, nor another segment get it.
  box.value = "";
  let answer;
  try {
    answer = await post(address("comment", segment.id), { comment: text, to: toEditors ? "editors" : "" });
  } catch (error) {
    box.value ||= text;
    throw error;
  }
  byId("comment-to").checked = false;
  if (isCurrent()) drawEvents(answer);
  if (!toEditors) return t("commented");
  return t(answer.asked ? "asked" : "notAsked");
};
