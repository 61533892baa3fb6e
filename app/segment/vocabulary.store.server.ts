import { QuizContent } from "../contract/quiz.ts";
import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { listTraits } from "../profile/trait-dictionary.store.server.ts";
import { traitKeyOf, traitsTaughtBy } from "../profile/trait-dictionary.ts";
import type { Measure, Vocabulary, VocabularyQuiz } from "./describe.ts";

/** What a quiz says; undefined when it cannot be read. */
const contentOf = (json: string): QuizContent | undefined => QuizContent.safeParse(JSON.parse(json)).data;

function toQuiz(handle: string, title: string, content: QuizContent | undefined): VocabularyQuiz {
  return {
    handle,
    title: content?.title ?? title,
    questions: content
      ? traitsTaughtBy({ handle, content })
          .filter(({ type }) => type === "choice")
          .map(({ key, name, options }) => ({ id: key, text: name, options }))
      : [],
  };
}

const birthdaysIn = (content: QuizContent): string[] =>
  content.questions.filter((question) => question.type === "date" && question.birthday === true).map(traitKeyOf);

async function readMeasures(tx: Tx, shop: ShopId, contents: QuizContent[]): Promise<Measure[]> {
  const birthdays = new Set(contents.flatMap(birthdaysIn));
  return (await listTraits(tx, shop)).flatMap(({ key, name, type }) =>
    type === "choice" ? [] : [{ key, name, type, birthday: birthdays.has(key) }],
  );
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
  const read = quizzes.map(({ handle, title, draft, publishedVersionId }) => {
    const content = contentOf(contents.get(publishedVersionId ?? "") ?? draft);
    return { content, quiz: toQuiz(handle, title, content) };
  });
  return {
    quizzes: read.map(({ quiz }) => quiz),
    measures: await readMeasures(
      tx,
      shop,
      read.flatMap(({ content }) => content ?? []),
    ),
    productTypes: types.map(({ type }) => type),
    products: Object.fromEntries(named.map(({ id, title }) => [id, title])),
    currency,
  };
}
