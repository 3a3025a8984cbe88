// Texts on their way to the server: kept in the browser until they are saved, whatever happens.

import { address, settings } from "./dom.js";
import { Offline, OtherUser, Refused, SignedOut, post, renew } from "./http.js";

const PREFIX = `workspace.${settings.user}.`;
const WAIT = [1000, 2000, 5000, 10000, 30000];
const memory = new Map();

// A browser that keeps nothing (a full store, a private window) still has the page's memory.
const keep = (kind, id, value) => {
  memory.set(`${kind}.${id}`, value);
  try {
    localStorage.setItem(`${PREFIX}${kind}.${id}`, JSON.stringify(value));
  } catch {
    // Said nowhere: the text is safe as long as the page is open.
  }
};

const forget = (kind, id) => {
  memory.delete(`${kind}.${id}`);
  localStorage.removeItem(`${PREFIX}${kind}.${id}`);
};

const kept = (kind, id) => {
  const found = localStorage.getItem(`${PREFIX}${kind}.${id}`);
  return found ? JSON.parse(found) : memory.get(`${kind}.${id}`);
};

// What is being typed, until it is saved.
export const drafts = {
  keep: (id, text, version) => keep("draft", id, { text, version }),
  forget: (id) => forget("draft", id),
  of: (id) => kept("draft", id),
};

export class Outbox {
  constructor({ onState, onSaved, onConflict }) {
    this.listeners = { onState, onSaved, onConflict };
    this.waiting = new Map();
    this.conflicts = new Map();
    this.refused = new Map();
    this.trouble = null;
    this.tries = 0;
    this.isSending = false;
    this.serial = 0;
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${PREFIX}out.`)) continue;
      const item = JSON.parse(localStorage.getItem(key));
      this.waiting.set(item.id, item);
    }
    window.addEventListener("online", () => this.again());
    for (const name of ["focus", "visibilitychange"]) window.addEventListener(name, () => this.trouble && this.again());
    window.addEventListener("beforeunload", (event) => this.waiting.size && !this.trouble && event.preventDefault());
  }

  // `item`: {id, html, seen, over}.
  add(item) {
    this.serial += 1;
    const before = this.waiting.get(item.id);
    this.refused.delete(item.id);
    this.conflicts.delete(item.id);
    const added = { ...item, seen: before && !item.over ? before.seen : item.seen, serial: this.serial };
    this.waiting.set(item.id, added);
    keep("out", item.id, added);
    this.run();
  }

  get number() {
    return this.waiting.size + this.refused.size;
  }

  again() {
    clearTimeout(this.timer);
    for (const [id, item] of this.refused) this.waiting.set(id, item);
    this.refused.clear();
    this.run();
  }

  tell() {
    this.listeners.onState(this);
  }

  async run() {
    if (this.isSending) return this.tell();
    this.isSending = true;
    clearTimeout(this.timer);
    this.tell();
    try {
      if (this.trouble === "signedOut" || this.trouble === "otherUser") await renew();
      while (this.waiting.size) await this.send([...this.waiting.values()][0]);
      this.trouble = null;
      this.tries = 0;
    } catch (error) {
      this.wait(error);
    }
    this.isSending = false;
    this.tell();
  }

  async send(item) {
    const { id, html, seen, over, serial } = item;
    try {
      const answer = await post(address("save", id), { html, seen, over: over ? "1" : "" });
      this.trouble = null;
      const newer = this.waiting.get(id);
      if (newer?.serial === serial) {
        this.drop(id);
        drafts.forget(id);
      } else {
        newer.seen = answer.segment.version;
        keep("out", id, newer);
      }
      this.listeners.onSaved(answer, item);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.waiting.delete(id);
      if (error.status === 409) this.conflicts.set(id, { item, ...error.answer });
      else this.refused.set(id, item);
      if (error.status === 409) this.listeners.onConflict(id);
    }
    this.tell();
  }

  drop(id) {
    this.waiting.delete(id);
    this.conflicts.delete(id);
    this.refused.delete(id);
    forget("out", id);
    this.tell();
  }

  wait(error) {
    if (error instanceof OtherUser) this.trouble = "otherUser";
    else if (error instanceof SignedOut) this.trouble = "signedOut";
    else if (error instanceof Offline) this.trouble = "offline";
    else throw error;
    const delay = this.trouble === "offline" ? WAIT[Math.min(this.tries, WAIT.length - 1)] : 5000;
    this.tries += 1;
    this.timer = setTimeout(() => this.run(), delay);
  }
}
