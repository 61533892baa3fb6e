import { durationText } from "../quiz/estimate.ts";
import { templates } from "../quiz/find-template.ts";
import { fitProducts } from "../quiz/fit-template.ts";
import { priceThirds } from "../quiz/template.ts";
import type { TemplateView } from "../quiz/template.ts";
import { countMatches, pricesOf } from "../recommendation/catalog-index.ts";
import type { CatalogIndex } from "../recommendation/catalog-index.ts";
import { countFitting } from "../recommendation/recommend.ts";

/** The templates as they would be in this shop. */
export function viewTemplates(index: CatalogIndex): TemplateView[] {
  const shop = { currency: index.currency, priceThirds: priceThirds(pricesOf(index)) };
  return templates.map((template) => {
    const content = template.content(shop);
    const { questions, result } = fitProducts(content, (fitted, answers) => countFitting(index, fitted, answers));
    const terms = questions.flatMap((question) =>
      "options" in question ? question.options.flatMap(({ match }) => match?.terms ?? []) : [],
    );
    const isAboutProducts = content.result.products > 0 && index.products.length > 0;
    const { handle, kind, name, summary } = template;
    return {
      handle,
      kind,
      name,
      summary,
      asks: questions.filter(({ type }) => type !== "info").map(({ text }) => text),
      duration: durationText(questions),
      finds: !isAboutProducts ? undefined : result.products === 0 ? 0 : countMatches(index, { terms }),
    };
  });
}
