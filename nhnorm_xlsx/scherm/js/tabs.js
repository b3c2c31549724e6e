// The tabs: one part in view, by mouse and by keyboard; the address says which.
'use strict';
(function (page) {
  const tabs = Array.from(document.querySelectorAll('[role="tab"]'));
  const key = (tab) => tab.id.slice(4);

  page.show = function (name) {
    const chosen = tabs.find((tab) => key(tab) === name) || tabs[0];
    for (const tab of tabs) {
      const here = tab === chosen;
      tab.setAttribute('aria-selected', String(here));
      tab.tabIndex = here ? 0 : -1;
      page.byId('deel-' + key(tab)).hidden = !here;
    }
    page.tab = key(chosen);
    if (location.hash.slice(1) !== page.tab) history.replaceState(null, '', '#' + page.tab);
    const bar = page.byId('tabs');
    bar.scrollLeft = chosen.offsetLeft + chosen.offsetWidth - bar.clientWidth;
    page.refresh(page.tab);
  };

  for (const tab of tabs) tab.addEventListener('click', () => page.show(key(tab)));
  page.byId('tabs').addEventListener('keydown', (event) => {
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
  });
  globalThis.addEventListener('hashchange', () => page.show(location.hash.slice(1)));
  document.addEventListener('click', (event) => {
    const button = event.target.closest('.ga-naar');
    if (!button) return;
    page.show(button.dataset.tab);
    page.byId('tab-' + button.dataset.tab).focus();
  });
})(globalThis.scherm);
