// Wagtail stops watching a form that it shows again with errors: it is saved automatically once, and
// whatever is typed later is neither saved nor warned of on leaving, though the header says "Saved".
// The controller begins to watch when its interval is set, and not while it is forced to save.
const CHECK_INTERVAL = 500;
const form = document.querySelector("form[data-edit-form][data-w-unsaved-force-value=true]");
if (form) {
  document.addEventListener(
    "w-autosave:success",
    () => {
      form.dataset.wUnsavedCheckIntervalValue = CHECK_INTERVAL;
    },
    { once: true },
  );
}
