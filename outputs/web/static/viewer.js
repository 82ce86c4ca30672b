// Lets a reader look into the page image, and ties every word of the text to its place on it.
(() => {
  const frame = document.getElementById("viewer");
  const overlay = document.getElementById("overlay");
  const text = document.getElementById("text");
  const width = Number(frame.dataset.width), height = Number(frame.dataset.height);
  const boxOf = (element) => element.dataset.box.split(" ").map(Number);

  // Every picture of the page is laid into the same frame, so that all boxes fit.
  function picture(url) {
    return { type: "image", url, width, height, buildPyramid: false };
  }

  // The scan comes in tiles, as sharp as one looks; what was made of it is one picture.
  async function sourceOf(url) {
    if (!url.includes("/image.jpg")) return picture(url);
    try {
      const answer = await fetch(frame.dataset.tiles);
      if (!answer.ok) return picture(url);
      // By this page's own address: the server may not know under which name it is reached.
      return { ...await answer.json(), id: new URL(frame.dataset.tiles, location).href.replace(/\/info\.json$/, "") };
    } catch {
      return picture(url);
    }
  }

  document.documentElement.classList.add("js");
  // The viewer adds a style element unless it finds its own; the server's policy forbids inline
  // styles and reports even an empty one. An element that is only called so keeps both content.
  const standIn = document.createElementNS("urn:aigaq:stand-in", "style");
  standIn.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(standIn);

  const viewer = new OpenSeadragon.Viewer({
    element: frame,
    drawer: "canvas",
    showNavigationControl: false,
    visibilityRatio: 0.4,
    maxZoomPixelRatio: 3,
    animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.5,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
  });
  overlay.querySelector("image").remove();
  sourceOf(frame.dataset.image).then((source) => viewer.open(source));
  viewer.addHandler("open", () => {
    viewer.addOverlay({ element: overlay, location: new OpenSeadragon.Rect(0, 0, 1, height / width) });
    const focus = overlay.querySelector(".focus");
    if (focus) show(rectOf(focus));
    frame.dataset.ready = "yes";
  });

  viewer.addHandler("open-failed", () => { frame.replaceChildren(frame.dataset.failed); });

  // What is switched here stays so on the pages that one turns to: their addresses say it.
  function remember(name, value, usual) {
    const said = (address) => {
      const url = new URL(address);
      if (value === usual) url.searchParams.delete(name); else url.searchParams.set(name, value);
      return url.href;
    };
    history.replaceState(null, "", said(location.href));
    document.querySelectorAll(`.turn a[rel], .tongues a, .themes a${name === "picture" ? "" : ", .pictures a"}`)
      .forEach((link) => { link.href = said(link.href); });
    const field = document.querySelector(`.find [name=${name}]`);
    field.value = value;
    field.disabled = value === usual;
  }

  document.querySelectorAll("[data-switch]").forEach((box) => {
    box.checked = box.defaultChecked; // as the address says, whatever a browser kept from before
    box.addEventListener("change", () => remember(box.dataset.switch, box.checked ? "on" : "off", "on"));
  });

  const pictures = document.querySelectorAll("[data-picture]");
  pictures.forEach((link) => link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const pane = frame.parentElement;
    pane.setAttribute("aria-busy", "true");
    viewer.addTiledImage({
      tileSource: await sourceOf(link.dataset.source), index: 0, replace: true,
      success: () => {
        pane.removeAttribute("aria-busy");
        pictures.forEach((each) => each.removeAttribute("aria-current"));
        link.setAttribute("aria-current", "true");
        document.querySelector("#on-paper image").setAttribute("href", link.dataset.source);
        remember("picture", link.dataset.picture, "scan");
      },
      error: () => location.assign(link.href),
    });
  }));

  function rectOf(rect) {
    return ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
  }

  // A stretch of the page around the box: wide enough to read the line it stands in.
  function show([x, y, w, h]) {
    const wide = Math.max(w * 2.5, width * 0.5), tall = Math.max(h * 8, height * 0.2);
    const left = Math.min(Math.max(0, x + w / 2 - wide / 2), Math.max(0, width - wide));
    viewer.viewport.fitBounds(
      new OpenSeadragon.Rect(left / width, (y + h / 2 - tall / 2) / width, wide / width, tall / width));
  }

  const pointer = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  pointer.setAttribute("class", "box pointer");
  function point(box) {
    ["x", "y", "width", "height"].forEach((name, at) => pointer.setAttribute(name, box[at]));
    overlay.append(pointer);
  }

  function light(mention, on) {
    document.querySelectorAll(`[data-mention="${mention}"]`)
      .forEach((element) => element.classList.toggle("lit", on));
  }

  // A finger that scrolls passes over words that it does not mean; it has its taps.
  for (const [kind, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(kind, (event) => {
      if (event.pointerType === "touch") return;
      const named = event.target.closest?.("[data-mention]");
      if (named) light(named.dataset.mention, on);
      const word = event.target.closest?.("[data-box]");
      if (word && on) point(boxOf(word)); else pointer.remove();
    });
  }

  const words = [...(text?.querySelectorAll("[data-box]") ?? [])].map((element) => [element, ...boxOf(element)]);
  function wordAt(position) {
    const at = viewer.viewport.viewportToImageCoordinates(viewer.viewport.pointFromPixel(position));
    return words.find(([, x, y, w, h]) => at.x >= x && at.x <= x + w && at.y >= y && at.y <= y + h)?.[0];
  }

  function lightWord(word) {
    text.querySelectorAll("span.lit").forEach((each) => each.classList.remove("lit"));
    pointer.remove();
    if (!word) return;
    word.classList.add("lit");
    point(boxOf(word));
  }

  // Point at a word of the image and it lights up in the text too.
  new OpenSeadragon.MouseTracker({
    element: frame,
    moveHandler: (event) => {
      if (text && event.pointerType === "mouse") lightWord(wordAt(event.position));
    },
    leaveHandler: (event) => { if (text && event.pointerType === "mouse") lightWord(); },
  });

  text?.addEventListener("click", (event) => {
    const word = event.target.closest("[data-box]");
    if (word) { show(boxOf(word)); lightWord(word); }
  });

  document.getElementById("others")?.addEventListener("click", (event) => {
    const word = event.target.hash && document.querySelector(event.target.hash);
    if (word) { show(boxOf(word)); point(boxOf(word)); }
  });

  // A click or a tap on the image leads to the word under it.
  viewer.addHandler("canvas-click", (event) => {
    if (!event.quick || !text) return;
    const word = wordAt(event.position);
    lightWord(word);
    // Not at once: the click that follows a tap would hit what was scrolled under the finger.
    if (word) setTimeout(() => word.scrollIntoView({ block: "nearest" }), 80);
  });

  // Faded carbon copies: first more contrast, then white on black. It stays while one leafs on.
  const contrasts = ["", "strong", "inverted"];
  function setContrast(chosen) {
    frame.dataset.contrast = chosen;
    tools.querySelector("[data-tool=contrast]").setAttribute("aria-pressed", String(chosen !== ""));
    sessionStorage.setItem("aigaq-contrast", chosen);
  }

  let hit = -1;
  const tools = document.getElementById("tools");
  tools.hidden = false;
  setContrast(sessionStorage.getItem("aigaq-contrast") ?? "");
  tools.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]")?.dataset.tool;
    if (tool === "in") viewer.viewport.zoomBy(1.5);
    if (tool === "out") viewer.viewport.zoomBy(1 / 1.5);
    if (tool === "home") viewer.viewport.goHome();
    if (tool === "turn") viewer.viewport.rotateBy(90);
    if (tool === "contrast") setContrast(contrasts[(contrasts.indexOf(frame.dataset.contrast) + 1) % contrasts.length]);
    if (tool === "full" && document.fullscreenElement) document.exitFullscreen();
    else if (tool === "full") frame.parentElement.requestFullscreen?.();
    if (tool === "hit") {
      const hits = overlay.querySelectorAll(".box.hit");
      hit = (hit + 1) % hits.length;
      show(rectOf(hits[hit]));
    }
  });
})();
