interface Column {
  readonly type: 'u8' | 'u16' | 'u32' | 'i32';
  readonly data: ArrayLike<number>;
  readonly delta?: boolean;
}

export interface Invented {
  readonly count: number;
  readonly dated: number;
  readonly sequence?: number;
  readonly values: Record<string, unknown>;
  readonly columns: Record<string, Column>;
}

export function pack(given: Invented): ArrayBuffer;
export function invented(count: number, seed?: number): Invented & { readonly columns: Record<'number' | 'confidence', Column> };
export function packed(features: readonly unknown[]): ArrayBuffer;
