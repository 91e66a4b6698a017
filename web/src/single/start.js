// Unpacks the page and its incidents out of this file's own text. Everything is in base 85, of which `/` and `,` stand for `<` and `&`.
(() => {
  const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;/=>?@^_`{|}~';
  const values = new Uint8Array(128);
  for (let i = 0; i < 85; i++) values[ALPHABET.charCodeAt(i)] = i;
  const bytesOf = (id) => {
    const text = document.getElementById(id).textContent.trim();
    const whole = Math.floor(text.length / 5);
    const rest = text.length % 5;
    const bytes = new Uint8Array(whole * 4 + (rest ? rest - 1 : 0));
    for (let group = 0; group * 5 < text.length; group++) {
      let value = 0;
      for (let i = 0; i < 5; i++) value = value * 85 + (group * 5 + i < text.length ? values[text.charCodeAt(group * 5 + i)] : 84);
      for (let i = 0; i < 4; i++) if (group * 4 + i < bytes.length) bytes[group * 4 + i] = (value / 2 ** (24 - 8 * i)) & 255;
    }
    return bytes;
  };
  const unpacked = (id) => new Response(new Blob([bytesOf(id)]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  const fail = (error) => {
    document.getElementById('app').textContent = `This map cannot be opened here: ${error}`;
  };
  globalThis.datelineData = unpacked('dateline-incidents');
  unpacked('dateline-page').then((page) => {
    const length = new DataView(page).getUint32(0, true);
    const style = document.createElement('style');
    style.textContent = new TextDecoder().decode(new Uint8Array(page, 4, length));
    document.head.append(style);
    return import(URL.createObjectURL(new Blob([new Uint8Array(page, 4 + length)], { type: 'text/javascript' })));
  }).catch(fail);
  globalThis.datelineData.catch(fail);
})();
