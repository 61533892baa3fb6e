import type { ShopId } from "../../app/contract/shop.ts";
import { refreshPurchases } from "../../app/order/purchase.store.server.ts";
import type { Database, Tx } from "../../app/platform/db.server.ts";
import { QUIZZES } from "./arbitrary.ts";
import { counted, net, TYPES } from "./oracle.ts";
import type { History } from "./oracle.ts";

const micros = (amount: number) => BigInt(Math.round(amount * 1_000_000));
const started = new Date("2025-01-01T00:00:00Z");
let numbers = 0;

/** The quizzes and products that random rules speak of. */
export async function givenCatalogue(db: Database, shop: ShopId): Promise<void> {
  await db.transaction(async (tx) => {
    for (const handle of QUIZZES) {
      const row = { shopId: shop, handle, title: handle, draft: "{}", createdAt: started, updatedAt: started };
      await tx.quiz.create({ data: row });
    }
    for (const [id, type] of Object.entries(TYPES)) {
      await tx.product.create({
        data: { shopId: shop, id, handle: id, title: `Product ${id}`, type, updatedAt: started },
      });
    }
  });
}

function facts(history: History) {
  const orders = counted(history);
  const times = orders.map((order) => order.at);
  return {
    orderCount: orders.length,
    amountSpentMicros: orders.reduce((sum, order) => sum + micros(net(order)), 0n),
    firstOrderAt: times.length === 0 ? null : new Date(Math.min(...times)),
    lastOrderAt: times.length === 0 ? null : new Date(Math.max(...times)),
  };
}

async function insertOrders(tx: Tx, shop: ShopId, profileId: number, history: History): Promise<void> {
  for (const order of history.orders) {
    numbers += 1;
    const at = new Date(order.at);
    const lines = order.products.map((productId, number) => ({
      shopId: shop,
      shopifyId: BigInt(number),
      productId,
      quantity: 1,
      amountMicros: 0n,
    }));
    await tx.order.create({
      data: {
        shopId: shop,
        shopifyId: String(numbers),
        name: `#${numbers}`,
        profileId,
        currency: "USD",
        totalMicros: micros(order.total),
        refundedMicros: micros(order.refunded),
        processedAt: at,
        updatedAt: at,
        cancelledAt: order.state === "cancelled" ? at : null,
        deletedAt: order.state === "deleted" ? at : null,
        lines: { create: lines },
      },
    });
  }
}

async function insertTold(tx: Tx, shop: ShopId, profileId: number, history: History): Promise<void> {
  const quizzes = await tx.quiz.findMany({ where: { shopId: shop }, select: { id: true, handle: true } });
  await tx.trait.createMany({
    data: history.told.map((told) => ({
      shopId: shop,
      profileId,
      key: told.key,
      value: told.value,
      quizId: quizzes.find(({ handle }) => handle === told.quiz)?.id,
      questionId: told.key,
      since: started,
      until: told.ended ? new Date(started.getTime() + 1) : null,
    })),
  });
}

/** Takes away what is remembered of a profile's past and tells it anew: as any number of events would. */
export async function retell(tx: Tx, shop: ShopId, profileId: number, history: History): Promise<void> {
  await tx.order.deleteMany({ where: { profileId } });
  await tx.trait.deleteMany({ where: { profileId } });
  await tx.profile.update({
    where: { id: profileId },
    data: {
      kind: history.kind,
      consent: history.consent,
      mergedIntoId: history.merged ? profileId : null,
      lifetimeOrders: history.lifetimeOrders,
      lifetimeSpentMicros: history.lifetimeSpent === null ? null : micros(history.lifetimeSpent),
      ...facts(history),
    },
  });
  await insertOrders(tx, shop, profileId, history);
  await refreshPurchases(tx, shop, profileId - 1, profileId);
  await insertTold(tx, shop, profileId, history);
}

/** Profiles with these pasts, in order; each the profile of a Shopify customer with the same number. */
export async function givenProfiles(db: Database, shop: ShopId, histories: History[]): Promise<number[]> {
  return db.transaction(async (tx) => {
    const ids: number[] = [];
    for (const history of histories) {
      const { id } = await tx.profile.create({ data: { shopId: shop, createdAt: started } });
      await tx.profile.update({ where: { id }, data: { customerId: String(id) } });
      await retell(tx, shop, id, history);
      ids.push(id);
    }
    return ids;
  });
}
