// Drag over the years of an answer to narrow it to them; without it each year is a link of its own.
(() => {
  let from = null;
  const barAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".years a");
  const span = (one, other) => [one.dataset.year, other.dataset.year].map(Number).sort((a, b) => a - b);
  const paint = (first, last) => document.querySelectorAll(".years a").forEach((bar) =>
    bar.classList.toggle("dragged", +bar.dataset.year >= first && +bar.dataset.year <= last));
  document.addEventListener("pointerdown", (event) => {
    from = event.button === 0 ? event.target.closest(".years a") : null;
    if (from) event.preventDefault(); // else the browser drags the link
  });
  document.addEventListener("pointermove", (event) => {
    const bar = from && barAt(event);
    if (bar) paint(...span(from, bar));
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".years")) event.preventDefault();
  });
  document.addEventListener("pointerup", (event) => {
    const start = from, bar = start && barAt(event);
    from = null;
    if (!bar || bar === start) { paint(1, 0); return; } // a click is a link
    const [first, last] = span(start, bar);
    const address = start.closest(".years").dataset.range.replace("FIRST", first).replace("LAST", last);
    location.assign(address);
  });
  document.addEventListener("pointercancel", () => { from = null; paint(1, 0); });
})();
