// The part in view: the address says which.
'use strict';
(function (page) {
  const { tabbladen } = globalThis;

  // The back button goes to the part of before, and only from the first one elsewhere.
  page.show = function (name) {
    const first = !page.tab;
    page.tab = tabbladen.names.includes(name) ? name : tabbladen.names[0];
    tabbladen.show(page.tab);
    if (location.hash.slice(1) !== page.tab) {
      history[first ? 'replaceState' : 'pushState'](null, '', '#' + page.tab);
    }
    page.refresh(page.tab);
  };

  tabbladen.listen((name) => page.show(name));
  globalThis.addEventListener('hashchange', () => page.show(location.hash.slice(1)));
  document.addEventListener('click', (event) => {
    const button = event.target.closest('.ga-naar');
    if (!button) return;
    page.show(button.dataset.tab);
    const heading = button.dataset.taak && page.byId('kop-' + button.dataset.taak);
    (heading || page.byId('tab-' + button.dataset.tab)).focus();
    if (heading) heading.scrollIntoView({ block: 'start' });
  });
})(globalThis.scherm);
