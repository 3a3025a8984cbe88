// Small helpers for making elements, and the workspace's settings and texts.

export const settings = JSON.parse(document.getElementById("workspace-settings").textContent);

export const byId = (id) => document.getElementById(`workspace-${id}`);

// A text in the user's language, with its placeholders filled in.
export const t = (name, values = {}) =>
  Object.entries(values).reduce(
    (text, [key, value]) => text.replaceAll(`%(${key})s`, value),
    settings.texts[name] ?? name,
  );

// An element with properties ("class", "onclick", "lang", "data-…") and children.
export const el = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

export const show = (element, isShown) => {
  element.hidden = !isShown;
};

// Said by a screen reader at once, seen by nobody.
export const say = (text) => {
  const live = byId("live");
  live.textContent = "";
  requestAnimationFrame(() => {
    live.textContent = text;
  });
};

export const address = (name, id) => settings.addresses[name].replace("/0/", `/${id}/`);
