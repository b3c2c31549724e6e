// Moving through the matrix, by mouse and by keyboard.
'use strict';
(function (page) {
  const body = page.byId('matrix').tBodies[0];
  const placeOf = (cell) => Number(cell.dataset.g);
  const normOf = (cell) => cell.parentNode.dataset.norm;

  // The answers in the order they are read: along a norm, then the next norm.
  page.beside = function (norm, place, step) {
    const open = page.visibleNorms();
    const places = page.columns();
    const at = open.indexOf(page.rowOf(norm)) * places.length + places.indexOf(place) + step;
    if (at < 0 || at >= open.length * places.length) return null;
    const row = open[Math.floor(at / places.length)];
    return { norm: row.dataset.norm, place: places[at % places.length] };
  };

  function move(cell, down, right) {
    const open = page.visibleNorms();
    const places = page.columns();
    const row = open[open.indexOf(cell.parentNode) + down];
    const place = places[places.indexOf(placeOf(cell)) + right];
    if (row && place !== undefined) page.goTo(row.dataset.norm, place);
  }

  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  body.addEventListener('click', (event) => {
    const cell = event.target.closest('td[data-g]');
    if (!cell) return;
    page.goTo(normOf(cell), placeOf(cell));
    page.openAnswer({ norm: normOf(cell), place: placeOf(cell) });
  });
  body.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td[data-g]');
    if (!cell) return;
    if (steps[event.key]) move(cell, ...steps[event.key]);
    else if (event.key === 'Home') page.goTo(normOf(cell), page.columns()[0]);
    else if (event.key === 'End') page.goTo(normOf(cell), page.columns().at(-1));
    else if (event.key === 'Enter' || event.key === ' ') {
      page.openAnswer({ norm: normOf(cell), place: placeOf(cell) });
    } else return;
    event.preventDefault();
  });
})(globalThis.vergelijking);
