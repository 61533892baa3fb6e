import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "../../app/platform/db.server.ts";
import { deriveKey } from "../../app/platform/secret.server.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import { giftFinder } from "../../app/quiz/templates/gift-finder.ts";
import { addVersion } from "../../app/quiz/quiz.store.server.ts";
import { createSegment } from "../../app/segment/edit-segment.server.ts";
import { saveInstall } from "../../app/shop/shop.store.server.ts";
import { makePopulation } from "../segments/population.ts";

const SHOP = "candor-demo.myshopify.com";

/** The demo's database as if the shop had `profiles` people, a published quiz and a segment. Their numbers. */
export async function fillShop(folder: string, secret: string, profiles: number, say: (text: string) => void) {
  const file = path.join(folder, "app", "candor.db");
  mkdirSync(path.dirname(file), { recursive: true });
  copyFileSync(makePopulation(profiles, say), file);
  const db = await openDatabase(file);
  const now = new Date();
  const shop = 1 as ShopId;
  const quizId = 1;
  await db.transaction(async (tx) => {
    // The people and their quiz belong to shop 1; a key of its own is made by an installation.
    const { id: installed } = await saveInstall(tx, SHOP, "", deriveKey(secret, "shop data keys"), now);
    const { dataKey } = await tx.shop.delete({ where: { id: installed } });
    await tx.shop.update({ where: { id: shop }, data: { domain: SHOP, dataKey } });
    const content = giftFinder.content({ currency: "USD", priceThirds: [10, 20] });
    const { title } = content;
    await tx.quiz.update({ where: { id: quizId }, data: { title, draft: JSON.stringify(content) } });
    await addVersion(tx, shop, { id: quizId }, { id: "version-1", content }, now);
  });
  const rule = { kind: "trait", key: "recipient", is: ["home"] };
  const { id: segmentId } = await createSegment(db, () => now, shop, { name: "Gifts for her", rule });
  await db.close();
  return { quizId, segmentId, profileId: 1 };
}
