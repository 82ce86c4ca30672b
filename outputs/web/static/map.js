// Makes the drawn maps ones that can be moved and zoomed; their places stay links.
(async () => {
  for (const figure of document.querySelectorAll("figure.map")) {
    const drawing = figure.querySelector("svg");
    const places = [...drawing.querySelectorAll("a[data-lat]")];
    const answer = await fetch(figure.dataset.map);
    if (!answer.ok || !places.length) continue;
    const outlines = await answer.json();
    const host = document.createElement("div");
    host.className = "moving";
    host.setAttribute("role", "region");
    host.setAttribute("aria-label", figure.dataset.label);
    drawing.before(host);
    figure.classList.add("is-moving");
    const map = L.map(host, {
      attributionControl: false, zoomControl: false, scrollWheelZoom: false, zoomSnap: 0.25, minZoom: 2, maxZoom: 9,
      maxBounds: [[20, -10], [82, 200]],
    });
    // Not top left: that is where Moscow stands, to which many files lead.
    L.control.zoom({ position: "bottomright" }).addTo(map);
    L.geoJSON(outlines, {
      interactive: false,
      style: (each) => ({ className: each.properties.home ? "land home" : "land" }),
    }).addTo(map);
    const around = L.latLngBounds([[40.2, 46], [55.8, 88]]);
    for (const link of places) around.extend([link.dataset.lat, link.dataset.lon]);
    map.fitBounds(around);
    const size = Math.max(0.6, Math.min(1, host.clientWidth / 1000));
    const shown = places.map((link) => {
      const radius = Number(link.dataset.radius) * size;
      const marker = L.circleMarker([link.dataset.lat, link.dataset.lon], {
        radius,
        className: link.classList.contains("area") ? "spot area" : "spot",
      }).addTo(map);
      const label = document.createElement("span");
      const title = link.querySelector("title").textContent;
      label.textContent = title.slice(0, title.lastIndexOf(":"));
      label.title = title;
      marker.bindTooltip(label, { permanent: true, direction: "auto", className: "spot-name", offset: [radius, 0] });
      marker.on("click", () => { location.href = link.getAttribute("href"); });
      return { marker, times: Number(link.dataset.times) };
    });
    // Names that would lie over a name of a place named more often wait until the map is nearer.
    const clear = () => {
      const taken = [];
      for (const { marker } of [...shown].sort((a, b) => b.times - a.times)) {
        const element = marker.getTooltip().getElement();
        const box = element.getBoundingClientRect();
        const over = taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
        element.classList.toggle("waits", over);
        if (!over) taken.push(box);
      }
    };
    map.on("zoomend moveend", clear);
    clear();
  }
})();
