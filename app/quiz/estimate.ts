import type { Question } from "../contract/question.ts";

const OPTION_SECONDS = 0.7;

/** What a question takes on a phone, roughly: reading it, and a tap or some typing. */
function secondsFor(question: Question): number {
  switch (question.type) {
    case "single":
    case "picture":
    case "swatch":
    case "product":
    case "multiple":
      return 4 + question.options.length * OPTION_SECONDS;
    case "ranking":
      return 6 + question.options.length * 2;
    case "slider":
    case "rating":
    case "nps":
    case "info":
      return 6;
    case "number":
    case "date":
      return 8;
    case "email":
    case "phone":
      return 12;
    case "text":
      return question.required ? 20 : 10;
    case "consent":
      return 8;
  }
}

/** "about 40 seconds", "about 2 minutes": what to tell a merchant of a quiz that nobody has walked yet. */
export function durationText(questions: readonly Question[]): string {
  const seconds = questions.reduce((sum, question) => sum + secondsFor(question), 0);
  if (seconds < 55) return `about ${Math.max(10, Math.round(seconds / 10) * 10)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "about a minute" : `about ${minutes} minutes`;
}
