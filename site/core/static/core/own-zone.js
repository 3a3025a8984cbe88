// Says in the reader's own time zone what the page says in UTC. All words stand in the page; the
// browser adds the name of the zone alone, for its names of months are others than the site's.
const site = document.querySelector("script[data-words]").dataset;
const months = site.months.split("|");
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const zones = new Intl.DateTimeFormat(site.locale, { hour: "numeric", timeZoneName: "short" });
const written = (instant) => {
  const day = instant.getDate();
  const date = fill(site.date, {
    day: day === 1 ? site.firstDay : day,
    month: months[instant.getMonth()],
    year: instant.getFullYear(),
  });
  const time = fill(site.time, {
    hour: String(instant.getHours()).padStart(Number(site.hourDigits), "0"),
    minute: String(instant.getMinutes()).padStart(2, "0"),
  });
  const zone = zones.formatToParts(instant).find(({ type }) => type === "timeZoneName").value;
  return fill(site.instant, { date, time, zone });
};
for (const element of document.querySelectorAll("time[data-own-zone]")) {
  const instant = new Date(element.dateTime);
  // Nothing to add for a reader whose clock shows UTC at that instant.
  if (instant.getTimezoneOffset() !== 0) {
    const own = document.createElement("span");
    own.className = "own-zone";
    own.textContent = fill(site.words, { instant: written(instant) });
    element.after(own);
  }
}
