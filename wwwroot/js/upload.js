// Many files at once, in chunks, resumable: the server knows how much of each it has, so that a broken line, a restarted
// server or a reloaded page costs at most one chunk. Bytes go over HTTP, never through the page's circuit.

const CHUNK = 8 * 1024 * 1024;
const AT_ONCE = 2;
const LONGEST_WAIT = 30000;

const entries = [];
let caseId = 0;
let page = null;
let canWrite = false;
let nextId = 1;
let tellDue = false;
let droppedEarly = false;

// Files may come before the page's circuit is there to say which case it shows: the address says it too.
const shownCase = () => caseId || Number(/^\/cases\/(\d+)(\/|$)/.exec(location.pathname)?.[1] ?? 0);

const base = (entry) => `/api/v1/cases/${entry.caseId}/uploads`;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const isOpen = (entry) => entry.state === "waiting" || entry.state === "sending" || entry.state === "sealing";

// ---- what the page is told ----
function tell() {
  if (tellDue) return;
  tellDue = true;
  setTimeout(() => {
    tellDue = false;
    page?.invokeMethodAsync("UploadsChanged", entries.filter((entry) => entry.caseId === caseId).map(view)).catch(() => {});
  }, 200);
}

const view = ({ id, name, size, sent, state, problem, rate, evidenceId, isNew }) => ({
  id, name, size, sent, state, problem, rate, evidenceId, isNew,
});

// ---- one file ----
class Refused extends Error {}

async function call(entry, address, options = {}) {
  const response = await fetch(address, { ...options, signal: entry.stop.signal, credentials: "same-origin" });
  if (response.ok) return response.status === 204 ? null : response.json();
  let text = `The server answered ${response.status}.`;
  try {
    const problem = await response.json();
    text = problem.detail ?? problem.title ?? text;
  } catch {
    // Not a problem document: the status says enough.
  }
  const final = response.status >= 400 && response.status < 500 && ![408, 409, 423, 425, 429].includes(response.status);
  const error = final ? new Refused(text) : new Error(text);
  error.status = response.status;
  throw error;
}

const memory = (entry) => `portal-upload:${entry.caseId}:${entry.name}:${entry.size}:${entry.file.lastModified}`;

async function begin(entry) {
  const known = localStorage.getItem(memory(entry));
  if (known) {
    try {
      return await call(entry, `${base(entry)}/${known}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      localStorage.removeItem(memory(entry)); // finished or removed meanwhile
    }
  }
  const session = await call(entry, base(entry), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: entry.name, totalBytes: entry.size }),
  });
  localStorage.setItem(memory(entry), session.id);
  return session;
}

async function send(entry) {
  entry.state = "sending";
  let session = await begin(entry);
  entry.session = session.id;
  entry.sent = session.receivedBytes;
  tell();
  let failures = 0;
  while (entry.sent < entry.size) {
    const began = performance.now();
    try {
      session = await call(entry, `${base(entry)}/${session.id}?offset=${entry.sent}`, {
        method: "PATCH",
        headers: { "Content-Type": "application/octet-stream", "Upload-Offset": `${entry.sent}` },
        body: entry.file.slice(entry.sent, entry.sent + CHUNK),
      });
      const rate = ((session.receivedBytes - entry.sent) * 1000) / Math.max(1, performance.now() - began);
      entry.rate = entry.rate ? 0.7 * entry.rate + 0.3 * rate : rate;
      entry.sent = session.receivedBytes;
      entry.problem = null;
      failures = 0;
    } catch (error) {
      if (entry.stop.signal.aborted || error instanceof Refused) throw error;
      failures += 1;
      entry.problem = `${error.message} Trying again.`;
      entry.rate = 0;
      tell();
      await wait(Math.min(LONGEST_WAIT, 500 * 2 ** Math.min(failures, 6)));
      if (entry.stop.signal.aborted) throw error;
      try {
        session = await call(entry, `${base(entry)}/${session.id}`);
        entry.sent = session.receivedBytes;
      } catch (again) {
        if (again instanceof Refused) throw again;
      }
    }
    tell();
  }
  await seal(entry, session);
}

async function seal(entry, session) {
  entry.state = "sealing";
  for (let failures = 0; ; failures += 1) {
    tell();
    try {
      const result = await call(entry, `${base(entry)}/${session.id}/complete`, { method: "POST" });
      localStorage.removeItem(memory(entry));
      entry.evidenceId = result.evidenceId;
      entry.isNew = result.isNew;
      entry.state = "done";
      return;
    } catch (error) {
      if (entry.stop.signal.aborted || error instanceof Refused || failures > 8) throw error;
      entry.problem = `${error.message} Trying again.`;
      await wait(Math.min(LONGEST_WAIT, 500 * 2 ** failures));
    }
  }
}

async function run(entry) {
  try {
    await send(entry);
    entry.problem = null;
  } catch (error) {
    if (entry.stop.signal.aborted) {
      entry.state = "cancelled";
      entry.problem = null;
    } else {
      entry.state = "failed";
      entry.problem = error.message;
    }
  }
  tell();
  pump();
}

function pump() {
  const busy = entries.filter((entry) => entry.state === "sending" || entry.state === "sealing").length;
  for (const entry of entries.filter((waiting) => waiting.state === "waiting").slice(0, Math.max(0, AT_ONCE - busy))) {
    entry.state = "sending";
    run(entry);
  }
}

function add(files) {
  for (const file of files) {
    if (entries.some((entry) => isOpen(entry) && entry.name === file.name && entry.size === file.size && entry.file.lastModified === file.lastModified)) continue;
    const entry = { id: nextId++, caseId: shownCase(), file, name: file.name, size: file.size, sent: 0, rate: 0, problem: null, state: "waiting", stop: new AbortController() };
    if (file.size === 0) {
      entry.state = "failed";
      entry.problem = "The file is empty.";
    }
    entries.push(entry);
  }
  tell();
  pump();
}

// ---- dropping, anywhere on a page of the case ----
async function filesOf(transfer) {
  const roots = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (roots.length === 0) return [...transfer.files];
  const found = [];
  const walk = async (node) => {
    if (node.isFile) found.push(await new Promise((done, failed) => node.file(done, failed)));
    else {
      const reader = node.createReader();
      for (;;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (some.length === 0) break;
        for (const child of some) await walk(child);
      }
    }
  };
  for (const root of roots) await walk(root);
  return found;
}

const hasFiles = (event) => (canWrite || page === null) && shownCase() > 0 && [...(event.dataTransfer?.types ?? [])].includes("Files");
let depth = 0;

document.addEventListener("dragenter", (event) => {
  if (!hasFiles(event)) return;
  depth += 1;
  document.documentElement.classList.add("dropping");
});

document.addEventListener("dragleave", (event) => {
  if (!hasFiles(event)) return;
  depth = Math.max(0, depth - 1);
  if (depth === 0) document.documentElement.classList.remove("dropping");
});

document.addEventListener("dragover", (event) => {
  if (hasFiles(event)) event.preventDefault();
});

document.addEventListener("drop", async (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  depth = 0;
  document.documentElement.classList.remove("dropping");
  const files = await filesOf(event.dataTransfer);
  add(files);
  if (page) page.invokeMethodAsync("Dropped").catch(() => {});
  else droppedEarly = true;
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.matches("[data-upload]")) return;
  add([...input.files]);
  input.value = "";
});

window.addEventListener("beforeunload", (event) => {
  if (entries.some(isOpen)) event.preventDefault();
});

// ---- called by the page ----
export function attach(reference, id, mayWrite) {
  page = reference;
  caseId = id;
  canWrite = mayWrite;
  tell();
  if (droppedEarly) {
    droppedEarly = false;
    page.invokeMethodAsync("Dropped").catch(() => {});
  }
}

export function detach() {
  page = null;
  caseId = 0;
}

export function cancel(id) {
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry) return;
  entry.stop.abort();
  localStorage.removeItem(memory(entry));
  if (entry.session) fetch(`${base(entry)}/${entry.session}`, { method: "DELETE", credentials: "same-origin" }).catch(() => {});
  if (entry.state === "waiting" || entry.state === "failed") entry.state = "cancelled";
  tell();
}

export function retry(id) {
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry || isOpen(entry)) return;
  entry.stop = new AbortController();
  entry.problem = null;
  entry.state = "waiting";
  tell();
  pump();
}

export function clear() {
  for (let at = entries.length - 1; at >= 0; at -= 1) if (!isOpen(entries[at])) entries.splice(at, 1);
  tell();
}
