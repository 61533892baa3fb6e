import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

interface SurveyOrder {
  orderId: string | null;
  checkoutToken: string | null;
}

const sameOrder = ({ orderId, checkoutToken }: SurveyOrder) => [
  ...(orderId === null ? [] : [{ orderId }]),
  ...(checkoutToken === null ? [] : [{ checkoutToken }]),
];

/** A survey answer for this order is there already, from whichever page or device. */
export async function isAnsweredFor(tx: Tx, shop: ShopId, order: SurveyOrder): Promise<boolean> {
  const OR = sameOrder(order);
  if (OR.length === 0) return false;
  return (
    (await tx.quizResponse.findFirst({ where: { shopId: shop, source: "checkout", OR }, select: { id: true } })) !==
    null
  );
}

export async function saveOrderOf(tx: Tx, shop: ShopId, responseId: string, order: SurveyOrder): Promise<void> {
  await tx.quizResponse.update({ where: { shopId_id: { shopId: shop, id: responseId } }, data: { ...order } });
}

/** The order whose page asked: the page's checkout token must be the order's own. */
export async function findOrderOfSurvey(
  tx: Tx,
  shop: ShopId,
  responseId: string,
): Promise<{ profileId: number | null } | undefined> {
  const response = await tx.quizResponse.findUnique({
    where: { shopId_id: { shopId: shop, id: responseId } },
    select: { orderId: true, checkoutToken: true },
  });
  if (response?.checkoutToken == null) return undefined;
  const order = await tx.order.findFirst({
    where: {
      shopId: shop,
      checkoutToken: response.checkoutToken,
      ...(response.orderId === null ? {} : { shopifyId: response.orderId }),
      deletedAt: null,
    },
    select: { profileId: true },
  });
  return order ?? undefined;
}

/** Answers of an order's thank-you page that are nobody's yet. Raw: every order passes here. */
export async function findSurveysOf(tx: Tx, shop: ShopId, orderId: string): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `SELECT "id" FROM "QuizResponse" WHERE "shopId" = ? AND "orderId" = ? AND "profileId" IS NULL`,
    ...[shop, orderId],
  );
  return rows.map(({ id }) => id);
}
