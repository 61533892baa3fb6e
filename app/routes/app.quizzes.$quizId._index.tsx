import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { clock, counting, db, env } from "../db.server.ts";
import { viewPool } from "../incentive/view-pool.server.ts";
import { loadEditor } from "../insight/load-editor.server.ts";
import { RewardCard } from "../insight/reward-part.tsx";
import { idFrom, orRefuse, orTell, requireMerchant } from "../merchant.server.ts";
import { changeQuiz } from "../quiz/change-quiz.server.ts";
import { EditorPage } from "../quiz/editor/editor-page-part.tsx";
import type { EditorCommand } from "../quiz/editor/editor-page-part.tsx";
import { START } from "../quiz/editor/place.ts";
import { Confirm } from "../ui/confirm.tsx";
import editorStyles from "../ui/editor.css?url";

const texts = {
  deleteTitle: "Delete this quiz?",
  deleteText:
    "Shoppers no longer see it, and its results leave this list. What shoppers told stays with them, and so do their tags.",
  deleteAction: "Delete quiz",
  offlineTitle: "Take this quiz offline?",
  offlineText: "Shoppers no longer see it. You can publish it again at any time.",
  offlineAction: "Take offline",
};

export const links = () => [{ rel: "stylesheet", href: editorStyles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const id = idFrom(params.quizId, "This quiz");
  const view = await orRefuse(loadEditor(counting, shop, id, clock()));
  const pool = await viewPool(db.read, shop.id, id, view.draft.incentive);
  return { view, pool, sendsMail: env.SMTP_URL !== undefined };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const form = Object.fromEntries(await request.formData());
  return orTell(
    changeQuiz({ db, clock }, shop.id, idFrom(params.quizId, "This quiz"), form).then((changed) =>
      "goTo" in changed ? redirect(changed.goTo) : changed,
    ),
  );
}

/**
 * The editor keeps its draft and its steps back while the page around it loads anew, as after publishing. Only when the newer version is
 * asked for it starts afresh, once that is there.
 */
function useOpening(view: unknown, revalidate: () => void) {
  const [opening, setOpening] = useState(0);
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) setOpening((known) => known + 1);
    isAsked.current = false;
  }, [view]);
  const openAgain = () => {
    isAsked.current = true;
    revalidate();
  };
  return { opening, openAgain };
}

/** A quiz in the editor. */
export default function EditQuiz() {
  const { view, pool, sendsMail } = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const { revalidate } = useRevalidator();
  const { opening, openAgain } = useOpening(view, revalidate);
  // Outside of the editor: a newer version is loaded, and it stays where it was.
  const [place, setPlace] = useState(START);
  const [asked, setAsked] = useState<"delete" | "unpublish">();
  const send = (form: Record<string, string>) => fetcher.submit(form, { method: "post" });
  const command = (name: EditorCommand) => {
    if (name === "reload") openAgain();
    else if (name === "duplicate") send({ intent: name });
    else setAsked(name);
  };
  const confirm = () => {
    if (asked) send({ intent: asked });
    setAsked(undefined);
  };
  return (
    <>
      <EditorPage
        key={`${view.id}/${opening}`}
        view={view}
        place={place}
        onPlace={setPlace}
        onCommand={command}
        onCopy={(draft) => send({ intent: "copy", content: JSON.stringify(draft) })}
        onPublished={revalidate}
        reward={<RewardCard pool={pool} sendsMail={sendsMail} />}
      />
      <Confirm
        open={asked !== undefined}
        title={asked === "delete" ? texts.deleteTitle : texts.offlineTitle}
        text={asked === "delete" ? texts.deleteText : texts.offlineText}
        action={asked === "delete" ? texts.deleteAction : texts.offlineAction}
        onConfirm={confirm}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}
