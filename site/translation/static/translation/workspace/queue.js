// The list of segments on the left: ten thousand of them, of which only those in sight are drawn.

import { byId, el, settings, t } from "./dom.js";
import * as store from "./store.js";

const ROW = 60;
const BEYOND = 6;
const LETTERS = { n: "untranslated", s: "stale", d: "draft", r: "review", a: "approved" };

export class Queue {
  constructor({ onChoose }) {
    this.onChoose = onChoose;
    this.list = byId("list");
    this.rows = byId("rows");
    this.clear();
    this.list.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.list);
  }

  clear() {
    this.entries = [];
    this.places = new Map();
    this.current = -1;
    this.rows.replaceChildren();
  }

  // Pages as the server sends them, in their order.
  add(pages) {
    for (const page of pages) {
      page.ids.forEach((id, number) => {
        this.places.set(id, this.entries.length);
        this.entries.push({ id, page, state: LETTERS[page.states[number]], isDone: false });
      });
    }
    this.rows.style.blockSize = `${this.entries.length * ROW}px`;
    this.draw();
  }

  get size() {
    return this.entries.length;
  }

  get left() {
    return this.entries.reduce((sum, { isDone }) => sum + !isDone, 0);
  }

  entry(id) {
    return this.entries[this.places.get(id)];
  }

  idAt(place) {
    return this.entries[place]?.id;
  }

  // The place of the next one that is not done, in a direction (1 or -1); -1 where there is none.
  next(from, step = 1) {
    for (let place = from + step; place >= 0 && place < this.size; place += step) {
      if (!this.entries[place].isDone || step < 0) return place;
    }
    return -1;
  }

  ahead(number) {
    return this.entries.slice(this.current + 1, this.current + 1 + number).map(({ id }) => id);
  }

  choose(place) {
    this.current = place;
    const top = place * ROW;
    const { scrollTop, clientHeight } = this.list;
    if (top < scrollTop + ROW || top + 2 * ROW > scrollTop + clientHeight) this.list.scrollTop = top - clientHeight / 3;
    this.draw();
  }

  // `isWrong`: whether the checks found an error in what was saved.
  mark(id, state, isDone, isWrong = false) {
    const entry = this.entry(id);
    if (!entry) return;
    Object.assign(entry, { state, isDone, isWrong });
    this.draw();
  }

  draw() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => {
      this.isPlanned = false;
      this.drawNow();
    });
  }

  drawNow() {
    const first = Math.max(0, Math.floor(this.list.scrollTop / ROW) - BEYOND);
    const last = Math.min(this.size, Math.ceil((this.list.scrollTop + this.list.clientHeight) / ROW) + BEYOND);
    const drawn = [];
    for (let place = first; place < last; place += 1) drawn.push(this.row(place));
    this.rows.replaceChildren(...drawn);
    this.readMissing(first, last);
  }

  // Not for every step of a scroll bar that is being dragged.
  readMissing(first, last) {
    clearTimeout(this.reading);
    const ids = this.entries.slice(first, last).map(({ id }) => id);
    if (ids.every((id) => store.at(id))) return;
    this.reading = setTimeout(() => store.want(ids).then(() => this.draw(), () => {}), 120);
  }

  row(place) {
    const { id, page, state, isDone, isWrong } = this.entries[place];
    const segment = store.at(id);
    const button = el(
      "button",
      {
        type: "button",
        class: `workspace__row workspace__row--${state}${isDone ? " workspace__row--done" : ""}`,
        "aria-current": place === this.current ? "true" : null,
        onclick: () => this.onChoose(place),
        tabindex: place === this.current ? 0 : -1,
      },
      el("span", { class: "workspace__row-text", lang: segment?.sourceLanguage, dir: "auto" }, segment?.source ?? "…"),
      el("span", { class: "workspace__row-page" }, isWrong ? el("strong", {}, t("hasErrors"), " · ") : isDone ? "✓ " : "", page.title),
      el("span", { class: "w-sr-only" }, settings.states[state]),
    );
    const item = el("li", { "aria-setsize": this.size, "aria-posinset": place + 1 }, button);
    item.style.insetBlockStart = `${place * ROW}px`;
    return item;
  }
}
