// Segments that were read, and those that are read ahead, so that the next one is there at once.

import { settings } from "./dom.js";
import { get } from "./http.js";

const AT_ONCE = 25;
const MOST_KEPT = 1500;
const known = new Map();
const asked = new Map();

export const at = (id) => known.get(id);

export const put = (segment) => {
  known.delete(segment.id);
  known.set(segment.id, segment);
  if (known.size > MOST_KEPT) known.delete(known.keys().next().value);
};

export const forget = (ids) => {
  for (const id of ids) known.delete(id);
};

const read = async (ids) => {
  const { segments } = await get(settings.addresses.segments, { ids: ids.join(",") });
  segments.forEach(put);
};

// All of these, as soon as they are there; what the user may not read is missing.
export const want = async (ids) => {
  const missing = ids.filter((id) => !known.has(id) && !asked.has(id));
  for (let start = 0; start < missing.length; start += AT_ONCE) {
    const some = missing.slice(start, start + AT_ONCE);
    const reading = read(some).finally(() => some.forEach((id) => asked.delete(id)));
    some.forEach((id) => asked.set(id, reading));
  }
  await Promise.all(new Set(ids.map((id) => asked.get(id)).filter(Boolean)));
};
