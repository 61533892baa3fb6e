import { QuizContent } from "../contract/quiz.ts";
import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { traitsTaughtBy } from "../profile/trait-dictionary.ts";
import type { Vocabulary, VocabularyQuiz } from "./describe.ts";

function toQuiz(handle: string, title: string, content: string): VocabularyQuiz {
  const parsed = QuizContent.safeParse(JSON.parse(content));
  return {
    handle,
    title: parsed.success ? parsed.data.title : title,
    questions: parsed.success
      ? // Numbers and dates are kept, rules about them are not made yet.
        traitsTaughtBy({ handle, content: parsed.data })
          .filter(({ type }) => type === "choice")
          .map(({ key, name, options }) => ({ id: key, text: name, options }))
      : [],
  };
}

function productsOf(rule: Rule): string[] {
  if ("rules" in rule) return rule.rules.flatMap(productsOf);
  if (rule.kind === "not") return productsOf(rule.rule);
  return rule.kind === "bought" ? [rule.product] : [];
}

/** What this shop can make rules of: its quizzes as shoppers see them (drafts where none is published), its product types. */
export async function readVocabulary(tx: Tx, shop: ShopId, rules: Rule[]): Promise<Vocabulary> {
  const quizzes = await tx.quiz.findMany({
    where: { shopId: shop, deletedAt: null },
    select: { handle: true, title: true, draft: true, publishedVersionId: true },
    orderBy: { id: "asc" },
  });
  const published = quizzes.flatMap(({ publishedVersionId }) => publishedVersionId ?? []);
  const versions = await tx.quizVersion.findMany({
    where: { shopId: shop, id: { in: published } },
    select: { id: true, content: true },
  });
  const contents = new Map(versions.map(({ id, content }) => [id, content]));
  const types = await tx.product.groupBy({
    by: ["type"],
    where: { shopId: shop, type: { not: "" } },
    orderBy: { type: "asc" },
  });
  const named = await tx.product.findMany({
    where: { shopId: shop, id: { in: rules.flatMap(productsOf) } },
    select: { id: true, title: true },
  });
  const { currency } = await tx.shop.findUniqueOrThrow({ where: { id: shop }, select: { currency: true } });
  return {
    quizzes: quizzes.map((quiz) =>
      toQuiz(quiz.handle, quiz.title, contents.get(quiz.publishedVersionId ?? "") ?? quiz.draft),
    ),
    productTypes: types.map(({ type }) => type),
    products: Object.fromEntries(named.map(({ id, title }) => [id, title])),
    currency,
  };
}
