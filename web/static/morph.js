// Changes a page in place to what a fragment says: morph.fits tells whether that can be
// done, morph.change does it. web/fragment has the same rules on the desk's side.
"use strict";

const morph = (() => {
  // Figures are read before rows change places. The ticker cannot wait: it shows the
  // first rows only and adds up the rest, and these must be the right ones.
  const PAUSE = document.body.classList.contains("embed") ? 0 : 1_500;
  const MARKED = 6_000; // how long a change stays marked
  const FEW = 60;       // rows that make room for others by gliding; more do not
  const FIGURES = "td, dd b, dd span, [data-figure]"; // what is marked more strongly
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const keyOf = (node) => node.nodeType === 1 ? node.dataset.key ?? node.id : "";
  const isSame = (node) => node.nodeType === 1 && "same" in node.dataset;
  const byKey = (parent) => new Map([...parent.children].map((child) => [keyOf(child), child]));

  // pairs finds for each child of next its counterpart in old: the one of the same key
  // or, without keys, the next one of the same kind; of text, only the very next. Rows
  // go by their keys alone.
  function pairs(old, next) {
    const keyed = byKey(old);
    if ("rows" in next.dataset) return [...next.children].map((child) => [child, keyed.get(keyOf(child))]);
    const before = [...old.childNodes];
    let at = 0; // all before it is done
    return [...next.childNodes].map((child) => {
      const key = keyOf(child);
      const match = key ? keyed.get(key) : following(before, at, child);
      if (match?.nodeName !== child.nodeName) return [child, undefined];
      at = Math.max(at, before.indexOf(match) + 1);
      return [child, match];
    });
  }

  function following(nodes, at, like) {
    if (like.nodeType !== 1) return nodes[at];
    while (at < nodes.length && (nodes[at].nodeName !== like.nodeName || keyOf(nodes[at]))) at++;
    return nodes[at];
  }

  // fits tells whether all that next leaves out, as data-same, is there in old. Nothing
  // is changed: a fragment that does not fit must not be shown in part.
  function fits(old, next) {
    return pairs(old, next).every(([child, match]) => {
      if (child.nodeType !== 1) return true;
      if (!match) return !isSame(child) && !child.querySelector("[data-same]");
      return isSame(child) ? match.nodeName === child.nodeName : fits(match, child);
    });
  }

  // change makes old like next and keeps every node that has a counterpart. Focus,
  // scroll, open details and running transitions stay because the nodes do. If since,
  // next names only the attributes that changed.
  function change(old, next, since) {
    if ("rows" in next.dataset) return changeRows(old, next, since);
    const kept = new Set();
    let place = old.firstChild; // all before it is done
    for (const [child, match] of pairs(old, next)) {
      if (!match) {
        kept.add(old.insertBefore(document.importNode(child, true), place));
        continue;
      }
      update(match, child, since);
      kept.add(match);
      if (passed(match, place)) move(old, match, place);
      else place = match.nextSibling;
    }
    for (const child of [...old.childNodes]) if (!kept.has(child)) child.remove();
  }

  const passed = (node, place) => !place || place.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;

  function update(node, next, since) {
    if (isSame(next)) return;
    if (node.nodeType === 1) {
      copyAttributes(node, next, since);
      change(node, next, since);
    } else if (node.data !== next.data) {
      node.data = next.data;
      const figure = node.parentElement.closest(FIGURES);
      if (figure) mark(figure, "figure");
    }
  }

  // together has changes made as one: where rows stand is read once before them all and
  // once after, because each reading has the browser lay out the page.
  let before; // where rows stood, by what holds them; undefined while nothing is read
  let moved;  // what holds rows of which some came or went
  function together(live, changes) {
    before = new Map();
    moved = new Set();
    for (const parent of live.querySelectorAll("[data-rows]")) {
      if (parent.children.length <= FEW) before.set(parent, places(byKey(parent)));
    }
    try {
      changes();
    } finally {
      glide([...moved].flatMap((parent) => before.get(parent) ?? []).filter(([row]) => row.isConnected));
      before = moved = undefined;
    }
  }

  // Rows are updated where they stand; see reorder.
  function changeRows(old, next, since) {
    const rows = byKey(old);
    const wanted = [...next.children];
    const order = wanted.map(keyOf), known = new Set(order);
    const other = wanted.some((child) => !rows.has(keyOf(child))) || rows.size > known.size;
    if (other) moved?.add(old);
    wanted.forEach((child, i) => {
      if (isSame(child)) return;
      let row = rows.get(keyOf(child));
      const words = row?.textContent;
      if (row) update(row, child, since);
      else {
        const follower = wanted.slice(i + 1).find((c) => rows.has(keyOf(c)));
        row = old.insertBefore(document.importNode(child, true), follower ? rows.get(keyOf(follower)) : null);
      }
      if (row.textContent !== words) mark(row, "");
    });
    for (const [key, row] of rows) if (!known.has(key)) row.remove();
    reorderSoon(old, order);
  }

  // What the reader or this script set is left alone.
  function copyAttributes(old, next, since) {
    const lost = since ? (next.dataset.gone ?? "").split(" ") : [...old.attributes].map((a) => a.name);
    for (const name of lost) {
      if (name && !next.hasAttribute(name) && name !== "open" && name !== "data-changed") old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (name !== "data-gone" && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  }

  // mark says for some seconds that something changed just now.
  const marks = new WeakMap();
  function mark(element, how) {
    clearTimeout(marks.get(element));
    element.dataset.changed = how;
    marks.set(element, setTimeout(() => delete element.dataset.changed, MARKED));
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
    const rows = byKey(parent);
    if ([...rows.keys()].every((key, i) => key === order[i])) return;
    const from = places(rows);
    let place = parent.firstElementChild;
    for (const key of order) {
      const row = rows.get(key);
      if (row === place) place = place.nextElementSibling;
      else move(parent, row, place);
    }
    if (from) glide(from);
  }

  // places are where rows stand; undefined where nothing is to glide.
  function places(rows) {
    if (calm.matches || document.hidden) return undefined;
    return [...rows.values()].map((row) => [row, row.getBoundingClientRect().top]);
  }

  // glide has rows move to where they stand now; all are measured before any moves.
  function glide(from) {
    const by = from.map(([row, top]) => [row, top - row.getBoundingClientRect().top]);
    for (const [row, distance] of by) {
      if (distance) row.animate([{ transform: `translateY(${distance}px)` }, { transform: "none" }], { duration: 500, easing: "ease-in-out" });
    }
  }

  return { fits, change, together };
})();
