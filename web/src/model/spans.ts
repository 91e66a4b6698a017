/** A stretch of text in code points, end exclusive, as the API counts; never UTF-16 units. */
export type Span = readonly [number, number];

export type Role = 'sentence' | 'trigger' | 'place' | 'date' | 'said_on' | 'attribution' | 'actor' | 'toll' | 'status' | 'toponym';

export interface Marking {
  readonly role: Role;
  readonly span: Span;
}

/** A run of text under the same roles. */
export interface Segment {
  readonly text: string;
  readonly roles: readonly Role[];
}

/** Cuts a text at the ends of all markings, between the code points `from` and `to` of it. Markings may overlap and may be nonsense. */
export function segments(text: string, markings: readonly Marking[], from = 0, to = Infinity): Segment[] {
  const cuts = new Set<number>([from]);
  const length = countCodePoints(text);
  const end = Math.min(to, length);
  const valid = markings.filter(({ span: [a, b] }) => Number.isInteger(a) && Number.isInteger(b) && a >= 0 && a < b && a < end && b > from);
  for (const { span } of valid) {
    cuts.add(Math.max(span[0], from));
    cuts.add(Math.min(span[1], end));
  }
  cuts.add(end);
  const points = [...cuts].sort((a, b) => a - b);
  const units = utf16Offsets(text, points);
  const made: Segment[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i]!, points[i + 1]!];
    const roles = [...new Set(valid.filter(({ span }) => span[0] <= a && span[1] >= b).map(({ role }) => role))];
    made.push({ text: text.slice(units[i]!, units[i + 1]!), roles });
  }
  return made;
}

/** Where ascending code point positions lie in UTF-16 units. */
export function utf16Offsets(text: string, positions: readonly number[]): number[] {
  const offsets: number[] = [];
  let unit = 0;
  let point = 0;
  for (const position of positions) {
    while (point < position && unit < text.length) {
      unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
      point++;
    }
    offsets.push(unit);
  }
  return offsets;
}

export function countCodePoints(text: string): number {
  let count = 0;
  for (let unit = 0; unit < text.length; count++) unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
  return count;
}

const isPair = (value: unknown): value is Span =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'number';

const SINGLE: readonly Role[] = ['sentence', 'trigger', 'place', 'date', 'said_on', 'attribution', 'status'];

/** The markings of an event's evidence, whatever shape the answer has. */
export function markingsOf(evidence: unknown): Marking[] {
  if (typeof evidence !== 'object' || evidence === null) return [];
  const given = evidence as Record<string, unknown>;
  const found: Marking[] = [];
  for (const role of SINGLE) if (isPair(given[role])) found.push({ role, span: given[role] });
  for (const [key, role] of [['actors', 'actor'], ['toll', 'toll']] as const) {
    const list = given[key];
    if (Array.isArray(list)) for (const span of list) if (isPair(span)) found.push({ role, span });
  }
  return found;
}
