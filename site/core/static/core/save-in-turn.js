// In the editor, a button waits for the automatic save that is under way, and none begins after it.
// Otherwise both reach the server: a new page is made twice, and its own name is "already in use".
// Where an automatic save has failed, the button first asks whether the session goes on: the way to
// the sign-in page would lose what was typed.
const PATIENCE = 10_000;
const form = document.querySelector("form[data-edit-form]");
let underWay = false;
let sent = false;
let waiting = null;
let failed = false;

function send() {
  const { button, timer } = waiting;
  clearTimeout(timer);
  waiting = null;
  underWay = false;
  if (failed) askForSession(button);
  else press(button);
}

function press(button) {
  failed = false;
  // The button itself may have been disabled since, as Wagtail does with one that takes long.
  const pressed = document.createElement("input");
  pressed.type = "hidden";
  pressed.name = button?.name ?? "";
  pressed.value = button?.value ?? "";
  form.append(pressed);
  form.requestSubmit();
  pressed.remove();
}

async function askForSession(button) {
  let answer;
  try {
    answer = await fetch(location.href, { redirect: "manual" });
  } catch {
    press(button); // The browser itself says that there is no connection.
    return;
  }
  if (answer.type === "opaqueredirect") {
    const { signedOut } = document.querySelector("script[data-signed-out]").dataset;
    const detail = { clear: true, text: signedOut, type: "error" };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
    // The button says "Saving…", and could not be pressed again.
    for (const busy of document.querySelectorAll("[data-w-progress-loading-value=true]"))
      busy.dataset.wProgressLoadingValue = "false";
    return;
  }
  // Who has signed in again has another token.
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form[data-edit-form] [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  press(button);
}

document.addEventListener("w-autosave:save", (event) => {
  if (sent) event.preventDefault();
  else underWay = true;
});
for (const end of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(end, () => {
    underWay = false;
    failed = end === "w-autosave:error";
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
    } else if (failed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      askForSession(event.submitter);
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
