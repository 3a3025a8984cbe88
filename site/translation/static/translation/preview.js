// Tells Wagtail's preview panel that a text of wagtail-localize's editor was saved.

const SAVED = /\/localize\/translate\/\d+\/(strings|overrides)\/\d+\/edit\//;

new PerformanceObserver((requests) => {
  if (requests.getEntries().some(({ name }) => SAVED.test(name))) {
    document.dispatchEvent(new CustomEvent("w-unsaved:add"));
  }
}).observe({ type: "resource" });
