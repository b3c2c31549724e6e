// What every script of the page uses. It works without network: everything is inside. Text of
// participants reaches it as data and is only ever shown with `textContent`.
'use strict';
globalThis.vergelijking = (function () {
  const byId = (id) => document.getElementById(id);
  const core = JSON.parse(byId('kern').textContent);
  const statuses = new Map(core.statussen.map((status) => [status.sleutel, status]));
  const places = new Map(core.namen.map((item, place) => [item.code, place]));
  let answers = null;

  // The answers are large: they are read when the first is asked for.
  function data() {
    if (!answers) answers = JSON.parse(byId('gegevens').textContent);
    return answers;
  }

  // Fills {name} in a sentence; the parts are text and stay text. Of one it may read otherwise.
  function say(name, parts) {
    const single = (parts.alle ?? parts.aantal) === 1 && core.woorden[name + '1'];
    return (single || core.woorden[name]).replace(
      /\{(\w+)\}/g,
      (whole, part) => part in parts ? parts[part] : whole,
    );
  }

  // An element with a class and a text or children; never markup.
  function make(tag, look, inside) {
    const made = document.createElement(tag);
    if (look) made.className = look;
    if (typeof inside === 'string') made.textContent = inside;
    else if (inside) made.append(...inside);
    return made;
  }

  // A status with its symbol, its colour and its name.
  function badge(key) {
    const status = statuses.get(key);
    const made = make('span', 'status', status.teken + ' ' + status.label);
    made.dataset.status = key;
    return made;
  }

  // Does something as soon as nobody waits for the page.
  function whenIdle(work) {
    if (globalThis.requestIdleCallback) globalThis.requestIdleCallback(() => work());
    else setTimeout(work, 50);
  }

  function header(names) {
    const row = make(
      'tr',
      '',
      names.map((name) => {
        const cell = make('th', '', name);
        cell.scope = 'col';
        return cell;
      }),
    );
    return make('thead', '', [row]);
  }

  return {
    badge,
    byId,
    core,
    data,
    header,
    make,
    places,
    say,
    statuses,
    whenIdle,
    // The words in an element on one line, however the page is laid out.
    wordsIn: (item) => item.textContent.trim().replace(/\s+/g, ' '),
    // Per tab a function that shows it as it is filtered, and says how much of it that is.
    show: {},
    // Per tab a function that gives the rows of its table, as it stands, as texts.
    table: {},
  };
})();
