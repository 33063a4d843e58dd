/* The rating pad on a tablet. It keeps nothing: what stands here is what the counter's computer says. */
(function () {
  "use strict";
  var DIGITS = 8;
  var RETRY_MS = 1000, POLL_TIMEOUT_MS = 25000, SEND_TIMEOUT_MS = 8000, SAY_MS = 3000;
  var SVG = "http://www.w3.org/2000/svg";

  var words = null;
  var first = "zh", tongue = "zh";
  var state = { rev: -1, face: "rest" };
  var next = null;
  var mode = "loading";
  var busy = false, note = "", drawnAt = 0, acknowledged = "", typed = "", missed = 0, polling = false;

  function get(id) { return document.getElementById(id); }
  function now() { return window.performance && performance.now ? performance.now() : new Date().getTime(); }
  function say(pair) { return pair ? pair[tongue] : ""; }
  function also(pair) { return pair ? pair[tongue === "zh" ? "en" : "zh"] : ""; }
  function text(name) { return say(words.page[name]); }

  function ask(method, path, body, timeout, done) {
    var request = new XMLHttpRequest(), over = false;
    function end(status) {
      if (over) { return; }
      over = true;
      var value = null;
      try { value = JSON.parse(request.responseText); } catch (error) { value = null; }
      done(status, value);
    }
    request.open(method, path, true);
    request.timeout = timeout;
    request.onload = function () { end(request.status); };
    request.onerror = request.ontimeout = request.onabort = function () { end(0); };
    if (body) { request.setRequestHeader("Content-Type", "application/json"); }
    request.send(body || null);
  }

  function element(name, kind, content) {
    var made = document.createElement(name);
    if (kind) { made.className = kind; }
    if (content) { made.appendChild(document.createTextNode(content)); }
    return made;
  }

  function button(content, kind, deed) {
    var made = element("button", kind, content);
    made.type = "button";
    made.disabled = busy;
    made.onclick = function () { if (!busy) { made.className += " pressed"; deed(); } };
    return made;
  }

  function face(level) {
    var mouths = { 5: "M26 56 Q50 90 74 56 Z", 4: "M28 60 Q50 80 72 60", 3: "M30 66 L70 66", 2: "M28 74 Q50 56 72 74", 1: "M26 78 Q50 48 74 78" };
    var drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", "0 0 100 100");
    drawing.setAttribute("aria-hidden", "true");
    function shape(name, values) {
      var made = document.createElementNS(SVG, name), key;
      for (key in values) { made.setAttribute(key, values[key]); }
      drawing.appendChild(made);
    }
    shape("circle", { cx: 50, cy: 50, r: 45, fill: "#fdf3d6", stroke: "#6b5a2a", "stroke-width": 4 });
    shape("circle", { cx: 34, cy: 40, r: 6, fill: "#4a3d1a" });
    shape("circle", { cx: 66, cy: 40, r: 6, fill: "#4a3d1a" });
    shape("path", { d: mouths[level], fill: level === 5 ? "#4a3d1a" : "none", stroke: "#4a3d1a", "stroke-width": 5, "stroke-linecap": "round" });
    return drawing;
  }

  function clear(where) { while (where.firstChild) { where.removeChild(where.firstChild); } }
  function put(where, content) { clear(where); if (content) { where.appendChild(document.createTextNode(content)); } }

  function draw() {
    if (!words) { return; }
    var middle = get("middle"), keys = get("keys"), shown = mode === "pad" ? state.face : mode;
    document.documentElement.lang = tongue;
    document.title = text("title");
    document.body.setAttribute("data-face", shown);
    clear(middle); clear(keys); put(get("large"), ""); put(get("small"), "");
    middle.className = "";
    put(get("other"), text("other"));
    get("note").className = note ? "said" : "";
    put(get("note"), note ? text(note) : "");
    if (shown === "pair") { drawPairing(middle); }
    else if (shown === "levels") { drawLevels(middle, keys); }
    else if (shown === "reasons") { drawReasons(middle, keys); }
    else { drawWords(middle, shown); }
    if (busy && mode === "pad") { put(get("note"), text("saving")); get("note").className = ""; }
    drawnAt = now();
    acknowledge();
  }

  function drawWords(middle, shown) {
    var large = "hello", calm = "rest";
    if (shown === "thanks") { large = state.rated ? "thanks" : "bye"; calm = ""; }
    else if (shown !== "rest") { large = ""; calm = "offline"; }
    middle.className = "words";
    if (words.practice && mode === "pad") { put(get("small"), text("practice")); }
    if (large) {
      middle.appendChild(element("div", tongue === "en" ? "big en" : "big", text(large)));
      if (!calm) { middle.appendChild(element("div", "calm", also(words.page[large]))); }
    }
    if (calm) {
      middle.appendChild(element("div", "calm", text(calm)));
      middle.appendChild(element("div", "calm", also(words.page[calm])));
    }
  }

  function drawLevels(middle, keys) {
    put(get("large"), text("ask"));
    put(get("small"), say(state.about));
    if (!note) { put(get("note"), text("hint")); }
    middle.className = "levels";
    words.levels.forEach(function (level) {
      var made = button("", "level", function () { press({ level: level.level }); });
      made.setAttribute("data-level", level.level);
      made.appendChild(face(level.level));
      made.appendChild(element("div", tongue === "en" ? "word en" : "word", say(level.name)));
      made.appendChild(element("div", "also", also(level.name)));
      middle.appendChild(made);
    });
    keys.appendChild(button(text("decline"), "decline", function () { press({ decline: true }); }));
  }

  function drawReasons(middle, keys) {
    var level = words.levels.filter(function (each) { return each.level === state.level; })[0];
    put(get("large"), text("why"));
    put(get("small"), say(level.name));
    middle.className = "reasons";
    level.reasons.forEach(function (reason) {
      var made = button(say(reason.text), tongue === "en" ? "reason en" : "reason", function () { press({ reason: reason.code }); });
      made.setAttribute("data-reason", reason.code);
      made.appendChild(element("div", "also", also(reason.text)));
      middle.appendChild(made);
    });
    keys.appendChild(button(text("no_reason"), "none", function () { press({ reason: "" }); }));
  }

  function drawPairing(middle) {
    var shown = typed, pad = element("div", "pad");
    while (shown.length < DIGITS) { shown += "_"; }
    put(get("large"), text("pair"));
    put(get("small"), text("pair_hint"));
    middle.className = "pairing";
    middle.appendChild(element("div", "code", shown.slice(0, 4) + " " + shown.slice(4)));
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "C", "0", "\u2190"].forEach(function (key) {
      var made = button(key, "digit", function () { digit(key); });
      made.setAttribute("data-key", key);
      pad.appendChild(made);
    });
    middle.appendChild(pad);
  }

  function digit(key) {
    note = "";
    if (key === "C") { typed = ""; }
    else if (key === "\u2190") { typed = typed.slice(0, -1); }
    else if (typed.length < DIGITS) { typed += key; }
    draw();
    if (typed.length === DIGITS) { pair(); }
  }

  function pair() {
    busy = true;
    draw();
    ask("POST", "/pair", JSON.stringify({ code: typed }), SEND_TIMEOUT_MS, function (status, value) {
      busy = false;
      typed = "";
      if (status === 200) { mode = "pad"; note = ""; state = { rev: -1, face: "rest" }; draw(); poll(); return; }
      note = value && value.said ? value.said : "offline";
      draw();
    });
  }

  function acknowledge() {
    if (mode !== "pad" || !state.nonce || acknowledged === state.nonce) { return; }
    acknowledged = state.nonce;
    ask("POST", "/shown", JSON.stringify({ nonce: state.nonce }), SEND_TIMEOUT_MS, function (status) {
      if (status !== 200) { acknowledged = ""; setTimeout(acknowledge, RETRY_MS); }
    });
  }

  function press(touched) {
    touched.nonce = state.nonce;
    touched.ms = Math.round(now() - drawnAt);
    busy = true;
    note = "";
    setTimeout(draw, 0);
    send(JSON.stringify(touched));
  }

  /* The same press goes until there is an answer: its nonce lets it count once. */
  function send(body) {
    ask("POST", "/answer", body, SEND_TIMEOUT_MS, function (status, value) {
      if (status === 401) { unpaired(); return; }
      if (!value || !value.said) { setTimeout(function () { send(body); }, RETRY_MS); return; }
      busy = false;
      note = value.said === "again" || value.said === "late" ? value.said : "";
      apply(next && next.rev > value.state.rev ? next : value.state);
      next = null;
      if (note) { setTimeout(function () { note = ""; draw(); }, SAY_MS); }
    });
  }

  function apply(given) {
    if (busy) { next = given; return; }
    if (given.nonce !== state.nonce && given.face === "levels" && state.face !== "reasons") { tongue = first; }
    state = given;
    draw();
  }

  function poll() {
    if (polling || mode === "pair") { return; }
    polling = true;
    ask("GET", "/next?rev=" + state.rev, null, POLL_TIMEOUT_MS, function (status, value) {
      polling = false;
      if (status === 401) { unpaired(); return; }
      if (status === 200 && value) {
        missed = 0;
        if (mode !== "pad") { mode = "pad"; state = { rev: -1, face: "rest" }; }
        if (value.rev !== state.rev) { apply(value); }
        setTimeout(poll, busy ? RETRY_MS : 0);
        return;
      }
      missed += 1;
      if (missed > 2 && !busy && mode === "pad" && state.face !== "levels" && state.face !== "reasons") { mode = "offline"; draw(); }
      setTimeout(poll, 2 * RETRY_MS);
    });
  }

  function unpaired() {
    busy = false;
    mode = "pair";
    typed = "";
    note = "";
    draw();
  }

  function load() {
    ask("GET", "/words", null, SEND_TIMEOUT_MS, function (status, value) {
      if (status !== 200 || !value) { setTimeout(load, 2 * RETRY_MS); return; }
      words = value;
      first = tongue = value.first;
      draw();
      poll();
    });
  }

  get("other").onclick = function () { tongue = tongue === "zh" ? "en" : "zh"; draw(); };
  document.oncontextmenu = function () { return false; };
  load();
}());
