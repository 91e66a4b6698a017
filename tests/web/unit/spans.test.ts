import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCodePoints, type Marking, markingsOf, segments } from '@/model/spans';

const roles = fc.constantFrom<Marking['role']>('place', 'date', 'trigger', 'actor', 'sentence');
const marking = fc.record({ role: roles, span: fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 })) });
// Strings of any UTF-16 units, lone surrogates among them.
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 40 }));

test('segments put together are the text again', () => {
  fc.assert(fc.property(text, fc.array(marking), (all, markings) => void expect(segments(all, markings).map((segment) => segment.text).join('')).toBe(all)));
});

test('what a role covers is what its span names, in code points', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(), (all, a, b) => {
      const points = [...all];
      const start = a % points.length;
      const end = start + 1 + (b % (points.length - start));
      const marked = segments(all, [{ role: 'place', span: [start, end] }]).filter((segment) => segment.roles.includes('place'));
      expect(marked.map((segment) => segment.text).join('')).toBe(points.slice(start, end).join(''));
    }),
  );
});

test('letters outside the basic plane count once', () => {
  const all = '🕊️ 𝔇 Saraqib';
  expect(countCodePoints(all)).toBe([...all].length);
  const place: Marking = { role: 'place', span: [5, 12] };
  expect(segments(all, [place]).find((segment) => segment.roles.length)?.text).toBe('Saraqib');
});

test('overlapping spans are cut where they begin and end', () => {
  const cut = segments('abcdef', [
    { role: 'sentence', span: [0, 6] },
    { role: 'place', span: [1, 4] },
    { role: 'actor', span: [3, 5] },
  ]);
  expect(cut).toEqual([
    { text: 'a', roles: ['sentence'] },
    { text: 'bc', roles: ['sentence', 'place'] },
    { text: 'd', roles: ['sentence', 'place', 'actor'] },
    { text: 'e', roles: ['sentence', 'actor'] },
    { text: 'f', roles: ['sentence'] },
  ]);
});

test('evidence of any shape gives markings or none', () => {
  expect(markingsOf({ sentence: [0, 9], trigger: [1, 2], place: null, actors: [[3, 4], 'x'], toll: 7 })).toEqual([
    { role: 'sentence', span: [0, 9] },
    { role: 'trigger', span: [1, 2] },
    { role: 'actor', span: [3, 4] },
  ]);
  fc.assert(fc.property(fc.anything(), (anything) => void expect(Array.isArray(markingsOf(anything))).toBe(true)));
});
