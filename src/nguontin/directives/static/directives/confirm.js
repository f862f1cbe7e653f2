// The confirm screen: a field and its place in the paper light each other; a task can be made of selected text.

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
  const wanted = event.target.closest("[data-show]")?.dataset.show;
  if (wanted && event.target.closest("button")) {
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
