// Wagtail gives its editor of rich text no accessible name: it gets that of the field's label, or of
// the block that it is in. A cell of a table gets the heading of its column and the number of its row.
function nameOf(input) {
  const block = input.closest(".c-sf-block, section.w-panel");
  const label =
    document.querySelector(`label[for="${CSS.escape(input.id)}"]`) ??
    block?.querySelector(".c-sf-block__type, .w-panel__heading");
  return label?.textContent.replace("*", "").trim() ?? "";
}

function nameEditors() {
  for (const input of document.querySelectorAll("[data-draftail-input]")) {
    const textbox = input.parentElement.querySelector("[role=textbox]:not([aria-label])");
    const name = textbox ? nameOf(input) : "";
    if (name) textbox.setAttribute("aria-label", name);
  }
}

function nameCells() {
  const cells = document.querySelectorAll("td [name*='-cell-']:not([type=hidden])");
  for (const cell of cells) {
    const [, table, row, column] = /^(.*)-cell-(\d+)-(\d+)$/.exec(cell.name) ?? [];
    const heading = document.getElementsByName(`${table}-column-${column}-heading`)[0];
    if (heading) cell.ariaLabel = `${heading.value || heading.placeholder} (${Number(row) + 1})`;
  }
}

nameEditors();
nameCells();
document.addEventListener("focusin", nameCells);
new MutationObserver(() => {
  nameEditors();
  nameCells();
}).observe(document.body, { childList: true, subtree: true });
