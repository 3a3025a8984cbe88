// Fields of a page or translation get the language and direction of its text, not of the admin.

const configuration = document.getElementById("wagtail-config");
const translation = document.querySelector("[data-target-language]");
const language =
  translation?.dataset.targetLanguage ??
  (configuration && JSON.parse(configuration.textContent).ACTIVE_CONTENT_LOCALE);
const FIELDS = "input[type=text]:not([name$=slug]), textarea, [contenteditable=true]";
const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/;

if (language) {
  const direction = RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
  const place = translation ?? document.querySelector("[data-edit-form]");
  const mark = () => {
    for (const field of place?.querySelectorAll(FIELDS) ?? []) {
      if (field.lang) continue;
      field.lang = language;
      field.dir = direction;
    }
  };
  mark();
  // Blocks and the translation editor draw their fields later.
  if (place) new MutationObserver(mark).observe(place, { childList: true, subtree: true });
}
