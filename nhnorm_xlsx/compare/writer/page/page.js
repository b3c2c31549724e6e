// The behaviour of the page. It works without network: everything is inside. Text of
// participants reaches it as data and is only ever shown with `textContent`.
'use strict';
(function () {
  const data = JSON.parse(document.getElementById('gegevens').textContent);
  const thema = document.getElementById('thema');
  const status = document.getElementById('status');
  const count = document.getElementById('aantal');
  const detail = document.getElementById('detail');
  const rows = Array.prototype.slice.call(document.querySelectorAll('tbody tr'));
  const normRows = rows.filter(function (row) {
    return row.dataset.norm;
  });

  // Fills {name} in a sentence; the parts are text and stay text.
  function say(sentence, parts) {
    return sentence.replace(/\{(\w+)\}/g, function (whole, name) {
      return name in parts ? parts[name] : whole;
    });
  }

  function cells(row) {
    return Array.prototype.slice.call(row.querySelectorAll('button'));
  }

  function filter() {
    let shown = 0;
    normRows.forEach(function (row) {
      const fits = !thema.value || row.dataset.thema === thema.value;
      let hit = !status.value;
      cells(row).forEach(function (cell) {
        const same = !status.value || cell.dataset.status === status.value;
        cell.classList.toggle('dim', !same);
        hit = hit || same;
      });
      row.hidden = !(fits && hit);
      if (!row.hidden) shown += 1;
    });
    rows.forEach(function (row) {
      if (row.dataset.norm) return;
      row.hidden = !normRows.some(function (item) {
        return !item.hidden && item.dataset.thema === row.dataset.thema &&
          (row.dataset.kop === undefined || item.dataset.kop === row.dataset.kop);
      });
    });
    count.textContent = say(data.woorden.getoond, { getoond: shown, alle: normRows.length });
    keepOneTabStop();
  }

  function keepOneTabStop(cell) {
    const stop = cell || document.querySelector('tbody tr:not([hidden]) button');
    document.querySelectorAll('tbody button').forEach(function (item) {
      item.tabIndex = -1;
    });
    if (stop) stop.tabIndex = 0;
  }

  function add(list, name, text) {
    if (!text) return;
    const term = document.createElement('dt');
    const value = document.createElement('dd');
    term.textContent = name;
    value.textContent = text;
    list.appendChild(term);
    list.appendChild(value);
  }

  function show(cell) {
    const norm = cell.closest('tr').dataset.norm;
    const column = Number(cell.dataset.kolom);
    const values = data.antwoorden[norm][column];
    detail.textContent = '';
    const title = document.createElement('h2');
    title.textContent = say(data.woorden.titel, { norm: norm, naam: data.namen[column] });
    detail.appendChild(title);
    const list = document.createElement('dl');
    add(list, data.woorden.vraagt, data.normen[norm]);
    data.velden.forEach(function (name, index) {
      add(list, name, values[index]);
    });
    detail.appendChild(list);
    detail.hidden = false;
    detail.scrollIntoView({ block: 'nearest' });
  }

  function move(cell, down, right) {
    const visible = normRows.filter(function (row) {
      return !row.hidden;
    });
    const row = visible.indexOf(cell.closest('tr')) + down;
    const column = Number(cell.dataset.kolom) + right;
    const next = visible[row] && cells(visible[row])[column];
    if (next) {
      keepOneTabStop(next);
      next.focus();
    }
  }

  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  const body = document.querySelector('tbody');
  body.addEventListener('click', function (event) {
    const cell = event.target.closest('button');
    if (cell) {
      keepOneTabStop(cell);
      show(cell);
    }
  });
  body.addEventListener('keydown', function (event) {
    const step = steps[event.key];
    const cell = event.target.closest('button');
    if (step && cell) {
      event.preventDefault();
      move(cell, step[0], step[1]);
    }
  });
  thema.addEventListener('change', filter);
  status.addEventListener('change', filter);
  document.querySelector('form').addEventListener('reset', function () {
    globalThis.setTimeout(function () {
      detail.hidden = true;
      filter();
    });
  });
  document.querySelector('form').addEventListener('submit', function (event) {
    event.preventDefault();
  });
  filter();
})();
