"use strict";
// The viewer: reads the data of the page, draws it on a canvas, filters it, shows evidence. Texts of the data reach the
// page through textContent only.
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const TEXT = {
  search: ["Search names and words", "Chercher des noms et des mots"], language: ["Français", "English"],
  theme: ["Light or dark", "Clair ou sombre"], filters: ["Filters", "Filtres"], types: ["Types", "Types"],
  statuses: ["How sure", "Degré de certitude"], sources: ["Independent sources, at least", "Sources indépendantes, au moins"],
  speaker: ["Who says so", "Qui le dit"], everybody: ["anybody", "n’importe qui"], dates: ["Dates", "Dates"],
  from: ["from", "du"], to: ["to", "au"], relations: ["Relations", "Relations"], reset: ["Show everything", "Tout montrer"],
  drawing: ["Drawing of the graph", "Dessin du graphe"], closer: ["Closer", "Plus près"], farther: ["Farther", "Plus loin"],
  fit: ["Show the whole graph", "Montrer tout le graphe"], timeline: ["Timeline", "Chronologie"], details: ["Details", "Détails"],
  help: ["Arrows move, + and − zoom, 0 shows everything, n and p go from node to node, / searches, Esc goes back.",
    "Flèches : déplacer ; + et − : zoom ; 0 : tout voir ; n et p : de nœud en nœud ; / : chercher ; Échap : revenir."],
  affirmed: ["affirmed", "affirmé"], denied: ["denied", "nié"], links: ["says, is about", "dit, porte sur"],
  entities: ["nodes", "nœuds"], edges: ["edges", "liens"], evidence: ["Evidence", "Preuves"], aliases: ["Also called", "Aussi appelé"],
  documents: ["Documents", "Documents"], related: ["Relations and statements", "Relations et déclarations"],
  all: ["Relations in view", "Relations affichées"], none: ["Nothing matches the filters.", "Rien ne correspond aux filtres."],
  more: ["more", "de plus"], at: ["character", "caractère"], when: ["Time", "Date"], undated: ["without date", "sans date"],
  back: ["← Back to the list", "← Retour à la liste"], says: ["stance", "position"], form: ["form", "forme"], sourceCount: ["sources", "sources"],
};
const LISTED = 200;
let language = document.documentElement.lang === "fr" ? 1 : 0;
const t = (key) => TEXT[key][language];
const { nodes, edges, looks, statuses, documents } = data;
edges.forEach((edge, at) => { edge.at = at; });
nodes.forEach((node, at) => { node.at = at; node.edges = []; });
for (const edge of edges) { nodes[edge.source].edges.push(edge); if (edge.target !== edge.source) nodes[edge.target].edges.push(edge); }
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
for (const node of nodes) node.words = fold([...node.label, ...(node.aliases || []), node.claim ? node.claim.speaker : ""].join("\n"));

// ---- elements
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key === "on") for (const [event, action] of Object.entries(value)) element.addEventListener(event, action);
    else if (key in element) element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const nameOf = (node) => node.label[language];
const dot = (node) => { const circle = make("span", { className: "dot" }); circle.style.background = looks[node.look].colour; return circle; };

// ---- filters
const filter = { looks: new Set(looks.keys()), statuses: new Set(["links", "affirmed", "denied", ...statuses.keys()]), relations: null, sources: 1, speaker: -1, from: "", to: "" };
let shownNodes = [], shownEdges = [];
function passes(edge) {
  if (edge.link) { if (!filter.statuses.has("links")) return false; }
  else {
    if (!filter.statuses.has(edge.status) || !filter.statuses.has(edge.denied ? "denied" : "affirmed")) return false;
    if (edge.sources < filter.sources) return false;
  }
  if (edge.link && filter.sources > 1) return false;
  if (filter.relations && !filter.relations.has(edge.relation)) return false;
  if (filter.speaker >= 0 && !(edge.speakers || []).includes(filter.speaker)) return false;
  if ((filter.from || filter.to) && (!edge.date || (filter.from && edge.date < filter.from) || (filter.to && edge.date > filter.to))) return false;
  return filter.looks.has(nodes[edge.source].look) && filter.looks.has(nodes[edge.target].look);
}
const narrowed = () => filter.relations || filter.sources > 1 || filter.speaker >= 0 || filter.from || filter.to || filter.statuses.size < 3 + statuses.length;
function apply() {
  const tied = new Uint8Array(nodes.length);
  shownEdges = edges.filter(passes);
  for (const edge of shownEdges) { tied[edge.source] = 1; tied[edge.target] = 1; }
  const narrow = narrowed();
  shownNodes = nodes.filter((node) => filter.looks.has(node.look) && (tied[node.at] || !narrow));
  for (const node of nodes) node.shown = false;
  for (const node of shownNodes) node.shown = true;
  $("count").textContent = `${shownNodes.length} ${t("entities")}, ${shownEdges.length} ${t("edges")}`;
  if (!chosen) showList();
  drawTimeline();
  draw();
}
function checkbox(label, count, checked, change, colour) {
  const box = make("input", { type: "checkbox", checked, on: { change: () => { change(box.checked); apply(); } } });
  let circle = null;
  if (colour) { circle = make("i", { className: "dot" }); circle.style.background = colour; }
  return make("label", { title: label }, box, circle, make("span", {}, label), make("small", {}, count === null ? "" : String(count)));
}
function countBy(list, key) { const counts = new Map(); for (const item of list) counts.set(key(item), (counts.get(key(item)) || 0) + 1); return counts; }
function toggle(set, value, on) { if (on) set.add(value); else set.delete(value); }
function buildFilters() {
  const byLook = countBy(nodes, (node) => node.look);
  $("looks").replaceChildren(...looks.map((look, at) => byLook.has(at) ? checkbox(look.name[language], byLook.get(at), filter.looks.has(at), (on) => toggle(filter.looks, at, on), look.colour) : "").filter(Boolean));
  const byStatus = countBy(edges, (edge) => edge.link ? "links" : edge.status);
  const denied = edges.filter((edge) => !edge.link && edge.denied).length;
  const rows = statuses.map((status, at) => [at, status.name[language], byStatus.get(at) || 0]);
  rows.push(["affirmed", t("affirmed"), edges.filter((edge) => !edge.link).length - denied], ["denied", t("denied"), denied], ["links", t("links"), byStatus.get("links") || 0]);
  $("statuses").replaceChildren(...rows.map(([key, label, count]) => checkbox(label, count, filter.statuses.has(key), (on) => toggle(filter.statuses, key, on))));
  const byRelation = [...countBy(edges, (edge) => edge.relation)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const labels = new Map(edges.map((edge) => [edge.relation, edge.label[language]]));
  $("relations").replaceChildren(...byRelation.map(([relation, count]) => checkbox(labels.get(relation), count, !!filter.relations && filter.relations.has(relation), (on) => {
    filter.relations = filter.relations || new Set(); toggle(filter.relations, relation, on); if (!filter.relations.size) filter.relations = null;
  })));
  const speakers = countBy(edges.flatMap((edge) => edge.speakers || []), (speaker) => speaker);
  const options = [...speakers].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([speaker, count]) => make("option", { value: String(speaker) }, `${nameOf(nodes[speaker])} (${count})`));
  $("speaker").replaceChildren(make("option", { value: "-1" }, t("everybody")), ...options);
  $("speaker").value = String(filter.speaker);
  const most = edges.reduce((most, edge) => Math.max(most, edge.sources), 1);
  $("sources").max = String(most);
  $("sources").disabled = most < 2;
}
$("sources").addEventListener("input", () => { filter.sources = Number($("sources").value); $("sources-value").textContent = $("sources").value; apply(); });
$("speaker").addEventListener("change", () => { filter.speaker = Number($("speaker").value); apply(); });
for (const end of ["from", "to"]) $(end).addEventListener("change", () => { filter[end] = $(end).value; apply(); });
function reset() {
  Object.assign(filter, { looks: new Set(looks.keys()), statuses: new Set(["links", "affirmed", "denied", ...statuses.keys()]), relations: null, sources: 1, speaker: -1, from: "", to: "" });
  $("from").value = $("to").value = ""; $("sources").value = "1"; $("sources-value").textContent = "1";
  buildFilters(); apply();
}
$("reset").addEventListener("click", reset);

// ---- timeline: months where the story is long, else days
const dated = edges.filter((edge) => edge.date);
const span = dated.length ? [dated.reduce((least, edge) => edge.date < least ? edge.date : least, "9999"), dated.reduce((most, edge) => edge.date > most ? edge.date : most, "")] : null;
const DAY = 86400000;
const days = span ? (Date.parse(span[1]) - Date.parse(span[0])) / DAY : 0;
const unit = days > 20000 ? 4 : days > 120 ? 7 : 10;
const bins = span ? [...countBy(dated, (edge) => edge.date.slice(0, unit)).keys()].sort() : [];
const lastDay = (bin) => {
  if (unit === 10) return bin;
  if (unit === 4) return `${bin}-12-31`;
  return new Date(Date.UTC(Number(bin.slice(0, 4)), Number(bin.slice(5, 7)), 0)).toISOString().slice(0, 10);
};
function drawTimeline() {
  const visible = countBy(shownEdges.filter((edge) => edge.date), (edge) => edge.date.slice(0, unit));
  const all = countBy(dated, (edge) => edge.date.slice(0, unit));
  const most = Math.max(1, ...all.values());
  const first = unit === 10 ? (bin) => bin : (bin) => `${bin}${"-01-01".slice(unit === 7 ? 3 : 0)}`;
  $("timeline").replaceChildren(...bins.map((bin) => {
    const inside = (!filter.from || lastDay(bin) >= filter.from) && (!filter.to || first(bin) <= filter.to);
    const title = `${bin}: ${visible.get(bin) || 0} / ${all.get(bin)}`;
    const bar = make("button", { type: "button", title, ariaLabel: title, ariaPressed: String(inside), on: { click: () => {
      const only = filter.from === first(bin) && filter.to === lastDay(bin);
      filter.from = only ? "" : first(bin); filter.to = only ? "" : lastDay(bin);
      $("from").value = filter.from; $("to").value = filter.to; apply();
    } } });
    bar.style.height = `${12 + 84 * Math.sqrt(all.get(bin) / most)}%`;
    return bar;
  }));
}

// ---- details
let chosen = null;
function marked(evidence) {
  const points = Array.from(evidence.text), quote = make("span", {});
  let at = 0;
  for (const [from, to, which] of evidence.marks) {
    quote.append(points.slice(at, from).join(""), make("mark", { className: which ? "target" : "source" }, points.slice(from, to).join("")));
    at = to;
  }
  quote.append(points.slice(at).join(""));
  return quote;
}
function quotation(evidence) {
  const source = documents[evidence.document] || { name: "?", title: "?" };
  const place = [source.title, source.outlet, source.date, `${source.name}, ${t("at")} ${evidence.start}`].filter(Boolean).join(" · ");
  const link = /^https?:\/\//.test(source.link || "") ? make("a", { href: source.link, rel: "noreferrer noopener", target: "_blank" }, " ↗") : null;
  return make("blockquote", { cite: source.name }, marked(evidence), make("footer", {}, place, evidence.factuality ? ` · ${evidence.factuality}` : "", link));
}
function rowOf(edge, from) {
  const [source, target] = [nodes[edge.source], nodes[edge.target]];
  const label = make("span", { className: edge.denied ? "denied" : "" }, ` ${edge.label[language]} `);
  const times = edge.weight > 1 ? ` ×${edge.weight}` : "";
  const other = from === target ? source : target;
  const open = () => choose(edge.link ? { node: other } : { edge });
  return make("li", {}, make("button", { type: "button", on: { click: open } }, dot(source), nameOf(source), label, dot(target), nameOf(target), times));
}
function list(items, from) {
  const rows = items.slice(0, LISTED).map((edge) => rowOf(edge, from));
  if (items.length > LISTED) rows.push(make("li", { className: "soft" }, `+ ${items.length - LISTED} ${t("more")}`));
  return make("ul", {}, ...rows);
}
function showList() {
  const relations = shownEdges.filter((edge) => !edge.link).sort((a, b) => b.sources - a.sources || b.weight - a.weight || a.at - b.at);
  $("details").replaceChildren(make("h2", {}, `${t("all")} (${relations.length})`), relations.length ? list(relations) : make("p", { className: "soft" }, t("none")));
}
function showNode(node) {
  const parts = [make("h2", {}, dot(node), nameOf(node)), make("p", {}, make("span", { className: "tag" }, looks[node.look].name[language]), make("span", { className: "tag" }, node.type), node.wikidata ? make("span", { className: "tag" }, node.wikidata) : null)];
  const others = (node.aliases || []).filter((alias) => !node.label.includes(alias));
  if (others.length) parts.push(make("p", { className: "soft" }, `${t("aliases")}: ${others.join(" · ")}`));
  if (node.claim) {
    parts.push(make("p", {}, make("span", { className: "tag" }, node.claim.verb), make("span", { className: "tag" }, `${t("says")}: ${node.claim.stance}`), make("span", { className: "tag" }, `${t("form")}: ${node.claim.form}`)), quotation(node.claim.evidence));
  }
  const around = node.edges.filter(passes);
  parts.push(make("h3", {}, `${t("related")} (${around.length})`), list(around, node), make("h3", {}, t("documents")),
    make("ul", {}, ...node.documents.map((at) => make("li", { className: "soft" }, [documents[at].title, documents[at].date].filter(Boolean).join(" · ")))));
  return parts;
}
function showEdge(edge) {
  const [source, target] = [nodes[edge.source], nodes[edge.target]];
  const end = (node) => make("button", { type: "button", on: { click: () => choose({ node }) } }, dot(node), nameOf(node));
  const tags = [edge.link ? null : statuses[edge.status].name[language], edge.denied ? t("denied") : null, edge.time ? `${t("when")}: ${edge.time}` : null, `${edge.sources} ${t("sourceCount")}`];
  return [make("h2", {}, end(source), make("span", { className: edge.denied ? "denied" : "" }, ` ${edge.label[language]} `), end(target)),
    make("p", {}, ...tags.filter(Boolean).map((tag) => make("span", { className: "tag" }, tag)), ...(edge.speakers || []).map((at) => make("span", { className: "tag" }, `“ ${nameOf(nodes[at])}`))),
    make("h3", {}, `${t("evidence")} (${(edge.evidence || []).length})`), ...(edge.evidence || []).map(quotation)];
}
function choose(thing, center) {
  chosen = thing;
  if (!thing) { showList(); draw(); return; }
  const back = make("button", { type: "button", on: { click: () => choose(null) } }, t("back"));
  $("details").replaceChildren(back, ...(thing.node ? showNode(thing.node) : showEdge(thing.edge)));
  $("details").scrollTop = 0;
  if (center && thing.node) { camera.scale = Math.max(camera.scale, 1.1); camera.x = thing.node.x; camera.y = thing.node.y; }
  draw();
}

// ---- drawing
const canvas = $("canvas"), pen = canvas.getContext("2d");
const camera = { x: 0, y: 0, scale: 1 };
let width = 0, height = 0, queued = false;
const screen = (node) => [(node.x - camera.x) * camera.scale + width / 2, (node.y - camera.y) * camera.scale + height / 2];
const world = (x, y) => [(x - width / 2) / camera.scale + camera.x, (y - height / 2) / camera.scale + camera.y];
const radius = (node) => Math.max(2.5, node.size / 2 * camera.scale);
function fit() {
  const list = shownNodes.length ? shownNodes : nodes;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of list) { left = Math.min(left, node.x); right = Math.max(right, node.x); top = Math.min(top, node.y); bottom = Math.max(bottom, node.y); }
  if (!list.length) return;
  camera.x = (left + right) / 2; camera.y = (top + bottom) / 2;
  camera.scale = Math.min(3, width / (right - left + 120), height / (bottom - top + 120));
  draw();
}
function resize() {
  const ratio = window.devicePixelRatio || 1, first = !width;
  width = canvas.clientWidth; height = canvas.clientHeight;
  canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (first) fit(); else draw();
}
function draw() { if (!queued) { queued = true; requestAnimationFrame(paint); } }
const DASHES = [[], [6, 3], [2, 3], [2, 3]];
function paint() {
  queued = false;
  const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
  const [ink, edgeColour, deniedColour, accent, ground] = ["--ink", "--edge", "--denied", "--accent", "--ground"].map(colour);
  pen.fillStyle = ground; pen.fillRect(0, 0, width, height);
  const near = chosen && chosen.node ? new Set([chosen.node.at, ...chosen.node.edges.filter(passes).flatMap((edge) => [edge.source, edge.target])]) : chosen ? new Set([chosen.edge.source, chosen.edge.target]) : null;
  const isNear = (edge) => !near || (chosen.node ? edge.source === chosen.node.at || edge.target === chosen.node.at : edge === chosen.edge);
  const groups = new Map();
  for (const edge of shownEdges) {
    const key = `${edge.denied ? 1 : 0}${edge.link ? 2 : edge.status}${edge.link}${isNear(edge) ? 1 : 0}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  for (const [key, group] of groups) {
    pen.strokeStyle = pen.fillStyle = key[0] === "1" ? deniedColour : edgeColour;
    pen.globalAlpha = (key[3] === "1" ? 1 : 0.15) * (key[2] === "1" ? 0.6 : 1);
    pen.setLineDash(DASHES[Number(key[1])]);
    pen.lineWidth = near && key[3] === "1" ? 1.8 : 1.1;
    pen.beginPath();
    const heads = new Path2D();
    for (const edge of group) line(edge, heads);
    pen.stroke();
    pen.setLineDash([]);
    pen.fill(heads);
  }
  for (const node of shownNodes) {
    const [x, y] = screen(node), r = radius(node);
    if (x < -r || y < -r || x > width + r || y > height + r) continue;
    pen.globalAlpha = !near || near.has(node.at) ? 1 : 0.2;
    pen.fillStyle = looks[node.look].colour;
    pen.beginPath();
    if (node.claim) pen.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8); else pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.fill();
    if ((chosen && chosen.node === node) || hovered === node) { pen.strokeStyle = accent; pen.lineWidth = 3; pen.stroke(); }
  }
  paintLabels(near, ink, ground);
  pen.globalAlpha = 1;
}
function line(edge, heads) {
  const [x1, y1] = screen(nodes[edge.source]), [x2, y2] = screen(nodes[edge.target]);
  if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > width || Math.min(y1, y2) > height) return;
  const length = Math.hypot(x2 - x1, y2 - y1);
  pen.moveTo(x1, y1); pen.lineTo(x2, y2);
  if (length < 12) return;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length], r = radius(nodes[edge.target]) + 1, size = Math.min(8, 3 + 4 * camera.scale);
  const [hx, hy] = [x2 - ux * r, y2 - uy * r];
  heads.moveTo(hx, hy); heads.lineTo(hx - ux * size - uy * size / 2, hy - uy * size + ux * size / 2); heads.lineTo(hx - ux * size + uy * size / 2, hy - uy * size - ux * size / 2); heads.closePath();
}
function paintLabels(near, ink, ground) {
  const taken = [];
  const order = shownNodes.filter((node) => !near || near.has(node.at)).sort((a, b) => (b === hovered) - (a === hovered) || (chosen && chosen.node === b) - (chosen && chosen.node === a) || !!a.claim - !!b.claim || b.size - a.size || a.at - b.at);
  pen.font = "12px system-ui, sans-serif"; pen.textBaseline = "middle"; pen.lineJoin = "round"; pen.globalAlpha = 1;
  for (const node of order) {
    if (taken.length > 400) break;
    const [x, y] = screen(node);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const important = node === hovered || (chosen && chosen.node === node);
    if (node.claim && !important && camera.scale < 1.3 && !near) continue;
    const name = nameOf(node), text = !important && name.length > 34 ? `${name.slice(0, 33)}…` : name.slice(0, 140);
    const box = [x + radius(node) + 3, y - 8, pen.measureText(text).width + 4, 16];
    if (!important && taken.some((other) => box[0] < other[0] + other[2] && other[0] < box[0] + box[2] && box[1] < other[1] + other[3] && other[1] < box[1] + box[3])) continue;
    taken.push(box);
    pen.strokeStyle = ground; pen.lineWidth = 3; pen.strokeText(text, box[0], y);
    pen.fillStyle = ink; pen.fillText(text, box[0], y);
  }
}

// ---- mouse, touch, keys
let hovered = null, drag = null;
const toSegment = (px, py, x1, y1, x2, y2) => { const l = (x2 - x1) ** 2 + (y2 - y1) ** 2, s = l ? Math.max(0, Math.min(1, ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / l)) : 0; return Math.hypot(px - x1 - s * (x2 - x1), py - y1 - s * (y2 - y1)); };
function under(x, y) {
  let best = null, distance = Infinity;
  for (const node of shownNodes) { const [nx, ny] = screen(node), d = Math.hypot(nx - x, ny - y); if (d < radius(node) + 4 && d < distance) { best = node; distance = d; } }
  if (best) return { node: best };
  distance = 6;
  let edge = null;
  for (const one of shownEdges) { const d = toSegment(x, y, ...screen(nodes[one.source]), ...screen(nodes[one.target])); if (d < distance) { edge = one; distance = d; } }
  return edge ? (edge.link ? { node: nodes[edge.source].claim ? nodes[edge.source] : nodes[edge.target] } : { edge }) : null;
}
const place = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
canvas.addEventListener("pointerdown", (event) => { const [x, y] = place(event); drag = { x, y, cx: camera.x, cy: camera.y, moved: false }; canvas.setPointerCapture(event.pointerId); });
canvas.addEventListener("pointermove", (event) => {
  const [x, y] = place(event);
  if (drag) {
    drag.moved = drag.moved || Math.hypot(x - drag.x, y - drag.y) > 4;
    if (drag.moved) { camera.x = drag.cx - (x - drag.x) / camera.scale; camera.y = drag.cy - (y - drag.y) / camera.scale; draw(); }
    return;
  }
  const found = under(x, y), node = found && found.node ? found.node : null;
  canvas.style.cursor = found ? "pointer" : "grab";
  if (node !== hovered) { hovered = node; draw(); }
});
canvas.addEventListener("pointerup", (event) => { const moved = drag && drag.moved; drag = null; if (!moved) choose(under(...place(event))); });
function zoom(factor, x = width / 2, y = height / 2) {
  const [wx, wy] = world(x, y);
  camera.scale = Math.min(12, Math.max(0.01, camera.scale * factor));
  camera.x = wx - (x - width / 2) / camera.scale; camera.y = wy - (y - height / 2) / camera.scale;
  draw();
}
canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(Math.exp(-event.deltaY / 400), ...place(event)); }, { passive: false });
$("closer").addEventListener("click", () => zoom(1.4));
$("farther").addEventListener("click", () => zoom(1 / 1.4));
$("fit").addEventListener("click", fit);
function step(by) {
  if (!shownNodes.length) return;
  const order = [...shownNodes].sort((a, b) => b.size - a.size || a.at - b.at), at = chosen && chosen.node ? order.indexOf(chosen.node) : by > 0 ? -1 : 0;
  choose({ node: order[(at + by + order.length) % order.length] }, true);
}
canvas.addEventListener("keydown", (event) => {
  const by = 60 / camera.scale, actions = { ArrowLeft: () => { camera.x -= by; draw(); }, ArrowRight: () => { camera.x += by; draw(); }, ArrowUp: () => { camera.y -= by; draw(); }, ArrowDown: () => { camera.y += by; draw(); }, "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit, n: () => step(1), p: () => step(-1) };
  if (actions[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); actions[event.key](); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); $("search").focus(); }
  if (event.key === "Escape") { if (!$("found").hidden) closeFound(); else choose(null); }
});

// ---- search
let found = [], active = -1;
function closeFound() { $("found").hidden = true; $("search").setAttribute("aria-expanded", "false"); active = -1; }
function search() {
  const words = fold($("search").value).split(/\s+/).filter(Boolean);
  const rank = (node) => (fold(nameOf(node)).startsWith(words[0]) ? 0 : 1) + (node.claim ? 2 : 0);
  found = words.length ? nodes.filter((node) => node.shown && words.every((word) => node.words.includes(word))).sort((a, b) => rank(a) - rank(b) || b.size - a.size || a.at - b.at).slice(0, 30) : [];
  $("found").replaceChildren(...found.map((node, at) => make("li", { id: `found-${at}`, role: "option", ariaSelected: "false", on: { click: () => take(at) } }, dot(node), nameOf(node).slice(0, 120))));
  $("found").hidden = !found.length;
  $("search").setAttribute("aria-expanded", String(!!found.length));
  mark(found.length ? 0 : -1);
}
function mark(at) {
  active = at;
  [...$("found").children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
  $("search").setAttribute("aria-activedescendant", at >= 0 ? `found-${at}` : "");
  if (at >= 0) $("found").children[at].scrollIntoView({ block: "nearest" });
}
function take(at) { if (found[at]) { const node = found[at]; closeFound(); choose({ node }, true); } }
$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); if (found.length) mark((active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length); }
  if (event.key === "Enter") take(active);
});

// ---- language and theme
function speak() {
  document.documentElement.lang = language ? "fr" : "en";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) { element.setAttribute("aria-label", t(element.dataset.label)); element.title = t(element.dataset.label); }
  $("search").placeholder = t("search");
  $("language").textContent = t("language");
  buildFilters(); apply();
  if (chosen) choose(chosen);
}
$("language").addEventListener("click", () => { language = 1 - language; speak(); });
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const setTheme = (name) => { document.documentElement.dataset.theme = name; draw(); };
setTheme(dark.matches ? "dark" : "light");
dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
$("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
speak();
new ResizeObserver(resize).observe(canvas);
})();
