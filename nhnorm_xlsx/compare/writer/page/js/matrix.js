// The matrix: which norms and which participants it shows, and moving through it by keyboard.
'use strict';
(function (page) {
  const { byId, core, state } = page;
  const body = byId('matrix').tBodies[0];
  // In the order of the norm.
  const rows = Array.from(body.rows);
  const norms = rows.filter((row) => row.dataset.norm);
  const byNorm = new Map(norms.map((row) => [row.dataset.norm, row]));
  const names = Array.from(byId('matrix').tHead.querySelectorAll('.naam'));
  const mostOnPaper = 34;
  // Before the cells of the participants stand the norm and its share.
  const before = 2;
  let stop = null;
  let shownNow = names.map(() => true);
  let texts = null;

  const cellAt = (row, place) => row.cells[before + place];
  const placeOf = (cell) => cell.cellIndex - before;
  page.rowOf = (norm) => byNorm.get(norm);
  page.cellOf = (norm, place) => cellAt(byNorm.get(norm), place);

  // The words of every answer to a norm, to search in; made once.
  function wordsOf(norm) {
    if (!texts) texts = new Map();
    if (!texts.has(norm)) {
      const without = page.data().status;
      const all = page.data().antwoorden[norm].map((values) =>
        values.filter((_, at) => at !== without).join('\n').toLowerCase()
      );
      texts.set(norm, all);
    }
    return texts.get(norm);
  }

  // Hides the columns of those who are not chosen; only what changes is touched.
  function showColumns(chosen) {
    const changed = chosen.map((_, place) => place).filter((place) =>
      chosen[place] !== shownNow[place]
    );
    if (!changed.length) return;
    for (const place of changed) names[place].hidden = !chosen[place];
    for (const row of rows) {
      if (row.cells.length < before) continue;
      for (const place of changed) cellAt(row, place).hidden = !chosen[place];
    }
    shownNow = chosen;
    const count = chosen.filter(Boolean).length;
    byId('matrix').style.setProperty('--aantal', count);
  }

  // Whether a norm is shown; its cells that do not fit fade.
  function showNorm(row, chosen, sought) {
    const { thema, status } = state;
    if (thema && row.dataset.thema !== thema) return false;
    const named = !sought || row.cells[0].textContent.toLowerCase().includes(sought);
    const said = named ? null : wordsOf(row.dataset.norm);
    let hit = false;
    for (let place = 0; place < chosen.length; place += 1) {
      if (!chosen[place]) continue;
      const cell = cellAt(row, place);
      const fits = (!status || cell.dataset.status === status) &&
        (!said || said[place].includes(sought));
      if (cell.classList.contains('uit') === fits) cell.classList.toggle('uit', !fits);
      hit = hit || fits;
    }
    return hit;
  }

  // Themes and sub-headings stand above their norms, in the order of the norm only.
  function showHeadings() {
    const sorted = state.volgorde !== '';
    const seen = new Set();
    for (const row of norms) {
      if (row.hidden) continue;
      seen.add(row.dataset.thema);
      seen.add(row.dataset.thema + '\n' + row.dataset.kop);
    }
    for (const row of rows) {
      if (row.dataset.norm) continue;
      const { thema, kop } = row.dataset;
      row.hidden = sorted || !seen.has(kop === undefined ? thema : thema + '\n' + kop);
    }
  }

  page.show.matrix = function () {
    const chosen = page.chosen();
    const sought = page.sought();
    page.sortRows(body, rows);
    showColumns(chosen);
    let shown = 0;
    for (const row of norms) {
      row.hidden = !showNorm(row, chosen, sought);
      if (!row.hidden) shown += 1;
    }
    showHeadings();
    const wide = chosen.filter(Boolean).length > mostOnPaper;
    byId('matrix').classList.toggle('breed', wide);
    document.querySelector('.te-breed').hidden = !wide;
    if (!stop || stop.hidden || stop.parentNode.hidden) keepOneTabStop(firstCell());
    return page.say('normen', { getoond: shown, alle: norms.length });
  };

  const visible = () => Array.from(body.rows).filter((row) => row.dataset.norm && !row.hidden);
  const inView = () => shownNow.map((_, place) => place).filter((place) => shownNow[place]);

  function firstCell() {
    const row = visible()[0];
    return row && inView().length ? cellAt(row, inView()[0]) : null;
  }

  function keepOneTabStop(cell) {
    if (stop) stop.tabIndex = -1;
    stop = cell;
    if (stop) stop.tabIndex = 0;
  }
  page.goTo = function (cell) {
    keepOneTabStop(cell);
    cell.focus();
  };

  // The answers in the order they are read: along a norm, then the next norm.
  page.beside = function (norm, place, step) {
    const open = visible();
    const places = inView();
    const at = open.indexOf(byNorm.get(norm)) * places.length + places.indexOf(place) + step;
    if (at < 0 || at >= open.length * places.length) return null;
    const row = open[Math.floor(at / places.length)];
    return { norm: row.dataset.norm, place: places[at % places.length] };
  };

  function move(cell, down, right) {
    const open = visible();
    const places = inView();
    const row = open[open.indexOf(cell.parentNode) + down];
    const place = places[places.indexOf(placeOf(cell)) + right];
    if (row && place !== undefined) page.goTo(cellAt(row, place));
  }

  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  const open = (cell) =>
    page.openAnswer({ norm: cell.parentNode.dataset.norm, place: placeOf(cell) });
  body.addEventListener('click', (event) => {
    const cell = event.target.closest('td[data-status]');
    if (!cell) return;
    keepOneTabStop(cell);
    open(cell);
  });
  body.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td[data-status]');
    if (!cell) return;
    if (steps[event.key]) move(cell, ...steps[event.key]);
    else if (event.key === 'Enter' || event.key === ' ') open(cell);
    else return;
    event.preventDefault();
  });

  page.table.matrix = function () {
    const places = inView();
    const head = [
      core.woorden.norm,
      core.woorden.vraag,
      byId('matrix').tHead.rows[0].cells[1]
        .textContent.trim(),
      ...places.map((place) => core.namen[place].naam),
    ];
    const lines = visible().map((row) => [
      row.dataset.norm,
      row.cells[0].getAttribute('title'),
      row.cells[1].textContent.trim(),
      ...places.map((place) => {
        const cell = cellAt(row, place);
        return cell.classList.contains('uit') ? '' : cell.getAttribute('aria-label');
      }),
    ]);
    return [head, ...lines];
  };
})(globalThis.vergelijking);
