// The start: shows the part that the address names, and begins to look. What was done to come
// here, such as beginning a round, comes into view.
'use strict';
(function (page) {
  page.show(location.hash.slice(1));
  page.reveal(sessionStorage.getItem('werk'));
  sessionStorage.removeItem('werk');
  page.watch();
})(globalThis.scherm);
