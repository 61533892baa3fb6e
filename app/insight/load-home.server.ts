import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Keep } from "../platform/keep-costly.ts";
import { CHECKOUT_SURVEY } from "../quiz/checkout-survey.ts";
import { listQuizzes } from "../quiz/quiz.store.server.ts";
import { countText } from "./figures.ts";
import { historyReach, homeFigures, syncRows } from "./home.store.server.ts";
import { syncViews } from "./home.ts";
import type { HomeView } from "./home.ts";

interface HomeShop {
  id: ShopId;
  name: string;
  domain: string;
  scopes: string;
  parkedReason: string | null;
}

const day = (at: Date | undefined): string | undefined =>
  at?.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** `keep`: counting all orders of a large shop takes a second. While history is read, what is known grows: its progress says enough. */
export async function loadHome(tx: Tx, shop: HomeShop, clientId: string, now: Date, keep: Keep): Promise<HomeView> {
  const rows = await syncRows(tx, shop.id);
  const syncs = syncViews(rows);
  const syncing = syncs.some((sync) => sync.state !== "done" && sync.state !== "failed");
  const read = rows.map(({ kind, loadedLines }) => `${kind} ${loadedLines}`).join(" ");
  // The survey of the thank-you page comes with the install: nobody has to make or place it.
  const quizzes = (await listQuizzes(tx, shop.id)).filter(({ handle }) => handle !== CHECKOUT_SURVEY);
  const reach = syncing ? undefined : await keep(`reach ${shop.id} ${read}`, () => historyReach(tx, shop.id));
  return {
    shop: shop.name || shop.domain,
    syncs,
    syncing,
    history: reach && {
      orders: countText(reach.orders),
      customers: countText(reach.customers),
      from: day(reach.from),
      to: day(reach.to),
      all: shop.scopes.split(",").includes("read_all_orders"),
    },
    figures: await keep(`home ${shop.id}`, () => homeFigures(tx, shop.id, now)),
    publishedQuiz:
      quizzes.find(({ published, kind }) => published && kind === "quiz") ?? quizzes.find(({ published }) => published),
    anyQuiz: quizzes[0],
    parked: shop.parkedReason ?? undefined,
    clientId,
    domain: shop.domain,
    at: now.getTime(),
  };
}
