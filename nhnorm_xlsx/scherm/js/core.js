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

  // What somebody filled in or chose there and was not done yet, each by what it is about: that
  // must not go when the part is put there anew.
  const FIELDS = 'input:not([type="hidden"]), textarea, select';
  function typed(place) {
    const fields = Array.from(place.querySelectorAll(FIELDS)).filter(changed);
    return new Map(fields.map((item) => [about(item), item.value]));
  }

  function changed(item) {
    if (item.type === 'radio' || item.type === 'checkbox') {
      return item.checked !== item.defaultChecked;
    }
    if (item.localName !== 'select') return item.value !== item.defaultValue;
    const first = Array.from(item.options).find((one) => one.defaultSelected) || item.options[0];
    return Boolean(first) && item.value !== first.value;
  }

  function about(item) {
    const own = item.form ? item.form.querySelectorAll('[name="bestand"], [name="sha256"]') : [];
    const form = item.form ? item.form.dataset.taak : '';
    const kind = item.type === 'radio' ? item.value : item.localName;
    return [form, ...Array.from(own, (one) => one.value), item.name, kind].join('|');
  }

  function restore(place, kept) {
    for (const item of place.querySelectorAll(FIELDS)) {
      if (!kept.has(about(item))) continue;
      if (item.type === 'radio' || item.type === 'checkbox') {
        item.checked = !item.defaultChecked;
        item.dispatchEvent(new Event('change', { bubbles: true }));
      } else {
        item.value = kept.get(about(item));
      }
    }
  }

  // What is unfolded and what is not, each by what it is called: also when others come before it.
  function opened(place) {
    return new Map(
      Array.from(place.querySelectorAll('details'), (item) => [called(item), item.open]),
    );
  }

  function called(item) {
    const around = item.closest('[data-id], section[aria-label]');
    const name = around ? around.dataset.id || around.ariaLabel : '';
    return name + item.querySelector('summary').textContent.replace(/\(\d+\)/, '').trim();
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
    if (place.dataset.was === made) return;
    place.dataset.was = made;
    const open = opened(place);
    const kept = typed(place);
    const active = place.contains(document.activeElement) && document.activeElement;
    const held = active && active.dataset.id;
    const kind = active && active.localName;
    const id = active && active.id;
    const template = document.createElement('template');
    template.innerHTML = made;
    place.replaceChildren(template.content);
    for (const item of place.querySelectorAll('details')) {
      if (open.has(called(item))) item.open = open.get(called(item));
    }
    restore(place, kept);
    if (held) {
      const again = place.querySelector(kind + '[data-id="' + held + '"]') ||
        place.querySelector('h3[data-id="' + held + '"]');
      (again || byId('zijde')).focus({ preventScroll: true });
    }
    if (id && !held && byId(id)) byId(id).focus({ preventScroll: true });
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
