// The confirm screen: a field and its place in the paper light each other; a task can be made of selected text; what
// wants a look is counted and gone through one by one.

const form = document.getElementById("confirm");
const paper = document.getElementById("paper-text");
const add = document.getElementById("add-task");
const parts = [...paper.querySelectorAll("[data-names]")];

/** Show the fields or the text (both are there on a wide screen). */
function show(pane) {
  form.dataset.show = pane;
  for (const button of document.querySelectorAll("[data-pane]")) {
    button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
  }
}

/** Light every part of the text that the field *name* was read from; returns the first. */
function light(name) {
  let first = null;
  for (const part of parts) {
    const lit = part.dataset.names.split(" ").includes(name);
    part.classList.toggle("lit", lit);
    if (lit) first ??= part;
  }
  return first;
}

/** Bring a part of the text into view inside its pane, without moving the page. */
function bring(part) {
  if (part) paper.scrollTo({ top: part.offsetTop - paper.offsetTop - paper.clientHeight / 3, behavior: "smooth" });
}

for (const button of document.querySelectorAll("[data-pane]")) {
  button.addEventListener("click", () => show(button.dataset.pane));
}

form.addEventListener("focusin", (event) => {
  const name = event.target.dataset?.span;
  if (name) bring(light(name));
});

form.addEventListener("click", (event) => {
  const wanted = event.target.closest("button[data-show]")?.dataset.show;
  if (wanted) {
    show("text");
    const part = light(wanted);
    bring(part);
    part?.scrollIntoView({ block: "center" });
  }
});

paper.addEventListener("click", (event) => {
  if (!document.getSelection().isCollapsed) return;
  const name = event.target.closest("[data-inner]")?.dataset.inner;
  const field = name && form.querySelector(`[data-span="${CSS.escape(name)}"]`);
  if (!field) return;
  show("fields");
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
});

/** Badges of what still wants a look, in the order of the page; what is not taken does not count. */
function looks() {
  return [...form.querySelectorAll("[data-look]")].filter((badge) => {
    const ticked = badge.closest(".task-card")?.querySelector(".card-header .take input") ?? badge.closest(".tick-line")?.querySelector("input");
    return ticked?.checked ?? true;
  });
}

/** Say how many places still want a look. */
function count() {
  const left = looks().length;
  document.getElementById("look-number").textContent = String(left);
  document.getElementById("look-bar").hidden = left === 0;
}

/** Go to the next place that wants a look (or the one before it), round the page. */
function look(step) {
  const places = looks();
  if (!places.length) return;
  const now = places.findIndex((badge) => badge.classList.contains("looked-at"));
  const next = places[now < 0 && step < 0 ? places.length - 1 : (now + step + places.length) % places.length];
  for (const badge of form.querySelectorAll(".looked-at")) badge.classList.remove("looked-at");
  next.classList.add("looked-at");
  show("fields");
  const box = next.closest(".unknown-name, .read-field");
  const field = box.querySelector("input:not([type=hidden]), textarea, select");
  field.focus({ preventScroll: true });
  box.scrollIntoView({ block: "center" });
}

document.getElementById("look-next").addEventListener("click", () => look(1));
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  event.preventDefault();
  look(event.shiftKey ? -1 : 1);
});

/** A value that a person has changed is no longer the reader's: its badge says so. */
form.addEventListener("input", (event) => {
  const line = event.target.closest(".read-field")?.querySelector(".label-line");
  const badge = line?.querySelector(".badge");
  if (badge && !event.target.closest(".names")) {
    badge.replaceWith(document.getElementById("changed-badge").content.cloneNode(true));
  }
  event.target.closest(".unknown-name")?.querySelector("[data-look]")?.removeAttribute("data-look");
  count();
});
form.addEventListener("change", count);
form.addEventListener("htmx:afterSwap", count);

/** Place of a selection's end in the paper, counted in characters. */
function place(node, offset) {
  const part = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const at = part?.closest?.("[data-at]");
  if (!at || !paper.contains(at)) return null;
  // Offsets of the server count characters, the browser's count UTF-16 units.
  return Number(at.dataset.at) + [...at.textContent.slice(0, offset)].length;
}

document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  add.disabled = chosen.isCollapsed || !paper.contains(chosen.anchorNode) || !paper.contains(chosen.focusNode);
});

add.addEventListener("mousedown", (event) => event.preventDefault());
add.addEventListener("click", () => {
  const range = document.getSelection().getRangeAt(0);
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  const total = form.elements["task-TOTAL_FORMS"];
  const number = total.value;
  const card = document.getElementById("empty-task").innerHTML.replaceAll("__prefix__", number);
  document.getElementById("tasks").insertAdjacentHTML("beforeend", card);
  document.getElementById("no-tasks")?.remove();
  total.value = String(Number(number) + 1);
  document.getElementById("task-count").textContent = total.value;
  form.elements[`task-${number}-start`].value = start;
  form.elements[`task-${number}-end`].value = end;
  const title = form.elements[`task-${number}-title`];
  title.value = range.toString().trim().replace(/\s+/g, " ").slice(0, 200);
  window.htmx.process(document.getElementById(`task-${number}`));
  form.dataset.dirty = "1";
  show("fields");
  title.focus();
});
