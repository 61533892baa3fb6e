import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { readBody } from "./http-body.server.ts";
import { Refusal } from "./refusal.ts";

test("A19: GIVEN a sender who breaks off in the middle THEN whoever waits for the body is told, and waits no longer", async () => {
  const { promise: waited, resolve } = Promise.withResolvers<unknown>();
  const server = createServer((request) => void readBody(request, 1_000).then(resolve, resolve)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{", () => socket.destroy());
  expect(await waited).toBeInstanceOf(Refusal);
  server.close();
});
