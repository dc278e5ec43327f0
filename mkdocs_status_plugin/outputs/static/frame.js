/* Of the sentences in the frame, show the one that is true now; ask at a calm pace whether there is a newer build. */
(() => {
  "use strict";
  const MINUTE = 60000;

  function show() {
    const now = Date.now();
    let next = now + MINUTE;
    for (const element of document.querySelectorAll("[data-from], [data-until]")) {
      const from = Date.parse(element.dataset.from || "") || -Infinity;
      const until = Date.parse(element.dataset.until || "") || Infinity;
      element.hidden = now < from || now >= until;
      for (const edge of [from, until]) if (edge > now && edge < next) next = edge;
    }
    setTimeout(show, Math.max(next - now, 250));
  }

  async function ask() {
    setTimeout(ask, 5 * MINUTE);
    if (document.hidden) return;
    try {
      const answer = await fetch("../build.json", { cache: "no-store" });
      if (answer.ok && (await answer.json()).id !== document.documentElement.dataset.build) location.reload();
    } catch { /* Nobody answers: what stands here says of when it is. */ }
  }

  show();
  if (location.protocol.startsWith("http")) setTimeout(ask, 5 * MINUTE);
})();
