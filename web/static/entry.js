// The officers' pages of sheets and papers, on top of desk.js: reading by keys,
// answers to warnings, ballot paper accounts. All of it works without this script.
"use strict";

(() => {
  const reading = document.querySelector("form[data-reading]");
  if (reading) read(reading);
  const figures = document.querySelector("form[data-figures]");
  if (figures) {
    clearing(figures);
    accounts(figures);
  }

  // read: Space, Enter or Down tick a figure and go to the next, one after another.
  function read(form) {
    const ticks = [...form.querySelectorAll("[data-read]")];
    const state = document.querySelector("[data-state]");
    form.addEventListener("keydown", (e) => {
      if (e.altKey || e.shiftKey) return;
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        form.requestSubmit();
        return;
      }
      const at = ticks.indexOf(e.target);
      if (at < 0 || e.ctrlKey || e.metaKey) return;
      if ([" ", "Enter", "ArrowDown"].includes(e.key)) {
        e.preventDefault();
        if (e.repeat) return; // a key held down reads nothing
        ticks[at].checked = e.key !== " " || !ticks[at].checked;
        say();
        if (ticks[at].checked) (ticks[at + 1] ?? form.querySelector("input[type=text]:not([data-optional]), .send button")).focus();
      } else if (e.key === "ArrowUp") {
        e.preventDefault();
        ticks[at - 1]?.focus();
      }
    });
    form.addEventListener("change", say);
    // Coming back to this page asks for the sheet as it stands then.
    form.addEventListener("submit", () => history.replaceState(null, "", location.href));
    say();

    function say() {
      const done = ticks.filter((t) => t.checked).length;
      state.textContent = done === ticks.length ? "All read, not confirmed" : `Not confirmed: ${done} of ${ticks.length} read`;
    }
  }

  // clearing takes answers to warnings away when a figure changes: they were given on
  // other figures. The desk does the same.
  function clearing(form) {
    const answers = [...form.querySelectorAll("[data-answer]")];
    form.addEventListener("input", (e) => {
      const { part, counts } = e.target.dataset;
      if (counts === undefined && (!part || part === "code")) return;
      for (const a of answers) {
        if (a.type === "checkbox") a.checked = false;
        else a.value = "";
      }
    });
  }

  // accounts show what is expected in a box and what its place comes to. The desk says
  // the same in web/desk/boxes.go.
  function accounts(form) {
    const places = [...form.querySelectorAll("tbody.place")];
    form.addEventListener("input", () => places.forEach(place));

    function place(rows) {
      const boxes = [...rows.querySelectorAll("[data-box]")].map(box);
      const told = rows.querySelector("[data-place]");
      if (!told) return;
      const sum = boxes.reduce((a, b) => a + b, 0);
      const all = rows.querySelectorAll("input[data-part=votes]").length;
      if (boxes.length < all || boxes.includes(null)) told.textContent = "";
      else if (sum !== 0) told.textContent = "all its boxes: " + signed(sum);
      else told.textContent = "all its boxes: 0" + (boxes.some((d) => d !== 0) ? ", the differences compensate each other" : "");
    }

    // box shows the difference of a box and returns it; null until it can be said.
    function box(row) {
      const [entrusted, unused, spoilt] = [...row.querySelectorAll("input[data-part=account]")].map((i) => figure(i.value));
      let above = row.previousElementSibling;
      while (!above.querySelector("input[data-part=votes]")) above = above.previousElementSibling;
      const papers = figure(above.querySelector("input").value);
      const known = ![entrusted, unused, spoilt].includes(null);
      const expected = entrusted - unused - spoilt;
      const d = known && papers !== null ? papers - expected : null;
      row.querySelector("[data-expected]").textContent = known ? thousands(expected) : "–";
      const said = row.querySelector("[data-variance]");
      said.textContent = d === null ? "" : "difference " + signed(d);
      said.classList.toggle("off", Boolean(d));
      return d;
    }
  }

  function figure(text) {
    text = text.trim();
    return /^(\d{1,9}|\d{1,3}(,\d{3}){1,2})$/.test(text) ? Number(text.replaceAll(",", "")) : null;
  }

  function signed(n) {
    return (n > 0 ? "+" : "") + thousands(n);
  }

  function thousands(n) {
    return (n < 0 ? "−" : "") + String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, ",");
  }
})();
