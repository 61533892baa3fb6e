import type { QuizTemplate } from "../template.ts";
import { bilingual } from "./bilingual.ts";
import { drawing } from "./drawing.ts";

export const stylePoll: QuizTemplate = {
  handle: "style-poll",
  kind: "poll",
  name: "Style poll",
  summary:
    "One question, four pictures, live results: let shoppers vote on what comes next, in the shop or by a shared link.",
  content: () =>
    bilingual({
      title: ["Help us choose", "あなたの声を聞かせてください"],
      intro: ["Vote, and see what others say.", "投票すると、みんなの結果が見られます。"],
      questions: [
        {
          type: "picture",
          id: "style",
          text: ["Which style should come next?", "次に見たいスタイルはどれですか？"],
          shuffle: true,
          options: [
            {
              id: "natural",
              text: ["Calm and natural", "落ち着いたナチュラル"],
              picture: drawing("M12 21v-9M12 12c0-5 3-8 8-8 0 5-3 8-8 8zM12 15c0-4-3-6-7-6 0 4 3 6 7 6z"),
            },
            {
              id: "bold",
              text: ["Bold and colourful", "大胆でカラフル"],
              picture: drawing("M12 2l3 7 7 .5-5.500 4.500 2 7-6.500-4-6.500 4 2-7L2 9.500 9 9z"),
            },
            {
              id: "vintage",
              text: ["Vintage", "ヴィンテージ"],
              picture: drawing("M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM12 6v6l4 3M12 2V0M8 0h8"),
            },
            {
              id: "minimal",
              text: ["Clean and modern", "すっきりモダン"],
              picture: drawing("M3 3h18v18H3zM3 15h18M15 3v12"),
            },
          ],
        },
      ],
      result: {
        title: ["Thanks for your vote", "投票ありがとうございます"],
        text: ["Come back to see how it ends.", "結果をまた見に来てください。"],
        products: 0,
      },
      poll: { changeable: true },
      goal: {
        text: ["Decide the next collection with the people who buy it.", "次の企画を一緒に決める"],
        traits: ["style"],
      },
    }),
};
