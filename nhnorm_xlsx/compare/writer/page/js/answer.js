// One answer, beside the matrix: it opens there, closes with Esc, and has a next and a previous.
'use strict';
(function (page) {
  const { byId, core, make, state } = page;
  const panel = byId('antwoord');
  const list = byId('antwoord-velden');
  let marked = null;

  function add(name, inside) {
    list.append(make('dt', '', name), make('dd', '', inside));
  }

  // The status, and below it that of the previous meting, when this one answered then too.
  function addStatuses(heading, status, norm, place) {
    add(heading, [page.badge(status)]);
    const [before, letters] = page.data().vorige[norm] || [];
    const then = letters && core.statussen[parseInt(letters[place], 36)];
    if (!then) return;
    const name = before === norm ? 'eerder' : 'eerderals';
    add(page.say(name, { norm: before }), [page.badge(then.sleutel)]);
  }

  function fill({ norm, place }) {
    const data = page.data();
    const values = data.antwoorden[norm][place];
    const name = core.namen[place].naam;
    byId('antwoord-titel').textContent = page.say('antwoord', { norm, naam: name });
    list.textContent = '';
    add(core.woorden.vraag, data.normen.find((item) => item.norm === norm).tekst);
    data.velden.forEach((heading, at) => {
      if (at === data.status) addStatuses(heading, values[at], norm, place);
      else if (values[at]) add(heading, values[at]);
    });
    byId('antwoord-tekst').scrollTop = 0;
    byId('vorige').disabled = !page.beside(norm, place, -1);
    byId('volgende').disabled = !page.beside(norm, place, 1);
  }

  // The cell of the answer that is open is marked, also when the cells are made anew.
  page.markOpen = function () {
    if (marked) marked.classList.remove('open');
    const { norm, place } = state.antwoord || {};
    marked = Array.from(norm ? page.rowOf(norm).cells : []).find((cell) =>
      cell.dataset.g === String(place)
    );
    if (marked) marked.classList.add('open');
  };

  // Shows the answer that is chosen, or nothing.
  page.showAnswer = function () {
    panel.hidden = !state.antwoord;
    page.markOpen();
    if (!state.antwoord) return;
    fill(state.antwoord);
    const cell = page.cellOf(state.antwoord.norm, state.antwoord.place);
    if (cell) cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  function change(answer) {
    state.antwoord = answer;
    page.showAnswer();
    page.writeAddress();
  }
  page.openAnswer = function (answer) {
    change(answer);
    byId('antwoord-tekst').focus({ preventScroll: true });
  };
  page.closeAnswer = function () {
    if (!state.antwoord) return;
    const { norm, place } = state.antwoord;
    change(null);
    page.goTo(norm, place);
  };

  function step(by) {
    const next = page.beside(state.antwoord.norm, state.antwoord.place, by);
    if (next) change(next);
  }
  byId('vorige').addEventListener('click', () => step(-1));
  byId('volgende').addEventListener('click', () => step(1));
  byId('sluit').addEventListener('click', page.closeAnswer);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.tab === 'matrix') page.closeAnswer();
  });
})(globalThis.vergelijking);
