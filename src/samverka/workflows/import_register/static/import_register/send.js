// A file that is too large is told of before it is sent. The server refuses it too.
"use strict";

const chosen = document.querySelector("input[type=file][data-most]");
const told = document.querySelector("[data-too-large]");

chosen?.form.addEventListener("submit", (event) => {
  const file = chosen.files[0];
  told.hidden = !file || file.size <= Number(chosen.dataset.most);
  if (!told.hidden) event.preventDefault();
});

chosen?.addEventListener("change", () => {
  told.hidden = true;
});
