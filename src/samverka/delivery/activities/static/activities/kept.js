// What was ticked and is not sent yet lies on the device, row by row. It is sealed with a key that
// the server gives to whoever ticked it and to nobody else, so it opens after signing in again.
// Where a page has no safe connection a browser seals nothing: then it lasts as long as the tab.
"use strict";

const LONGEST_KEPT = 14 * 24 * 3600 * 1000;

class Kept {
  #box = window.crypto?.subtle ? localStorage : sessionStorage;
  #before;
  #key;
  // What this tab wrote, so that it takes away nothing that another tab wrote after it.
  #own = new Map();
  #last = Promise.resolve();
  #signedOut = false;

  constructor(owner, sheet, key) {
    this.#before = `unsent.${owner}.${sheet}.`;
    const raw = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
    this.#key = window.crypto?.subtle?.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    // Whoever signs out leaves nothing: nor what is tried once more before the next page comes.
    document.querySelector("[data-sign-out]")?.addEventListener("submit", (event) => {
      this.#signedOut = !event.defaultPrevented;
    });
  }

  // One after the other: sealing takes a moment, and the last word is to be the one that is kept.
  #then(work) {
    this.#last = this.#last.then(work).catch(() => {});
    return this.#last;
  }

  keep(row, change) {
    return this.#then(async () => {
      const body = await this.#seal(row, JSON.stringify(change));
      if (this.#signedOut) return;
      const text = JSON.stringify({ at: Date.now(), address: location.pathname, body });
      this.#box.setItem(this.#before + row, text);
      this.#own.set(row, text);
    });
  }

  forget(row) {
    return this.#then(() => {
      if (this.#box.getItem(this.#before + row) === this.#own.get(row)) this.#box.removeItem(this.#before + row);
      this.#own.delete(row);
    });
  }

  // Everything of this sheet that waits: row → change. What is too old or does not open goes.
  async all() {
    const found = new Map();
    for (const name of Object.keys(this.#box).filter((each) => each.startsWith("unsent."))) {
      const text = this.#box.getItem(name);
      const { at, body } = JSON.parse(text);
      if (!(Date.now() - at < LONGEST_KEPT)) this.#box.removeItem(name);
      else if (name.startsWith(this.#before)) {
        const row = name.slice(this.#before.length);
        try {
          found.set(row, JSON.parse(await this.#open(row, body)));
          this.#own.set(row, text);
        } catch {
          this.#box.removeItem(name);
        }
      }
    }
    return found;
  }

  // The row of this sheet that an event of the device's store tells of, where it was taken away.
  taken(event) {
    const isOurs = event.storageArea === this.#box && event.newValue === null;
    return isOurs && event.key?.startsWith(this.#before) ? event.key.slice(this.#before.length) : "";
  }

  get isEmpty() {
    return !Object.keys(this.#box).some((name) => name.startsWith(this.#before));
  }

  #bound(row, iv) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(this.#before + row) };
  }

  async #seal(row, text) {
    if (!this.#key) return text;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(this.#bound(row, iv), await this.#key, new TextEncoder().encode(text));
    return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
  }

  async #open(row, body) {
    if (!this.#key) return body;
    const raw = Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
    const bound = this.#bound(row, raw.slice(0, 12));
    return new TextDecoder().decode(await crypto.subtle.decrypt(bound, await this.#key, raw.slice(12)));
  }
}
