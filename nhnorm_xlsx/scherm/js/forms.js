// The forms of the jobs: gathers what was filled in, sends it, and shows what is wrong with it.
'use strict';
(function (page) {
  const FIELDS = '.vers input:not([type="hidden"], [type="radio"], [type="checkbox"]), ' +
    '.vers textarea';

  const OPEN = ['wacht', 'loopt', 'vraagt'];
  const DONE = ['klaar', 'bezwaar'];
  const sent = new Map();

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
    if (batch) {
      asked.aanbod = batch;
      const skipped = zone.querySelectorAll('.overgeslagen li');
      asked.overgeslagen = Array.from(skipped, (item) => item.textContent);
    }
    const { id } = await page.ask('werk', asked);
    if (zone) page.clear(zone);
    sent.set(id, form);
    return id;
  }

  // What was sent and done is no longer being filled in: the form may be put there anew, as it is
  // now. What was not done stays, to be put right.
  page.settle = function () {
    for (const [id, form] of sent) {
      const work = document.querySelector('.werk[data-id="' + id + '"]');
      if (!work || OPEN.includes(work.dataset.stand)) continue;
      sent.delete(id);
      if (!DONE.includes(work.dataset.stand)) continue;
      for (const item of form.querySelectorAll(FIELDS)) item.defaultValue = item.value;
      for (const item of form.querySelectorAll('[type="radio"]')) item.checked = false;
    }
  };

  // Goes to the first field that must be filled in and is not, and marks all of those.
  function point(form) {
    const empty = Array.from(form.querySelectorAll('[required]')).filter(
      (item) => !item.disabled && !item.value.trim(),
    );
    for (const item of empty) item.setAttribute('aria-invalid', 'true');
    if (empty.length) empty[0].focus();
  }

  // What was wrong with what was sent says nothing of what is filled in or chosen since.
  page.changed = function (form) {
    if (!form) return;
    form.querySelector('.fout').hidden = true;
    for (const item of form.querySelectorAll('[aria-invalid]')) {
      item.removeAttribute('aria-invalid');
    }
  };
  document.addEventListener('input', (event) => page.changed(event.target.form));

  // Who is used to double clicking, or keeps a key down, asks once.
  document.addEventListener('click', (event) => {
    if (event.detail > 1 && event.target.closest('button')) event.preventDefault();
  }, true);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.repeat && event.target.closest('form')) {
      event.preventDefault();
    }
  });

  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('form[data-taak]');
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector('button[type="submit"]');
    const fault = form.querySelector('.fout');
    if (form.dataset.bezig) return;
    form.dataset.bezig = 'ja';
    // It keeps the focus, which a button that is disabled would lose.
    button.setAttribute('aria-disabled', 'true');
    const free = () => {
      delete form.dataset.bezig;
      button.removeAttribute('aria-disabled');
    };
    fault.hidden = true;
    page.complain('');
    try {
      page.reveal(await send(form));
      page.watch();
    } catch (wrong) {
      fault.textContent = wrong.message;
      fault.hidden = false;
      point(form);
      const zone = form.querySelector('.sleep');
      if (zone && !zone.chosen.length) page.clear(zone);
    } finally {
      free();
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
