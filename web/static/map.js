// The map of seats: one tab stop and arrow keys, filters at once, and seats that change
// where they stand. The map is complete without it: each seat is a link, and the filters
// are a form.
"use strict";

(() => {
  const map = document.getElementById("map");
  const svg = document.getElementById("seats");
  if (!svg) return;
  const MARKED = 6_000; // how long a seat that changed stays marked
  const MANY = 40;      // seats that change at once, as after a pause: too many to point at
  const words = JSON.parse(map.dataset.words);
  const caption = document.getElementById("map-caption");
  const legend = new Map([...map.querySelectorAll(".legend [data-letter]")].map((li) => [li.dataset.letter, li]));

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // ---- Where seats are ----------------------------------------------------

  svg.classList.add("ringed"); // this script draws the focus
  const links = [...svg.querySelectorAll("a")];
  const places = new Map(links.map((a) => {
    const text = a.querySelector("text");
    return [a, { x: Number(text.getAttribute("x")), y: Number(text.getAttribute("y")) }];
  }));

  // ring draws a ring around a seat, over all others.
  function ring(a, kind) {
    const g = svg.appendChild(document.createElementNS(svg.namespaceURI, "g"));
    g.setAttribute("class", `ring ${kind}`);
    g.setAttribute("transform", `translate(${places.get(a).x} ${places.get(a).y})`);
    for (let i = 0; i < 2; i++) g.appendChild(document.createElementNS(svg.namespaceURI, "path")).setAttribute("d", "M0-9.2l8 4.6v9.2l-8 4.6-8-4.6v-9.2z");
    return g;
  }

  // ---- Keys: one tab stop, arrows to the nearest seat in their direction ---

  let current = links[0];
  for (const a of links) a.setAttribute("tabindex", a === current ? "0" : "-1");

  function go(a) {
    current.setAttribute("tabindex", "-1");
    a.setAttribute("tabindex", "0");
    current = a;
  }

  // toward is the seat that lies best in a direction: near, and not far off the line. Up
  // and down go to either of two neighbours, whichever is nearer.
  function toward(from, dx, dy) {
    const at = places.get(from);
    let best, least = Infinity;
    for (const [a, p] of places) {
      const along = (p.x - at.x) * dx + (p.y - at.y) * dy;
      const aside = Math.abs((p.x - at.x) * dy) + Math.abs((p.y - at.y) * dx);
      const far = along + 2 * aside;
      if (along > 0 && aside <= along && far < least && !a.classList.contains("off")) [best, least] = [a, far];
    }
    return best;
  }

  const shown = () => links.filter((a) => !a.classList.contains("off"));
  const keys = {
    ArrowLeft: (a) => toward(a, -1, 0), ArrowRight: (a) => toward(a, 1, 0),
    ArrowUp: (a) => toward(a, 0, -1), ArrowDown: (a) => toward(a, 0, 1),
    Home: () => shown()[0], End: () => shown().at(-1),
  };
  svg.addEventListener("keydown", (event) => {
    const a = event.target.closest("a");
    if (!a || !(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key](a)?.focus();
  });
  // On what surrounds the map: an SVG that is listened to becomes a tab stop itself.
  const sheet = svg.parentElement;
  let focus;
  sheet.addEventListener("focusin", ({ target }) => {
    if (target === sheet) return;
    go(target.closest("a") ?? current);
    focus?.remove();
    focus = current.matches(":focus-visible") ? ring(current, "focus") : undefined;
    tell();
  });

  // ---- The caption ---------------------------------------------------------

  let under; // the pointer
  function tell() {
    const a = under ?? (svg.contains(document.activeElement) ? current : undefined);
    const said = a?.querySelector("title").textContent ?? words.point;
    if (caption.textContent !== said) caption.textContent = said;
  }
  svg.addEventListener("pointerover", ({ target }) => { under = target.closest("a") ?? undefined; tell(); });
  svg.addEventListener("pointerleave", () => { under = undefined; tell(); });
  sheet.addEventListener("focusout", () => { focus?.remove(); requestAnimationFrame(tell); });
  tell();

  // ---- Filters --------------------------------------------------------------

  const form = map.querySelector(".filters");
  const whole = "seats" in svg.dataset; // else the page shows a part, and only the server has the rest
  let seats = svg.dataset.seats ?? "";
  const absent = new Set((svg.dataset.absent ?? "").split(" ").filter(Boolean).map(Number));
  const index = [...seats].map((_, i) => i).filter((i) => !absent.has(i)); // of each link in seats

  const linkAt = []; // by place in seats
  index.forEach((i, k) => { linkAt[i] = links[k]; });

  const isGain = (char) => char === "#" || (char >= "a" && char <= "z");
  const capital = (char) => char === "#" ? "*" : char.toUpperCase();

  // wanted is what the form asks for; nothing where it asks for nothing.
  function wanted() {
    const letter = form.party.selectedOptions[0]?.dataset.letter;
    const region = form.region.selectedIndex > 0 ? (form.region.selectedIndex - 1).toString(36) : "";
    const gains = form.gains.checked;
    return letter || region || gains ? { letter, region, gains } : undefined;
  }

  function isOff(f, i) {
    return f.letter && capital(seats[i]) !== f.letter || f.gains && !isGain(seats[i]) || f.region && svg.dataset.regions[i] !== f.region;
  }

  let filtered = false;
  function filter() {
    const f = wanted();
    if (!f && !filtered) return;
    filtered = Boolean(f);
    let n = 0;
    links.forEach((a, k) => {
      const off = Boolean(f && isOff(f, index[k]));
      if (a.classList.contains("off") !== off) a.classList.toggle("off");
      if (!off) n++;
    });
    const what = f ? [f.letter && form.party.selectedOptions[0].textContent, f.gains && form.gains.parentNode.textContent.trim(), f.region && form.region.selectedOptions[0].textContent] : [];
    const said = f ? fill(words.shown, { what: what.filter(Boolean).join(", "), n }) : "";
    if (form.querySelector("output").textContent !== said) form.querySelector("output").textContent = said;
    const first = current.classList.contains("off") && shown()[0];
    if (first) go(first);
  }

  form.addEventListener("change", () => whole ? filter() : form.requestSubmit());
  if (!whole) return;
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.querySelector("button").hidden = true;

  // ---- Seats that change ------------------------------------------------------

  const partyOf = (letter) => legend.get(letter)?.querySelector("span").textContent ?? words.other;

  function stateOf(char, base) {
    if (char in words) return words[char];
    const party = partyOf(capital(char));
    if (isGain(char)) return fill(words.gain, { party, from: partyOf(base) });
    return base === "." ? party : fill(words.hold, { party });
  }

  const marks = new Map();
  function mark(a) {
    const end = () => { marks.get(a)?.ring.remove(); clearTimeout(marks.get(a)?.timer); marks.delete(a); };
    end();
    marks.set(a, { ring: ring(a, "told"), timer: setTimeout(end, MARKED) });
  }

  function patch(a, i, was, now) {
    const [title, path, text] = a.children;
    const state = fill(words.seat, { name: "", state: stateOf(was, svg.dataset.bases[i]) });
    const name = title.textContent.endsWith(state) ? title.textContent.slice(0, title.textContent.length - state.length) : title.textContent;
    title.textContent = fill(words.seat, { name, state: stateOf(now, svg.dataset.bases[i]) });
    const sample = legend.get(capital(now))?.querySelector("g");
    copy(path, sample?.children[0], "fill");
    copy(text, sample?.children[1], "fill");
    text.textContent = sample?.children[1].textContent ?? "";
    a.setAttribute("class", isGain(now) ? "gain" : sample?.getAttribute("class") ?? "");
  }

  function copy(to, from, name) {
    const value = from?.getAttribute(name);
    if (value) to.setAttribute(name, value);
    else to.removeAttribute(name);
  }

  const counts = new Map();
  for (const char of seats) counts.set(capital(char), (counts.get(capital(char)) ?? 0) + 1);
  function count(char, by) {
    const letter = capital(char), n = (counts.get(letter) ?? 0) + by;
    const li = legend.get(letter);
    counts.set(letter, n);
    if (!li) return;
    li.querySelector("b").textContent = n;
    li.hidden = n === 0;
  }

  // A message carries a character for each contest. Where it has more or fewer than the
  // page, contests were added, and the page as it is stays right for those it has.
  document.addEventListener("results:state", ({ detail }) => {
    const next = detail?.seats;
    if (typeof next !== "string" || next.length !== seats.length || next === seats) return;
    const was = seats, changed = [];
    seats = next;
    for (let i = 0; i < next.length; i++) {
      if (was[i] === next[i]) continue;
      count(was[i], -1);
      count(next[i], 1);
      const a = linkAt[i];
      if (!a) continue;
      patch(a, i, was[i], next[i]);
      changed.push(a);
    }
    if (changed.length <= MANY) changed.forEach(mark);
    filter();
    tell();
  });
})();
