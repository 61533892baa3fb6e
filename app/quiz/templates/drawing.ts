/** Line drawings of ours, small enough to travel inside the quiz. */
export const drawing = (path: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -1.5 36 27" fill="none" stroke="#47536b"><path d="${path}"/></svg>`,
  )
    .replaceAll("%20", " ")
    .replaceAll("%3D", "=")
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")}`;
