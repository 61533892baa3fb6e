import {
  type Liquid,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  Value,
  type Context,
  type Emitter,
} from "liquidjs";
import { escapeHtml } from "./filters.ts";

/** Collects the templates up to `{% end… %}`. */
function bodyOf(liquid: Liquid, tag: TagToken, remaining: TopLevelToken[]): Template[] {
  const body: Template[] = [];
  while (remaining.length > 0) {
    const token = remaining.shift();
    if (!token) break;
    if ((token as TagToken).name === `end${tag.name}`) return body;
    body.push(liquid.parser.parseToken(token, remaining));
  }
  throw new Error(`{% ${tag.name} %} is not closed`);
}

/** `{% schema %}` and `{% doc %}` say something to tools and print nothing. */
class SilentTag extends Tag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    while (remaining.length > 0) {
      if ((remaining.shift() as TagToken).name === `end${token.name}`) return;
    }
    throw new Error(`{% ${token.name} %} is not closed`);
  }

  override render(): void {}
}

class StyleTag extends Tag {
  readonly #body: Template[];

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.#body = bodyOf(liquid, token, remaining);
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    emitter.write("<style data-shopify>");
    yield this.liquid.renderer.renderTemplates(this.#body, context, emitter);
    emitter.write("</style>");
  }
}

const ACTIONS: Readonly<Record<string, string>> = {
  product: "/cart/add",
  cart: "/cart",
  customer_login: "/account/login",
  localization: "/localization",
};

/** `{% form 'product', product, class: 'x' %}`: the action, and the hidden fields that Shopify puts in. */
class FormTag extends Tag {
  readonly #body: Template[];
  readonly #values: Value[];
  readonly #named: readonly (readonly [string, Value])[];

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    const parts = token.args.match(/(?:[^,'"]|'[^']*'|"[^"]*")+/g) ?? [];
    const named = parts.map((part) => /^\s*([\w-]+)\s*:\s*(.+)$/.exec(part));
    this.#values = parts.filter((_, index) => !named[index]).map((part) => new Value(part.trim(), liquid));
    this.#named = named.flatMap((match) =>
      match?.[1] ? [[match[1], new Value(match[2] ?? "", liquid)] as const] : [],
    );
    this.#body = bodyOf(liquid, token, remaining);
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const kind = String((yield this.#values[0]?.value(context)) ?? "");
    const action = ACTIONS[kind];
    if (action === undefined)
      throw new Error(`{% form '${kind}' %} is a form that the development store does not know`);
    const given: string[] = [];
    for (const [name, value] of this.#named) given.push(` ${name}="${escapeHtml(yield value.value(context))}"`);
    emitter.write(`<form method="post" action="${action}" accept-charset="UTF-8"${given.join("")}>`);
    emitter.write(
      `<input type="hidden" name="form_type" value="${escapeHtml(kind)}"><input type="hidden" name="utf8" value="✓">`,
    );
    context.push({ form: { errors: null, "posted_successfully?": false } });
    yield this.liquid.renderer.renderTemplates(this.#body, context, emitter);
    context.pop();
    emitter.write("</form>");
  }
}

export function registerTags(engine: Liquid): void {
  engine.registerTag("schema", SilentTag);
  engine.registerTag("doc", SilentTag);
  engine.registerTag("style", StyleTag);
  engine.registerTag("form", FormTag);
}
