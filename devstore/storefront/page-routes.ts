import { type Request, type Response, Router } from "express";
import type { State } from "../state.ts";
import {
  findProduct,
  isSortOrder,
  listCollections,
  listProducts,
  type ProductDrop,
  type SortOrder,
} from "./catalogue.ts";
import type { Pages } from "./pages.ts";
import { route } from "./route.ts";

const PAGE_SIZE = 24;
const SORT_OPTIONS = [
  { value: "best-selling", name: "Best selling" },
  { value: "price-ascending", name: "Price, low to high" },
  { value: "price-descending", name: "Price, high to low" },
  { value: "title-ascending", name: "A to Z" },
];

const STATIC_PAGES: Readonly<Record<string, { title: string; content: string }>> = {
  "gift-finder": {
    title: "Gift finder",
    content: "<p>Tell us a little about the person you have in mind, and we will show you what they may like.</p>",
  },
  about: {
    title: "Our story",
    content:
      "<p>We began with one shelf of candles and a kettle that was always on. Today the shelf is longer, and the kettle is the same.</p><p>Everything here was picked by one of us, used at home, and kept because we liked it. If a present is not right, send it back within 30 days and we will find a better one.</p>",
  },
};

/** A query value when it is plain text. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export async function sendNotFound(pages: Pages, request: Request, response: Response): Promise<void> {
  const error = { title: "Page not found", text: "The page you were looking for does not exist." };
  await pages.send(request, response, { type: "404", title: error.title, scope: { error }, status: 404 });
}

function home(state: State): Record<string, unknown> {
  const best = listProducts(state, { sort: "best-selling", limit: 8 }).products;
  const tiles = listCollections(state).flatMap(({ handle, title }) => {
    const [product] = listProducts(state, { type: title, sort: "best-selling", limit: 1 }).products;
    return product ? [{ title, url: `/collections/${handle}`, product }] : [];
  });
  // The big picture shows four different kinds of things.
  const showcase = tiles.filter((_, index) => index % 3 === 0).map(({ product }) => product);
  return { best, tiles, showcase };
}

function pageUrl(request: Request, page: number): string {
  const query = new URLSearchParams(request.originalUrl.split("?")[1] ?? "");
  query.set("page", String(page));
  return `${request.path}?${query}`;
}

function collectionScope(
  state: State,
  request: Request,
  title: string,
  type: string | undefined,
): Record<string, unknown> {
  const asked = textOf(request.query["sort_by"]);
  const sort: SortOrder = isSortOrder(asked) ? asked : "best-selling";
  const current = Math.max(1, Math.floor(Number(textOf(request.query["page"]))) || 1);
  const { products, count } = listProducts(state, { type, sort, limit: PAGE_SIZE, offset: (current - 1) * PAGE_SIZE });
  const total = Math.max(1, Math.ceil(count / PAGE_SIZE));
  const handle = type === undefined ? "all" : decodeURIComponent(request.path.split("/").at(-1) ?? "");
  return {
    collection: {
      title,
      handle,
      url: request.path,
      products,
      products_count: count,
      all_products_count: count,
      sort_by: sort,
    },
    sort_options: SORT_OPTIONS,
    pages: {
      current,
      count: total,
      previous: current > 1 ? pageUrl(request, current - 1) : null,
      next: current < total ? pageUrl(request, current + 1) : null,
    },
  };
}

function related(state: State, product: ProductDrop): ProductDrop[] {
  const { products } = listProducts(state, { type: product.type, sort: "best-selling", limit: 9 });
  return products.filter(({ id, available }) => id !== product.id && available).slice(0, 4);
}

/** `product.js`: the Ajax API's product, prices in cents. */
function productJson(product: ProductDrop): object {
  const {
    first_available_variant: _first,
    selected_or_first_available_variant: _selected,
    metafields: _hidden,
    ...rest
  } = product;
  return { ...rest, images: product.images.map(({ src }) => src), featured_image: product.featured_image?.src ?? null };
}

/** Home, collections, products, search and plain pages. */
export function pageRoutes(state: State, pages: Pages): Router {
  const router = Router();
  router.get(
    "/",
    route(async (request, response) => {
      await pages.send(request, response, { type: "index", title: "Gifts with a story", scope: home(state) });
    }),
  );
  router.get("/collections", (_request, response) => response.redirect(302, "/collections/all"));
  router.get(
    "/collections/:handle",
    route(async (request, response) => {
      const found = listCollections(state).find(({ handle }) => handle === String(request.params["handle"]));
      const all = String(request.params["handle"]) === "all";
      if (!found && !all) return sendNotFound(pages, request, response);
      const title = found?.title ?? "All gifts";
      const scope = collectionScope(state, request, title, found?.title);
      return pages.send(request, response, { type: "collection", title, scope });
    }),
  );
  router.get(["/products/:handle.js", "/products/:handle.json"], (request, response) => {
    const product = findProduct(state, String(request.params["handle"]) ?? "");
    if (!product) return response.status(404).json({ status: 404, message: "Not Found" });
    return response.json(request.path.endsWith(".json") ? { product: productJson(product) } : productJson(product));
  });
  router.get(
    ["/products/:handle", "/collections/:collection/products/:handle"],
    route(async (request, response) => {
      const product = findProduct(state, String(request.params["handle"]));
      if (!product) return sendNotFound(pages, request, response);
      const asked = product.variants.find(({ id }) => String(id) === textOf(request.query["variant"]));
      const selected = asked ?? product.selected_or_first_available_variant;
      const scope = {
        product: {
          ...product,
          selected_variant: asked ?? null,
          collections: listCollections(state).filter(({ title }) => title === product.type),
        },
        selected_variant: selected,
        related: related(state, product),
      };
      return pages.send(request, response, { type: "product", title: product.title, scope });
    }),
  );
  return router;
}

/** Search, plain pages and the cart page. */
export function smallPageRoutes(state: State, pages: Pages): Router {
  const router = Router();
  router.get(
    "/search",
    route(async (request, response) => {
      const terms = textOf(request.query["q"]).slice(0, 100);
      const { products, count } = terms
        ? listProducts(state, { text: terms, sort: "best-selling", limit: 48 })
        : { products: [], count: 0 };
      const search = { terms, performed: terms !== "", results: products, results_count: count };
      await pages.send(request, response, { type: "search", title: "Search", scope: { search } });
    }),
  );
  router.get(
    "/pages/:handle",
    route(async (request, response) => {
      const page = STATIC_PAGES[String(request.params["handle"])];
      if (!page) return sendNotFound(pages, request, response);
      const scope = { page: { ...page, handle: String(request.params["handle"]), url: request.path } };
      return pages.send(request, response, { type: "page", title: page.title, scope });
    }),
  );
  router.get(
    "/cart",
    route(async (request, response) => {
      await pages.send(request, response, {
        type: "cart",
        title: "Your cart",
        scope: { cart_error: textOf(request.query["error"]) },
      });
    }),
  );
  return router;
}
