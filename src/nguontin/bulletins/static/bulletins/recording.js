// Records with the microphone and uploads; a recording that could not be sent stays, and the same button sends it again.

const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const unsent = new Map();
let running = null;

const label = (button, words) => {
  button.querySelector("span").textContent = words;
};

function say(button, words) {
  const box = document.createElement("div");
  box.className = "alert alert-warning mt-2";
  box.setAttribute("role", "alert");
  box.textContent = words;
  button.parentElement.after(box);
}

async function send(button, blob) {
  const url = button.dataset.record;
  const form = new FormData();
  form.append("file", blob, `thu-am.${blob.type.includes("webm") ? "webm" : blob.type.includes("ogg") ? "ogg" : "m4a"}`);
  form.append("kind", "recorded");
  button.disabled = true;
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: form,
      headers: { "X-CSRFToken": document.querySelector("meta[name=csrf]").content, "HX-Request": "true" },
    });
    if (answer.status >= 500) throw new Error(answer.status);
    unsent.delete(url);
    htmx.swap(button.closest("[id^=sound-]"), await answer.text(), { swapStyle: "outerHTML" });
  } catch {
    unsent.set(url, blob);
    label(button, button.dataset.again);
    say(button, document.body.dataset.offline);
  } finally {
    button.disabled = false;
  }
}

async function start(button) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: true } });
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const pieces = [];
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    label(button, button.dataset.start);
    button.classList.remove("btn-danger");
    send(button, new Blob(pieces, { type: recorder.mimeType }));
  });
  recorder.start(1000);
  running = { button, recorder };
  label(button, button.dataset.stop);
  button.classList.add("btn-danger");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-record]");
  if (!button) return;
  if (running) {
    running.recorder.stop();
    running = null;
  } else if (unsent.has(button.dataset.record)) {
    await send(button, unsent.get(button.dataset.record));
  } else {
    try {
      await start(button);
    } catch {
      say(button, button.dataset.denied);
    }
  }
});
