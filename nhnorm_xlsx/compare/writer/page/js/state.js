// What is chosen, and the same in the address: so a view can be shared, and found back.
'use strict';
(function (page) {
  const tabs = globalThis.tabbladen.names;
  const plain = { tab: tabs[0], thema: '', status: '', grootte: '*', zoek: '', volgorde: '' };
  const state = page.state = { ...plain, namen: [], antwoord: null };

  function known(id, value, otherwise) {
    const field = page.byId(id);
    return Array.from(field.options).some((option) => option.value === value) ? value : otherwise;
  }

  // Takes over what the address says; what is not known here is left out.
  page.readAddress = function () {
    const said = new URLSearchParams(location.hash.slice(1));
    const asked = said.get('tab') || '';
    state.tab = tabs.includes(asked) ? asked : plain.tab;
    for (const name of ['thema', 'status', 'grootte', 'volgorde']) {
      state[name] = known(name, said.get(name) ?? plain[name], plain[name]);
    }
    state.zoek = said.get('zoek') || '';
    const codes = (said.get('namen') || '').split(',');
    state.namen = codes.filter((code) => page.places.has(code));
    const [norm, code] = (said.get('antwoord') || '').split(',');
    const there = page.places.has(code) && page.rowOf(norm);
    state.antwoord = there ? { norm, place: page.places.get(code) } : null;
  };

  function address() {
    const said = new URLSearchParams();
    for (const name of Object.keys(plain)) {
      if (state[name] !== plain[name]) said.set(name, state[name]);
    }
    if (state.namen.length) said.set('namen', state.namen.join(','));
    if (state.antwoord) {
      said.set('antwoord', state.antwoord.norm + ',' + page.core.namen[state.antwoord.place].code);
    }
    return '#' + said.toString().replaceAll('%2C', ',');
  }

  // Puts what is chosen in the address; `step` makes it a step that "back" goes back from.
  page.writeAddress = function (step) {
    const wanted = address();
    if (wanted === (location.hash || '#')) return;
    if (step) history.pushState(null, '', wanted);
    else history.replaceState(null, '', wanted);
  };

  page.choose = function (changes, step) {
    Object.assign(state, changes);
    page.apply();
    page.writeAddress(step);
  };

  page.clearFilters = function () {
    page.choose({ ...plain, tab: state.tab, namen: [], antwoord: null });
  };

  // The places of those who are chosen, by name or by size; all of them without a choice.
  page.chosen = function () {
    const wanted = new Set(state.namen);
    return page.core.namen.map((item) =>
      (!wanted.size || wanted.has(item.code)) &&
      (state.grootte === '*' || item.grootte === state.grootte)
    );
  };

  page.sought = () => state.zoek.trim().toLowerCase();
})(globalThis.vergelijking);
