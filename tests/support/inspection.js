// What is wrong with the page that is shown, in words for the test's report. Returns {complaints, links}.
() => {
  const complaints = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (element) => element.id || element.className || element.tagName;
  const text = (element) => (element?.textContent ?? "").trim();

  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) {
    const guilty = [...document.querySelectorAll("main *, header *, nav *")]
      .filter((element) => shown(element) && element.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 3)
      .map(name);
    complaints.push(`${wide} px too wide: ${guilty.join("; ")}`);
  }
  if (!["vi", "en"].includes(document.documentElement.lang)) complaints.push("html has no language");
  if (!document.title.includes("·") || document.title.startsWith(" ")) complaints.push(`title: ${document.title}`);
  const headings = [...document.querySelectorAll("h1")].filter((one) => shown(one) && text(one));
  if (headings.length !== 1) complaints.push(`${headings.length} main headings`);

  const labelled = (element) =>
    element.getAttribute("aria-label") ||
    text(document.getElementById(element.getAttribute("aria-labelledby"))) ||
    [...(element.labels ?? [])].some(text) ||
    element.title;
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!labelled(field)) complaints.push(`a field without a name: ${field.name || name(field)}`);
  }
  for (const control of document.querySelectorAll("button, a[href], summary")) {
    if (shown(control) && !text(control) && !labelled(control)) complaints.push(`a control without words: ${name(control)}`);
  }
  for (const control of document.querySelectorAll("button, a.btn, select, input.form-control")) {
    const { height, width } = control.getBoundingClientRect();
    if (shown(control) && (height < 24 || width < 24)) complaints.push(`too small to touch: ${text(control) || name(control)}`);
  }
  const seen = new Set();
  for (const { id } of document.querySelectorAll("[id]")) {
    if (seen.has(id)) complaints.push(`two elements are called ${id}`);
    seen.add(id);
  }

  const own = document.body.cloneNode(true);
  for (const other of own.querySelectorAll("script, template, .paper-text, [lang]:not([lang=vi])")) other.remove();
  const leftover = own.textContent.match(/\{\{|\{%|%\(|\bNone\b|\bundefined\b|\bNaN\b|&lt;|\bdatetime\b/);
  if (leftover) complaints.push(`left over: ${leftover[0]}`);
  const words =
    /\b(the|Submit|Search|Error|Save|Cancel|Delete|Next|Previous|Choose|This field|Currently|Clear|Change|Add|Remove|Yes|No|pending|approved|draft|submitted|unknown|played|missed|open|waiting)\b/;
  const foreign = document.documentElement.lang === "vi" && own.textContent.match(words);
  if (foreign) complaints.push(`English on a Vietnamese page: ${foreign[0]}`);

  const links = [...document.querySelectorAll("a[href]")].map((link) => link.href.split("#")[0]);
  return { complaints, links };
}
