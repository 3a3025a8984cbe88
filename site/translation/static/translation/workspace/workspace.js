// The translators' workspace: the queue, one segment at a time, and everything that waits to be saved.

import { address, byId, el, say, settings, show, t } from "./dom.js";
import { missingIn, toHtml } from "./codes.js";
import { get, post, Refused } from "./http.js";
import { keysOf } from "./keys.js";
import * as machine from "./machine.js";
import { Outbox, drafts } from "./outbox.js";
import * as pages from "./pages.js";
import * as preview from "./preview.js";
import { Queue } from "./queue.js";
import * as segmentView from "./segment.js";
import * as side from "./side.js";
import { drawStatus } from "./status.js";
import * as store from "./store.js";
import * as field from "./textfield.js";

const AHEAD = 15;
const workspace = document.getElementById("workspace");
let segment = null;
let checking;
let loading = 0;
// Whether the comment that is being written says why the segment is returned.
let isReturning = false;

const queue = new Queue({ onChoose: (place) => open(place) });

const outbox = new Outbox({
  onState: () => status(),
  onSaved: (answer, item) => saved(answer, item),
  onConflict: (id) => {
    queue.mark(id, queue.entry(id)?.state, false);
    say(t("conflicts", { count: outbox.conflicts.size }));
    if (segment?.id === id) drawConflict();
  },
});

const status = () =>
  drawStatus(outbox, {
    onCompare: () => open(queue.places.get([...outbox.conflicts.keys()][0])),
    onRetry: () => outbox.again(),
  });

const count = () => {
  byId("count").textContent = queue.size ? t("place", { number: queue.current + 1, total: queue.size }) : "";
};

// What is shown at a place of the queue; a person who goes on before it has come sees the last one.
const open = async (place) => {
  const id = queue.idAt(place);
  if (id === undefined) return;
  const turn = (loading += 1);
  queue.choose(place);
  count();
  if (!store.at(id)) {
    workspace.dataset.state = "loading";
    try {
      await store.want([id]);
    } catch {
      if (turn === loading) segmentView.drawEmpty(t("failed"), "");
      return;
    }
  }
  if (turn !== loading) return;
  const found = store.at(id);
  if (!found) return skip(1);
  showSegment(found);
  store.want(queue.ahead(AHEAD)).catch(() => {});
};

const showSegment = (found) => {
  segment = found;
  isReturning = false;
  const draft = drafts.of(found.id);
  const isKept = draft && draft.text !== found.text && !outbox.waiting.has(found.id);
  const waiting = outbox.waiting.get(found.id) ?? outbox.refused.get(found.id);
  segmentView.draw(found, isKept || waiting ? (draft?.text ?? found.text) : found.text, {
    number: queue.current + 1,
    total: queue.size,
  });
  if (isKept) segmentView.drawHint(found, discard);
  drawProblems(found.problems);
  drawConflict();
  side.drawTerms(found);
  machine.draw(found);
  pages.draw(found);
  const { id } = found;
  side.about(found, () => segment?.id === id, { onRepeat: repeat });
  workspace.dataset.state = "ready";
  workspace.dataset.segment = id;
  field.caretToEnd();
  preview.drawSoon(found);
};

const discard = () => {
  drafts.forget(segment.id);
  showSegment(segment);
};

const drawProblems = (problems) => segmentView.drawProblems(problems, (check, reason) => setAside(check, reason));

const drawConflict = () => {
  const conflict = outbox.conflicts.get(segment.id);
  segmentView.drawConflict(conflict, {
    onMine: () => {
      outbox.add({ id: segment.id, html: conflict.item.html, seen: conflict.theirs.version, over: true });
      drawConflict();
      field.caretToEnd();
    },
    onTheirs: () => {
      outbox.drop(segment.id);
      drafts.forget(segment.id);
      store.put(conflict.theirs);
      showSegment(conflict.theirs);
    },
  });
};

const skip = (step) => {
  const place = queue.next(queue.current, step);
  if (place >= 0) open(place);
  else say(t("finished"));
};

const goOn = () => {
  const place = queue.next(queue.current);
  if (place >= 0) return open(place);
  const first = queue.next(-1);
  if (first >= 0 && first !== queue.current) return open(first);
  say(t("finished"));
  segmentView.drawEmpty(t("finished"), "");
  queue.list.focus();
};

const save = () => {
  if (segmentView.isReview(segment) && field.textField.value === segment.text) return decide("accept");
  const text = field.textField.value;
  if (!text.trim()) return complain(t("emptyText"));
  const fault = segmentView.fault(segment);
  if (fault) return complain(fault);
  send(text);
};

const confirm = () => {
  if (!segment.isCarried) return complain(t("notCarried"));
  if (field.textField.value !== segment.text) return complain(t("isChanged"));
  send(segment.text);
};

const send = (text) => {
  const { id, version } = segment;
  drafts.keep(id, text, version);
  queue.mark(id, "draft", true);
  outbox.add({ id, html: text === segment.text ? segment.html : toHtml(text, segment.codes), seen: version });
  goOn();
};

const complain = (text) => {
  segmentView.drawFault(text);
  say(text);
};

const saved = ({ segment: fresh, page }, item) => {
  if (store.at(fresh.id) || segment?.id === fresh.id) store.put(fresh);
  queue.mark(fresh.id, fresh.state, true, fresh.problems.some(({ isError }) => isError));
  pages.note(page);
  if (segment?.id === fresh.id) {
    segment = fresh;
    segmentView.drawState(fresh);
    machine.draw(fresh);
    segmentView.drawHint(fresh);
    if (toHtml(field.textField.value, fresh.codes) === item.html) drawProblems(fresh.problems);
  }
  if (segment) pages.draw(segment);
};

const decide = async (decision) => {
  const comment = byId("comment").value.trim();
  if (decision === "return" && !comment) {
    complain(t("sayWhy"));
    isReturning = true;
    return byId("comment").focus();
  }
  isReturning = false;
  const { id } = segment;
  try {
    const answer = await post(address("decide", id), { decision, comment });
    byId("comment").value = "";
    store.forget([id]);
    queue.mark(id, decision === "accept" ? "approved" : "draft", true);
    tell(pages.outcomeOf(answer));
    goOn();
  } catch (error) {
    complain(error instanceof Refused && error.message ? error.message : t("failed"));
  }
};

const setAside = async (check, reason) => {
  try {
    const answer = await post(address("set_aside", segment.id), { check, reason });
    segment.problems = answer.problems;
    drawProblems(answer.problems);
    tell(t("setAsideDone"));
    field.caretToEnd();
  } catch (error) {
    complain(error instanceof Refused && error.message ? error.message : t("failed"));
  }
};

const repeat = async () => {
  if (field.textField.value !== segment.text || !segment.text) return complain(t("emptyText"));
  try {
    const { ids, number } = await post(address("repeat", segment.id), {});
    store.forget(ids);
    ids.forEach((id) => queue.mark(id, "draft", true));
    tell(t("repeated", { count: number }));
  } catch (error) {
    complain(error instanceof Refused && error.message ? error.message : t("failed"));
  }
};

// A sentence for everybody, until the next one.
export const tell = (text) => {
  const notice = byId("notice");
  notice.textContent = text;
  show(notice, Boolean(text));
};

const check = async () => {
  const { id } = segment;
  const text = field.textField.value;
  try {
    const { problems } = await post(address("check", id), { html: toHtml(text, segment.codes) });
    // What was typed since has its own answer.
    if (segment.id === id && field.textField.value === text) drawProblems(problems.map((each) => ({ ...each, maySetAside: each.maySetAside && text === segment.text })));
  } catch {
    // The checks are asked again before anything goes out.
  }
};

field.onInput(() => {
  if (!segment) return;
  const text = field.textField.value;
  if (text === segment.text) drafts.forget(segment.id);
  else drafts.keep(segment.id, text, segment.version);
  segmentView.drawCodes(segment);
  segmentView.drawLength(segment);
  machine.drawNote();
  clearTimeout(checking);
  const fault = segmentView.fault(segment);
  if (fault) segmentView.drawFault(fault);
  else checking = setTimeout(check, 400);
  preview.drawSoon(segment);
});

const insertMissing = () => {
  const [code] = missingIn(field.textField.value, segment.codes, segment.source);
  if (code) field.insertCode(code);
};

const actions = {
  save,
  confirm,
  accept: () => decide("accept"),
  return: () => decide("return"),
  skip: () => skip(1),
  back: () => skip(-1),
  match: () => side.takeBest() || say(t("noMatches")),
  machine: () => machine.use(),
  term: (number) => side.insertTerm(segment, number - 1),
  code: (number) => segment.codes[number - 1] && field.insertCode(segment.codes[number - 1]),
  missing: insertMissing,
  concordance: () => side.lookUp(field.selected(), segment),
  preview: () => preview.toggle(segment),
  send: () => pages.sendFinished(),
  keys: () => byId("keys").showModal(),
  text: () => field.caretToEnd(),
  submit: (form) => form.requestSubmit(),
};

document.addEventListener("keydown", (event) => {
  const [name, value] = keysOf(event) ?? [];
  if (!name || byId("keys").open || (!segment && name !== "keys")) return;
  event.preventDefault();
  actions[name](value);
});

byId("actions").addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (name && segment) actions[name]();
});
byId("preview-button").addEventListener("click", () => preview.toggle(segment));
byId("keys-button").addEventListener("click", actions.keys);
byId("keys").addEventListener("close", () => segment && field.caretToEnd());
byId("concordance-form").addEventListener("submit", (event) => {
  event.preventDefault();
  side.lookUp("", segment);
});
let commentsUnderWay = 0;
byId("comment-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isReturning) return decide("return");
  // The button was pressed again while its text is being sent.
  if (commentsUnderWay && !byId("comment").value.trim()) return;
  const { id } = segment;
  const isCurrent = () => segment?.id === id;
  commentsUnderWay += 1;
  try {
    tell(await side.comment(segment, isCurrent));
    if (isCurrent()) field.caretToEnd();
  } catch (error) {
    complain(error instanceof Refused && error.message ? error.message : t("failed"));
  } finally {
    commentsUnderWay -= 1;
  }
});

const filters = () => {
  const query = new URLSearchParams(new FormData(byId("filters")));
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  return query;
};

// The queue anew; texts with warnings come bit by bit.
const load = async () => {
  const query = filters();
  const [, named] = /^#segment-(\d+)$/.exec(location.hash) ?? [];
  if (named) query.set("segment", named);
  const turn = (loading += 1);
  queue.clear();
  segment = null;
  workspace.dataset.state = "loading";
  byId("count").textContent = t("loading");
  try {
    let after = 0;
    do {
      if (after) query.set("after", after);
      const answer = await get(settings.addresses.queue, query);
      if (turn !== loading && !queue.size) return;
      queue.add(answer.pages);
      if (queue.current < 0 && queue.size) await open(queue.places.get(answer.first) ?? 0);
      after = answer.next;
    } while (after);
  } catch {
    return segmentView.drawEmpty(t("failed"), "");
  }
  count();
  if (!queue.size) {
    segmentView.drawEmpty(t("empty"), t("emptyHint"));
    workspace.dataset.state = "empty";
  }
};

byId("filters").addEventListener("change", (event) => {
  const query = filters();
  if (event.target.name === "language") return location.assign(`?${query}`);
  history.replaceState(null, "", `?${query}`);
  load();
});

pages.listen({
  tell,
  onSent: (ids) => {
    store.forget(queue.entries.filter(({ page }) => ids.includes(page.translation_id)).map(({ id }) => id));
    // The button that was pressed is gone.
    if (segment) field.caretToEnd();
  },
});
status();
outbox.run();
load();
