// The attendance sheet: saves as one ticks, keeps what the network lost, shows what others tick.
// The server draws every row; this only sends what changed and lays the answer in its place.
"use strict";
{
  const form = document.getElementById("sheet");
  const search = document.getElementById("sheet-search");
  const POLL = 4000;
  const LONGEST_WAIT = 30000;
  const FRAGMENT = { "HX-Request": "true", "HX-Request-Type": "partial" };

  for (const button of document.querySelectorAll(".sheet-tools [data-without-script]")) {
    button.hidden = true;
  }
  if (form && search) startSheet();
  else search?.addEventListener("keydown", chooseFound);

  function chooseFound(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.querySelector("#found .found-person")?.click();
  }

  function startSheet() {
    const list = form.querySelector(".sheet-rows");
    const kept = new Kept(form.dataset.owner, form.dataset.sheet, form.dataset.seal);
    // What was ticked and is not saved yet: key → {mark, time, version, tried}. What was `tried`
    // went off and was never answered: the server may have it, and it is nobody else's word.
    const pending = new Map();
    let since = head().dataset.version;
    let [sending, leaving] = [false, false];
    // Looks and savings are counted as they begin: a look that began before what is shown is old.
    let [wait, timer, turn, shown] = [0, 0, 0, 0];

    for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;
    takeUp();
    setInterval(look, POLL);
    addEventListener("online", send);
    addEventListener("beforeunload", (event) => {
      if (pending.size && !leaving && !kept.isEmpty) event.preventDefault();
    });
    // Another tab has sent it, or one has signed out there.
    addEventListener("storage", (event) => pending.delete(kept.taken(event)));
    form.addEventListener("submit", (event) => {
      // The whole form goes; what waits stays on the device until the next page has sent it.
      leaving = navigator.onLine && !wait;
      if (leaving || event.submitter?.name !== "everybody") return;
      event.preventDefault();
      for (const row of list.children) if (!marked(row)) mark(row, "here", field(row, "time").value.trim());
    });

    // What the tab before this one could not send.
    async function takeUp() {
      for (const [key, change] of await kept.all()) {
        if (pending.has(key)) continue;
        if (!rowOf(key)) kept.forget(key);
        else {
          pending.set(key, change);
          show(key, change);
        }
      }
      send();
    }

    // --- Rows ---------------------------------------------------------------------------------

    function head() {
      return document.getElementById("sheet-head");
    }

    function rowOf(key) {
      return document.getElementById(`r-${key}`);
    }

    function field(row, name) {
      return row.querySelector(`[name="${name}-${row.dataset.key}"]`);
    }

    function radios(row) {
      return [...row.querySelectorAll("input[type=radio]")];
    }

    function show(key, change) {
      const row = rowOf(key);
      if (!row) return;
      for (const radio of radios(row)) radio.checked = radio.value === change.mark;
      field(row, "time").value = change.time;
      count();
    }

    // How many are here as it stands on the device, also before the server knows.
    function count() {
      const here = [...list.children].filter((row) => marked(row) === "here").length;
      head().querySelector(".sheet-count strong").textContent = here;
    }

    function visibleRows() {
      return [...list.children].filter((row) => !row.hidden);
    }

    function mark(row, value, time = "") {
      const wanted = radios(row).find((radio) => radio.value === value);
      if (wanted?.disabled) return;
      const key = row.dataset.key;
      const change = {
        mark: value,
        time: value === "here" ? time : "",
        version: field(row, "version").value,
        tried: pending.get(key)?.tried || [],
      };
      show(key, change);
      pending.set(key, change);
      kept.keep(key, change);
      send();
    }

    function marked(row) {
      return radios(row).find((radio) => radio.checked)?.value || "";
    }

    // --- Saving -------------------------------------------------------------------------------

    function isSaved(key) {
      pending.delete(key);
      kept.forget(key);
    }

    function say(state) {
      for (const line of head().querySelectorAll("[data-state]")) {
        line.hidden = line.dataset.state !== state;
      }
    }

    async function send() {
      if (sending || !pending.size) return;
      sending = true;
      shown = ++turn;
      clearTimeout(timer);
      const sent = new Map(pending);
      say(wait ? "waiting" : "saving");
      try {
        await post(sent);
        wait = 0;
      } catch {
        for (const [key, change] of sent) wasTried(key, change);
        wait = Math.min(wait * 2 || 2000, LONGEST_WAIT);
        timer = setTimeout(send, wait);
        say("waiting");
      }
      sending = false;
      if (!wait && pending.size && !form.dataset.signedOut) send();
    }

    // Where one row is refused nothing of what was sent with it is saved: then each goes alone.
    async function post(changes) {
      const answer = await ask(location.href, { method: "POST", body: asForm(changes), keepalive: true });
      if (!answer) return;
      const refused = answer.querySelector("[data-refused]")?.textContent;
      if (refused && changes.size > 1) {
        for (const one of changes) await post(new Map([one]));
        return;
      }
      settle(answer, changes);
      if (refused) for (const key of changes.keys()) refuse(key, refused);
    }

    // No answer came: whether it was saved nobody knows, so the next word of the row tells both.
    function wasTried(key, change) {
      const later = pending.get(key);
      if (!later) return;
      const word = `${change.mark} ${change.time}`;
      if (!later.tried.includes(word)) later.tried.push(word);
      kept.keep(key, later);
    }

    function refuse(key, text) {
      const row = rowOf(key);
      if (!row) return;
      const line = Object.assign(document.createElement("p"), { className: "fault", role: "alert", textContent: text });
      const marks = row.querySelector(".sheet-marks");
      for (const old of marks.querySelectorAll(".fault")) old.remove();
      marks.append(line);
    }

    function asForm(changes) {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      for (const [key, change] of changes) {
        for (const name of ["version", "mark", "time"]) body.append(`${name}-${key}`, change[name]);
        for (const word of change.tried) body.append(`tried-${key}`, word);
      }
      return body;
    }

    // The answer as a document; nothing where there is no news; an error where it should be retried.
    async function ask(address, options = {}) {
      const response = await fetch(address, { ...options, headers: { ...options.headers, ...FRAGMENT } });
      if (response.status === 204) return null;
      if (response.redirected || response.status === 403) {
        form.dataset.signedOut = "yes";
        say("signed-out");
        return null;
      }
      if (!response.ok) throw new Error(response.status);
      return new DOMParser().parseFromString(await response.text(), "text/html");
    }

    function settle(answer, sent) {
      for (const fresh of answer.querySelectorAll(".sheet-row")) {
        const key = fresh.dataset.key;
        const later = pending.get(key);
        if (later && later !== sent.get(key)) {
          // Ticked again while this was on its way: the next one builds on what is saved now.
          later.version = field(fresh, "version").value;
          later.tried = [];
        } else {
          isSaved(key);
          replace(fresh, sent.get(key));
        }
      }
      for (const [key, change] of sent) if (pending.get(key) === change) isSaved(key);
      replaceHead(answer);
    }

    function replaceHead(answer) {
      head().replaceWith(document.adoptNode(answer.getElementById("sheet-head")));
      if (!pending.size) return;
      count();
      say("saving");
    }

    function replace(fresh, sent) {
      const row = rowOf(fresh.dataset.key);
      if (!row) return;
      const old = row.querySelector(".sheet-marks");
      const focused = old.contains(document.activeElement) ? document.activeElement : null;
      const time = field(row, "time");
      if (focused === time && time.value !== (sent ? sent.time : time.defaultValue)) {
        // Somebody is writing here: leave the field, and let what is written build on this.
        field(row, "version").value = field(fresh, "version").value;
        return;
      }
      const marks = document.adoptNode(fresh.querySelector(".sheet-marks"));
      for (const button of marks.querySelectorAll("[data-theirs]")) button.hidden = false;
      old.replaceWith(marks);
      // How the person came; the rest of who they are is only in the whole page.
      row.querySelector(".sheet-came")?.remove();
      const came = fresh.querySelector(".sheet-came");
      if (came) row.querySelector(".sheet-who").append(document.adoptNode(came));
      window.htmx?.process(marks);
      if (focused) {
        const same = [...marks.querySelectorAll("input, button, a")].find(
          (control) => control.name === focused.name && (control.type !== "radio" || control.value === focused.value),
        );
        (same || radios(row)[0])?.focus();
      }
    }

    // --- What others tick ---------------------------------------------------------------------

    async function look() {
      if (document.hidden || sending || pending.size) return;
      const mine = ++turn;
      try {
        const answer = await ask(`${form.dataset.news}?since=${since}`);
        if (!answer || mine < shown || sending || pending.size) return;
        shown = mine;
        since = answer.getElementById("sheet-head").dataset.version;
        for (const fresh of answer.querySelectorAll(".sheet-row")) {
          if (!rowOf(fresh.dataset.key)?.querySelector(".sheet-conflict")) replace(fresh);
        }
        replaceHead(answer);
        if (Number(head().dataset.rows) !== list.children.length) await fetchRows();
      } catch {
        // The next look comes by itself.
      }
    }

    // Somebody came or went: rows that are new are laid in, those that are gone are taken away.
    async function fetchRows() {
      const response = await fetch(location.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const rows = [...page.querySelectorAll(".sheet-row")];
      if (!rows.length) return;
      const ordered = rows.map((fresh) => rowOf(fresh.dataset.key) || document.adoptNode(fresh));
      list.replaceChildren(...ordered);
      window.htmx?.process(list);
      filter();
    }

    // --- Hands --------------------------------------------------------------------------------

    list.addEventListener("change", (event) => {
      const row = event.target.closest(".sheet-row");
      const time = field(row, "time").value.trim();
      if (event.target.type === "radio") mark(row, event.target.value, time);
      else if (time || marked(row) === "here") mark(row, "here", time);
    });

    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const row = event.target.closest(".sheet-row");
      if (!button) return;
      if (button.name === "instead") {
        event.preventDefault();
        const [, value, time] = button.value.split(" ");
        mark(row, value, time || "");
      } else if ("theirs" in button.dataset) {
        button.closest(".sheet-conflict").remove();
        radios(row)[0].focus();
      } else if ("clear" in button.dataset) {
        event.preventDefault();
        mark(row, "cleared");
        button.closest(".sheet-past").replaceChildren();
        radios(row)[0].focus();
      }
    });

    list.addEventListener("keydown", (event) => {
      const target = event.target;
      const row = target.closest(".sheet-row");
      const isTime = target === field(row, "time");
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isEnter = event.key === "Enter" && (isTime || target.type === "radio");
      if (step || isEnter) {
        event.preventDefault();
        // Leaving the field is what saves it, also on the last row.
        if (isTime) target.blur();
        go(row, step || 1, isTime);
      } else if (target.type === "radio") pressInRow(event, row);
    });

    function pressInRow(event, row) {
      const key = event.key.toLowerCase();
      const wanted = {
        h: "here",
        f: "absent",
        " ": marked(row) === "here" ? "absent" : "here",
        delete: "cleared",
        backspace: "cleared",
      }[key];
      if (wanted) {
        event.preventDefault();
        mark(row, wanted);
        focusRow(row);
      } else if (key.length === 1) search.focus();
    }

    function focusRow(row) {
      const usable = radios(row).filter((radio) => !radio.disabled);
      (usable.find((radio) => radio.checked) || usable[0])?.focus();
    }

    function go(row, step, toTime) {
      const rows = visibleRows();
      const next = rows[rows.indexOf(row) + step];
      if (!next) {
        if (step < 0) search.focus();
        else if (toTime) focusRow(row);
      } else if (toTime) field(next, "time").focus();
      else focusRow(next);
    }

    // --- Searching ----------------------------------------------------------------------------

    function plain(text) {
      return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    }

    function filter() {
      const words = plain(search.value).split(/\s+/).filter(Boolean);
      for (const row of list.children) {
        const text = plain(row.querySelector(".sheet-who").textContent);
        row.hidden = !words.every((word) => text.includes(word));
      }
    }

    function clearSearch() {
      search.value = "";
      document.getElementById("found").replaceChildren();
      filter();
    }

    search.addEventListener("input", filter);
    search.addEventListener("keydown", (event) => {
      const rows = visibleRows();
      if (event.key === "Escape") clearSearch();
      if (event.key === "ArrowDown" && rows.length) {
        event.preventDefault();
        focusRow(rows[0]);
      }
      if (event.key !== "Enter") return;
      if (!search.value.trim() || !rows.length) return chooseFound(event);
      event.preventDefault();
      if (rows.length > 1) return focusRow(rows[0]);
      if (marked(rows[0]) !== "here") mark(rows[0], "here");
      clearSearch();
    });
  }
}
