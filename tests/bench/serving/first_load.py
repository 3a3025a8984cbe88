"""A first visit in Chromium on a slow line: what it weighs, and when the page is to be seen."""

from dataclasses import dataclass
from typing import Any

from tests.servers.processes import find_chromium

# 400 kbit/s and 400 ms, as CDP wants them.
LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LARGEST_PAINT = """() => new Promise(tell => new PerformanceObserver(list =>
    tell(list.getEntries().at(-1).startTime)
).observe({type: "largest-contentful-paint", buffered: true}))"""
SHIFT = """() => performance.getEntriesByType("layout-shift")
    .reduce((sum, entry) => sum + entry.value, 0)"""


@dataclass(frozen=True)
class FirstLoad:
    requests: int
    weight: float
    """Bytes over the wire."""
    largest_paint: float
    """Seconds until the largest thing on the screen is drawn (LCP)."""
    shift: float


def first_loads(addresses: list[str], times: int) -> dict[str, FirstLoad] | None:
    """The median of some loads of each, each with empty caches; None without Chromium."""
    program = find_chromium()
    if program is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        found = {
            address: _median([_load(browser, address) for _time in range(times)])
            for address in addresses
        }
        browser.close()
    return found


def _load(browser: Any, address: str) -> FirstLoad:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    weights: list[float] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_timeout(300)
    paint, shift = page.evaluate(LARGEST_PAINT), page.evaluate(SHIFT)
    context.close()
    return FirstLoad(len(weights), sum(weights), paint / 1000, shift)


def _median(loads: list[FirstLoad]) -> FirstLoad:
    return sorted(loads, key=lambda load: load.largest_paint)[len(loads) // 2]
