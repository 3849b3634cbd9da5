// Makes the search form a combobox: an editable one with a list, as the ARIA Authoring
// Practices have it. Without it the form leads to a page of results.
//
// The focus never leaves the field; what is active in the list is named to screen readers
// by aria-activedescendant. All words come from the desk, in the language of the page.
"use strict";

(() => {
  const form = document.querySelector("form[data-find]");
  if (!form) return;
  const input = form.querySelector("input");
  const voice = form.querySelector("[role=status]");
  const PAUSE = 120; // after the last key
  const LEAST = 2;   // letters that are worth a question

  const list = document.createElement("div");
  list.id = "find-options";
  list.className = "options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }

  // ---- The list -----------------------------------------------------------

  let options = [];
  let active = -1;

  function open() {
    if (!options.length) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(i) {
    options[active]?.setAttribute("aria-selected", "false");
    active = i;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  // step moves by one; before the first and after the last is the field itself.
  function step(by) {
    open();
    if (list.hidden) return ask();
    const places = options.length + 1;
    activate((active + 1 + by + places) % places - 1);
  }

  function element(name, attributes, text = "") {
    const e = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
    e.textContent = text;
    return e;
  }

  function show({ groups, said }) {
    activate(-1);
    options = [];
    list.replaceChildren(...groups.map(({ title, results }, i) => {
      const id = `find-group-${i}`;
      const group = element("div", { role: "group", "aria-labelledby": id });
      group.append(element("div", { role: "presentation", id }, title));
      for (const { name, text, href } of results) {
        const option = element("div", { role: "option", id: `find-option-${options.length}`, "aria-selected": "false", "data-href": href });
        option.append(element("b", {}, name), element("span", {}, text));
        options.push(option);
        group.append(option);
      }
      return group;
    }));
    list.scrollTop = 0;
    if (options.length) open();
    else close();
    voice.textContent = said;
  }

  // ---- Questions: the latest answer wins ----------------------------------

  let waiting = 0, asking;

  function ask() {
    clearTimeout(waiting);
    asking?.abort();
    const query = input.value.trim();
    if (query.length < LEAST) {
      options = [];
      voice.textContent = "";
      return close();
    }
    waiting = setTimeout(() => answer(query, asking = new AbortController()), PAUSE);
  }

  async function answer(query, { signal }) {
    try {
      const response = await fetch(`${form.dataset.find}?${new URLSearchParams({ q: query, lang: form.dataset.lang })}`, { signal, credentials: "omit" });
      if (!response.ok) throw new Error(response.status);
      const found = await response.json();
      if (!signal.aborted && document.activeElement === input) show(found);
    } catch {
      if (!signal.aborted) close(); // the form still asks for the page
    }
  }

  // ---- Keys, mouse and touch ----------------------------------------------

  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const shown = !list.hidden;
    switch (event.key) {
      case "ArrowDown": step(event.altKey ? 0 : 1); break;
      case "ArrowUp":
        if (event.altKey) close();
        else step(-1);
        break;
      case "Enter":
        if (!shown || active < 0) return stop(); // the form is sent
        go(options[active].dataset.href);
        break;
      case "Escape":
        if (!shown) return; // the browser clears the field
        close();
        break;
      case "Tab": return close();
      case "Home": case "End": case "ArrowLeft": case "ArrowRight":
        return activate(-1); // they move in the field
      default: return;
    }
    event.preventDefault();
  });

  function stop() {
    clearTimeout(waiting);
    asking?.abort();
  }

  function go(href) {
    stop();
    close();
    location.assign(href);
  }

  input.addEventListener("blur", () => { stop(); close(); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.href, "_blank", "noopener");
    else go(option.dataset.href);
  });
  addEventListener("pagehide", close); // a page that comes back is as it was sent
})();
