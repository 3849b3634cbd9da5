// Keeps a results page as new as the desk: it follows the page's topic over a
// WebSocket and changes the page in place. The page is complete without it.
//
// A message is the whole state of the topic, so one that is lost, repeated or late
// does no harm: whatever is not newer than what is shown, by (epoch, revision), is
// thrown away. How old the figures are is judged by how long ago the desk was last
// heard, never by the clock of the reader's device.
"use strict";

(() => {
  const live = document.getElementById("live");
  const statusLine = document.getElementById("status");
  const voice = document.getElementById("say");

  // Filled in for the reader who copies the markup of the ticker.
  for (const code of document.querySelectorAll("[data-origin]")) {
    code.textContent = code.textContent.replace('src="/', `src="${location.origin}/`);
  }
  if (!live?.dataset.topic || !("WebSocket" in window)) return;

  const STALE = 11_000;  // two beats of 5 s missed
  const DEAD = 30_000;   // a socket silent for so long is given up
  // Figures are read before rows change places. The ticker cannot wait: it shows the
  // first rows only and adds up the rest, and these must be the right ones.
  const PAUSE = document.body.classList.contains("embed") ? 0 : 1_500;
  const MARKED = 6_000;  // how long a changed row stays marked
  const SPEAK = 5_000;   // between two announcements
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // ---- What is shown ------------------------------------------------------

  let epoch = Number(live.dataset.epoch);
  let revision = Number(live.dataset.revision);
  let figures = live.dataset.figures;

  function newer(m) {
    return m.epoch > epoch || (m.epoch === epoch && m.revision > revision);
  }

  function show(m) {
    ({ epoch, revision } = m);
    if ("refetch" in live.dataset) return refetchSoon();
    figures = m.figures ?? "";
    patch(m.html, m.title);
    say(m.headline);
  }

  function patch(html, title) {
    const fragment = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html");
    morph(live, fragment.querySelector("main"));
    document.title = title;
  }

  // A page that shows more than its topic carries is fetched whole, but not by
  // everybody at once and not for every message.
  let fetching = 0;
  function refetchSoon() {
    fetching ||= setTimeout(async () => {
      fetching = 0;
      try {
        const response = await fetch(location.pathname + location.search, { cache: "no-cache", credentials: "omit" });
        if (!response.ok) throw new Error(response.status);
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const next = page.getElementById("live");
        morph(live, next);
        figures = next.dataset.figures;
        document.title = page.title;
      } catch {
        refetchSoon();
      }
    }, 1_000 + Math.random() * 4_000);
  }

  // Screen readers hear the headline, not every digit, and not more than one in
  // five seconds: the newest of those that came in between.
  let spoken = document.getElementById("headline")?.textContent;
  let pending, speaking = 0;
  function say(headline) {
    pending = headline;
    speaking ||= setTimeout(function speak() {
      speaking = 0;
      if (pending === spoken) return;
      voice.textContent = spoken = pending;
      speaking = setTimeout(speak, SPEAK);
    }, 0);
  }

  // ---- Changing the page in place -----------------------------------------

  const keyOf = (node) => node.nodeType === 1 ? node.dataset.key ?? node.id : "";

  // morph makes old like next and keeps every node that has a counterpart: the one of
  // the same key or, without keys, the next one of the same kind. Focus, scroll, open
  // details and running transitions stay because the nodes do. What the message marks as
  // the same keeps its attributes and its content too: only its place counts.
  function morph(old, next) {
    if ("rows" in old.dataset) return morphRows(old, next);
    const keyed = children(old);
    const kept = new Set();
    let place = old.firstChild; // all before it is done
    for (const child of [...next.childNodes]) {
      const key = keyOf(child);
      const match = key ? keyed.get(key) : alike(place, child);
      if (match?.nodeName !== child.nodeName) {
        kept.add(old.insertBefore(document.importNode(child, true), place));
        continue;
      }
      if (!("same" in (child.dataset ?? {}))) update(match, child);
      kept.add(match);
      if (passed(match, place)) move(old, match, place);
      else place = match.nextSibling;
    }
    for (const child of [...old.childNodes]) if (!kept.has(child)) child.remove();
  }

  const children = (parent) => new Map([...parent.children].map((child) => [keyOf(child), child]));
  const passed = (node, place) => !place || place.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;

  // alike is the next node of the same kind without a key; of text, only the very next.
  function alike(place, like) {
    if (like.nodeType !== 1) return place ?? undefined;
    while (place && (place.nodeName !== like.nodeName || keyOf(place))) place = place.nextSibling;
    return place ?? undefined;
  }

  function update(node, next) {
    if (node.nodeType === 1) {
      copyAttributes(node, next);
      morph(node, next);
    } else if (node.data !== next.data) node.data = next.data;
  }

  // Rows are updated where they stand; see reorder.
  function morphRows(old, next) {
    const rows = children(old);
    const wanted = [...next.children];
    wanted.forEach((child, i) => {
      let row = rows.get(keyOf(child));
      const before = row?.textContent;
      if (row) update(row, child);
      else {
        const follower = wanted.slice(i + 1).find((c) => rows.has(keyOf(c)));
        row = old.insertBefore(document.importNode(child, true), follower ? rows.get(keyOf(follower)) : null);
      }
      if (row.textContent !== before) mark(row);
    });
    const order = wanted.map(keyOf);
    for (const [key, row] of rows) if (!order.includes(key)) row.remove();
    reorderSoon(old, order);
  }

  // What the reader or this script set is left alone.
  function copyAttributes(old, next) {
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && name !== "open" && name !== "data-changed") old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  }

  const marks = new WeakMap();
  function mark(row) {
    clearTimeout(marks.get(row));
    row.dataset.changed = "";
    marks.set(row, setTimeout(() => delete row.dataset.changed, MARKED));
  }

  // Moving a node takes the focus from within it; it is given back.
  function move(parent, node, before) {
    const focused = node.contains(document.activeElement) && document.activeElement;
    parent.insertBefore(node, before);
    if (focused) focused.focus({ preventScroll: true });
  }

  // Rows change places after a pause, by gliding from where they were. The pause
  // runs from the first change: updates in quick succession do not put it off.
  const orders = new WeakMap();
  function reorderSoon(parent, order) {
    const waiting = orders.has(parent);
    orders.set(parent, order);
    if (!waiting) setTimeout(() => reorder(parent), PAUSE);
  }

  function reorder(parent) {
    const order = orders.get(parent);
    orders.delete(parent);
    const rows = new Map([...parent.children].map((row) => [keyOf(row), row]));
    const from = new Map([...rows.values()].map((row) => [row, row.getBoundingClientRect().top]));
    let place = parent.firstElementChild;
    for (const key of order) {
      const row = rows.get(key);
      if (row === place) place = place.nextElementSibling;
      else move(parent, row, place);
    }
    if (calm.matches) return;
    for (const [row, top] of from) {
      const by = top - row.getBoundingClientRect().top;
      if (by) row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 500, easing: "ease-in-out" });
    }
  }

  // ---- The socket ---------------------------------------------------------

  let socket, retry, failures = 0, ended = false;
  let heard = performance.now(); // when the desk last said anything
  let called = heard;            // when the socket was asked for

  function connect() {
    clearTimeout(retry);
    called = performance.now();
    const url = new URL("/live", location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    url.search = new URLSearchParams({ topic: live.dataset.topic, epoch, revision });
    const mine = socket = new WebSocket(url, "results.html.v1");
    mine.onmessage = ({ data }) => {
      if (mine !== socket) return;
      heard = performance.now();
      failures = 0;
      const m = JSON.parse(data);
      if (m.type === "state" && m.topic === live.dataset.topic && newer(m)) show(m);
      tell();
    };
    mine.onclose = ({ code, reason }) => { if (mine === socket) lost(code, reason); };
  }

  // Full jitter: when a server restarts, its viewers do not all come back at once. A
  // server that knows how many they are says over how long they spread.
  function lost(code, reason = "") {
    socket = undefined;
    ended = [1002, 1008, 4404].includes(code); // the desk said not to come back
    const hint = code === 1012 && /within (\d{1,2}) s/.exec(reason);
    const most = hint ? 1_000 * hint[1] : 1_000 * 2 ** failures;
    failures++;
    if (!ended) retry = setTimeout(connect, Math.random() * Math.min(30_000, most));
    tell();
  }

  function hangUp() {
    const old = socket;
    socket = undefined;
    clearTimeout(retry);
    old?.close();
  }

  // A page that is put aside and taken out again knows nothing of the time between.
  addEventListener("pagehide", () => { hangUp(); heard = -Infinity; tell(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted && !ended) { failures = 0; connect(); } });

  // ---- Live, reconnecting or stale ----------------------------------------

  function tell() {
    const age = performance.now() - heard;
    let state = "live", words = said("live");
    if (ended) [state, words] = ["stale", said("ended")];
    else if (age > STALE) [state, words] = ["stale", said("stale", { age: ago(age) })];
    else if (socket?.readyState !== WebSocket.OPEN) [state, words] = ["reconnecting", said(failures ? "reconnecting" : "connecting")];
    words = said(figures ? "asOf" : "nothing", { state: words, time: figures });
    if (statusLine.textContent !== words) statusLine.textContent = words;
    statusLine.dataset.state = state;
  }

  function ago(ms) {
    if (ms === Infinity) return said("aside");
    const s = Math.round(ms / 1_000);
    return s < 120 ? said("seconds", { n: s }) : said("minutes", { n: Math.floor(s / 60) });
  }

  // The words are those of the page's language: it brings them with the status line.
  function said(key, values = {}) {
    return statusLine.dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  // Paper is not live.
  addEventListener("beforeprint", () => { statusLine.textContent = said(figures ? "paper" : "paperNothing", { time: figures }); });
  addEventListener("afterprint", tell);

  setInterval(() => {
    if (socket && performance.now() - Math.max(heard, called) > DEAD) { hangUp(); lost(1006); }
    tell();
  }, 1_000);
  connect();
  tell();
})();
