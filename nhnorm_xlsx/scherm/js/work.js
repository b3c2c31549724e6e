// The work: asks about once a second how far it is, and shows what came of it.
'use strict';
(function (page) {
  const OFTEN = 700;
  const SELDOM = 3000;
  const LOST_AFTER = 3;
  let version = -1;
  let round = '';
  let timer = 0;
  let failed = 0;
  let stopped = false;
  let before = [];

  function progress(item) {
    const place = document.querySelector('.werk[data-id="' + item.id + '"]');
    const bar = place && place.querySelector('progress');
    if (!bar) return;
    place.querySelector('.stap').textContent = item.stap;
    if (item.totaal) {
      bar.max = item.totaal;
      bar.value = item.klaar;
      place.querySelector('.hoever').textContent = item.klaar + ' / ' + item.totaal;
    }
  }

  // Says once in words what ended or began to ask.
  function announce() {
    const now = Array.from(
      document.querySelectorAll('.werk'),
      (item) => item.dataset.id + item.dataset.stand,
    );
    const first = document.querySelector('.werk');
    const ended = first && !['loopt', 'wacht'].includes(first.dataset.stand);
    if (before.length && ended && !before.includes(now[0])) {
      page.say(first.querySelector('h3').textContent.trim());
    }
    before = now.length ? now : ['-'];
  }

  async function look() {
    const answer = await fetch('werk.json').catch(() => null);
    if (stopped) return;
    if (!answer || !answer.ok) {
      failed += 1;
      if (failed >= LOST_AFTER) page.complain(page.words.lost);
      return;
    }
    if (failed >= LOST_AFTER) page.complain('');
    failed = 0;
    const state = await answer.json();
    page.busy = state.bezig.length > 0;
    if (state.versie !== version) {
      version = state.versie;
      await page.refresh('werk');
      page.settle();
      announce();
      round = '';
    }
    if (state.vorm !== document.body.dataset.vorm && !page.busy) {
      // There are other tabs and jobs now: a round was begun, here or elsewhere, or follows.
      const last = document.querySelector('.werk');
      if (last) sessionStorage.setItem('werk', last.dataset.id);
      location.reload();
      return;
    }
    if (state.ronde !== round && !page.busy) {
      // Something happened to the round, perhaps elsewhere. Reading it may take a while.
      round = state.ronde;
      page.refresh('stand');
      if (page.tab !== 'stand') page.refresh(page.tab);
    }
    state.bezig.forEach(progress);
  }

  async function loop() {
    clearTimeout(timer);
    await look();
    if (stopped) return;
    timer = setTimeout(loop, page.busy ? OFTEN : SELDOM);
  }
  page.watch = loop;

  async function tried(action) {
    try {
      await action();
    } catch (wrong) {
      page.complain(wrong.message);
    }
    await loop();
  }

  document.addEventListener('click', (event) => {
    if (event.detail > 1) return; // the second of a double click
    const cancel = event.target.closest('.breek-af');
    const answer = event.target.closest('.antwoord');
    const open = event.target.closest('.open');
    if (cancel) {
      if (cancel.hasAttribute('aria-disabled')) return;
      cancel.setAttribute('aria-disabled', 'true'); // disabled it would lose the focus
      page.say(page.words.cancelling);
      tried(() => page.ask('werk/' + cancel.dataset.id + '/afbreken'));
    } else if (answer) {
      const yes = answer.dataset.ja === 'ja';
      page.reveal(answer.dataset.id);
      tried(() => page.ask('werk/' + answer.dataset.id + '/antwoord', { ja: yes }));
    } else if (open) {
      tried(() => page.ask('open', { pad: open.dataset.pad }));
    }
  });

  page.byId('stoppen').addEventListener('click', async () => {
    if (page.busy && !confirm(page.words.stopBusy)) return;
    try {
      const said = await page.ask('stoppen');
      stopped = true;
      clearTimeout(timer);
      document.body.replaceChildren(document.createElement('main'));
      const line = document.createElement('p');
      line.className = 'melding';
      line.setAttribute('role', 'alert');
      line.textContent = said.zin;
      document.querySelector('main').append(line);
    } catch (wrong) {
      page.complain(wrong.message);
    }
  });

  globalThis.addEventListener('pagehide', () => {
    if (!stopped) page.ask('weg', {}, { keepalive: true }).catch(() => {});
  });
  globalThis.addEventListener('pageshow', (event) => {
    if (event.persisted) loop();
  });
})(globalThis.scherm);
