/** Durations, never the time of day. `wallMs` passes for everybody, `cpuMs` is what this thread itself has used. */
export interface Stopwatch {
  wallMs(): number;
  cpuMs(): number;
}

export function startStopwatch(): Stopwatch {
  const started = performance.now();
  const used = process.threadCpuUsage();
  return {
    wallMs: () => performance.now() - started,
    cpuMs() {
      const { user, system } = process.threadCpuUsage(used);
      return (user + system) / 1000;
    },
  };
}
