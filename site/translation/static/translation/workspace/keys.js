// Which keys do what; [action, number] or null.

const ALT = { KeyI: "machine", KeyM: "match", KeyP: "missing", KeyS: "send", KeyV: "preview" };

export const keysOf = (event) => {
  const { altKey: alt, shiftKey: shift, code, key } = event;
  const control = event.ctrlKey || event.metaKey;
  // Typed with AltGr, which some systems report as both: a sign, not a command.
  if (event.isComposing || event.getModifierState("AltGraph") || (alt && control)) return null;
  // In a form of its own, Ctrl+Enter sends that form and decides nothing about the segment.
  const form = event.target.closest("form:not(#workspace-filters)");
  if (control && key === "Enter" && form) return ["submit", form];
  if (control) return withControl(key, code);
  if (alt) return withAlt(shift, key, code);
  if (key === "?" && !event.target.matches("input, textarea, select")) return ["keys"];
  if (key === "Escape" && event.target.matches("input, textarea, select, button")) return ["text"];
  return null;
};

const withControl = (key, code) => {
  if (key === "Enter") return ["save"];
  if (key.toLowerCase() === "k") return ["concordance"];
  if (key === "/" || key === "?" || code === "Slash") return ["keys"];
  return null;
};

const withAlt = (shift, key, code) => {
  if (key === "Enter") return ["confirm"];
  if (key === "ArrowDown") return ["skip"];
  if (key === "ArrowUp") return ["back"];
  if (!shift && ALT[code]) return [ALT[code]];
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  return digit ? [shift ? "code" : "term", Number(digit)] : null;
};
