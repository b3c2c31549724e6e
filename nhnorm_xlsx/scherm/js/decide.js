// Deciding about a file: what else there is to fill in depends on the decision.
'use strict';
(function () {
  document.addEventListener('change', (event) => {
    if (event.target.name !== 'besluit') return;
    const form = event.target.form;
    for (const field of form.querySelectorAll('[data-bij]')) {
      const here = field.dataset.bij === event.target.value;
      field.hidden = !here;
      field.querySelector('[name="waarde"]').disabled = !here;
    }
  });
})();
