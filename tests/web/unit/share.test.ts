import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeCell } from '@/model/csv';

/** Reads one cell as RFC 4180 says. */
const read = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

test('a cell of CSV reads back as its text, and none is a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r', '\t', 'a', ' ', 'ق') }), (text) => {
      const cell = encodeCell(text);
      if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/);
      expect([text, `'${text}`]).toContain(read(cell));
      expect(read(cell)).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test('numbers keep their sign, lists become one cell, and nothing is empty', () => {
  expect([-1.5, null, undefined, true, ['a', 'b,c'], { name: 'x' }].map(encodeCell)).toEqual(['-1.5', '', '', 'true', '"a; b,c"', '"{""name"":""x""}"']);
});
