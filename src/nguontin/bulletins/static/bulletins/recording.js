// Records with the microphone and uploads; a recording that could not be sent stays, and the same button sends it again.
// Buttons are known by their address alone: saving the words puts new ones in their place, even in the middle of a recording.

const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const ENDINGS = { "audio/webm": "webm", "audio/ogg": "ogg" };
const unsent = new Map();
let running = null;

const buttonOf = (url) => document.querySelector(`[data-record="${url}"]`);

/** Make the buttons say what pressing them would do now. */
function paint() {
  for (const button of document.querySelectorAll("[data-record]")) {
    const url = button.dataset.record;
    const { start, stop, again } = button.dataset;
    const records = running?.url === url;
    button.classList.toggle("btn-danger", records);
    button.classList.toggle("btn-outline-primary", !records);
    button.querySelector("span").textContent = records ? stop : unsent.has(url) ? again : start;
  }
}

function say(url, words) {
  const box = document.createElement("div");
  box.className = "alert alert-warning mt-2";
  box.setAttribute("role", "alert");
  box.textContent = words;
  buttonOf(url).parentElement.after(box);
}

/** Put the server's answer in the place of the sound's state, alive for htmx (it asks again while the sound is made). */
function show(url, html) {
  const place = buttonOf(url).closest("[id^=sound-]");
  const { id } = place;
  place.outerHTML = html;
  htmx.process(document.getElementById(id));
}

async function send(url, blob) {
  const form = new FormData();
  form.append("file", blob, `thu-am.${ENDINGS[blob.type.split(";")[0]] ?? "m4a"}`);
  form.append("kind", "recorded");
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: form,
      headers: { "X-CSRFToken": document.querySelector("meta[name=csrf]").content, "HX-Request": "true" },
    });
    if (answer.status >= 500) throw new Error(answer.status);
    unsent.delete(url);
    show(url, await answer.text());
  } catch {
    unsent.set(url, blob);
    say(url, document.body.dataset.offline);
  }
  paint();
}

async function start(url) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: true } });
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const pieces = [];
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    send(url, new Blob(pieces, { type: recorder.mimeType }));
  });
  recorder.start(1000);
  running = { url, recorder };
}

document.addEventListener("click", async (event) => {
  const url = event.target.closest("[data-record]")?.dataset.record;
  if (!url) return;
  if (running) {
    running.recorder.stop();
    running = null;
  } else if (unsent.has(url)) {
    await send(url, unsent.get(url));
  } else {
    await start(url).catch(() => say(url, buttonOf(url).dataset.denied));
  }
  paint();
});
document.addEventListener("htmx:afterSettle", paint);
window.addEventListener("beforeunload", (event) => (running || unsent.size) && event.preventDefault());
