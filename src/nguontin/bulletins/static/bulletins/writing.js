// Words are kept in this browser until the server has them: a dropped signal or a closed page loses nothing.

const key = (area) => `nguontin:${area.dataset.keep}`;

function keep(area) {
  try {
    localStorage.setItem(key(area), area.value);
  } catch {
    // private windows have no storage; htmx still saves to the server
  }
}

function forget(area, sent) {
  try {
    if (localStorage.getItem(key(area)) === sent) localStorage.removeItem(key(area));
  } catch {
    // nothing was kept
  }
}

function restore(area) {
  let kept = null;
  try {
    kept = localStorage.getItem(key(area));
  } catch {
    return;
  }
  if (kept === null || kept === area.value) return;
  area.value = kept;
  const note = document.createElement("p");
  note.className = "alert alert-info py-2";
  note.textContent = area.dataset.restored;
  area.before(note);
  htmx.trigger(area, "save");
}

document.addEventListener("input", (event) => event.target.matches("[data-keep]") && keep(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  const area = event.detail.elt;
  if (area.matches?.("[data-keep]") && event.detail.successful) forget(area, event.detail.requestConfig.parameters.text);
});
window.addEventListener("online", () => document.querySelectorAll("[data-keep]").forEach((area) => restore(area) ?? htmx.trigger(area, "save")));
document.querySelectorAll("[data-keep]").forEach(restore);
