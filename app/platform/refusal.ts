/** What a caller did that we will not do. Not a bug: it is answered, never logged as an error. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 415 | 422 | 429 | 503;
  readonly field: string | undefined;

  /** `message` tells the reader what to do; `code` is for programs; `field` names the input at fault. */
  constructor(status: Refusal["status"], code: string, message: string, field?: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export const notFound = (what: string): Refusal => new Refusal(404, "not_found", `${what} was not found.`);
