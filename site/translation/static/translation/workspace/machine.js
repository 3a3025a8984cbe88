// A suggestion by the site's translation engine: asked for by the translator, taken by the translator.

import { address, byId, el, settings, show, t } from "./dom.js";
import { nodesOf } from "./codes.js";
import { post } from "./http.js";
import * as field from "./textfield.js";

// Both are there only where the site has an engine.
const place = byId("machine");
const note = byId("machine-note");
const target = { lang: settings.language, dir: settings.direction };
let current = null;
let isAsking = false;

const button = (text, onclick) => el("button", { type: "button", class: "button button-small button-secondary", onclick }, text);

export const draw = (segment) => {
  current = segment;
  if (!place) return;
  const { machine } = segment;
  place.replaceChildren(...(machine ? suggestion(machine) : [button(t("machineAsk"), ask)]));
  drawNote();
};

const suggestion = ({ text, terms }) => [
  el("button", { type: "button", class: "workspace__machine", "aria-label": `${t("machineLabel")}: ${text}. ${t("use")}`, onclick: () => take() },
    el("span", { class: "workspace__percent" }, t("machineLabel")),
    el("span", { class: "workspace__match-text", ...target }, ...nodesOf(text)),
  ),
  ...terms.map((term) => el("p", { class: "workspace__avoid" }, term)),
  el("button", { type: "button", class: "workspace__link", onclick: ask }, t("machineAgain")),
];

const take = () => field.replaceAll(current.machine.text);

// Asks; a second time, takes what came.
export const use = () => {
  if (!place) return;
  if (current.machine) take();
  else ask();
};

const ask = async () => {
  if (isAsking) return;
  isAsking = true;
  const segment = current;
  place.replaceChildren(el("p", { class: "workspace__none" }, t("loading")));
  let failure;
  try {
    const answer = await post(address("machine", segment.id), {});
    if (answer.machine) segment.machine = answer.machine;
    ({ failure } = answer);
  } catch (error) {
    failure = error.message || t("failed");
  }
  isAsking = false;
  if (current.id !== segment.id) return draw(current);
  current.machine = segment.machine;
  draw(current);
  if (failure) place.append(el("p", { class: "workspace__error", role: "alert" }, failure));
};

// Beside the text, for as long as it is what the machine wrote.
export const drawNote = () => {
  if (!note) return;
  const isMachine = Boolean(current?.machine) && field.textField.value === current.machine.text;
  note.textContent = isMachine ? t("machineTaken") : "";
  show(note, isMachine);
};
