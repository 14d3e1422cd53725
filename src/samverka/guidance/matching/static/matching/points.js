/* A slider says how many points it stands at. Without this it is sent all the same. */
document.addEventListener("input", (event) => {
  if (!event.target.matches("input[data-points]")) return;
  const said = document.getElementById(`${event.target.id}_points`);
  if (said) said.textContent = event.target.value;
});
