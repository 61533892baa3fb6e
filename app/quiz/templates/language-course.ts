import type { QuizTemplate } from "../template.ts";
import { bilingual, finds, remember } from "./bilingual.ts";
import type { BilingualOption, BilingualQuestion } from "./bilingual.ts";

const ages: BilingualOption[] = [
  { id: "under-18", text: ["Under 18", "18歳未満"] },
  { id: "age-18-24", text: ["18 to 24", "18〜24歳"] },
  { id: "age-25-34", text: ["25 to 34", "25〜34歳"] },
  { id: "age-35-49", text: ["35 to 49", "35〜49歳"] },
  { id: "age-50-plus", text: ["50 or older", "50歳以上"] },
  { id: "not-said", text: ["I’d rather not say", "答えたくない"] },
];

const questions: BilingualQuestion[] = [
  {
    type: "single",
    id: "goal",
    text: ["Why do you want to learn?", "学ぶ目的は何ですか？"],
    options: [
      { id: "travel", text: ["For travelling", "旅行のため"], ...finds("travel|phrasebook") },
      { id: "work", text: ["For work", "仕事のため"], ...finds("business|work|office") },
      { id: "exam", text: ["For an exam", "試験のため"], ...finds("exam|test|certificate") },
      { id: "family", text: ["For family and friends", "家族や友人のため"], ...finds("conversation|speaking|family") },
      { id: "joy", text: ["For the joy of it", "楽しみのため"], ...finds("reader|stories|culture|game") },
    ],
  },
  {
    type: "date",
    id: "exam-day",
    text: ["When is the exam?", "試験はいつですか？"],
    help: ["Leave it empty if there is no date yet.", "未定なら空欄のままで。"],
    onlyIf: { question: "goal", options: ["exam"] },
  },
  {
    type: "single",
    id: "level",
    text: ["How much do you know already?", "今のレベルは？"],
    options: [
      { id: "new", text: ["Nothing yet", "はじめて"], ...finds("beginner|starter|a1") },
      { id: "some", text: ["Simple sentences", "簡単な文なら話せる"], ...finds("elementary|a2|beginner") },
      { id: "good", text: ["I get by in everyday life", "日常会話ができる"], ...finds("intermediate|b1|b2") },
      { id: "fluent", text: ["I speak it well", "流暢に話せる"], ...finds("advanced|c1|c2") },
    ],
  },
  {
    type: "slider",
    id: "minutes",
    text: ["How many minutes a day can you spare?", "1日に何分学べますか？"],
    low: ["A coffee break", "すきま時間"],
    high: ["A full lesson", "しっかり1時間"],
    min: 5,
    max: 60,
    step: 5,
    unit: ["min", "分"],
  },
  {
    type: "multiple",
    id: "interests",
    text: ["What would you like to talk about?", "どんな話題に興味がありますか？"],
    help: ["We pick examples from it.", "例文をそこから選びます。"],
    options: [
      { id: "food", text: ["Food and cooking", "料理・食べ物"] },
      { id: "film", text: ["Films and series", "映画・ドラマ"] },
      { id: "music", text: ["Music", "音楽"] },
      { id: "sport", text: ["Sport", "スポーツ"] },
      { id: "science", text: ["Science and technology", "科学・技術"] },
      { id: "places", text: ["Places and people", "旅・人"] },
    ],
  },
  { type: "single", id: "age", text: ["How old are you?", "年齢を教えてください"], options: ages },
  {
    type: "date",
    id: "birthday",
    birthday: true,
    text: ["When is your birthday?", "お誕生日はいつですか？"],
    help: ["Day and month are enough. You may skip this.", "月と日だけでかまいません。飛ばすこともできます。"],
  },
  remember(["No, just start", "いいえ、このまま始める"]),
];

export const languageCourse: QuizTemplate = {
  handle: "language-course",
  kind: "preferences",
  name: "Language course onboarding",
  summary:
    "Goal, level, minutes a day, interests, age band and birthday: what a course needs to start where the learner stands.",
  content: () =>
    bilingual({
      title: ["Make the course yours", "あなたに合わせたコースに"],
      intro: ["A minute now saves you lessons you do not need.", "1分の質問で、必要のないレッスンを省けます。"],
      questions,
      result: {
        title: ["Your course is set up", "準備ができました"],
        text: ["You can change each answer at any time.", "回答はいつでも変更できます。"],
        products: 3,
      },
      goal: {
        text: ["Start every learner at the right level and keep them going.", "学習者に合ったレベルで始める"],
        traits: ["goal", "level", "minutes", "interests", "age", "birthday"],
        completion: 70,
      },
    }),
};
