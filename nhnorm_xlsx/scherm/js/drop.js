// Files, folders and mails that are dragged in or picked: what was chosen, and sending it.
'use strict';
(function (page) {
  // Everything in a folder that is dragged in, with its path within it.
  async function walk(entry, path, found) {
    if (entry.isFile) {
      const read = new Promise((done, wrong) => entry.file(done, wrong));
      found.push({ name: path + entry.name, file: await read.catch(() => null) });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, wrong) => reader.readEntries(done, wrong));
      if (!some.length) return;
      for (const inside of some) await walk(inside, path + entry.name + '/', found);
    }
  }

  // Each thing that is named is one item, as on the command line: a file or a whole folder.
  async function dropped(transfer) {
    const entries = Array.from(transfer.items)
      .filter((item) => item.kind === 'file')
      .map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    if (!entries.length || entries.some((entry) => !entry)) {
      return Array.from(transfer.files, (file) => [{ name: file.name, file }]);
    }
    const items = [];
    for (const entry of entries) {
      const found = [];
      await walk(entry, '', found).catch(() => found.push({ name: entry.name, file: null }));
      items.push(found);
    }
    return items;
  }

  function show(zone) {
    const all = zone.chosen.flat();
    const names = all.slice(0, 5).map((item) => item.name);
    const more = all.length > 5 ? ' … (' + all.length + ')' : '';
    zone.querySelector('.gekozen').textContent = all.length
      ? names.join(', ') + more
      : page.words.nothing;
    zone.querySelector('.wis').hidden = !all.length;
    const whole = zone.querySelector('.alle');
    const listed = all.length > 5 ? all : [];
    whole.hidden = !listed.length;
    whole.querySelector('ul').replaceChildren(...listed.map((item) => line(item.name)));
  }

  function line(text) {
    const made = document.createElement('li');
    made.textContent = text;
    return made;
  }

  function skipped(zone, text) {
    zone.querySelector('.overgeslagen').append(line(text));
  }

  function add(zone, items) {
    const form = zone.closest('form');
    zone.chosen.push(...items.filter((item) => item.length));
    const all = zone.chosen.flat();
    if ('een' in form.dataset && (all.length > 1 || all.some((item) => item.name.includes('/')))) {
      zone.chosen = [];
      zone.querySelector('.overgeslagen').replaceChildren(line(page.words.onlyOne));
    }
    show(zone);
    if (zone.chosen.length) page.changed(form);
  }

  page.clear = function (zone) {
    zone.chosen = [];
    show(zone);
  };

  // Sends what was chosen; gives the number of the batch, or nothing where nothing was chosen.
  page.send = async function (zone, told) {
    zone.querySelector('.overgeslagen').replaceChildren();
    const total = zone.chosen.flat().length;
    if (!total) return '';
    const { id } = await page.ask('aanbod');
    let done = 0;
    for (const [at, item] of zone.chosen.entries()) {
      for (const { name, file } of item) {
        told(++done, total, name);
        await one(zone, id + '/' + (at + 1), name, file);
      }
    }
    return id;
  };

  async function one(zone, where, name, file) {
    // A hidden file without anything in it, as a folder of a round has itself: nobody misses it.
    if (file && !file.size && name.split('/').pop().startsWith('.')) return;
    if (file && file.size > page.words.most) {
      skipped(zone, page.words.tooMuch.replace('{naam}', name));
      return;
    }
    let bytes;
    try {
      // A file that is only online cannot be read; that shows here and not before.
      bytes = await file.slice(0, 1).arrayBuffer().then(() => file);
    } catch {
      skipped(zone, page.words.onlyOnline.replace('{naam}', name));
      return;
    }
    const headers = {
      'Content-Type': 'application/octet-stream',
      'X-Naam': encodeURIComponent(name),
      'X-Tijd': String(file.lastModified || 0),
    };
    try {
      await page.ask('aanbod/' + where, null, { headers, body: bytes });
    } catch (wrong) {
      if (wrong.message === page.words.lost) throw wrong;
      skipped(zone, wrong.message);
    }
  }

  for (const zone of document.querySelectorAll('.sleep')) {
    zone.chosen = [];
    const files = zone.querySelector('.bestanden');
    const folder = zone.querySelector('.map');
    zone.querySelector('.kies-bestanden').addEventListener('click', () => files.click());
    zone.querySelector('.wis').addEventListener('click', () => page.clear(zone));
    files.addEventListener('change', () => {
      add(zone, Array.from(files.files, (file) => [{ name: file.name, file }]));
      files.value = '';
    });
    if (folder) {
      zone.querySelector('.kies-map').addEventListener('click', () => folder.click());
      folder.addEventListener('change', () => {
        add(zone, [
          Array.from(
            folder.files,
            (file) => ({ name: file.webkitRelativePath || file.name, file }),
          ),
        ]);
        folder.value = '';
      });
    }
    zone.addEventListener('dragover', (event) => {
      event.preventDefault();
      zone.classList.add('erboven');
    });
    zone.addEventListener('dragleave', () => zone.classList.remove('erboven'));
    zone.addEventListener('drop', async (event) => {
      event.preventDefault();
      zone.classList.remove('erboven');
      add(zone, await dropped(event.dataTransfer));
    });
  }
  // A file that falls beside the place for it must not take the place of the page.
  for (const name of ['dragover', 'drop']) {
    globalThis.addEventListener(name, (event) => event.preventDefault());
  }
})(globalThis.scherm);
