// Sends the chosen files one by one, each with its own progress and outcome. Without this script the form sends them together.

const form = document.getElementById("upload");
const list = document.getElementById("outcomes");

/** A line for one file, with a progress bar. */
function line(file) {
  const row = document.createElement("li");
  row.className = "card card-body";
  const name = document.createElement("strong");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.className = "w-100";
  bar.setAttribute("aria-label", `${file.name}: ${list.dataset.sending}`);
  row.append(name, bar);
  list.prepend(row);
  return { row, bar };
}

/** Send one file; its line becomes what the server says. */
function send(file) {
  const { row, bar } = line(file);
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("papers", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      if (request.status === 200) {
        row.insertAdjacentHTML("beforebegin", request.responseText);
        window.htmx.process(list);
        row.remove();
      } else {
        bar.remove();
        const why = document.createElement("p");
        why.className = "field-error mb-0";
        why.textContent = list.dataset.failed;
        row.append(why);
      }
      resolve();
    });
    request.send(data);
  });
}

form.addEventListener("submit", async (event) => {
  const chosen = [...form.elements.papers.files];
  if (!chosen.length) return;
  event.preventDefault();
  event.stopPropagation();
  form.elements.papers.value = "";
  for (const file of chosen) await send(file);
});
