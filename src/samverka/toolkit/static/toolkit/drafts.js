// A form that keeps drafts: it saves itself while one types, and offers the draft when it is opened
// again. Without this nothing is lost either: what is sent is kept until one has signed in.
"use strict";

const RESTING = 1500;
// Tokens and marks are the page's own; of what is hidden, only what the page showed goes along.
const OURS = new Set(["csrfmiddlewaretoken", "_draft", "draft_page", "_carried_on"]);

function typed(form) {
  const secret = new Set(
    [...form.querySelectorAll("[type=password], [data-never-kept]")].map((field) => field.name)
  );
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !OURS.has(name) && !secret.has(name)
  );
}

// Puts a draft into the form; answers whether all of it had a place.
function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  const seen = new Set();
  for (const field of form.elements) {
    if (!field.name || OURS.has(field.name) || field.type === "file") continue;
    seen.add(field.name);
    if (field.type === "hidden" && field.name !== "seen") continue;
    const kept = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = kept.includes(option.value);
    } else if (kept.length && !["submit", "button"].includes(field.type)) field.value = kept.shift();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return [...values.keys()].every((name) => seen.has(name));
}

function newName() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function keepDrafts(mark) {
  const { form } = mark;
  const page = form.elements.draft_page;
  const offers = form.querySelector("[data-offers]");
  const pattern = form.querySelector("template[data-offer]");
  const state = form.querySelector("[data-state]");
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  let resting = 0;
  let saving = null;
  let isSent = false;
  let saved = JSON.stringify(typed(form));
  // Two windows with the same form are two drafts. With faults it comes back as the same one.
  if (!("sent" in mark.dataset) || !page.value) page.value = newName();

  const say = (text) => {
    state.textContent = text;
    state.hidden = !text;
  };

  async function save(leaving = false) {
    clearTimeout(resting);
    const now = typed(form);
    if (isSent || JSON.stringify(now) === saved) return;
    const body = new URLSearchParams(now);
    body.append("_draft", mark.value);
    body.append("draft_page", page.value);
    body.append("_title", document.title.replace(/ · Samverka$/, ""));
    saving = new AbortController();
    const how = { method: "POST", headers, body, redirect: "manual", keepalive: leaving };
    if (!leaving) how.signal = saving.signal;
    try {
      const answer = await fetch(mark.dataset.keep, how);
      if (answer.type === "opaqueredirect" || answer.status === 403) say(mark.dataset.signedOut);
      else {
        if (answer.ok) saved = JSON.stringify(now);
        if (answer.ok || answer.status === 413) say((await answer.json()).said);
      }
    } catch {
      // No network, or the form was sent meanwhile: the next key tries again.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(save, RESTING);
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(resting);
    saving?.abort();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  addEventListener("pageshow", () => {
    isSent = false;
  });

  async function ask() {
    const address = `${mark.dataset.kept}?${new URLSearchParams({ address: mark.value })}`;
    const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
    if (answer?.status !== 200) return;
    for (const draft of (await answer.json()).drafts) {
      if (JSON.stringify(draft.fields) !== saved) show(draft);
    }
  }

  // What is offered stands until it is answered: whoever types first loses nothing of it.
  function show(draft) {
    const offer = pattern.content.cloneNode(true).firstElementChild;
    offer.querySelector("[data-said]").textContent = draft.said;
    offer.querySelector("[data-begins]").textContent = draft.begins;
    offer.querySelector("[data-take-up]").addEventListener("click", () => {
      if (!fill(form, draft.fields)) say(mark.dataset.noPlace);
      clearTimeout(resting);
      page.value = draft.page || newName();
      saved = JSON.stringify(typed(form));
      offer.remove();
      [...form.elements].find((field) => field.type !== "hidden" && field.name)?.focus();
    });
    offer.querySelector("[data-throw-away]").addEventListener("click", () => {
      offer.remove();
      fetch(`${mark.dataset.drafts}${draft.key}/slang/`, { method: "POST", headers, redirect: "manual" });
    });
    offers.append(offer);
  }

  // A form that comes back with faults holds what was typed last.
  if (!("sent" in mark.dataset)) ask();
}

for (const mark of document.querySelectorAll("input[name=_draft][data-keep]")) keepDrafts(mark);
