// Says in the reader's own time zone what the page says in UTC. The words stand in the page.
const { words, locale } = document.querySelector("script[data-words]").dataset;
const format = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
});
for (const element of document.querySelectorAll("time[data-own-zone]")) {
  const instant = new Date(element.dateTime);
  // Nothing to add for a reader whose clock shows UTC at that instant.
  if (instant.getTimezoneOffset() !== 0) {
    const own = document.createElement("span");
    own.className = "own-zone";
    own.textContent = ` (${words.replace("{}", () => format.format(instant))})`;
    element.after(own);
  }
}
