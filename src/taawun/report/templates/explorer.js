// The explorer of a report. Everything from the data comes into the page by textContent: it is text, whatever it says.
(function () {
  "use strict";
  const PAGE = 50, VALUES = 8, MORE_VALUES = 40, CONTEXT = 60, AFTER = 70;
  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
  const ADDRESS = "#explore";
  const app = document.getElementById("explorer-app");
  let data, words, articles, statements, facets, total, folds, foldable;
  let state = readAddress("");
  let result = [], counts = [], shown = PAGE, ready = null;
  const wide = new Map();
  const index = [];
  const ui = {};

  // --- small helpers -------------------------------------------------------------------------------------------------
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }
  // Controls steer how text is laid out: a reader sees that they are there.
  function plain(text) {
    return text.replace(CONTROL, (sign) => "[U+" + sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
  }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  }
  function number(value) {
    return value.toLocaleString(tongue());
  }
  function tongue() {
    return data.language === "ar" ? "ar-u-nu-latn" : "en";
  }

  // --- folding, as the library folds ---------------------------------------------------------------------------------
  function fold(text) {
    return text.replace(foldable, (sign) => folds.get(sign)).toLowerCase();
  }
  // Folded text with the place in the text that each of its characters came from.
  function foldWithPlaces(text) {
    let folded = "";
    const places = [];
    for (let at = 0; at < text.length; at += 1) {
      const to = fold(text[at]);
      folded += to;
      for (let k = 0; k < to.length; k += 1) places.push(at);
    }
    places.push(text.length);
    return { folded, places };
  }
  function terms() {
    const found = [];
    for (const match of state.q.matchAll(/"([^"]+)"|(\S+)/g)) {
      const term = fold(match[1] || match[2]).trim();
      if (term) found.push(term);
    }
    return found;
  }
  function findSpans(text, wanted) {
    if (!wanted.length) return [];
    const { folded, places } = foldWithPlaces(text);
    const spans = [];
    for (const term of wanted) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
        spans.push([places[at], places[at + term.length]]);
      }
    }
    return spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }
  function marked(text, spans) {
    const nodes = [];
    let end = 0;
    for (const [from, to] of spans) {
      if (from < end) continue;
      nodes.push(plain(text.slice(end, from)), el("mark", {}, plain(text.slice(from, to))));
      end = to;
    }
    nodes.push(plain(text.slice(end)));
    return nodes;
  }

  // --- the words of a statement --------------------------------------------------------------------------------------
  function wordsOf(row) {
    const cut = statements.words[row];
    if (cut) return { before: cut[0], cue: cut[1], said: cut[2] };
    const text = articles.text[statements.article[row]];
    const spans = statements.spans[row];
    const said = [];
    for (let k = 2; k < spans.length; k += 2) said.push(text.slice(spans[k], spans[k + 1]).replace(/\s+/g, " ").trim());
    return {
      before: text.slice(Math.max(0, spans[0] - CONTEXT), spans[0]).replace(/\s+/g, " "),
      cue: text.slice(spans[0], spans[1]),
      said: said.join(" … "),
      after: text.slice(spans[1], spans[1] + AFTER * 2).replace(/\s+/g, " "),
    };
  }
  function facet(name) {
    return facets.find((one) => one.id === name);
  }
  function valuesOf(name, row) {
    const found = facet(name);
    return found ? found.rows[row].map((place) => found.values[place]) : [];
  }
  function labelsOf(name, row) {
    return valuesOf(name, row).map((value) => value[1]);
  }
  function speakerOf(row) {
    return labelsOf("speaker", row)[0] || words.nobody;
  }
  function indexed(row) {
    if (index[row] === undefined) {
      const own = wordsOf(row);
      const title = articles.title[statements.article[row]] || "";
      index[row] = fold([own.said, own.cue, labelsOf("speaker", row).join(" "), title].join("\n"));
    }
    return index[row];
  }
  function indexAhead(from) {
    const until = Math.min(from + 500, total);
    for (let row = from; row < until; row += 1) indexed(row);
    if (until < total) setTimeout(() => indexAhead(until), 0);
    else app.dataset.indexed = "yes";
  }

  // --- addresses -----------------------------------------------------------------------------------------------------
  function readAddress(address) {
    const asked = new URLSearchParams(address.startsWith(ADDRESS + "?") ? address.slice(ADDRESS.length + 1) : "");
    const found = { chosen: new Map() };
    for (const name of ["q", "of", "from", "to", "sort", "view", "id"]) found[name] = asked.get(name) || "";
    for (const one of facets || []) {
      const values = asked.getAll(one.id);
      if (values.length) found.chosen.set(one.id, new Set(values));
    }
    return found;
  }
  function writeAddress(of) {
    const asked = new URLSearchParams();
    for (const name of ["id", "of", "q", "from", "to", "sort", "view"]) if (of[name]) asked.set(name, of[name]);
    for (const one of facets) for (const value of of.chosen.get(one.id) || []) asked.append(one.id, value);
    const text = asked.toString();
    return text ? ADDRESS + "?" + text : ADDRESS;
  }
  function go(keep) {
    const address = writeAddress(state);
    if (keep) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    shown = PAGE;
    update();
  }
  async function arrive() {
    if (!location.hash.startsWith(ADDRESS)) return;
    await start();
    state = readAddress(location.hash);
    ui.search.value = state.q;
    ui.from.value = state.from;
    ui.to.value = state.to;
    shown = PAGE;
    update();
    document.getElementById("explore").scrollIntoView();
    const row = state.id ? statements.id.indexOf(state.id) : -1;
    if (row >= 0) openCard(row);
    else ui.card.close();
  }

  // --- filtering -----------------------------------------------------------------------------------------------------
  function choose() {
    const flags = facets.map((one) => {
      const chosen = state.chosen.get(one.id);
      return chosen && chosen.size ? one.values.map((value) => chosen.has(value[0])) : null;
    });
    const at = { target: facets.findIndex((one) => one.id === "target"), stance: facets.findIndex((one) => one.id === "stance") };
    const base = baseFilter();
    counts = facets.map((one) => new Uint32Array(one.values.length));
    result = [];
    for (let row = 0; row < total; row += 1) {
      if (!base(row)) continue;
      let failed = 0, where = -1;
      for (let k = 0; k < facets.length && failed < 2; k += 1) {
        if (flags[k] && !meets(k, row, flags, at)) { failed += 1; where = k; }
      }
      if (failed === 0) {
        result.push(row);
        for (let k = 0; k < facets.length; k += 1) countRow(k, row, flags, at);
      } else if (failed === 1) countRow(where, row, flags, at);
    }
    arrange();
  }
  // A stance is one towards a target: both filters ask for one and the same pair.
  function partner(k, at) {
    if (at.target < 0 || at.stance < 0) return -1;
    return k === at.target ? at.stance : k === at.stance ? at.target : -1;
  }
  function meets(k, row, flags, at) {
    const own = facets[k].rows[row], other = k === at.stance ? partner(k, at) : -1;
    const theirs = other >= 0 && flags[other] ? facets[other].rows[row] : null;
    return own.some((place, n) => flags[k][place] && (!theirs || flags[other][theirs[n]]));
  }
  function countRow(k, row, flags, at) {
    const own = facets[k].rows[row], other = partner(k, at);
    const theirs = other >= 0 && flags[other] ? facets[other].rows[row] : null;
    own.forEach((place, n) => {
      if (own.indexOf(place) < n && !theirs) return;
      if (!theirs || flags[other][theirs[n]]) counts[k][place] += 1;
    });
  }
  function baseFilter() {
    const wanted = terms();
    const of = state.of ? new Set(Object.hasOwn(data.sets, state.of) ? data.sets[state.of] : []) : null;
    return function (row) {
      if (of && !of.has(row)) return false;
      const date = articles.date[statements.article[row]] || "";
      if (state.from && !(date >= state.from)) return false;
      if (state.to && !(date && date.slice(0, 10) <= state.to)) return false;
      return wanted.every((term) => indexed(row).includes(term));
    };
  }
  function arrange() {
    const date = (row) => articles.date[statements.article[row]] || "";
    const sure = (row) => (statements.confidence[row] === null ? 2 : statements.confidence[row]);
    // Folded letters stand in the order of the alphabet, and compare ten times as fast as in the order of a locale.
    const keyed = (key) => {
      const keys = new Map(result.map((row) => [row, key(row)]));
      result.sort((a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : a - b));
    };
    if (state.sort === "date") result.sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : a - b));
    else if (state.sort === "speaker") keyed((row) => fold(speakerOf(row)));
    else if (state.sort === "words") keyed(indexed);
    else if (state.sort === "confidence") result.sort((a, b) => sure(a) - sure(b) || a - b);
  }

  // --- the view ------------------------------------------------------------------------------------------------------
  function build() {
    const option = (value) => el("option", { value: value === "place" ? "" : value }, words["sort_" + value]);
    let typing = 0;
    ui.search = el("input", { type: "search", dir: "auto", "aria-label": words.search, placeholder: words.search, on: {
      input: () => { clearTimeout(typing); typing = setTimeout(() => { state.q = ui.search.value; go(true); }, 120); },
    } });
    ui.sort = el("select", { "aria-label": words.sort, on: { change: () => { state.sort = ui.sort.value; go(false); } } },
      ...["place", "date", "speaker", "words", "confidence"].map(option));
    ui.views = ["list", "kwic"].map((view) => el("button", { type: "button", "data-view": view, on: {
      click: () => { state.view = view === "list" ? "" : view; go(false); },
    } }, words["view_" + view]));
    ui.export = el("button", { type: "button", class: "ex-export", on: { click: exportTable } }, words.export);
    ui.chips = el("div", { class: "ex-chips" });
    ui.count = el("p", { class: "ex-count", role: "status", "aria-live": "polite" });
    const day = (name) => el("input", { type: "date", "aria-label": words.date + " " + words[name], on: {
      change: () => { state[name] = ui[name].value; go(false); },
    } });
    ui.from = day("from");
    ui.to = day("to");
    ui.filters = facets.map((one, k) => el("details", { "data-facet": one.id, open: k < 2 && innerWidth > 768 },
      el("summary", {}, one.label), el("div", {})));
    const dates = articles.date.some(Boolean) ? el("details", {}, el("summary", {}, words.date),
      el("div", { class: "ex-date" }, ui.from, ui.to)) : null;
    ui.list = el("ol", { class: "ex-list" });
    ui.more = el("button", { type: "button", on: { click: () => { shown += PAGE * 2; showRows(); } } }, words.more);
    ui.card = el("dialog", { class: "ex-card", "aria-label": words.article, on: { close: closeCard } });
    app.append(...data.notes.map((note) => el("p", { class: "note" }, note)),
      el("div", { class: "ex-bar" }, ui.search, ui.sort, ...ui.views, ui.export), ui.chips, ui.count,
      el("div", { class: "ex-body" }, el("div", { class: "ex-filters", role: "group", "aria-label": words.filters }, ...ui.filters, dates),
        el("div", {}, ui.list, ui.more)), ui.card);
  }
  function update() {
    const began = performance.now();
    choose();
    ui.sort.value = state.sort;
    for (const button of ui.views) button.setAttribute("aria-pressed", String((state.view || "list") === button.dataset.view));
    ui.count.textContent = fill(words.shown, { n: number(result.length), all: number(total) });
    showChips();
    facets.forEach(showFacet);
    showRows();
    app.dataset.shown = String(result.length);
    app.dataset.took = (performance.now() - began).toFixed(1);
  }
  function showChips() {
    const chip = (text, drop) => el("button", { type: "button", dir: "auto", on: { click: () => { drop(); go(false); } } }, plain(text) + " ×");
    const chips = [];
    if (state.of) chips.push(chip(fill(words.of_report, { of: state.of }), () => { state.of = ""; }));
    for (const one of facets) {
      for (const value of state.chosen.get(one.id) || []) {
        const known = one.values.find((pair) => pair[0] === value);
        chips.push(chip(one.label + ": " + (known ? known[1] : value), () => toggle(one.id, value)));
      }
    }
    for (const name of ["from", "to"]) {
      if (state[name]) chips.push(chip(words[name] + " " + state[name], () => { state[name] = ""; ui[name].value = ""; }));
    }
    if (chips.length || state.q) {
      chips.push(el("button", { type: "button", class: "ex-clear", on: { click: clearAll } }, words.clear));
    }
    ui.chips.replaceChildren(...chips);
  }
  function clearAll() {
    const { sort, view } = state;
    state = readAddress("");
    Object.assign(state, { sort, view });
    for (const name of ["search", "from", "to"]) ui[name].value = "";
    go(false);
  }
  function toggle(name, value) {
    const chosen = new Set(state.chosen.get(name) || []);
    if (!chosen.delete(value)) chosen.add(value);
    if (chosen.size) state.chosen.set(name, chosen);
    else state.chosen.delete(name);
  }
  function showFacet(one, k) {
    const chosen = state.chosen.get(one.id) || new Set();
    const limit = wide.get(one.id) || VALUES;
    const places = one.values.map((_, place) => place).filter((place) => counts[k][place] || chosen.has(one.values[place][0]));
    const first = places.filter((place, n) => n < limit || chosen.has(one.values[place][0]));
    const rows = first.map((place) => {
      const [value, label] = one.values[place];
      const box = el("input", { type: "checkbox", value, on: { change: () => { toggle(one.id, value); go(false); } } });
      box.checked = chosen.has(value);
      return el("label", {}, box, el("span", {}, el("bdi", {}, plain(label))), el("span", { class: "ex-n" }, number(counts[k][place])));
    });
    if (places.length > first.length) {
      rows.push(el("button", { type: "button", on: { click: () => { wide.set(one.id, limit + MORE_VALUES); showFacet(one, k); } } }, words.more));
    }
    const box = ui.filters[k].lastChild;
    const focused = box.contains(document.activeElement) ? document.activeElement.value : null;
    box.replaceChildren(...rows);
    if (focused !== null) for (const input of box.querySelectorAll("input")) if (input.value === focused) input.focus();
  }
  function showRows() {
    const wanted = terms(), kwic = state.view === "kwic";
    ui.list.className = kwic ? "ex-list ex-lines" : "ex-list";
    ui.list.dir = kwic ? "rtl" : "auto";
    const rows = result.slice(0, shown).map((row) => el("li", {}, (kwic ? concordanceRow : listRow)(row, wanted)));
    if (!rows.length) rows.push(el("li", {}, words.nothing));
    ui.list.replaceChildren(...rows);
    ui.more.hidden = result.length <= shown;
  }
  function opener(row, attributes, ...children) {
    return el("button", { type: "button", "data-id": statements.id[row], ...attributes, on: {
      click: () => { state.id = statements.id[row]; history.pushState(null, "", writeAddress(state)); openCard(row); },
    } }, ...children);
  }
  function listRow(row, wanted) {
    const own = wordsOf(row), who = speakerOf(row), article = statements.article[row];
    const said = own.cue + " " + own.said;
    return opener(row, { class: "ex-row", dir: "rtl" },
      el("span", { class: "ex-who", dir: "auto" }, ...marked(who, findSpans(who, wanted))), ": ",
      el("span", { lang: "ar" }, ...marked(said, findSpans(said, wanted))),
      el("span", { class: "ex-meta" }, plain([articles.outlet[article], articles.date[article], ...labelsOf("side", row)].filter(Boolean).join(" · "))));
  }
  function concordanceRow(row, wanted) {
    const own = wordsOf(row);
    const behind = own.after === undefined ? " " + own.said : own.after;
    let line = own.before.trimEnd() + " " + own.cue + behind, span = null;
    const at = own.before.trimEnd().length + 1;
    const said = own.cue + " " + own.said;
    if (wanted.length) {
      const here = findSpans(line, wanted).find((found) => found[1] > at);
      const there = here ? null : findSpans(said, wanted)[0];
      if (there) { line = said; span = there; } else span = here || null;
    }
    const [from, to] = span || [at, at + own.cue.length];
    return opener(row, { class: "ex-row ex-kwic", dir: "rtl", lang: "ar" },
      el("span", { class: "ex-left" }, plain(line.slice(Math.max(0, from - CONTEXT), from))),
      el("span", { class: "ex-node" }, plain(line.slice(from, to))),
      el("span", { class: "ex-right" }, plain(line.slice(to, to + AFTER))));
  }

  // --- a statement's card --------------------------------------------------------------------------------------------
  function openCard(row) {
    const own = wordsOf(row), article = statements.article[row];
    const beside = (step) => {
      const other = row + step;
      return other >= 0 && other < total && statements.article[other] === article ? other : -1;
    };
    const move = (step, text) => el("button", { type: "button", disabled: beside(step) < 0, on: {
      click: () => { state.id = statements.id[beside(step)]; history.replaceState(null, "", writeAddress(state)); openCard(beside(step)); },
    } }, text);
    const link = writeAddress({ ...readAddress(""), id: statements.id[row] });
    ui.card.replaceChildren(
      el("div", { class: "ex-bar" }, move(-1, words.before), move(1, words.after),
        el("a", { href: link }, words.address),
        el("button", { type: "button", on: { click: () => ui.card.close() } }, words.close)),
      el("h3", { dir: "auto" }, plain(speakerOf(row))),
      el("p", { class: "ex-said", dir: "rtl", lang: "ar" }, el("span", { class: "ex-cue" }, plain(own.cue)), " " + plain(own.said)),
      facts(row), why(row), ...copiesOf(article), ...articleText(row, article));
    if (!ui.card.open) ui.card.showModal();
    const mark = ui.card.querySelector(".ex-own");
    if (mark) mark.parentElement.parentElement.scrollTop = mark.offsetTop - mark.parentElement.parentElement.offsetTop - 40;
    ui.card.scrollTop = 0;
  }
  function closeCard() {
    if (!state.id) return;
    state.id = "";
    history.replaceState(null, "", writeAddress(state));
  }
  function list(pairs) {
    return el("dl", {}, ...pairs.filter((pair) => pair[1]).flatMap(([name, value]) =>
      [el("dt", {}, name), el("dd", { dir: "auto" }, typeof value === "string" ? plain(value) : value)]));
  }
  function facts(row) {
    const flags = ["negated", "irrealis", "level2"].filter((_, bit) => statements.flags[row] & (1 << bit)).map((name) => words[name]);
    const stances = labelsOf("stance", row);
    const aims = labelsOf("target", row).map((target, n) => target + " (" + stances[n] + ")");
    return list([[words.office, statements.office[row] || ""], ...facets.filter((one) => !["speaker", "target", "stance"].includes(one.id))
      .map((one) => [one.label, labelsOf(one.id, row).join(", ")]), [words.target, aims.join(", ")], ["", flags.join(", ")]]);
  }
  function why(row) {
    const rules = statements.rules[row].map((place) => {
      const text = data.rules[place], cut = text.indexOf("=");
      return [words[text.slice(0, cut)], text.slice(cut + 1)];
    });
    const sure = statements.confidence[row];
    return el("div", {}, el("h4", {}, words.why), list([...rules, [words.confidence, sure === null ? "" : sure.toFixed(2)]]));
  }
  function copiesOf(article) {
    const own = Object.hasOwn(data.copies, articles.id[article]) ? data.copies[articles.id[article]] : [];
    if (!own.length) return [];
    return [el("h4", {}, words.copies), el("ul", {}, ...own.map((copy) => el("li", { dir: "auto" }, plain(copy.filter(Boolean).join(" · ")))))];
  }
  function articleText(row, article) {
    const meta = [articles.title[article], articles.outlet[article], articles.date[article], articles.id[article]].filter(Boolean).join(" · ");
    const head = [el("h4", {}, words.article), el("p", { dir: "auto" }, plain(meta), ...(articles.url[article]
      ? [" ", el("a", { href: articles.url[article], rel: "noopener noreferrer" }, words.source)] : []))];
    const text = articles.text[article];
    if (text === null) return [...head, el("p", { class: "note" }, words.article_left)];
    const spans = statements.spans[row], marks = [[spans[0], spans[1], "ex-cue ex-own"]];
    for (let k = 2; k < spans.length; k += 2) marks.push([spans[k], spans[k + 1], "ex-own"]);
    const others = [];
    for (let other = 0; other < total; other += 1) {
      if (other !== row && statements.article[other] === article) others.push([statements.spans[other][0], statements.spans[other][1], "ex-other"]);
    }
    const edges = new Set([0, text.length, ...[...marks, ...others].flatMap((mark) => [mark[0], mark[1]])]);
    for (const match of text.matchAll(/\n+/g)) edges.add(match.index).add(match.index + match[0].length);
    const places = [...edges].filter((place) => place <= text.length).sort((a, b) => a - b);
    const paragraphs = [el("p", { dir: "auto", lang: "ar" })];
    places.slice(0, -1).forEach((from, n) => {
      const piece = text.slice(from, places[n + 1]);
      if (piece.startsWith("\n")) { paragraphs.push(el("p", { dir: "auto", lang: "ar" })); return; }
      const inside = (mark) => mark[0] <= from && from < mark[1];
      const own = marks.find(inside), other = others.find(inside);
      paragraphs[paragraphs.length - 1].append(own ? el("mark", { class: own[2] }, plain(piece))
        : other ? el("b", { class: other[2] }, plain(piece)) : plain(piece));
    });
    const box = el("div", { class: "ex-text", tabindex: "0", role: "group", "aria-label": words.article }, ...paragraphs);
    return [...head, box, articles.whole[article] ? null : el("p", { class: "note" }, words.article_cut)].filter(Boolean);
  }

  // --- export --------------------------------------------------------------------------------------------------------
  function exportTable() {
    const names = facets.map((one) => one.id);
    const lines = [["id", "article", "title", "date", "office", ...names, "cue", "content", "confidence", "start"]];
    for (const row of result) {
      const own = wordsOf(row), article = statements.article[row];
      lines.push([statements.id[row], articles.id[article], articles.title[article], articles.date[article], statements.office[row],
        ...names.map((name) => valuesOf(name, row).map((value) => value[0]).join(" ")), own.cue, own.said,
        statements.confidence[row], statements.spans[row][0]]);
    }
    const cell = (value) => {
      let text = value === null || value === undefined ? "" : String(value);
      if (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) text = "'" + text;
      return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
    };
    const file = new Blob(["\ufeff" + lines.map((line) => line.map(cell).join(",") + "\n").join("")], { type: "text/csv" });
    const link = el("a", { href: URL.createObjectURL(file), download: "statements-shown.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // --- begin ---------------------------------------------------------------------------------------------------------
  function start() {
    ready = ready || begin();
    return ready;
  }
  // The data are JSON, compressed: texts of thousands of articles would make the page three times as large.
  function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }
  async function begin() {
    data = await unpack(document.getElementById("explorer-data").textContent);
    ({ words, articles, statements, facets } = data);
    total = statements.id.length;
    folds = new Map(Object.entries(data.fold));
    foldable = new RegExp("[" + [...folds.keys()].map((sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0")).join("") + "]", "g");
    state = readAddress("");
    build();
    update();
    setTimeout(() => indexAhead(0), 0);
  }
  if (!("DecompressionStream" in window)) {
    app.textContent = app.dataset.old;
    return;
  }
  for (const link of document.querySelectorAll("a.explore")) link.hidden = false;
  addEventListener("hashchange", arrive);
  if (location.hash.startsWith(ADDRESS)) addEventListener("DOMContentLoaded", arrive);
  else requestAnimationFrame(() => setTimeout(start, 0));
})();
