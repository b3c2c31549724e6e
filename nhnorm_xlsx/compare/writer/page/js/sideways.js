// What is wider than the screen says so, and can be reached and moved with the keyboard.
'use strict';
(function (page) {
  const { core, make } = page;

  function sentence(box) {
    const before = box.previousElementSibling;
    if (before && before.classList.contains('opzij-zin')) return before;
    const made = make('p', 'muted opzij-zin', core.woorden.opzij);
    box.before(made);
    return made;
  }

  function look(box) {
    const wider = box.scrollWidth > box.clientWidth + 1;
    const end = box.scrollLeft + box.clientWidth >= box.scrollWidth - 1;
    sentence(box).hidden = !wider;
    box.classList.toggle('breder', wider && !end);
    if (wider) {
      box.tabIndex = 0;
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', core.woorden.opzij);
    } else ['tabindex', 'role', 'aria-label'].forEach((name) => box.removeAttribute(name));
  }

  // Looks at what is in view: what is hidden has no width.
  page.lookSideways = function () {
    document.querySelectorAll('.deel:not([hidden]) .opzij').forEach(look);
  };
  globalThis.addEventListener('resize', page.lookSideways);
  document.addEventListener('scroll', ({ target }) => {
    if (target.classList && target.classList.contains('opzij')) look(target);
  }, true);
})(globalThis.vergelijking);
