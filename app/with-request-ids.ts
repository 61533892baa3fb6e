import type { ActionFunction, LoaderFunction, ServerBuild } from "@remix-run/node";
import type { Log } from "./platform/log.server.ts";

type Route = NonNullable<ServerBuild["routes"][string]>;

/** Answers and refusals are thrown too; they are no faults. */
const isReply = (thrown: unknown): boolean =>
  thrown instanceof Response ||
  (typeof thrown === "object" && thrown !== null && "type" in thrown && thrown.type === "DataWithResponseInit");

/**
 * Remix tells nobody which fault it was: the page says "something", the log says what, and nothing joins the two. Here a fault of a
 * loader or an action gets a number that both carry (A33).
 */
export function withRequestIds(build: ServerBuild, log: Log, mintId: () => string): ServerBuild {
  const numbered =
    <H extends LoaderFunction | ActionFunction>(handler: H) =>
    async (args: Parameters<H>[0]) => {
      try {
        return await handler(args);
      } catch (error) {
        if (isReply(error) || args.request.signal.aborted) throw error;
        const requestId = mintId();
        log.error({ err: error, requestId }, "request failed");
        throw Response.json({ requestId }, { status: 500 });
      }
    };
  const numberedRoute = (route: Route): Route => {
    const { loader, action } = route.module;
    return {
      ...route,
      module: {
        ...route.module,
        ...(loader && { loader: numbered(loader) }),
        ...(action && { action: numbered(action) }),
      },
    };
  };
  const routes = Object.entries(build.routes).map(([id, route]) => [id, route && numberedRoute(route)]);
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild["routes"] };
}
