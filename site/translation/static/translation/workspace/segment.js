// The middle of the workspace: one segment, its original, the field for its translation, its problems.

import { byId, el, settings, show, t } from "./dom.js";
import { faultIn, missingIn, nodesOf, piecesOf, sourceNodes } from "./codes.js";
import * as field from "./textfield.js";

const button = (name) => document.querySelector(`#workspace-actions [data-do=${name}]`);

export const isReview = (segment) => segment.state === "review" && settings.reviews;

export const draw = (segment, text, { number, total, left }) => {
  show(byId("empty"), false);
  show(byId("segment"), true);
  const title = segment.form ? el("a", { href: segment.form }, segment.title) : segment.title;
  byId("place").replaceChildren(title, el("span", { class: "workspace__field" }, segment.field));
  byId("progress").textContent = t("place", { number, total }) + (left === undefined ? "" : ` · ${left}`);
  drawState(segment);
  drawSource(segment);
  drawSaid(segment);
  drawReview(segment);
  field.setText(text);
  drawHint(segment);
  drawCodes(segment);
  drawLength(segment);
  drawProblems(segment.problems);
};

export const drawState = (segment) => {
  const state = el("span", { class: `translation-state translation-state--${segment.state}` }, segment.stateLabel);
  byId("state").replaceChildren(state);
  const reviewing = isReview(segment);
  show(button("save"), !reviewing);
  show(button("confirm"), !reviewing && segment.isCarried);
  show(button("accept"), reviewing);
  show(button("return"), reviewing);
};

const drawSource = (segment) => {
  const source = byId("source");
  source.lang = segment.sourceLanguage;
  source.dir = "auto";
  source.replaceChildren(...sourceNodes(segment));
};

const drawSaid = (segment) => {
  const said = byId("said");
  show(said, Boolean(segment.step));
  if (!segment.step) return;
  said.className = `workspace__said workspace__said--${segment.step.kind}`;
  const { who, comment } = segment.step;
  const label = `${who || "–"} ${segment.step.label}`;
  said.replaceChildren(el("strong", {}, comment ? t("said", { label, comment }) : label));
};

const drawReview = (segment) => {
  const isShown = segment.state === "review" && Boolean(segment.textDiff);
  show(byId("review"), isShown);
  if (isShown) byId("review-text").replaceChildren(...piecesOf(segment.textDiff));
};

export const drawHint = (segment, kept = null) => {
  const hint = byId("hint");
  if (kept) hint.replaceChildren(t("keptDraft"), " ", el("button", { type: "button", class: "workspace__link", onclick: kept }, t("discard")));
  else if (segment.isCarried) hint.textContent = t("carried");
  else hint.textContent = segment.by ? t("by", { person: segment.by, day: segment.at }) : "";
};

// One button for each element of the original; those that the text lacks stand out.
export const drawCodes = (segment) => {
  const missing = new Set(missingIn(field.textField.value, segment.codes, segment.source));
  byId("codes").replaceChildren(
    ...segment.codes.map((code) =>
      el(
        "button",
        {
          type: "button",
          class: `workspace__insert${missing.has(code) ? " workspace__insert--missing" : ""}`,
          "aria-label": t("missingCode", { number: `${code.number} <${code.tag}>` }),
          onclick: () => field.insertCode(code),
        },
        `⟦${code.number}⟧ ${code.tag}`,
      ),
    ),
  );
};

export const drawLength = (segment) => {
  const text = field.textField.value.replace(/⟦\/?\d+⟧/g, "");
  const length = byId("length");
  length.textContent = segment.limit ? t("length", { length: text.length, limit: segment.limit }) : "";
  length.classList.toggle("workspace__too-long", Boolean(segment.limit) && text.length > segment.limit);
};

// `onAside`: called with the check and the reason, for those errors that can be set aside.
export const drawProblems = (problems, onAside = null) => {
  const lines = problems.map((problem) =>
    el(
      "li",
      { class: problem.isError ? "workspace__error" : "workspace__warning" },
      el("strong", {}, `${t(problem.isError ? "error" : "warning")} · ${problem.label}`),
      ` ${problem.message} `,
      problem.maySetAside && settings.setsAside && onAside && aside(problem, onAside),
    ),
  );
  byId("problems").replaceChildren(...lines);
};

const aside = (problem, onAside) => {
  const reason = el("input", { type: "text", "aria-label": t("why"), placeholder: t("why"), required: true });
  const send = (event) => {
    event.preventDefault();
    onAside(problem.check, reason.value);
  };
  const form = el("form", { class: "workspace__aside", hidden: true, onsubmit: send }, reason, el("button", { type: "submit", class: "button button-small button-secondary" }, t("setAsideNow")));
  const open = el("button", { type: "button", class: "workspace__link", onclick: () => {
    form.hidden = false;
    open.hidden = true;
    reason.focus();
  } }, t("setAside"));
  return el("span", {}, open, form);
};

// A placeholder that is broken, told before anything is saved; empty where there is none.
export const fault = (segment) => {
  const sign = faultIn(field.textField.value, segment.codes);
  return sign ? t("brokenCode", { number: sign }) : "";
};

export const drawFault = (text) => {
  byId("problems").replaceChildren(el("li", { class: "workspace__error" }, text));
};

// Two texts, word by word, and whose is to stay.
export const drawConflict = (conflict, { onMine, onTheirs }) => {
  show(byId("conflict"), Boolean(conflict));
  if (!conflict) return;
  const { theirs, difference } = conflict;
  byId("conflict-text").replaceChildren(
    el("span", { class: "workspace__by" }, t("by", { person: theirs.by, day: theirs.at })),
    el("span", { lang: settings.language, dir: settings.direction }, ...(difference ? piecesOf(difference) : nodesOf(theirs.text))),
  );
  byId("conflict-buttons").replaceChildren(
    el("button", { type: "button", class: "button button-small", onclick: onMine }, t("mine")),
    " ",
    el("button", { type: "button", class: "button button-small button-secondary", onclick: onTheirs }, t("theirs")),
  );
};

export const drawEmpty = (title, hint) => {
  show(byId("segment"), false);
  show(byId("empty"), true);
  const [heading, paragraph] = byId("empty").children;
  heading.textContent = title;
  paragraph.textContent = hint;
};
