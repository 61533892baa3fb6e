import type { JobRun } from "../platform/job.ts";
import { SetAside } from "../platform/job.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { DeleteQuizMetafield, FindInstallation, SetQuizMetafield } from "./quiz.documents.ts";
import { findQuizForPush, listHandles } from "./quiz.store.server.ts";
import { toStorefronts } from "./storefront.ts";

const NAMESPACE = "candor";
/** What a block in the theme editor lists for a merchant whose handle leads nowhere. */
const MOST_HANDLES = 50;

/** Makes the storefront's copy equal to what is published now: the newest version, or nothing; and the list of handles with it. */
export async function pushQuiz(run: JobRun<"push-quiz">, adminFor: AdminFor): Promise<void> {
  const quiz = await findQuizForPush(run.read, run.shop, run.payload.quizId);
  if (quiz === undefined) return;
  const admin = await adminFor(run.shop);
  const options = { signal: run.signal };
  const { data } = await admin.request(FindInstallation, {}, options);
  const place = { ownerId: data.currentAppInstallation.id, namespace: NAMESPACE, key: `quiz_${quiz.handle}` };
  const handles = JSON.stringify(await listHandles(run.read, run.shop, MOST_HANDLES));
  const metafields = [{ ...place, key: "published", type: "json", value: handles }];
  if (quiz.published === undefined) {
    const reply = await admin.request(DeleteQuizMetafield, { metafields: [place] }, options);
    refuseErrors(reply.data.metafieldsDelete?.userErrors ?? []);
  } else {
    metafields.push({ ...place, type: "json", value: JSON.stringify(toStorefronts(quiz.published)) });
  }
  const reply = await admin.request(SetQuizMetafield, { metafields }, options);
  refuseErrors(reply.data.metafieldsSet?.userErrors ?? []);
}

function refuseErrors(userErrors: readonly { message: string }[]): void {
  if (userErrors.length > 0) throw new SetAside(userErrors.map((error) => error.message).join(" "));
}
