// What makes the directory a little handier; everything works without it, and it remembers nothing.
"use strict";

const wide = matchMedia("(min-width: 60rem)");

function filters(form) {
  const details = form.querySelector(".filters");
  details.open = details.open || wide.matches;
  const live = form.querySelector(".live");
  live.hidden = false;
  form.addEventListener("change", (event) => {
    const choice = event.target;
    if (!live.querySelector("input").checked || choice.type === "search" || choice.type === "text") return;
    form.action = form.action.split("#")[0] + "#" + choice.id; // the new page begins where this one was left
    form.requestSubmit();
  });
}

// Fields that say nothing don't stand in the address.
function brief(form) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value && !field.required) field.disabled = true;
  });
  addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}

function returnTo(id) {
  const field = id && document.getElementById(id);
  if (!field || !field.closest(".filters")) return;
  field.closest("details").open = true;
  field.focus({ preventScroll: true });
}

function tools(line) {
  line.hidden = false;
  const told = line.querySelector(".told");
  const copy = line.querySelector("[data-copy]");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      told.textContent = copy.dataset.done;
    } catch {
      told.textContent = copy.dataset.copy; // it can be copied by hand
    }
  });
  line.querySelector("[data-print]").addEventListener("click", () => print());
}

document.querySelectorAll("form").forEach(brief);
document.querySelectorAll(".find").forEach(filters);
document.querySelectorAll(".tools").forEach(tools);
returnTo(location.hash.slice(1));
