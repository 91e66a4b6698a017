import { signal } from '@preact/signals';

/** What keys do while the review is shown; gives whether the key did anything. */
export const onReviewKey = signal<((key: string) => boolean) | null>(null);
