// How far whole pages are, and sending those that are done to review.

import { byId, el, settings, t } from "./dom.js";
import { post, Refused } from "./http.js";

const AT_ONCE = 10;
const known = new Map();
let listeners = {};

export const listen = (given) => {
  listeners = given;
};

// After a save: {translation, left, segments, isPage}.
export const note = (page) => {
  known.set(page.translation, page);
  drawFinished();
};

const finished = () => [...known.values()].filter(({ left, isPage }) => isPage && !left).map(({ translation }) => translation);

export const draw = (segment) => {
  const page = known.get(segment.translation);
  const place = byId("page");
  if (!page) return place.replaceChildren();
  const text = page.left ? t("left", { left: page.left, total: page.segments }) : t("done");
  const send = !page.left && page.isPage && el("button", { type: "button", class: "button button-small button-secondary", onclick: () => sendAll([page.translation]) }, t("sendPage"));
  place.replaceChildren(...[el("p", {}, text), send].filter(Boolean));
};

const drawFinished = () => {
  const ids = finished();
  const button = el("button", { type: "button", class: "button button-small", onclick: () => sendAll(ids) }, t("sendAll", { count: ids.length }));
  byId("finish").replaceChildren(...(ids.length ? [button] : []));
};

// Whatever is finished; resolves to nothing where there is none.
export const sendFinished = async () => {
  const ids = finished();
  if (ids.length) await sendAll(ids);
  else listeners.tell(t("noneFinished"));
};

const sendAll = async (ids) => {
  const results = [];
  try {
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const some = ids.slice(start, start + AT_ONCE).map((id) => ["translation", id]);
      results.push(...(await post(settings.addresses.send, new URLSearchParams(some))).pages);
    }
  } catch (error) {
    listeners.tell(error instanceof Refused && error.message ? error.message : t("failed"));
  }
  const sent = results.filter(({ heldBy }) => !heldBy);
  sent.forEach(({ translation }) => known.delete(translation));
  const held = results.filter(({ heldBy }) => heldBy).map(({ title, heldBy }) => t("notSent", { title, reason: heldBy }));
  listeners.tell([t("sent", { count: sent.length }), ...held].join(" "));
  listeners.onSent(sent.map(({ translation }) => translation));
  drawFinished();
  byId("page").replaceChildren();
};

export const outcomeOf = ({ outcome, left, heldBy }) =>
  outcome === "open" ? t("accepted", { count: left }) : t(outcome, { problems: heldBy });
