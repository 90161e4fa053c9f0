// The tree of a frame and its bytes, side by side: what is chosen in one is lit in the other. The bytes come over HTTP and
// live in the browser only; the page's circuit never holds them.

const COLUMNS = 16;
const FIRST = 4096;
const hex = (value) => value.toString(16).padStart(2, "0");
let running = null;

export async function show(panes, address) {
  panes.dataset.address = address;
  await load(panes, "0");
}

// The bytes of one view: the frame's own, or what was put together from several frames, unpacked or decrypted.
async function load(panes, view) {
  running?.abort();
  running = new AbortController();
  const target = panes.querySelector("[data-bytes]");
  target.textContent = "";
  target.dataset.view = view;
  for (const tab of panes.querySelectorAll("[data-show-view]")) {
    tab.setAttribute("aria-selected", String(tab.dataset.showView === view));
  }
  try {
    const response = await fetch(`${panes.dataset.address}?view=${view}`, { signal: running.signal, credentials: "same-origin" });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    draw(target, new Uint8Array(await response.arrayBuffer()), FIRST);
    const chosen = panes.querySelector("[data-node][aria-selected=true]");
    if (chosen) light(panes, chosen);
  } catch (error) {
    if (error.name !== "AbortError") target.textContent = `The bytes could not be read: ${error.message}`;
  }
}

function draw(target, bytes, limit) {
  target.textContent = "";
  const lines = document.createDocumentFragment();
  const end = Math.min(bytes.length, limit);
  for (let at = 0; at < end; at += COLUMNS) {
    const line = document.createElement("div");
    const offset = document.createElement("span");
    offset.className = "offset";
    offset.textContent = at.toString(16).padStart(4, "0");
    line.append(offset);
    for (const text of [false, true]) {
      const part = document.createElement("span");
      part.className = text ? "ascii" : "hex";
      for (let i = at; i < Math.min(at + COLUMNS, end); i += 1) {
        const one = document.createElement("i");
        one.dataset.at = i;
        const value = bytes[i];
        one.textContent = text ? (value >= 32 && value < 127 ? String.fromCharCode(value) : "·") : hex(value);
        if (!text && i % COLUMNS === 8) one.className = "half";
        part.append(one);
      }
      line.append(part);
    }
    lines.append(line);
  }
  target.append(lines);
  if (bytes.length > end) {
    const more = document.createElement("button");
    more.type = "button";
    more.className = "btn quiet";
    more.textContent = `Show all ${bytes.length.toLocaleString("en")} bytes`;
    more.onclick = () => draw(target, bytes, Infinity);
    target.append(more);
  }
}

const range = (node) => ({ start: +node.dataset.offset, end: +node.dataset.offset + +node.dataset.length });

function light(panes, node) {
  for (const lit of panes.querySelectorAll(".lit, .lit-layer")) lit.classList.remove("lit", "lit-layer");
  const mark = (element, name) => {
    const { start, end } = range(element);
    if (!(end > start) || element.dataset.view !== panes.querySelector("[data-bytes]").dataset.view) return;
    for (const one of panes.querySelectorAll("[data-bytes] i[data-at]")) {
      const at = +one.dataset.at;
      if (at >= start && at < end) one.classList.add(name);
    }
  };
  const layer = [...panes.querySelectorAll("[data-tree] > details")].find((root) => root.contains(node));
  if (layer) mark(layer.querySelector("summary"), "lit-layer");
  mark(node, "lit");
  panes.querySelector("[data-bytes] .hex .lit")?.scrollIntoView({ block: "nearest" });
}

function choose(panes, node) {
  for (const other of panes.querySelectorAll("[data-node][aria-selected=true]")) other.removeAttribute("aria-selected");
  node.setAttribute("aria-selected", "true");
  if (node.dataset.view !== panes.querySelector("[data-bytes]").dataset.view && +node.dataset.length > 0) {
    load(panes, node.dataset.view);
  } else {
    light(panes, node);
  }
  const bar = panes.querySelector("[data-field-bar]");
  if (!bar) return;
  const filter = node.dataset.filter ?? "";
  bar.querySelector("[data-field-name]").textContent = filter || node.dataset.name || "no field of its own";
  const copy = bar.querySelector("[data-copy]");
  copy.dataset.copy = filter || node.textContent.trim();
  for (const link of bar.querySelectorAll("a[data-apply]")) {
    const address = new URL(window.location.href);
    const before = address.searchParams.get("filter");
    const negated = link.dataset.apply === "not";
    const one = negated ? `!(${filter})` : filter;
    address.searchParams.set("filter", before && link.dataset.apply !== "only" ? `(${before}) && ${one}` : one);
    link.href = address.pathname + address.search;
    link.hidden = filter === "";
  }
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const panes = event.target.closest("[data-frame-panes]");
  if (!panes) return;
  const node = event.target.closest("[data-node]");
  if (node) {
    choose(panes, node);
    return;
  }
  const tab = event.target.closest("[data-show-view]");
  if (tab) {
    load(panes, tab.dataset.showView);
    return;
  }
  const one = event.target.closest("[data-bytes] i[data-at]");
  if (!one) return;
  const at = +one.dataset.at;
  const view = panes.querySelector("[data-bytes]").dataset.view;
  // The innermost line of the tree that tells of this byte: the shortest range, the later one among equals.
  let best = null;
  for (const candidate of panes.querySelectorAll("[data-tree] [data-node]")) {
    const { start, end } = range(candidate);
    if (candidate.dataset.view !== view || at < start || at >= end) continue;
    if (!best || end - start <= range(best).end - range(best).start) best = candidate;
  }
  if (!best) return;
  for (let parent = best.closest("details"); parent; parent = parent.parentElement?.closest("details")) parent.open = true;
  choose(panes, best);
  best.scrollIntoView({ block: "nearest" });
});
