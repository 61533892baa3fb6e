import type { ShopId } from "../contract/shop.ts";
import { RunLater, SetAside } from "../platform/job.ts";
import type { JobRun } from "../platform/job.ts";
import { blindIndex, open, seal } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findQuizForPush } from "../quiz/quiz.store.server.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { giveCode } from "./give-code.server.ts";
import { codeOf, codesToMint, termsOf } from "./incentive.ts";
import type { DiscountTerms } from "./incentive.ts";
import { AddDiscountCodes, CreateDiscount, FindCodeCreation, FindDiscountByCode } from "./incentive.documents.ts";
import {
  addWantedCodes,
  codeHashOf,
  codePlace,
  dropCode,
  findIncentivesToFill,
  findWaiting,
  findWantedCodes,
  forgetDiscount,
  freeCode,
  readPool,
  saveIncentive,
  takeIncentive,
} from "./incentive.store.server.ts";
import type { IncentiveRow } from "./incentive.store.server.ts";

type Run = JobRun<"fill-codes">;

export interface FillDeps {
  adminFor: AdminFor;
  masterKey: Key;
  /** Fresh randomness per code. */
  mintBytes(size: number): Uint8Array;
}

const POLL_MS = 500;
const GIVE_AT_ONCE = 100;

/**
 * Keeps codes ready ahead of need. What is asked of Shopify is written down before: a crash, a lost reply or a second worker
 * finds the same discount and the same codes again and never makes a second pool (F14).
 */
export async function fillCodes(run: Run, deps: FillDeps): Promise<void> {
  const { shop } = run;
  const { quizId } = run.payload;
  const offered = (await findQuizForPush(run.read, shop, quizId))?.published?.content.incentive;
  if (offered !== undefined) {
    await run.transaction((tx) => takeIncentive(tx, shop, quizId, termsOf(offered), run.clock()));
  }
  const incentives = await findIncentivesToFill(run.read, shop, quizId, offered && termsOf(offered));
  const stopped: (RunLater | SetAside)[] = [];
  for (const incentive of incentives) {
    const why = await fillAndGive(run, deps, incentive);
    if (why !== undefined) stopped.push(why);
  }
  const [why] = [...stopped.filter((one) => one instanceof RunLater), ...stopped];
  if (why !== undefined) throw why;
}

/** Why it could not be finished: what waits for one offer, or is refused, holds up no other. */
async function fillAndGive(
  run: Run,
  deps: FillDeps,
  incentive: IncentiveRow,
): Promise<RunLater | SetAside | undefined> {
  try {
    if (incentive.terms.kind === "discount") await fill(run, deps, incentive, incentive.terms);
    await giveToWaiting(run, incentive.id);
    return undefined;
  } catch (error) {
    if (error instanceof RunLater || error instanceof SetAside) return error;
    throw error;
  }
}

async function fill(run: Run, deps: FillDeps, incentive: IncentiveRow, terms: DiscountTerms): Promise<void> {
  const { shop } = run;
  const key = await dataKeyOf(run.read, shop, deps.masterKey);
  if (incentive.creationId !== null) return finishCreation(run, deps, incentive, incentive.creationId, key);
  const mint = codesToMint(await readPool(run.read, shop, incentive.id, run.clock()));
  const codes = Array.from({ length: mint }, () => {
    const code = codeOf(terms.prefix, deps.mintBytes(10));
    const codeHash = codeHashOf(key, code);
    return { codeHash, codeSealed: seal(key, codePlace(shop, codeHash), code) };
  });
  await run.transaction((tx) => addWantedCodes(tx, shop, incentive.id, codes));
  const wanted = await findWantedCodes(run.read, shop, incentive.id);
  if (wanted.length === 0) return;
  const discountId = incentive.discountId ?? (await makeDiscount(run, deps, incentive, terms, key));
  const admin = await deps.adminFor(shop);
  const variables = {
    discountId,
    codes: wanted.map(({ codeSealed, codeHash }) => ({ code: open(key, codePlace(shop, codeHash), codeSealed) })),
  };
  const { data, partialErrors } = await admin.request(AddDiscountCodes, variables, { signal: run.signal });
  const refusals = data.discountRedeemCodeBulkAdd?.userErrors ?? [];
  // The merchant deleted the discount in Shopify: the next run makes another, of the codes that nobody has yet.
  if (refusals.some(({ field }) => field?.includes("discountId"))) {
    await run.transaction((tx) => forgetDiscount(tx, shop, incentive.id));
    throw new RunLater(POLL_MS, "the discount is gone");
  }
  const creationId = data.discountRedeemCodeBulkAdd?.bulkCreation?.id;
  if (creationId === undefined) return refuse(run, incentive.id, [...refusals, ...partialErrors]);
  await run.transaction((tx) => saveIncentive(tx, shop, incentive.id, { creationId, problem: null }));
  throw new RunLater(POLL_MS, "Shopify makes the codes");
}

/** Says on the incentive's card what Shopify said; the job is set aside and starts afresh with the next publication or finish. */
async function refuse(run: Run, incentiveId: number, said: { message: string }[]): Promise<never> {
  const problem = said.map(({ message }) => message).join(" ") || "Shopify gave no reason.";
  await run.transaction((tx) => saveIncentive(tx, run.shop, incentiveId, { problem: problem.slice(0, 300) }));
  throw new SetAside(`Shopify made no discount codes: ${problem}`);
}

/** The code that every discount must be made with: given to nobody, always the same, the way to find the discount again. */
const seedCode = (key: Key, shop: ShopId, { id }: IncentiveRow, prefix: string): string =>
  codeOf(prefix, Buffer.from(blindIndex(key, `incentive/seed/${shop}/${id}`), "base64url"));

async function makeDiscount(
  run: Run,
  deps: FillDeps,
  incentive: IncentiveRow,
  terms: DiscountTerms,
  key: Key,
): Promise<string> {
  const { shop } = run;
  const admin = await deps.adminFor(shop);
  const code = seedCode(key, shop, incentive, terms.prefix);
  const save = async (discountId: string) => {
    await run.transaction((tx) => saveIncentive(tx, shop, incentive.id, { discountId, problem: null }));
    return discountId;
  };
  const found = await admin.request(FindDiscountByCode, { code }, { signal: run.signal });
  if (found.data.codeDiscountNodeByCode) return save(found.data.codeDiscountNodeByCode.id);
  const off =
    "percent" in terms.value
      ? { percentage: terms.value.percent / 100 }
      : { discountAmount: { amount: terms.value.amount.toFixed(2), appliesOnEachItem: false } };
  const discount = {
    title: `Candor quiz ${incentive.quizId}, offer ${incentive.id}`,
    code,
    startsAt: run.clock().toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { all: "ALL" as const },
    customerGets: { value: off, items: { all: true } },
  };
  const { data, partialErrors } = await admin.request(CreateDiscount, { discount }, { signal: run.signal });
  const made = data.discountCodeBasicCreate?.codeDiscountNode?.id;
  if (made !== undefined) return save(made);
  return refuse(run, incentive.id, [...(data.discountCodeBasicCreate?.userErrors ?? []), ...partialErrors]);
}

async function finishCreation(run: Run, deps: FillDeps, incentive: IncentiveRow, id: string, key: Key): Promise<void> {
  const { shop } = run;
  const admin = await deps.adminFor(shop);
  const { data } = await admin.request(FindCodeCreation, { id }, { signal: run.signal });
  const creation = data.discountRedeemCodeBulkCreation;
  if (creation?.done === false) throw new RunLater(POLL_MS, "Shopify makes the codes");
  const taken: string[] = [];
  const made: { code: string; redeemCodeId: string }[] = [];
  for (const { code, discountRedeemCode } of creation?.codes.nodes ?? []) {
    if (discountRedeemCode) made.push({ code, redeemCodeId: discountRedeemCode.id });
    else taken.push(code);
  }
  const ours = await findOurs(run, deps, incentive, taken);
  await run.transaction(async (tx) => {
    for (const { code, redeemCodeId } of made) await freeCode(tx, shop, codeHashOf(key, code), redeemCodeId);
    for (const [code, redeemCodeId] of ours) {
      const hash = codeHashOf(key, code);
      await (redeemCodeId === undefined ? dropCode(tx, shop, hash) : freeCode(tx, shop, hash, redeemCodeId));
    }
    await saveIncentive(tx, shop, incentive.id, { creationId: null });
  });
}

/** "Taken" is also what Shopify says of codes that an earlier, lost call has made: those belong to our discount. */
async function findOurs(
  run: Run,
  deps: FillDeps,
  incentive: IncentiveRow,
  taken: string[],
): Promise<Map<string, string | undefined>> {
  const admin = await deps.adminFor(run.shop);
  const ours = new Map<string, string | undefined>();
  for (const code of taken) {
    const { data } = await admin.request(FindDiscountByCode, { code }, { signal: run.signal });
    const node = data.codeDiscountNodeByCode;
    const discount = node?.id === incentive.discountId ? node?.codeDiscount : undefined;
    ours.set(code, discount && "codes" in discount ? discount.codes.nodes[0]?.id : undefined);
  }
  return ours;
}

async function giveToWaiting(run: Run, incentiveId: number): Promise<void> {
  for (;;) {
    const given = await run.transaction(async (tx) => {
      const waiting = await findWaiting(tx, run.shop, incentiveId, GIVE_AT_ONCE);
      const { free } = await readPool(tx, run.shop, incentiveId, run.clock());
      for (const claim of waiting) await giveCode(tx, run.shop, claim, run.clock());
      return free > 0 ? waiting.length : 0;
    });
    if (given < GIVE_AT_ONCE) return;
  }
}
