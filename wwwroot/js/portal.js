// Keys, copying and the theme: the few things that only a browser can do. Everything listens on the document, so that
// pages declare (data-key, data-copy, data-rows) and never wire.

const typing = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) &&
  !(element instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(element.type));

const visible = (element) => element.getClientRects().length > 0 && !element.disabled;

// ---- copying ----
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-copy]");
  if (!button) return;
  event.preventDefault();
  const defanged = event.shiftKey && button.dataset.copyDefanged;
  await copy(defanged || button.dataset.copy);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 900);
});

document.addEventListener("dragstart", (event) => {
  const source = event.target instanceof Element && event.target.closest("[data-drag-text]");
  if (source) event.dataTransfer.setData("text/plain", source.dataset.dragText);
});

// ---- the rail, folded to give a narrow screen to the content ----
function foldRail(folded) {
  document.documentElement.classList.toggle("rail-folded", folded);
  localStorage.setItem("portal-rail", folded ? "folded" : "open");
}

foldRail(localStorage.getItem("portal-rail") === "folded");

// ---- keys ----
let waitingForLetter = 0;

function press(key) {
  const targets = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(visible);
  // The last one is the innermost: a dialog before the panel, the panel before the page.
  const target = targets.at(-1);
  if (!target) return false;
  if (typing(target)) {
    target.focus();
    target.select?.();
  } else target.click();
  return true;
}

function move(step) {
  const list = [...document.querySelectorAll("[data-rows]")].filter(visible).at(-1);
  // MudBlazor's grid draws its own rows.
  const rows = list ? [...list.querySelectorAll("[data-row], .mud-table-body > .mud-table-row")] : [];
  if (rows.length === 0) return false;
  const current = rows.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("is-current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, current < 0 ? 0 : current + step))];
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  if (list.dataset.rows === "select") next.click();
  return true;
}

// Ctrl+Enter sends the form of a text of several lines; Enter alone does where a line is the rule (data-enter).
document.addEventListener("keydown", (event) => {
  const area = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !(area instanceof HTMLTextAreaElement) || !area.form) return;
  if (!event.ctrlKey && !event.metaKey && !area.hasAttribute("data-enter")) return;
  event.preventDefault();
  area.form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const inDialog = document.querySelector(".mud-dialog") !== null;
  if (event.key === "Escape") {
    const draft = [...document.querySelectorAll("[data-panel] textarea")].find((area) => area.value.trim() !== "");
    if (typing(document.activeElement)) document.activeElement.blur();
    else if (inDialog) return;
    // A panel with an unsent text is closed by its button only: a key pressed twice must not throw words away.
    else if (draft) draft.focus();
    else press("Escape");
    return;
  }
  if (typing(event.target) || inDialog) return;

  let done = false;
  if (waitingForLetter && event.key.length === 1) {
    clearTimeout(waitingForLetter);
    waitingForLetter = 0;
    done = press(`g ${event.key}`);
  } else if (event.key === "g") {
    waitingForLetter = setTimeout(() => (waitingForLetter = 0), 1200);
    done = true;
  } else if (event.key === "/") {
    document.getElementById("global-search")?.focus();
    done = true;
  } else if (event.key === "[") {
    foldRail(!document.documentElement.classList.contains("rail-folded"));
    done = true;
  } else if (event.key === "j") done = move(1);
  else if (event.key === "k") done = move(-1);
  else if (event.key === "Enter") {
    const focused = document.activeElement;
    if (focused && focused.matches("a, button, summary")) return;
    if (focused?.matches(".mud-menu-activator")) {
      // MudBlazor gives the frame around our activator the focus and the role, but no key.
      focused.firstElementChild.click();
      event.preventDefault();
      return;
    }
    if (focused?.matches("[data-row]:not(.is-current)")) {
      focused.click();
      done = true;
    } else done = press("Enter");
  } else done = press(event.key);

  if (done) event.preventDefault();
});

// ---- focus ----
// A box outside the page, such as the search, led to the page and may lose the focus; a box of the page may not.
export function focusHeading(isFirst) {
  const active = document.activeElement;
  if (typing(active) && (isFirst || active.closest("#content"))) return;
  document.querySelector("h1")?.focus();
}

// ---- theme ----
export function setTheme(theme) {
  const year = 31536000;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.cookie = `portal-theme=${theme ?? ""}; path=/; max-age=${theme ? year : 0}; samesite=lax`;
  // A document of its own does not see ours change: it is asked for again.
  for (const frame of document.querySelectorAll("iframe[data-themed]")) frame.src = frame.src;
}

export const theme = () => document.documentElement.dataset.theme ?? null;

// ---- downloads and scrolling ----
export function download(address) {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}

export function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// The list grows while its first rows arrive: wait until the place exists.
export async function scrollRows(container, index, rowHeight) {
  const top = index * rowHeight;
  for (let tries = 0; tries < 60; tries += 1) {
    const element = document.querySelector(container);
    if (element && element.scrollHeight >= top + rowHeight) {
      if (top < element.scrollTop || top > element.scrollTop + element.clientHeight - 3 * rowHeight)
        element.scrollTop = Math.max(0, top - element.clientHeight / 3);
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}
