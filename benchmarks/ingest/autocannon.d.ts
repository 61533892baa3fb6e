declare module "autocannon" {
  interface Request {
    method: "POST";
    path: string;
    headers: Record<string, string>;
    body: string;
  }
  interface Options {
    url: string;
    connections: number;
    amount: number;
    /** Called once per connection, before it connects. */
    setupClient: (client: { setRequests(requests: Request[]): void }) => void;
  }
  interface Result {
    "2xx": number;
    non2xx: number;
    errors: number;
    timeouts: number;
    /** Seconds. */
    duration: number;
    latency: { p50: number; p99: number; max: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
