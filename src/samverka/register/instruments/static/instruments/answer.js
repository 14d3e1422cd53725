// Saves what is answered as one goes, and shows what an answer makes asked. Without it the buttons do.
(() => {
  const form = document.querySelector("form[data-saves]");
  if (!form) return;
  const said = form.querySelector("[data-saved]");
  let waits = 0;
  let busy = false;
  let again = false;
  let leaves = null;
  // On a slow line: longer than anybody waits for the next page.
  const PATIENCE = 8000;

  const show = (visible) => {
    const names = new Set(visible);
    for (const one of form.querySelectorAll("[data-item]")) {
      if (!one.closest(".time")) one.hidden = !names.has(one.dataset.item);
    }
  };

  const save = async () => {
    if (busy) { again = true; return; }
    busy = true;
    const data = new FormData(form);
    data.append("quiet", "1");
    try {
      const body = new URLSearchParams(data);
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(location.href, { method: "POST", body, signal });
      if (!answer.ok) throw new Error(answer.statusText);
      show((await answer.json()).visible);
      said.textContent = said.dataset.text;
    } catch {
      said.textContent = said.dataset.failed;
    }
    busy = false;
    if (leaves) return leave();
    if (again) { again = false; save(); }
  };

  const leave = () => {
    const by = leaves;
    leaves = null;
    form.removeAttribute("aria-busy");
    form.requestSubmit(by);
  };

  form.addEventListener("input", (event) => {
    // A file is sent with the page.
    if (event.target.type === "file") return;
    clearTimeout(waits);
    waits = setTimeout(save, 600);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waits);
    if (!busy) return;
    // What is under way could come after what is sent now, and put an older answer back.
    event.preventDefault();
    leaves = event.submitter;
    form.setAttribute("aria-busy", "true");
  });
})();
