// Says in time that a session is about to end, and goes on with it without touching
// what is typed. How long it has is asked of the desk, so that several pages of one
// browser, and people who share a laptop, keep one another signed in.
"use strict";

(() => {
  const page = document.body.dataset;
  if (page.officer === undefined) return;
  const warnIdle = 120, warnEnd = 15 * 60; // seconds before the session ends
  const look = 10_000;       // between questions to the desk while something is said
  const tellEvery = 120_000; // between words that somebody is at work, beside what forms save

  let idleAt, endAt, timer, shown = null, put = {}, told = Date.now();
  const later = new Set(); // what its reader has closed
  took({ officer: page.officer, idle: Number(page.idle), end: Number(page.end) });
  plan();

  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, () => {
      if (!shown && Date.now() - told > tellEvery) ask("POST");
    }, { passive: true });
  }
  addEventListener("desk-signed-out", () => ask());
  addEventListener("visibilitychange", () => { if (!document.hidden && (shown || Date.now() > idleAt - warnIdle * 1000)) ask(); });

  // plan asks again when there may be something to say.
  function plan() {
    clearTimeout(timer);
    const warn = Math.min(idleAt - warnIdle * 1000, later.has("end") ? endAt : endAt - warnEnd * 1000);
    timer = setTimeout(ask, shown ? look : Math.max(warn - Date.now(), 1000));
  }

  // ask learns how long the session has; by POST it goes on.
  async function ask(method = "GET") {
    try {
      if (method === "POST") told = Date.now();
      const answer = await fetch("/desk/session", { method, cache: "no-store", redirect: "manual",
        headers: method === "POST" ? {} : { "X-Desk-Passive": "1" }, signal: AbortSignal.timeout(8000) });
      if (answer.type === "opaqueredirect" || answer.status === 401) say("out");
      else if (answer.ok) took(await answer.json());
    } catch {
      // The desk cannot be reached: forms say so where it matters.
    }
    plan();
  }

  function took({ officer, idle, end }) {
    idleAt = Date.now() + idle * 1000;
    endAt = Date.now() + end * 1000;
    if (officer !== page.officer) say("other", officer);
    else if (idle <= warnIdle && idle < end) say("idle");
    else if (end <= warnEnd && !later.has("end")) say("end");
    else say(null);
  }

  // say shows one thing, or nothing. A warning asks for an answer; that it is too late
  // stands above the page and takes no key from who types.
  function say(what, officer) {
    if (what === shown || later.has(what)) return;
    const dialog = document.querySelector("dialog[data-session]");
    if (dialog) leave(dialog);
    if (shown === "out" || shown === "other") document.querySelector("[data-session-over]")?.remove();
    if (shown === "out" && what === null) dispatchEvent(new Event("desk-signed-in"));
    shown = what;
    if (what === "idle") {
      warn("Are you still there?", `You will be signed out at ${hour(idleAt)} unless you go on. What you typed is kept.`, button("Go on", goOn));
    } else if (what === "end") {
      warn(`This sign-in ends at ${hour(endAt)}.`, "It lasts 12 hours. Sign in again in a new tab: this page stays as it is, and goes on.",
        link("Sign in again", "/desk/sign-in?again=1"), button("Not yet", goOn));
    } else if (what === "out" && !document.querySelector("[data-signed-out]")) {
      over("You were signed out.", "What is typed here stays, and is not sent. Sign in: that opens a new tab, and this page goes on.", link("Sign in", "/desk/sign-in"));
    } else if (what === "other") {
      over(`${officer} has this laptop now.`, `This page was opened by ${page.officer}: what is typed here cannot be sent by another person.`);
    }
  }

  function goOn() {
    if (shown === "end") later.add("end");
    const idle = shown === "idle";
    say(null);
    if (idle) ask("POST");
    else plan();
  }

  function warn(title, text, ...choices) {
    const dialog = make("dialog", { className: "session" }), heading = make("h2", { id: "session-title", textContent: title }), words = make("p", { id: "session-words", textContent: text }), row = make("p", { className: "send" });
    dialog.dataset.session = "";
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.setAttribute("aria-describedby", words.id);
    row.append(...choices);
    dialog.append(heading, words, row);
    dialog.addEventListener("cancel", (e) => { e.preventDefault(); goOn(); });
    // Who comes back and types on loses no digit: the key goes where the caret was.
    dialog.addEventListener("keydown", (e) => { if (e.key.length === 1 && e.key !== " " && !e.ctrlKey && !e.metaKey && !e.altKey) goOn(); });
    const at = document.activeElement, caret = at?.matches("input[type=text], input[type=password], textarea") ? [at.selectionStart, at.selectionEnd] : null;
    put = { at, caret };
    document.body.append(dialog);
    dialog.showModal();
    choices.at(-1).focus();
  }

  function leave(dialog) {
    dialog.close();
    dialog.remove();
    put.at?.focus({ preventScroll: true });
    if (put.caret) put.at.setSelectionRange(...put.caret);
  }

  function over(title, text, ...more) {
    const box = make("div", { className: "notice alarm" }), row = make("div", { className: "send" });
    box.dataset.sessionOver = "";
    box.setAttribute("role", "alert");
    box.append(make("strong", { textContent: title }), " ", text);
    row.append(...more);
    if (more.length > 0) box.append(row);
    document.getElementById("main").prepend(box);
  }

  function make(tag, properties) { return Object.assign(document.createElement(tag), properties); }
  function button(text, press) {
    const out = make("button", { type: "button", textContent: text });
    out.addEventListener("click", press);
    return out;
  }
  function link(text, to) { return make("a", { className: "button", href: to, textContent: text, target: "_blank" }); }
  function hour(at) { return new Date(at).toTimeString().slice(0, 5); }
})();
