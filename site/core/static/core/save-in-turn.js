// In the editor, a button waits for the automatic save that is under way, and none begins after it.
// Otherwise both reach the server: a new page is made twice, and its own name is "already in use".
const PATIENCE = 10_000;
const form = document.querySelector("form[data-edit-form]");
let underWay = false;
let sent = false;
let waiting = null;

function send() {
  const { button, timer } = waiting;
  clearTimeout(timer);
  waiting = null;
  underWay = false;
  // The button itself may have been disabled since, as Wagtail does with one that takes long.
  const pressed = document.createElement("input");
  pressed.type = "hidden";
  pressed.name = button?.name ?? "";
  pressed.value = button?.value ?? "";
  form.append(pressed);
  form.requestSubmit();
  pressed.remove();
}

document.addEventListener("w-autosave:save", (event) => {
  if (sent) event.preventDefault();
  else underWay = true;
});
for (const end of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(end, () => {
    underWay = false;
    if (waiting) send();
  });
}
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form) return;
    if (underWay) {
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting ??= { button: event.submitter, timer: setTimeout(send, PATIENCE) };
    } else {
      sent = true;
    }
  },
  true,
);
// Back from the next page to this one, as the browser has kept it.
addEventListener("pageshow", () => {
  sent = false;
});
