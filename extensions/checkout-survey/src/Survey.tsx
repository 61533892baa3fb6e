import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { DEFAULT_OPTIONS, readOptions, sendAnswer } from "./answer.ts";
import type { Order, SurveyOption } from "./answer.ts";

type State = "asked" | "choose" | "sending" | "thanks" | "failed";

export default (): void => render(<Survey />, document.body);

/** One question after an order, in the shopper's language: asked, sent, thanked for. Never in anybody's way. */
function Survey() {
  const [state, setState] = useState<State>("asked");
  const [chosen, setChosen] = useState<string>();
  // Minted once: a second try after a failure is the same answer.
  const ids = useRef({ responseId: crypto.randomUUID(), answerId: crypto.randomUUID() });
  const order = readOrder();
  const hint = `answered:${order.id ?? order.checkoutToken ?? ""}`;

  useEffect(() => {
    // Only a hint: the app decides who has answered. It spares a shopper who comes back the question.
    void shopify.storage.read(hint).then((answered) => answered === true && setState("thanks"));
  }, [hint]);

  async function submit(): Promise<void> {
    if (state === "sending") return;
    if (!chosen) return setState("choose");
    setState("sending");
    const outcome = await sendAnswer(process.env.EXTENSION_APP_URL, await shopify.sessionToken.get(), {
      ...ids.current,
      questionId: "heard-from",
      value: [chosen],
      ...(order.checkoutToken && { checkoutToken: order.checkoutToken }),
      ...(order.id && { orderId: order.id }),
      language: shopify.localization.language.value.isoCode,
    });
    if (outcome === "kept") await shopify.storage.write(hint, true).catch(() => undefined);
    setState(outcome === "kept" ? "thanks" : "failed");
  }

  const { question, options } = readSettings();
  if (state === "thanks") {
    return (
      <s-section heading={shopify.i18n.translate("thanks")}>
        <s-text>{shopify.i18n.translate("thanksText")}</s-text>
      </s-section>
    );
  }
  return (
    <s-section heading={question}>
      <s-form onSubmit={() => void submit()}>
        <s-stack gap="base">
          {state === "failed" && <s-banner tone="warning">{shopify.i18n.translate("failed")}</s-banner>}
          <s-choice-list
            label={question}
            labelAccessibilityVisibility="exclusive"
            name="heard-from"
            values={chosen ? [chosen] : []}
            {...(state === "choose" && { error: shopify.i18n.translate("choose") })}
            onChange={(event) => {
              setChosen((event.currentTarget as HTMLElementTagNameMap["s-choice-list"]).values?.[0]);
              if (state === "choose") setState("asked");
            }}
          >
            {options.map(({ id, text }) => (
              <s-choice key={id} value={id}>
                {text}
              </s-choice>
            ))}
          </s-choice-list>
          <s-button type="submit" loading={state === "sending"}>
            {shopify.i18n.translate(state === "failed" ? "retry" : "send")}
          </s-button>
        </s-stack>
      </s-form>
    </s-section>
  );
}

function readOrder(): Order {
  const id = "orderConfirmation" in shopify ? shopify.orderConfirmation.value.order.id : shopify.order.value?.id;
  return { id, checkoutToken: shopify.checkoutToken.value };
}

function readSettings(): { question: string; options: SurveyOption[] } {
  const { question, options } = shopify.settings.value as { question?: string; options?: string };
  const own = readOptions(options ?? "");
  return {
    question: question?.trim() || shopify.i18n.translate("question"),
    options:
      own.length > 1 ? own : DEFAULT_OPTIONS.map((id) => ({ id, text: shopify.i18n.translate(`options.${id}`) })),
  };
}
