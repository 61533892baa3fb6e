import type { Request, RequestHandler, Response } from "express";

/** Express 4 does not look at promises: a failure in an async handler goes to the error page through here. */
export function route(handler: (request: Request, response: Response) => Promise<unknown>): RequestHandler {
  return (request, response, next) => {
    handler(request, response).catch(next);
  };
}
