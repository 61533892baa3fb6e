import type { ProductMatch } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { hasPrice, phrasesOf, positionsOf, priceFits } from "./catalog-index.ts";
import type { CatalogIndex, Phrase } from "./catalog-index.ts";

/** One option against one catalogue, worked out once: what a shopper's choice adds to which products. */
export interface CompiledOption {
  readonly question: string;
  readonly option: string;
  readonly text: string;
  readonly match: ProductMatch;
  readonly phrases: readonly Phrase[];
  /** Products in stock that its words find or that were chosen for it; undefined when it names none. */
  readonly positions: Int32Array | undefined;
  /** 1 where some variant in stock lies within its price; undefined when it says nothing about prices. */
  readonly inPrice: Uint8Array | undefined;
  /** Rarer words tell more; the merchant may let an option count more or less. */
  readonly weight: number;
}

/** Stands for a question where the answers add up to a persona: no question can have this id. */
export const PERSONA = "#persona";

export type CompiledQuiz = ReadonlyMap<string, ReadonlyMap<string, CompiledOption>>;

function compileOption(
  index: CatalogIndex,
  question: string,
  option: { id: string; text: string; match: ProductMatch },
) {
  const { match } = option;
  const phrases = phrasesOf(match.terms);
  const positions = positionsOf(index, match, phrases);
  const inPrice = hasPrice(match)
    ? Uint8Array.from(index.products, ({ available }) => Number(available.some((variant) => priceFits(variant, match))))
    : undefined;
  const share = positions ? (positions.length + 1) / (index.products.length + 1) : 1;
  const weight = (1 + Math.min(2, Math.max(0, -Math.log10(share)))) * (match.weight ?? 1);
  return { question, option: option.id, text: option.text, match, phrases, positions, inPrice, weight };
}

function compile(index: CatalogIndex, content: QuizContent): CompiledQuiz {
  const questions = content.questions.flatMap((question) => ("options" in question ? [question] : []));
  const matched = (
    question: string,
    options: readonly { id: string; text: string; match?: ProductMatch | undefined }[],
  ) =>
    new Map(
      options.flatMap(({ match, ...option }) =>
        match ? [[option.id, compileOption(index, question, { ...option, match })] as const] : [],
      ),
    );
  const personas = (content.outcomes ?? []).map(({ id, title, match }) => ({ id, text: title, match }));
  return new Map([
    ...questions.map(({ id, options }) => [id, matched(id, options)] as const),
    [PERSONA, matched(PERSONA, personas)],
  ]);
}

const compiled = new WeakMap<CatalogIndex, WeakMap<QuizContent, CompiledQuiz>>();

/** Published versions and indexes never change, so the pair is compiled once and forgotten with either. */
export function compileQuiz(index: CatalogIndex, content: QuizContent): CompiledQuiz {
  const known = compiled.get(index) ?? new WeakMap<QuizContent, CompiledQuiz>();
  compiled.set(index, known);
  const found = known.get(content) ?? compile(index, content);
  known.set(content, found);
  return found;
}
