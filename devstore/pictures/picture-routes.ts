import { Router } from "express";
import type { State } from "../state.ts";
import { drawPicture } from "./draw.ts";

/** `/cdn/shop/products/<id>.svg`, cached for a year as Shopify's CDN does (the address carries a version). */
export function pictureRoutes(state: State): Router {
  const router = Router();
  router.get("/cdn/shop/products/:id.svg", (request, response) => {
    const row = state
      .sql("SELECT id, title, product_type AS type FROM products WHERE id = ?")
      .get(Number(request.params["id"])) as { id: number; title: string; type: string } | undefined;
    if (!row) return response.status(404).type("text/plain").send("Not Found");
    response.set({ "Cache-Control": "public, max-age=31536000, immutable", "Access-Control-Allow-Origin": "*" });
    return response.type("image/svg+xml").send(drawPicture(row));
  });
  return router;
}
