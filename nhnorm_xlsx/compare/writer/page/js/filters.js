// The fields above the tabs: what they choose, and which of them do something on a tab.
'use strict';
(function (page) {
  const { byId, state } = page;
  const fields = ['thema', 'status', 'grootte', 'volgorde'];
  // More names are counted.
  const mostNames = 6;
  const boxes = Array.from(document.querySelectorAll('#namen input[type="checkbox"]'));
  const notes = Array.from(document.querySelectorAll('[data-bij-volgorde]'));
  const useful = Array.from(document.querySelectorAll('[data-op]'));
  // A profile is what the tab of all participants becomes when some of them are chosen.
  const here = () => state.tab === 'ieder' && state.namen.length ? 'profielen' : state.tab;
  const usefulOn = (item) => {
    const tabs = item.dataset.op.split(' ');
    return tabs.includes(state.tab) || tabs.includes(here());
  };

  // The fields show what is chosen, also when the address said so.
  page.showFilters = function () {
    for (const name of fields) byId(name).value = state[name];
    // The matrix follows the numbers of the norms, the lists begin with the weakest.
    const { opnummer, zwakste } = page.core.woorden;
    byId('volgorde').options[0].textContent = state.tab === 'matrix' ? opnummer : zwakste;
    if (byId('zoek').value !== state.zoek) byId('zoek').value = state.zoek;
    boxes.forEach((box) => box.checked = state.namen.includes(box.value));
    byId('namen-gekozen').textContent = namesInWords();
    byId('filters').hidden = !useful.some(usefulOn);
    useful.forEach((item) => item.hidden = !usefulOn(item));
    notes.forEach((note) => note.hidden = note.dataset.bijVolgorde !== state.volgorde);
    showWho();
    const said = inWords();
    byId('gekozen').textContent = said;
    byId('gekozen').hidden = !said;
  };

  function namesInWords() {
    if (!state.namen.length) return page.core.woorden.alle;
    if (state.namen.length > 1) return page.say('gekozen', { aantal: state.namen.length });
    return page.core.namen[page.places.get(state.namen[0])].naam;
  }

  // Whether the tab in view is about some of the participants, or about all in spite of a choice:
  // neither must be overlooked.
  function showWho() {
    const band = byId('alleen');
    const counts = usefulOn(byId('namen').closest('[data-op]'));
    band.hidden = !state.namen.length && state.grootte === '*';
    band.classList.toggle('telt-niet', !counts);
    const said = page.say(counts ? 'alleen' : 'tochalle', { wie: whoInWords() });
    byId('alleen-wie').textContent = band.hidden ? '' : said;
  }

  function chosenNames() {
    const names = state.namen.map((code) => page.core.namen[page.places.get(code)].naam);
    const more = names.length - mostNames;
    const rest = more > 0 ? ' ' + page.say('nog', { aantal: more }) : '';
    return names.slice(0, mostNames).join(', ') + rest;
  }
  function whoInWords() {
    const named = state.namen.length ? [chosenNames()] : [];
    return named.concat(state.grootte === '*' ? [] : [chosen(byId('grootte'))]).join(' · ');
  }

  // What is chosen in a field, in words that say enough without the name of the field.
  function chosen(field) {
    const words = field.selectedOptions[0].textContent.trim();
    if (field.id !== 'grootte') return words;
    return page.say(field.value ? 'inwoners' : 'zonderinwoners', { klasse: words });
  }

  // What is chosen in one line, as it stands on paper.
  function inWords() {
    const parts = fields.filter((name) => usefulOn(byId(name).closest('[data-op]')))
      .map((name) => byId(name))
      .filter((field) => field.selectedIndex > 0)
      .map(chosen);
    if (state.namen.length && usefulOn(byId('namen').closest('[data-op]'))) {
      parts.push(chosenNames());
    }
    if (state.zoek && usefulOn(byId('zoek').closest('[data-op]'))) {
      parts.push('“' + state.zoek + '”');
    }
    return parts.length ? page.core.woorden.filters + ' ' + parts.join(' · ') : '';
  }

  for (const name of fields) {
    byId(name).addEventListener('change', (event) => page.choose({ [name]: event.target.value }));
  }
  let waiting = 0;
  byId('zoek').addEventListener('input', (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => page.choose({ zoek: event.target.value }), 120);
  });
  byId('namen').addEventListener('change', (event) => {
    if (event.target.type !== 'checkbox') return;
    page.choose({ namen: boxes.filter((box) => box.checked).map((box) => box.value) });
  });
  byId('naam-zoek').addEventListener('input', (event) => {
    const sought = event.target.value.trim().toLowerCase();
    for (const box of boxes) {
      box.parentNode.hidden = !box.parentNode.textContent.toLowerCase().includes(sought);
    }
  });
  // The list of names closes like any list: with Esc, and by clicking elsewhere.
  byId('namen').addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    byId('namen').open = false;
    byId('namen').querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    if (!byId('namen').contains(event.target)) byId('namen').open = false;
  });
  byId('alleen').querySelector('button').addEventListener('click', () => {
    page.choose({ namen: [], grootte: '*' }, true);
    document.querySelector('[role="tab"][aria-selected="true"]').focus();
  });
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('filters').addEventListener('reset', (event) => {
    event.preventDefault();
    page.clearFilters();
  });
})(globalThis.vergelijking);
