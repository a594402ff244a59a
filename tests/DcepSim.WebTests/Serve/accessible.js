// What everybody needs of a page, as a list of faults: names of controls and pictures, contrast of 4.5 and more, one heading, no sideways scrolling.
() => {
  const faults = [];
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const ground = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1]);
  };
  const light = colour => {
    const [r, g, b] = colour.slice(0, 3).map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const isSeen = element => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const nameOf = element => element.getAttribute("aria-label") || [...(element.labels || [])].map(label => label.textContent.trim()).join(" ") || element.textContent.trim() || element.getAttribute("alt");

  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href], progress, svg[role=img]"))
    if (isSeen(control) && !nameOf(control) && !control.querySelector("img[alt]:not([alt=''])")) faults.push(`no name: ${control.outerHTML.slice(0, 120)}`);
  for (const image of document.querySelectorAll("img")) if (!image.hasAttribute("alt")) faults.push(`no alt: ${image.outerHTML.slice(0, 120)}`);
  for (const field of document.querySelectorAll("[aria-describedby], [aria-labelledby]"))
    for (const id of `${field.getAttribute("aria-describedby") || ""} ${field.getAttribute("aria-labelledby") || ""}`.split(/\s+/).filter(Boolean))
      if (!document.getElementById(id)) faults.push(`describes nothing: ${id}`);
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) faults.push(`id twice: ${id}`);
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  if (!document.documentElement.lang) faults.push("no language");
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} of ${innerWidth}`);

  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    if (!words.currentNode.textContent.trim() || !isSeen(element) || element.closest(".skip")) continue;
    const style = getComputedStyle(element);
    const under = ground(element);
    const ratio = contrast(over(rgba(element instanceof SVGElement ? style.fill : style.color), under), under);
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: "${words.currentNode.textContent.trim().slice(0, 40)}" (${element.tagName} ${element.getAttribute("class") || ""})`);
  }
  return faults;
}
