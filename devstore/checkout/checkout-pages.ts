import type { Request, Response } from "express";
import { type CodeDiscount, takenOff } from "../discounts/discounts.ts";
import { readShop, type State } from "../state.ts";
import { type Cart, cartJson } from "../storefront/cart.ts";
import { contentForHeader } from "../storefront/content-for-header.ts";
import { LiquidFolder } from "../storefront/liquid/engine.ts";
import { centsOf } from "../storefront/money.ts";
import { pageContext } from "../storefront/page-context.ts";
import { chooseLocale, findShopper } from "../storefront/visitor.ts";
import type { OrderView } from "./order-view.ts";
import type { UiExtension } from "./ui-extensions.ts";

export interface CheckoutForm {
  fields: object;
  /** Empty: nothing is wrong. */
  error: string;
  discount: CodeDiscount | undefined;
}

/** Pages of the checkout; they are not part of the theme. */
export class CheckoutPages {
  readonly #state: State;
  readonly #extensions: readonly UiExtension[];
  readonly #locales: readonly string[];
  readonly #folder = new LiquidFolder({
    folder: new URL("./pages", import.meta.url).pathname,
    assetsUrl: "/cdn/checkout/",
  });

  constructor(state: State, extensions: readonly UiExtension[], locales: readonly string[]) {
    this.#state = state;
    this.#extensions = extensions;
    this.#locales = locales;
  }

  async sendForm(request: Request, response: Response, cart: Cart, form: CheckoutForm): Promise<void> {
    const json = cartJson(this.#state, cart);
    const { fields, error, discount } = form;
    const off = discount === undefined ? 0 : centsOf(takenOff(discount.value, (json.total_price / 100).toFixed(2)));
    const reduced = discount === undefined ? {} : { discount_code: discount.code, discount: off };
    const scope = { fields, error, lines: json["items"], total: json.total_price - off, ...reduced };
    response.status(error === "" ? 200 : 422);
    await this.#send(request, response, "form", "Checkout", scope);
  }

  /** `base` is the address under which the extensions' frames and session tokens are found. */
  async sendOrder(request: Request, response: Response, order: OrderView, target: string, base: string): Promise<void> {
    const extensions = this.#extensions
      .filter(({ targets }) => targets.includes(target))
      .map(({ handle, name }) => ({
        handle,
        name,
        url: `${base}/extensions/${handle}`,
        token_url: `${base}/session-token`,
      }));
    const scope = {
      order: {
        name: order.name,
        status: order.status,
        processed_at: order.processedAt,
        confirmation_number: order.confirmationNumber,
        status_url: `/orders/${order.statusToken}`,
      },
      order_status: base.startsWith("/orders/"),
      first_name: order.firstName,
      extensions,
      lines: order.lines,
      ...(order.discountCode === undefined
        ? {}
        : { discount_code: order.discountCode, discount: centsOf(order.totalDiscounts) }),
      total: centsOf(order.totalPrice),
    };
    await this.#send(request, response, "thank-you", `Order ${order.name}`, scope);
  }

  async #send(request: Request, response: Response, file: string, title: string, scope: object): Promise<void> {
    const page = pageContext(this.#state, request, {
      type: "checkout",
      title,
      customer: findShopper(this.#state, request),
      cart: {},
      locale: chooseLocale(request, response, this.#locales),
      locales: this.#locales,
      designMode: false,
    });
    const all = { ...page, ...scope, currency: readShop(this.#state).currency_code };
    const content = await this.#folder.renderFile(`sections/${file}.liquid`, page, all);
    const html = await this.#folder.renderFile("layout.liquid", page, {
      ...all,
      content,
      content_for_header: contentForHeader(this.#state, page, []),
    });
    response.set("Cache-Control", "no-store").type("html").send(html);
  }
}
