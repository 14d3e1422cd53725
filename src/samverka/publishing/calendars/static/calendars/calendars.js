// Arrows go from one thing held to the next: up and down through the days, sideways to another day.
const held = [...document.querySelectorAll("[data-calendar] .held")];
const dayOf = (link) => link.closest("td");

function beside(link, step) {
  const here = held.indexOf(link);
  const there = held.slice(step > 0 ? here : 0, step > 0 ? undefined : here);
  const others = there.filter((other) => dayOf(other) !== dayOf(link));
  const day = others.length && dayOf(others.at(step > 0 ? 0 : -1));
  return others.find((other) => dayOf(other) === day);
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-calendar] .held");
  if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
  const onwards = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backwards = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const next = {
    ArrowDown: () => held[held.indexOf(link) + 1],
    ArrowUp: () => held[held.indexOf(link) - 1],
    [onwards]: () => beside(link, 1),
    [backwards]: () => beside(link, -1),
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// The whole address is marked at once, to be copied.
for (const field of document.querySelectorAll(".calendar-url")) {
  field.addEventListener("focus", () => field.select());
}
