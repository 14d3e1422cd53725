// Arrows, space, Page Up and Page Down go from slide to slide; Home and End to the first and last.
const deck = document.querySelector(".deck");
const slides = [...deck.querySelectorAll(".slide")];
const forward = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
const backward = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);

function here() {
  return Math.round(deck.scrollTop / deck.clientHeight);
}

function show(number) {
  const slide = slides[Math.max(0, Math.min(number, slides.length - 1))];
  slide.scrollIntoView();
  slide.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("a, button")) return;
  if (forward.has(event.key)) show(here() + 1);
  else if (backward.has(event.key)) show(here() - 1);
  else if (event.key === "Home") show(0);
  else if (event.key === "End") show(slides.length - 1);
  else return;
  event.preventDefault();
});
