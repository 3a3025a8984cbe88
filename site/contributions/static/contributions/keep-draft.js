// Keeps the draft of a contribution as one writes; the form works as well without it.

const PAUSE = 2000;
const form = document.querySelector("[data-keep-draft]");
const kept = document.querySelector("[data-kept]");
let waiting;

async function keep() {
  const values = new FormData(form);
  values.delete("files");
  values.append("autosave", "");
  const answer = await fetch(form.action, { method: "POST", body: values, redirect: "manual" });
  if (kept) kept.hidden = !answer.ok;
}

form?.addEventListener("input", () => {
  if (kept) kept.hidden = true;
  clearTimeout(waiting);
  waiting = setTimeout(() => keep().catch(() => {}), PAUSE);
});
form?.addEventListener("submit", () => clearTimeout(waiting));
