import { KIND_COLORS, type Kind, type Status } from '../model/codebook';

const PATHS = {
  search: 'M10.5 4a6.5 6.5 0 1 0 4 11.600L19.500 20.500M10.500 4a6.500 6.500 0 0 1 5 10.600',
  close: 'M6 6l12 12M18 6L6 18',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z',
  auto: 'M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18',
  help: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  play: 'M8 5.500v13l10.500-6.500z',
  pause: 'M8.500 6v12M15.500 6v12',
  plus: 'M12 6v12M6 12h12',
  minus: 'M6 12h12',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  up: 'M5 15l7-7 7 7',
  down: 'M5 9l7 7 7-7',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.300 1.300M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.300-1.300',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  locate: 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM12 2v4M12 18v4M2 12h4M18 12h4',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  timeline: 'M4 20V12M9 20V6M14 20v-9M19 20V9',
  filters: 'M4 6h16M7 12h10M10 18h4',
  edit: 'M5 19l1-4L16.500 4.500l3 3L9 18z',
  share: 'M12 15V4M8 7.500l4-4 4 4M5 12v8h14v-8',
  heat: 'M12 3c1 4 5 5.500 5 10.500a5 5 0 0 1-10 0c0-2 1-3 2-4.500.500 1.500 1.200 2 2 2.200C12 8.500 11 6 12 3z',
  undo: 'M9 7L4 12l5 5M4 12h9a5 5 0 0 1 0 9h-2',
  review: 'M4 5h16M4 10h9M4 15h6M13 17l2.500 2.500L20 14.500',
  history: 'M12 7v5l3.500 2M4.500 8A8.500 8.500 0 1 1 3.500 12M4 4v4.500h4.500',
  live: 'M12 10.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zM7.800 7.800a6 6 0 0 0 0 8.400M16.200 7.800a6 6 0 0 1 0 8.400',
  areas: 'M4 6l6-2 6 2 4-1.5V18l-6 2-6-2-4 1.500zM10 4v14M16 6v13.500',
  polygon: 'M5 8l7-4 7 5-2 9-10 1zM5 8v.01',
  external: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
} as const;

export const Icon = ({ name, flip = false }: { name: keyof typeof PATHS; flip?: boolean }) => (
  <svg class={flip ? 'icon flip' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);

export const Logo = () => (
  <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="#12344d" />
    <path d="M16 5.500a8 8 0 0 0-8 8c0 5.600 8 13 8 13s8-7.400 8-13a8 8 0 0 0-8-8z" fill="#f3b562" />
    <path d="M16 9.500v4.200l2.800 1.700" fill="none" stroke="#12344d" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
  </svg>
);

/** The same sign that the map draws: color by kind, shape by status. */
export function Sign({ kind, status, color }: { kind?: Kind; status: Status; color?: string }) {
  const paint = kind ? KIND_COLORS[kind] : (color ?? 'currentColor');
  return (
    <svg class="sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {status === 'occurred' ? (
        <circle cx="10" cy="10" r="7.500" fill={paint} />
      ) : (
        <>
          <circle
            cx="10"
            cy="10"
            r="7"
            fill="none"
            stroke={paint}
            stroke-width="2.600"
            {...(status === 'planned' && { 'stroke-dasharray': '3.700 2.700' })}
          />
          {status === 'alleged' && <circle cx="10" cy="10" r="2.600" fill={paint} />}
          {status === 'denied' && <path d="M5 5l10 10M15 5L5 15" stroke={paint} stroke-width="2.400" />}
        </>
      )}
    </svg>
  );
}
