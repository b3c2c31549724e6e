// The map: the tiles show the share of the theme that is chosen.
'use strict';
(function (page) {
  const { core, state } = page;
  const tiles = Array.from(document.querySelectorAll('button.tegel'));

  page.show.kaart = function () {
    const chosen = page.chosen();
    for (const tile of tiles) {
      const place = Number(tile.dataset.g);
      const [text, step] = core.namen[place].aandelen[state.thema] || ['–', -1];
      tile.dataset.stap = step;
      // Of who is not chosen there is only the place.
      tile.querySelector('b').textContent = chosen[place] ? text : '';
      tile.classList.toggle('uit', !chosen[place]);
    }
    const shown = tiles.filter((tile) => !tile.classList.contains('uit')).length;
    return page.say('namen', { getoond: shown, alle: tiles.length });
  };
})(globalThis.vergelijking);
