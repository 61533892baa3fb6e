import { randomUUID } from "node:crypto";
import type { AnswerValue, SubmittedResponse } from "../../app/contract/response.ts";
import type { PublishedQuiz } from "../../app/contract/quiz.ts";
import { PublishedQuiz as PublishedQuizSchema } from "../../app/contract/quiz.ts";
import { mintKey } from "../../app/platform/secret.server.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { recordResponse } from "../../app/response/record-response.server.ts";
import { givenDatabase, givenShop } from "../database.ts";

const content: PublishedQuiz["content"] = {
  title: "Gift finder",
  intro: "",
  language: "en",
  questions: [
    {
      type: "single",
      id: "room",
      text: "Which room?",
      required: true,
      options: [
        { id: "home", text: "Home" },
        { id: "garden", text: "Garden" },
      ],
      branches: [{ option: "garden", goTo: "agree" }],
    },
    {
      type: "multiple",
      id: "taste",
      text: "Which style?",
      required: false,
      options: [
        { id: "retro", text: "Retro" },
        { id: "calm", text: "Calm" },
      ],
      branches: [],
    },
    { type: "text", id: "words", text: "Anything else?", required: false, maxLength: 200 },
    {
      type: "consent",
      id: "agree",
      text: "May we remember this?",
      purpose: "personalise",
      agree: "Yes",
      decline: "No",
    },
  ],
  result: { title: "For you", text: "", products: 3 },
};

export async function givenQuiz() {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const key = mintKey();
  const quiz = await db.transaction(async (tx) => {
    const quizId = await createQuiz(tx, shop, { handle: "gift-finder", kind: "quiz", draft: content }, new Date(0));
    await addVersion(tx, shop, { id: quizId }, { id: "v1", content }, new Date(0));
    return PublishedQuizSchema.parse({ versionId: "v1", quizId, handle: "gift-finder", kind: "quiz", content });
  });
  let minute = 0;
  const arrive = (submitted: Omit<SubmittedResponse, "versionId">, customerId?: string, test = false) => {
    minute += 1;
    const arrived = {
      submitted: { versionId: "v1", ...submitted },
      quiz,
      customerId,
      source: "storefront" as const,
      test,
    };
    return db.transaction((tx) => recordResponse(tx, shop, { ...arrived, at: new Date(minute * 60_000) }, key));
  };
  const traits = async () => {
    const rows = await db.read.trait.findMany({ where: { until: null }, orderBy: [{ key: "asc" }, { value: "asc" }] });
    return rows.map((row) => `${row.key}=${row.value}`);
  };
  const profiles = () =>
    db.read.profile.findMany({
      where: { mergedIntoId: null },
      select: { customerId: true, consent: true, kind: true },
    });
  return { db, shop, quiz, arrive, traits, profiles };
}

export const answer = (questionId: string, value: AnswerValue) => ({ answerId: randomUUID(), questionId, value });
export const walk = (agreed: boolean, room = "home") => [
  answer("room", [room]),
  ...(room === "home" ? [answer("taste", ["retro", "calm"]), answer("words", "for my sister Ada")] : []),
  answer("agree", agreed),
];
