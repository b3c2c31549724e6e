// The tabs, and the start: shows what the address asks for.
'use strict';
(function (page) {
  const { byId, state } = page;
  const tabs = Array.from(document.querySelectorAll('[role="tab"]'));
  const key = (tab) => tab.id.slice(4);

  // Shows everything as it is chosen. Only the tab in view is worked out.
  page.apply = function () {
    if (document.body.dataset.tab !== state.tab) document.body.dataset.tab = state.tab;
    for (const tab of tabs) {
      const here = key(tab) === state.tab;
      tab.setAttribute('aria-selected', String(here));
      tab.tabIndex = here ? 0 : -1;
      byId('deel-' + key(tab)).hidden = !here;
      // On a phone not all tabs are in view beside each other.
      if (here) {
        byId('tabs').scrollLeft = tab.offsetLeft + tab.offsetWidth - byId('tabs').clientWidth;
      }
    }
    page.showFilters();
    const show = page.show[state.tab];
    byId('aantal').textContent = show ? show() : '';
    if (state.tab === 'matrix') page.showAnswer();
  };

  for (const tab of tabs) {
    tab.addEventListener('click', () => page.choose({ tab: key(tab) }, true));
  }
  byId('tabs').addEventListener('keydown', (event) => {
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

  function fromAddress() {
    page.readAddress();
    page.apply();
  }
  globalThis.addEventListener('popstate', fromAddress);
  globalThis.addEventListener('hashchange', fromAddress);
  document.documentElement.classList.add('js');
  fromAddress();
  page.whenIdle(page.prepareSearch);
})(globalThis.vergelijking);
