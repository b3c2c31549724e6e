// The matrix: which norms and which participants it shows. The statuses come as one text a norm,
// a letter a participant. Of many columns only those near the view have cells, so it stays quick.
'use strict';
(function (page) {
  const { byId, core, make, say, state } = page;
  const table = byId('matrix');
  const scroller = byId('schuif');
  const head = table.tHead.rows[0];
  const body = table.tBodies[0];
  // In the order of the norm.
  const rows = Array.from(body.rows);
  const norms = rows.filter((row) => row.dataset.norm);
  const byNorm = new Map(norms.map((row) => [row.dataset.norm, row]));
  const mostOnPaper = Number(table.dataset.papier);
  // Up to here every column has its cells.
  const mostAtOnce = 60;
  const margin = 6;
  // Before the cells of the participants stand the norm and its share.
  const before = 2;
  // The places of those who are shown, and from where to where they have cells.
  let columns = [];
  let from = 0;
  let to = 0;
  // For which columns a row has its cells now, so that they are made only when that changes.
  let wanted = '';
  const made = new Map();
  // Where Tab comes in: one cell.
  let stop = { norm: '', place: -1 };
  // Per norm the words of every answer, to search in.
  const words = new Map();

  const keyOf = (norm, place) => core.statussen[parseInt(core.matrix[norm][place], 36)].sleutel;
  page.rowOf = (norm) => byNorm.get(norm);
  page.visibleNorms = () => Array.from(body.rows).filter((row) => row.dataset.norm && !row.hidden);
  page.columns = () => columns;
  page.statusAt = (norm, place) => page.statuses.get(keyOf(norm, place));

  function wordsOf(norm) {
    if (!words.has(norm)) {
      const without = page.data().status;
      words.set(
        norm,
        page.data().antwoorden[norm].map((values) =>
          values.filter((_, at) => at !== without).join('\n').toLowerCase()
        ),
      );
    }
    return words.get(norm);
  }

  // Reads the answers while nobody waits, so that the first search is as quick as the next.
  page.prepareSearch = function () {
    const next = norms.find((row) => !words.has(row.dataset.norm));
    if (!next) return;
    wordsOf(next.dataset.norm);
    page.whenIdle(page.prepareSearch);
  };

  // Whether a cell is what is asked for; the others fade.
  function judge(row) {
    const { norm } = row.dataset;
    const sought = page.sought();
    const named = !sought || row.cells[0].textContent.toLowerCase().includes(sought);
    const said = named ? null : wordsOf(norm);
    return (place) =>
      (!state.status || keyOf(norm, place) === state.status) &&
      (!said || said[place].includes(sought));
  }
  page.fits = (norm) => judge(byNorm.get(norm));

  // --- cells

  const patterns = new Map(core.statussen.map((status) => {
    const cell = make('td', '', status.teken);
    cell.setAttribute('role', 'gridcell');
    cell.setAttribute('aria-label', status.label);
    cell.tabIndex = -1;
    cell.dataset.status = status.sleutel;
    return [status.sleutel, cell];
  }));

  function normCell(norm, place) {
    const cell = patterns.get(keyOf(norm, place)).cloneNode(true);
    cell.dataset.g = place;
    return cell;
  }
  function fade(row, places) {
    const fits = judge(row);
    const cells = Array.from(row.children);
    places.forEach((place, at) => {
      const look = fits(place) ? '' : 'uit';
      if (cells[before + at].className !== look) cells[before + at].className = look;
    });
  }
  function shareCell(thema, place) {
    const cell = make('td', '', (core.namen[place].aandelen[thema] || ['–'])[0]);
    cell.setAttribute('role', 'gridcell');
    return cell;
  }
  function nameCell(place) {
    const { naam, code, half } = core.namen[place];
    const button = make('button', '', naam + (half ? ' ' + core.woorden.teken : ''));
    button.type = 'button';
    button.dataset.code = code;
    const cell = make('th', 'naam', [button]);
    cell.scope = 'col';
    cell.setAttribute('role', 'columnheader');
    return cell;
  }

  function fill(row, cells) {
    cells.forEach((cell, at) => cell.ariaColIndex = before + from + at + 1);
    row.replaceChildren(...Array.from(row.children).slice(0, before), ...cells);
    made.set(row, wanted);
  }

  // Gives the columns near the view their cells.
  function fillRows() {
    const places = columns.slice(from, to);
    wanted = from + ':' + places;
    if (made.get(head) !== wanted) {
      table.style.setProperty('--aantal', columns.length);
      table.style.setProperty('--voor', from);
      table.setAttribute('aria-colcount', before + columns.length);
      fill(head, places.map(nameCell));
    }
    for (const row of rows) {
      const { norm, thema, kop } = row.dataset;
      if (row.hidden || !norm && kop !== undefined) continue;
      if (made.get(row) !== wanted) {
        fill(row, places.map((place) => norm ? normCell(norm, place) : shareCell(thema, place)));
      }
      if (norm) fade(row, places);
    }
    setStop();
    page.markOpen();
  }

  // Which columns get cells: all, or those in view with some on both sides.
  function aim(first) {
    const room = inView() + 2 * margin;
    const all = columns.length <= Math.max(mostAtOnce, room);
    from = all ? 0 : Math.max(0, Math.min(first, columns.length - room));
    to = all ? columns.length : from + room;
  }
  const inView = () => Math.ceil(scroller.clientWidth / cellWidth());
  const cellWidth = () => head.lastElementChild.getBoundingClientRect().width || 28;
  function firstInView() {
    return scroller.scrollLeft ? Math.floor(scroller.scrollLeft / cellWidth()) : 0;
  }
  scroller.addEventListener('scroll', () => {
    if (columns.length <= mostAtOnce) return;
    const first = firstInView();
    const near = first >= from && Math.min(first + inView(), columns.length) <= to;
    if (!near) keepFocus(() => (aim(first - margin), fillRows()));
  });

  function keepFocus(change) {
    const active = document.activeElement;
    const inside = active && active.matches('#matrix td[data-g]');
    const { norm } = inside ? active.parentNode.dataset : {};
    const place = inside ? Number(active.dataset.g) : -1;
    change();
    if (inside && drawn(norm, place)) drawn(norm, place).focus({ preventScroll: true });
  }

  // The cell of an answer, if it has one now.
  function drawn(norm, place) {
    const at = columns.indexOf(place);
    const row = byNorm.get(norm);
    return row && !row.hidden && at >= from && at < to ? row.cells[before + at - from] : null;
  }
  page.cellOf = function (norm, place) {
    const at = columns.indexOf(place);
    if (at >= 0 && (at < from || at >= to)) {
      aim(at - margin);
      fillRows();
    }
    return drawn(norm, place);
  };

  function setStop() {
    const old = body.querySelector('td[tabindex="0"]');
    if (old) old.tabIndex = -1;
    const first = page.visibleNorms()[0];
    const cell = drawn(stop.norm, stop.place) || (first && first.cells[before]);
    if (cell) cell.tabIndex = 0;
  }
  page.goTo = function (norm, place) {
    const cell = page.cellOf(norm, place);
    if (!cell) return;
    stop = { norm, place };
    setStop();
    cell.focus();
  };

  // --- what is shown

  // Themes and sub-headings stand above their norms, in the order of the norm only.
  function showHeadings() {
    const seen = new Set();
    for (const row of norms) {
      if (row.hidden) continue;
      seen.add(row.dataset.thema).add(row.dataset.thema + '\n' + row.dataset.kop);
    }
    for (const row of rows) {
      if (row.dataset.norm) continue;
      const { thema, kop } = row.dataset;
      const used = seen.has(kop === undefined ? thema : thema + '\n' + kop);
      row.hidden = state.volgorde !== '' || !used;
    }
  }

  page.show.matrix = function () {
    const chosen = page.chosen();
    columns = chosen.map((_, place) => place).filter((place) => chosen[place]);
    page.sortRows(body, rows);
    let shown = 0;
    for (const row of norms) {
      const inThema = !state.thema || row.dataset.thema === state.thema;
      row.hidden = !inThema || !columns.some(judge(row));
      if (!row.hidden) shown += 1;
    }
    showHeadings();
    keepFocus(() => (aim(firstInView() - margin), fillRows()));
    const wide = columns.length > mostOnPaper;
    table.classList.toggle('breed', wide);
    document.querySelector('.te-breed').hidden = !wide;
    return say('normen', { getoond: shown, alle: norms.length });
  };

  page.table.matrix = function () {
    const { norm, vraag } = core.woorden;
    const names = columns.map((place) => core.namen[place].naam);
    const lines = page.visibleNorms().map((row) => {
      // Also what is faded: an empty cell would read as an answer that is not there.
      const labels = columns.map((place) => page.statusAt(row.dataset.norm, place).label);
      const [title, share] = row.cells;
      return [row.dataset.norm, title.getAttribute('title'), share.textContent.trim(), ...labels];
    });
    return [[norm, vraag, head.cells[1].textContent.trim(), ...names], ...lines];
  };
})(globalThis.vergelijking);
