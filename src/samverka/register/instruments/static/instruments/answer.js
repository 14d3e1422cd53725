// Saves what is answered as one goes, and shows what an answer makes asked. Without it the buttons do.
(() => {
  const form = document.querySelector("form[data-saves]");
  if (!form) return;
  const said = form.querySelector("[data-saved]");
  let waits = 0;
  let busy = false;
  let again = false;

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
      const answer = await fetch(location.href, { method: "POST", body: new URLSearchParams(data) });
      if (!answer.ok) throw new Error(answer.statusText);
      show((await answer.json()).visible);
      said.textContent = said.dataset.text;
    } catch {
      said.textContent = said.dataset.failed;
    }
    busy = false;
    if (again) { again = false; save(); }
  };

  form.addEventListener("input", (event) => {
    // A file is sent with the page.
    if (event.target.type === "file") return;
    clearTimeout(waits);
    waits = setTimeout(save, 600);
  });
  form.addEventListener("submit", () => clearTimeout(waits));
})();
