// Keeps an announcement closed on the next page. The browser keeps that itself; the site is not told.
const element = document.querySelector("[data-announcement]");
const name = "announcement.closed";
try {
  element.open = localStorage.getItem(name) !== element.dataset.announcement;
  element.addEventListener("toggle", () => {
    if (element.open) localStorage.removeItem(name);
    else localStorage.setItem(name, element.dataset.announcement);
  });
} catch {
  // A browser that keeps nothing: the announcement can be closed on each page all the same.
}
