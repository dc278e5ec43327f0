/* A status page's notice for other sites: a bar at the top while something is wrong or soon planned, silent otherwise.
   It decides nothing: what to say and when was worked out with the page. It only compares the instants with the clock. */
(() => {
  "use strict";
  /* Nothing that happens here may reach the page that we are a guest of. */
  const calm = work => (...given) => { try { return work(...given); } catch { return undefined; } };

  const notice = calm(() => {
    const DATA = {};
    const MINUTE = 60_000, RENEW = 5 * MINUTE;
    const SVG = "http://www.w3.org/2000/svg";
    const STYLE = `
      :host { all: initial !important; display: block !important; }
      :host([hidden]) { display: none !important; }
      div { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; box-sizing: border-box; padding: .5rem 1rem;
        border-bottom: 1px solid transparent; color: #fff; font: 16px/1.4 system-ui, sans-serif; overflow-wrap: anywhere; }
      svg { flex: none; width: 1.1em; height: 1.1em; fill: currentColor; }
      p { flex: 1 1 8rem; margin: 0; }
      a { padding: .15em 0; color: inherit; font-weight: 600; text-underline-offset: .2em; }
      button { padding: .1em .6em; border: 1px solid currentColor; border-radius: .2em; background: none; color: inherit; font: inherit; cursor: pointer; }
      a:focus-visible, button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
      @media print { div { color: #000; background: none !important; } button { display: none; } }`;

    const script = document.currentScript;
    const source = (script && script.src) || "";
    const site = DATA.site || source.replace(/[^/]*$/, "");
    const key = Symbol.for("status notice " + site);
    let host, timer, renewal, shown, closed;

    const close = calm(() => {
      closed = shown.text;
      show();
      sessionStorage.setItem(key.description, closed);
    });

    function build() {
      host = document.createElement("div");
      const inside = host.attachShadow({ mode: "open" });
      try {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        inside.adoptedStyleSheets = [sheet];
      } catch {
        inside.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
      }
      host.lang = DATA.language;
      host.dir = DATA.direction;
      const bar = document.createElement("div");
      bar.setAttribute("role", "region");
      bar.setAttribute("aria-label", DATA.label);
      const mark = document.createElementNS(SVG, "svg");
      mark.setAttribute("viewBox", "0 0 16 16");
      mark.setAttribute("aria-hidden", "true");
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("fill-rule", "evenodd");
      mark.append(path);
      const text = document.createElement("p");
      text.setAttribute("role", "status");
      const link = document.createElement("a");
      link.textContent = DATA.details;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = DATA.close;
      button.addEventListener("click", close);
      bar.append(mark, text, link, button);
      inside.append(bar);
      /* Before the body, not in it: its margins, its columns and whoever renders it anew do not touch the bar. */
      document.body.before(host);
      return { bar, path, text, link };
    }

    let parts;
    const show = calm(() => {
      const now = Date.now();
      let next = Infinity, due;
      for (const phase of DATA.phases) {
        const from = phase.from ? Date.parse(phase.from) : -Infinity;
        const until = phase.until ? Date.parse(phase.until) : Infinity;
        if (from <= now && now < until) due = phase;
        for (const edge of [from, until]) if (edge > now && edge < next) next = edge;
      }
      clearTimeout(timer);
      timer = setTimeout(show, Math.min(Math.max(next - now, 250), MINUTE));
      if (due && due.text === closed) due = undefined;
      if (due && !parts) parts = build();
      if (host) host.hidden = !due;
      if (!due || due === shown) return;
      shown = due;
      parts.bar.style.background = due.colour;
      parts.path.setAttribute("d", due.mark);
      parts.text.textContent = due.text;
      parts.link.href = new URL(due.path, site).href;
    });

    /* A page may stay open for days: fetch the script itself again, which needs no leave of the status page's server. */
    const renew = calm(() => {
      if (!source) return;
      if (document.hidden) return later();
      const address = new URL(source);
      address.searchParams.set("t", Math.floor(Date.now() / RENEW));
      const newer = document.createElement("script");
      newer.async = true;
      newer.nonce = script.nonce;
      newer.onload = newer.onerror = () => newer.remove();
      newer.src = address.href;
      document.head.append(newer);
      later();  /* Not where the page forbids it: then once was enough. */
    });
    const later = () => { renewal = setTimeout(renew, RENEW); };

    const start = calm(() => {
      const before = window[key];
      if (before && before.build === DATA.build) return;
      if (before) before.stop();
      window[key] = {
        build: DATA.build,
        stop: calm(() => {
          clearTimeout(timer);
          clearTimeout(renewal);
          if (host) host.remove();
        }),
      };
      try { closed = sessionStorage.getItem(key.description) || undefined; } catch { closed = undefined; }
      show();
      later();
    });

    if (document.body) start();
    else document.addEventListener("DOMContentLoaded", start);
  });

  notice();
})();
