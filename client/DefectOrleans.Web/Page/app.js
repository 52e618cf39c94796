import { rendered } from "/formula.js";

const $ = id => document.getElementById(id);

function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    key in node ? node[key] = value : node.setAttribute(key, value);
  node.append(...children.filter(child => child !== null));
  return node;
}

const written = (value, digits = 3) => value === null || value === undefined ? "–" : value.toFixed(digits).replace("-", "−");

function headers(more = {}) {
  const key = $("key").value;
  return key ? { "X-Api-Key": key, ...more } : more;
}

// No page of another address can send a header of its own: the service takes orders with this one alone.
const order = options => (options.method ?? "GET") === "GET" ? {} : { "X-Defects-Request": "1" };

async function ask(path, options = {}) {
  const response = await fetch(path, { ...options, headers: headers({ ...order(options), ...options.headers }) });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? `${response.status} ${response.statusText}`);
  }
  return response;
}

const json = async (path, options) => (await ask(path, options)).json();

function tell(fault) {
  $("fault").textContent = fault ? fault.message : "";
  $("fault").hidden = !fault;
}

// ---- books

async function showBooks() {
  const books = await json("/api/books");
  const chosen = $("book").value;
  $("book").replaceChildren(...books.map(b => make("option", { value: b.id, selected: b.id === chosen }, b.id)));
  $("book").disabled = books.length === 0;
  if (books.length === 0)
    $("book-line").textContent = "No book is served yet.";
  else
    await showFormulas();
}

// The reading that was chosen, unless the book does not have it.
const reading = () => $("reading").dataset.book === $("book").value ? $("reading").value : "";

async function showFormulas() {
  const book = $("book").value;
  const asked = reading();
  const [info, listed] = await Promise.all([
    json("/api/books").then(all => all.find(b => b.id === book)),
    json(`/api/books/${encodeURIComponent(book)}/formulas?digits=4${asked ? `&reading=${asked}` : ""}`)]);
  if (book !== $("book").value || !info)
    return;
  $("reading").dataset.book = book;
  $("reading").replaceChildren(...listed.readings.map(r => make("option", { value: r, selected: r === listed.reading }, r)));
  const count = info.formulas === 1 ? "1 formula" : `${info.formulas} formulas`;
  $("book-line").textContent = `${info.material}, version ${info.version}, ${count}, made ${new Date(info.finished).toLocaleString()}${info.complete ? "" : ", ended early"}`;
  showProperties(new Map(listed.formulas.map(f => [f.property, f.name])));
  const wanted = $("property").value;
  const isMember = formula => listed.laws.some(law => law.property === formula.property
    && law.members.some(m => m.pairType === formula.pairType && m.side === formula.side));
  $("formulas").replaceChildren(
    ...listed.laws.filter(law => !wanted || law.property === wanted).map(lawCard),
    ...listed.formulas.filter(f => (!wanted || f.property === wanted) && !isMember(f)).map(formulaCard));
}

const channel = of => `${of.pairType.replace("|", " – ")}${of.side === "middle" ? "" : `, ${of.side} side`}`;

const stated = number => number.value.toPrecision(4).replace("-", "−")
  + (number.standardError ? ` ± ${number.standardError.toPrecision(1)}` : "");

function lawCard(law) {
  const exceptions = law.exceptions.map(channel).join("; ");
  return make("article", { className: "card law" },
    make("h3", {}, `Law of ${law.name}`,
      make("span", { className: "quiet" }, `${law.members.length} pairs, ${law.ownNames.length} numbers each, complexity ${law.complexity}`)),
    make("code", { tabIndex: 0 }, `${law.symbol}(r) = ${law.form}`),
    law.ownNames.length === 0 ? null : make("details", {},
      make("summary", {}, `Numbers of each pair: ${law.ownNames.join(", ")}`),
      table(["Pair", ...law.ownNames], law.members.map(m => [channel(m), ...m.own.map(stated)]))),
    exceptions ? make("p", { className: "quiet" }, `It does not hold for ${exceptions}.`) : null);
}

function showProperties(names) {
  const wanted = $("property").value;
  $("property").replaceChildren(
    make("option", { value: "" }, "all"),
    ...[...names].sort().map(([property, name]) => make("option", { value: property, selected: property === wanted }, name)));
}

function formulaCard(formula) {
  return make("article", { className: "card" },
    make("h3", {}, `${channel(formula)}: ${formula.name}`,
      make("span", { className: "quiet" }, `± ${written(1000 * formula.meanAbsoluteError, 1)} m${formula.unit}, complexity ${formula.complexity}`)),
    rendered(formula.formula),
    make("code", { tabIndex: 0 }, formula.formula));
}

// ---- predictions

// The server tells the format; a pasted text has no name that would help it.
const fileName = text => $("structure").dataset.from === text ? $("structure").dataset.name : "structure";

async function predict(event) {
  event.preventDefault();
  const text = $("structure").value;
  const button = event.target.querySelector("button");
  button.disabled = true;
  try {
    const answer = await json(`/api/books/${encodeURIComponent($("book").value)}/predict`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ files: [{ name: fileName(text), text }], reading: reading() || null }),
    });
    $("prediction").replaceChildren(...answer.predictions.map(predictionCard));
  } catch (fault) {
    $("prediction").replaceChildren(make("p", { className: "fault" }, fault.message));
  } finally {
    button.disabled = false;
  }
}

// Where a dash stands there is a reason.
const known = (value, reason) => reason
  ? make("span", { className: "reason" }, "– ", make("span", { className: "quiet" }, reason))
  : written(value);

function predictionCard(prediction) {
  const counts = new Map();
  prediction.defects.forEach(kind => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  const defects = [...counts].map(([kind, n]) => n === 1 ? kind : `${n} ${kind}`).join(" + ") || "no defects";
  const reasons = new Map(prediction.missing.map(m => [m.value, m.reason]));
  const rows = [
    ["formation energy", "formation_energy", prediction.formationEnergy, prediction.uncertainty.formationEnergy],
    ["energy per site", "energy_per_site", prediction.energyPerSite, prediction.uncertainty.energyPerSite],
    ...["homo", "lumo", "gap"].map(key => [key === "gap" ? key : key.toUpperCase(), key, prediction[key], prediction.uncertainty[key]]),
    ...(prediction.others ?? []).map(other => [`${other.name} (${other.unit})`, other.property, other.value, other.uncertainty]),
  ].map(([name, key, value, error]) => [name, known(value, reasons.get(key)), written(error)]);
  const strongest = [...prediction.pairs].sort((a, b) => Math.abs(b.energy ?? 0) - Math.abs(a.energy ?? 0)).slice(0, 12);
  return make("article", { className: "card" },
    make("h3", {}, `${prediction.id}: ${defects}`),
    prediction.warnings.length === 0 ? null : make("ul", { className: "warnings" }, ...prediction.warnings.map(w => make("li", {}, w))),
    table(["Property", "Value (eV)", "± (eV)"], rows),
    strongest.length === 0 ? null : make("details", {},
      make("summary", {}, `${prediction.pairs.length} pairs${prediction.pairs.length > 12 ? ", the strongest 12" : ""}`),
      table(["Pair", "Distance (Å)", "Energy (eV)"], strongest.map(p => [`${p.type} ${p.side === "middle" ? "" : p.side}`, written(p.distance, 2), written(p.energy)]))));
}

function table(head, rows) {
  return make("div", { className: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, ...head.map(cell => make("th", { scope: "col" }, cell)))),
    make("tbody", {}, ...rows.map(row => make("tr", {}, ...row.map(cell => make("td", {}, cell)))))));
}

// ---- campaigns

const watched = new Map();
let deletions = 0;

async function showCampaigns() {
  const before = deletions;
  const campaigns = await json("/api/campaigns");
  // A list from before a deletion would bring the card back.
  if (before !== deletions)
    return;
  if (campaigns.length > 0)
    $("campaigns").querySelector(":scope > p")?.remove();
  for (const id of [...watched.keys()].filter(id => !campaigns.some(c => c.id === id)))
    removeCard(id);
  for (const campaign of campaigns.toReversed()) {
    if (!watched.has(campaign.id)) {
      const card = make("article", { className: "card" });
      watched.set(campaign.id, card);
      $("campaigns").prepend(card);
      drawCampaign(card, campaign);
      if (!ended(campaign))
        watch(campaign.id, card);
    }
  }
}

const ended = campaign => !["running", "paused"].includes(campaign.state);

function removeCard(id) {
  watched.get(id)?.remove();
  watched.delete(id);
}

async function deleteCampaign(id) {
  if (!confirm(`Delete campaign ${id} with all that is stored of it? Its book stays.`))
    return;
  try {
    await ask(`/api/campaigns/${encodeURIComponent(id)}`, { method: "DELETE" });
    deletions++;
    removeCard(id);
    $("campaigns-title").focus();
    tell(null);
  } catch (fault) {
    tell(fault);
  }
}

// Not EventSource: it can't carry a key.
async function watch(id, card) {
  while (card.isConnected) {
    try {
      const response = await ask(`/api/campaigns/${encodeURIComponent(id)}/events`, { headers: { Accept: "text/event-stream" } });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ;) {
        const { value, done } = await reader.read();
        if (done)
          break;
        const events = (rest + value).split("\n\n");
        rest = events.pop();
        for (const event of events.filter(e => e.startsWith("event: status\n"))) {
          const status = JSON.parse(event.slice(event.indexOf("data: ") + 6));
          drawCampaign(card, status);
          if (ended(status)) {
            await showBooks();
            return;
          }
        }
      }
    } catch (fault) {
      card.querySelector(".quiet")?.replaceChildren(`not reached: ${fault.message}`);
    }
    await new Promise(resolve => setTimeout(resolve, 3000));
  }
}

function drawCampaign(card, campaign) {
  // An end is final: the answer to an order may come after the event that told it.
  if (card.dataset.ended && !ended(campaign))
    return;
  card.dataset.ended = ended(campaign) ? "yes" : "";
  const done = campaign.searches.filter(s => s.done).length;
  const left = campaign.secondsLeft === null ? "" : `, ${Math.round(campaign.secondsLeft)} s left`;
  const opened = card.querySelector("details")?.open ?? false;
  const orders = ended(campaign) ? [] : [campaign.state === "paused" ? "resume" : "pause", "cancel"];
  const focused = card.contains(document.activeElement) ? document.activeElement.textContent : null;
  card.replaceChildren(
    make("h3", {}, campaign.id, make("span", { className: "quiet" }, `${campaign.state === "running" ? campaign.stage : campaign.state}${left}`)),
    make("progress", { max: Math.max(1, campaign.searches.length), value: done, ariaLabel: `${done} of ${campaign.searches.length} searches done` }),
    make("div", { className: "quiet" }, `book ${campaign.book || "unknown"}${campaign.bookVersion ? `, version ${campaign.bookVersion}` : ""}; ${done} of ${campaign.searches.length} searches done`),
    campaign.message ? make("p", { className: ["failed", "unreadable"].includes(campaign.state) ? "fault" : "quiet" }, campaign.message) : null ?? "",
    make("details", { open: opened }, make("summary", {}, "Searches"),
      table(["Search", "Epoch", "Best"], campaign.searches.map(s => [`${s.done ? "✓ " : ""}${s.name}`, String(s.epoch), s.bestError === null ? "–" : `${written(1000 * s.bestError, 1)} m${s.unit}`]))),
    make("div", { className: "orders" }, ...orders.map(order => make("button", {
      type: "button",
      onclick: () => json(`/api/campaigns/${encodeURIComponent(campaign.id)}/${order}`, { method: "POST" }).then(s => drawCampaign(card, s), tell),
    }, order)), ended(campaign) ? make("button", { type: "button", onclick: () => deleteCampaign(campaign.id) }, "delete") : null));
  if (focused)
    [...card.querySelectorAll("button")].find(b => b.textContent === focused)?.focus();
}

// ---- start

async function start() {
  try {
    await showBooks();
    await showCampaigns();
    tell(null);
  } catch (fault) {
    tell(fault);
  }
}

// A gzip is unpacked here: requests carry text.
async function textOf(file) {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  return packed ? new Response(file.stream().pipeThrough(new DecompressionStream("gzip"))).text() : file.text();
}

async function readFile(file) {
  $("structure").value = await textOf(file);
  // As the text area gives it back: with line ends of its own.
  $("structure").dataset.from = $("structure").value;
  $("structure").dataset.name = file.name;
}

$("key").value = sessionStorage.getItem("key") ?? "";
$("key").addEventListener("change", () => {
  sessionStorage.setItem("key", $("key").value);
  start();
});
$("book").addEventListener("change", () => showFormulas().catch(tell));
$("property").addEventListener("change", () => showFormulas().catch(tell));
$("reading").addEventListener("change", () => showFormulas().catch(tell));
$("predict").addEventListener("submit", predict);
$("file").addEventListener("change", () => $("file").files[0] && readFile($("file").files[0]));
$("structure").addEventListener("dragover", event => event.preventDefault());
$("structure").addEventListener("drop", event => {
  if (event.dataTransfer.files[0]) {
    event.preventDefault();
    readFile(event.dataTransfer.files[0]);
  }
});
setInterval(() => document.hidden || showCampaigns().catch(() => { }), 5000);
start();
