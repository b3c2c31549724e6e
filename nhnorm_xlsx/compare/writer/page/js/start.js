// The start: shows what the address asks for.
'use strict';
(function (page) {
  const { byId, state } = page;
  const { tabbladen } = globalThis;

  // Shows everything as it is chosen. Only the tab in view is worked out.
  page.apply = function () {
    if (document.body.dataset.tab !== state.tab) document.body.dataset.tab = state.tab;
    tabbladen.show(state.tab);
    page.showFilters();
    const show = page.show[state.tab];
    byId('aantal').textContent = show ? show() : '';
    if (state.tab === 'matrix') page.showAnswer();
    page.lookSideways();
  };

  tabbladen.listen((tab) => page.choose({ tab }, true));

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
