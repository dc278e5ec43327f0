/* Compares instants with the reader's clock and shows what was worked out at build. Decides nothing. */
(() => {
  "use strict";
  /* A page may bring this script itself, beside a theme that loads it or swaps pages without leaving them. */
  if (window.mkdocsStatus) return;
  window.mkdocsStatus = true;
  const MINUTE = 60000;
  const CALM = MINUTE, SLOWEST = 15 * MINUTE, OLD = 1440 * MINUTE;
  let timer = 0, asking = 0, pause = CALM, asked = 0, started = null;

  /* The words' own language, with the digits and the calendar that the page was built with. */
  const language = () => {
    try {
      return new Intl.Locale(root().lang || "en", { numberingSystem: "latn", calendar: "gregory" });
    } catch {
      return "en-GB";
    }
  };
  const root = () => document.querySelector(".st");

  function duration(milliseconds) {
    const minutes = Math.max(0, Math.round(milliseconds / MINUTE));
    const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24, rest = minutes % 60;
    const parts = days ? [[days, "day"], [hours, "hour"]] : [[hours, "hour"], [rest, "minute"]];
    const say = ([number, unit]) =>
      new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short", useGrouping: false }).format(number);
    return parts.filter(([number]) => number).map(say).join(" ") || say([0, "minute"]);
  }

  /* Of each set of phases, show the one that holds; returns the next instant at which that changes. */
  function phases(page, at) {
    let next = Infinity;
    for (const element of page.querySelectorAll("[data-st-from], [data-st-until]")) {
      const from = Date.parse(element.dataset.stFrom || "") || -Infinity;
      const until = Date.parse(element.dataset.stUntil || "") || Infinity;
      const hidden = at < from || at >= until;
      if (element.hidden !== hidden) {
        element.hidden = hidden;
        const group = element.closest("details");
        if (!hidden && group && "stOpens" in element.dataset) group.open = true;
      }
      for (const edge of [from, until]) if (edge > at && edge < next) next = edge;
    }
    return next;
  }

  function ages(page, at) {
    for (const element of page.querySelectorAll("[data-st-since]"))
      element.textContent = element.dataset.stText.replace("{}", duration(at - Date.parse(element.dataset.stSince)));
  }

  /* The reader's own zone beside each time, where it is another than the page's. */
  function zones(page) {
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, date = { day: "numeric", month: "short" };
    const formats = timeZone => ({
      time: new Intl.DateTimeFormat("en-GB", { ...time, timeZone }),
      date: new Intl.DateTimeFormat(language(), { ...date, timeZone }),
    });
    const yours = formats(), ours = formats(page.dataset.stZone);
    for (const element of page.querySelectorAll("time[datetime]")) {
      const at = new Date(element.dateTime);
      const same = part => yours[part].format(at) === ours[part].format(at);
      if (element.querySelector(".st-local") || (same("date") && same("time"))) continue;
      const shown = (same("date") ? "" : yours.date.format(at) + ", ") + yours.time.format(at);
      const note = document.createElement("span");
      note.className = "st-local";
      note.textContent = " (" + page.dataset.stYour.replace("{}", shown) + ")";
      element.append(note);
    }
  }

  function filter(page) {
    const chips = page.querySelector("[data-st-filter]");
    if (!chips) return;
    chips.addEventListener("click", event => {
      const chip = event.target.closest("a[data-st-component]");
      if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const off = chip.getAttribute("aria-current") === "true";
      for (const other of chips.querySelectorAll("a")) other.removeAttribute("aria-current");
      if (!off) chip.setAttribute("aria-current", "true");
      for (const row of page.querySelectorAll(".st-row"))
        row.hidden = !off && !row.dataset.stComponents.split(" ").includes(chip.dataset.stComponent);
    });
  }

  /* Ask for the live build's id at a calm pace while somebody looks; never from a file. */
  async function ask() {
    clearTimeout(asking);
    const page = root();
    if (!page?.dataset.stBuild) return;
    const reachable = location.protocol.startsWith("http");
    if (reachable && !document.hidden) {
      asked = Date.now();
      try {
        const answer = await fetch(page.dataset.stRoot + "build.json", { cache: "no-store" });
        if (!answer.ok) throw new Error(answer.status);
        const { id } = await answer.json();
        pause = CALM;
        tell(page, "[data-st-newer]", id !== page.dataset.stBuild);
        tell(page, "[data-st-old]", false);
      } catch {
        pause = Math.min(pause * 2, SLOWEST);
        tell(page, "[data-st-old]", isOld(page));
      }
    } else if (!reachable) tell(page, "[data-st-old]", isOld(page));
    if (reachable) asking = setTimeout(ask, pause);
  }

  const isOld = page => Date.now() - Date.parse(page.dataset.stBuilt) > OLD;

  function tell(page, what, whether) {
    for (const element of page.querySelectorAll(what)) element.hidden = !whether;
  }

  function copying(page) {
    if (!navigator.clipboard) return;
    for (const button of page.querySelectorAll("[data-st-copy]")) {
      const label = button.textContent;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.stCopy);
        button.textContent = button.dataset.stCopied;
        setTimeout(() => { button.textContent = label; }, 2000);
      });
    }
  }

  function show() {
    const page = root();
    if (!page) return;
    const at = Date.now();
    const next = phases(page, at);
    ages(page, at);
    clearTimeout(timer);
    timer = setTimeout(show, Math.min(Math.max(next - at, 250), MINUTE / 2));
  }

  function start() {
    const page = root();
    if (!page || page === started) return;
    started = page;
    zones(page);
    filter(page);
    copying(page);
    for (const button of page.querySelectorAll("[data-st-newer] button"))
      button.addEventListener("click", () => location.reload());
    show();
    ask();
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    show();
    if (Date.now() - asked >= pause) ask();
  });

  /* Material fetches its search index, megabytes of a long history, on every page: it waits until somebody searches. */
  function searchLater() {
    const isSearch = element => element?.name === "query";
    if (/[?&][qh]=/.test(location.search) || isSearch(document.activeElement)) return;
    const theirs = XMLHttpRequest.prototype, { open, send } = theirs, waiting = new Set();
    theirs.open = function (method, address, ...rest) {
      if (/\/search\/search_index\.json$/.test(address)) waiting.add(this);
      return open.call(this, method, address, ...rest);
    };
    theirs.send = function (body) {
      if (!waiting.has(this)) send.call(this, body);
    };
    document.addEventListener("focusin", function wanted(event) {
      if (!isSearch(event.target)) return;
      document.removeEventListener("focusin", wanted);
      Object.assign(theirs, { open, send });
      for (const request of waiting) request.send();
    });
  }

  /* It takes a link to a feed for one to another language, and looks for that one's pages beside it. */
  function feedsAreNoLanguages() {
    for (const link of document.querySelectorAll("link[rel=alternate][type*=xml]")) link.rel = "alternate feed";
  }

  if (document.readyState !== "complete") {
    searchLater();
    feedsAreNoLanguages();
  }
  if (document.readyState !== "loading") start();
  /* Material's instant navigation swaps pages without loading them and says so here. */
  document.addEventListener("DOMContentLoaded", () => window.document$ ? window.document$.subscribe(start) : start());
})();
