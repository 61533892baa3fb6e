/** Whatever is not there: a plain answer, no page and no line in the log, since anybody may ask for anything. */
const notThere = () => new Response("Not found", { status: 404, headers: { "Content-Type": "text/plain" } });

export const loader = () => notThere();
export const action = () => notThere();
