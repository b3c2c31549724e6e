// Tabs: which one is in view, and how the keyboard walks over them. Also of the page of a round.
'use strict';
globalThis.tabbladen = (function () {
  const bar = document.getElementById('tabs');
  const tabs = Array.from(document.querySelectorAll('[role="tab"]'));
  const key = (tab) => tab.id.slice(4);

  function show(name) {
    for (const tab of tabs) {
      const here = key(tab) === name;
      tab.setAttribute('aria-selected', String(here));
      tab.tabIndex = here ? 0 : -1;
      document.getElementById('deel-' + key(tab)).hidden = !here;
      // On a phone not all tabs are in view beside each other.
      if (here) bar.scrollLeft = tab.offsetLeft + tab.offsetWidth - bar.clientWidth;
    }
  }

  function walk(event) {
    const last = tabs.length - 1;
    const at = tabs.indexOf(event.target);
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at ? at - 1 : last,
      Home: 0,
      End: last,
    };
    const next = tabs[to[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  }

  // `choose` is told the name of a tab that is clicked, or reached with the keyboard.
  function listen(choose) {
    for (const tab of tabs) tab.addEventListener('click', () => choose(key(tab)));
    bar.addEventListener('keydown', walk);
  }

  return { names: tabs.map(key), show, listen };
})();
