// Tells the server that a sound was heard, once nine tenths of it have really been played (skipping does not count).

const SHARE = 0.9;

function playedMs(audio) {
  let total = 0;
  for (let part = 0; part < audio.played.length; part += 1) total += audio.played.end(part) - audio.played.start(part);
  return total * 1000;
}

async function tell(audio) {
  const { heard } = audio.dataset;
  if (!heard || playedMs(audio) < Number(audio.dataset.ms) * SHARE) return;
  delete audio.dataset.heard;
  try {
    const answer = await fetch(heard, {
      method: "POST",
      headers: { "X-CSRFToken": document.querySelector("meta[name=csrf]").content },
    });
    if (!answer.ok) throw new Error(answer.status);
    const badge = audio.parentElement.querySelector("[data-heard-badge]");
    if (badge) {
      badge.textContent = badge.dataset.yes;
      badge.classList.replace("badge-wait", "badge-sure");
    }
  } catch {
    audio.dataset.heard = heard; // no signal: the next pause or second of playing tries again
  }
}

for (const name of ["timeupdate", "pause", "ended"]) {
  document.addEventListener(name, (event) => event.target.matches?.("audio") && tell(event.target), true);
}
