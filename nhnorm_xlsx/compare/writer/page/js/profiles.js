// Everything of one participant, or of a few: a page each when it is printed.
'use strict';
(function (page) {
  const { byId, core, make, state } = page;
  const rows = Array.from(byId('lijst-ieder').tBodies[0].rows);
  // More at once is no longer a choice.
  const most = 40;

  function shares(item) {
    const all = core.themas.filter(({ sleutel }) => sleutel in item.aandelen);
    return make(
      'ul',
      'aandelen',
      all.map(({ sleutel, naam }) =>
        make('li', '', [naam + ': ', make('b', '', item.aandelen[sleutel][0])])
      ),
    );
  }

  function help(place, role) {
    const { normen, uitwisseling } = page.data();
    const found = normen.filter(({ norm }) =>
      ((uitwisseling[norm] || {})[role] || []).includes(place)
    ).map(({ norm }) => norm);
    return found.length ? make('p', '', page.say(role, { normen: found.join(', ') })) : '';
  }

  function shownNorms(place) {
    const { normen, antwoorden, status } = page.data();
    return normen.filter(({ norm, thema, tekst }) => {
      const values = antwoorden[norm][place];
      const said = [norm, tekst, ...values].join('\n').toLowerCase();
      return (!state.thema || state.thema === thema) &&
        (!state.status || state.status === values[status]) && said.includes(page.sought());
    });
  }

  function answers(place, norms) {
    const { velden, antwoorden, status } = page.data();
    const fields = velden.map((_, at) => at).filter((at) => at !== status);
    const head = [core.woorden.norm, core.woorden.vraag, velden[status]];
    const lines = norms.map(({ norm, tekst }) => {
      const values = antwoorden[norm][place];
      const number = make('th', '', norm);
      number.scope = 'row';
      return make('tr', '', [
        number,
        make('td', 'vraag', tekst),
        make('td', '', [page.badge(values[status])]),
        ...fields.map((at) => make('td', 'wat', values[at])),
      ]);
    });
    const table = make('table', 'lijst', [
      page.header(head.concat(fields.map((at) => velden[at]))),
      make('tbody', '', lines),
    ]);
    return lines.length ? make('div', 'opzij', [table]) : make('p', 'muted', core.woorden.niets);
  }

  function profile(place, norms) {
    const item = core.namen[place];
    return make('section', 'profiel', [
      make('h2', '', item.naam),
      make('p', '', page.say('voldoet', { aandeel: item.aandelen[''][0] })),
      item.half ? make('p', 'melding', core.woorden.deels) : '',
      shares(item),
      help(place, 'vraagt'),
      help(place, 'biedt'),
      help(place, 'stil'),
      answers(place, norms),
    ]);
  }

  page.show.ieder = function () {
    const chosen = page.chosen();
    const places = chosen.map((_, place) => place).filter((place) => chosen[place]);
    const few = state.namen.length > 0 && places.length <= most;
    rows.forEach((row, place) => row.hidden = !chosen[place]);
    byId('allemaal').hidden = few;
    byId('profielen').replaceChildren();
    const counts = { getoond: places.length, alle: rows.length };
    if (!few) return page.say('namen', counts);
    const found = places.map(shownNorms);
    byId('profielen').append(...places.map((place, at) => profile(place, found[at])));
    return page.say('antwoorden', { ...counts, antwoorden: found.flat().length });
  };

  page.table.ieder = function () {
    if (!byId('allemaal').hidden) {
      const shown = [byId('lijst-ieder').tHead.rows[0], ...rows.filter((row) => !row.hidden)];
      return shown.map((row) => Array.from(row.cells, page.wordsIn));
    }
    const { velden, koppen, antwoorden, status } = page.data();
    const chosen = page.chosen();
    const lines = core.namen.flatMap((item, place) =>
      chosen[place]
        ? shownNorms(place).map(({ norm, tekst }) => {
          const values = antwoorden[norm][place].slice();
          values[status] = page.statuses.get(values[status]).label;
          return [item.naam, norm, tekst, ...values];
        })
        : []
    );
    return [[koppen.naam, core.woorden.norm, core.woorden.vraag, ...velden], ...lines];
  };

  // A name anywhere on the page opens what belongs to it.
  document.addEventListener('click', (event) => {
    const name = event.target.closest('button[data-code]');
    if (name) page.choose({ tab: 'ieder', namen: [name.dataset.code], antwoord: null }, true);
    const norm = event.target.closest('button[data-naar]');
    if (norm) {
      page.choose({ tab: 'matrix', zoek: '', thema: '', status: '', volgorde: '' }, true);
      page.rowOf(norm.dataset.naar).scrollIntoView({ block: 'center' });
      page.goTo(norm.dataset.naar, page.columns()[0]);
    }
  });
})(globalThis.vergelijking);
