// The lists: the norms that need attention, who can help whom, and the actions.
'use strict';
(function (page) {
  const { byId, core, make, state } = page;
  const portion = 200;
  const mostNames = 25;
  let portions = 1;
  let askedBefore = '';

  // Puts rows with a share in the order that is chosen; `rows` are in the order of the norm.
  page.sortRows = function (body, rows) {
    if ((body.dataset.volgorde || '') === state.volgorde) return;
    body.dataset.volgorde = state.volgorde;
    const sign = state.volgorde === 'laag' ? 1 : -1;
    // A norm without a share stands last.
    const number = (row) => row.dataset.aandeel ? sign * Number(row.dataset.aandeel) : 9;
    const ordered = state.volgorde
      ? rows.filter((row) => row.dataset.norm).sort((one, other) => number(one) - number(other))
      : rows;
    body.append(...ordered);
  };

  const fits = (thema, text) =>
    (!state.thema || thema === state.thema) &&
    (!page.sought() || text.toLowerCase().includes(page.sought()));

  const visibleTexts = (table) =>
    Array.from(table.rows).filter((row) => !row.hidden).map((row) =>
      Array.from(row.cells, page.wordsIn)
    );

  const bottlenecks = byId('lijst-knelpunten');
  const bottleneckRows = bottlenecks ? Array.from(bottlenecks.tBodies[0].rows) : [];
  page.show.knelpunten = function () {
    let shown = 0;
    if (bottlenecks) page.sortRows(bottlenecks.tBodies[0], bottleneckRows);
    for (const row of bottleneckRows) {
      row.hidden = !fits(row.dataset.thema, row.textContent);
      if (!row.hidden) shown += 1;
    }
    return page.say('normen', { getoond: shown, alle: bottleneckRows.length });
  };
  page.table.knelpunten = () => bottlenecks ? visibleTexts(bottlenecks) : [];

  // --- who can help whom

  const roles = ['vraagt', 'biedt', 'voldoet'];
  const nameOf = (place) => core.namen[place].naam;
  function exchangeRows() {
    const data = page.data();
    const chosen = page.chosen();
    const everyone = chosen.every(Boolean);
    const share = (item) => page.rowOf(item.norm).dataset.aandeel;
    const texts = new Map(data.normen.map((item) => [item.norm, item]));
    // The weakest first, as in the workbook.
    const rows = data.zwakste.map((norm) => texts.get(norm)).map((item) => {
      const said = data.uitwisseling[item.norm] || {};
      const silent = said.stil || [];
      const places = roles.map((role) =>
        (said[role] || []).concat(role === 'biedt' ? silent : []).sort((one, other) => one - other)
      );
      // Who did not read that it would be named is called so, here as well.
      const nameIn = (column) => (place) =>
        roles[column] === 'biedt' && silent.includes(place)
          ? `${nameOf(place)} ${data.koppen.stil}`
          : nameOf(place);
      // Who is chosen asks or offers: with whom, is the whole point.
      const ofChosen = places.slice(0, everyone ? 3 : 2).some((list) =>
        list.some((place) => chosen[place])
      );
      const names = places.map((list, column) => list.map(nameIn(column)));
      return { ...item, places, ofChosen, nameIn, names };
    }).filter((item) =>
      item.ofChosen && fits(item.thema, [item.norm, item.tekst, ...item.names.flat()].join(' '))
    );
    if (!state.volgorde) return rows;
    const sign = state.volgorde === 'laag' ? 1 : -1;
    const number = (item) => share(item) ? sign * Number(share(item)) : 9;
    return rows.sort((one, other) => number(one) - number(other));
  }

  // Those who are chosen stand out, and are never among those who are only counted.
  function inWords(places, chosen, nameHere) {
    const marked = chosen.every(Boolean) ? [] : places.filter((place) => chosen[place]);
    const shown = marked.concat(places.filter((place) => !marked.includes(place)))
      .slice(0, Math.max(mostNames, marked.length)).sort((one, other) => one - other);
    const words = shown.flatMap((place, at) => [
      at ? ', ' : '',
      marked.includes(place) ? make('strong', '', nameHere(place)) : nameHere(place),
    ]);
    const more = places.length - shown.length;
    return more > 0 ? [...words, ' ' + page.say('nog', { aantal: more })] : words;
  }

  const exchangeHead = () => [
    core.woorden.norm,
    core.woorden.vraag,
    ...roles.map((role) => page.data().koppen[role]),
  ];
  page.show.uitwisseling = function () {
    const rows = exchangeRows();
    const chosen = page.chosen();
    const body = make(
      'tbody',
      '',
      rows.map((item) => {
        const norm = make('th', '', item.norm);
        norm.scope = 'row';
        const names = item.places.map((list, column) =>
          make('td', '', inWords(list, chosen, item.nameIn(column)))
        );
        return make('tr', '', [norm, make('td', 'tekst', item.tekst), ...names]);
      }),
    );
    byId('lijst-uitwisseling').replaceChildren(page.header(exchangeHead()), body);
    return page.say('normen', { getoond: rows.length, alle: page.data().normen.length });
  };
  page.table.uitwisseling = () => [
    exchangeHead(),
    ...exchangeRows().map((item) => [
      item.norm,
      item.tekst,
      ...item.names.map((list) => list.join(', ')),
    ]),
  ];

  // --- actions

  function actions() {
    const data = page.data();
    const chosen = page.chosen();
    const thema = new Map(data.normen.map((item) => [item.norm, item.thema]));
    return data.acties.map(([place, norm, late]) => ({
      place,
      norm,
      late,
      values: data.antwoorden[norm][place],
    })).filter(({ place, norm, values }) =>
      chosen[place] &&
      (!state.status || values[data.status] === state.status) &&
      fits(thema.get(norm), [norm, core.namen[place].naam, ...values].join(' '))
    );
  }
  page.actionHead = () => {
    const { velden, koppen, datum, status, plan } = page.data();
    return [velden[datum], koppen.telaat, koppen.naam, core.woorden.norm, velden[status]]
      .concat(plan.map((at) => velden[at]));
  };
  page.actionTexts = ({ place, norm, late, values }) => {
    const { datum, status, plan, actie } = page.data();
    return [
      values[datum],
      late ? core.woorden.telaat : '',
      core.namen[place].naam,
      norm,
      page.statuses.get(values[status]).label,
      ...plan.map((at) => values[at] || (at === actie ? core.woorden.geenactie : '')),
    ];
  };
  function actionRow(action) {
    const [date, late, name, norm, , ...rest] = page.actionTexts(action);
    const { status, plan, actie } = page.data();
    return make('tr', '', [
      make('td', 'datum', date),
      make('td', '', late ? [make('span', 'laat', late)] : ''),
      make('td', '', name),
      make('td', '', norm),
      make('td', '', [page.badge(action.values[status])]),
      ...rest.map((text, at) => make('td', plan[at] === actie ? 'tekst' : '', text)),
    ]);
  }

  // On paper there is no button for more.
  globalThis.addEventListener('beforeprint', () => {
    if (state.tab !== 'acties') return;
    portions = Infinity;
    page.show.acties();
  });

  page.show.acties = function () {
    const table = byId('lijst-acties');
    if (!table) return '';
    const asked = JSON.stringify([
      state.thema,
      state.status,
      state.zoek,
      state.namen,
      state.grootte,
    ]);
    if (asked !== askedBefore) portions = 1;
    askedBefore = asked;
    const found = actions();
    const shown = found.slice(0, portions * portion);
    table.replaceChildren(
      page.header(page.actionHead()),
      make('tbody', '', shown.map(actionRow)),
    );
    const more = Math.min(portion, found.length - shown.length);
    byId('meer').hidden = more === 0;
    byId('meer').textContent = page.say('meer', { aantal: more });
    const alle = page.data().acties.length;
    const laat = found.filter(({ late }) => late).length;
    return page.say('acties', { getoond: found.length, alle, laat, zichtbaar: shown.length });
  };
  page.table.acties = () => [page.actionHead(), ...actions().map(page.actionTexts)];
  if (byId('meer')) {
    byId('meer').addEventListener('click', () => {
      portions += 1;
      page.apply();
    });
  }
})(globalThis.vergelijking);
