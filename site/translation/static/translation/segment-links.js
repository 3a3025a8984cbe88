// Leads from a problem to its text in wagtail-localize's editor, whose texts have no ids of their own.

const editor = document.querySelector(".js-translation-editor");
const segments = editor ? JSON.parse(editor.dataset.props).segments : [];

// The element that shows the text; of equal texts the one with the same rank.
const elementOf = (segment) => {
  const equal = segments.filter(({ source }) => source === segment.source);
  const shown = [...editor.querySelectorAll("li > p, li > div, li > h1, li > h2")].filter(
    (element) => element.textContent === segment.source,
  );
  return (shown[equal.indexOf(segment)] ?? shown[0])?.closest("li");
};

const openTabOf = (element) => {
  const panel = element.closest("[role=tabpanel]");
  if (panel) editor.querySelector(`[role=tab][aria-controls="${panel.id}"]`)?.click();
};

const show = (id) => {
  const segment = segments.find((candidate) => String(candidate.id) === id && candidate.type === "string");
  const element = segment && elementOf(segment);
  if (!element) return false;
  openTabOf(element);
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
  return true;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-segment]");
  if (link && show(link.dataset.segment)) event.preventDefault();
});

// An address from the report: the editor draws its texts a moment after the page has come.
const wanted = /^#segment-(\d+)$/.exec(location.hash)?.[1];
if (wanted) {
  const again = (times) => show(wanted) || (times && setTimeout(again, 200, times - 1));
  again(25);
}
