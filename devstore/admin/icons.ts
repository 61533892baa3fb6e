import { Html } from "./html.ts";

/** Line icons, drawn for this admin on a 20 × 20 grid. */
const PATHS = {
  home: "M3 9.5 10 3.5l7 6V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z",
  orders: "M4 11.5h3l1.2 2h3.6l1.2-2h3M4 11.5 6 4h8l2 7.5V15a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z",
  products: "M10.5 3H16a1 1 0 0 1 1 1v5.5L9.6 17a1 1 0 0 1-1.4 0L3 11.8a1 1 0 0 1 0-1.4zM13.5 6.5h.01",
  customers: "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.6-2.9 2.9-4.5 6-4.5s5.4 1.6 6 4.5z",
  segments: "M10 3a7 7 0 1 0 7 7h-7zM13 3.7A7 7 0 0 1 16.4 7H13z",
  store:
    "M3.5 7.5 5 3.5h10l1.5 4M3.5 7.5v8a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-8M3.5 7.5a2.2 2.2 0 0 0 4.3 0 2.2 2.2 0 0 0 4.4 0 2.2 2.2 0 0 0 4.3 0M8 16.5v-4h4v4",
  apps: "M4 4h4.5v4.5H4zM11.5 4H16v4.5h-4.5zM4 11.5h4.5V16H4zM11.5 11.5H16V16h-4.5z",
  settings:
    "M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.5 1.5M13.5 13.5 15 15M15 5l-1.5 1.5M6.5 13.5 5 15",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
  external: "M8 5H5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-3M11 4h5v5M16 4l-7 7",
  close: "m5 5 10 10M15 5 5 15",
  up: "M10 16V4M5 9l5-5 5 5",
  down: "M10 4v12M5 11l5 5 5-5",
  plus: "M10 4v12M4 10h12",
  desktop: "M3 4h14v9H3zM7 16.5h6M10 13v3.5",
  mobile: "M6.5 3h7a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM9 14.5h2",
  puzzle: "M8 4.5a1.8 1.8 0 1 1 3.6 0V5H15v3.5h-.6a1.8 1.8 0 1 0 0 3.6h.6V16H4v-4h.6a1.8 1.8 0 1 0 0-3.6H4V5h4z",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4M11.5 9v4",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): Html {
  return new Html(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`,
  );
}
