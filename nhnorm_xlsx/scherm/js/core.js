// What every script of the page uses. Texts of others only ever reach the page as text: the
// parts that are fetched were made by our own templates, which escape all that is filled in.
'use strict';
globalThis.scherm = (function () {
  const body = document.body;
  const words = JSON.parse(body.dataset.woorden);
  const byId = (id) => document.getElementById(id);

  // Asks the program to do something; gives what it answers, and throws its sentence.
  async function ask(where, told, more) {
    const answer = await fetch(where, {
      method: 'POST',
      headers: {
        'X-Nhnorm-Token': body.dataset.token,
        'Content-Type': 'application/json',
        ...(more && more.headers),
      },
      body: more && more.body ? more.body : JSON.stringify(told || {}),
      keepalive: Boolean(more && more.keepalive),
    }).catch(() => {
      throw new Error(words.lost);
    });
    const found = await answer.json().catch(() => ({ fout: words.lost }));
    if (!answer.ok) throw new Error(found.fout || words.lost);
    return found;
  }

  function say(text) {
    byId('omgeroepen').textContent = text;
  }

  function complain(text) {
    const line = byId('melding');
    line.textContent = text;
    line.hidden = !text;
  }

  // Whether somebody is filling in something there: that must not go.
  function typing(place) {
    const fields = 'input:not([type="hidden"], [type="radio"]), textarea';
    return Array.from(place.querySelectorAll(fields)).some(
      (item) => item.value !== item.defaultValue,
    );
  }

  // Puts a part of the page anew in its place; what was open and had the focus stays so.
  async function refresh(part) {
    const place = document.querySelector('.vers[data-deel="' + part + '"]');
    if (!place || place.dataset.onderweg) {
      if (place) place.dataset.onderweg = 'opnieuw';
      return;
    }
    place.dataset.onderweg = 'ja';
    const answer = await fetch('deel/' + part).catch(() => null);
    const made = answer && answer.ok ? await answer.text() : null;
    const again = place.dataset.onderweg === 'opnieuw';
    delete place.dataset.onderweg;
    if (made !== null) put(place, part, made);
    if (place.querySelector('[data-lezen]')) setTimeout(() => refresh(part), 1000);
    if (again) await refresh(part);
  }

  function put(place, part, made) {
    if (place.dataset.was === made || typing(place)) return;
    place.dataset.was = made;
    const open = Array.from(place.querySelectorAll('details'), (item) => item.open);
    const count = place.children.length;
    const active = place.contains(document.activeElement) && document.activeElement;
    const held = active && active.dataset.id;
    const kind = active && active.localName;
    const called = active && active.id;
    const template = document.createElement('template');
    template.innerHTML = made;
    place.replaceChildren(template.content);
    if (count && part !== 'werk') {
      Array.from(place.querySelectorAll('details')).forEach((item, at) => {
        if (open[at] !== undefined) item.open = open[at];
      });
    }
    if (held) {
      const again = place.querySelector(kind + '[data-id="' + held + '"]') ||
        place.querySelector('h3[data-id="' + held + '"]');
      (again || byId('zijde')).focus({ preventScroll: true });
    }
    if (called && !held && byId(called)) byId(called).focus({ preventScroll: true });
    if (part === 'werk') reveal();
    const titled = place.querySelector('[data-titel]');
    if (titled) {
      byId('titel').textContent = titled.dataset.titel;
      document.title = titled.dataset.titel;
    }
  }

  // Brings a piece of work into view as soon as it is on the page, and moves to its heading.
  let wanted = '';
  function reveal(id) {
    wanted = id || wanted;
    const heading = wanted && document.querySelector('.werk h3[data-id="' + wanted + '"]');
    if (!heading) return;
    wanted = '';
    heading.focus({ preventScroll: true });
    const below = globalThis.matchMedia('(max-width: 900px)').matches;
    heading.scrollIntoView({ block: below ? 'start' : 'nearest' });
  }

  return { ask, byId, complain, refresh, reveal, say, words };
})();
