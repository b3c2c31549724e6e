// The forms of the jobs: gathers what was filled in, sends it, and shows what is wrong with it.
'use strict';
(function (page) {
  function gathered(form) {
    const given = {};
    for (const [key, value] of new FormData(form)) (given[key] ||= []).push(value);
    return given;
  }

  async function send(form) {
    const zone = form.querySelector('.sleep');
    const told = (done, total) => {
      zone.querySelector('.gekozen').textContent = done + ' / ' + total;
    };
    const batch = zone ? await page.send(zone, told) : '';
    const asked = { taak: form.dataset.taak, waarden: gathered(form) };
    if (batch) asked.aanbod = batch;
    const { id } = await page.ask('werk', asked);
    if (zone) page.clear(zone);
    if (form.classList.contains('besluit')) form.reset();
    // What was sent is no longer being filled in: the form may be put there anew, as it is now.
    for (const item of form.querySelectorAll('.vers input, .vers textarea')) {
      item.defaultValue = item.value;
    }
    return id;
  }

  // What was wrong with what was sent says nothing of what is filled in or chosen since.
  page.changed = function (form) {
    if (form) form.querySelector('.fout').hidden = true;
  };
  document.addEventListener('input', (event) => page.changed(event.target.form));

  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('form[data-taak]');
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector('button[type="submit"]');
    const fault = form.querySelector('.fout');
    if (button.disabled) return;
    button.disabled = true;
    fault.hidden = true;
    page.complain('');
    try {
      page.reveal(await send(form));
      page.watch();
    } catch (wrong) {
      fault.textContent = wrong.message;
      fault.hidden = false;
      const zone = form.querySelector('.sleep');
      if (zone && !zone.chosen.length) page.clear(zone);
    } finally {
      button.disabled = false;
    }
  });

  document.addEventListener('change', (event) => {
    const box = event.target.closest('details.wie');
    if (!box) return;
    const names = Array.from(
      box.querySelectorAll(':checked'),
      (item) => item.parentNode.textContent.trim(),
    );
    const shown = box.querySelector('.hoeveel');
    const few = names.slice(0, 3).join(', ') +
      (names.length > 3 ? ' … (' + names.length + ')' : '');
    shown.textContent = few || shown.dataset.iedereen;
  });
})(globalThis.scherm);
