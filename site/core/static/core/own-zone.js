// Says in the reader's own time zone what the page says in UTC. The words stand in the page.
const { words, locale, time, hourDigits } = document.querySelector("script[data-words]").dataset;
const format = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "numeric",
  hourCycle: "h23",
  minute: "2-digit",
  timeZoneName: "short",
});
// The time of day as the page writes it ("20 h 59"); of the rest, the browser knows the order.
const written = (instant) => {
  const parts = format.formatToParts(instant);
  const at = (type) => parts.findIndex((part) => part.type === type);
  const [hour, minute] = [at("hour"), at("minute")];
  const hours = String(Number(parts[hour].value)).padStart(Number(hourDigits), "0");
  const clock = time.replace("{hour}", hours).replace("{minute}", parts[minute].value);
  const text = (some) => some.map(({ value }) => value).join("");
  return text(parts.slice(0, hour)) + clock + text(parts.slice(minute + 1));
};
for (const element of document.querySelectorAll("time[data-own-zone]")) {
  const instant = new Date(element.dateTime);
  // Nothing to add for a reader whose clock shows UTC at that instant.
  if (instant.getTimezoneOffset() !== 0) {
    const own = document.createElement("span");
    own.className = "own-zone";
    own.textContent = ` (${words.replace("{}", () => written(instant))})`;
    element.after(own);
  }
}
