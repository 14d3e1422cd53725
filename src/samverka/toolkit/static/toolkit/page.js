// Small helpers. Every page works without them.
"use strict";

// Light or dark: kept in a cookie, so that the server draws the next page right at once.
const root = document.documentElement;
for (const themes of document.querySelectorAll(".themes")) themes.hidden = false;

function showTheme() {
  const now = root.dataset.colorScheme || "";
  for (const button of document.querySelectorAll("[data-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === now));
  }
}

function chooseTheme(theme) {
  if (theme) root.dataset.colorScheme = theme;
  else delete root.dataset.colorScheme;
  const age = theme ? 365 * 24 * 3600 : 0;
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  showTheme();
}

showTheme();

// Toasts: what was done stays until it is closed, or goes by itself when there is nothing to undo.
function prepareToasts(within) {
  for (const toast of within.querySelectorAll(".toast")) {
    for (const button of toast.querySelectorAll("[data-close]")) button.hidden = false;
    const calm = toast.classList.contains("success") && !toast.querySelector("form");
    if (calm) setTimeout(() => toast.remove(), 8000);
  }
}
prepareToasts(document);

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme]");
  if (theme) chooseTheme(theme.dataset.theme);
  const close = event.target.closest("[data-close]");
  const dialog = close?.closest("dialog");
  if (dialog) dialog.close();
  else close?.closest(".toast").remove();
  const open = event.target.closest("[data-dialog]");
  if (open) {
    event.preventDefault();
    document.getElementById(open.dataset.dialog).showModal();
  }
  // A menu closes when one presses beside it.
  for (const menu of document.querySelectorAll("details[name=frame][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[name=frame][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// "/" leads to the search, unless somebody is writing. On a narrow page it has a page of its own.
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  if (box.checkVisibility()) box.select();
  else document.querySelector(".search-link").click();
});

// A list that is narrowed by a choice needs no button once scripts run, nor does a form that is
// shown anew for another choice: data-submit names the button that would have been pressed.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-submit]")) return;
  const { form, dataset } = event.target;
  form.requestSubmit(dataset.submit ? form.elements[dataset.submit] : null);
});
for (const control of document.querySelectorAll("[data-submit]")) {
  for (const button of control.form.querySelectorAll("[data-without-script]")) button.hidden = true;
}

// A list follows what is typed, once the fingers rest.
let resting = 0;
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-live]")) return;
  clearTimeout(resting);
  resting = setTimeout(() => event.target.form.requestSubmit(), 400);
});

// One box ticks all the boxes of a page.
function prepareTicks() {
  for (const all of document.querySelectorAll("[data-ticks], [data-ticking]")) all.hidden = false;
  for (const all of document.querySelectorAll("[data-ticks]")) sayTicked(all);
}
function tickedBy(all) {
  return [...all.closest("table, form").querySelectorAll(`[name="${all.dataset.ticks}"]`)];
}
/** The box over the others is ticked when all of them are, and in between when some are. */
function sayTicked(all) {
  const boxes = tickedBy(all);
  all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
  all.indeterminate = !all.checked && boxes.some((box) => box.checked);
}
prepareTicks();
document.addEventListener("htmx:after:swap", prepareTicks);
document.addEventListener("change", (event) => {
  if (event.target.dataset.ticks) {
    for (const box of tickedBy(event.target)) box.checked = event.target.checked;
    return;
  }
  for (const all of document.querySelectorAll("[data-ticks]")) {
    if (all.dataset.ticks === event.target.name) sayTicked(all);
  }
});

// The way back to a list leads to what it was narrowed to, as long as the window is open.
if (document.querySelector("form.toolbar[role=search]")) {
  if (location.search) sessionStorage.setItem(location.pathname, location.search);
  else sessionStorage.removeItem(location.pathname);
}
for (const back of document.querySelectorAll("a.back")) {
  const narrowed = sessionStorage.getItem(back.pathname);
  if (narrowed) back.search = narrowed;
}

// What a sheet of attendance could not send lies sealed on the device: it is told on each page, and
// goes with whoever signs out, when they have been told.
const strip = document.querySelector("[data-unsent]");
function unsent() {
  const mine = (box) => Object.keys(box).filter((name) => name.startsWith(`unsent.${strip.dataset.unsent}.`));
  return [localStorage, sessionStorage].flatMap((box) => mine(box).map((name) => [box, name]));
}
if (strip) {
  const [first] = unsent();
  const address = first ? JSON.parse(first[0].getItem(first[1])).address : location.pathname;
  strip.querySelector("a").href = address;
  strip.hidden = address === location.pathname;
}
document.querySelector("[data-sign-out]")?.addEventListener("submit", (event) => {
  const told = strip?.querySelector("[data-signing-out]");
  const left = strip ? unsent() : [];
  if (left.length && told.hidden) {
    event.preventDefault();
    strip.hidden = told.hidden = false;
    strip.focus();
  } else for (const [box, name] of left) box.removeItem(name);
});

// After a refused form the summary is read first.
document.querySelector("[data-focus]")?.focus();
