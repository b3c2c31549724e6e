"""The fixed parts of the web page: its look and its behaviour.

The page works without network: everything is inside. Text of gemeenten reaches the page
as data and is only ever shown with `textContent`.
"""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light; --ink: #1F2A37; --muted: #4B5666; --brand: #12355B; --line: #B8C2CE;
  --panel: #EEF2F7; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.2rem 1.6rem 3rem; max-width: 120rem; color: var(--ink);
  font: 16px/1.45 Calibri, Carlito, "Segoe UI", Arial, sans-serif; }
h1, h2 { color: var(--brand); line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.15rem; margin-top: 1.4rem; }
.muted { color: var(--muted); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem; z-index: 9; }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin: 1rem 0; }
label { display: block; font-weight: bold; }
select, form button { font: inherit; padding: .35rem .5rem; border: 1px solid var(--muted);
  border-radius: 4px; background: #fff; color: inherit; min-width: 12rem; }
form button { min-width: 0; cursor: pointer; }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; padding: 0; list-style: none; }
.legend span { display: inline-block; width: 1.6rem; text-align: center; margin-right: .4rem;
  border: 1px solid var(--line); }
.scroll { overflow: auto; max-height: 80vh; border: 1px solid var(--line); }
table { border-collapse: separate; border-spacing: 0; }
th { text-align: left; font-weight: normal; padding: .3rem .5rem; background: #fff; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--brand); color: #fff;
  vertical-align: bottom; font-weight: bold; }
thead th.name { writing-mode: vertical-rl; transform: rotate(180deg); vertical-align: top;
  padding: .5rem .2rem; text-align: left; white-space: nowrap; }
tbody th { position: sticky; left: 0; z-index: 1; min-width: 22rem; max-width: 30rem;
  border-bottom: 1px solid var(--line); font-size: .9em; }
thead th:first-child { left: 0; z-index: 3; }
tr.thema th { background: var(--panel); color: var(--brand); font-weight: bold; }
tr.kop th { color: var(--brand); font-weight: bold; font-style: italic; }
tr.thema td { background: var(--panel); }
td { padding: 0; height: 1px; text-align: center; border-bottom: 1px solid #fff;
  border-right: 1px solid #fff; }
tr.thema td { font-size: .8em; }
td.share { padding: 0 .5rem; text-align: right; white-space: nowrap; border-color: var(--line); }
td button { display: block; width: 2.2em; min-height: 2.2em; height: 100%; border: 0; padding: 0;
  font: inherit; cursor: pointer; }
td button:focus-visible, select:focus-visible, form button:focus-visible {
  outline: 3px solid var(--brand); outline-offset: -3px; }
.voldoet { background: #D3EDE4; color: #0B4F3F; }
.deels { background: #FCEBC5; color: #664600; }
.niet { background: #F9D9CB; color: #7A2A06; }
.nvt { background: #E4E7EB; color: #3F4651; }
.open { background: #fff; color: #4B5666; }
td button.dim { opacity: .18; }
[hidden] { display: none !important; }
#detail { border: 2px solid var(--brand); border-radius: 6px; padding: .8rem 1rem; margin: 1rem 0;
  max-width: 60rem; }
#detail h2 { margin-top: 0; }
#detail dt { font-weight: bold; }
#detail dd { margin: 0 0 .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
@page { size: A3 landscape; margin: 10mm; }
@media print {
  form, .skip, #detail { display: none !important; }
  body { padding: 0; font-size: 10px; max-width: none; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  thead th, tbody th { position: static; }
  tbody th { min-width: 30em; max-width: 40em; }
  th { padding: .2em .4em; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  tr { break-inside: avoid; }
}
"""

SCRIPT: Final = """
'use strict';
(function () {
  var data = JSON.parse(document.getElementById('gegevens').textContent);
  var thema = document.getElementById('thema');
  var status = document.getElementById('status');
  var count = document.getElementById('aantal');
  var detail = document.getElementById('detail');
  var rows = Array.prototype.slice.call(document.querySelectorAll('tbody tr'));
  var normRows = rows.filter(function (row) { return row.dataset.norm; });

  function cells(row) { return Array.prototype.slice.call(row.querySelectorAll('button')); }

  function filter() {
    var shown = 0;
    normRows.forEach(function (row) {
      var fits = !thema.value || row.dataset.thema === thema.value;
      var hit = !status.value;
      cells(row).forEach(function (cell) {
        var same = !status.value || cell.className.split(' ')[0] === status.value;
        cell.classList.toggle('dim', !same);
        hit = hit || same;
      });
      row.hidden = !(fits && hit);
      if (!row.hidden) { shown += 1; }
    });
    rows.forEach(function (row) {
      if (row.dataset.norm) { return; }
      row.hidden = !normRows.some(function (item) {
        return !item.hidden && item.dataset.thema === row.dataset.thema &&
          (row.dataset.kop === undefined || item.dataset.kop === row.dataset.kop);
      });
    });
    count.textContent = shown + ' van de ' + normRows.length + ' normen getoond.';
    keepOneTabStop();
  }

  function keepOneTabStop(cell) {
    var stop = cell || document.querySelector('tbody tr:not([hidden]) button');
    document.querySelectorAll('tbody button').forEach(function (item) { item.tabIndex = -1; });
    if (stop) { stop.tabIndex = 0; }
  }

  function add(list, name, text) {
    if (!text) { return; }
    var term = document.createElement('dt');
    var value = document.createElement('dd');
    term.textContent = name;
    value.textContent = text;
    list.appendChild(term);
    list.appendChild(value);
  }

  function show(cell) {
    var norm = cell.closest('tr').dataset.norm;
    var column = Number(cell.dataset.kolom);
    var values = data.antwoorden[norm][column];
    detail.textContent = '';
    var title = document.createElement('h2');
    title.textContent = 'Norm ' + norm + ', ' + data.gemeenten[column];
    detail.appendChild(title);
    var list = document.createElement('dl');
    add(list, 'Wat de norm vraagt', data.normen[norm]);
    data.velden.forEach(function (name, index) { add(list, name, values[index]); });
    detail.appendChild(list);
    detail.hidden = false;
    detail.scrollIntoView({ block: 'nearest' });
  }

  function move(cell, down, right) {
    var visible = normRows.filter(function (row) { return !row.hidden; });
    var row = visible.indexOf(cell.closest('tr')) + down;
    var column = Number(cell.dataset.kolom) + right;
    var next = visible[row] && cells(visible[row])[column];
    if (next) { keepOneTabStop(next); next.focus(); }
  }

  var steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  var body = document.querySelector('tbody');
  body.addEventListener('click', function (event) {
    var cell = event.target.closest('button');
    if (cell) { keepOneTabStop(cell); show(cell); }
  });
  body.addEventListener('keydown', function (event) {
    var step = steps[event.key];
    var cell = event.target.closest('button');
    if (step && cell) { event.preventDefault(); move(cell, step[0], step[1]); }
  });
  thema.addEventListener('change', filter);
  status.addEventListener('change', filter);
  document.querySelector('form').addEventListener('reset', function () {
    window.setTimeout(function () { detail.hidden = true; filter(); });
  });
  document.querySelector('form').addEventListener('submit', function (event) {
    event.preventDefault();
  });
  filter();
})();
"""
