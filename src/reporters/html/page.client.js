// The page reads without this. It shows one build at a time, draws the journeys, and lights the one that is looked at.
for (const build of document.querySelectorAll(".build")) showJourneys(build);
showBuild();
addEventListener("hashchange", showBuild);
addEventListener("beforeprint", () => openAll(true));
addEventListener("afterprint", () => openAll(false));

/** Shows the build that the address names, by itself or by something in it; else the first. */
function showBuild() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const builds = [...document.querySelectorAll(".build")];
  const shown = named?.closest(".build") ?? builds.find((build) => !build.hidden) ?? builds[0];
  for (const build of builds) build.hidden = build !== shown;
  for (const link of document.querySelectorAll("nav a"))
    if (link.hash === `#${shown?.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  if (named && named !== shown) named.scrollIntoView({ block: "nearest" });
}

/** Paper has no summaries to click on, and holds all builds. */
function openAll(print) {
  for (const journey of document.querySelectorAll("details")) {
    if (print && !journey.open) journey.dataset.closed = "";
    if (print) journey.open = true;
    else if ("closed" in journey.dataset) {
      journey.open = false;
      delete journey.dataset.closed;
    }
  }
  if (!print) return showBuild();
  for (const build of document.querySelectorAll(".build")) build.hidden = false;
}

function showJourneys(build) {
  const columns = build.querySelector(".columns");
  const journeys = [...build.querySelectorAll("details")];
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "ways");
  drawing.setAttribute("aria-hidden", "true");
  columns.append(drawing);

  const draw = () => {
    drawing.replaceChildren();
    const frame = columns.getBoundingClientRect();
    if (frame.width === 0) return;
    drawing.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    for (const { dataset, classList } of journeys) {
      const hue = [...classList].find((name) => name.startsWith("hue-"));
      for (const [pairs, kind] of [
        [dataset.steps, "step"],
        [dataset.hides, "hide"],
      ])
        for (const pair of pairs.split(",").filter(Boolean)) {
          const [from, to] = pair.split(" ").map((id) => document.getElementById(id));
          if (!from || !to) continue;
          const path = document.createElementNS(drawing.namespaceURI, "path");
          path.setAttribute("d", route(from, to, frame, Number(dataset.journey)));
          path.setAttribute("class", `${kind} ${hue}`);
          path.dataset.journey = dataset.journey;
          drawing.append(path);
        }
    }
    light();
  };

  /** What is lit: what the pointer or the focus is on, else the journeys that are open. */
  let looked;
  const light = () => {
    const lit = new Set(
      looked === undefined
        ? journeys.filter(({ open }) => open).map(({ dataset }) => dataset.journey)
        : [looked],
    );
    build.classList.toggle("looking", lit.size > 0);
    for (const part of build.querySelectorAll("[data-journey]"))
      part.classList.toggle("lit", lit.has(part.dataset.journey));
  };
  const look = ({ target }) => {
    looked = target?.closest?.("[data-journey]")?.dataset.journey;
    light();
  };
  const lookAway = () => look({});
  build.addEventListener("pointerover", look);
  build.addEventListener("pointerleave", lookAway);
  build.addEventListener("focusin", look);
  build.addEventListener("focusout", lookAway);
  build.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const journey of journeys) journey.open = false;
    lookAway();
  });
  build.addEventListener("click", ({ target }) => {
    const chip = target.closest("a[data-journey]");
    if (chip) journeys[Number(chip.dataset.journey)].open = true;
  });
  for (const journey of journeys) journey.addEventListener("toggle", light);
  new ResizeObserver(draw).observe(columns);
}

/** A curve from one element to another, in the coordinates of the frame: across between columns, and in the margin within one. */
function route(from, to, frame, journey) {
  const [start, end] = [from, to].map((element) => {
    const { left, right, top, height } = element.getBoundingClientRect();
    const column = element.closest(".column").getBoundingClientRect();
    return {
      left: left - frame.left,
      right: right - frame.left,
      y: top - frame.top + Math.min(height / 2, 14),
      edge: column.left - frame.left,
      otherEdge: column.right - frame.left,
    };
  });
  if (start.edge === end.edge) {
    const margin = start.edge - 8 - (journey % 8) * 2;
    const turn = Math.sign(end.y - start.y) * Math.min(8, Math.abs(end.y - start.y) / 2);
    return `M${start.left} ${start.y} H${margin + 8} q-8 0 -8 ${turn} V${end.y - turn} q0 ${turn} 8 ${turn} H${end.left}`;
  }
  // It bends between the columns only, so that it meets the edge of each at the height of what it leads to.
  const [x, out, into, until] =
    start.edge < end.edge
      ? [start.right, start.otherEdge, end.edge, end.left]
      : [start.left, start.edge, end.otherEdge, end.right];
  const bend = (into - out) / 2;
  return `M${x} ${start.y} H${out} C${out + bend} ${start.y} ${into - bend} ${end.y} ${into} ${end.y} H${until}`;
}
