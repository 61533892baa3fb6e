# Candor on one machine: web process, worker and SQLite files in one container; /data must be a volume on a local disk.
#   docker build -t candor . && docker run --env-file .env -v candor-data:/data -p 3000:3000 candor

FROM node:24-slim AS build
WORKDIR /candor
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
COPY tools/setup.mjs ./tools/setup.mjs
RUN node tools/setup.mjs
COPY . .
RUN npm run build \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 && node node_modules/prisma/build/index.js generate

FROM node:24-slim
ENV NODE_ENV=production DATABASE_FILE=/data/candor.db PORT=3000
WORKDIR /candor
COPY --from=build /candor/package.json /candor/prisma.config.ts ./
COPY --from=build /candor/node_modules ./node_modules
COPY --from=build /candor/prisma ./prisma
COPY --from=build /candor/build ./build
COPY --from=build /candor/app ./app
COPY --from=build /candor/extensions/theme-quiz ./extensions/theme-quiz
COPY --from=build /candor/tools/start.ts ./tools/start.ts
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# 25 s: requests in flight end, the worker finishes its page.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "tools/start.ts"]
