// The invitation stands behind the # of the address: browsers never send that part to a server.
"use strict";

const find = (id) => document.getElementById(id);
const told = new URLSearchParams(location.hash.slice(1));

function show() {
  find("invitation").value = location.href;
  find("text").hidden = false;
  const organisation = told.get("organisation");
  const network = told.get("network");
  if (organisation && network) {
    // Words of the address go in as text, never as markup.
    find("whose").textContent = find("whose").dataset.words
      .replace("{organisation}", () => organisation)
      .replace("{network}", () => network);
    find("whose").hidden = false;
  }
}

async function copy() {
  const field = find("invitation");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // an older browser, or a page without TLS
  }
  find("told").textContent = find("copy").dataset.done;
}

if (told.get("code")) {
  show();
  find("copy").addEventListener("click", copy);
} else {
  find("none").hidden = false;
}
addEventListener("hashchange", () => location.reload());
