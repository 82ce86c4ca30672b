// The keys of the page view; each does what a button or a link on the page does.
(() => {
  const dialog = document.getElementById("keys");
  const listening = document.getElementById("keys-on");
  const kept = "aigaq-keys";
  listening.checked = localStorage.getItem(kept) !== "off";
  listening.addEventListener("change", () =>
    localStorage.setItem(kept, listening.checked ? "on" : "off"));

  // Places on the keyboard, not letters, so that they work under a Cyrillic layout too.
  const pressed = {
    KeyN: ".turn [rel=next]", KeyP: ".turn [rel=prev]", KeyU: ".turn .up",
    Equal: "[data-tool=in]", NumpadAdd: "[data-tool=in]",
    Minus: "[data-tool=out]", NumpadSubtract: "[data-tool=out]",
    Digit0: "[data-tool=home]", Numpad0: "[data-tool=home]",
    KeyR: "[data-tool=turn]", KeyC: "[data-tool=contrast]", KeyH: "[data-tool=hit]",
    KeyD: "#show-doubt",
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing || dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?" || (event.key === "," && event.shiftKey)) dialog.showModal();
    else if (!listening.checked) return;
    else if (event.code === "KeyF") document.querySelector(".find input").focus();
    else if (pressed[event.code]) document.querySelector(pressed[event.code])?.click();
    else return;
    event.preventDefault();
    event.stopPropagation(); // the viewer has keys of its own, which this list takes the place of
  }, { capture: true });

  document.querySelector("[data-tool=keys]").addEventListener("click", () => dialog.showModal());
})();
