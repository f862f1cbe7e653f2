// What every page of the house does: CSRF for htmx, one confirm dialog, guard of unsaved forms, filters, network notices.

const ask = document.getElementById("ask");
const notices = document.getElementById("notices");

/** Show *text* in the house's dialog; resolves to whether the person agreed. */
function agreed(text) {
  ask.querySelector("#ask-text").textContent = text;
  ask.returnValue = "no";
  ask.showModal();
  return new Promise((resolve) => {
    ask.addEventListener("close", () => resolve(ask.returnValue === "yes"), { once: true });
  });
}

/** Put a sentence at the top of the page, once. */
function notice(text) {
  if ([...notices.children].some((one) => one.dataset.text === text)) return;
  const box = document.createElement("div");
  box.className = "alert alert-warning";
  box.setAttribute("role", "alert");
  box.dataset.text = text;
  box.textContent = text;
  notices.prepend(box);
}

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name=csrf]")?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});
document.addEventListener("htmx:responseError", () => notice(document.body.dataset.failed));
document.addEventListener("htmx:sendError", () => notice(document.body.dataset.offline));
// A whole page where a part was asked for: the session has ended. Nothing typed is thrown away.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!/^\s*<!doctype html/i.test(event.detail.xhr.responseText)) return;
  event.detail.shouldSwap = false;
  notice(document.body.dataset.signedOut);
});
document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  agreed(event.detail.question).then((yes) => yes && event.detail.issueRequest(true));
});

window.addEventListener("offline", () => notice(document.body.dataset.offline));
window.addEventListener("online", () => {
  for (const box of [...notices.children]) if (box.dataset.text === document.body.dataset.offline) box.remove();
});

// <form data-confirm="…"> or <button data-confirm="…"> asks first; a POST form is sent once.
const confirmed = new WeakSet();
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !confirmed.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    agreed(question).then((yes) => {
      if (!yes) return;
      confirmed.add(form);
      form.requestSubmit(submitter);
    });
    return;
  }
  confirmed.delete(form);
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    setTimeout(() => sent.delete(form), 5000); // a form that downloads a file leaves the page as it is
  }
  delete form.dataset.dirty;
}, true);
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

// <form data-guard>: leaving with unsaved words is asked about.
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) form.dataset.dirty = "1";
});
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
});

// <select data-autosubmit> in a filter form sends it at once.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-autosubmit]")) event.target.form.requestSubmit();
});

// <input data-narrows="id">: only the choices of that group whose words contain what is typed; ticked ones always.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\u0111/g, "d");
document.addEventListener("input", (event) => {
  const group = document.getElementById(event.target.dataset?.narrows);
  if (!group) return;
  event.stopPropagation();
  const wanted = folded(event.target.value.trim());
  for (const label of group.querySelectorAll(".choices label")) {
    const away = !folded(label.textContent).includes(wanted) && !label.querySelector("input").checked;
    label.parentElement.hidden = away;
  }
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset?.narrows) event.preventDefault(); // it searches, it does not send
});

// The first wrong field is where the person wants to be.
document.querySelector(".is-invalid, [aria-invalid=true]")?.focus();
