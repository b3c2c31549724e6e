// Taking a table along as it stands: to the clipboard, or as a file for a spreadsheet.
'use strict';
(function (page) {
  const { byId, state } = page;

  // A spreadsheet would take these for a formula.
  const harmless = (text) => /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  const flat = (text) => harmless(text.replace(/\s*[\t\r\n]+\s*/g, ' '));
  const quoted = (text) =>
    /[";\r\n]/.test(text) ? '"' + harmless(text).replaceAll('"', '""') + '"' : harmless(text);

  const lines = () => page.table[state.tab]();
  page.asClipboard = (rows) => rows.map((row) => row.map(flat).join('\t')).join('\r\n');
  page.asCsv = (rows) => '\ufeff' + rows.map((row) => row.map(quoted).join(';') + '\r\n').join('');

  function tell(name, rows) {
    byId('aantal').textContent = page.say(name, { aantal: Math.max(0, rows.length - 1) });
  }

  // For a browser that keeps its clipboard from files.
  function copyByHand(text) {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'onzichtbaar';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }

  byId('kopieer').addEventListener('click', async () => {
    const rows = lines();
    const text = page.asClipboard(rows);
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copyByHand(text);
      byId('kopieer').focus();
    }
    tell(done ? 'gekopieerd' : 'mislukt', rows);
  });

  byId('bewaar').addEventListener('click', () => {
    const rows = lines();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([page.asCsv(rows)], { type: 'text/csv' }));
    link.download = 'vergelijking-' + state.tab + '.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    tell('bewaard', rows);
  });
})(globalThis.vergelijking);
