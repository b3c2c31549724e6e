// The start: shows the part that the address names, and begins to look.
'use strict';
(function (page) {
  page.show(location.hash.slice(1));
  page.watch();
})(globalThis.scherm);
