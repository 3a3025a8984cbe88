// Above the workspace: whether everything is saved, and what to do where it is not.

import { byId, el, settings, t } from "./dom.js";

const button = (text, onclick) => el("button", { type: "button", class: "workspace__link", onclick }, text);

export const drawStatus = (outbox, { onCompare, onRetry }) => {
  const status = byId("status");
  const [kind, ...parts] = partsOf(outbox, { onCompare, onRetry });
  status.dataset.kind = kind;
  const text = parts.map((part) => part.textContent ?? part).join(" ");
  // A screen reader hears it only where it is news.
  if (status.dataset.text === text) return;
  status.dataset.text = text;
  status.replaceChildren(...parts.flatMap((part) => [part, " "]));
};

const partsOf = (outbox, { onCompare, onRetry }) => {
  const { number, trouble, conflicts, refused } = outbox;
  const count = number;
  if (trouble === "signedOut") {
    const login = el("a", { href: `${settings.addresses.login}?next=${encodeURIComponent(location.pathname + location.search)}`, target: "_blank" }, t("signIn"));
    return ["trouble", t("signedOut", { count }), login];
  }
  if (trouble === "otherUser") return ["trouble", t("otherUser")];
  if (trouble === "offline") return ["trouble", t("offline", { count }), button(t("retry"), onRetry)];
  if (conflicts.size) return ["trouble", t("conflicts", { count: conflicts.size }), button(t("compare"), onCompare)];
  if (refused.size) return ["trouble", t("refused"), button(t("retry"), onRetry)];
  if (count) return ["saving", t("saving", { count })];
  return ["saved", t("saved")];
};
