// Swaps parts of the page that the server sends: the state of a work as it changes, and what is wrong with a form while one types.
// Without this file everything works by reloading.

const swap = html => {
  const sent = new DOMParser().parseFromString(html, "text/html");
  for (const part of sent.body.querySelectorAll("[id]")) {
    if (part.parentElement !== sent.body) continue;
    const here = document.getElementById(part.id);
    if (!here) continue;
    const active = document.activeElement;
    const focused = here.contains(active) ? active.id : "";
    if (here.outerHTML !== part.outerHTML) here.replaceWith(document.adoptNode(part));
    if (focused) document.getElementById(focused)?.focus();
    if (part.dataset.for) mark(part.dataset.for, part.textContent.trim() !== "");
  }
};

const mark = (id, isFaulty) => {
  const field = document.getElementById(id);
  if (!field) return;
  if (isFaulty) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
};

for (const place of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(place.dataset.live);
  source.addEventListener("part", event => swap(event.data));
  source.addEventListener("last", event => { swap(event.data); source.close(); });
  addEventListener("pagehide", () => source.close());
}

for (const form of document.querySelectorAll("form[data-check]")) {
  let timer = 0, asking = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      try {
        const answer = await fetch(form.dataset.check, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asking.signal });
        if (answer.ok) swap(await answer.text());
      } catch (failure) {
        if (failure.name !== "AbortError") throw failure;
      }
    }, 200);
  });
}
